"""Keeping what was entrusted: backups, retention, access and erasure."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from nbnb_desktop.actions import roles, setup
from nbnb_desktop.actions.workplace import Workplace, workplace_of
from nbnb_desktop.errors import RecordError, StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import Store, backups

NAMELESS = 1970
"""The year of a backup whose folder was given another name."""


def backup(workplace: Workplace, target: Path | None = None) -> Path:
    """An encrypted copy of the store, in its own backups or in a folder such as a stick; returns where it lies."""
    return workplace.store.backup(target)


def backup_if_due(workplace: Workplace) -> Path | None:
    """The rolling backup, when something changed and the last one is old; asked every five minutes, so that none gets over half an hour."""
    return backup(workplace) if workplace.store.backup_due() else None


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup that can be put back: where it lies, when it was made (ISO, "" where its name does not tell), whose passphrases open it."""

    path: Path
    made_at: str
    accounts: tuple[str, ...]


def copies(place: Path) -> tuple[Copy, ...]:
    """The backups in a folder such as a stick or a laptop's own, or that folder itself when it is one; the latest first.

    Raises RecordError when there is none.
    """
    found = [copy for path in (place, *backups.listed(place), *backups.listed(place / backups.FOLDER)) if (copy := _copy(path))]
    if not found:
        raise RecordError(_("There is no complete backup in {folder}.").format(folder=place), _("Choose another backup."))
    return tuple(sorted(found, key=lambda copy: copy.made_at, reverse=True))


def own_copies(folder: Path) -> tuple[Copy, ...]:
    """The rolling backups of the store in ``folder``, the latest first; none on a new laptop."""
    return tuple(copy for path in reversed(backups.listed(folder / backups.FOLDER)) if (copy := _copy(path)))


def _copy(path: Path) -> Copy | None:
    """None for what is no backup, for a store that is in use (``lock``), and for one with a key file that cannot be read."""
    if not (path / backups.DATABASE).is_file() or (path / "lock").exists():
        return None
    try:
        accounts = setup.accounts(path)
    except StoreError:
        return None
    moment = backups.made_at(path)
    return Copy(path, moment.isoformat() if moment.year > NAMELESS else "", accounts)


def restore(copy: Path, folder: Path, account: str, passphrase: str) -> None:
    """Put a backup in place of the store in ``folder``; it is opened and checked first."""
    Store.restore(copy, folder, account, passphrase).close()


def restore_by_code(copy: Path, folder: Path, code: str, account: str, new_passphrase: str) -> tuple[Workplace, str]:
    """``restore`` by the printed recovery code (or a bureau's key) and a new passphrase; gives the new code, to be printed."""
    setup.refuse_weak(new_passphrase, account)
    store, fresh = Store.restore_by_code(copy, folder, code, account, new_passphrase)
    return workplace_of(store, account), fresh


def my_file(workplace: Workplace, participant: str) -> bytes:
    """All that is kept about a participant, as JSON (GDPR articles 15 and 20)."""
    with workplace.store.atomic():
        workplace.store.audit.note("access request", participant)
    return json.dumps(workplace.store.everything_of(participant), ensure_ascii=False, indent=2, default=str).encode()


def audit_trail(workplace: Workplace) -> bytes:
    """Who unlocked, read, printed, exported, erased, and when, as CSV, the latest first. For administrators."""
    roles.require(workplace, "audit")
    workplace.store.audit.note("audit export")
    rows = [asdict(row) for row in workplace.store.audit.entries(limit=-1)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows({name: _as_text(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _as_text(value: object) -> str:
    """A spreadsheet must not take what people typed for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def erase(workplace: Workplace, participant: str) -> int:
    """Erase a participant for good, here and through the next exchanges elsewhere; returns how many forms were shredded.

    For project leaders and administrators.
    """
    roles.require(workplace, "erase")
    return sum(erasure.submissions for erasure in workplace.store.erase(participant, workplace.account))
