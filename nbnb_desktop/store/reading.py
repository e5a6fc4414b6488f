"""Reading columns of the form tables as plain rows, for reports and data sets: one query, merged persons counted as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nbnb_desktop.store.form_tables import Tables, quoted

_OURS = {
    "_participant": "coalesce(nullif(person.merged_into, ''), t._participant)",
    "_created_at": "submission.created_at",
    "_language": "submission.language",
    "_author": "submission.author",
}
"""Columns that do not stand in the form's own table; what is asked beside them does."""


def select(tables: Tables, form_id: str, columns: Sequence[str], repeat: str = "") -> Iterator[tuple[Any, ...]]:
    """The rows of a form or of one of its repeats (``a`` or ``a__b``) in the order of ``columns``; None for a column not seen yet.

    Nothing when the form was never filled in. ``_participant`` is the person after merging; ``_created_at``, ``_language`` and
    ``_author`` are those of the submission.
    """
    table = tables.names().get((form_id, repeat))
    if table is None:
        return
    database = tables._database
    known = {row[1].lower() for row in database.all(f"pragma table_info({quoted(table)})")}
    wanted = ", ".join(_OURS.get(name) or (f"t.{quoted(name)}" if name.lower() in known else "null") for name in columns)
    sql = f"""select {wanted} from {quoted(table)} t
        left join participant person on person.id = t._participant
        left join submission on submission.id = t._submission order by t.rowid"""
    yield from database.stream(sql)
