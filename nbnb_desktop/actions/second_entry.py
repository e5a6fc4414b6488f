"""Second entry of a returned paper form: two people type it over, and what differs is looked up on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest

from nbnb_desktop.actions import sharing
from nbnb_desktop.actions.wording import answer_words, question_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.paper_form import clean
from nbnb_desktop.documents.second_entry import Comparison, Entry
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import SubmissionRow
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.serialize import Record

Difference = tuple[str, str, str]
"""The question, the first answer and the second, in words; "" for no answer."""


def differences(form: FormDefinition, first: Record, second: Record, language: str) -> tuple[Difference, ...]:
    """Where two entries of ``form`` differ, in its order; spaces around an answer and the order of ticks are no difference."""
    return tuple(_differ(form, first, second, language, "", ""))


def _differ(form: FormDefinition, first: Record, second: Record, language: str, repeat: str, behind: str) -> Iterator[Difference]:
    for column in form.columns(repeat):
        element = form.elements[column.ref]
        if element.repeat:
            pairs = zip_longest(first.repeats.get(column.name, ()), second.repeats.get(column.name, ()), fillvalue=Record())
            for number, (row, other) in enumerate(pairs, 1):
                yield from _differ(form, row, other, language, column.ref, f"{behind} ({number})")
        elif element.kind not in {"calculate", "note"}:
            before, after = first.values.get(column.name, ""), second.values.get(column.name, "")
            if _meant(element.kind, before) != _meant(element.kind, after):
                left, right = (answer_words(form, column.ref, text.strip(), language) for text in (before, after))
                yield clean(question_words(form, column.ref, language)) + behind, left, right


def _meant(kind: str, text: str) -> tuple[str, ...]:
    """What an answer comes to: ticks in any order, a text without spaces too many."""
    return tuple(sorted(text.split())) if kind == "select_multiple" else tuple(text.split())


def comparison(workplace: Workplace, first: str, second: str, language: str) -> Comparison:
    """Two filled forms (their ids) compared. Raises RecordError unless both are here, may be read, and are of one form."""
    (left, one), (right, other) = _read(workplace, first), _read(workplace, second)
    if (left.form_id, left.participant) != (right.form_id, right.participant) or first == second:
        raise RecordError(_("These are not two entries of one paper form."), _("Choose two filled forms of one kind and one participant."))
    definition = workplace.library.definition(left.form_id, left.form_version)
    person = workplace.store.participants.get(left.participant)
    return Comparison(
        title=workplace.library.title(left.form_id),
        case=str(person.properties.get("participant_no", "")) if person else "",
        first=_entry(workplace, left),
        second=_entry(workplace, right),
        rows=differences(definition, one, other, language),
        made_on=date.today(),
    )


def _read(workplace: Workplace, submission: str) -> tuple[SubmissionRow, Record]:
    sharing.refuse_sealed(workplace, submission)
    row, record = workplace.store.submissions.get(submission), workplace.store.submissions.record(submission)
    if row is None or record is None:
        raise RecordError(_("This form is not on this laptop."), _("Import the file that has it."))
    return row, record


def _entry(workplace: Workplace, row: SubmissionRow) -> Entry:
    author = workplace.store.revisions.of(row.id)[-1].author
    return Entry(author, datetime.fromisoformat(row.changed_at).date())


def paper(workplace: Workplace, first: str, second: str, language: str) -> bytes:
    """The comparison as PDF. Raises RecordError, DocumentError."""
    from nbnb_desktop.documents import pdf, second_entry

    made = pdf.render(second_entry.build(comparison(workplace, first, second, language), language))
    row = workplace.store.submissions.get(first)
    with workplace.store.atomic():
        workplace.store.audit.note("print", row.participant if row else "", f"second_entry {language}")
    return made
