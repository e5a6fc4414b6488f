"""Answers to questions on the screen, given by the controls that a person uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from nbnb_desktop.rehearsal.hands import Hands, NotThere, reveal, settle
from nbnb_desktop.ui.pages.entry import EntryPage
from nbnb_desktop.ui.pages.handover import HandOverPage

Answers = Mapping[str, Any]
"""Instance text by the name of the question; a list of Answers by the name of a repeat."""


def fill_in_form(hands: Hands, answers: Answers) -> None:
    """Walk through the sections of a worker's form and answer what ``answers`` knows."""
    page = entry_page(hands)
    for number in range(10_000):
        if number >= len(page.sections):
            return
        page.open_section(number)
        settle()
        answer_section(page, answers)


def answer_section(page: EntryPage, answers: Answers) -> None:
    """Answer the questions of the section on the screen; answers can make more questions appear."""
    done: set[str] = set()
    add_rows(page, answers)
    while page.view is not None:
        waiting = [ref for ref in page.view.questions if ref not in done and page.session.state(ref).relevant]
        ref = next((ref for ref in waiting if wanted(answers, ref) is not None), None)
        if ref is None:
            return
        done.add(ref)
        if page.session.text(ref) != wanted(answers, ref):
            give(page.view.questions[ref], str(wanted(answers, ref)))


def hand_in_survey(hands: Hands, answers: Answers, met: Callable[[str], None] = lambda _name: None) -> int:
    """Answer question after question as a participant does, until the page that shows all answers; returns how many.

    ``met`` is told the name of each question before it is answered.
    """
    page = handover_page(hands)
    given = 0
    while page.question is not None:
        ref = page.place
        met(ref.rsplit("/", 1)[-1])
        if page.question.state.choices or page.question.state.kind == "input":
            text = wanted(answers, ref) or first_choice(page)
            if text:
                _give_to_page(page, text)
                given += 1
        QTest.mouseClick(page.next, Qt.MouseButton.LeftButton)
        settle()
        if page.place == ref and page.question is not None and page.question.state.ref == ref and page.question.fault:
            raise NotThere(f"{ref} does not go on: {page.question.fault}")
    return given


def _give_to_page(page: HandOverPage, text: str) -> None:
    """Choose value after value: a page that turns out too full is made anew in between."""
    settle()
    values = text.split() if hasattr(page.question, "options") else [text]
    for value in values:
        give(page.question, value)


def first_choice(page: HandOverPage) -> str:
    choices = page.question.state.choices if page.question is not None else ()
    return choices[0].value if choices else ""


def give(widget: Any, text: str) -> None:
    """Give one answer through whatever controls the question has."""
    reveal(widget)
    if hasattr(widget, "options"):
        for value in text.split():
            option = widget.options[value]
            if not option.isChecked():
                QTest.mouseClick(option, Qt.MouseButton.LeftButton)
                settle()
    elif hasattr(widget, "combo"):
        row = widget.model.find(text)
        widget.combo.setFocus()
        widget.combo.setCurrentIndex(row)
        widget.combo.activated.emit(row)
    elif hasattr(widget, "fields"):
        for key, part in zip(("year", "month", "day"), text.split("-"), strict=False):
            type_into(widget.fields[key], part)
    elif hasattr(widget, "list"):
        _check_in_list(widget, text.split())
    else:
        type_into(widget.edit, text)
    settle()


def type_into(field: QWidget, text: str) -> None:
    """Type in any script, in place of what stood there, and leave the field."""
    field.setFocus()
    if isinstance(field, QLineEdit | QPlainTextEdit):
        field.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QCoreApplication.sendEvent(field, typed)
    field.clearFocus()
    settle()


def _check_in_list(widget: Any, values: list[str]) -> None:
    for value in values:
        index = widget.found.mapFromSource(widget.model.index(widget.model.find(value)))
        widget.list.clicked.emit(index)
        settle()


def wanted(answers: Answers, ref: str) -> str | None:
    """The answer for ``/data/.../step[2]/.../step_what``: the one of row 2 of ``step``, if that is a repeat in ``answers``."""
    here: Answers = answers
    for part in ref.split("/")[2:]:
        name, __, position = part.partition("[")
        rows = here.get(name)
        if position and isinstance(rows, list):
            number = int(position.rstrip("]"))
            if number > len(rows):
                return None
            here = rows[number - 1]
    found = here.get(ref.rsplit("/", 1)[-1].partition("[")[0])
    return found if isinstance(found, str) else None


def add_rows(page: EntryPage, answers: Answers) -> None:
    """Press the adding button of each repeat on the screen until there are as many rows as answers."""
    for name, rows in answers.items():
        if not isinstance(rows, list):
            continue
        for __ in range(len(rows)):
            adders = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.objectName().endswith(f"/{name}")]
            repeat = adders[0].objectName().removeprefix("add ") if adders else ""
            if not adders or len(page.session.rows(repeat)) >= len(rows):
                break
            QTest.mouseClick(adders[0], Qt.MouseButton.LeftButton)
            settle()


def entry_page(hands: Hands) -> EntryPage:
    hands.wait(lambda: any(hands.visible(EntryPage)), "the form")
    return next(hands.visible(EntryPage))


def handover_page(hands: Hands) -> HandOverPage:
    hands.wait(lambda: isinstance(hands.window(), HandOverPage), "the hand-over")
    page = hands.window()
    assert isinstance(page, HandOverPage)
    return page
