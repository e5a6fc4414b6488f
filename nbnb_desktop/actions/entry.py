"""Filling in a form: begin, keep every answer, finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import new_id
from nbnb_desktop.store import PERSON_FORM, Draft
from nbnb_desktop.xforms.definition import FormDefinition, language_code
from nbnb_desktop.xforms.instances import LAST_SAVED
from nbnb_desktop.xforms.migrate import move
from nbnb_desktop.xforms.session import FormSession, Violation


@dataclass(frozen=True, slots=True)
class Entry:
    """A form that is open: its session, and where it belongs.

    ``place`` is the ref where the person stopped, ``resumed`` whether answers were found.
    """

    session: FormSession
    submission: str
    participant: str
    form_id: str
    form_version: str
    parents: tuple[str, ...]
    place: str = ""
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class EntrySnapshot:
    """All that is needed to keep an entry, frozen, so that it can go to the thread that owns the database."""

    submission: str
    participant: str
    form_id: str
    form_version: str
    parents: tuple[str, ...]
    language: str
    place: str
    draft_xml: str
    revision_xml: str


def begin(workplace: Workplace, form_id: str, participant: str = "", language: str | None = None) -> Entry:
    """Open ``form_id`` for a participant: goes on with a draft, else with the submission if there can be one only, else new."""
    for draft in workplace.store.drafts.of(participant):
        if draft.form_id == form_id:
            return reopen(workplace, draft.submission)
    meta = workplace.library.meta(form_id)
    if participant and not meta.many:
        for row in workplace.store.submissions.of(participant):
            if row.form_id == form_id:
                return reopen(workplace, row.id)
    definition = workplace.library.definition(form_id)
    session = FormSession(definition, workplace.provider(), last_saved=_last_saved(workplace, definition))
    speak(session, language)
    return Entry(session, new_id(), participant, form_id, definition.version, ())


def _last_saved(workplace: Workplace, definition: FormDefinition) -> bytes | None:
    """The instance of the form that was saved last on this laptop, for a form that asks for it (``${last-saved#name}``)."""
    if LAST_SAVED not in definition.sources.addresses.values():
        return None
    rows = workplace.store.submissions.of_form(definition.form_id)
    return workplace.store.submissions.xml(max(rows, key=lambda row: row.changed_at).id) if rows else None


def reopen(workplace: Workplace, submission: str) -> Entry:
    """Open a filled form again, in the version it was made with: the draft if one was begun, else the last saved state.

    A participant's own data (the form ``deelnemer``, one for years) go on in the newest version, so that a question that came later
    can be answered; unless an answer would not fit there.
    """
    draft = workplace.store.drafts.get(submission)
    if draft is not None:
        definition = workplace.library.definition(draft.form_id, draft.form_version)
        session = FormSession(definition, workplace.provider(), instance=draft.xml, draft=True)
        speak(session, draft.language)
        return Entry(session, submission, draft.participant, draft.form_id, draft.form_version, tuple(draft.parents), draft.place, True)
    row = workplace.store.submissions.get(submission)
    if row is None:
        raise RecordError(_("This form is not on this laptop."), _("Import the file that has it."))
    session = _finished(workplace, row.form_id, row.form_version, workplace.store.submissions.xml(submission))
    speak(session, row.language)
    return Entry(session, submission, row.participant, row.form_id, session.definition.version, tuple(row.heads), "", True)


def _finished(workplace: Workplace, form_id: str, version: str, xml: bytes) -> FormSession:
    definition = workplace.library.definition(form_id, version)
    if form_id == PERSON_FORM and (latest := workplace.library.definition(form_id)).version != version:
        moved = move(xml, definition, latest, {})
        if not moved.dropped:
            return FormSession(latest, workplace.provider(), instance=moved.xml, draft=True)
    return FormSession(definition, workplace.provider(), instance=xml, draft=False)


def speak(session: FormSession, language: str | None) -> None:
    """Let a session speak the language with this code, if the form has it."""
    wanted = language or i18n.SOURCE_LANGUAGE
    for name in session.definition.languages:
        if name == wanted or name.endswith(f"({wanted})"):
            session.set_language(name)
            return


def snapshot(entry: Entry, place: str = "") -> EntrySnapshot:
    """The entry as it stands, to be saved elsewhere than on the screen's thread."""
    session = entry.session
    return EntrySnapshot(
        submission=entry.submission,
        participant=entry.participant,
        form_id=entry.form_id,
        form_version=entry.form_version,
        parents=entry.parents,
        language=language_code(session.language),
        place=place,
        draft_xml=session.draft_xml(),
        revision_xml=session.revision_xml(),
    )


def save_draft(workplace: Workplace, kept: EntrySnapshot) -> None:
    """Keep what was answered so far; called for every answer."""
    with workplace.store.atomic():
        workplace.store.drafts.save(_draft(workplace, kept))


def finish(workplace: Workplace, kept: EntrySnapshot) -> str:
    """Make a revision of a finished form and drop its draft, in one go; returns the submission's id."""
    with workplace.store.atomic():
        save(workplace, kept)
        workplace.store.drafts.discard(kept.submission)
    return kept.submission


def discard(workplace: Workplace, submission: str) -> None:
    """Throw away a draft; what was saved before stays."""
    with workplace.store.atomic():
        workplace.store.drafts.discard(submission)


def register(workplace: Workplace, form_id: str, participant: str, answers: Mapping[str, str], submission: str = "") -> str:
    """Fill in ``form_id`` from column names to instance texts and save it; all or nothing.

    Raises RecordError that names the first answer that the form refuses.
    """
    definition = workplace.library.definition(form_id)
    session = FormSession(definition, workplace.provider())
    refs = {column.name: column.ref for column in definition.columns()}
    unknown = [name for name in answers if name not in refs]
    if unknown:
        raise RecordError(
            _("The form {form} has no question called {name}.").format(form=definition.title, name=unknown[0]),
            _("Check the names of the columns."),
        )
    for name, text in answers.items():
        session.answer_text(refs[name], text)
    refuse_violations(session.finish())
    entry = Entry(session, submission or new_id(), participant, form_id, definition.version, ())
    return finish(workplace, snapshot(entry))


def refuse_violations(violations: Sequence[Violation]) -> None:
    """Raise RecordError for the first violation, with the form's own words."""
    if violations:
        first = violations[0]
        raise RecordError(_("An answer is missing or not possible: {name}.").format(name=first.ref.rsplit("/", 1)[-1]), first.message)


def save(workplace: Workplace, kept: EntrySnapshot, kind: str = "save") -> None:
    """Make a revision; the caller's transaction decides with what it stands or falls."""
    workplace.store.revisions.save(
        submission=kept.submission,
        participant=kept.participant,
        form_id=kept.form_id,
        form_version=kept.form_version,
        payload=kept.revision_xml.encode(),
        parents=kept.parents,
        author=workplace.account,
        language=kept.language,
        kind=kind,
    )


def _draft(workplace: Workplace, kept: EntrySnapshot) -> Draft:
    return Draft(
        submission=kept.submission,
        participant=kept.participant,
        form_id=kept.form_id,
        form_version=kept.form_version,
        parents=kept.parents,
        language=kept.language,
        author=workplace.account,
        xml=kept.draft_xml,
        place=kept.place,
    )
