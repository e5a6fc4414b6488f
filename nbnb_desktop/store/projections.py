"""What the screens, tables and documents read, made from the revisions alone; can be thrown away and made anew.

``refresh`` brings the submissions that changed up to date before each commit; ``rebuild`` does the same for all of them, so both
ways give equal tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from nbnb_desktop.store import people, retention
from nbnb_desktop.store.database import Database, Row, marks
from nbnb_desktop.store.engine import FormEngine
from nbnb_desktop.store.form_tables import FormTables
from nbnb_desktop.store.merging import Head, View, unsuperseded, view
from nbnb_desktop.store.revisions import expand
from nbnb_desktop.store.rows import stamp_time

CHUNK = 400
VERSION = 1
"""Raise it when a projection changes its shape or meaning: stores of before are rebuilt when they are opened."""

_HEAD = "id, submission, participant, form_id, form_version, parents, stamp, author, language, kind"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Projections:
    def __init__(self, database: Database, engine: FormEngine, stale: set[str]) -> None:
        self._database = database
        self._engine = engine
        self._stale = stale
        self._tables = FormTables(database, engine)
        database.after_rollback = self._tables.forget
        database.before_commit = self.refresh

    def refresh(self, progress: Progress = lambda done, total: None) -> None:
        """Make the projections of every stale submission anew; runs inside the transaction that made them stale."""
        if self._stale:
            total = len(self._stale)
            self._project_all(sorted(self._stale), lambda done: progress(done, total))
            self._stale.clear()

    def rebuild(self, progress: Progress, cancelled: Cancelled) -> bool:
        """Make everything anew; ``progress(done, total)``. False, and nothing changed, when ``cancelled()`` said so."""
        try:
            with self._database.atomic():
                self._clear()
                everything = [row[0] for row in self._database.all("select distinct submission from revision order by submission")]

                def step(done: int) -> None:
                    progress(done, len(everything))
                    if cancelled():
                        raise _Cancelled

                self._project_all(everything, step)
                self._stale.clear()
        except _Cancelled:
            return False
        return True

    def _clear(self) -> None:
        for table in ("submission", "conflict", "participant", "participant_key", "participant_search", "retention"):
            self._database.run(f"delete from {table}")
        self._tables.clear()

    def _project_all(self, submissions: Sequence[str], step: Callable[[int], None]) -> None:
        touched: set[str] = set()
        for start in range(0, len(submissions), CHUNK):
            chunk = submissions[start : start + CHUNK]
            touched |= self._project(chunk)
            step(start + len(chunk))
        for some in _chunks(sorted(touched)):
            people.project(self._database, some)
            retention.project(self._database, some)

    def _project(self, submissions: Sequence[str]) -> set[str]:
        """Project some submissions; the participants whose row may differ by it."""
        views = list(self._views(submissions))
        inside = f"in ({marks(len(submissions))})"
        before = {row[0] for row in self._database.all(f"select participant from submission where id {inside}", submissions)}
        for table, column in (("submission", "id"), ("conflict", "submission")):
            self._database.run(f"delete from {table} where {column} {inside}", submissions)
        titles = {(row[0], row[1]): row[2] for row in self._database.all("select form_id, version, title from form")}
        self._database.many(f"insert into submission values ({marks(13)})", (_submission_row(shown, titles) for shown in views))
        self._database.many(f"insert into conflict values ({marks(9)})", _conflict_rows(views))
        self._tables.replace(submissions, views)
        touched = before | {shown.lead.participant for shown in views}
        return touched | self._touched_by_merges(views)

    def _touched_by_merges(self, views: Sequence[View]) -> set[str]:
        others = {people.other_of(shown.xml) for shown in views if shown.lead.form_id == people.SAME_PERSON_FORM}
        return others | people.whom_merges_concern(self._database) if others else set()

    def _views(self, submissions: Sequence[str]) -> Iterator[View]:
        sql = f"select {_HEAD} from revision where submission in ({marks(len(submissions))}) order by submission, stamp, id"
        heads = [_head(row) for row in self._database.all(sql, submissions)]
        payloads = self._payloads(unsuperseded(heads))
        for __, revisions in groupby(heads, key=lambda head: head.submission):
            yield view(list(revisions), lambda revision: payloads.get(revision) or self._payloads([revision])[revision], self._engine)

    def _payloads(self, revisions: Sequence[str]) -> dict[str, bytes]:
        sql = f"select id, payload from revision where id in ({marks(len(revisions))})"
        return {revision: expand(payload) for revision, payload in self._database.all(sql, revisions)}


def _submission_row(shown: View, titles: Mapping[tuple[str, str], str]) -> tuple[object, ...]:
    lead = shown.lead
    heads = json.dumps([head.id for head in shown.heads])
    title = titles.get((lead.form_id, lead.form_version), lead.form_id)
    return (
        lead.submission, lead.participant, lead.form_id, lead.form_version, title, heads, len(shown.forks),
        stamp_time(shown.created), stamp_time(shown.heads[0].stamp), lead.author, lead.language, shown.state,
        shown.xml if shown.merged else None,
    )  # fmt: skip


def _head(row: Row) -> Head:
    values = list(row)
    values[5] = tuple(json.loads(values[5]))
    return Head(*values)


class _Cancelled(Exception):
    """A person stopped a rebuild; it never leaves this module."""


def _conflict_rows(views: Iterable[View]) -> Iterator[tuple[object, ...]]:
    for shown in views:
        lead = shown.lead
        for fork in shown.forks:
            yield (
                lead.submission, fork.ref, lead.participant, lead.form_id, fork.base,
                fork.ours, fork.ours_revision, fork.theirs, fork.theirs_revision,
            )  # fmt: skip


def _chunks(items: Iterable[str]) -> Iterator[list[str]]:
    source = iter(items)
    while chunk := list(islice(source, CHUNK)):
        yield chunk
