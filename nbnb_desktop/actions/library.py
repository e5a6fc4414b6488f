"""The forms in use: the shipped ones, built once per wording and kept in the store; those that were taken in from elsewhere
(``actions.forms.take_in``); and every version that was ever answered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop.errors import FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder
from nbnb_desktop.records import FormRecord
from nbnb_desktop.store import Store
from nbnb_desktop.xforms import entities
from nbnb_desktop.xforms import library as shipped
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.media import Media
from nbnb_desktop.xforms.parse import parse

_IN_USE = "forms_in_use"
"""The setting with the forms taken in from elsewhere: {form id: version}."""


@dataclass
class _Opened:
    """A form that reads lists of entities, as it was opened last; ``changes`` is what each state of a filled form says of entities."""

    definition: FormDefinition
    files: dict[str, bytes] = field(default_factory=dict)
    changes: dict[tuple[str, tuple[str, ...]], tuple[entities.EntityChange, ...]] = field(default_factory=dict)


class Library:
    """Gives definitions; each is parsed once per version and shared by all sessions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forms = store.forms
        self._settings = store.settings
        self._parsed: dict[tuple[str, str], FormDefinition] = {}
        self._current: dict[str, str] = {}
        self._opened: dict[tuple[str, str], _Opened] = {}

    def metas(self) -> tuple[shipped.FormMeta, ...]:
        """The shipped forms in the order of the path, then those from elsewhere."""
        return (*shipped.metas(), *(self.meta(form_id) for form_id in self.taken_in()))

    def meta(self, form_id: str) -> shipped.FormMeta:
        """Raises FormError for a form that is neither shipped nor kept here."""
        if form_id in shipped.names() or self._forms.latest(form_id) is None:
            return shipped.meta(form_id)
        return shipped.FormMeta(form_id, title=self.title(form_id))

    def title(self, form_id: str) -> str:
        """The form's title in the language of the interface; its id for a form that is not shipped here."""
        if form_id not in shipped.names():
            version = self.taken_in().get(form_id)
            kept = self._forms.get(form_id, version) if version else self._forms.latest(form_id)
            return kept.title if kept else form_id
        return shipped.meta(form_id).title_in(i18n.current())

    # forms from elsewhere
    def taken_in(self) -> Mapping[str, str]:
        """The version in use of each form from elsewhere, by form id."""
        kept = self._settings.get(_IN_USE, {})
        return {str(form_id): str(version) for form_id, version in kept.items()} if isinstance(kept, dict) else {}

    def use(self, form_id: str, version: str) -> None:
        """New answers to a form from elsewhere are given in this version."""
        self._settings.put(_IN_USE, {**self.taken_in(), form_id: version})

    def put_away(self, form_id: str) -> None:
        """Offer a form from elsewhere no more; what was filled in stays."""
        self._settings.put(_IN_USE, {known: version for known, version in self.taken_in().items() if known != form_id})

    # definitions
    def definition(self, form_id: str, version: str | None = None) -> FormDefinition:
        """The form, in the version asked for or the newest wording. Raises FormError when it is not here.

        One that reads lists of entities has them as they are now; it is read anew only when one of them is another.
        """
        wanted = version or self._current.get(form_id) or self._newest(form_id)
        if (form_id, wanted) not in self._parsed:
            record = self._record(form_id, wanted)
            self._parsed[form_id, wanted] = parse(record.xml, self._media(record))
        found = self._parsed[form_id, wanted]
        readers = entities.lists_read(found)
        return self._with_lists(found, readers) if readers else found

    def _record(self, form_id: str, version: str) -> FormRecord:
        record = self._forms.get(form_id, version)
        if record is None:
            raise FormError(
                _("This version of the form {form} is not on this laptop.").format(form=form_id),
                advice=_("Ask for a file from the laptop where it was filled in; it brings the form along."),
            )
        return record

    def _media(self, record: FormRecord) -> Media:
        """The files of a form, read from the store when they are asked for."""
        digests = dict(record.media)

        def read(name: str) -> bytes | None:
            kept = self._store.attachments.get(digests[name]) if name in digests else None
            return kept.content if kept else None

        return Media(read, lambda: tuple(digests))

    def _with_lists(self, definition: FormDefinition, wanted: frozenset[str]) -> FormDefinition:
        """A form with the lists of entities that it reads, as the filled forms on this laptop make them."""
        last = self._opened.setdefault((definition.form_id, definition.version), _Opened(definition))
        files = self._entity_lists(definition, wanted, last)
        if files != last.files:
            last.files = files
            last.definition = parse(definition.xml, Media.from_mapping(files).over(definition.media))
        return last.definition

    def _entity_lists(self, definition: FormDefinition, wanted: frozenset[str], last: _Opened) -> dict[str, bytes]:
        makers = [form for form in self._makers() if entities.datasets(form) & wanted]
        made_here = wanted & frozenset().union(*map(entities.datasets, makers))
        rows = sorted(
            (row for form_id in dict.fromkeys(form.form_id for form in makers) for row in self._store.submissions.of_form(form_id)),
            key=lambda row: (row.created_at, row.id),
        )
        forms = {(form.form_id, form.version): form for form in makers}
        known, last.changes = last.changes, {}
        for row in rows:
            if (row.form_id, row.form_version) in forms:
                state = row.id, row.heads
                if state in known:
                    last.changes[state] = known[state]
                else:
                    xml = self._store.submissions.xml(row.id)
                    last.changes[state] = tuple(entities.changes(forms[row.form_id, row.form_version], xml))
        return entities.lists({name: definition.media.read(f"{name}.csv") for name in made_here}, chain(*last.changes.values()))

    def _makers(self) -> list[FormDefinition]:
        """Every form kept here that makes entities."""
        makers = []
        for record in self._forms.all():
            if b"dataset=" in record.xml:
                key = record.form_id, record.version
                self._parsed[key] = self._parsed.get(key) or parse(record.xml, self._media(record))
                makers.append(self._parsed[key])
        return makers

    def _newest(self, form_id: str) -> str:
        if form_id not in shipped.names():
            latest = self._forms.latest(form_id)
            if latest is None:
                raise FormError(_("There is no form called {form}.").format(form=form_id))
            return self.taken_in().get(form_id, latest.version)
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

    made = sources.build(shipped.path(form_id), languages=shipped.languages(form_id))
    return FormRecord(made.form_id, made.version, made.title, made.xml)


def _content(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
