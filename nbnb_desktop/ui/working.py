"""A bar that moves and a button that stops, for as long as a piece of long work is under way."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import button, row
from nbnb_desktop.ui.tasks import Job


class Working(QWidget):
    """Hidden while nothing is under way; ``follow`` a job of ``tasks.run_long``."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.stop_button = button(_("Stop"), self.stop, kind="danger")
        layout = row(self.bar, self.stop_button, spacing=theme.MEDIUM)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def follow(self, job: Job) -> None:
        self._job = job
        self.bar.setRange(0, 0)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self.show()

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        if self._job is not None:
            self._job.cancel()

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_ended(self) -> None:
        self._job = None
        self.hide()
