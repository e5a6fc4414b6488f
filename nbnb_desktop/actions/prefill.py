"""Beginning a form with what is known already: the worker looks at it, completes it and finishes it like any other."""

from __future__ import annotations

from collections.abc import Mapping

from nbnb_desktop.actions.entry import Entry, reopen, save_draft, snapshot, speak
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.records import new_id
from nbnb_desktop.xforms.session import AnswerError, FormSession


def start(workplace: Workplace, form_id: str, participant: str, answers: Mapping[str, str], language: str | None = None) -> str:
    """A draft of ``form_id`` with these answers (column name -> instance text); returns its submission, for ``entry.reopen``.

    An answer that the form does not take is left open: the person fills in what is missing anyway. A draft that was begun before
    and still says the same is gone on with.
    """
    definition = workplace.library.definition(form_id)
    session = FormSession(definition, workplace.provider())
    speak(session, language)
    for name, text in answers.items():
        if text and (ref := _ref(session, name)):
            answer(session, ref, text)
    begun = _begun(workplace, session, form_id, participant, answers)
    if begun:
        return begun
    entry = Entry(session, new_id(), participant, form_id, definition.version, ())
    save_draft(workplace, snapshot(entry))
    return entry.submission


def _begun(workplace: Workplace, wanted: FormSession, form_id: str, participant: str, answers: Mapping[str, str]) -> str:
    """The draft in which all of ``answers`` stand as in ``wanted``; "" when there is none."""
    for draft in workplace.store.drafts.of(participant):
        if draft.form_id == form_id:
            there = reopen(workplace, draft.submission).session
            if all(_said(there, name) == _said(wanted, name) for name in answers):
                return draft.submission
    return ""


def _said(session: FormSession, name: str) -> str:
    ref = _ref(session, name)
    return session.text(ref) if ref else ""


def _ref(session: FormSession, name: str) -> str:
    return next((column.ref for column in session.definition.columns() if column.name == name), "")


def answer(session: FormSession, ref: str, text: str) -> None:
    """Give an answer that the form may refuse; then the question stays open."""
    try:
        session.answer_text(ref, text)
    except AnswerError:
        return
