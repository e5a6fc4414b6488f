"""Who did what when, in words, for administrators. Data: ``DEEDS`` says each event of the audit as a person would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbnb_desktop.actions import keeping, printing, roles
from nbnb_desktop.actions.conflicts import device_name
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.store import AuditRow, Page, backups

OPENING, READING, PAPER, CHANGING, EXCHANGING, TABLES, HANDING, STAFF = (
    "opening", "reading", "paper", "changing", "exchanging", "tables", "handing", "staff",
)  # fmt: skip
KINDS = {
    OPENING: N_("opening and backups"),
    READING: N_("reading"),
    PAPER: N_("printing and giving away"),
    CHANGING: N_("changing and erasing"),
    EXCHANGING: N_("exchanging"),
    TABLES: N_("tables and data"),
    HANDING: N_("handing over"),
    STAFF: N_("accounts and keys"),
}
"""What a person can choose to look at."""

DEEDS: dict[str, tuple[str, str]] = {
    # event: (kind, what was done); {about} is the participant or the laptop, {detail} what the note says of it
    "unlock": (OPENING, N_("opened the laptop")),
    "recover": (OPENING, N_("came in with the recovery code or the bureau's key")),
    "backup": (OPENING, N_("made a backup")),
    "restore": (OPENING, N_("put a backup back: {detail}")),
    "read": (READING, N_("opened the file of {about}")),
    "matched": (READING, N_("looked who may fit a place")),
    "audit": (READING, N_("looked at this list")),
    "audit export": (PAPER, N_("saved this list")),
    "print": (PAPER, N_("made a paper for {about}: {detail}")),
    "access request": (PAPER, N_("made the whole file of {about}")),
    "undo": (CHANGING, N_("brought back an earlier state for {about}: {detail}")),
    "second entry": (CHANGING, N_("compared two entries for {about}: {detail}")),
    "merge of persons": (CHANGING, N_("joined another file with that of {about}")),
    "parting of persons": (CHANGING, N_("took joined files apart again: {about}")),
    "retention": (CHANGING, N_("keeps the file of {about} until {detail}")),
    "erase": (CHANGING, N_("erased a file")),
    "pair": (EXCHANGING, N_("added a laptop: {detail}")),
    "revoke": (EXCHANGING, N_("stopped exchanging with {about}")),
    "export": (EXCHANGING, N_("made a file for {detail}")),
    "import": (EXCHANGING, N_("took in file {detail} of {about}")),
    "hub": (EXCHANGING, N_("loaded the changes into the central database")),
    "report": (TABLES, N_("saved a table: {detail}")),
    "dataset": (TABLES, N_("made a data set: {detail}")),
    "cbs": (TABLES, N_("made the files for Statistics Netherlands: {detail}")),
    "hand-over started": (HANDING, N_("handed the laptop to {about}")),
    "hand-over paused": (HANDING, N_("{about} took a pause")),
    "hand-over completed": (HANDING, N_("{about} finished the form")),
    "hand-over ended": (HANDING, N_("came back with the PIN")),
    "hand-over: wrong PIN": (HANDING, N_("a wrong PIN was typed")),
    "account added": (STAFF, N_("added an account: {detail}")),
    "account role": (STAFF, N_("gave an account another role: {detail}")),
    "account disabled": (STAFF, N_("lets an account unlock no more: {detail}")),
    "passphrase reset": (STAFF, N_("gave an account a new passphrase: {detail}")),
    "passphrase changed": (STAFF, N_("changed the own passphrase")),
    "recovery code": (STAFF, N_("made a new recovery code")),
    "bureau trusted": (STAFF, N_("trusted a bureau's key: {detail}")),
    "bureau distrusted": (STAFF, N_("trusts a bureau's key no more: {detail}")),
}

_LONGEST_KEY = 24

PERIODS = {
    0: N_("always"),
    1: N_("the last day"),
    7: N_("the last week"),
    31: N_("the last month"),
    365: N_("the last year"),
}
"""Days back from now, 0 for all, and how a person says it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which notes: of one account, of one of KINDS, of the last ``days``; "" and 0 for all."""

    account: str = ""
    kind: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """One note: ``when`` in ISO, ``who`` the account, ``what`` in words of the interface."""

    when: str
    who: str
    what: str


def people(workplace: Workplace) -> tuple[str, ...]:
    """Everybody who did something that was noted; looking at the list is noted too. For administrators."""
    roles.require(workplace, "audit")
    with workplace.store.atomic():
        workplace.store.audit.note("audit")
    return workplace.store.audit.accounts()


def deeds(workplace: Workplace, asked: Asked, *, limit: int = 100, offset: int = 0) -> Page[Deed]:
    """Some of what was done, the latest first. For administrators."""
    roles.require(workplace, "audit")
    events = tuple(event for event, (kind, __) in DEEDS.items() if asked.kind == kind)
    since = (datetime.now(UTC) - timedelta(days=asked.days)).isoformat() if asked.days else ""
    found = workplace.store.audit.page(asked.account, events, since, limit=limit, offset=offset)
    names: dict[str, str] = {}
    return Page(tuple(_deed(workplace, row, names) for row in found.rows), found.total)


def _deed(workplace: Workplace, row: AuditRow, names: dict[str, str]) -> Deed:
    """``names`` remembers who the subjects are from one note to the next."""
    kind, words = DEEDS.get(row.event, ("", f"{row.event} {{detail}}"))
    if row.subject not in names:
        names[row.subject] = device_name(workplace, row.subject) if kind == EXCHANGING else _name(workplace, row.subject)
    say = _DETAILS.get(row.event, _as_it_is)
    return Deed(
        row.at, row.account, (_(words) if kind else words).format(about=names[row.subject], detail=say(workplace, row.detail)).strip()
    )


def _name(workplace: Workplace, participant: str) -> str:
    person = workplace.store.participants.get(participant) if participant else None
    return person.name if person is not None else _("a file that is no longer here")


def _as_it_is(_workplace: Workplace, detail: str) -> str:
    return detail


def _form(workplace: Workplace, detail: str) -> str:
    return workplace.library.title(detail)


def _account_and_role(_workplace: Workplace, detail: str) -> str:
    """``noor: leader`` with the role as people call it."""
    name, __, role = detail.rpartition(": ")
    return _("{name}, {role}").format(name=name, role=_(roles.NAMES.get(role, role))) if name else detail


def _paper(workplace: Workplace, detail: str) -> str:
    """``portfolio employer nl ar``: the paper as people call it, with the rest as it is."""
    paper, __, rest = detail.partition(" ")
    titles = {**printing.TITLES, "second_entry": N_("Second entry")}
    return f"{_(titles[paper])} ({rest})" if paper in titles and rest else detail


def _key(_workplace: Workplace, detail: str) -> str:
    """Enough of a public key to know it again."""
    return f"{detail[:12]}…{detail[-12:]}" if len(detail) > _LONGEST_KEY else detail


def _moment(_workplace: Workplace, detail: str) -> str:
    """When the backup with this name was made, as far as the name tells."""
    made = backups.made_at(Path(detail)).astimezone()
    return f"{made:%Y-%m-%d %H:%M}" if made.year > keeping.NAMELESS else detail


_DETAILS: dict[str, Callable[[Workplace, str], str]] = {
    "print": _paper,
    "restore": _moment,
    "bureau trusted": _key,
    "bureau distrusted": _key,
    "undo": _form,
    "second entry": _form,
    "account added": _account_and_role,
    "account role": _account_and_role,
}
