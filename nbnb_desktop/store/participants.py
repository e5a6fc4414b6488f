"""Participants: pages, search in any script, who may be the same person, and the merge of two by a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.sax.saxutils import escape

from nbnb_desktop.records import Revision, new_id
from nbnb_desktop.store import likeness
from nbnb_desktop.store.database import Database, Row, marks
from nbnb_desktop.store.names import romanise, skeleton, words
from nbnb_desktop.store.people import SAME_PERSON_FORM
from nbnb_desktop.store.revisions import Revisions
from nbnb_desktop.store.rows import Likeness, Page, Participant

_COLUMNS = (
    "id, given_name, family_name, own_name, birth_date, birth_precision, gender, languages, project, other, submission,"
    " created_at, changed_at, merged_into"
)
_LANGUAGES, _OTHER = 7, 9
ORDERS = {"changed": "changed_at desc, id desc", "name": "sort_key, id"}
RANKED = 400
"""Up to so many hits are ranked by likeness; more stand in the asked order."""
_FEW = 8
_SIMILAR = 55.0


class Participants:
    def __init__(self, database: Database, revisions: Revisions) -> None:
        self._database = database
        self._revisions = revisions

    def get(self, participant: str) -> Participant | None:
        row = self._database.one(f"select {_COLUMNS} from participant where id = ?", (participant,))
        return _participant(row) if row else None

    def count(self) -> int:
        return int(self._database.value("select count(*) from participant where merged_into = ''"))

    def all(self) -> tuple[Participant, ...]:
        """Every participant, by name; without those merged into another."""
        sql = f"select {_COLUMNS} from participant where merged_into = '' order by {ORDERS['name']}"
        return tuple(map(_participant, self._database.all(sql)))

    def search(self, text: str = "", limit: int = 200, offset: int = 0, order: str = "changed") -> Page[Participant]:
        """Participants whose names (in any script) or number answer to ``text``, the best first; ``order`` is changed or name."""
        wanted = words(text)
        if not wanted:
            return self._page("merged_into = ''", (), order, limit, offset)
        where, parameters = _exact(wanted)
        total = int(self._database.value(f"select count(*) from participant where {where}", parameters))
        if total > RANKED:
            return self._page(where, parameters, order, limit, offset, total)
        return self._ranked(text, where, parameters, limit, offset)

    def likely_same(
        self, given_name: str = "", family_name: str = "", own_name: str = "", birth_date: str = "", birth_precision: str = "",
        *, exclude: str = "", limit: int = 10,
    ) -> tuple[Likeness, ...]:  # fmt: skip
        """Participants who may be this person: other spelling or script, swapped names, a first-of-January birth date."""
        asked = Participant("", given_name, family_name, own_name, birth_date, birth_precision)
        numbers = self._by_keys(likeness.candidate_keys(asked))
        found = [likeness.compare(asked, other) for other in self._rows(numbers) if other.id != exclude]
        return tuple(sorted(filter(likeness.is_likely, found), key=lambda same: (-same.score, same.participant.id))[:limit])

    def duplicates(self, limit: int = 100) -> tuple[tuple[Participant, Likeness], ...]:
        """Pairs of participants who may be one person, the likeliest first; each pair once."""
        pairs = [
            (one, same)
            for one in self._sharing_a_key()
            for same in self.likely_same(
                one.given_name, one.family_name, one.own_name, one.birth_date, one.birth_precision, exclude=one.id, limit=limit
            )
            if one.id < same.participant.id
        ]
        return tuple(sorted(pairs, key=lambda pair: -pair[1].score)[:limit])

    def merge(self, kept: str, other: str, author: str) -> Revision:
        """A person says that two participants are one: everything of ``other`` shows at ``kept``. ``part`` undoes it."""
        if kept == other or self.get(kept) is None or self.get(other) is None:
            raise ValueError("a merge takes two participants who are here")
        return self._say_same(new_id(), kept, other, "yes", (), author)

    def part(self, other: str, author: str) -> tuple[Revision, ...]:
        """Undo the merges that made ``other`` part of another participant."""
        sql = "select id, participant from submission where form_id = ? and state in ('ok', 'conflict')"
        said = [(row[0], row[1], self._revisions.heads(row[0])) for row in self._database.all(sql, (SAME_PERSON_FORM,))]
        ours = [(submission, kept, heads) for submission, kept, heads in said if _names(heads[-1], other)]
        return tuple(self._say_same(submission, kept, other, "no", [head.id for head in heads], author) for submission, kept, heads in ours)

    def together_with(self, participant: str) -> tuple[str, ...]:
        """The participant and all that were merged into it."""
        rows = self._database.all("select id from participant where merged_into = ? order by id", (participant,))
        return (participant, *(row[0] for row in rows))

    def _say_same(self, submission: str, kept: str, other: str, same: str, parents: Sequence[str], author: str) -> Revision:
        payload = f"<same_person><other>{escape(other)}</other><same>{same}</same></same_person>".encode()
        return self._revisions.save(
            submission, kept, SAME_PERSON_FORM, "1", payload, parents=parents, author=author, kind="merge of persons"
        )

    def _page(self, where: str, parameters: Sequence[str], order: str, limit: int, offset: int, total: int = -1) -> Page[Participant]:
        if total < 0:
            total = int(self._database.value(f"select count(*) from participant where {where}", parameters))
        sql = f"select {_COLUMNS} from participant where {where} order by {ORDERS[order]} limit ? offset ?"
        return Page(tuple(map(_participant, self._database.all(sql, (*parameters, limit, offset)))), total)

    def _ranked(self, text: str, where: str, parameters: Sequence[str], limit: int, offset: int) -> Page[Participant]:
        sure = self._database.all(f"select {_COLUMNS} from participant where {where}", parameters)
        known = {row[0] for row in sure}
        near = [row for row in self._similar(text, few=len(sure) < _FEW) if row[0] not in known]
        ranked = likeness.ranked(text, map(_participant, sure)) + likeness.ranked(text, map(_participant, near), least=_SIMILAR)
        return Page(tuple(ranked[offset : offset + limit]), len(ranked))

    def _similar(self, text: str, few: bool) -> list[Row]:
        """Rows that sound alike, and when there are few even those that only look alike."""
        bones = {f"s:{skeleton(word)}" for word in romanise(text).split() if len(word) > 2}
        if not bones or not few:
            return []
        numbers = self._by_keys(bones)
        numbers = numbers if len(numbers) >= _FEW else [*numbers, *self._by_trigrams(text)]
        sql = f"select {_COLUMNS} from participant where merged_into = '' and number in ({marks(len(numbers))})"
        return self._database.all(sql, numbers)

    def _by_keys(self, keys: set[str]) -> list[int]:
        """Row numbers that share a key, those that share most first."""
        sql = f"select number from participant_key where key in ({marks(len(keys))}) group by number order by count(*) desc, number limit ?"
        return [row[0] for row in self._database.all(sql, (*sorted(keys), RANKED))]

    def _by_trigrams(self, text: str) -> list[int]:
        latin = romanise(text)
        pieces = sorted({latin[start : start + 3] for start in range(len(latin) - 2)})
        query = " OR ".join(f'"{piece}"' for piece in pieces if " " not in piece)
        if not query:
            return []
        sql = "select rowid from participant_search where participant_search match ? order by rank limit 50"
        return [row[0] for row in self._database.all(sql, (query,))]

    def _rows(self, numbers: Sequence[int]) -> list[Participant]:
        sql = f"select {_COLUMNS} from participant where merged_into = '' and number in ({marks(len(numbers))})"
        return list(map(_participant, self._database.all(sql, numbers)))

    def _sharing_a_key(self) -> list[Participant]:
        """Participants with at least two keys in common with somebody (a word and a date, two words)."""
        sql = """select distinct number from (
            select a.number as number, b.number as other
            from participant_key a join participant_key b on a.key = b.key and a.number <> b.number
            where a.key not like 'w:%' group by a.number, b.number having count(*) > 1)"""
        return self._rows([row[0] for row in self._database.all(sql)])


def _exact(wanted: Sequence[str]) -> tuple[str, list[str]]:
    """The condition that every word is found: inside a name, or, under three characters, where a word begins."""
    conditions, parameters = ["merged_into = ''"], []
    for word in wanted:
        spellings = sorted({word, romanise(word).replace(" ", "")} - {""})
        long = [spelling for spelling in spellings if len(spelling) > 2 and len(word) > 2]
        if long:
            conditions.append("number in (select rowid from participant_search where participant_search match ?)")
            parameters.append(" OR ".join(f'"{spelling}"' for spelling in long))
        else:
            conditions.append("number in (select number from participant_key where key >= ? and key < ?)")
            parameters += [f"w:{word}", f"w:{word}\U0010ffff"]
    return " and ".join(conditions), parameters


def _names(said: Revision, other: str) -> bool:
    return f"<other>{escape(other)}</other>".encode() in said.payload and b"<same>yes</same>" in said.payload


def _participant(row: Row) -> Participant:
    values = list(row)
    values[_LANGUAGES], values[_OTHER] = tuple(row[_LANGUAGES].split()), json.loads(row[_OTHER])
    return Participant(*values)
