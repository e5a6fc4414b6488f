"""The forms in use: the shipped ones, built once per wording and kept in the store; and every version that was ever answered."""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop.errors import FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder
from nbnb_desktop.records import FormRecord
from nbnb_desktop.store.forms import Forms
from nbnb_desktop.store.settings import Settings
from nbnb_desktop.xforms import library as shipped
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.parse import parse


class Library:
    """Gives definitions; each is parsed once per version and shared by all sessions."""

    def __init__(self, forms: Forms, settings: Settings) -> None:
        self._forms = forms
        self._settings = settings
        self._parsed: dict[tuple[str, str], FormDefinition] = {}
        self._current: dict[str, str] = {}

    def metas(self) -> tuple[shipped.FormMeta, ...]:
        """The shipped forms in the order of the path."""
        return shipped.metas()

    def meta(self, form_id: str) -> shipped.FormMeta:
        return shipped.meta(form_id)

    def title(self, form_id: str) -> str:
        """The form's title in the language of the interface; its id for a form that is not shipped here."""
        if form_id not in shipped.names():
            latest = self._forms.latest(form_id)
            return latest.title if latest else form_id
        return shipped.meta(form_id).title_in(i18n.current())

    def definition(self, form_id: str, version: str | None = None) -> FormDefinition:
        """The form, in the version asked for or the newest wording. Raises FormError when it is not here."""
        wanted = version or self._current.get(form_id) or self._newest(form_id)
        if (form_id, wanted) not in self._parsed:
            record = self._forms.get(form_id, wanted)
            if record is None:
                raise FormError(
                    _("This version of the form {form} is not on this laptop.").format(form=form_id),
                    advice=_("Ask for a file from the laptop where it was filled in; it brings the form along."),
                )
            self._parsed[form_id, wanted] = parse(record.xml)
        return self._parsed[form_id, wanted]

    def _newest(self, form_id: str) -> str:
        if form_id not in shipped.names():
            latest = self._forms.latest(form_id)
            if latest is None:
                raise FormError(_("There is no form called {form}.").format(form=form_id))
            return latest.version
        known = self._settings.get(f"built:{form_id}", {})
        if not isinstance(known, dict) or known.get("sources") != self._sources:
            known = {"sources": self._sources, "version": self._build(form_id)}
            self._settings.put(f"built:{form_id}", known)
        self._current[form_id] = str(known["version"])
        return self._current[form_id]

    def _build(self, form_id: str) -> str:
        record = built(form_id, self._sources)
        self._forms.put(record)
        return record.version

    @cached_property
    def _sources(self) -> str:
        """A digest of everything that the shipped forms are built from."""
        sha = hashlib.sha256()
        files = [*data_folder("forms").rglob("*.yaml"), *data_folder("locales").glob("*/LC_MESSAGES/forms.po")]
        for path in sorted(files):
            sha.update(path.name.encode() + _content(path))
        return sha.hexdigest()


@lru_cache(maxsize=64)
def built(form_id: str, _sources: str) -> FormRecord:
    """A shipped form in all our languages; built once for the same sources (a store remembers it too)."""
    from nbnb_desktop.xforms import sources  # pyxform is slow to import, and rarely needed

    made = sources.build(shipped.path(form_id), languages=tuple(i18n.LANGUAGES))
    return FormRecord(made.form_id, made.version, made.title, made.xml)


def _content(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
