"""Values that a form asks of the device when it is opened or finished (``jr:preload``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from nbnb_desktop.xforms.provider import Provider
from nbnb_desktop.xforms.xpath.values import date_time_text

_PROPERTIES: Mapping[str, str] = {
    "deviceid": "deviceid",
    "username": "username",
    "email": "email",
    "phonenumber": "phonenumber",
    "subscriberid": "subscriberid",
    "simserial": "simserial",
    "instanceid": "deviceid",
}


def at_start(kind: str, parameters: str, provider: Provider) -> str | None:
    """The text for a new instance; None where nothing is to be filled in."""
    maker = _MAKERS.get(kind)
    return maker(parameters.strip(), provider) if maker is not None else None


def at_finish(kind: str, parameters: str, provider: Provider) -> str | None:
    """The text that is set when the form is finished."""
    return _stamp(provider) if kind == "timestamp" and parameters.strip() == "end" else None


def _stamp(provider: Provider) -> str:
    return date_time_text(_now(provider))


def _now(provider: Provider) -> datetime:
    return provider.now().astimezone(provider.zone)


def _timestamp(parameters: str, provider: Provider) -> str | None:
    return _stamp(provider) if parameters == "start" else None


def _date(parameters: str, provider: Provider) -> str | None:
    return _now(provider).date().isoformat() if parameters == "today" else None


def _property(parameters: str, provider: Provider) -> str | None:
    return provider.properties.get(_PROPERTIES.get(parameters, parameters), "")


def _uid(parameters: str, provider: Provider) -> str | None:
    return f"uuid:{provider.uuid()}"


_MAKERS: dict[str, Callable[[str, Provider], str | None]] = {
    "timestamp": _timestamp,
    "date": _date,
    "property": _property,
    "uid": _uid,
}
