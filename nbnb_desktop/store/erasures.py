"""A participant's right to be forgotten (GDPR article 17): payloads shredded, a tombstone with counts left.

The revisions stay in the log as hollow ones, so the numbering of every device stays whole and an erased revision that comes in
again finds its place taken. Freed pages are overwritten (``secure_delete``, FTS5 ``secure-delete``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace

from nbnb_desktop.records import OWN_FORMS, Erasure, Range, Revision, new_id
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.store.database import Database, marks
from nbnb_desktop.store.log import DeviceLog
from nbnb_desktop.store.revisions import ERASED, Revisions, hollow
from nbnb_desktop.store.rows import Added

_COLUMNS = "id, participant, device, number, stamp, author, submissions, revisions, attachments, digest"


class Erasures:
    def __init__(self, database: Database, log: DeviceLog, revisions: Revisions, stale: set[str]) -> None:
        self._database = database
        self._log = log
        self._revisions = revisions
        self._stale = stale

    def erase(self, participants: Sequence[str], author: str) -> tuple[Erasure, ...]:
        """Shred everything about these participants; one tombstone for each."""
        with self._database.atomic():
            return tuple(self._erase(participant, author) for participant in participants)

    def add_foreign(self, erasures: Iterable[Erasure]) -> Added:
        """Apply erasures of other devices, in any order and any number of times."""
        added = Added(0, 0)
        with self._database.atomic():
            for erasure in erasures:
                known = self._database.one("select 1 from erasure where id = ?", (erasure.id,)) is not None
                if not known:
                    self._add(erasure)
                    self._log.observe([erasure.stamp])
                    self._shred(erasure.participant)
                added += Added(int(not known), int(known))
        return added

    def all(self) -> tuple[Erasure, ...]:
        return tuple(Erasure(*row) for row in self._database.all(f"select {_COLUMNS} from erasure order by stamp, id"))

    def since(self, ranges: Mapping[str, Sequence[Range]]) -> Iterator[Erasure]:
        """The erasures that somebody who has ``ranges`` lacks."""
        for erasure in self.all():
            if not any(first <= erasure.number <= last for first, last in ranges.get(erasure.device, ())):
                yield erasure

    def _erase(self, participant: str, author: str) -> Erasure:
        revisions = self._living(participant)
        attachments = self._attachments_of(participant, revisions)
        submissions = {revision.submission for revision in revisions if not revision.form_id.startswith(OWN_FORMS)}
        here = [digest for digest in attachments if self._database.one("select 1 from attachment where digest = ?", (digest,))]
        number, stamp = self._log.next()
        erasure = Erasure(new_id(), participant, self._log.device.id, number, stamp, author, len(submissions), len(revisions), len(here))
        erasure = replace(erasure, digest=digest_of(erasure))
        self._add(erasure)
        self._shred(participant)
        return erasure

    def _add(self, erasure: Erasure) -> None:
        self._database.run(f"insert into erasure ({_COLUMNS}) values ({marks(10)})", astuple(erasure))
        self._log.took([(erasure.device, erasure.number)])

    def _shred(self, participant: str) -> None:
        revisions = self._living(participant)
        for digest in self._attachments_of(participant, revisions):
            self._database.run("delete from attachment where digest = ?", (digest,))
            self._database.run("delete from attachment_piece where digest = ?", (digest,))
        self._database.many("delete from attachment_use where submission = ?", {(revision.submission,) for revision in revisions})
        sql = "update revision set author = '', language = '', kind = ?, payload = x'', digest = ? where id = ?"
        self._database.many(sql, ((ERASED, hollow(revision).digest, revision.id) for revision in revisions))
        submissions = {(revision.submission,) for revision in revisions} | set(
            self._database.all("select submission from draft where participant = ?", (participant,))
        )
        self._database.many("delete from setting where key like '%:' || ?", submissions)  # what is kept beside one form, by its id
        self._database.run("update audit set detail = '' where subject = ?", (participant,))
        self._database.run("delete from draft where participant = ?", (participant,))
        self._stale.update(revision.submission for revision in revisions)

    def _living(self, participant: str) -> list[Revision]:
        return [revision for revision in self._revisions.of_participant(participant) if revision.kind != ERASED]

    def _attachments_of(self, participant: str, revisions: Sequence[Revision]) -> set[str]:
        """What only this participant's revisions and drafts refer to."""
        used = {digest for revision in revisions for digest in used_in(revision.payload)}
        drafts = self._database.all("select xml from draft where participant = ?", (participant,))
        used |= {digest for (xml,) in drafts for digest in used_in(xml.encode())}
        used |= {digest for text in self._kept_beside(revisions) for digest in used_in(text.encode())}
        return {digest for digest in used if not self._is_used_by_others(digest, participant)}

    def _kept_beside(self, revisions: Sequence[Revision]) -> Iterator[str]:
        """What is kept beside these forms, such as a second entry."""
        for submission in {revision.submission for revision in revisions}:
            yield from (text for (text,) in self._database.all("select value from setting where key like '%:' || ?", (submission,)))

    def _is_used_by_others(self, digest: str, participant: str) -> bool:
        sql = """select 1 from attachment_use u join revision r on r.submission = u.submission
            where u.digest = ? and r.participant <> ? limit 1"""
        return self._database.one(sql, (digest, participant)) is not None


def digest_of(erasure: Erasure) -> str:
    """SHA-256 over all other fields, each with its length before it, as ``Revision.computed_digest`` does."""
    sha = hashlib.sha256()
    for value in astuple(erasure)[:-1]:
        raw = str(value).encode()
        sha.update(len(raw).to_bytes(8, "big") + raw)
    return sha.hexdigest()
