"""The programme bureau's laptop: a folder of files taken in at once, and who has sent what up to when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbnb_desktop.actions import exchange, laptops, ledger
from nbnb_desktop.actions.steps import Progress, unseen
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import NbnbError, RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.store.reading import latest_by_device
from nbnb_desktop.store.rows import stamp_time
from nbnb_desktop.sync.refusals import refuse


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: the report, or in words why it was refused."""

    name: str
    report: exchange.ImportReport | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What a folder of files brought together."""

    files: tuple[FileResult, ...]
    new_revisions: int
    new_participants: int
    refused: int


@dataclass(frozen=True, slots=True)
class Sender:
    """A laptop and what is here of it. ``until`` is the time (ISO) of its newest answer here, "" for none; ``last`` when a file came.

    ``asks`` says what to do, in words, when something of it is missing here; "" when nothing is.
    """

    name: str
    organisation: str
    files: int
    revisions: int
    until: str
    last: str
    asks: str


def import_folder(workplace: Workplace, folder: Path | str, progress: Progress = unseen) -> FolderReport:
    """Take in every ``.nbnb`` file of a folder and its subfolders; a refused one is named and does not stop the others.

    Raises RecordError when there is none, BundleError when the folder cannot be read. Each file is taken in whole or not at all, so a
    cancel leaves what came before. One backup is made, before the first. ``progress`` counts kibibytes.
    """
    sizes = _files(Path(folder))
    if not sizes:
        raise RecordError(_("There are no files to take in here."), _("Choose the folder with the files that end in .nbnb."))
    done, total, results = 0, sum(sizes.values()), []
    progress(0, total)
    workplace.store.backup()
    for path, size in sizes.items():
        results.append(_taken_in(workplace, path, _share(progress, done, size, total)))
        done += size
    progress(total, total)
    reports = [one.report for one in results if one.report]
    return FolderReport(
        tuple(results),
        sum(report.new_revisions for report in reports),
        sum(report.new_participants for report in reports),
        len(results) - len(reports),
    )


def _files(folder: Path) -> dict[Path, int]:
    """The files to take in, by name, each with its size in kibibytes."""
    try:
        return {path: 1 + (path.stat().st_size >> 10) for path in sorted(folder.rglob("*.nbnb")) if path.is_file()}
    except OSError as unreadable:
        raise refuse("unreadable") from unreadable


def _share(progress: Progress, before: int, size: int, total: int) -> Progress:
    """The progress in one file as that in all of them."""
    return lambda done, steps: progress(before + (size * done // steps if steps else 0), total)


def _taken_in(workplace: Workplace, path: Path, progress: Progress) -> FileResult:
    try:
        return FileResult(path.name, exchange.import_file(workplace, path, progress=progress, backup=False))
    except NbnbError as refusal:
        return FileResult(path.name, None, str(refusal))


def senders(workplace: Workplace) -> tuple[Sender, ...]:
    """The paired laptops by organisation and name, each with what it has sent and up to when."""
    files = workplace.store.exchange.received()
    newest = _newest(workplace)
    asks = {row.device: row.words for row in reversed(ledger.rows(workplace)) if row.state == "gap"}
    found = []
    for known in laptops.devices(workplace):
        if not known.revoked:
            count, stamp = newest.get(known.device, (0, ""))
            own = sum(1 for one in files if one.sender == known.device)
            until = stamp_time(stamp) if stamp else ""
            found.append(Sender(known.name, known.organisation, own, count, until, known.last_received, asks.get(known.name, "")))
    return tuple(sorted(found, key=lambda one: (one.organisation, one.name)))


def _newest(workplace: Workplace) -> dict[str, tuple[int, str]]:
    """Laptop -> (revisions here, newest stamp), all its streams together."""
    found: dict[str, tuple[int, str]] = {}
    for device, (count, stamp) in latest_by_device(workplace.store.tables).items():
        laptop = device.partition(".")[0]
        before = found.get(laptop, (0, ""))
        found[laptop] = (before[0] + count, max(before[1], stamp))
    return found
