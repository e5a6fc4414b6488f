"""Second entry of a returned paper form: two people type it over, and what differs is looked up on the paper.

On the screen the second entry never becomes a form of its own: it is kept beside the first one, as a setting of this store, until
somebody has decided about every difference. So no table counts one paper twice, and an erasure takes it along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import zip_longest
from typing import Any

from nbnb_desktop import i18n
from nbnb_desktop.actions import entry, house, sharing
from nbnb_desktop.actions.entry import EntrySnapshot
from nbnb_desktop.actions.wording import answer_words, question_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.paper_form import clean
from nbnb_desktop.documents.second_entry import Comparison, Entry
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import SubmissionRow
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.serialize import Record, read_record
from nbnb_desktop.xforms.session import AnswerError, FormSession

KIND = "second entry"
"""The kind of the revision that says: two people typed this paper over, and somebody decided where they differed."""

_KEPT = "second_entry:{submission}"
_NOT_TYPED = {"calculate", "note", "upload"}
"""What nobody types over from paper."""
_ROW = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that two entries answer differently.

    ``ref`` is its place in the instance, rows counted (``/data/job[2]/title``); ``first`` and ``second`` are the answers in words,
    ``texts`` the same as the instance writes them; "" for no answer.
    """

    ref: str
    question: str
    first: str
    second: str
    texts: tuple[str, str]

    @property
    def words(self) -> tuple[str, str, str]:
        """The question and both answers, as a paper or a command says them."""
        return self.question, self.first, self.second


@dataclass(frozen=True, slots=True)
class Typed:
    """Who typed the paper over, and when (ISO)."""

    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of one paper: ``second`` is None before it was begun, ``differences`` are known once it ``is_finished``.

    ``session`` is the first entry, on which another answer can be tried out; ``is_same_person`` says that who works now typed the
    first one too.
    """

    submission: str
    participant: str
    participant_name: str
    title: str
    first: Typed
    second: Typed | None
    is_finished: bool
    is_same_person: bool
    differences: tuple[Difference, ...]
    session: FormSession


def differences(form: FormDefinition, first: Record, second: Record, language: str) -> tuple[Difference, ...]:
    """Where two entries of ``form`` differ, in its order; spaces around an answer and the order of ticks are no difference."""
    return tuple(_differ(form, first, second, language, "", ""))


def _differ(form: FormDefinition, first: Record, second: Record, language: str, repeat: str, row: str) -> Iterator[Difference]:
    """``row`` is the instance's ref of the row of ``repeat`` that is compared; both are "" for the form itself."""
    for column in form.columns(repeat):
        element, ref = form.elements[column.ref], row + column.ref.removeprefix(repeat)
        if element.repeat:
            pairs = zip_longest(first.repeats.get(column.name, ()), second.repeats.get(column.name, ()), fillvalue=Record())
            for number, (one, other) in enumerate(pairs, 1):
                yield from _differ(form, one, other, language, column.ref, f"{ref}[{number}]")
        elif element.kind not in _NOT_TYPED:
            texts = first.values.get(column.name, ""), second.values.get(column.name, "")
            if _meant(element.kind, texts[0]) != _meant(element.kind, texts[1]):
                asked = clean(question_words(form, column.ref, language)) + "".join(f" ({number})" for number in _ROW.findall(row))
                left, right = (answer_words(form, column.ref, text.strip(), language) for text in texts)
                yield Difference(ref, asked, left, right, texts)


def _meant(kind: str, text: str) -> tuple[str, ...]:
    """What an answer comes to: ticks in any order, a text without spaces too many."""
    return tuple(sorted(text.split())) if kind == "select_multiple" else tuple(text.split())


# ------------------------------------------------------------------ on the screen


def pair(workplace: Workplace, submission: str) -> Pair:
    """A filled form with its second entry as far as that is. Raises RecordError when it is not here or may not be read."""
    row, first = _read(workplace, submission)
    definition = workplace.library.definition(row.form_id, row.form_version)
    person = workplace.store.participants.get(row.participant)
    kept = _kept(workplace, submission)
    finished = bool(kept and kept["finished"])
    found: tuple[Difference, ...] = ()
    if finished:
        found = differences(definition, first, read_record(definition, kept["revision_xml"]), i18n.current())
    author = workplace.store.revisions.of(submission)[-1].author
    return Pair(
        submission=submission,
        participant=row.participant,
        participant_name=person.name if person else "",
        title=workplace.library.title(row.form_id),
        first=Typed(author, row.changed_at),
        second=Typed(kept["author"], kept["at"]) if kept else None,
        is_finished=finished,
        is_same_person=author == workplace.account,
        differences=found,
        session=_session(workplace, definition, row),
    )


def open_second(workplace: Workplace, submission: str) -> entry.Entry:
    """The second entry of a filled form: blank as the paper once was, or gone on with. Its submission is that of the first."""
    row, __ = _read(workplace, submission)
    kept = _kept(workplace, submission)
    definition = workplace.library.definition(row.form_id, kept["form_version"] if kept else row.form_version)
    xml = kept["draft_xml"] if kept else None
    session = FormSession(definition, workplace.provider(), instance=xml, draft=xml is not None)
    entry.speak(session, row.language)
    place = kept["place"] if kept else ""
    return entry.Entry(session, submission, row.participant, row.form_id, definition.version, (), place, kept is not None)


def keep_second(workplace: Workplace, kept: EntrySnapshot) -> None:
    """Keep what was typed over so far; called for every answer."""
    _keep(workplace, kept, finished=False)


def finish_second(workplace: Workplace, kept: EntrySnapshot) -> str:
    """The whole paper was typed over: now the two can be compared. Returns the submission of the first entry."""
    _keep(workplace, kept, finished=True)
    return kept.submission


def discard_second(workplace: Workplace, submission: str) -> None:
    """Throw the second entry away, with what was attached to it only; the first stays as it is."""
    kept = _kept(workplace, submission)
    with workplace.store.atomic():
        workplace.store.settings.drop(_KEPT.format(submission=submission))
        workplace.store.attachments.sweep(used_in(kept["draft_xml"].encode()) if kept else ())


def decide(workplace: Workplace, submission: str, decisions: Mapping[str, str]) -> None:
    """Save the first entry with the answers that were decided on (instance texts by ref), and remove the second.

    Also without any difference: the history then tells that two people typed the same. Raises RecordError when a difference was
    left undecided, the form refuses an answer, somebody corrects the form, or laptops still disagree about it.
    """
    both = pair(workplace, submission)
    if not both.is_finished or any(each.ref not in decisions for each in both.differences):
        raise RecordError(_("Not every difference was decided."), _("Choose an answer for each of them."))
    row = workplace.store.submissions.get(submission)
    if row is None or row.conflicts or workplace.store.drafts.get(submission) is not None:
        raise RecordError(_("This form is being filled in."), _("Finish it first, or throw the unfinished answers away."))
    for each in both.differences:
        _answer(both.session, each.ref, decisions[each.ref])
    _remove_empty_rows(both.session, both.differences)
    entry.refuse_violations([found for found in both.session.violations() if found.ref in decisions])
    entry.speak(both.session, row.language)  # the wording that the paper had
    result = entry.Entry(both.session, submission, row.participant, row.form_id, row.form_version, row.heads)
    with workplace.store.atomic():
        entry.save(workplace, entry.snapshot(result), kind=KIND)
        discard_second(workplace, submission)
        workplace.store.audit.note(KIND, row.participant, row.form_id)


def _kept(workplace: Workplace, submission: str) -> Any:
    """What ``_keep`` kept; None before the second entry was begun."""
    return workplace.store.settings.get(_KEPT.format(submission=submission))


def _keep(workplace: Workplace, typed: EntrySnapshot, *, finished: bool) -> None:
    about = {"author": workplace.account, "at": datetime.now(UTC).isoformat(timespec="seconds"), "finished": finished}
    with workplace.store.atomic():
        workplace.store.settings.put(_KEPT.format(submission=typed.submission), {**asdict(typed), **about})


def _session(workplace: Workplace, definition: FormDefinition, row: SubmissionRow) -> FormSession:
    session = FormSession(definition, workplace.provider(), instance=workplace.store.submissions.xml(row.id))
    entry.speak(session, i18n.current())
    return session


def _answer(session: FormSession, ref: str, text: str) -> None:
    """Give one decided answer; where another decision took the question away there is nothing to answer."""
    if text:
        _add_rows(session, ref)
    try:
        state = session.state(ref)
    except KeyError:
        return
    if state.relevant and not state.readonly and state.text != text:
        session.answer_text(ref, text)


def _add_rows(session: FormSession, ref: str) -> None:
    """See to it that every row that ``ref`` stands in is there, unless the form itself counts them."""
    for match in _ROW.finditer(ref):
        repeat = ref[: match.start()]
        try:
            while len(session.rows(repeat)) < int(match[1]):
                session.add_row(repeat)
        except (AnswerError, KeyError):
            return


def _remove_empty_rows(session: FormSession, found: tuple[Difference, ...]) -> None:
    """A row that only one of the two had, and of which no answer was wanted, was no row."""
    rows = dict.fromkeys(each.ref[: match.end()] for each in found for match in _ROW.finditer(each.ref))
    for row in sorted(rows, key=lambda ref: [int(number) for number in _ROW.findall(ref)], reverse=True):
        try:
            if not _has_answers(session, row):
                session.remove_row(row)
        except (AnswerError, KeyError):
            continue


def _has_answers(session: FormSession, row: str) -> bool:
    nodes = (node for node in session.nodes() if node.ref.startswith(f"{row}/") and node.element is not None)
    return any(node.text for node in nodes if node.element.is_leaf and node.element.kind not in _NOT_TYPED)


# ------------------------------------------------------------------ two filled forms, on paper


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
        rows=tuple(each.words for each in differences(definition, one, other, language)),
        made_on=date.today(),
        house=house.of(workplace),
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
