"""What a participant may ask (GDPR): to see the file, to have it erased, and how long it is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from nbnb_desktop.actions import filled, keeping, sharing
from nbnb_desktop.actions.consent import Said
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import OWN_FORMS

YEARS_KEPT = 2
"""Proposal of the content specification (9.2): the guidance file is kept two years after the exit."""


@dataclass(frozen=True, slots=True)
class Going:
    """What an erasure would take: counts of what lies here, and copies that this program cannot reach."""

    name: str
    forms: int
    drafts: int
    revisions: int
    attachments: int
    merged: tuple[str, ...]
    copies: tuple[str, ...]
    laptops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """All that the page of a participant's rights shows; dates are ISO, "" where nobody set one."""

    participant: str
    name: str
    language: str
    consents: dict[str, Said]
    consent_form: str
    kept_until: str
    kept_because: str
    proposed_until: str
    going: Going


@dataclass(frozen=True, slots=True)
class Due:
    """A file whose retention date is past."""

    participant: str
    name: str
    until: str
    reason: str


def rights(workplace: Workplace, participant: str) -> Rights:
    """What the participant said, until when the file is kept, and what an erasure would take. Raises RecordError."""
    store = workplace.store
    person = store.participants.get(participant)
    if person is None:
        raise RecordError(_("This participant is not on this laptop."), _("Search by name, or import the file that has the participant."))
    kept = store.retention.get(participant)
    consents = [row.id for row in store.submissions.of(participant) if row.form_id == "toestemming"]
    return Rights(
        participant=participant,
        name=person.name,
        language=person.languages[0] if person.languages else "nl",
        consents=sharing.said(workplace, participant),
        consent_form=consents[-1] if consents else "",
        kept_until=kept.until if kept else "",
        kept_because=kept.reason if kept else "",
        proposed_until=_proposed(workplace, participant),
        going=_going(workplace, participant, person.name),
    )


def my_file_json(workplace: Workplace, participant: str, language: str) -> bytes:
    """All that is kept, as JSON: as it is stored, with its history, and in words of ``language`` (articles 15 and 20)."""
    from nbnb_desktop.actions import file_content  # CLDR is slow to import

    kept = json.loads(keeping.my_file(workplace, participant))
    in_words = file_content.in_words(workplace, participant, language)
    return json.dumps({"language": language, "in_words": in_words, **kept}, ensure_ascii=False, indent=2).encode()


def keep_until(workplace: Workplace, participant: str, until: str, reason: str = "") -> None:
    """Set until when the file may be kept (ISO date). Raises RecordError for a date that cannot be."""
    try:
        date.fromisoformat(until)
    except ValueError as impossible:
        raise RecordError(_("This date does not exist."), _("Check the day, the month and the year.")) from impossible
    with workplace.store.atomic():
        workplace.store.retention.put(participant, until, reason.strip(), author=workplace.account)
        workplace.store.audit.note("retention", participant, until)


def due(workplace: Workplace, today: date | None = None) -> tuple[Due, ...]:
    """The monthly list: files whose date is past, the longest overdue first."""
    found = workplace.store.retention.due((today or date.today()).isoformat())
    people = {one.participant: workplace.store.participants.get(one.participant) for one in found}
    return tuple(
        Due(one.participant, person.name, one.until, one.reason) for one in found if (person := people[one.participant]) is not None
    )


def erase(workplace: Workplace, participant: str, typed_name: str) -> int:
    """Erase for good, after the name was typed as it stands in the file; returns how many forms were shredded.

    Raises RecordError when the name is another one: a second step that cannot be taken by accident.
    """
    person = workplace.store.participants.get(participant)
    if person is None or " ".join(typed_name.split()).casefold() != " ".join(person.name.split()).casefold():
        raise RecordError(_("This is not the name of the participant."), _("Type the name as it stands above; nothing was erased."))
    return keeping.erase(workplace, participant)


def _going(workplace: Workplace, participant: str, name: str) -> Going:
    store = workplace.store
    people = store.participants.together_with(participant)
    revisions = [revision for one in people for revision in store.revisions.of_participant(one) if revision.payload]
    submissions = {revision.submission for revision in revisions}
    attachments = {digest for submission in submissions for digest in store.attachments.of(submission)}
    others = (store.participants.get(one) for one in people[1:])
    return Going(
        name=name,
        forms=len({revision.submission for revision in revisions if not revision.form_id.startswith(OWN_FORMS)}),
        drafts=sum(len(store.drafts.of(one)) for one in people),
        revisions=len(revisions),
        attachments=len(attachments),
        merged=tuple(other.name for other in others if other is not None),
        copies=store.backups_elsewhere(),
        laptops=tuple(device.name for device in store.exchange.devices()),
    )


def _proposed(workplace: Workplace, participant: str) -> str:
    """Two years after the exit; "" while the participant is in the programme."""
    exits = filled.latest(workplace, participant, "uitstroom", ("nl",)).text("exit_date")
    if not exits:
        return ""
    day = date.fromisoformat(exits[:10])
    return day.replace(year=day.year + YEARS_KEPT, day=min(day.day, 28) if day.month == 2 else day.day).isoformat()
