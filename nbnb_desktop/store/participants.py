"""Participants: pages, search in any script, who may be the same person, and the merge of two by a person."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import combinations
from xml.sax.saxutils import escape

from nbnb_desktop.records import Revision, new_id
from nbnb_desktop.store import likeness, people
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
"""So many hits are ranked by likeness; whoever types one more letter finds the others."""
_FEW = 8
_SIMILAR = 55.0
_RARE = 40


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
        """Participants whose names (in any script) or number answer to ``text``, the best first; everybody without ``text``.

        ``order`` (changed or name) is that of everybody. ``more`` says that there are more hits than the RANKED that are given.
        """
        wanted = words(text)
        if not wanted:
            return self._page(order, limit, offset)
        sure = self._sure(wanted)
        surely = self._rows(sure)
        known = {person.id for person in surely}
        near = [] if len(sure) >= _FEW else [person for person in self._rows(self._similar(text)) if person.id not in known]
        found = likeness.ranked(text, surely) + likeness.ranked(text, near, least=_SIMILAR)
        return Page(tuple(found[offset : offset + limit]), len(found), more=len(sure) >= RANKED)

    def likely_same(
        self, given_name: str = "", family_name: str = "", own_name: str = "", birth_date: str = "", birth_precision: str = "",
        *, exclude: str = "", limit: int = 10,
    ) -> tuple[Likeness, ...]:  # fmt: skip
        """Participants who may be this person: other spelling or script, swapped names, a first-of-January birth date."""
        asked = Participant("", given_name, family_name, own_name, birth_date, birth_precision)
        others = (other for other in self._rows(self._by_keys(likeness.candidate_keys(asked))) if other.id != exclude)
        who = likeness.named(asked)
        found = (same for other in others if (same := likeness.likely(who, likeness.named(other))))
        return tuple(nsmallest(limit, found, key=lambda same: (-same.score, same.participant.id)))

    def duplicates(self, limit: int = 100) -> tuple[tuple[Participant, Likeness], ...]:
        """Pairs of participants who may be one person, the likeliest first; each pair once."""
        pairs = self._sharing_a_key()
        people = self._named({number for pair in pairs for number in pair})
        known = ((people[one], people[other]) for one, other in pairs if one in people and other in people)
        found = ((one.person.id, same) for one, other in known if (same := likeness.likely(one, other)))
        best = nsmallest(limit, found, key=lambda pair: (-pair[1].score, pair[0], pair[1].participant.id))
        whole = {person.id: person for person in self._whole({who for one, same in best for who in (one, same.participant.id)})}
        return tuple((whole[one], replace(same, participant=whole[same.participant.id])) for one, same in best)

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

    def tell_apart(self, one: str, other: str, author: str) -> Revision:
        """A person says that two participants are two people; ``merge`` still joins them when somebody thinks better of it."""
        return self._say_same(new_id(), one, other, "no", (), author)

    def told_apart(self) -> set[frozenset[str]]:
        """The pairs of whom somebody said, here or on another laptop, that they are two people."""
        return people.told_apart(self._database)

    def together_with(self, participant: str) -> tuple[str, ...]:
        """The participant and all that were merged into it."""
        rows = self._database.all("select id from participant where merged_into = ? order by id", (participant,))
        return (participant, *(row[0] for row in rows))

    def _say_same(self, submission: str, kept: str, other: str, same: str, parents: Sequence[str], author: str) -> Revision:
        payload = f"<same_person><other>{escape(other)}</other><same>{same}</same></same_person>".encode()
        return self._revisions.save(
            submission, kept, SAME_PERSON_FORM, "1", payload, parents=parents, author=author, kind="merge of persons"
        )

    def _page(self, order: str, limit: int, offset: int) -> Page[Participant]:
        sql = f"select {_COLUMNS} from participant where merged_into = '' order by {ORDERS[order]} limit ? offset ?"
        return Page(tuple(map(_participant, self._database.all(sql, (limit, offset)))), self.count())

    def _sure(self, wanted: Sequence[str]) -> list[int]:
        """Row numbers where every word is found: one where a word begins with it first, then those that hold it inside."""
        begin = self._beginning(wanted)
        inside = self._holding(wanted) if len(begin) < RANKED and all(len(word) > 2 for word in wanted) else []
        return list(dict.fromkeys([*begin, *inside]))[:RANKED]

    def _beginning(self, wanted: Sequence[str]) -> list[int]:
        """The first so many of whom each of these is how a word of the name begins, in the order of that word."""
        first, *others = sorted(wanted, key=len, reverse=True)
        also = " and number in (select number from participant_key where key >= ? and key < ?)" * len(others)
        sql = f"select number from participant_key where key >= ? and key < ?{also} limit {2 * RANKED}"
        bounds = [bound for word in (first, *others) for bound in (f"w:{word}", f"w:{word}\U0010ffff")]
        return list(dict.fromkeys(row[0] for row in self._database.all(sql, bounds)))

    def _holding(self, wanted: Sequence[str]) -> list[int]:
        spellings = [sorted({word, romanise(word).replace(" ", "")} - {""}) for word in wanted]
        query = " AND ".join(f"({' OR '.join(_quoted(one) for one in same if len(one) > 2)})" for same in spellings)
        sql = f"select rowid from participant_search where participant_search match ? limit {RANKED}"
        return [row[0] for row in self._database.all(sql, (query,))]

    def _similar(self, text: str) -> list[int]:
        """Row numbers of those who sound alike, and when they are few even of those who only look alike."""
        bones = {f"s:{skeleton(word)}" for word in romanise(text).split() if len(word) > 2}
        numbers = self._by_keys(bones) if bones else []
        return numbers if len(numbers) >= _FEW else [*numbers, *self._by_trigrams(text)]

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
        """The participants; who was merged into another is found as that other."""
        sql = f"""select {_COLUMNS} from participant where id in
            (select case merged_into when '' then id else merged_into end from participant where number in ({marks(len(numbers))}))"""
        return list(map(_participant, self._database.all(sql, numbers)))

    def _whole(self, ids: Collection[str]) -> list[Participant]:
        sql = f"select {_COLUMNS} from participant where id in ({marks(len(ids))})"
        return list(map(_participant, self._database.all(sql, sorted(ids))))

    def _named(self, numbers: Collection[int]) -> dict[int, likeness.Named]:
        """What is compared of many participants, by row number; nobody who was merged into another."""
        sql = """select number, id, given_name, family_name, own_name, birth_date, birth_precision
            from participant where merged_into = '' and number in (select value from json_each(?))"""
        rows = self._database.all(sql, (json.dumps(sorted(numbers)),))
        return {row[0]: likeness.named(Participant(*row[1:])) for row in rows}

    def _sharing_a_key(self) -> list[tuple[int, int]]:
        """Pairs of row numbers that share a name's skeleton or a birth date which only few have."""
        sql = """select group_concat(number) from participant_key where key not like 'w:%' group by key having count(*) between 2 and ?"""
        groups = [sorted(map(int, row[0].split(","))) for row in self._database.all(sql, (_RARE,))]
        return sorted({pair for group in groups for pair in combinations(group, 2)})


def _quoted(text: str) -> str:
    """A phrase of FTS5; ``words`` leaves no quotes in it."""
    return f'"{text}"'


def _names(said: Revision, other: str) -> bool:
    return f"<other>{escape(other)}</other>".encode() in said.payload and b"<same>yes</same>" in said.payload


def _participant(row: Row) -> Participant:
    values = list(row)
    values[_LANGUAGES], values[_OTHER] = tuple(row[_LANGUAGES].split()), json.loads(row[_OTHER])
    return Participant(*values)
