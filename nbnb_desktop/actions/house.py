"""The house style of the organisation: its name, address, logo and colour, as they stand on every paper."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _

if TYPE_CHECKING:
    from nbnb_desktop.documents.pages import House

ACCENT = "0f4c5c"
"""The program's own colour, for who has not chosen one."""
LOGO_SIDE = 600
"""Pixels of the longest side of a logo: sharp at the 180 points that it may take."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What a person chooses: ``accent`` is RRGGBB, ``logo`` a picture or b""."""

    organisation: str
    address: str
    accent: str
    logo: bytes


def of(workplace: Workplace) -> House:
    """The house as the documents want it."""
    from nbnb_desktop.documents.pages import House

    known = style(workplace)
    return House(known.organisation, known.accent, known.logo, known.address)


def style(workplace: Workplace) -> HouseStyle:
    """What has been chosen; the program's own colour where nothing was."""
    get = workplace.store.settings.get
    kept = get("house", {})
    logo = base64.b64decode(kept.get("logo", ""))
    return HouseStyle(str(get("organisation", "")), kept.get("address", ""), kept.get("accent", ACCENT), logo)


def change(workplace: Workplace, organisation: str, address: str, accent: str) -> None:
    """Keep name, address and colour. Raises RecordError without a name, ValueError for what is no colour."""
    if not organisation.strip():
        raise RecordError(_("There is no name yet."), _("Type the name of the organisation."))
    if not re.fullmatch(r"[0-9a-fA-F]{6}", accent):
        raise ValueError(accent)
    with workplace.store.atomic():
        workplace.store.settings.put("organisation", organisation.strip())
        _keep(workplace, address=address.strip(), accent=accent.lower())


def change_logo(workplace: Workplace, path: Path | None) -> None:
    """Keep the picture at ``path`` as the logo, scaled down; None takes the logo away. Raises RecordError, DocumentError."""
    logo = "" if path is None else base64.b64encode(_scaled(path)).decode("ascii")
    with workplace.store.atomic():
        _keep(workplace, logo=logo)


def _scaled(path: Path) -> bytes:
    from nbnb_desktop.documents import photos  # Pillow is slow to import

    try:
        data = path.read_bytes()
    except OSError as refusal:
        title = _("The file {name} cannot be read.").format(name=path.name)
        raise RecordError(title, _("Check that it is there.")) from refusal
    return photos.ready(data, path.name, LOGO_SIDE).data


def _keep(workplace: Workplace, **parts: str) -> None:
    workplace.store.settings.put("house", {**workplace.store.settings.get("house", {}), **parts})
