"""The one door of the store to the form engine: definitions, records and merges of the forms that are kept here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from nbnb_desktop.errors import FormError
from nbnb_desktop.store.attachments import Attachments
from nbnb_desktop.store.forms import Forms
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.media import Media
from nbnb_desktop.xforms.merge import Merged, merge
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.serialize import Record, read_record
from nbnb_desktop.xforms.session import FormSession


class FormEngine:
    """Every answer is None for a form version that is not here (yet), or that this program cannot read."""

    def __init__(self, forms: Forms, attachments: Attachments) -> None:
        self._forms = forms
        self._attachments = attachments
        self._known: dict[tuple[str, str], FormDefinition] = {}

    def definition(self, form_id: str, version: str) -> FormDefinition | None:
        key = (form_id, version)
        if key not in self._known and (made := self._define(form_id, version)) is not None:
            self._known[key] = made
        return self._known.get(key)

    def record(self, form_id: str, version: str, xml: bytes) -> Record | None:
        """The answers by column; None also for an instance that its form cannot hold."""
        definition = self.definition(form_id, version)
        try:
            return None if definition is None else read_record(definition, xml)
        except (FormError, ValueError):
            return None

    def merge(self, form_id: str, version: str, base: bytes | None, ours: bytes, theirs: bytes, at: int) -> Merged | None:
        """Both as one, ``ours`` being the later side; None also where a side is no instance of the form.

        What the form calculates is worked out anew (the total of neither side counts the rows of both), with a clock that
        stands at ``at`` (milliseconds since 1970), so that every laptop finds the same.
        """
        definition = self.definition(form_id, version)
        try:
            if definition is None:
                return None
            merged = merge(definition, base, ours, theirs, later="ours")
            clock = FixedProvider(datetime.fromtimestamp(at / 1000, UTC))
            return replace(merged, xml=FormSession(definition, clock, instance=merged.xml, draft=True).revision_xml())
        except (FormError, ValueError):
            return None

    def _define(self, form_id: str, version: str) -> FormDefinition | None:
        form = self._forms.get(form_id, version)
        if form is None:
            return None
        media = {name: kept.content for name, digest in form.media if (kept := self._attachments.get(digest))}
        try:
            return parse(form.xml, Media.from_mapping(media))
        except FormError:
            return None
