"""Second entry of a returned paper form: somebody types it over, and where the two differ a person looks at the paper and decides."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import second_entry
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Thing, button, column, empty, line, picture, reads_from_right, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.pages.entry_section import DropButton
from nbnb_desktop.ui.pages.two_answers import answer_card, answer_choice, side_by_side
from nbnb_desktop.ui.questions.base import QuestionWidget, Showing
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.words import exact_moment, isolated
from nbnb_desktop.xforms.session import AnswerError, FormSession


class Question(QWidget):
    """One difference: both answers with their choice, and the question itself to answer it anew from the paper.

    What is chosen is tried out on ``session``, which all questions share: a new answer is one that the form would take.
    """

    def __init__(self, difference: Any, session: FormSession) -> None:
        super().__init__()
        self.difference = difference
        self._session = session
        self.first = answer_choice(_("First entry"), difference.first)
        self.second = answer_choice(_("Second entry"), difference.second)
        self.anew = QRadioButton(_("Both are wrong: type what the paper says"))
        self._group = QButtonGroup(self)
        for choice in (self.first, self.second, self.anew):
            self._group.addButton(choice)
        for choice, words in zip((self.first, self.second), difference.texts, strict=True):
            choice.toggled.connect(partial(self._on_chosen, words))
        self.other: QuestionWidget | None = None
        sides = side_by_side(answer_card(self.first, difference.first), answer_card(self.second, difference.second))
        self._layout = column(text(isolated(difference.question), "strong"), sides, spacing=theme.SMALL)
        if self._is_there():
            self._layout.addWidget(self.anew)
            self.anew.toggled.connect(self._on_anew)
        self.setLayout(self._layout)

    @property
    def decision(self) -> str | None:
        """The chosen answer as instance text; None while nothing was chosen or what was typed does not fit."""
        if self.anew.isChecked():
            return None if self.other is None or self.other.fault else self._session.text(self.difference.ref)
        for choice, words in zip((self.first, self.second), self.difference.texts, strict=True):
            if choice.isChecked():
                return str(words)
        return None

    def _is_there(self) -> bool:
        """Whether the first entry has this place: of a row that only the second has, one answer cannot be typed anew."""
        try:
            return not self._session.state(self.difference.ref).readonly
        except KeyError:
            return False

    def _on_chosen(self, words: str, wanted: bool) -> None:
        if wanted:
            with suppress(AnswerError):  # another difference has to be decided first, and the form is asked again in the end
                self._session.answer_text(self.difference.ref, words)

    def _on_anew(self, wanted: bool) -> None:
        if self.other is None:
            self.other = widget_for(self._session.state(self.difference.ref), _showing())
            self.other.answered.connect(self._on_answered)
            self._layout.addWidget(self.other)
        self._show_other()
        if wanted:
            self.other.setFocus()

    def _show_other(self) -> None:
        """The question as the form has it now, also where another answer would leave it out."""
        assert self.other is not None
        self.other.render_state(self._session.state(self.difference.ref))
        self.other.setVisible(self.anew.isChecked())

    def _on_answered(self, ref: str, value: Any) -> None:
        assert self.other is not None
        try:
            self._session.answer(ref, value)
        except AnswerError as refusal:
            self.other.refuse(str(refusal))
            return
        self._show_other()


class SecondEntryPage(ScrollPage):
    """Three states: nothing typed over yet, begun, and both there."""

    name = "second_entry"
    measure = 980

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._place = Place(self.name)
        self.pair: Any = None
        self.questions: list[Question] = []

    def arrive(self, place: Place) -> None:
        if place.submission != self._place.submission:
            empty(self.column)
        self._place = place
        self.run(second_entry.pair, place.submission, then=self._on_pair, failed=self._on_closed)

    def type_over(self) -> None:
        """Type the paper over, from the beginning or where one was."""
        self.went.emit(Place("typing_over", participant=self._place.participant, submission=self._place.submission))

    def throw_away(self) -> None:
        """Forget the second entry."""
        self.run(second_entry.discard_second, self._place.submission, then=self._on_thrown_away)

    def decide(self) -> None:
        """Keep what was chosen for every difference; says so when one is still open."""
        chosen = {question.difference.ref: question.decision for question in self.questions}
        if None in chosen.values():
            self._say(_("Choose an answer to each question first."))
            return
        self.run(second_entry.decide, self._place.submission, chosen, then=self._on_decided, failed=self._on_refused)

    def _on_pair(self, found: Any) -> None:
        if found.submission != self._place.submission:
            return
        self.pair = found
        self.questions = []
        empty(self.column)
        self.column.addLayout(way_back(_("Back to the file"), self._on_back))
        self.head(_("Second entry of {form}").format(form=isolated(found.title)), isolated(found.participant_name))
        self._said = text("", "error")
        self._said.hide()
        self.column.addWidget(self._entries())
        if found.is_finished:
            self.column.addWidget(self._differences() if found.differences else self._no_difference())
        self.column.addStretch(1)

    def _entries(self) -> Card:
        """Who typed what when, and what can be done now."""
        found = self.pair
        card = Card()
        card.add(
            text(_("Somebody else types the paper over without looking at the first entry. So typing mistakes come to light."), "muted")
        )
        card.add(_typed(_("First entry"), found.first))
        if found.second is not None:
            self.away_button = DropButton(lambda: True, _("Throw the second entry away"), self)
            self.away_button.dropped.connect(self.throw_away)
            second = row(_typed(_("Second entry"), found.second), self.away_button)
            second.setStretch(0, 1)
            card.add(second)
        elif found.is_same_person:
            card.add(
                row(picture("info"), text(_("You typed the first one yourself. It is better when a colleague does the second."), "small"))
            )
        words = _("Begin the second entry") if found.second is None else _("Go on typing")
        self.type_button = button(words, self.type_over, kind="" if found.is_finished else "primary", icon="edit")
        return card.add(row(self.type_button, None))

    def _differences(self) -> Card:
        found = self.pair.differences
        card = Card(ngettext("{count} answer differs", "{count} answers differ", len(found)).format(count=len(found)))
        card.add(text(_("Look at the paper, and choose what it says."), "muted"))
        for number, difference in enumerate(found):
            if number:
                card.add(line())
            question = Question(difference, self.pair.session)
            self.questions.append(question)
            card.add(question)
        return card.add(self._said, row(None, self._keep_button()))

    def _no_difference(self) -> Card:
        same = row(picture("done", "success", 24), text(_("Both entries say the same."), "strong"), spacing=theme.MEDIUM)
        same.setStretch(1, 1)
        return Card().add(same, self._said, row(None, self._keep_button()))

    def _keep_button(self) -> QWidget:
        self.keep_button = button(_("Keep these answers"), self.decide, kind="primary")
        return self.keep_button

    def _on_decided(self, _nothing: object) -> None:
        self.told.emit(_("The form has been checked. Its history shows both the first entry and what was decided."))
        self._on_back()

    def _on_thrown_away(self, _nothing: object) -> None:
        self.run(second_entry.pair, self._place.submission, then=self._on_pair, failed=self._on_closed)

    def _on_refused(self, refusal: NbnbError) -> None:
        self._say(str(refusal))

    def _on_closed(self, refusal: NbnbError) -> None:
        empty(self.column)
        self.column.addLayout(way_back(_("Back to the file"), self._on_back))
        self.column.addWidget(text(str(refusal), "error"))
        self.column.addStretch(1)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._place.participant))


def _typed(which: str, typed: Any) -> Thing:
    said = _("{who}, {when}").format(who=isolated(typed.who), when=exact_moment(typed.when))
    return column(text(which, "strong"), text(said, "small"), spacing=0)


def _showing() -> Showing:
    return Showing(theme.current(), language=i18n.current(), rtl=reads_from_right())
