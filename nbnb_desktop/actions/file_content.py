"""From the store to "my file": all that is kept about a participant, in words of the participant's language (GDPR article 15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from nbnb_desktop.actions import house
from nbnb_desktop.actions.wording import answer_words, question_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.my_file import FileContent, FileForm
from nbnb_desktop.documents.paper_form import clean
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _, form_texts, speaker
from nbnb_desktop.store import SubmissionRow
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.serialize import Record

PURPOSES = (N_("To help the participant find work or a training."), N_("To account for the programme, in counts without names."))


def content(workplace: Workplace, participant: str, language: str) -> FileContent:
    """Every form that was filled in, answer by answer. Raises RecordError for an unknown participant."""
    person = workplace.store.participants.get(participant)
    if person is None:
        raise RecordError(_("This participant is not on this laptop."), _("Search by name, or import the file that has the participant."))
    say = speaker(language)
    kept = workplace.store.retention.get(participant)
    at_home = house.of(workplace)
    return FileContent(
        name=person.name,
        made_on=date.today(),
        forms=tuple(_form(workplace, row, language) for row in workplace.store.submissions.of(participant)),
        own_name=person.own_name,
        purposes=tuple(say(purpose) for purpose in PURPOSES),
        receivers=_receivers(workplace, participant, language),
        kept_until=kept.until if kept else "",
        contact=at_home.organisation,
        house=at_home,
    )


def in_words(workplace: Workplace, participant: str, language: str) -> list[dict[str, object]]:
    """The same as plain values for the file that a computer reads: ``answers`` are pairs of question and answer."""
    forms = content(workplace, participant, language).forms
    return [{"title": form.title, "changed": str(form.changed or ""), "answers": [list(row) for row in form.rows]} for form in forms]


def _form(workplace: Workplace, row: SubmissionRow, language: str) -> FileForm:
    definition = workplace.library.definition(row.form_id, row.form_version)
    record = workplace.store.submissions.record(row.id) or Record({}, {})
    title = form_texts(language)(definition.title, f"{row.form_id}/title") or definition.title
    changed = datetime.fromisoformat(row.changed_at) if row.changed_at else None
    return FileForm(title, tuple(_rows(definition, record, language)), changed, row.author, row.form_version)


def _rows(definition: FormDefinition, record: Record, language: str, repeat: str = "") -> Iterator[tuple[str, str]]:
    """(question, answer) of everything that was answered; rows of repeats after each other. Calculations say nothing new."""
    for column in definition.columns(repeat):
        element = definition.elements[column.ref]
        text = record.values.get(column.name, "")
        if element.repeat:
            for row in record.repeats.get(column.name, ()):
                yield from _rows(definition, row, language, column.ref)
        elif text and element.kind not in {"calculate", "note"}:
            yield clean(question_words(definition, column.ref, language)), answer_words(definition, column.ref, text, language)


def _receivers(workplace: Workplace, participant: str, language: str) -> tuple[str, ...]:
    """Who received something, as far as this laptop knows: the papers for others, and the laptops that files went to."""
    say = speaker(language)
    papers = (entry for entry in workplace.store.audit.entries(participant) if entry.event == "print")
    printed = (say(_FOR_OTHERS[kind]).format(date=one.at[:10]) for one in papers for kind in _FOR_OTHERS if one.detail.startswith(kind))
    reached = {device for made in workplace.store.exchange.sent() for device in made.recipients}
    laptops = (known for known in workplace.store.exchange.devices(revoked=True) if known.id in reached)
    exchanged = say(N_("Files were exchanged with: {laptop}, {organisation}"))
    sent = (exchanged.format(laptop=one.name, organisation=one.organisation) for one in laptops)
    return tuple(dict.fromkeys((*printed, *sent)))


_FOR_OTHERS = {
    "portfolio employer": N_("{date}: a portfolio for an employer was printed"),
    "portfolio municipality": N_("{date}: a portfolio for the municipality was printed"),
}
"""How the audit begins its note of a paper that others read."""
