"""Where the rooms are joined: the application with a window."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QLoggingCategory, QObject, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from nbnb_desktop import bugs
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder
from nbnb_desktop.ui.dress import Look, keep_look
from nbnb_desktop.ui.main_window import MainWindow
from nbnb_desktop.ui.tasks import Tasks

BACKUP_EVERY = 5 * 60_000
"""Milliseconds between two looks whether the rolling backup is due."""

QUIET = "qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg.info=false"
"""Which ways to speed up video this laptop lacks, and which FFmpeg there is: no faults. ``QT_LOGGING_RULES`` brings them back."""


class Application(QObject):
    """The window with what it needs, on the store in ``folder``; several can live in one process (tests, rehearsal)."""

    def __init__(self, folder: Path, look: Look | None = None) -> None:
        """``look`` instead of the one that was kept: language, colours and text size."""
        super().__init__()
        self.folder = folder
        self.tasks = Tasks(self)
        self.settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        if look is not None:
            keep_look(self.settings, look)
        self.window = MainWindow(None, self.tasks, folder, self.settings)
        self._backup = QTimer(self)
        self._backup.setInterval(BACKUP_EVERY)
        self._backup.timeout.connect(self._on_backup_time)
        self._backup.start()

    def close(self) -> None:
        """Close the window and the store; what was typed is kept first."""
        self._backup.stop()
        self.window.close()
        if self.window.workplace is not None:
            from nbnb_desktop.actions import setup

            self.tasks.run(partial(setup.lock, self.window.workplace))
            self.window.workplace = None
        self.tasks.close()

    def _on_backup_time(self) -> None:
        from nbnb_desktop.actions import keeping

        if self.window.workplace is not None:
            self.tasks.run(partial(keeping.backup_if_due, self.window.workplace))


def main(folder: Path | None = None) -> int:
    """Run the application until its window is closed."""
    from nbnb_desktop.cli import default_folder

    qt = qt_application()
    place = folder or default_folder()
    sys.excepthook = partial(_on_bug, place)
    application = Application(place)
    application.window.show()
    gc.freeze()  # what stays for good is not looked through again and again
    status = qt.exec()
    application.close()
    return status


def qt_application() -> QApplication:
    """The one QApplication of the process."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QLoggingCategory.setFilterRules(QUIET)
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("NBNB")  # what a screen reader calls the program
    qt.setDesktopFileName("nbnb-desktop")
    qt.setWindowIcon(QIcon(str(data_folder("resources") / "nbnb-desktop.svg")))
    return qt


def _on_bug(folder: Path, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """Nothing is lost by a bug: every answer was kept. Say so, and write down where it happened."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    bugs.note(folder, bug.with_traceback(trace))
    window: Any = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
    tell = getattr(window, "tell_refusal", None)
    if tell is not None:
        advice = _("Your answers are kept. If it happens again, tell the programme bureau.")
        tell(NbnbError(_("Something went wrong in the program."), advice))
