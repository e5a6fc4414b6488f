"""The one door of the store to the form engine: definitions, records and merges of the forms that are kept here."""

from __future__ import annotations

import importlib
from typing import Any

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.store.attachments import Attachments
from nbnb_desktop.store.forms import Forms


class FormEngine:
    """Every answer is None for a form version that is not here (yet), or that this program cannot read."""

    def __init__(self, forms: Forms, attachments: Attachments) -> None:
        self._forms = forms
        self._attachments = attachments
        self._known: dict[tuple[str, str], Any] = {}

    def definition(self, form_id: str, version: str) -> Any:
        key = (form_id, version)
        if key not in self._known and (made := self._define(form_id, version)) is not None:
            self._known[key] = made
        return self._known.get(key)

    def record(self, form_id: str, version: str, xml: bytes) -> Any:
        definition = self.definition(form_id, version)
        try:
            return None if definition is None else _xforms("serialize").read_record(definition, xml)
        except ModuleNotFoundError:
            return None

    def merge(self, form_id: str, version: str, base: bytes | None, ours: bytes, theirs: bytes) -> Any:
        definition = self.definition(form_id, version)
        return None if definition is None else _xforms("merge").merge(definition, base, ours, theirs, later="ours")

    def _define(self, form_id: str, version: str) -> Any:
        form = self._forms.get(form_id, version)
        if form is None:
            return None
        media = {name: kept.content for name, digest in form.media if (kept := self._attachments.get(digest))}
        try:
            return _xforms("parse").parse(form.xml, _xforms("media").Media.from_mapping(media))
        except NbnbError:
            return None


def _xforms(module: str) -> Any:
    return importlib.import_module(f"nbnb_desktop.xforms.{module}")
