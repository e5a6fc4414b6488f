"""The parts of the participant's screens: answers to check, languages to choose, the pad for the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nbnb_desktop.i18n import Language, Speaker, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import start_at
from nbnb_desktop.ui.row_button import RowButton
from nbnb_desktop.ui.sound import Line
from nbnb_desktop.ui.theme import Theme

ROWS = 6
"""Answers to check on one screen, so that nobody has to scroll."""
PARTS = 10
"""The same for parts of a long form, which are named in a few words."""

MakeEar = Callable[[Sequence[Line], QWidget], QWidget | None]
"""Makes a button to hear these lines; None where there is nothing to hear."""


def silent(_lines: Sequence[Line], _parent: QWidget) -> QWidget | None:
    """Where there is no sound."""
    return None


class Languages(QWidget):
    """The first page: languages by their own names in their own script. Signals: chosen(code)."""

    chosen = Signal(str)

    def __init__(
        self,
        languages: Sequence[Language],
        look: Theme,
        ear: Callable[[str, QWidget], QWidget | None] = lambda _code, _parent: None,
        parent: QWidget | None = None,
    ) -> None:
        """``ear(code, parent)`` makes a button to hear the name of a language in that language."""
        super().__init__(parent)
        self.setMaximumWidth(look.px(760))
        grid = QGridLayout(self)
        grid.setSpacing(look.px(theme.LARGE))
        picture = QLabel(self)
        picture.setPixmap(theme.pixmap("language", "accent", look.px(64), theme=look, ratio=self.devicePixelRatioF()))
        grid.addWidget(picture, 0, 0, 1, 2, Qt.AlignmentFlag.AlignHCenter)
        self.buttons: dict[str, QPushButton] = {}
        columns = 1 if len(languages) < 4 else 2
        names = [theme.role(QPushButton(language.own_name, self), "language") for language in languages]
        tallest = max((button.sizeHint().height() for button in names), default=0)
        for number, (language, button) in enumerate(zip(languages, names, strict=True)):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            button.setMinimumHeight(tallest)  # no script stands higher than another
            button.clicked.connect(partial(self.chosen.emit, language.code))
            self.buttons[language.code] = button
            grid.addLayout(_beside(button, ear(language.code, self)), 1 + number // columns, number % columns, 1, 1 if columns == 2 else 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the page to check: the question and its answer as the participant reads them."""

    ref: str
    question: str
    answer: str
    lines: tuple[Line, ...] = ()  # both as they are heard
    thing: str = ""  # what the question is about, where its hint says what is asked of it
    also: tuple[str, ...] = ()  # the questions that share this line and are asked again with it
    is_missing: bool = False
    opens: bool = False  # the line is no answer but leads to more of them


class Check(QWidget):
    """One page of ``most`` answers, each to be changed. Signals: wants(answer)."""

    wants = Signal(object)

    def __init__(
        self,
        answers: Sequence[Answer],
        look: Theme,
        rtl: bool,
        first: int = 0,
        ear: MakeEar = silent,
        most: int = ROWS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answers, self._look, self._rtl, self._most = answers, look, rtl, most
        self.first = max(0, first - first % most)
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        for answer in self.shown:
            self.buttons[answer.ref] = self._row(answer)
            column.addLayout(_beside(self.buttons[answer.ref], ear(answer.lines, self)))

    @property
    def shown(self) -> Sequence[Answer]:
        """The answers on this page."""
        return self._answers[self.first : self.first + self._most]

    @property
    def last_page(self) -> bool:
        return self.first + self._most >= len(self._answers)

    def _row(self, answer: Answer) -> QPushButton:
        row = _Row(answer, self._look, self._rtl, self)
        row.clicked.connect(partial(self.wants.emit, answer))
        return row


class _Row(RowButton):
    """A question with its answer; the whole line changes it."""

    def __init__(self, answer: Answer, look: Theme, rtl: bool, parent: QWidget) -> None:
        super().__init__(parent, least=look.px(46))
        theme.role(self, "row")
        said = _("{question}: {answer}") if answer.opens else _("{question} Your answer: {answer}. Change")
        self.setAccessibleName(said.format(question=answer.question, answer=answer.answer))
        self.line.setContentsMargins(look.px(16), look.px(5), look.px(12), look.px(5))
        self.line.setSpacing(look.px(theme.LARGE))
        kinds = ("strong", "") if answer.opens else ("", "strong")
        for text, kind, share in ((answer.question, kinds[0], 5), (answer.answer, kinds[1], 3)):
            label = self.add(theme.role(QLabel(text, self), kind), share)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            start_at(label, rtl)
            label.setAlignment((label.alignment() & ~Qt.AlignmentFlag.AlignTop) | Qt.AlignmentFlag.AlignVCenter)
        sign = self.add(QLabel(self))
        name = "chevron-right" if answer.opens else "warning" if answer.is_missing else "edit"
        tone = "warning" if answer.is_missing else "accent"
        mirrored = rtl and answer.opens
        sign.setPixmap(theme.pixmap(name, tone, look.px(24), theme=look, ratio=self.devicePixelRatioF(), mirrored=mirrored))


class PinPad(QFrame):
    """Digits for the worker, by touch, mouse or keyboard. Signals: entered(pin); gone_back().

    It speaks the worker's language while everything else still speaks the participant's.
    """

    entered = Signal(str)
    gone_back = Signal()
    LONGEST = 12

    def __init__(self, speak: Speaker, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say, self._look, self._pin, self._wait = speak, look, "", 0
        theme.role(self, "card")
        self.setStyleSheet(look.stylesheet())  # the worker's own size, whatever the participant chose
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._on_second)
        self._lay_out()

    def wrong(self, wait: int = 0) -> None:
        """The PIN was not right; the next try is possible after ``wait`` seconds."""
        self._clear()
        self._wait = wait
        self._tell()
        if wait:
            self._timer.start()
        self._enable(not wait)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and event.text().isascii():
            self._add(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._rub()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        px, say = self._look.px, self.say
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(12), px(32), px(12))
        column.setSpacing(px(theme.SMALL))
        title = theme.role(QLabel(say("For the worker"), self), "title")
        self.setAccessibleName(title.text())
        lead = theme.role(QLabel(say("Type your PIN to go back to your own screens."), self), "muted")
        self._dots = theme.role(QLabel(self), "display")
        self._dots.setAccessibleName(say("PIN"))
        self._said = theme.role(QLabel(self), "error")
        for label in (title, lead, self._dots, self._said):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        grid = QGridLayout()
        grid.setSpacing(px(theme.SMALL))
        self._keys: list[QPushButton] = []
        for place, digit in enumerate(("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "rub")):
            if digit:
                grid.addWidget(self._key(digit), place // 3, place % 3)
        grid_holder = QWidget(self)
        grid_holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a telephone's keys stand so everywhere
        grid_holder.setLayout(grid)
        column.addWidget(grid_holder)
        self._ok = theme.role(QPushButton(say("Open my screens"), self), "bigprimary")
        self._ok.clicked.connect(self._enter)
        back = theme.role(QPushButton(say("Back to the participant"), self), "quiet")
        back.clicked.connect(self.gone_back)
        column.addWidget(self._ok)
        column.addWidget(back)
        self._tell()
        self._enable(True)

    def _key(self, digit: str) -> QPushButton:
        button = theme.role(QPushButton("" if digit == "rub" else digit, self), "key")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setIconSize(QSize(self._look.px(28), self._look.px(28)))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the pad itself hears the keyboard
        if digit == "rub":
            button.setIcon(theme.icon("backspace", theme=self._look))
            button.setAccessibleName(self.say("Rub out"))
            button.clicked.connect(self._rub)
        else:
            button.clicked.connect(partial(self._add, digit))
        self._keys.append(button)
        return button

    def _add(self, digit: str, checked: bool = False) -> None:
        if not self._wait and len(self._pin) < self.LONGEST:
            self._pin += digit
            self._said.setText("")
            self._show()

    def _rub(self, checked: bool = False) -> None:
        self._pin = self._pin[:-1]
        self._show()

    def _clear(self) -> None:
        self._pin = ""
        self._show()

    def _enter(self, checked: bool = False) -> None:
        if self._pin and not self._wait:
            pin = self._pin
            self._enable(False)
            self.entered.emit(pin)

    def _show(self) -> None:
        self._dots.setText("●" * len(self._pin) or "\u2013 \u2013 \u2013 \u2013")
        self._ok.setEnabled(bool(self._pin) and not self._wait)

    def _tell(self) -> None:
        if self._wait:
            self._said.setText(self.say("Wait {seconds} seconds and try again.").format(seconds=self._wait))
        elif self.isVisible():
            self._said.setText(self.say("This PIN is not right."))
        self._show()

    def _enable(self, able: bool) -> None:
        for key in self._keys:
            key.setEnabled(able)
        self._ok.setEnabled(able and bool(self._pin))
        if able:
            self.setFocus()

    def _on_second(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._wait = 0
            self._timer.stop()
            self._said.setText("")
            self._enable(True)
        else:
            self._tell()


def _beside(widget: QWidget, ear: QWidget | None) -> QHBoxLayout:
    """What there is to press, and behind it the button to hear it."""
    line = QHBoxLayout()
    line.addWidget(widget, 1)
    if ear is not None:
        line.addWidget(ear)
    return line


def page_words(first: int, count: int, most: int = ROWS) -> str:
    """``Answers 1 to 6 of 44`` in the language of the moment."""
    last = min(first + most, count)
    return ngettext("{count} answer", "Answers {first} to {last} of {count}", count).format(first=first + 1, last=last, count=count)
