"""The projection of participants: one row, search text and search keys per person, from their form ``deelnemer``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from nbnb_desktop.store.database import Database, marks
from nbnb_desktop.store.instance import leaves
from nbnb_desktop.store.names import fold, romanise, skeletons, words
from nbnb_desktop.store.revisions import expand

PERSON_FORM = "deelnemer"
SAME_PERSON_FORM = "nbnb.same_person"
"""The submission in which a person says that two participants are one, or are not; its participant is the one that stays."""

_SHOWN = "from submission s join revision r on r.id = s.heads ->> 0"
_OWN_COLUMNS = ("given_name", "family_name", "own_name", "birth_date", "birth_precision", "gender", "project")
_COLUMNS = (
    "id, submission, given_name, family_name, own_name, birth_date, birth_precision, gender, project, languages, other,"
    " created_at, changed_at, merged_into, sort_key"
)
_UPSERT = f"""insert into participant ({_COLUMNS}) values ({marks(15)}) on conflict (id) do update set
    {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.replace(" ", "").split(",")[1:])}"""


def project(database: Database, participants: Sequence[str]) -> None:
    """Bring the rows of some participants up to date; one without any submission left is taken out."""
    participants = [participant for participant in participants if participant]
    spans = _spans(database, participants)
    answers = _answers(database, participants)
    merged = _merged_into(database, participants)
    _remove(database, participants, gone=[participant for participant in participants if participant not in spans])
    rows = [_row(participant, answers.get(participant, ("", {})), spans[participant], merged.get(participant, "")) for participant in spans]
    database.many(_UPSERT, rows)
    _index(database, list(spans))


def _spans(database: Database, participants: Sequence[str]) -> dict[str, tuple[str, str]]:
    """When each participant was first and last heard of; only those that still have something."""
    sql = f"""select participant, min(created_at), max(changed_at) from submission
        where participant in ({marks(len(participants))}) and state not in ('erased', 'deleted') group by participant"""
    return {row[0]: (row[1], row[2]) for row in database.all(sql, participants)}


def _answers(database: Database, participants: Sequence[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Per participant the submission of ``deelnemer`` (the oldest, should there be two) and its answers.

    The ``+`` keeps SQLite from looking through everybody's form for a few of them.
    """
    sql = f"""select s.participant, s.id, s.xml, r.payload {_SHOWN}
        where +s.form_id = ? and s.state in ('ok', 'conflict') and s.participant in ({marks(len(participants))}) order by s.id desc"""
    rows = database.all(sql, (PERSON_FORM, *participants))
    return {participant: (submission, leaves(xml or expand(payload))) for participant, submission, xml, payload in rows}


def _merged_into(database: Database, participants: Sequence[str]) -> dict[str, str]:
    """Per participant the one that it was merged into by a person, over any number of steps."""
    stays = {other: kept for kept, other, still in _same_persons(database) if still}
    return {participant: root for participant in participants if (root := _root(participant, stays)) != participant}


def _root(participant: str, stays: dict[str, str]) -> str:
    """Where a chain of merges ends; of a circle (two laptops merged opposite ways) the oldest id stays."""
    way = [participant]
    while (following := stays.get(way[-1])) is not None and following not in way:
        way.append(following)
    return way[-1] if following is None else min(way[way.index(following) :])


def whom_merges_concern(database: Database) -> set[str]:
    """Every participant who is shown as part of another one, or should be: a word about two of them can move the others too."""
    shown = {row[0] for row in database.all("select id from participant where merged_into > ''")}
    return shown | {participant for kept, other, still in _same_persons(database) if still for participant in (kept, other)}


def other_of(xml: bytes) -> str:
    """Whom a saying is about beside its participant; "" when it was erased."""
    return leaves(xml).get("other", "")


def told_apart(database: Database) -> set[frozenset[str]]:
    """The pairs of whom the latest saying is that they are not the same."""
    latest = {frozenset((kept, other)): still for kept, other, still in _same_persons(database)}
    return {pair for pair, same in latest.items() if not same}


def _same_persons(database: Database) -> list[tuple[str, str, bool]]:
    """(the one that stays, the other one, whether that still holds), the latest saying last."""
    sql = f"""select s.participant, s.xml, r.payload {_SHOWN} where s.form_id = ? and s.state in ('ok', 'conflict')
        order by s.changed_at, s.id"""
    found = [(kept, leaves(xml or expand(payload))) for kept, xml, payload in database.all(sql, (SAME_PERSON_FORM,))]
    return [(kept, said.get("other", ""), said.get("same") == "yes") for kept, said in found]


def _row(participant: str, found: tuple[str, dict[str, str]], span: tuple[str, str], merged_into: str) -> tuple[Any, ...]:
    submission, answers = found
    own = [answers.get(name, "") for name in _OWN_COLUMNS]
    sort_key = fold(f"{answers.get('family_name', '')} {answers.get('given_name', '')} {answers.get('own_name', '')}").strip()
    other = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    return (participant, submission, *own, answers.get("languages", ""), other, *span, merged_into, sort_key)


def _remove(database: Database, participants: Sequence[str], gone: Sequence[str]) -> None:
    """Take the search entries of all of them out, and the rows of those who are gone."""
    numbers = database.all(f"select number from participant where id in ({marks(len(participants))})", participants)
    database.many("delete from participant_search where rowid = ?", numbers)  # with "in" FTS5 looks through everything
    database.many("delete from participant_key where number = ?", numbers)
    database.run(f"delete from participant where id in ({marks(len(gone))})", gone)


def _index(database: Database, participants: Sequence[str]) -> None:
    sql = f"""select number, given_name, family_name, own_name, birth_date, other ->> 'participant_no'
        from participant where id in ({marks(len(participants))})"""
    rows = database.all(sql, participants)
    database.many("insert into participant_search (rowid, names) values (?, ?)", ((row[0], search_text(row[1:4], row[5])) for row in rows))
    keys = {(key, row[0]) for row in rows for key in search_keys(row[1:4], row[4], row[5])}
    database.many("insert into participant_key values (?, ?)", sorted(keys))


def search_text(names: Sequence[str], number: str | None = "") -> str:
    """What the trigram index holds of a person: the names folded, and in a–z."""
    together = " ".join((*names, number or ""))
    return f"{' '.join(words(together))}\n{romanise(together)}"


def search_keys(names: Sequence[str], birth_date: str = "", number: str | None = "") -> set[str]:
    """Short keys: ``w:`` words, ``s:`` skeletons, ``d:`` the birth date."""
    together = " ".join((*names, number or ""))
    keys = {f"w:{word}" for word in (*words(together), *romanise(together).split())}
    keys |= {f"s:{bones}" for bones in skeletons(" ".join(names))}
    return keys | ({f"d:{birth_date}"} if birth_date else set())
