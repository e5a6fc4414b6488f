"""The parts around the questions of a form: the sections at the side, the list of what is still to do, the choice of language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import keys, theme
from nbnb_desktop.ui.blocks import Segment
from nbnb_desktop.ui.pages.entry_outline import Progress
from nbnb_desktop.ui.row_button import RowButton


class SectionList(QFrame):
    """The sections at the side, each with its progress in words. Signals: chosen(number)."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "sidebar")
        px = theme.current().px
        self.setMinimumWidth(px(210))
        self.setMaximumWidth(px(270))
        self.buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        inside = theme.role(QWidget(), "plain")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(px(10), px(16), px(14), px(16))
        self._column.setSpacing(px(theme.TINY))
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def fill(self, titles: Sequence[str]) -> None:
        """Make the list anew."""
        for button in self.buttons:
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, title in enumerate(titles):
            button = _SectionButton(title, self)
            self._group.addButton(button)
            button.clicked.connect(partial(self.chosen.emit, number))
            self.buttons.append(button)
            self._column.insertWidget(number, button)

    def show_progress(self, number: int, told: Progress) -> None:
        button = self.buttons[number]
        assert isinstance(button, _SectionButton)
        button.tell(told)

    def mark(self, number: int) -> None:
        """Show which section is on the screen."""
        if number < len(self.buttons):
            self.buttons[number].setChecked(True)


class _SectionButton(RowButton):
    """A title with a line of progress below it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme.role(self, "nav")
        self.setCheckable(True)
        px = theme.current().px
        self._title = QLabel(title, self)
        self._title.setWordWrap(True)
        self._told = theme.role(QLabel(self), "small")
        self._mark = self.add(QLabel(self), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._title, self._told):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(label)
        self.line.setContentsMargins(px(12), px(8), px(10), px(8))
        self.line.setSpacing(px(10))
        self.line.addLayout(words, 1)

    def tell(self, told: Progress) -> None:
        icon, tone, words = progress_words(told)
        self._mark.setPixmap(theme.pixmap(icon, tone, theme.current().px(18), ratio=self.devicePixelRatioF()))
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self.setAccessibleName(". ".join(filter(None, (self._title.text(), words))))
        if not told.asked:
            theme.role(self._title, "muted")
        else:
            theme.role(self._title, "")


def progress_words(told: Progress) -> tuple[str, str, str]:
    """Icon, its colour, and the words for how far a section is; the shape differs as well as the colour."""
    if told.faults:
        return "warning", "danger", ngettext("{count} to look at", "{count} to look at", told.faults).format(count=told.faults)
    if not told.asked:
        return "circle", "muted", ""
    if told.answered == told.asked:
        return "done", "success", _("All answered")
    icon = "half" if told.answered else "circle"
    return (
        icon,
        "accent" if told.answered else "muted",
        _("{answered} of {asked} answered").format(answered=told.answered, asked=told.asked),
    )


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that keeps a form from being finished."""

    ref: str
    label: str
    message: str


class Summary(QFrame):
    """What is still to do, on top of the page and with the focus; each line leads to its question. Signals: chosen(ref)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        px = theme.current().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(theme.TINY))
        self.lines: list[QPushButton] = []
        self._heading = theme.role(QLabel(self), "heading")
        self._heading.setWordWrap(True)
        self._column.addWidget(self._heading)
        self.hide()

    def show_all(self, things: Sequence[ToDo]) -> None:
        """Show the list; hide it when there is nothing."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(thing) for thing in things]
        count = len(things)
        self._heading.setText(
            ngettext("There is {count} thing to look at", "There are {count} things to look at", count).format(count=count)
        )
        self.setAccessibleName(self._heading.text())
        self.setVisible(bool(things))

    def _line(self, thing: ToDo) -> QPushButton:
        button = theme.role(RowButton(self, least=theme.current().px(30)), "todo")
        words = " – ".join(filter(None, (thing.label, thing.message)))
        label = button.add(theme.role(QLabel(words, button), "todo"), 1)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        px = theme.current().px
        button.line.setContentsMargins(px(6), px(3), px(6), px(3))
        button.setAccessibleName(words)
        button.clicked.connect(partial(self.chosen.emit, thing.ref))
        self._column.addWidget(button)
        return button


class LanguageSwitch(QWidget):
    """One language, both beside each other, or the other one. Signals: chosen(mode), mode is ``one``, ``both`` or ``other``."""

    chosen = Signal(str)

    def __init__(self, own: str, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Language of the questions"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for mode, name in (("one", own), ("both", _("Both")), ("other", other)):
            button = Segment(name)
            button.clicked.connect(partial(self.chosen.emit, mode))
            group.addButton(button)
            line.addWidget(button)
            self.buttons[mode] = button

    def mark(self, mode: str) -> None:
        self.buttons[mode].setChecked(True)


class NewerVersion(QFrame):
    """Says that the form has a newer version and what of the answers would not fit. Signals: wanted(); the worker may also stay."""

    wanted = Signal()

    def __init__(self, lost: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """``lost`` has (question, answer, why it does not fit)."""
        super().__init__(parent)
        theme.role(self, "summary")
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(theme.SMALL))
        count = len(lost)
        words = _("All your answers fit it.")
        if count:
            words = ngettext("{count} answer does not fit it:", "{count} answers do not fit it:", count).format(count=count)
        column.addWidget(self._words(_("There is a newer version of this form.") + " " + words, "heading"))
        for question, answer, why in lost:
            column.addWidget(self._words(_("{question} – {answer} – {why}").format(question=question, answer=answer, why=why), "small"))
        line = QHBoxLayout()
        self.go_on = QPushButton(_("Go on in the newer version"), self)
        self.stay = theme.role(QPushButton(_("Stay in this version"), self), "quiet")
        self.go_on.clicked.connect(self.wanted)
        self.stay.clicked.connect(self.hide)
        line.addWidget(self.go_on)
        line.addWidget(self.stay)
        line.addStretch(1)
        column.addLayout(line)

    def _words(self, words: str, kind: str) -> QLabel:
        label = theme.role(QLabel(words, self), kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


class Head(QFrame):
    """The bar on top: close, title, whether everything is kept. Signals: closed() -- the person wants to go."""

    closed = Signal()

    def __init__(self, title: str, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "topbar")
        px = theme.current().px
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(px(16), px(8), px(16), px(8))
        self._line.setSpacing(px(theme.MEDIUM))
        close = theme.role(QPushButton(_("Close"), self), "quiet")
        close.setIcon(theme.icon("back", "accent", mirrored=self.isRightToLeft()))
        keys.hint(close, keys.FORM["close"], _("Your answers are kept; you can go on later"))
        close.clicked.connect(self.closed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(theme.role(QLabel(title, self), "heading"))
        if subject:
            words.addWidget(theme.role(QLabel(subject, self), "small"))
        self.said = theme.role(QLabel(_("Every answer is saved by itself"), self), "small")
        self.undo = theme.role(QPushButton(_("Undo"), self), "quiet")
        self.undo.setIcon(theme.icon("undo", "accent"))
        self.undo.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard it has its own key
        self.undo.setEnabled(False)
        keys.hint(self.undo, keys.FORM["undo"])
        self._line.addWidget(close)
        self._line.addLayout(words)
        self._line.addStretch(1)
        self._line.addWidget(self.said)
        self._line.addWidget(self.undo)

    def add_switch(self, own: str, other: str) -> LanguageSwitch:
        """Add the choice of language at the end of the bar."""
        switch = LanguageSwitch(own, other, self)
        self._line.addWidget(switch)
        return switch


class Foot(QFrame):
    """The buttons below the page. Signals: moved(step), -1 or 1; finished()."""

    moved = Signal(int)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "footbar")
        px = theme.current().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(24), px(10), px(24), px(10))
        line.setSpacing(px(theme.MEDIUM))
        self._previous = QPushButton(_("Previous part"), self)
        self._previous.setIcon(theme.icon("back", mirrored=self.isRightToLeft()))
        self._next = theme.role(QPushButton(_("Next part"), self), "primary")
        self._finish = QPushButton(_("Finish"), self)
        for button, name, words in (
            (self._previous, "previous", ""),
            (self._next, "next", ""),
            (self._finish, "finish", _("Check everything and save")),
        ):
            keys.hint(button, keys.FORM[name], words)
        self._previous.clicked.connect(lambda _checked=False: self.moved.emit(-1))
        self._next.clicked.connect(lambda _checked=False: self.moved.emit(1))
        self._finish.clicked.connect(self.finished)
        line.addWidget(self._previous)
        line.addStretch(1)
        line.addWidget(self._finish)
        line.addWidget(self._next)

    def show_place(self, number: int, count: int) -> None:
        """Section ``number`` (from 0) of ``count`` is shown: what can be done from here."""
        self._previous.setEnabled(number > 0)
        self._next.setVisible(number < count - 1)
        theme.role(self._finish, "primary" if number == count - 1 else "")
