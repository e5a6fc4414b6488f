"""All that happened with a participant along a line of days, the latest on top; what is shown of it can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nbnb_desktop.actions.story import HAPPENINGS
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Segment, Thing, button, chip, column, empty, px, row, text
from nbnb_desktop.ui.pages.entry_section import DropButton
from nbnb_desktop.ui.words import day_in_words, isolated, language_name, moment

SHOWN_LINES = 12
"""Lines shown at first; the rest on request."""

EVERYTHING, HAPPENED, FORMS = "everything", "happened", "forms"
CHOICES = ((EVERYTHING, N_("Everything")), (HAPPENED, N_("Activities and contacts")), (FORMS, N_("Forms")))


class Timeline(Card):
    """Signals: opened(line), looked_back(line) for its history, typed_again(line) for the second entry of its paper,
    thrown_away(line) for what is not finished;
    chosen(what is shown, one of ``CHOICES``).
    """

    opened = Signal(object)
    looked_back = Signal(object)
    typed_again = Signal(object)
    thrown_away = Signal(object)
    chosen = Signal(str)

    def __init__(self, lines: tuple[Any, ...], happenings: Any, shown: str, not_ours: Collection[str] = ()) -> None:
        """``lines`` are SubmissionLines, ``happenings`` a Happening by submission; ``not_ours`` are forms of the participant."""
        super().__init__(_("Filled in"))
        self._not_ours = not_ours
        self._happenings = happenings
        self._lines = self._in_time(lines)
        self._most = SHOWN_LINES
        self.buttons: dict[str, QPushButton] = {}
        choices = row(spacing=0)
        for name, words in CHOICES:
            self.buttons[name] = Segment(_(words), partial(self._on_choice, name))
            choices.addWidget(self.buttons[name])
        choices.addStretch(1)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        if lines:
            self.add(choices)
        self.add(self._inside)
        self.show_only(shown)

    def show_only(self, shown: str) -> None:
        """Show everything, what happened, or the forms."""
        self._shown = shown if shown in self.buttons else EVERYTHING
        self.buttons[self._shown].setChecked(True)
        empty(self._inside)
        lines = [line for line in self._lines if _is_of(line.form_id, self._shown)]
        for number, each in enumerate(lines[: self._most]):
            self._inside.addWidget(self._line(each, is_first=not number, is_last=number + 1 == min(len(lines), self._most)))
        if not lines:
            self._inside.addWidget(text(_("Nothing yet. What is filled in stands here, the latest on top."), "muted"))
        if left := max(0, len(lines) - self._most):
            more = ngettext("Show {count} more", "Show {count} more", left).format(count=left)
            self._inside.addLayout(row(button(more, self._show_all, kind="link"), None))

    def _on_choice(self, shown: str) -> None:
        self.show_only(shown)
        self.chosen.emit(shown)

    def _show_all(self) -> None:
        self._most = len(self._lines)
        self.show_only(self._shown)

    def _in_time(self, lines: tuple[Any, ...]) -> tuple[Any, ...]:
        """What is going on first, then by the day on which it happened, the latest on top."""

        def day(each: Any) -> tuple[bool, str, str]:
            return (each.draft, self._day(each), each.changed_at)

        return tuple(sorted(lines, key=day, reverse=True))

    def _day(self, each: Any) -> str:
        happened = self._happenings.get(each.id)
        return str(happened.on if happened else each.changed_at)[:10]

    def _line(self, each: Any, is_first: bool, is_last: bool) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(theme.MEDIUM))
        layout.addWidget(Thread(is_first, is_last, is_open=each.draft))
        layout.addLayout(self._words(each), 1)
        for thing in self._marks(each):
            layout.addWidget(thing)
        if each.draft and each.form_id not in self._not_ours:
            drop = DropButton(lambda: True, _("{action}: {form}").format(action=_("Remove"), form=each.title), self)
            drop.dropped.connect(partial(self.thrown_away.emit, each))
            layout.addWidget(drop)
        if each.saved:
            layout.addWidget(_named(_("History"), each.title, partial(self.looked_back.emit, each)))
        layout.addWidget(_named(_("Open"), each.title, partial(self.opened.emit, each)))
        if each.saved:
            layout.addWidget(self._more_of(each))
        return holder

    def _more_of(self, each: Any) -> QPushButton:
        """What is seldom done with a filled-in form."""
        more = button("", kind="quiet", icon="more")
        more.setAccessibleName(_("{action}: {form}").format(action=_("More"), form=each.title))
        menu = QMenu(more)
        menu.addAction(_("Second entry of the paper form"), partial(self.typed_again.emit, each))
        more.setMenu(menu)
        return more

    def _words(self, each: Any) -> QVBoxLayout:
        said = _("{when}, {who}").format(when=moment(each.changed_at), who=isolated(each.author))
        if each.language not in ("", "nl"):
            said = _("{said}, in {language}").format(said=said, language=language_name(each.language))
        happened = self._happenings.get(each.id)
        things: list[Thing] = [text(day_in_words(self._day(each)), "caption"), text(isolated(each.title), "strong")]
        if happened and happened.words:
            things.append(text(isolated(happened.words)))
        words = column(*things, text(said, "small"), spacing=0)
        words.setContentsMargins(0, px(8), 0, px(8))
        return words

    def _marks(self, each: Any) -> list[QWidget]:
        marks: list[QWidget] = []
        if each.draft:
            marks.append(chip(_("not finished"), "warning"))
        if each.conflicts:
            marks.append(chip(_("differs"), "danger"))
        return marks


class Thread(QWidget):
    """The line of the days with a dot for one of them; an open dot for what is not finished."""

    def __init__(self, is_first: bool, is_last: bool, is_open: bool) -> None:
        super().__init__()
        self._is_first, self._is_last, self._is_open = is_first, is_last, is_open
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(px(18), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot, high = self.width() / 2, float(px(20)), float(px(5))
        painter.setPen(QPen(colours.color("line"), px(2)))
        painter.drawLine(QPointF(middle, dot if self._is_first else 0), QPointF(middle, dot if self._is_last else self.height()))
        painter.setPen(QPen(colours.color("accent"), px(2)))
        painter.setBrush(colours.color("surface" if self._is_open else "accent"))
        painter.drawEllipse(QPointF(middle, dot), high, high)


def _named(words: str, title: str, clicked: Callable[[], object]) -> QPushButton:
    made = button(words, clicked, kind="quiet")
    made.setAccessibleName(_("{action}: {form}").format(action=words, form=title))
    return made


def _is_of(form_id: str, shown: str, happenings: Collection[str] = HAPPENINGS) -> bool:
    return shown == EVERYTHING or (form_id in happenings) == (shown == HAPPENED)
