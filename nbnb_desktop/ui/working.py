"""A bar that moves and a button that stops: what a person sees of long work."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QProgressBar, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import button, row


class Working(QWidget):
    """Hidden until ``follow(job)``; hidden again when the job ends, however it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Any = None
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.stop_button = button(_("Stop"), self.stop, kind="danger")
        layout = row(self.bar, self.stop_button, spacing=theme.MEDIUM)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def follow(self, job: Any) -> None:
        """Show how far ``job`` (of ``tasks.run_long``) is."""
        self._job = job
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self.show()

    def stop(self) -> None:
        if self._job is not None:
            self.stop_button.setEnabled(False)
            self._job.cancel()

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_ended(self) -> None:
        self._job = None
        self.hide()
