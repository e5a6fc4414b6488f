"""The conflict desk: where two laptops answered differently, a person sees both and decides."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from nbnb_desktop.actions import conflicts, entry
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, button, column, empty, line, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.two_answers import answer_card, answer_choice, side_by_side
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.ui.words import exact_moment, isolated
from nbnb_desktop.xforms.session import FormSession, QuestionState

TYPED = ("string", "int", "decimal")
"""Data types whose answer a person can type here; the rest is changed in the form itself."""


class Question(QWidget):
    """One answer that differs: the question in words, both answers with who and when, and the choice.

    ``state`` is the question as the form has it now, or None where the form has no such place any more.
    """

    def __init__(self, conflict: Any, state: QuestionState | None = None) -> None:
        super().__init__()
        self.conflict = conflict
        self.mine = answer_choice(_("This laptop"), conflict.mine.shown)
        self.theirs = answer_choice(isolated(conflict.theirs.device), conflict.theirs.shown)
        self.anew = QRadioButton(_("Something else:"))
        self.other = _other_answer(state)
        group = QButtonGroup(self)
        for choice in (self.mine, self.theirs, self.anew):
            group.addButton(choice)
        sides = side_by_side(_side(self.mine, conflict.mine), _side(self.theirs, conflict.theirs))
        layout = column(text(isolated(conflict.question), "strong"), sides, spacing=theme.SMALL)
        if self.other is None:
            self.anew.hide()
        else:
            layout.addLayout(self._other_line(self.other))
        self.setLayout(layout)

    @property
    def decision(self) -> str | None:
        """The chosen answer as instance text; None while nothing was chosen."""
        if self.anew.isChecked() and self.other is not None:
            return _said(self.other)
        for choice, side in ((self.mine, self.conflict.mine), (self.theirs, self.conflict.theirs)):
            if choice.isChecked():
                return str(side.text)
        return None

    def _other_line(self, other: QLineEdit | QComboBox) -> QHBoxLayout:
        other.setAccessibleName(_("Another answer to: {question}").format(question=self.conflict.question))
        if isinstance(other, QComboBox):
            other.activated.connect(self._on_other)
        else:
            other.textEdited.connect(self._on_other)
        line_ = row(self.anew, other, spacing=theme.MEDIUM)
        line_.setStretch(1, 1)
        return line_

    def _on_other(self) -> None:
        self.anew.setChecked(True)


class ConflictsPage(ScrollPage):
    """One card per form; all differences of a form are decided at once."""

    name = "conflicts"

    waiting = Signal(int)
    """How many differences wait for a decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._participant = ""
        self.questions: dict[str, list[Question]] = {}

    def arrive(self, place: Place) -> None:
        self._participant = place.participant
        self.run(_open_questions, place.participant, then=self._on_conflicts)

    def decide(self, submission: str) -> None:
        """Keep what was chosen for every question of ``submission``; says so when one is still open."""
        chosen = {question.conflict.ref: question.decision for question in self.questions[submission]}
        if None in chosen.values():
            self._missing[submission].show()
            return
        self.run(conflicts.decide, submission, chosen, then=self._on_decided, failed=Reply(self._on_refused, submission))

    def _on_conflicts(self, found: tuple[tuple[Any, QuestionState | None], ...]) -> None:
        empty(self.column)
        if not self._participant:
            self.waiting.emit(len(found))
        self.questions = {}
        self._missing: dict[str, Any] = {}
        lead = _("Two laptops changed the same answer. Both are kept until you decide.")
        self.head(_("Differences"), lead if found else "")
        if self._participant:
            self.column.insertLayout(0, way_back(_("Back to the file"), self._on_back))
        if not found:
            words = _("When you take in a file in which a colleague changed the same answer as you, both stand here, side by side.")
            self.column.addStretch(1)
            self.column.addWidget(Empty("done", _("No differences to decide"), words))
        for submission, group in groupby(sorted(found, key=_by_submission), key=lambda each: str(each[0].submission)):
            self.column.addWidget(self._submission(submission, tuple(group)))
        self.column.addStretch(2)
        first = next((question for group in self.questions.values() for question in group), None)
        if first is not None:
            first.mine.setFocus(Qt.FocusReason.OtherFocusReason)  # it is not chosen by that

    def _submission(self, submission: str, found: tuple[tuple[Any, QuestionState | None], ...]) -> Card:
        first, __ = found[0]
        card = Card(_("{form} of {name}").format(form=isolated(first.form_title), name=isolated(first.participant_name)))
        count = ngettext("{count} answer differs", "{count} answers differ", len(found)).format(count=len(found))
        card.add(text(count, "small"))
        self.questions[submission] = []
        for number, (conflict, state) in enumerate(found):
            if number:
                card.add(line())
            question = Question(conflict, state)
            self.questions[submission].append(question)
            card.add(question)
        missing = text(_("Choose an answer to each question first."), "error")
        missing.hide()
        self._missing[submission] = missing
        decide = button(_("Keep these answers"), partial(self.decide, submission), kind="primary")
        return card.add(missing, row(None, decide))

    def _on_refused(self, submission: str, refusal: Exception) -> None:
        self._missing[submission].setText(str(refusal))
        self._missing[submission].show()

    def _on_decided(self, _nothing: object) -> None:
        self.told.emit(_("Your decision has been kept. It goes along with the next file."))
        self.run(_open_questions, self._participant, then=self._on_conflicts)

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._participant))


def _open_questions(workplace: Any, participant: str) -> tuple[tuple[Any, QuestionState | None], ...]:
    """Every difference with its question as the form has it now."""
    found = conflicts.open_conflicts(workplace, participant)
    sessions = {each.submission: entry.reopen(workplace, each.submission).session for each in found}
    return tuple((each, _state(sessions[each.submission], each.ref)) for each in found)


def _state(session: FormSession, ref: str) -> QuestionState | None:
    try:
        return session.state(ref)
    except KeyError:  # a row that one of the two took away
        return None


def _other_answer(state: QuestionState | None) -> QLineEdit | QComboBox | None:
    """Where another answer is given: a list for a choice, a line for words and numbers, nothing for the rest."""
    if state is not None and state.kind == "select_one":
        choices = QComboBox()
        choices.addItem("", "")
        for choice in state.choices:
            choices.addItem(as_plain(choice.label), choice.value)
        return choices
    return QLineEdit() if state is not None and state.kind == "input" and state.data_type in TYPED else None


def _said(other: QLineEdit | QComboBox) -> str:
    return str(other.currentData()) if isinstance(other, QComboBox) else other.text().strip()


def _by_submission(found: tuple[Any, QuestionState | None]) -> tuple[str, str, str]:
    conflict, __ = found
    return conflict.participant_name, conflict.submission, conflict.ref


def _side(choice: QRadioButton, side: Any) -> Card:
    return answer_card(choice, side.shown, _("{who}, {when}").format(who=isolated(side.author), when=exact_moment(side.when)))
