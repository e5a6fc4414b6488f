"""The worker's side: navigation, the notice bar, and the pages that take turns.

It swaps pages and passes their wishes on; what a page does is the page's own business.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import keys, theme
from nbnb_desktop.ui.blocks import px, row
from nbnb_desktop.ui.navigation import DESTINATIONS, Navigation
from nbnb_desktop.ui.notices import NoticeBar
from nbnb_desktop.ui.page import Desk, Page, Place

if TYPE_CHECKING:
    from nbnb_desktop.ui.tour import Tour

PAGES: dict[str, tuple[str, str]] = {
    # Imported when first visited, so that the window is there at once.
    "today": ("today", "TodayPage"),
    "participants": ("participants", "ParticipantsPage"),
    "new_participant": ("new_participant", "NewParticipantPage"),
    "participant": ("participant", "ParticipantPage"),
    "handover": ("handing_over", "HandingOverPage"),
    "printing": ("printing", "PrintingPage"),
    "batch": ("batch", "BatchPage"),
    "history": ("history", "HistoryPage"),
    "second_entry": ("second_entry", "SecondEntryPage"),
    "rights": ("rights", "RightsPage"),
    "sealed": ("sealed", "SealedPage"),
    "duplicates": ("duplicates", "DuplicatesPage"),
    "results": ("results", "ResultsPage"),
    "suggestions": ("suggestions", "SuggestionsPage"),
    "employers": ("employers", "EmployersPage"),
    "matching": ("matching", "MatchingPage"),
    "exchange": ("exchange", "ExchangePage"),
    "bureau": ("bureau", "BureauPage"),
    "pairing": ("pairing", "PairingPage"),
    "conflicts": ("conflicts", "ConflictsPage"),
    "tables": ("tables", "TablesPage"),
    "bulk": ("bulk", "BulkPage"),
    "group": ("group", "GroupPage"),
    "settings": ("settings", "SettingsPage"),
    "accounts": ("accounts", "AccountsPage"),
    "audit": ("audit", "AuditPage"),
    "recording": ("recording", "RecordingPage"),
    "help": ("help", "HelpPage"),
    "about": ("about", "AboutPage"),
}
ANEW = {"new_participant", "pairing", "conflicts"}
"""Pages that begin empty each time."""
FILLING_IN = {"entry", "handed_over", "typing_over"}
"""Places that are no page of the workbench: somebody fills in a form."""
KEPT_PLACES = 50
ROOMY = 1100
"""Pixels at 100% that a page with the words of the navigation beside it needs."""
BUSY_AFTER = 500
"""Milliseconds of work after which the line that says so appears."""

COMMANDS: tuple[tuple[str, Place], ...] = (
    (N_("New participant"), Place("new_participant")),
    (N_("All participants"), Place("participants")),
    (N_("Print for several participants"), Place("batch")),
    (N_("Possibly the same person"), Place("duplicates")),
    (N_("Today"), Place("today")),
    (N_("Employers and places"), Place("employers")),
    (N_("Send or take in a file"), Place("exchange")),
    (N_("Take in the files of many projects"), Place("bureau")),
    (N_("Add a laptop"), Place("pairing")),
    (N_("Decide about differences"), Place("conflicts")),
    (N_("Tables of the programme"), Place("tables")),
    (N_("Register from a file"), Place("bulk")),
    (N_("An activity of a group"), Place("group")),
    (N_("Make a backup"), Place("settings")),
    (N_("Who may work on this laptop"), Place("accounts")),
    (N_("Who did what"), Place("audit")),
    (N_("Change the language or the size of the text"), Place("settings")),
    (N_("Record speech for participants"), Place("recording")),
    (N_("Help"), Place("help")),
    (N_("About this program"), Place("about")),
)


class Workbench(QWidget):
    """Signals: lock_asked(); filling_in(Place) to open a form or hand over; redressed(Look); idle_chosen(minutes); toured()."""

    lock_asked = Signal()
    filling_in = Signal(object)
    redressed = Signal(object)
    idle_chosen = Signal(int)
    toured = Signal()

    def __init__(self, desk: Desk, organisation: str, project: str, account: str) -> None:
        super().__init__()
        self._desk = desk
        self._made: dict[str, Page] = {}
        self._places: list[Place] = []
        self.tour: Tour | None = None
        self.navigation = Navigation(organisation, project, account)
        self.notices = NoticeBar()
        self._pages = QStackedWidget()
        self._busy = QProgressBar()
        self._lay_out()
        self._connect()

    @property
    def place(self) -> Place:
        return self._places[-1] if self._places else Place("today")

    @property
    def page(self) -> Page:
        """The page on the screen."""
        shown = self._pages.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def go(self, place: Place) -> None:
        """Go to a place; forms and the hand-over are asked for one floor up."""
        if self.tour is not None:
            self.tour.end()
        if place.page in FILLING_IN:
            self.filling_in.emit(place)
            return
        if not self._places or self._places[-1] != place:
            self._places = [*self._places[-KEPT_PLACES:], place]
        page = self._page(place.page)
        self._pages.setCurrentWidget(page)
        self.navigation.light(place.page)
        page.setFocus()
        page.arrive(place)

    def back(self) -> None:
        """Where the person was before."""
        if len(self._places) > 1:
            self._places.pop()
            self.go(self._places.pop())

    def tell(self, words: str) -> None:
        self.notices.message(words)

    def show_tour(self) -> None:
        """Show a new worker around, on the page where every day begins."""
        from nbnb_desktop.ui.tour import Tour

        self.go(Place("today"))
        self.tour = Tour(self)
        self.tour.ended.connect(self._on_toured)
        self.tour.begin()

    def look_up(self) -> None:
        """Open the command palette."""
        from nbnb_desktop.ui.dialogs.palette import CommandPalette

        palette = CommandPalette(self._desk, [(_(words), place) for words, place in COMMANDS], self)
        palette.went.connect(self.go)
        palette.open()

    def _page(self, name: str) -> Page:
        if name in ANEW and (old := self._made.pop(name, None)) is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        if name not in self._made:
            module, page = PAGES[name]
            made: Page = getattr(import_module(f"nbnb_desktop.ui.pages.{module}"), page)(self._desk)
            made.went.connect(self.go)
            made.told.connect(self.tell)
            self._connect_wishes(made)
            self._made[name] = made
            self._pages.addWidget(made)
        return self._made[name]

    def _connect_wishes(self, page: Page) -> None:
        """What only some pages can say."""
        slots = {
            "redressed": self.redressed,
            "idle_chosen": self.idle_chosen,
            "waiting": self._on_waiting,
            "tour_asked": self.show_tour,
        }
        for name, slot in slots.items():
            if hasattr(page, name):
                getattr(page, name).connect(slot)

    def _on_waiting(self, count: int) -> None:
        self.navigation.count("conflicts", count)

    def _lay_out(self) -> None:
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(_("Working…"))
        room_kept = self._busy.sizePolicy()
        room_kept.setRetainSizeWhenHidden(True)  # what a person reads or presses does not move when the line appears
        self._busy.setSizePolicy(room_kept)
        self._busy.hide()
        around = QVBoxLayout()
        around.setContentsMargins(px(36), px(12), px(36), 0)
        around.addWidget(self._busy)
        around.addWidget(self.notices)
        room = QVBoxLayout()
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(0)
        room.addLayout(around)
        room.addWidget(self._pages, 1)
        theme.role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = row(self.navigation, spacing=0)
        whole.addLayout(room, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.navigation.chosen.connect(lambda page: self.go(Place(page)))
        self.navigation.lock_asked.connect(self.lock_asked)
        self.navigation.find_asked.connect(self.look_up)
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(BUSY_AFTER)
        self._busy_soon.timeout.connect(self._busy.show)
        self._desk.tasks.busy.connect(self._on_busy)
        slots: dict[str, Callable[[], object]] = {
            "find": self.look_up,
            "help": self._on_help,
            "new": self._on_new,
            "search": self._on_search,
            "back": self.back,
            "lock": self.lock_asked.emit,
        }
        keys.bind(self, keys.EVERYWHERE, slots)
        for destination in DESTINATIONS:
            QShortcut(QKeySequence(destination.key), self, lambda page=destination.page: self.go(Place(page)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.narrow(self.width() < px(ROOMY))

    def _on_new(self) -> None:
        self.go(Place("new_participant"))

    def _on_toured(self) -> None:
        self.tour = None
        self.toured.emit()

    def _on_help(self) -> None:
        self.go(Place("help", form=self.place.page))

    def _on_search(self) -> None:
        self.go(Place("participants"))

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._busy_soon.start()
        else:
            self._busy_soon.stop()
            self._busy.hide()
