"""The window: first start or unlocking, then the workbench; it only swaps what fills it.

``app`` makes one with what it has and listens to ``opened`` and ``locked``::

    window = MainWindow(workplace_or_None, tasks, folder, settings)
    window.show()
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from nbnb_desktop.actions import setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.blocks import column
from nbnb_desktop.ui.dress import Look, dress, keep_look, kept_look
from nbnb_desktop.ui.notices import NoticeBar
from nbnb_desktop.ui.page import Desk, Place
from nbnb_desktop.ui.sleep import SleepWatch

IDLE_MINUTES = 15
TOUR, TOUR_DUE = "tour", "due"
"""The choice that says that nobody has been shown around on this laptop yet."""
TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin}


class MainWindow(QMainWindow):
    """Signals: opened(workplace) after first start or unlocking; locked() after the store was closed."""

    opened = Signal(object)
    locked = Signal()

    def __init__(self, workplace: Any, tasks: Any, folder: Path, settings: Any) -> None:
        super().__init__()
        self.workplace: Any = None
        self._tasks = tasks
        self._folder = folder
        self._settings = settings
        self.workbench: Any = None
        self._flow: Any = None
        self._account = ""
        self._left = ("", Place("today"))  # whose screen was locked, and where
        self._stage = QStackedWidget()
        self._notices = NoticeBar()
        whole = QWidget()
        whole.setLayout(column(self._notices, self._stage, spacing=0))
        self.setCentralWidget(whole)
        tasks.refused.connect(self.tell_refusal)
        self.setMinimumSize(QSize(900, 600))
        self.setWindowTitle(_("NBNB: intake and portfolio"))
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._on_idle)
        self._set_idle(IDLE_MINUTES)
        self.sleep_watch = SleepWatch(self)
        self.sleep_watch.slept.connect(self._on_slept)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._on_focus_window)
        self.redress(kept_look(settings))
        self._restore_size()
        if workplace is None:
            self.show_gate()
        else:
            self.open_workplace(workplace)

    @property
    def screen_now(self) -> QWidget | None:
        """What fills the window now."""
        return self._stage.currentWidget()

    def tell_refusal(self, refusal: NbnbError) -> None:
        """Say what could not be done, where the person looks now."""
        is_workbench = self.workbench is not None and self._stage.currentWidget() is self.workbench
        (self.workbench.notices if is_workbench else self._notices).error(refusal)

    # -- what fills the window

    def show_gate(self) -> None:
        """First start when there is no store yet, else unlocking."""
        if setup.is_set_up(self._folder):
            self._show_unlock()
        else:
            from nbnb_desktop.ui.pages.first_start import FirstStartPage

            page = FirstStartPage(self._tasks, self._folder)
            page.spoke.connect(self._on_spoke)
            page.restore_asked.connect(self._show_restore)
            page.finished.connect(self._on_first_start)
            self._fill(page)

    def open_workplace(self, workplace: Any) -> None:
        """Show the workbench on an unlocked store."""
        self.workplace = workplace
        self._tasks.run(partial(setup.settings, workplace), then=self._on_settings)

    def lock(self) -> None:
        """Keep what was typed, close the store, and ask for the passphrase again; the same person comes back to the same place."""
        if self.workplace is None:
            return
        place = self._flow.place if self._flow is not None else self.workbench.place if self.workbench is not None else Place("today")
        if place.page == "handed_over":  # the worker comes back first
            place = Place("participant", participant=place.participant)
        self._left = (self._account, place)
        self._end_flow()
        workplace, self.workplace = self.workplace, None
        self.workbench = None
        self._fill(QWidget())
        self._tasks.turn()
        self._tasks.run(partial(setup.lock, workplace), then=self._on_locked)

    def redress(self, look: Look) -> None:
        """Speak and look as chosen; the pages are made anew at the same place."""
        dress(look)
        if self.workbench is not None:
            self._show_workbench(self.workbench.place)

    def _show_unlock(self) -> None:
        from nbnb_desktop.ui.pages.unlock import UnlockPage

        page = UnlockPage(self._tasks, self._folder, str(self._settings.value("account", "")))
        page.unlocked.connect(self.open_workplace)
        page.forgot.connect(self._show_recover)
        page.restore_asked.connect(self._show_restore)
        self._fill(page)
        page.passphrase.setFocus()

    def _show_recover(self) -> None:
        from nbnb_desktop.ui.pages.unlock import RecoverPage

        page = RecoverPage(self._tasks, self._folder, str(self._settings.value("account", "")))
        page.unlocked.connect(self.open_workplace)
        page.back.connect(self._show_unlock)
        self._fill(page)

    def _show_restore(self) -> None:
        from nbnb_desktop.ui.pages.restore import RestorePage

        page = RestorePage(self._tasks, self._folder, str(self._settings.value("account", "")))
        page.unlocked.connect(self.open_workplace)
        page.restored.connect(self.show_gate)
        page.back.connect(self.show_gate)
        self._fill(page)

    def _show_workbench(self, place: Place) -> None:
        from nbnb_desktop.ui.workbench import Workbench

        desk = Desk(self.workplace, self._tasks, self._folder, self._settings)
        self.workbench = Workbench(desk, self._organisation, self._project, self._account)
        self.workbench.lock_asked.connect(self.lock)
        self.workbench.redressed.connect(self.redress)
        self.workbench.idle_chosen.connect(self._set_idle)
        self.workbench.filling_in.connect(self._on_filling_in)
        self.workbench.toured.connect(self._on_toured)
        self._fill(self.workbench)
        self.workbench.go(place)
        if self._settings.value(TOUR) == TOUR_DUE:
            self.workbench.show_tour()

    def _fill(self, screen: QWidget) -> None:
        """Let ``screen`` fill the window; the one before goes, with everything in it."""
        before = self._stage.currentWidget()
        self._stage.addWidget(screen)
        self._stage.setCurrentWidget(screen)
        if before is not None:
            self._stage.removeWidget(before)
            before.deleteLater()

    # -- what happened

    def _on_first_start(self, workplace: Any) -> None:
        self._settings.setValue(TOUR, TOUR_DUE)
        self.open_workplace(workplace)

    def _on_toured(self) -> None:
        self._settings.remove(TOUR)

    def _on_spoke(self, language: str) -> None:
        look = kept_look(self._settings)
        chosen = Look(language, look.scheme, look.text_size)
        keep_look(self._settings, chosen)
        self.redress(chosen)

    def _on_settings(self, kept: dict[str, Any]) -> None:
        project = kept["project"]
        self._organisation = str(kept["organisation"])
        self._project = str(project.get("name", "")) if isinstance(project, dict) else ""
        self._account = str(getattr(self.workplace, "account", ""))
        self._settings.setValue("account", self._account)
        self._set_idle(int(kept["idle_minutes"]))
        account, place = self._left
        self._left = ("", Place("today"))
        if place.page in ("entry", "typing_over") and account == self._account:
            self._show_workbench(Place("participant", participant=place.participant) if place.participant else Place("today"))
            self._on_filling_in(place)
        else:
            self._show_workbench(place if account == self._account else Place("today"))
        self.opened.emit(self.workplace)

    def _on_locked(self, _nothing: object) -> None:
        self._show_unlock()
        self.locked.emit()

    # -- filling in a form

    def _on_filling_in(self, place: Place) -> None:
        """Open a form over the workbench, or hand the laptop over; one at a time."""
        from nbnb_desktop.ui.filling_in import FillingIn, TypingOver
        from nbnb_desktop.ui.handed_over import HandedOver

        if self._flow is not None:
            return
        handed_over = place.page == "handed_over"
        desk = Desk(self.workplace, self._tasks, self._folder, self._settings)
        flow: Any = {"handed_over": HandedOver, "typing_over": TypingOver}.get(place.page, FillingIn)
        self._flow = flow(desk, place, self)
        self._flow.opened.connect(self._seal if handed_over else self._cover)
        self._flow.ended.connect(self._on_returned if handed_over else self._on_ended)
        self._flow.refused.connect(self._on_flow_refused)

    def _seal(self, page: QWidget) -> None:
        """The participant's window is all there is: the worker's pages go, until the PIN makes them anew."""
        page.showFullScreen()
        self.hide()
        self.workbench = None
        self._fill(QWidget())

    def _on_returned(self, place: Place, words: str) -> None:
        self.show()
        self._end_flow()
        self._show_workbench(place)
        if words:
            self.workbench.tell(words)

    def _on_ended(self, place: Place, words: str) -> None:
        self._end_flow()
        self.workbench.go(place)
        if words:
            self.workbench.tell(words)

    def _on_flow_refused(self, refusal: NbnbError) -> None:
        if self._flow.page is None:
            self._end_flow()
        self.tell_refusal(refusal)

    def _cover(self, page: QWidget) -> None:
        """Show a form over the workbench, which waits underneath."""
        self._stage.addWidget(page)
        self._stage.setCurrentWidget(page)

    def _end_flow(self) -> None:
        """Keep what was typed and take the form away."""
        if self._flow is None:
            return
        flow, self._flow = self._flow, None
        flow.flush()
        if flow.page is not None:
            self._stage.removeWidget(flow.page)
            flow.page.hide()
            flow.page.deleteLater()
        flow.deleteLater()

    # -- idle

    def _set_idle(self, minutes: int) -> None:
        self._idle.setInterval(minutes * 60_000)
        self._idle.start()

    def _on_focus_window(self, window: QWindow | None) -> None:
        """Watch what people do at each window that they turn to; a filter on the application would be asked about every event of all."""
        if window is not None:
            window.installEventFilter(self)

    def _on_idle(self) -> None:
        if self._flow is None or not self._flow.is_handed_over:
            self.lock()

    def _on_slept(self) -> None:
        """Also while the laptop is handed over: who opens the lid may be anybody."""
        if self._flow is not None and self._flow.is_handed_over:
            self.show()  # the participant's window goes, and the one that asks for the passphrase comes
        self.lock()

    # -- size

    def _restore_size(self) -> None:
        geometry = self._settings.value("geometry")
        if not geometry or not self.restoreGeometry(geometry):
            self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES and self._idle.isActive():
            self._idle.start()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_focus_window(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks nothing: every answer is kept already."""
        self._settings.setValue("geometry", self.saveGeometry())
        self._end_flow()
        self._idle.stop()
        self.sleep_watch.stop()
        super().closeEvent(event)
