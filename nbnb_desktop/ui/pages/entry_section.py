"""One page of a form: its questions in cards, groups with their titles, repeats as cards to add and remove."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Segment
from nbnb_desktop.ui.pages.entry_outline import SILENT, Section, leaves
from nbnb_desktop.ui.pages.entry_rows import RowTable
from nbnb_desktop.ui.questions.base import QuestionWidget, Showing, start_at
from nbnb_desktop.ui.questions.rich import as_html, as_plain
from nbnb_desktop.ui.questions.table import key_of, widget_for
from nbnb_desktop.xforms.session import FormSession, QuestionState

Second = Callable[[str], QuestionState | None]


def state_of(session: FormSession, ref: str, insist: bool) -> QuestionState:
    """The state to show; after an attempt to finish, a missing answer is a fault at the field too."""
    state = session.state(ref)
    return replace(state, violation=session.violation(ref)) if insist and state.required and state.violation is None else state


@dataclass(slots=True)
class Rows:
    """Where the rows of a repeat stand, what is said when there are none, the choice to see them as a table, and how many are shown."""

    column: QVBoxLayout
    nothing: QLabel
    choice: QWidget
    count: int = 0


class SectionView(QWidget):
    """Signals: answered(ref, value), faulted(ref, message), asked_language(ref) of every question in it;
    wants_row(repeat ref), drops_row(row ref) -- the person adds or removes a row; wants_table(repeat ref), wants_cards(repeat ref),
    opens_row(row ref) -- how the rows are looked at.
    """

    answered = Signal(str, object)
    faulted = Signal(str, str)
    asked_language = Signal(str)
    wants_row = Signal(str)
    drops_row = Signal(str)
    wants_table = Signal(str)
    wants_cards = Signal(str)
    opens_row = Signal(str)

    def __init__(
        self,
        session: FormSession,
        section: Section,
        showing: Showing,
        second: Second,
        parent: QWidget | None = None,
        tables: Collection[str] = (),
    ) -> None:
        """``tables`` are the repeats whose rows are shown as a table."""
        super().__init__(parent)
        self._tables = tables
        self.questions: dict[str, QuestionWidget] = {}
        self._holders: dict[str, list[QWidget]] = {}
        self._repeats: dict[str, Rows] = {}
        self._session, self._showing, self._second, self._insist = session, showing, second, False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(showing.theme.px(theme.LARGE))
        self._add_all(section.refs, self._column, section.head)

    def refresh(self, refs: Iterable[str]) -> None:
        """Redraw what is shown of ``refs``, from the session."""
        for ref in refs:
            widget = self.questions.get(ref)
            if widget is not None:
                widget.render_state(state_of(self._session, ref, self._insist), self._second(ref))
            for holder in self._holders.get(ref, ()):
                holder.setVisible(self._session.state(ref).relevant)

    def insist(self, insist: bool) -> None:
        """Say at the fields what is missing, or not yet."""
        self._insist = insist
        for widget in self.questions.values():
            widget.insist_on(insist)
        self.refresh(ref for ref, widget in self.questions.items() if widget.state.required)

    def first(self) -> QuestionWidget | None:
        """The first question that can be answered."""
        return next(
            (w for w in self.questions.values() if w.focus_widget() is not None and w.state.relevant and not w.state.readonly), None
        )

    def shows(self, repeat: str) -> bool:
        """Whether a repeat is on this page."""
        return repeat in self._repeats

    def grow(self, repeat: str) -> list[QuestionWidget]:
        """Show the rows that were added to ``repeat``, without making anew what is there; the questions in them."""
        known = set(self.questions)
        shown = self._repeats[repeat]
        state = self._session.state(repeat)
        for number, row in enumerate(self._session.rows(repeat)[shown.count :], shown.count + 1):
            self._add_row(row, state, number, shown.column)
        shown.count = len(self._session.rows(repeat))
        shown.nothing.setVisible(not shown.count)
        shown.choice.setVisible(shown.count > 1)
        return [widget for ref, widget in self.questions.items() if ref not in known]

    # Building

    def _add_all(self, refs: Iterable[str], column: QVBoxLayout, head: str, framed: bool = True) -> None:
        """Loose questions share a card; a group or a row has its own."""
        card: QVBoxLayout | None = None
        for ref in refs:
            state = self._session.state(ref)
            if state.kind == "repeat":
                card = None
                self._add_repeat(state, column, titled=ref != head)
            elif state.kind in ("group", "row"):
                card = None
                self._add_group(state, column, titled=ref != head, framed=framed)
            elif key_of(state) != ("calculate", "") or state.label:
                card = card or (self._card(column) if framed else column)
                self._add_question(state, card)

    def _add_group(self, state: QuestionState, column: QVBoxLayout, titled: bool, framed: bool = True) -> None:
        inside = self._box(state.ref, column)
        if titled and state.label:
            inside.addWidget(self._title(state, "heading"))
        self._add_all(self._session.children(state.ref), inside, "", framed)

    def _add_repeat(self, state: QuestionState, column: QVBoxLayout, titled: bool) -> None:
        inside = self._box(state.ref, column)
        if titled and state.label:
            inside.addWidget(self._title(state, "heading"))
        choice = self._choice(state.ref)
        inside.addWidget(choice)
        filled = self._session.rows(state.ref)
        if state.ref in self._tables and len(filled) > 1:
            table = RowTable(self._session, filled, self._showing, self._holder_of(inside))
            table.opened.connect(self.opens_row)
            inside.addWidget(table)
            return
        rows = QVBoxLayout()
        rows.setSpacing(inside.spacing())
        inside.addLayout(rows)
        nothing = self._quiet(_("Nothing has been added here yet."))
        inside.addWidget(nothing)
        self._repeats[state.ref] = Rows(rows, nothing, choice)
        self.grow(state.ref)
        if not state.readonly:
            inside.addWidget(self._adder(state), 0, Qt.AlignmentFlag.AlignLeading)

    def _choice(self, repeat: str) -> QWidget:
        """The rows as cards to fill in, or as a table to look over."""
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for words, wanted, is_on in (
            (_("Cards"), self.wants_cards, repeat not in self._tables),
            (_("Table"), self.wants_table, repeat in self._tables),
        ):
            choice = Segment(words, partial(wanted.emit, repeat))
            choice.setChecked(is_on)
            line.addWidget(choice)
        line.addStretch(1)
        return holder

    def _add_row(self, ref: str, repeat: QuestionState, number: int, column: QVBoxLayout) -> None:
        card = self._card(column)
        holder = self._holder_of(card)
        holder.hide()  # shown when it is whole: each part that appears by itself lays out the whole page
        name = as_plain(self._session.state(ref).label or repeat.label) or _("Row")
        line = QHBoxLayout()
        line.addWidget(theme.role(QLabel(" ".join((name, str(number))), self), "heading"), 1)
        if not repeat.readonly:
            drop = DropButton(partial(self._has_answers, ref), _("Remove {name} {number}").format(name=name, number=number), self)
            drop.setObjectName(" ".join(("remove", ref)))
            drop.dropped.connect(partial(self.drops_row.emit, ref))
            line.addWidget(drop)
        card.addLayout(line)
        for child in self._session.children(ref):
            state = self._session.state(child)
            if state.kind in ("group", "row", "repeat"):
                self._add_all((child,), card, "", framed=False)
            elif key_of(state) != ("calculate", "") or state.label:
                self._add_question(state, card)
        holder.show()  # at once: its first question gets the focus

    def _has_answers(self, row: str) -> bool:
        return any(state.value is not None and state.kind not in SILENT for state in leaves(self._session, (row,)))

    def _adder(self, repeat: QuestionState) -> QPushButton:
        button = QPushButton(_("Add: {name}").format(name=as_plain(repeat.label) or _("Row")), self)
        button.setIcon(theme.icon("add", theme=self._showing.theme))
        button.setObjectName(f"add {repeat.ref}")
        button.clicked.connect(partial(self.wants_row.emit, repeat.ref))
        return button

    def _add_question(self, state: QuestionState, column: QVBoxLayout) -> None:
        widget = widget_for(state, self._showing, self._holder_of(column))
        widget.render_state(state, self._second(state.ref))
        widget.answered.connect(self.answered)
        widget.faulted.connect(self.faulted)
        widget.asked_language.connect(self.asked_language)
        self.questions[state.ref] = widget
        column.addWidget(widget)

    def _holder_of(self, column: QVBoxLayout) -> QWidget:
        """The widget that what is put in ``column`` will stand in."""
        return column.parentWidget() or self

    def _card(self, column: QVBoxLayout) -> QVBoxLayout:
        card = theme.role(QFrame(self._holder_of(column)), "card")
        inside = QVBoxLayout(card)
        px = self._showing.theme.px
        inside.setContentsMargins(px(12), px(20), px(24), px(20))
        inside.setSpacing(px(22))
        column.addWidget(card)
        return inside

    def _box(self, ref: str, column: QVBoxLayout) -> QVBoxLayout:
        """A holder that hides as a whole when its group does not apply."""
        holder = QWidget(self._holder_of(column))
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self._showing.theme.px(theme.MEDIUM))
        self._holders.setdefault(ref, []).append(holder)
        holder.setVisible(self._session.state(ref).relevant)
        column.addWidget(holder)
        return inside

    def _title(self, state: QuestionState, kind: str) -> QLabel:
        label = theme.role(QLabel(as_html(state.label), self), kind)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        start_at(label, self._showing.rtl)
        return label

    def _quiet(self, text: str) -> QLabel:
        label = theme.role(QLabel(text, self), "muted")
        label.setWordWrap(True)
        return label


class DropButton(QPushButton):
    """Removes a row: an empty one at once, one with answers at the second press. Signals: dropped()."""

    dropped = Signal()

    def __init__(self, has_answers: Callable[[], bool], name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._has_answers, self._name, self._asked = has_answers, name, False
        self._rest()
        self.clicked.connect(self._on_clicked)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._rest()
        super().focusOutEvent(event)

    def _rest(self) -> None:
        self._asked = False
        theme.role(self, "quiet")
        self.setIcon(theme.icon("trash", "accent"))
        self.setText(_("Remove"))
        self.setAccessibleName(self._name)

    def _on_clicked(self) -> None:
        if self._asked or not self._has_answers():
            self.dropped.emit()
            return
        self._asked = True
        theme.role(self, "danger")
        self.setIcon(theme.icon("trash", "danger"))
        self.setText(_("Press again to remove"))
        self.setAccessibleName(_("Press again to remove"))
