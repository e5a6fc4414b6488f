"""One participant's file: who it is, the path with what is next, and all that was filled in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from nbnb_desktop.actions import participants, sharing, story
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Thing, button, chip, column, empty, line, picture, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage, settle
from nbnb_desktop.ui.pages.participant_story import doors, pillars
from nbnb_desktop.ui.theme import role, state
from nbnb_desktop.ui.words import (
    age_in_words,
    birth_in_words,
    day_in_words,
    isolated,
    language_name,
    language_names,
    moment,
    person_name,
)

SHOWN_LINES = 12
"""Filled-in forms shown at first; the rest on request."""

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
        self._all_lines = False
        self.file: Any = None
        self.story: Any = None
        self.next_button: QWidget | None = None

    def arrive(self, place: Place) -> None:
        if place.participant != self._participant:
            self.file = None
            self._all_lines = False
            empty(self.column)
        self._participant = place.participant
        self.run(_opened, place.participant, then=self._on_opened)

    def _on_opened(self, opened: tuple[Any, Any]) -> None:
        found, self.story = opened
        self._on_file(found)

    def _on_file(self, found: Any) -> None:
        if found.row.id != self._participant:
            return
        self.file = found
        self.next_button = None
        scrolled = self.area.verticalScrollBar().value()
        empty(self.column)
        self.column.addLayout(self._header(found.row))
        if found.conflicts:
            self.column.addWidget(self._conflict_banner(found.conflicts))
        path = column(self._path(found.path), None)
        side = column(doors(self._go), self._more(found.more_forms), spacing=theme.LARGE)
        if self.story.pillars is not None:
            side.addWidget(pillars(self.story.pillars))
        side.addStretch(1)
        self.column.addLayout(self.beside(path, side, shares=(3, 2), spacing=theme.XLARGE))
        self.column.addWidget(self._lines(self._in_time(found.submissions)))
        self.column.addStretch(1)
        settle()
        self.area.verticalScrollBar().setValue(scrolled)

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
        if steps and target is None:
            card.add(text(_("Every step of the path has been done."), "muted"))
        return card

    def _step(self, step: Any, is_target: bool) -> QWidget:
        icon, colour, words = STATES[step.state]
        begin = self._step_button(step, is_target)
        title = text(isolated(step.title), "strong" if step.state in ("next", "in_progress") else "body")
        said = text(_("{state}, by the participant").format(state=_(words)) if step.audience == "participant" else _(words), "small")
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

    def _step_button(self, step: Any, is_target: bool) -> QWidget:
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
        choose = button(_("Choose what"), icon="add")
        choose.setMenu(self.register_menu)
        choose.setEnabled(bool(forms))
        return card.add(row(choose, None))

    def _lines(self, lines: tuple[Any, ...]) -> Card:
        card = Card(_("Filled in"))
        card.column.setSpacing(px(theme.SMALL))
        if not lines:
            return card.add(text(_("Nothing yet. What is filled in stands here, the latest on top."), "muted"))
        shown = lines if self._all_lines else lines[:SHOWN_LINES]
        for number, each in enumerate(shown):
            if number:
                card.add(line())
            card.add(self._line(each))
        if len(shown) < len(lines):
            more = ngettext("Show {count} more", "Show {count} more", len(lines) - len(shown)).format(count=len(lines) - len(shown))
            card.add(row(button(more, self._show_all, kind="link"), None))
        return card

    def _in_time(self, lines: tuple[Any, ...]) -> tuple[Any, ...]:
        """What is going on first, then by the day on which it happened, the latest on top."""
        days = self.story.happenings

        def day(each: Any) -> tuple[bool, str, str]:
            on = days[each.id].on if each.id in days else each.changed_at[:10]
            return (each.draft, on[:10], each.changed_at)

        return tuple(sorted(lines, key=day, reverse=True))

    def _line(self, each: Any) -> QWidget:
        said = _("{when}, {who}").format(when=moment(each.changed_at), who=isolated(each.author))
        if each.language not in ("", "nl"):
            said = _("{said}, in {language}").format(said=said, language=language_name(each.language))
        happened = self.story.happenings.get(each.id)
        words = column(text(day_in_words(happened.on if happened else each.changed_at[:10]), "caption"), spacing=0)
        words.addWidget(text(isolated(each.title), "body"))
        if happened and happened.words:
            words.addWidget(text(isolated(happened.words)))
        words.addWidget(text(said, "small"))
        things: list[Thing] = [words]
        if each.draft:
            things.append(chip(_("not finished"), "warning"))
        if each.conflicts:
            things.append(chip(_("differs"), "danger"))
        if each.saved:
            past = button(_("History"), partial(self._open_history, each), kind="quiet")
            past.setAccessibleName(_("{action}: {form}").format(action=_("History"), form=each.title))
            things.append(past)
        look = button(_("Open"), partial(self._open_line, each), kind="quiet")
        look.setAccessibleName(_("{action}: {form}").format(action=_("Open"), form=each.title))
        layout = row(*things, look)
        layout.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _show_all(self) -> None:
        self._all_lines = True
        self._on_file(self.file)

    def _go(self, page: str) -> None:
        self.went.emit(Place(page, participant=self._participant))

    def _begin(self, form_id: str) -> None:
        self.went.emit(Place("entry", participant=self._participant, form=form_id))

    def _open_line(self, each: Any) -> None:
        self._open_form(Place("entry", participant=self._participant, submission=each.id, form=each.form_id))

    def _open_history(self, each: Any) -> None:
        self._open_form(Place("history", participant=self._participant, submission=each.id, form=each.form_id))

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


def _opened(workplace: Any, participant: str) -> tuple[Any, Any]:
    return participants.open_file(workplace, participant), story.story(workplace, participant)


def _step_to_do(steps: tuple[Any, ...]) -> Any | None:
    """The one step that gets the main button: what was begun, else what is next."""
    for wanted in ("in_progress", "next"):
        for step in steps:
            if step.state == wanted:
                return step
    return None
