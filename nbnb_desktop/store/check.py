"""Whether everything is still whole."""

from __future__ import annotations

from collections.abc import Iterator

from nbnb_desktop.errors import StoreError
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.revisions import Revisions


def damaged(database: Database) -> bool:
    """A quick look at the structure of the file, after a crash."""
    try:
        return [row[0] for row in database.all("pragma quick_check(1)")] != ["ok"]
    except StoreError:
        return True


def everything(database: Database, revisions: Revisions) -> tuple[str, ...]:
    """Every fault: in the encrypted pages, in the structure, in the digests, in our own numbering."""
    return (*_pages(database), *_structure(database), *_digests(revisions), *_numbers(database, revisions))


def _pages(database: Database) -> Iterator[str]:
    yield from (str(row[0]) for row in database.all("pragma cipher_integrity_check"))


def _structure(database: Database) -> Iterator[str]:
    yield from (str(row[0]) for row in database.all("pragma integrity_check") if row[0] != "ok")


def _digests(revisions: Revisions) -> Iterator[str]:
    for revision in revisions.all():
        if revision.computed_digest() != revision.digest:
            yield f"revision {revision.id} is not what was saved"


def _numbers(database: Database, revisions: Revisions) -> Iterator[str]:
    device = database.value("select json_extract(value, '$.id') from setting where key = 'device'")
    if revisions.ranges() != revisions.counted_ranges():
        yield "the runs of numbers are not those of the revisions and erasures"
    runs = revisions.ranges().get(device, ())
    if len(runs) > 1 or (runs and runs[0][0] != 1):
        yield f"this laptop's numbering has gaps: {runs}"
