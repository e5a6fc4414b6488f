"""A worker fills in a form: sections at the side, questions in the middle, kept with every answer.

The page gets a session and knows no store. What is worth keeping it hands out through ``changed``;
who listens tells back with ``saved`` or ``not_saved``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import PARTICIPANT_LANGUAGES, _
from nbnb_desktop.ui import keys, theme
from nbnb_desktop.ui.pages import entry_outline as outline
from nbnb_desktop.ui.pages.entry_parts import Foot, Head, LanguageSwitch, NewerVersion, SectionList, Summary, ToDo
from nbnb_desktop.ui.pages.entry_section import SectionView
from nbnb_desktop.ui.questions.base import Files, MemoryFiles, QuestionWidget, Showing, no_media
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.xforms.session import AnswerError, Changes, FormSession, QuestionState

SAVE_AFTER = 250
"""Milliseconds of quiet after which a draft is handed out; at leaving it is at once."""

WIDTH = 860
LAYOUT_ROUNDS = 16


class EntryPage(QWidget):
    """Signals:

    changed(draft) -- worth saving; ``draft`` is what ``snapshot(place)`` gives (``actions.entry.snapshot``).
    finished() -- everything fits, and the last draft has been handed out before.
    renewal_wanted() -- the worker wants to go on in the newer version that ``offer_newer`` told of; the last draft was handed out before.
    left(place) -- the person goes away; ``place`` is the ref to come back to.

    ``language`` and ``second`` are codes; with ``second`` the form can be read in both.
    """

    changed = Signal(object)
    finished = Signal()
    left = Signal(str)
    renewal_wanted = Signal()

    def __init__(
        self,
        session: FormSession,
        snapshot: Callable[[str], object],
        *,
        place: str = "",
        language: str = "nl",
        second: str = "",
        title: str = "",
        subject: str = "",
        files: Files | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session, self._snapshot, self._files = session, snapshot, files or MemoryFiles()
        self._names = {code_of(name): name for name in session.definition.languages}
        self._own = language if language in self._names else ""
        self._other = second if second in self._names and second != language else ""
        self._mode = "both" if self._other else "one"
        self._asked: set[str] = set()  # questions shown in both though the page is in one
        self._faults: dict[str, str] = {}
        self._insist = False
        self._dirty = False
        self._tables: set[str] = set()  # repeats that are looked over as a table
        self._kept_place = ""
        self._before: list[tuple[str, object]] = []  # what stood there before each answer, for undoing
        self.place = place
        self.title = title or session.definition.title
        self.view: SectionView | None = None
        self._speak()
        self.sections = outline.sections(session)
        self.number = outline.section_of(session, self.sections, place) if place else 0
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._timer.timeout.connect(self.flush)
        self._lay_out(subject)
        self._make_shortcuts()
        self._fill_sections()
        self.open_section(self.number)
        self._resumed_at = place

    # What the shell calls

    def saved(self, _result: object = None) -> None:
        """The last draft is kept; said quietly."""
        self._said.setText(_("Saved at {time}").format(time=f"{datetime.now():%H:%M}"))

    def not_saved(self, refusal: NbnbError) -> None:
        """The last draft could not be kept; it is handed out again at the next answer."""
        self._said.setText(str(refusal))

    def offer_newer(self, lost: Sequence[tuple[str, str, str]]) -> None:
        """Offer to go on in a newer version of the form; ``lost`` has (question, answer, why it does not fit)."""
        self.newer = NewerVersion([(as_plain(question), answer, why) for question, answer, why in lost], self)
        self.newer.wanted.connect(self._on_newer_wanted)
        self._inside.insertWidget(0, self.newer)

    def _on_newer_wanted(self) -> None:
        self.flush()
        self.setEnabled(False)  # an answer given now would be one too late
        self.renewal_wanted.emit()

    def leave(self) -> None:
        """Hand out what is not saved yet and say where the person was."""
        self._dirty = self._dirty or self._kept_place not in ("", self.place)  # where to go on may have moved since the last answer
        self.flush()
        self.left.emit(self.place)

    def flush(self) -> None:
        """Hand out the draft now, if there is something new."""
        if self._dirty:
            self._dirty = False
            self._timer.stop()
            self._kept_place = self.place
            self.changed.emit(self._snapshot(self.place))

    def jump(self, ref: str) -> None:
        """Go to a question and give it the focus."""
        number = outline.section_of(self.session, self.sections, ref)
        if number != self.number:
            self.open_section(number)
        assert self.view is not None
        widget = self.view.questions.get(ref) or self.view.first()
        if widget is not None:
            self._settle()
            self.place = widget.ref
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(widget, 0, theme.current().px(60))

    def finish(self) -> None:
        """Finish when everything fits; else show what is to do, on top and with the focus."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit) and self.isAncestorOf(focused):
            focused.editingFinished.emit()  # what stands in the field now counts
        things = self.to_do()
        if not things:
            self._dirty = True
            self.flush()
            self.finished.emit()
            return
        self._insist = True
        if self.view is not None:
            self.view.insist(True)
        self._show_progress(range(len(self.sections)))
        self.summary.show_all(things)
        self._scroll.verticalScrollBar().setValue(0)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Take the last answer back, and the one before it the next time; what was typed in one question is one answer."""
        while self._before:
            ref, value = self._before.pop()
            try:
                changes = self.session.answer(ref, value)  # type: ignore[arg-type]  # it stood there before
            except AnswerError:
                continue  # its row has been removed, or the form keeps it now
            self._faults.pop(ref, None)
            self._take(changes)
            self.jump(ref)
            break
        self._head_bar.undo.setEnabled(bool(self._before))

    def show_keys(self) -> None:
        """All keys, in a window of their own."""
        from nbnb_desktop.ui.dialogs.keys import KeysDialog

        KeysDialog(self).open()

    def to_do(self) -> list[ToDo]:
        """What keeps the form from being finished: unreadable answers first met, then what the form refuses."""
        found = [ToDo(ref, self._label_of(ref), message) for ref, message in self._faults.items()]
        found += [
            ToDo(v.ref, self._label_of(v.ref), v.message or _("Give an answer here."))
            for v in self.session.finish()
            if v.ref not in self._faults
        ]
        return found

    def open_section(self, number: int) -> None:
        """Show another page of the form, from its top."""
        self.number = max(0, min(number, len(self.sections) - 1))
        self._build()
        self._scroll.verticalScrollBar().setValue(0)
        self.list.mark(self.number)
        self._foot.show_place(self.number, len(self.sections))
        first = self.view.first() if self.view else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_languages(self, mode: str) -> None:
        """``one``, ``both`` or ``other``; the place stays."""
        self._mode = mode
        self._asked.clear()
        if self.switch is not None:
            self.switch.mark(mode)
        self._speak()
        self._fill_sections()
        self._rebuild_in_place()

    # Answers

    def _on_answered(self, ref: str, value: object) -> None:
        self.place = ref
        before = self.session.value(ref)
        try:
            changes = self.session.answer(ref, value)  # type: ignore[arg-type]  # a widget says what its type takes
        except AnswerError as refusal:
            widget = self.view.questions.get(ref) if self.view else None
            if widget is not None:
                self._on_faulted(ref, str(refusal))
                widget.refuse(str(refusal))
            return
        if not self._widget_fault(ref):
            self._faults.pop(ref, None)
        if not self._before or self._before[-1][0] != ref:
            self._before.append((ref, before))
            self._head_bar.undo.setEnabled(True)
        self._take(changes)

    def _on_faulted(self, ref: str, message: str) -> None:
        if message:
            self._faults[ref] = message
        else:
            self._faults.pop(ref, None)
        self._show_progress([self.number])

    def _take(self, changes: Changes) -> None:
        self._dirty = True
        self._timer.start()
        if changes.structure:
            self.sections = outline.sections(self.session)
            self._fill_sections()
            self.number = min(self.number, len(self.sections) - 1)
            self._rebuild_in_place()
        elif self.view is not None:
            self.view.refresh(changes.refs)
        touched = {outline.section_of(self.session, self.sections, ref) for ref in changes.refs} | {self.number}
        self._show_progress(touched)
        if self._insist:
            self.summary.show_all(self.to_do())

    def _on_row_wanted(self, repeat: str) -> None:
        """A row is added to what stands there: making a long page anew would keep the person waiting."""
        changes = self.session.add_row(repeat)
        if self.view is not None and self.view.shows(repeat):
            for widget in self.view.grow(repeat):
                widget.insist_on(self._insist)
                self._watch(widget)
            changes = replace(changes, structure=changes.structure - {repeat})
        self._take(changes)
        rows = self.session.rows(repeat)
        inside = [state.ref for state in outline.leaves(self.session, rows[-1:]) if state.kind not in outline.SILENT]
        if inside:
            self.jump(inside[0])

    def _on_table_wanted(self, repeat: str) -> None:
        self._tables.add(repeat)
        self._rebuild_in_place()

    def _on_cards_wanted(self, repeat: str) -> None:
        self._tables.discard(repeat)
        self._rebuild_in_place()

    def _on_row_opened(self, row: str) -> None:
        """The card of one row, with the focus in it."""
        self._on_cards_wanted(row.rpartition("[")[0])
        inside = [state.ref for state in outline.leaves(self.session, (row,)) if state.kind not in outline.SILENT]
        if inside:
            self.jump(inside[0])

    def _on_row_dropped(self, row: str) -> None:
        self._faults = {ref: message for ref, message in self._faults.items() if not ref.startswith(f"{row}/")}
        self._take(self.session.remove_row(row))

    def _widget_fault(self, ref: str) -> str:
        widget = self.view.questions.get(ref) if self.view else None
        return widget.reading_fault if widget else ""

    # Languages

    def _name(self, code: str) -> str | None:
        return self._names.get(code)

    def _first_language(self) -> str:
        return self._other if self._mode == "other" else self._own

    def _second_state(self, ref: str) -> QuestionState | None:
        """The question in the language beside, when it is asked for."""
        if not self._other or (self._mode != "both" and ref not in self._asked):
            return None
        code = self._own if self._mode == "other" else self._other
        return self.session.state(ref, self._name(code))

    def _on_language_asked(self, ref: str) -> None:
        self._asked ^= {ref}
        if self.view is not None:
            self.view.refresh([ref])

    def _on_language_key(self) -> None:
        if self._other:
            self._on_language_asked(self.place)

    # Building

    def _build(self) -> None:
        code = self._speak()
        if self.view is not None:
            self.view.hide()
            self.view.deleteLater()
        section = self.sections[self.number]
        self.view = SectionView(self.session, section, self._showing(code), self._second_state, self._middle, self._tables)
        self.view.setLayoutDirection(_direction(code))
        self.view.answered.connect(self._on_answered)
        self.view.faulted.connect(self._on_faulted)
        self.view.asked_language.connect(self._on_language_asked)
        self.view.wants_row.connect(self._on_row_wanted)
        self.view.drops_row.connect(self._on_row_dropped)
        self.view.wants_table.connect(self._on_table_wanted)
        self.view.wants_cards.connect(self._on_cards_wanted)
        self.view.opens_row.connect(self._on_row_opened)
        self.view.insist(self._insist)
        for widget in self.view.questions.values():
            self._watch(widget)
        self._title.setText(self._title_of(self.number))
        self._title.setVisible(bool(self._title.text()))
        self._inside.insertWidget(self._inside.count() - 1, self.view)  # above the stretch
        self.view.show()
        self._settle()

    def _speak(self) -> str:
        """Let the session speak the language that is read first; its code."""
        code = self._first_language()
        if code:
            self.session.set_language(self._names[code])
        return code

    def _showing(self, code: str) -> Showing:
        second = self._own if self._mode == "other" else self._other
        return Showing(
            theme.current(),
            language=code or "nl",
            rtl=_is_rtl(code),
            second_rtl=_is_rtl(second),
            other=PARTICIPANT_LANGUAGES[second].own_name if second in PARTICIPANT_LANGUAGES and self._mode != "both" else "",
            media=self.session.definition.media.read if self.session.definition.media else no_media,
            files=self._files,
        )

    def _rebuild_in_place(self) -> None:
        """Build the page anew, at the same height and with the focus where it was."""
        at, place = self._scroll.verticalScrollBar().value(), self.place
        self._build()
        self._scroll.verticalScrollBar().setValue(at)
        widget = self.view.questions.get(place) if self.view else None
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        """Lay out now, before anything is painted or scrolled to: words that wrap need a few rounds to agree."""
        for __ in range(LAYOUT_ROUNDS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _watch(self, widget: QuestionWidget) -> None:
        for child in (widget, *widget.findChildren(QWidget)):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus:
                child.installEventFilter(self)

    def _fill_sections(self) -> None:
        self.list.fill([self._title_of(number) or self._first_words(number) for number in range(len(self.sections))])
        self.list.setVisible(len(self.sections) > 1)
        self._show_progress(range(len(self.sections)))
        self.list.mark(self.number)

    def _show_progress(self, numbers: object) -> None:
        for number in numbers:  # type: ignore[attr-defined]
            self.list.show_progress(number, outline.progress(self.session, self.sections[number], self._faults))

    def _title_of(self, number: int) -> str:
        section = self.sections[number]
        title = as_plain(self.session.state(section.head).label) if section.head else ""
        if section.part:
            title = _("{title}, part {number}").format(title=title or self.title, number=section.part)
        return title

    def _first_words(self, number: int) -> str:
        """For the list at the side: what a group without a title begins with; the form's title for loose questions."""
        refs = self.sections[number].refs if self.sections[number].head else ()
        labels = (as_plain(state.label) for state in outline.leaves(self.session, refs) if state.relevant)
        return next(filter(None, labels), "") or self.session.definition.title

    def _label_of(self, ref: str) -> str:
        return as_plain(self.session.state(ref).label) or ref.rsplit("/", 1)[-1]

    def _lay_out(self, subject: str) -> None:
        px = theme.current().px
        self.list = SectionList(self)
        self.list.chosen.connect(self._on_section_chosen)
        self.summary = Summary(self)
        self.summary.chosen.connect(self.jump)
        self._title = theme.role(QLabel(self), "title")
        self._title.setWordWrap(True)
        self._middle = theme.role(QWidget(), "plain")
        self._middle.setMaximumWidth(px(WIDTH) if not self._other else px(WIDTH + 200))
        self._inside = QVBoxLayout(self._middle)
        self._inside.setContentsMargins(px(24), px(24), px(24), px(24))
        self._inside.setSpacing(px(theme.LARGE))
        self._inside.addWidget(self.summary)
        self._inside.addWidget(self._title)
        self._inside.addStretch(1)
        around = theme.role(QWidget(), "plain")
        line = QHBoxLayout(around)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(self._middle, 1000)
        line.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(around)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.list)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._scroll, 1)
        self._foot = Foot(self)
        self._foot.moved.connect(self._go)
        self._foot.finished.connect(self.finish)
        right.addWidget(self._foot)
        below.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head(subject))
        outer.addLayout(below, 1)

    def _head(self, subject: str) -> Head:
        head = self._head_bar = Head(self.title, subject, self)
        head.closed.connect(self.leave)
        head.undo.clicked.connect(self.undo)
        self._said = head.said
        self.switch: LanguageSwitch | None = None
        if self._other:
            self.switch = head.add_switch(PARTICIPANT_LANGUAGES[self._own].own_name, PARTICIPANT_LANGUAGES[self._other].own_name)
            self.switch.chosen.connect(self.show_languages)
            self.switch.mark(self._mode)
        return head

    def _make_shortcuts(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "next": partial(self._go, 1),
            "previous": partial(self._go, -1),
            "finish": self.finish,
            "close": self.leave,
            "undo": self.undo,
            "language": self._on_language_key,
            "languages": self._on_next_mode,
            "help": self.show_keys,
        }
        keys.bind(self, keys.FORM, slots)

    def _go(self, step: int, checked: bool = False) -> None:
        if 0 <= self.number + step < len(self.sections):
            self.open_section(self.number + step)

    def _on_section_chosen(self, number: int) -> None:
        self.open_section(number)

    def _on_next_mode(self) -> None:
        if self._other:
            modes = ("one", "both", "other")
            self.show_languages(modes[(modes.index(self._mode) + 1) % 3])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember the question with the focus, and let Enter in a line go on to the next answer."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._note_place(watched)
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and _is_plain_enter(event):
            watched.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Where the person stopped can only be scrolled to once the page has its size."""
        super().showEvent(event)
        if self._resumed_at:
            QTimer.singleShot(0, partial(self.jump, self._resumed_at))
            self._resumed_at = ""

    def hideEvent(self, event: object) -> None:
        self.flush()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _note_place(self, widget: QWidget) -> None:
        found: QWidget | None = widget
        while found is not None and not isinstance(found, QuestionWidget):
            found = found.parentWidget()
        if isinstance(found, QuestionWidget):
            self.place = found.ref


def code_of(name: str) -> str:
    """``ar`` of ``العربية (ar)``; a name without brackets is its own code."""
    return name.rpartition("(")[2].rstrip(")") if name.endswith(")") else name


def _is_plain_enter(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.type() == QEvent.Type.KeyPress and enter and not event.modifiers()


def _is_rtl(code: str) -> bool:
    return code in PARTICIPANT_LANGUAGES and PARTICIPANT_LANGUAGES[code].rtl


def _direction(code: str) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if _is_rtl(code) else Qt.LayoutDirection.LeftToRight
