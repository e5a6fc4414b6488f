"""One participant's file: who it is, the path with what is next, notes, the portfolio, and all that happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from nbnb_desktop.actions import attachments, entry, participants, prefill, sharing, story
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import keys, theme
from nbnb_desktop.ui.blocks import Card, button, column, empty, picture, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.participant_story import ABOUT_STEPS, Notes, doors, pillars, portfolio
from nbnb_desktop.ui.pages.participant_timeline import EVERYTHING, Timeline
from nbnb_desktop.ui.theme import role, state
from nbnb_desktop.ui.words import (
    age_in_words,
    birth_in_words,
    isolated,
    language_names,
    person_name,
)

BEFORE_PILLARS = "toekomstplan"
"""The step after which the work of the three pillars comes (spec 1.4)."""

INSTRUMENT = {"1": "GT", "2": "IB"}
"""What is registered with a pillar's button when nothing more is said; practical experience is a placement."""

SHOWN = "timeline"
"""The choice that says what the line of days shows."""

STATES: dict[str, tuple[str, str, str]] = {
    # state: (icon, colour, words)
    "done": ("done", "success", N_("done")),
    "in_progress": ("half", "warning", N_("in progress")),
    "next": ("circle", "accent", N_("next")),
    "later": ("circle", "muted", N_("later")),
}


class ParticipantPage(ScrollPage):
    """Shows a ParticipantFile; every button only says where to go."""

    name = "participant"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._participant = ""
        self._has_come = False  # the person arrives: the next step gets the focus
        self.file: Any = None
        self.story: Any = None
        self.next_button: QPushButton | None = None
        self.setAcceptDrops(True)
        slots: dict[str, Callable[[], object]] = {
            "contact": partial(self._begin, story.CONTACT),
            "register": self._on_register,
            "hand_over": partial(self._go, "handover"),
            "print": partial(self._go, "printing"),
        }
        keys.bind(self, keys.FILE, slots)

    def arrive(self, place: Place) -> None:
        if place.participant != self._participant:
            self.file = None
            empty(self.column)
        self._participant = place.participant
        self._has_come = True
        self.run(_opened, place.participant, then=self._on_opened)

    def take_in(self, path: Path) -> None:
        """Begin a certificate with the file at ``path``."""
        self.run(attachments.begin_certificate, self._participant, path, then=Reply(self._on_begun, attachments.CERTIFICATE))

    def _on_opened(self, opened: tuple[Any, Any]) -> None:
        found, told = opened
        if found.row.id != self._participant:
            return
        self.file, self.story = found, told
        self.next_button = None
        scrolled = self.area.verticalScrollBar().value()
        with self.anew():
            self._show(found)
        self.area.verticalScrollBar().setValue(scrolled)
        self._take_focus()

    def _show(self, found: Any) -> None:
        self.column.addLayout(self._header(found.row))
        if found.conflicts:
            self.column.addWidget(self._conflict_banner(found.conflicts))
        self.notes = Notes(self._notes())
        self.notes.written.connect(self._on_note)
        side = column(doors(self._go), self._more(found.more_forms), self.notes, spacing=theme.LARGE)
        side.addWidget(portfolio([line.form_id for line in found.submissions if line.saved], self._go))
        side.addStretch(1)
        self.column.addLayout(self.beside(column(self._path(found.path), None), side, shares=(3, 2), spacing=theme.XLARGE))
        self._line_of_days = self._timeline()
        self.column.addWidget(self._line_of_days)
        self.column.addStretch(1)

    def _take_focus(self) -> None:
        """Who arrives begins the next step with Enter."""
        if self._has_come and self.next_button is not None:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._has_come = False

    def _notes(self) -> list[tuple[str, str, str]]:
        told = self.story.happenings
        found = [(told[line.id], line.author) for line in self.file.submissions if line.form_id == story.NOTE and line.id in told]
        return sorted(((note.on, note.words, author) for note, author in found), reverse=True)

    def _timeline(self) -> Timeline:
        not_ours = {step.form_id for step in self.file.path if step.audience == "participant"}
        shown = str(self.desk.settings.value(SHOWN, EVERYTHING))
        made = Timeline(self.file.submissions, self.story.happenings, shown, not_ours)
        made.opened.connect(self._open_line)
        made.looked_back.connect(self._open_history)
        made.typed_again.connect(self._open_second_entry)
        made.thrown_away.connect(self._on_thrown_away)
        made.chosen.connect(partial(self.desk.settings.setValue, SHOWN))
        return made

    def _header(self, person: Any) -> QVBoxLayout:
        title = text(person_name(person), "title")
        words = QVBoxLayout()
        words.setSpacing(px(theme.TINY))
        words.addWidget(title)
        if person.own_name and person.own_name != person.name:
            words.addWidget(text(isolated(person.own_name), "lead"))
        words.addWidget(text(self._about(person), "muted"))
        self.rights_button = button(_("Rights"), partial(self._go, "rights"), icon="shield")
        self.print_button = button(_("Portfolio and papers"), partial(self._go, "printing"), icon="print")
        self.hand_over_button = button(_("Hand over the laptop"), partial(self._go, "handover"), icon="hand-over")
        keys.hint(self.print_button, keys.FILE["print"])
        keys.hint(self.hand_over_button, keys.FILE["hand_over"])
        doors = self.beside(self.rights_button, self.print_button, self.hand_over_button, spacing=theme.SMALL)
        actions = column(doors, None)
        head = self.beside(words, actions, shares=(1, 0), spacing=theme.MEDIUM)
        whole = QVBoxLayout()
        whole.setSpacing(px(theme.SMALL))
        whole.addLayout(way_back(_("All participants"), partial(self._go, "participants")))
        whole.addLayout(head)
        return whole

    def _about(self, person: Any) -> str:
        born = birth_in_words(person.birth, person.birth_precision)
        parts = [
            _("Born {date}").format(date=born) if born else _("Birth date not known"),
            age_in_words(person.birth, person.birth_precision),
            language_names(person.languages),
        ]
        return "  ·  ".join(part for part in parts if part)

    def _conflict_banner(self, count: int) -> QFrame:
        banner = Card(kind="notice", margin=14)
        state(banner, "tone", "warning")
        words = ngettext("{count} answer differs between two laptops.", "{count} answers differ between two laptops.", count).format(
            count=count
        )
        look = button(_("Look and decide"), partial(self._go, "conflicts"))
        line_ = row(picture("warning", "warning"), text(words, "strong"), look, spacing=theme.MEDIUM)
        line_.setStretch(1, 1)
        return banner.add(line_)

    def _path(self, steps: tuple[Any, ...]) -> Card:
        card = Card(_("The path"))
        card.column.setSpacing(px(theme.TINY))
        target = _step_to_do(steps)
        for step in steps:
            card.add(self._step(step, step is target))
            if step.form_id == BEFORE_PILLARS:
                card.add(pillars(self.story.pillars, self._register_for))
        if steps and target is None:
            card.add(text(_("Every step of the path has been done."), "muted"))
        return card

    def _step(self, step: Any, is_target: bool) -> QWidget:
        icon, colour, words = STATES[step.state]
        begin = self._step_button(step, is_target)
        title = text(isolated(step.title), "strong" if step.state in ("next", "in_progress") else "body")
        whose = _("{state}, by the participant").format(state=_(words)) if step.audience == "participant" else _(words)
        about = _(ABOUT_STEPS[step.form_id]) if step.form_id in ABOUT_STEPS else ""
        said = text(_(" · ").join(part for part in (whose, about) if part), "small")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(title)
        names.addWidget(said)
        holder = role(QFrame(), "panel" if is_target else "plain")
        layout = row(spacing=theme.MEDIUM)
        layout.setContentsMargins(px(12), px(8), px(10), px(8))
        layout.addWidget(picture(icon, colour, 24), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(names, 1)
        if step.audience == "participant" and step.state != "done":
            together = button(_("Together"), partial(self._begin, step.form_id), kind="quiet")
            together.setAccessibleName(_("Fill in together: {form}").format(form=step.title))
            together.setToolTip(_("Fill in together: {form}").format(form=isolated(step.title)))
            layout.addWidget(together, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(begin, 0, Qt.AlignmentFlag.AlignVCenter)
        holder.setLayout(layout)
        return holder

    def _step_button(self, step: Any, is_target: bool) -> QPushButton:
        begin = _("Hand over") if step.audience == "participant" else _("Begin")
        words = {"done": _("Look"), "in_progress": _("Go on")}.get(step.state, begin)
        made = button(words, partial(self._open_step, step), kind="primary" if is_target else "quiet")
        made.setAccessibleName(_("{action}: {form}").format(action=words, form=step.title))
        if is_target:
            self.next_button = made
        return made

    def _more(self, forms: tuple[tuple[str, str], ...]) -> Card:
        card = Card(_("Register something"))
        card.add(text(_("An activity, a contact, a placement, a certificate …"), "small"))
        self.register_menu = QMenu(card)
        for form_id, title in forms:
            self.register_menu.addAction(title, partial(self._begin, form_id))
        self.contact_button = button(_("Write down a contact"), partial(self._begin, story.CONTACT), icon="add")
        keys.hint(self.contact_button, keys.FILE["contact"])
        self.register_button = button(_("Choose what"), icon="more")
        self.register_button.setMenu(self.register_menu)
        self.register_button.setEnabled(bool(forms))
        keys.hint(self.register_button, keys.FILE["register"])
        return card.add(row(self.contact_button, None), row(self.register_button, None))

    def _on_register(self) -> None:
        if self.file is not None and self.file.more_forms:
            self.register_button.showMenu()

    def _register_for(self, pillar: str) -> None:
        """An activity of this pillar, or a placement."""
        if pillar in INSTRUMENT:
            answers = {"instrument": INSTRUMENT[pillar]}
            self.run(prefill.start, story.ACTIVITY, self._participant, answers, then=Reply(self._on_begun, story.ACTIVITY))
        else:
            self._begin(story.PLACEMENT)

    def _on_begun(self, form_id: str, submission: str) -> None:
        self.went.emit(Place("entry", participant=self._participant, submission=submission, form=form_id))

    def _on_note(self, words: str) -> None:
        self.run(story.write_note, self._participant, words, then=self._on_noted)

    def _on_noted(self, _submission: str) -> None:
        self.told.emit(_("The note has been kept."))
        self._look_again()

    def _on_thrown_away(self, each: Any) -> None:
        self.run(entry.discard, each.id, then=self._look_again)

    def _look_again(self, _nothing: object = None) -> None:
        self.run(_opened, self._participant, then=self._on_opened)

    def _go(self, page: str) -> None:
        self.went.emit(Place(page, participant=self._participant))

    def _begin(self, form_id: str) -> None:
        self.went.emit(Place("entry", participant=self._participant, form=form_id))

    def _open_line(self, each: Any) -> None:
        self._open_form(Place("entry", participant=self._participant, submission=each.id, form=each.form_id))

    def _open_history(self, each: Any) -> None:
        self._open_form(Place("history", participant=self._participant, submission=each.id, form=each.form_id))

    def _open_second_entry(self, each: Any) -> None:
        self._open_form(Place("second_entry", participant=self._participant, submission=each.id, form=each.form_id))

    def _open_step(self, step: Any) -> None:
        page = "handover" if step.audience == "participant" and step.state != "done" else "entry"
        place = Place(page, participant=self._participant, submission=step.submission, form=step.form_id)
        if page == "entry":
            self._open_form(place)
        else:
            self.went.emit(place)

    def _open_form(self, place: Place) -> None:
        """Open answers, unless they are a survey that the participant did not share."""
        if place.submission:
            self.run(sharing.is_sealed, place.submission, then=Reply(self._on_seal, place))
        else:
            self.went.emit(place)

    def _on_seal(self, place: Place, is_sealed: bool) -> None:
        self.went.emit(replace(place, page="sealed") if is_sealed else place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.file is not None and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            self.take_in(Path(path))


def _dropped(event: QDropEvent) -> str:
    """The one file that is dropped, "" for anything else."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else ""


def _opened(workplace: Any, participant: str) -> tuple[Any, Any]:
    return participants.open_file(workplace, participant), story.story(workplace, participant)


def _step_to_do(steps: tuple[Any, ...]) -> Any | None:
    """The one step that gets the main button: what was begun, else what is next."""
    for wanted in ("in_progress", "next"):
        for step in steps:
            if step.state == wanted:
                return step
    return None
