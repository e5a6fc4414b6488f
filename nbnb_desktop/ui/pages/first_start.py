"""The first start: a few steps, one question a page, and at the end an encrypted store and a kept recovery code."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.blocks import button, empty, picture, row, text
from nbnb_desktop.ui.pages.first_steps import AccountStep, Answers, LanguageStep, ProjectStep, Step
from nbnb_desktop.ui.pages.gate import Gate
from nbnb_desktop.ui.pages.recovery import RecoveryCode

STEPS = 4
"""Language, project, account, recovery code; "done" is no question."""


class FirstStartPage(Gate):
    """Signals: finished(workplace) at the end; spoke(language) when another interface language was chosen; restore_asked()."""

    finished = Signal(object)
    spoke = Signal(str)
    restore_asked = Signal()

    def __init__(self, tasks: Any, folder: Path, answers: Answers | None = None) -> None:
        super().__init__()
        self.answers = answers or Answers(language=i18n.current())
        self._tasks = tasks
        self._folder = folder
        self._at = 0
        self._workplace: Any = None
        self._show_step()

    @property
    def step(self) -> QWidget:
        """The step on the screen."""
        return self._step

    def go_on(self) -> None:
        """Continue, when the step has all that it asks."""
        if not self._step.accept(self.answers):
            return
        if self._at < STEPS - 2:
            self._at += 1
            self._show_step()
        else:
            self._make_store()

    def go_back(self) -> None:
        self._at -= 1
        self._show_step()

    def _show_step(self) -> None:
        make = (LanguageStep, ProjectStep, partial(AccountStep, tasks=self._tasks))[self._at]
        self._step: Step = make(self.answers)
        self._step.entered.connect(self.go_on)
        if isinstance(self._step, LanguageStep):
            self._step.spoken.connect(self._on_spoken)
        self._lay_out(_(self._step.title), _(self._step.lead), self._step)
        earlier = button(_("Back"), self.go_back) if self._at else button(_("Put a backup back…"), self.restore_asked.emit, kind="link")
        self._continue = button(_("Continue"), self.go_on, kind="primary")
        self._continue.setDefault(True)
        self.card.add(row(earlier, None, self._continue))
        self._step.setFocus()

    def _lay_out(self, title: str, lead: str, *things: QWidget) -> None:
        empty(self.card.column)
        self.card.add(text(_("Step {number} of {count}").format(number=self._at + 1, count=STEPS), "caption"))
        self.card.add(text(title, "title"), text(lead, "muted"))
        self._refused = text("", "error")
        self._refused.hide()
        self.card.add(*things, self._refused)

    def _on_spoken(self, language: str) -> None:
        self.answers.language = language
        if language != i18n.current():
            self.spoke.emit(language)
            self._show_step()

    def _make_store(self) -> None:
        self._continue.setEnabled(False)
        self._continue.setText(_("One moment…"))
        self._tasks.run(partial(setup.first_start, self._folder, self.answers.first_start()), then=self._on_made, failed=self._on_refused)

    def _on_refused(self, refusal: NbnbError) -> None:
        self._continue.setEnabled(True)
        self._continue.setText(_("Continue"))
        self._refused.setText(str(refusal))
        self._refused.show()

    def _on_made(self, made: tuple[Any, str]) -> None:
        self._workplace, code = made
        self.answers.passphrase = ""
        self._at = STEPS - 1
        self.recovery = RecoveryCode(code, self.answers.organisation, self.answers.language, self._tasks)
        self.recovery.kept.connect(self._show_done)
        self._lay_out(
            _("Keep this recovery code"),
            _("If nobody remembers the passphrase, only this code opens the laptop. It is shown once."),
            self.recovery,
        )

    def _show_done(self) -> None:
        empty(self.card.column)
        self.card.add(picture("done", "success", 44), text(_("Everything is ready"), "title"))
        self.card.add(
            text(_("This laptop keeps everything encrypted. You begin with the first participant: it takes less than a minute."), "muted")
        )
        self.start = button(_("Begin"), lambda: self.finished.emit(self._workplace), kind="primary")
        self.card.add(row(None, self.start))
        self.start.setFocus()
