"""Beginning a form with what is known already: the worker looks at it, completes it and finishes it like any other."""

from __future__ import annotations

from collections.abc import Mapping

from nbnb_desktop.actions.entry import Entry, save_draft, snapshot, speak
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.records import new_id
from nbnb_desktop.xforms.session import AnswerError, FormSession


def start(workplace: Workplace, form_id: str, participant: str, answers: Mapping[str, str], language: str | None = None) -> str:
    """A new draft of ``form_id`` with these answers (column name -> instance text); returns its submission, for ``entry.reopen``.

    An answer that the form does not take is left open: the person fills in what is missing anyway.
    """
    definition = workplace.library.definition(form_id)
    session = FormSession(definition, workplace.provider())
    speak(session, language)
    refs = {column.name: column.ref for column in definition.columns()}
    for name, text in answers.items():
        if text and name in refs:
            answer(session, refs[name], text)
    entry = Entry(session, new_id(), participant, form_id, definition.version, ())
    save_draft(workplace, snapshot(entry))
    return entry.submission


def answer(session: FormSession, ref: str, text: str) -> None:
    """Give an answer that the form may refuse; then the question stays open."""
    try:
        session.answer_text(ref, text)
    except AnswerError:
        return
