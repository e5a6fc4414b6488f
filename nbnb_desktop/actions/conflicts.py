"""The conflict desk: two laptops changed the same answer, a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions import sharing
from nbnb_desktop.actions.entry import Entry, refuse_violations, save, snapshot
from nbnb_desktop.actions.wording import answer_words, question_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import FieldConflict
from nbnb_desktop.store import Side as Stored
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.session import FormSession


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers: in words, as instance text, and whose it is."""

    shown: str
    text: str
    author: str
    when: str  # ISO
    device: str  # the laptop's name
    language: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one submission that two laptops changed differently. ``mine`` is the answer of this laptop."""

    submission: str
    participant: str
    participant_name: str
    form_id: str
    form_title: str
    ref: str
    question: str
    mine: Side
    theirs: Side


def open_conflicts(workplace: Workplace, participant: str = "") -> tuple[Conflict, ...]:
    """The conflicts that wait for a person, of all participants or of one.

    A form that is not here yet cannot be read: its differences (of the whole form, ref "") wait until a file brings it.
    """
    store = workplace.store
    found = store.conflicts.of_participant(participant) if participant else store.conflicts.all()
    return tuple(_conflict(workplace, one) for one in found if one.ref)


def decide(workplace: Workplace, submission: str, decisions: Mapping[str, str]) -> None:
    """Settle a submission: ``decisions`` are the instance texts by ref; the rest stays as it is shown. One revision, all heads its parents.

    Raises RecordError when a conflict was left undecided or the form refuses an answer.
    """
    row = workplace.store.submissions.get(submission)
    if row is None:
        raise RecordError(_("This form is not on this laptop."), _("Import the file that has it."))
    undecided = [one.ref for one in workplace.store.conflicts.of(submission) if one.ref not in decisions]
    if undecided:
        raise RecordError(_("Not every difference was decided."), _("Choose an answer for each of them."))
    definition = workplace.library.definition(row.form_id, row.form_version)
    session = FormSession(definition, workplace.provider(), instance=workplace.store.submissions.xml(submission))
    for ref, text in decisions.items():
        session.answer_text(ref, text)
    refuse_violations([violation for violation in session.violations() if violation.ref in decisions])
    entry = Entry(session, submission, row.participant, row.form_id, row.form_version, row.heads)
    with workplace.store.atomic():
        save(workplace, snapshot(entry), kind="decision")
        workplace.store.drafts.discard(submission)


def _conflict(workplace: Workplace, one: FieldConflict) -> Conflict:
    row = workplace.store.submissions.get(one.submission)
    person = workplace.store.participants.get(one.participant)
    definition = workplace.library.definition(one.form_id, row.form_version if row else None)
    ours, theirs = (one.ours, one.theirs) if one.ours.device == workplace.store.device.id else (one.theirs, one.ours)
    return Conflict(
        submission=one.submission,
        participant=one.participant,
        participant_name=person.name if person else "",
        form_id=one.form_id,
        form_title=workplace.library.title(one.form_id),
        ref=one.ref,
        question=question_words(definition, one.ref, i18n.current()),
        mine=_side(workplace, definition, one, ours),
        theirs=_side(workplace, definition, one, theirs),
    )


def _side(workplace: Workplace, definition: FormDefinition, one: FieldConflict, side: Stored) -> Side:
    text = side.value or ""
    shown = answer_words(definition, one.ref, text, i18n.current()) if side.value is not None else _("(removed)")
    if sharing.is_sealed(workplace, one.submission):
        shown = _("(not shared with the coach)")
    return Side(shown or _("(no answer)"), text, side.author, side.at, device_name(workplace, side.device), side.language)


def device_name(workplace: Workplace, device: str) -> str:
    """The name of the laptop that a revision was made on; streams of one laptop share it."""
    own = workplace.store.device
    laptop = device.partition(".")[0]
    if laptop == own.id.partition(".")[0]:
        return own.name
    return next((known.name for known in workplace.store.exchange.devices(revoked=True) if known.id == laptop), _("another laptop"))
