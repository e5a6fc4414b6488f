"""The versions of forms that were used here or came along with a bundle."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from nbnb_desktop.records import OWN_FORMS, FormRecord
from nbnb_desktop.store.database import Database, Row

_COLUMNS = "form_id, version, title, xml, media"
_WORDING = re.compile(r"\.[0-9a-f]{8}$")
"""What the build adds to the declared version."""


class Forms:
    """``arrived`` is told (form id, version) of each form that is new here, so that what waits for it is projected."""

    def __init__(self, database: Database, arrived: Callable[[str, str], None]) -> None:
        self._database = database
        self._arrived = arrived

    def put(self, form: FormRecord) -> bool:
        """Keep a version of a form; False when it was here already. A version never changes."""
        with self._database.atomic():
            sql = f"insert or ignore into form ({_COLUMNS}, arrived) values (?, ?, ?, ?, ?, (select count(*) + 1 from form))"
            new = self._database.run(sql, (form.form_id, form.version, form.title, form.xml, json.dumps(form.media))) == 1
            if new:
                self._arrived(form.form_id, form.version)
        return new

    def get(self, form_id: str, version: str) -> FormRecord | None:
        row = self._database.one(f"select {_COLUMNS} from form where form_id = ? and version = ?", (form_id, version))
        return _form(row) if row else None

    def latest(self, form_id: str) -> FormRecord | None:
        """The highest version by its declared number; of one number in several wordings, the one that came here last.

        A file from elsewhere may bring an old version after a new one.
        """
        known = self._database.all("select version from form where form_id = ? order by arrived", (form_id,))
        ranked = [(_order(version), arrived, version) for arrived, (version,) in enumerate(known)]
        return self.get(form_id, max(ranked)[2]) if ranked else None

    def all(self) -> tuple[FormRecord, ...]:
        return tuple(map(_form, self._database.all(f"select {_COLUMNS} from form order by arrived")))

    def missing(self) -> tuple[tuple[str, str], ...]:
        """The versions (form id, version) that revisions were made with and that are not here."""
        sql = """select form_id, version from form_used u
            where u.form_id not glob ? || '*'
            and not exists (select 1 from form f where f.form_id = u.form_id and f.version = u.version) order by 1, 2"""
        return tuple((form_id, version) for form_id, version in self._database.all(sql, (OWN_FORMS,)))


def _order(version: str) -> list[int]:
    """The numbers in a version, so that ``1.10`` comes after ``1.9``; the digits of a wording say nothing about age."""
    return [int(number) for number in re.findall(r"\d+", _WORDING.sub("", version))]


def _form(row: Row) -> FormRecord:
    form_id, version, title, xml, media = row
    return FormRecord(form_id, version, title, xml, tuple((name, digest) for name, digest in json.loads(media)))
