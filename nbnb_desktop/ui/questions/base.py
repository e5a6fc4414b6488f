"""What every question widget is: told one state, says one thing.

A widget gets a ``QuestionState`` (and, beside it, the same question in a second language) through
``render_state`` and says ``answered(ref, value)``. What it cannot read it keeps on the screen, says
why at the field, and answers None for it; ``reading_fault`` tells the page, so that nothing that
was typed is ever dropped unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nbnb_desktop.actions.sound import said
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.answers import in_words
from nbnb_desktop.ui.questions.pictograms import Sign
from nbnb_desktop.ui.questions.rich import as_html, as_plain
from nbnb_desktop.ui.sound import Ear, Line, Voice
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms.session import QuestionState

SIGN, BIG_SIGN = 44, 96
"""Pixels at 100% of the drawing beside a question."""
EAR = 48
"""Pixels at 100% of a button to hear something."""

FIRST, LAST = "\u2068", "\u2069"
"""Isolates around a code, name or number, so that a line in the other direction does not reorder it."""


class Files(Protocol):
    """Where the files of an answer go and come from; the shell hands one in that keeps them encrypted."""

    def keep(self, name: str, content: bytes) -> str:
        """Keep a file; returns the name that the answer gets (unique within the submission)."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a kept file, or None where it is missing on this laptop."""


@dataclass
class MemoryFiles:
    """Files of one sitting in memory; for forms that are tried out and for tests."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def keep(self, name: str, content: bytes) -> str:
        stem, dot, ending = name.rpartition(".")
        number, free = 1, name
        while self.kept.get(free, content) != content:
            number, free = number + 1, f"{stem or ending}-{number + 1}{dot}{ending if stem else ''}"
        self.kept[free] = content
        return free

    def read(self, name: str) -> bytes | None:
        return self.kept.get(name)


def no_media(name: str) -> bytes | None:
    """The media of a form that has none."""
    return None


@dataclass(frozen=True, slots=True)
class Showing:
    """How questions are shown: theme, for whom (``big``: the participant), in which language, files and media."""

    theme: Theme = field(default_factory=theme.current)
    big: bool = False
    language: str = "nl"
    rtl: bool = False
    second_rtl: bool = False
    other: str = ""  # own name of the language that a single question can be shown in too
    media: Callable[[str], bytes | None] = no_media
    files: Files = field(default_factory=MemoryFiles)
    voice: Voice | None = None


class QuestionWidget(QFrame):
    """Signals: answered(ref, value) -- the person changed the answer; None is no answer.

    faulted(ref, message) -- what is typed cannot be read ("" when it can again).
    asked_language(ref) -- the person wants this one question in the other language too.
    heard(ref) -- the person pressed a button to hear the question or one of its answers.
    """

    answered = Signal(str, object)
    faulted = Signal(str, str)
    asked_language = Signal(str)
    heard = Signal(str)

    def __init__(self, state: QuestionState, showing: Showing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref = state.ref
        self.state = state
        self.second: QuestionState | None = None
        self.showing = showing
        self.reading_fault = ""
        self.insist = False
        self._typing = False
        self._refusal = ""
        self._lay_out()
        self.build()
        self.follow_focus()

    # What a kind of question writes itself

    def build(self) -> None:
        """Make the control and put it in ``self.body``."""

    def show_value(self, value: object | None) -> None:
        """Put ``value`` in the control; must leave a field alone that holds it already."""

    def focus_widget(self) -> QWidget | None:
        """The part of the control that gets the focus first."""
        return None

    def show_choices(self, state: QuestionState, second: QuestionState | None) -> None:
        """For the kinds with choices: (re)build them where they changed."""

    @property
    def is_wide(self) -> bool:
        """Whether it needs more than the width of a line that reads well."""
        return False

    def lines(self) -> list[Line]:
        """What there is to hear: the question with its hint; a kind with choices adds them."""
        return [question_line(self.state, self.showing)]

    def given(self) -> list[Line]:
        """The answer as it can be heard; nothing where a button beside each answer says it already."""
        return answer_lines(self.state, self.showing)

    def set_writable(self, writable: bool) -> None:
        """Whether the answer may be changed."""
        for child in self.controls():
            child.setEnabled(writable)

    def controls(self) -> list[QWidget]:
        """The parts that carry the label's name and can be switched off."""
        widget = self.focus_widget()
        return [widget] if widget is not None else []

    # What the page calls

    def render_state(self, state: QuestionState, second: QuestionState | None = None) -> None:
        """Show ``state``; ``second`` is the same question in the other language."""
        self.state, self.second = state, second
        self.setVisible(state.relevant)
        self._show_words()
        self.show_choices(state, second)
        self.show_value(state.value)
        self.set_writable(not state.readonly)
        self._show_fault()
        self._show_given()
        self._name_controls()

    def refuse(self, message: str) -> None:
        """Show why the engine refused the answer that was just given."""
        self._refusal = message
        self._show_fault()

    def insist_on(self, insist: bool) -> None:
        """After an attempt to finish: say also that a required answer is missing."""
        self.insist = insist
        self._show_fault()

    @property
    def fault(self) -> str:
        """The words at the field now, "" when there is nothing wrong."""
        return self.reading_fault or self._refusal or self._violation_words()

    # What the kinds use

    def follow_focus(self) -> None:
        """The focus of the question is that of its control."""
        self.setFocusProxy(self.focus_widget())  # type: ignore[arg-type]  # None takes the proxy away

    def say(self, value: object | None) -> None:
        """The person changed the answer."""
        self._refusal = ""
        self.set_reading_fault("")
        self.answered.emit(self.ref, value)

    def say_unreadable(self, message: str) -> None:
        """What is typed is no answer; the reason is shown at the field, and the answer is empty."""
        self.set_reading_fault(message)
        self.answered.emit(self.ref, None)

    def set_reading_fault(self, message: str) -> None:
        if message != self.reading_fault:
            self.reading_fault = message
            self.faulted.emit(self.ref, message)
        self._show_fault()

    def typing(self, busy: bool) -> None:
        """While a person types, no fault is shown at the field; after it, all is."""
        self._typing = busy
        self._show_fault()
        self._show_given()

    def px(self, size: float) -> int:
        return self.showing.theme.px(size)

    def add_narrow(self, widget: QWidget) -> None:
        """Put a control with a greatest width in the body, at the side where reading starts.

        By itself it would go by its own direction, and fields for numbers run left to right in every language.
        """
        row = QHBoxLayout()
        row.addWidget(widget, 1000)
        row.addStretch(1)
        self.body.addLayout(row)

    def line(self, words: str, media: Mapping[str, str]) -> Line:
        """Words to be heard; a form's own recording of them goes first."""
        return line_of(words, media, self.showing)

    def ear(self, line: Line, parent: QWidget) -> Ear | None:
        """A button to hear ``line``; None where there is nothing to hear."""
        return self._ear([line], parent)

    def _ear(self, lines: Sequence[Line], parent: QWidget) -> Ear | None:
        voice = self.showing.voice
        made = voice.ear(lines, self.px(EAR), self.showing.theme, parent) if voice is not None else None
        if made is not None:
            made.clicked.connect(partial(self.heard.emit, self.ref))
        return made

    def _swap_ear(self, place: QHBoxLayout, lines: Sequence[Line]) -> None:
        """Put the button for words that change at the end of ``place``, or take it away."""
        last = place.itemAt(place.count() - 1)
        old = last.widget() if last is not None else None
        if isinstance(old, Ear):
            if old.lines == tuple(lines):
                return
            place.removeWidget(old)
            old.hide()
            old.deleteLater()
        ear = self._ear(lines, self) if lines else None
        if ear is not None:
            place.addWidget(ear, 0, Qt.AlignmentFlag.AlignTop)
            ear.show()

    def label(self, kind: str = "", text: str = "") -> QLabel:
        """A wrapping label with a role of the theme."""
        made = QLabel(text, self)
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        start_at(made, self.showing.rtl)
        return theme.role(made, kind) if kind else made

    def small_button(self, text: str, icon: str = "", kind: str = "quiet") -> QPushButton:
        button = theme.role(QPushButton(text, self), kind)
        if icon:
            button.setIcon(theme.icon(icon, "accent" if kind == "quiet" else "text", theme=self.showing.theme))
        return button

    # Inside

    def _lay_out(self) -> None:
        big = self.showing.big
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = self.label("question" if big else "ask")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._second = self.label("second")
        self._second.setTextFormat(Qt.TextFormat.RichText)
        self._hint = self.label("lead" if big else "muted")
        self._hint.setTextFormat(Qt.TextFormat.RichText)
        self._second_hint = self.label("muted")
        self._second_hint.setTextFormat(Qt.TextFormat.RichText)
        self._picture = QLabel(self)
        self._guidance: QLabel | None = None
        self._why: QPushButton | None = None
        self._fault = self.label("error")
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        self._fault_row, self._given_row = QHBoxLayout(), QHBoxLayout()
        self._fault_row.addWidget(self._fault, 1)
        self._given_row.addStretch(1)
        self.words = QHBoxLayout()
        self.words.setSpacing(self.px(theme.XLARGE))
        self.sign = Sign(self.state, self.px(BIG_SIGN if big else SIGN), self.showing.theme, self)
        self.words.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self.words.addLayout(_column(self._label, self._hint, gap=self.px(theme.TINY)), 1)
        self._beside = _column(self._second, self._second_hint, gap=self.px(theme.TINY))
        self.words.addLayout(self._beside, 0)
        ear = self.ear(self.lines()[0], self)
        if ear is not None:
            self.words.addWidget(ear, 0, Qt.AlignmentFlag.AlignTop)
        if self.showing.other:
            self._add_language_button()
        self.body = QVBoxLayout()
        self.body.setSpacing(self.px(theme.SMALL))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(self.px(theme.MEDIUM), self.px(theme.TINY), self.px(theme.MEDIUM), self.px(theme.TINY))
        self.column.setSpacing(self.px(theme.MEDIUM if big else theme.SMALL))
        self.column.addLayout(self.words)
        self.column.addWidget(self._picture)
        self.column.addLayout(self._fault_row)
        self._place_body()
        self.column.addLayout(self._given_row)
        for empty in (self._second, self._hint, self._second_hint, self._picture, self._fault):
            empty.hide()

    def _add_language_button(self) -> None:
        button = theme.role(QPushButton(self.showing.other, self), "minilink")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard it is F8, so that Tab goes from answer to answer
        button.setToolTip(_("Show this question in the other language too (F8)"))
        button.clicked.connect(self._on_language_asked)
        self.words.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _on_language_asked(self) -> None:
        self.asked_language.emit(self.ref)

    def _place_body(self) -> None:
        """Below the words; beside them in a table of questions, so that the answers stand in columns."""
        if big_or_not_a_row(self.showing.big, self.state.appearance):
            self.column.addLayout(self.body)
            return
        line = QHBoxLayout()
        line.setSpacing(self.px(theme.LARGE))
        self.column.removeItem(self.words)
        line.addLayout(self.words, 2)
        line.addLayout(self.body, 3)
        self.column.insertLayout(0, line)

    def _show_words(self) -> None:
        state, second = self.state, self.second
        optional = "" if state.required or state.readonly or self.showing.big else self.optional_words()
        _put(self._label, as_html(state.label) + (f" <span style='font-weight:400'>{optional}</span>" if optional else ""))
        _put(self._hint, as_html(state.hint or ""))
        _put(self._second, as_html(second.label) if second else "")
        _put(self._second_hint, as_html(second.hint or "") if second else "")
        self.words.setStretchFactor(self._beside, 1 if second else 0)
        direction = Qt.LayoutDirection.RightToLeft if self.showing.second_rtl else Qt.LayoutDirection.LeftToRight
        for words in (self._second, self._second_hint):
            words.setLayoutDirection(direction)
            start_at(words, self.showing.second_rtl)
        self._show_guidance(state.guidance or "")
        self._show_picture()

    def optional_words(self) -> str:
        """What stands after the label of a question that may be left open."""
        return _("(optional)")

    def _show_guidance(self, text: str) -> None:
        if not text:
            return
        if self._guidance is None or self._why is None:
            self._why = theme.role(QPushButton(_("More about this question"), self), "link")
            self._guidance = self.label("muted")
            self._guidance.setTextFormat(Qt.TextFormat.RichText)
            self._guidance.hide()
            self._why.clicked.connect(self._on_why_clicked)
            self.column.insertWidget(1, self._why, 0, Qt.AlignmentFlag.AlignLeading)
            self.column.insertWidget(2, self._guidance)
        self._guidance.setText(as_html(text))

    def _on_why_clicked(self) -> None:
        assert self._guidance is not None
        self._guidance.setVisible(self._guidance.isHidden())

    def _show_picture(self) -> None:
        name = dict(self.state.media or {}).get("image", "")
        picture = picture_of(self.showing.media(name), self.px(480), self.px(240)) if name else None
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(picture)
            self._picture.setAccessibleName(as_plain(self.state.label))

    def _violation_words(self) -> str:
        violation = self.state.violation
        if violation is None or self._typing or (violation.kind == "required" and not self.insist):
            return ""
        return violation.message or (_("Give an answer here.") if violation.kind == "required" else _("This answer is not possible here."))

    def _show_fault(self) -> None:
        words = "" if self._typing else self.fault
        _put(self._fault, words)
        self._swap_ear(self._fault_row, [(said(words), None)] if words else [])
        side = "end" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "start"
        theme.role(self, f"{'wrong' if words else 'well'}-{side}")
        for control in self.controls():
            theme.state(control, "invalid", bool(words))
        self._name_controls()

    def _show_given(self) -> None:
        """Who cannot read what was typed or set can hear it."""
        self._swap_ear(self._given_row, [] if self._typing or self.fault or self.showing.voice is None else self.given())

    def _name_controls(self) -> None:
        name = as_plain(self.state.label) or self.state.ref.rsplit("/", 1)[-1]
        self.setAccessibleName(name)  # the group that its answers stand in
        described = " ".join(part for part in (self._fault.text(), as_plain(self.state.hint or "")) if part)
        for control in self.controls():
            if control.accessibleName() != name:
                control.setAccessibleName(name)
            if control.accessibleDescription() != described:
                control.setAccessibleDescription(described)


def line_of(words: str, media: Mapping[str, str], showing: Showing) -> Line:
    """Words to be heard, with the form's own recording of them where it brings one."""
    name = dict(media).get("audio", "")
    return words, showing.media(name) if name else None


def question_line(state: QuestionState, showing: Showing) -> Line:
    """A question and its hint, which are read in as one text."""
    return line_of(said(state.label, state.hint or ""), state.media or {}, showing)


def answer_lines(state: QuestionState, showing: Showing) -> list[Line]:
    """What was answered: each chosen answer as it is read in, anything else in words."""
    values = state.value if isinstance(state.value, tuple | list) else (state.value,)
    if state.choices:
        chosen = {choice.value: choice for choice in state.choices}
        found = [chosen[str(value)] for value in values if value in chosen]
        return [line_of(said(choice.label), choice.media or {}, showing) for choice in found]
    words = said(in_words(state, showing.language)) if state.kind != "upload" else ""
    return [(words, None)] if words else []


def start_at(label: QLabel, rtl: bool) -> None:
    """Words begin at the side where their language does, also when their first letter is of the other direction."""
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)


def big_or_not_a_row(big: bool, appearance: tuple[str, ...]) -> bool:
    return big or not {"label", "list-nolabel"} & set(appearance)


def picture_of(content: bytes | None, width: int, height: int) -> QPixmap | None:
    """An image file no larger than ``width`` x ``height``, or None where it is none."""
    image = QImage.fromData(content) if content else QImage()
    if image.isNull():
        return None
    if image.width() > width or image.height() > height:
        image = image.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(image)


def _column(*widgets: QWidget, gap: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column


def _put(label: QLabel, text: str) -> None:
    """Set the text where it changed, and hide a label that says nothing."""
    if label.text() != text:
        label.setText(text)
    if label.isHidden() == bool(text):
        label.setVisible(bool(text))
