"""The participant's own screens: full screen, one question at a time, in the participant's language.

The staff side is out of reach: closing and Escape do nothing until the caller says that the PIN was
right. While it lasts the whole interface speaks the participant's language; afterwards the worker's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions.sound import said
from nbnb_desktop.i18n import PARTICIPANT_LANGUAGES, Language, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.pages import handover_review as review
from nbnb_desktop.ui.pages import handover_steps as walk
from nbnb_desktop.ui.pages.entry import LAYOUT_ROUNDS, SAVE_AFTER, code_of
from nbnb_desktop.ui.pages.handover_parts import PARTS, ROWS, Answer, Check, Languages, PinPad, page_words
from nbnb_desktop.ui.pages.handover_stage import Stage, Tool
from nbnb_desktop.ui.questions.answers import in_words
from nbnb_desktop.ui.questions.base import EAR, Files, MemoryFiles, QuestionWidget, Showing, answer_lines, no_media, question_line, start_at
from nbnb_desktop.ui.questions.option import Check as CheckOption
from nbnb_desktop.ui.questions.option import Radio
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.sound import Ear, Line, Voice
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms.session import AnswerError, Choice, FormSession, QuestionState

SCALES = (1.1, 1.4, 1.7)
TIGHT = 1.0
"""Text sizes for participants. Where a page would not fit with the first one (Arabic lines are tall, screens small),
it is made a little tighter, so that nobody has to scroll who did not ask for larger letters."""
WIDTH, WIDE = 860, 1120


class HandOverPage(QWidget):
    """Signals:

    changed(draft) -- worth saving; ``draft`` is what ``snapshot(place)`` gives.
    completed(paradata) -- the participant is done; everything fits. A dict for ``actions.handover.keep_paradata``.
    paused(place) -- a break; ``place`` is the ref to go on from.
    pin_entered(pin) -- a worker wants back; answer with ``pin_result(ok, wait)``.
    answers_wanted(how) -- the participant, at the end, wants the answers to "print" or to "save"; ``tell`` says what came of it.
    released() -- the PIN was right: the interface speaks the worker's language again, the page may be closed.

    ``language`` is a code, or "" to let the participant choose among ``languages`` (those the form has);
    ``begin_language(code)`` is called when it is known.
    """

    changed = Signal(object)
    completed = Signal(object)
    paused = Signal(str)
    pin_entered = Signal(str)
    answers_wanted = Signal(str)
    released = Signal()

    def __init__(
        self,
        session: FormSession,
        snapshot: Callable[[str], object],
        *,
        languages: Sequence[Language] = (),
        language: str = "",
        begin_language: Callable[[str], object] | None = None,
        place: str = "",
        scheme: str = "light",
        files: Files | None = None,
        voice: Voice | None = None,
        on_paper: bool = False,
        clock: Callable[[], float] = monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        theme.role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session, self._snapshot, self._files, self._begin = session, snapshot, files or MemoryFiles(), begin_language
        self._staff_language = i18n.current()
        self._scheme, self._look = scheme, Theme(scheme, SCALES[0])
        self._names = {code_of(name): name for name in session.definition.languages}
        self._languages = [one for one in (languages or PARTICIPANT_LANGUAGES.values()) if one.code in self._names]
        self.language = ""
        self.voice, self.reads_aloud = voice, False
        self._on_paper = on_paper  # whether the answers can be printed and saved at the end
        self._told: QLabel | None = None
        self._other_hand = False
        self._lines: Sequence[Line] = ()  # what there is to hear on this page, in order
        self.place, self._at_check, self._checked_from = place, False, 0
        self._part: int | None = None  # the part of the answers that is open to be checked
        self._also: tuple[str, ...] = ()  # what is asked again with the question that is being changed
        self.paradata = walk.Paradata(clock)
        self._sealed, self._dirty = True, False
        self._worn: Theme | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._timer.timeout.connect(self.flush)
        self._now: Callable[[], None] = self.ask_language
        self.question: QuestionWidget | None = None
        self.pad: PinPad | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.stage: Stage | None = None
        if language in self._names or not self._languages:
            self.speak(language)
        else:
            self._go(self.ask_language)

    # What the caller says

    def pin_result(self, ok: bool, wait: int = 0) -> None:
        """Whether the PIN was right; else the next try is heard after ``wait`` seconds."""
        if ok:
            self._sealed = False
            i18n.activate(self._staff_language)
            self.released.emit()
        elif self.pad is not None:
            self.pad.wrong(wait)

    def flush(self) -> None:
        """Hand out the draft now, if there is something new."""
        if self._dirty:
            self._dirty = False
            self._timer.stop()
            self.changed.emit(self._snapshot(self.place))

    # The pages, in the order of a visit

    def ask_language(self) -> None:
        page = Languages(self._languages, self._look, self._language_ear)
        page.chosen.connect(self.speak)
        self._show(page, focus=next(iter(page.buttons.values()), None))

    def speak(self, code: str) -> None:
        """Everything speaks this language from now on, and the walk begins."""
        self.language = self.paradata.language = code
        if self.voice is not None:
            self.voice.language = code
        if code in self._names:
            self.session.set_language(self._names[code])
        if code in PARTICIPANT_LANGUAGES:
            i18n.activate(code)
        rtl = code in PARTICIPANT_LANGUAGES and PARTICIPANT_LANGUAGES[code].rtl
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        if self._begin is not None:
            self._begin(code)
        self._go(self.ask_helper if not walk.has(self.session, walk.HELPER) else self.begin)

    def ask_helper(self) -> None:
        """Who reads; only where the form does not ask it itself."""
        words = dict(zip(walk.HELPER_MODES, (_("I do this alone"), _("Somebody reads aloud"), _("An interviewer helps me")), strict=True))
        state = _own_question(walk.HELPER, _("How shall we do this?"), words, self.paradata.helper)
        self._ask_own(state, self._on_helper, self.practise if not walk.has(self.session, walk.PRACTICE) else self.begin)

    def practise(self) -> None:
        """One question to try the buttons with; only where the form has none itself."""
        words = {"0": _("No"), "1": _("A little"), "2": _("Yes")}
        state = _own_question("practice", _("To practise: I like to drink tea."), words, "")
        self._ask_own(state, lambda _value: None, self.begin)

    def begin(self) -> None:
        """The first question, or the one where the participant stopped."""
        order = walk.steps(self.session)
        self.place = self.place if self.place in order else next(iter(order), "")
        self._go(self.ask if order else self.check)

    def ask(self) -> None:
        """The question at ``place``."""
        state = self.session.state(self.place)
        self.paradata.enter(self.place)
        self._show_question(state, self._on_answered)
        self._foot(self._on_back, self._on_next, back=self._has_before())

    def check(self) -> None:
        """All answers, each to be changed; then done. Many are shown as parts first, which open on request."""
        self.paradata.leave()
        self._at_check = True
        answers = review.together([self._answer(ref) for ref in walk.questions(self.session)])
        parts = review.parts(self.session, answers) if len(answers) > review.MANY else ()
        part = parts[self._part] if self._part is not None and self._part < len(parts) else None
        if part is not None:
            self._show_answers(part.title, part.answers, self._leave_part, self._leave_part, _("Back to all answers"))
        elif len(parts) > 1:
            whole = _("Yes, this is right")
            self._show_answers(_("Are these your answers?"), review.overview(parts), self._on_back_from_check, self.done, whole, PARTS)
        else:
            self._show_answers(_("Are these your answers?"), answers, self._on_back_from_check, self.done, _("Yes, this is right"))

    def _show_answers(
        self,
        title: str,
        answers: Sequence[Answer],
        on_back: Callable[[], None],
        on_last: Callable[[], None],
        last_words: str,
        most: int = ROWS,
    ) -> None:
        """Answers in pages of ``most``; after the last page ``on_last`` comes."""
        page = Check(answers, self._look, self._rtl, self._checked_from, self._ear, most)
        page.wants.connect(self._on_change_wanted)
        last = page.last_page
        next_words = last_words if last else _("Next")
        asked: Line = (title, None)
        self._lines = [asked, *(line for answer in page.shown for line in answer.lines), (next_words, None)]
        column = self._column()
        heading = QHBoxLayout()
        heading.addWidget(theme.role(self._words(asked[0]), "title"), 1)
        ear = self._ear([asked], column)
        if ear is not None:
            heading.addWidget(ear)
        if len(page.shown) < len(answers):
            heading.addWidget(theme.role(QLabel(page_words(page.first, len(answers), most)), "lead"))
        column.layout().addLayout(heading)  # type: ignore[union-attr]
        column.layout().addWidget(page)  # type: ignore[union-attr]
        self._show(column)
        turn = partial(self._turn, most)
        self._foot(partial(self._turn, -most) if page.first else on_back, on_last if last else turn, next_words=next_words)
        self.next.setFocus()  # Enter goes on; an answer is changed by going to it
        self._read_aloud()

    def done(self) -> None:
        """Finish; a question that still lacks its answer is asked again."""
        missing = [v for v in self.session.finish() if v.ref in walk.steps(self.session)]
        if missing:
            self.place, self._at_check = missing[0].ref, True
            self._go(self.ask)
            self._tell_missing()
            return
        self._dirty = True
        self.flush()
        self.completed.emit(self.paradata.as_dict(self.session, f"{self.width()}x{self.height()}"))
        self._go(self.thank)

    def thank(self) -> None:
        column = self._column()
        inside = column.layout()
        assert isinstance(inside, QVBoxLayout)
        picture = QLabel(column)
        picture.setPixmap(theme.pixmap("done", "accent", self._look.px(96), theme=self._look, ratio=self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(picture)
        back = _("Give the laptop back")
        closing = walk.closing(self.session)
        own = _("Thank you."), _("Your answers are saved. Please give the laptop back.")
        words = [part for state in closing for part in (as_plain(state.label), as_plain(state.hint or "")) if part]
        lines: list[Line] = [question_line(state, self._showing) for state in closing]
        mine = [(_("Print my answers"), "print"), (_("Save my answers"), "save")] if self._on_paper else []
        self._say_page(
            column, words or own, [*(lines or [(text, None) for text in own]), *((said, None) for said, __ in mine), (back, None)]
        )
        self._offer(mine, inside)
        self._show(column)
        self._foot(None, self.ask_pin, next_words=back)
        self._read_aloud()

    def _offer(self, mine: Sequence[tuple[str, str]], inside: QVBoxLayout) -> None:
        """What the participant may take along, below the thanks."""
        line = QHBoxLayout()
        line.addStretch(1)
        for words, how in mine:
            button = theme.role(QPushButton(words), "big")
            button.setIcon(theme.icon(how, theme=self._look))
            button.clicked.connect(partial(self._on_answers_wanted, how))
            line.addWidget(button)
        line.addStretch(1)
        inside.addLayout(line)
        self._told = self._words("")
        self._told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._told)

    def _on_answers_wanted(self, how: str, checked: bool = False) -> None:
        self.answers_wanted.emit(how)

    def tell(self, words: str) -> None:
        """Say what came of printing or saving."""
        if self._now == self.thank and self._told is not None:
            self._told.setText(words)

    def pause(self) -> None:
        """A break; the answers are kept, and the participant goes on where they were."""
        self.paradata.leave()
        self.paradata.breaks += 1
        self.flush()
        self.paused.emit(self.place)
        self._go(self.rest)

    def rest(self) -> None:
        column = self._column()
        words, go_on = (_("A break"), _("Your answers are saved. Take your time.")), _("Go on")
        self._say_page(column, words, [(text, None) for text in (*words, go_on)])
        self._show(column)
        self._foot(self.ask_pin, self._on_go_on, back_words=_("Give the laptop back"), next_words=go_on)
        self._read_aloud()

    def ask_pin(self) -> None:
        """The pad for the worker; the participant can go back from it."""
        came_from = self._now if self._now in (self.thank, self.rest) else self.rest
        self.pad = PinPad(i18n.speaker(self._staff_language), Theme(self._scheme, 1.0))
        self.pad.entered.connect(self.pin_entered)
        self.pad.gone_back.connect(partial(self._go, came_from))
        self.pad.setMaximumWidth(self._look.px(420))
        self._show(self.pad, focus=self.pad)

    # Answers

    def _on_answered(self, ref: str, value: object) -> None:
        assert self.question is not None
        before = self.session.state(ref)
        try:
            changes = self.session.answer(ref, value)  # type: ignore[arg-type]  # a widget says what its type takes
        except AnswerError as refusal:
            self.question.refuse(str(refusal))
            return
        if before.value != self.session.value(ref):
            self.paradata.answered(before)
        if walk.name_of(ref) == walk.HELPER:
            self.paradata.helper = str(value or "")
        if ref in changes.refs:
            self.question.render_state(self.session.state(ref))
        self._show_progress()
        self._dirty = True
        self._timer.start()

    def _on_helper(self, value: object) -> None:
        self.paradata.helper = str(value or "")

    def _on_next(self) -> None:
        if self.question is not None and self.question.reading_fault:
            self.question.setFocus()
            return
        if self.session.violation(self.place) is not None:
            self._tell_missing()
            return
        self.flush()
        order = walk.steps(self.session)
        at = order.index(self.place) + 1 if self.place in order else 0
        again = [ref for ref in self._also if ref in order]
        if self._at_check and again:
            self.place, self._also = again[0], tuple(again[1:])
            self._go(self.ask)
        elif self._at_check and self._all_done_up_to(order):
            self._go(self.check)
        elif at < len(order):
            self.place = order[at]
            self._go(self.ask)
        else:
            self._go(self.check)

    def _all_done_up_to(self, order: Sequence[str]) -> bool:
        """After a change from the check page: back to it, unless the change opened a question without an answer."""
        opened = [ref for ref in order if self.session.violation(ref) is not None]
        if opened:
            self.place = opened[0]
            self._go(self.ask)
        return not opened or self._now != self.ask

    def _on_back(self) -> None:
        order = walk.steps(self.session)
        at = order.index(self.place) if self.place in order else 0
        if at > 0:
            self.place = order[at - 1]
            self._go(self.ask)

    def _on_back_from_check(self) -> None:
        order = walk.steps(self.session)
        self._at_check = False
        self.place = order[-1] if order else ""
        self._go(self.ask if order else self.check)

    def _on_change_wanted(self, answer: Answer) -> None:
        if answer.opens:
            self._part, self._checked_from = int(answer.ref), 0
            self._go(self.check)
            return
        self.place, self._also = answer.ref, answer.also
        self._go(self.ask)

    def _leave_part(self) -> None:
        self._part, self._checked_from = None, 0
        self._go(self.check)

    def _on_go_on(self) -> None:
        self._go(self.check if self._at_check and not self.place else self.ask)

    def _turn(self, step: int) -> None:
        self._checked_from = max(0, self._checked_from + step)
        self._go(self.check)

    def _has_before(self) -> bool:
        order = walk.steps(self.session)
        return bool(order) and self.place != order[0]

    def _tell_missing(self) -> None:
        """Say at the question what is missing, in its own words."""
        if self.question is not None:
            violation = self.session.violation(self.place)
            self.question.insist_on(True)
            self.question.render_state(replace(self.session.state(self.place), violation=violation))
            self.question.setFocus()

    def _answer(self, ref: str) -> Answer:
        state = self.session.state(ref)
        answer = as_plain(in_words(state, self.language)) or _("No answer")
        lines = answer_lines(state, self._showing) or [(said(answer), None)]
        heard = (question_line(state, self._showing), *lines)
        thing = state.label if state.hint else ""
        return Answer(ref, as_plain(state.label), answer, heard, thing, is_missing=self.session.violation(ref) is not None)

    # Showing

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _go(self, page: Callable[[], None], checked: bool = False) -> None:
        """Show a page and remember it, so that it can be made anew in another size or contrast."""
        self._now = page
        self._make(page)
        self._fit()

    def _fit(self) -> None:
        """Make the page tighter where it does not fit the screen and nobody asked for larger letters."""
        if self.isVisible() and self._look.scale == SCALES[0] and self.stage is not None and not self.stage.fits:
            self._look = Theme(self._look.scheme, TIGHT)
            self._make(self._now)

    def _on_height_known(self) -> None:
        """Cards say their height only when they have their width."""
        QTimer.singleShot(0, self, self._fit)

    def _make(self, page: Callable[[], None]) -> None:
        self.question, self._lines = None, ()
        if self.voice is not None:
            self.voice.stop()
        if self._worn != self._look:  # polishing every widget anew takes a quarter of a second
            self._worn = self._look
            self.setStyleSheet(self._look.stylesheet())
        page()
        for __ in range(LAYOUT_ROUNDS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _ask_own(self, state: QuestionState, keep: Callable[[object], None], then: Callable[[], None]) -> None:
        """A question of ours and not of the form: its answer is kept by ``keep``."""
        held = [state]

        def on_answered(_ref: str, value: object) -> None:
            held[0] = replace(held[0], value=value)  # type: ignore[arg-type]
            keep(value)
            assert self.question is not None
            self.question.render_state(held[0])

        def on_next() -> None:
            if held[0].value is None:
                assert self.question is not None
                self.question.refuse(_("Choose an answer."))
            else:
                self._go(then)

        self._show_question(state, on_answered, (_("Next"), None))
        self._foot(None, on_next)

    @property
    def _showing(self) -> Showing:
        """How questions are shown now."""
        return Showing(
            self._look,
            big=True,
            language=self.language or "nl",
            rtl=self._rtl,
            media=self.session.definition.media.read if self.session.definition.media else no_media,
            files=self._files,
            voice=self.voice,
        )

    def _show_question(self, state: QuestionState, on_answered: Callable[[str, object], None], *after: Line) -> None:
        """``after`` is what else there is to hear: how one goes on, as long as one is learning it."""
        column = self._column()
        self.question = widget_for(state, self._showing, column)
        self.question.render_state(state)
        self._lines = [*self.question.lines(), *after]
        if self.question.is_wide:
            column.setMaximumWidth(self._look.px(WIDE))
        self.question.answered.connect(on_answered)
        self.question.heard.connect(self.paradata.played)
        column.layout().addWidget(self.question)  # type: ignore[union-attr]
        self._show(column, focus=self.question)
        self._read_aloud()

    def _show(self, middle: QWidget, focus: QWidget | None = None) -> None:
        """Put a page on a stage of its own, in the size, contrast and language of now."""
        if self.stage is not None:
            self.stage.hide()
            self.stage.deleteLater()
        tools = [
            Tool(_("Text size"), "text-size", self._on_text_size),
            Tool(_("Contrast"), "contrast", self._on_contrast),
            Tool(_("Other hand"), "exchange", self._on_other_hand),
        ]
        if self._can_be_heard():
            words = _("Do not read aloud") if self.reads_aloud else _("Read aloud")
            tools.append(Tool(words, "stop" if self.reads_aloud else "read-aloud", self._on_read_aloud))
        if self._now == self.ask:
            tools.append(Tool(_("Break"), "pause", self.pause))
        self.stage = Stage(self._look, tools, self)
        self.stage.put(middle, in_the_middle=isinstance(middle, PinPad))
        self._show_progress()
        self.stage.area.verticalScrollBar().rangeChanged.connect(self._on_height_known)
        self._outer.addWidget(self.stage)
        self.stage.show()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self) -> None:
        """How far the walk is; nothing where nothing is asked."""
        assert self.stage is not None
        order = walk.questions(self.session)
        asking = self._now == self.ask and self.place in order
        self.stage.show_step(order.index(self.place) + 1 if asking else 0, len(order) if asking else 0)

    def _foot(
        self,
        on_back: Callable[[], None] | None,
        on_next: Callable[[], None],
        *,
        back: bool = True,
        back_words: str = "",
        next_words: str = "",
    ) -> None:
        assert self.stage is not None
        go_back = on_back if back else None
        self.next = self.stage.foot(go_back, on_next, back_words, next_words or _("Next"), other_hand=self._other_hand)
        if self.question is None and self._now in (self.thank, self.rest):
            self.next.setFocus()

    def _column(self) -> QWidget:
        column = theme.role(QWidget(), "plain")
        column.setMaximumWidth(self._look.px(WIDTH))
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self._look.px(theme.MEDIUM))
        return column

    def _say_page(self, column: QWidget, words: Sequence[str], lines: Sequence[Line]) -> None:
        """Sentences in the middle of a page, the first one large, and below them the button to hear ``lines``."""
        inside = column.layout()
        assert isinstance(inside, QVBoxLayout)
        for number, text in enumerate(words):
            label = theme.role(self._words(text), "lead" if number else "question")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(label)
        self._lines = lines
        ear = self._ear(lines, column)
        if ear is not None:
            inside.addWidget(ear, 0, Qt.AlignmentFlag.AlignHCenter)

    def _ear(self, lines: Sequence[Line], parent: QWidget) -> Ear | None:
        """A button to hear these lines, where there is anything to hear."""
        return self.voice.ear(lines, self._look.px(EAR), self._look, parent) if self.voice is not None else None

    def _language_ear(self, code: str, parent: QWidget) -> Ear | None:
        """A button that says a language's own name in that language."""
        if self.voice is None:
            return None
        self.voice.language = code
        return self._ear([(PARTICIPANT_LANGUAGES[code].own_name, None)], parent)

    def _words(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        start_at(label, self._rtl)
        return label

    def _on_text_size(self, checked: bool = False) -> None:
        """The next text size; after the largest the first again."""
        at = SCALES.index(self._look.scale) if self._look.scale in SCALES else 0
        self._look = Theme(self._look.scheme, SCALES[(at + 1) % len(SCALES)])
        self._go(self._now)

    def _can_be_heard(self) -> bool:
        return self.voice is not None and any(map(self.voice.can_say, self._lines))

    def _read_aloud(self) -> None:
        """What is on the page, one thing after the other, where the participant wants that."""
        if self.reads_aloud and self.voice is not None:
            self.voice.say(self._lines)

    def _on_read_aloud(self) -> None:
        self.reads_aloud = not self.reads_aloud
        self._go(self._now)

    def _on_other_hand(self, checked: bool = False) -> None:
        """The button to go on stands under the other hand."""
        self._other_hand = not self._other_hand
        self._go(self._now)

    def _on_contrast(self, checked: bool = False) -> None:
        usual = "light" if self._scheme == "contrast" else self._scheme
        scheme = usual if self._look.scheme == "contrast" else "contrast"
        self._look = Theme(scheme, self._look.scale)
        self._go(self._now)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does nothing; Enter chooses what has the focus, and goes on when it is chosen already."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if (isinstance(focused, Radio | CheckOption) and not focused.isChecked()) or (
                isinstance(focused, QAbstractButton) and not isinstance(focused, Radio | CheckOption)
            ):
                focused.click()
            elif self._now == self.ask or self.question is not None:
                self.next.click()
            return
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._sealed:
            event.ignore()
        else:
            event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)  # full screen comes after the first page was made

    def changeEvent(self, event: QEvent) -> None:
        """Come back to the front as far as the system allows it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._sealed and self.isVisible() and not self.isActiveWindow():
            QTimer.singleShot(0, self._to_front)

    def _to_front(self) -> None:
        if self._sealed and self.isVisible() and QApplication.activeModalWidget() is None:
            self.raise_()
            self.activateWindow()


def _own_question(name: str, label: str, words: dict[str, str], value: str) -> QuestionState:
    """A question with one answer that belongs to the hand-over and not to the form."""
    return QuestionState(
        ref=f"/{name}", kind="select_one", data_type="string", appearance=(), label=label, hint="", guidance="", media={},
        value=value or None, text=value, relevant=True, required=True, readonly=False, violation=None,
        choices=tuple(Choice(key, text, {}) for key, text in words.items()), parameters={},
    )  # fmt: skip
