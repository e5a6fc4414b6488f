"""Photos, scans and recordings, named by the SHA-256 of their bytes and encrypted with the rest.

An answer refers to one by a file name that begins with the digest (``file_name``), so a submission says itself what it needs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import PurePath

from nbnb_desktop.records import Attachment
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.rows import PieceRow

_DIGEST = re.compile(rb">([0-9a-f]{64})\b")


def file_name(digest: str, name: str) -> str:
    """What the answer to an upload question says: the digest with the extension of ``name``."""
    return digest + PurePath(name).suffix.lower()


def used_in(payload: bytes) -> set[str]:
    """The digests that an instance refers to: answers that begin with one."""
    return {found.decode() for found in _DIGEST.findall(payload)}


class Attachments:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, content: bytes, media_type: str, name: str) -> str:
        """Keep the bytes (once, however often they are put); the digest that names them."""
        digest = hashlib.sha256(content).hexdigest()
        with self._database.atomic():
            self._database.run("insert or ignore into attachment values (?, ?, ?, ?, ?)", (digest, media_type, name, len(content), content))
        return digest

    def get(self, digest: str) -> Attachment | None:
        row = self._database.one("select digest, media_type, name, content from attachment where digest = ?", (digest,))
        return Attachment(*row) if row else None

    def has(self, digest: str) -> bool:
        return self._database.one("select 1 from attachment where digest = ?", (digest,)) is not None

    def sizes(self, digests: Iterable[str]) -> dict[str, int]:
        """Of these, the ones that are here: digest to bytes."""
        sql = "select digest, size from attachment where digest in (select value from json_each(?)) order by digest"
        return dict(self._database.all(sql, (json.dumps(list(digests)),)))

    def stretch(self, digest: str, start: int, stop: int) -> PieceRow:
        """The bytes from ``start`` to before ``stop`` of one that is here."""
        sql = "select digest, media_type, name, size, ?, substr(content, ? + 1, ?) from attachment where digest = ?"
        (row,) = self._database.all(sql, (start, start, stop - start, digest))
        return PieceRow(*row)

    def digests(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._database.all("select digest from attachment order by digest"))

    def of(self, submission: str) -> tuple[str, ...]:
        """The digests that a submission refers to, here or not yet."""
        rows = self._database.all("select digest from attachment_use where submission = ? order by digest", (submission,))
        return tuple(row[0] for row in rows)

    def sweep(self, digests: Iterable[str]) -> int:
        """Of these (just brought by a bundle) drop what nothing here refers to: photos of somebody erased; how many went."""
        sql = """delete from attachment where digest = ? and digest not in (select digest from attachment_use)
            and not exists (select 1 from form where instr(media, digest)) and not exists (select 1 from draft where instr(xml, digest))
            and not exists (select 1 from setting where instr(value, digest))"""
        with self._database.atomic():
            return sum(self._database.run(sql, (digest,)) for digest in digests)

    def missing(self) -> tuple[str, ...]:
        """Digests that some submission or form refers to and that have not come in yet."""
        sql = """with used as (select digest from attachment_use union select media.value ->> 1 from form, json_each(form.media) media)
            select digest from used where digest not in (select digest from attachment) order by digest"""
        return tuple(row[0] for row in self._database.all(sql))
