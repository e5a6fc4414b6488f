"""Likely the same person twice: found, shown side by side, joined by a person, taken apart again."""

from __future__ import annotations

from dataclasses import dataclass

from nbnb_desktop.actions.participants import ParticipantRow, row_of
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.store.instance import leaves
from nbnb_desktop.store.people import SAME_PERSON_FORM

REASONS = {
    "name": N_("the names are alike"),
    "own_name": N_("the names in their own script are alike"),
    "swapped": N_("given name and family name may be swapped"),
    "birth_date": N_("the birth dates agree"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two files, with what tells them apart."""

    row: ParticipantRow
    municipality: str
    phone: str
    number: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that may be of one person; ``reasons`` in words of the interface."""

    one: Side
    other: Side
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two files that a person joined: ``kept`` shows everything, ``other`` is part of it."""

    kept: ParticipantRow
    other: ParticipantRow


def pairs(workplace: Workplace) -> tuple[Pair, ...]:
    """Files that may be of one person, the likeliest first; without those of whom somebody said that they are two people."""
    told_apart = workplace.store.participants.told_apart()
    found = workplace.store.participants.duplicates()
    return tuple(
        Pair(_side(workplace, one.id), _side(workplace, same.participant.id), tuple(_(REASONS[reason]) for reason in same.reasons))
        for one, same in found
        if {one.id, same.participant.id} not in told_apart
    )


def count(workplace: Workplace) -> int:
    """How many pairs wait for a person."""
    told_apart = workplace.store.participants.told_apart()
    return sum({one.id, same.participant.id} not in told_apart for one, same in workplace.store.participants.duplicates())


def count_up_to(workplace: Workplace, most: int) -> int | None:
    """``count``; None without looking where there are more than ``most`` participants, because it takes seconds then."""
    return count(workplace) if workplace.store.participants.count() <= most else None


def merge(workplace: Workplace, kept: str, other: str) -> None:
    """Join two files: everything of ``other`` shows at ``kept``, here and, after an exchange, elsewhere. ``part`` undoes it."""
    store = workplace.store
    if kept == other or store.participants.get(kept) is None or store.participants.get(other) is None:
        raise RecordError(_("This participant is not on this laptop."), _("Search by name, or import the file that has the participant."))
    with store.atomic():
        store.participants.merge(kept, other, workplace.account)
        store.audit.note("merge of persons", kept, other)


def part(workplace: Workplace, other: str) -> None:
    """Take a file out of the one that it was joined to; both stand on their own again, with all that was in them."""
    with workplace.store.atomic():
        workplace.store.participants.part(other, workplace.account)
        workplace.store.audit.note("parting of persons", other)


def tell_apart(workplace: Workplace, one: str, other: str) -> None:
    """Two people after all: nobody is asked again, here and, after an exchange, elsewhere."""
    with workplace.store.atomic():
        workplace.store.participants.tell_apart(one, other, workplace.account)


def joined(workplace: Workplace) -> tuple[Joined, ...]:
    """What was joined and can be taken apart, the latest first."""
    store = workplace.store
    said = ((row.participant, leaves(store.submissions.xml(row.id))) for row in store.submissions.of_form(SAME_PERSON_FORM))
    still = [(store.participants.get(kept), store.participants.get(answer["other"])) for kept, answer in said if answer["same"] == "yes"]
    return tuple(Joined(row_of(kept), row_of(other)) for kept, other in reversed(still) if kept is not None and other is not None)


def _side(workplace: Workplace, participant: str) -> Side:
    person = workplace.store.participants.get(participant)
    assert person is not None, "the store just found this participant"
    titles = (workplace.library.title(row.form_id) for row in workplace.store.submissions.of(participant))
    known = person.properties
    return Side(
        row_of(person), known.get("municipality", ""), known.get("phone", ""), known.get("participant_no", ""), tuple(dict.fromkeys(titles))
    )
