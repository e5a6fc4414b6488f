"""The laptop is in the participant's hands: one form, full screen, until the worker's PIN.

Meanwhile the worker's pages do not exist: nothing of other participants is on a screen or waits behind one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from nbnb_desktop import i18n
from nbnb_desktop.actions import attachments, entry, handover, printing, sound
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, SOURCE_LANGUAGE, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.filling_in import KeptFiles
from nbnb_desktop.ui.page import Desk, Place, Reply
from nbnb_desktop.ui.paper import print_pdf
from nbnb_desktop.ui.sound import Player, Voice, is_available
from nbnb_desktop.ui.words import isolated


class HandedOver(QObject):
    """Signals: opened(page), a window of its own; ended(Place, words) after the PIN; refused(error)."""

    opened = Signal(object)
    ended = Signal(object, str)
    refused = Signal(object)

    is_handed_over = True

    def __init__(self, desk: Desk, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.place = place
        self._words = ""
        self.page: Any = None
        self._run(_started, place, then=self._on_started, failed=self.refused.emit)

    def flush(self) -> None:
        """Hand what was answered to the store now."""
        if self.page is not None:
            self.page.flush()

    def _run(self, action: Any, *arguments: Any, then: Any = None, failed: Any = None) -> None:
        workplace = self._desk.workplace
        self._desk.tasks.run(lambda: action(workplace, *arguments), then=then, failed=failed)

    def _on_started(self, started: tuple[entry.Entry, dict[str, bytes], frozenset[str], frozenset[str]]) -> None:
        from nbnb_desktop.ui.pages.handover import HandOverPage

        self._entry, files, known, computer = started
        self.page = HandOverPage(
            self._entry.session,
            self._snapshot,
            language=self.place.language,
            place=self._entry.place,
            scheme=theme.current().scheme,
            files=KeptFiles(self._desk, files),
            on_paper=True,
            voice=self._voice(known, computer),
        )
        self.page.changed.connect(self._on_changed)
        self.page.completed.connect(self._on_completed)
        self.page.paused.connect(self._on_paused)
        self.page.pin_entered.connect(self._on_pin)
        self.page.answers_wanted.connect(self._on_answers_wanted)
        self.page.released.connect(self._on_released)
        self.opened.emit(self.page)

    def _voice(self, known: frozenset[str], computer: frozenset[str]) -> Voice | None:
        if not is_available():
            return None
        self._player = Player(self)
        return Voice(known, computer, self._fetch, self._player, self)

    def _fetch(self, language: str, words: str, then: Callable[[sound.Recording | None], None]) -> None:
        self._run(sound.find, language, words, then=then)

    def _snapshot(self, place: str) -> entry.EntrySnapshot:
        return entry.snapshot(self._entry, place)

    def _on_changed(self, kept: entry.EntrySnapshot) -> None:
        self._run(entry.save_draft, kept, failed=self._on_not_kept)

    def _on_completed(self, paradata: dict[str, object]) -> None:
        self._run(_completed, self._snapshot(""), paradata, then=self._on_kept, failed=self._on_not_kept)

    def _on_kept(self, _submission: object) -> None:
        self._words = N_("The participant has finished the form.")

    def _on_answers_wanted(self, how: str) -> None:
        """One worker does things in the order asked for: the form is kept before it is printed."""
        then = Reply(self._on_answers_made, how)
        language = self.page.language or SOURCE_LANGUAGE
        self._run(printing.my_answers, self._entry.participant, self._entry.submission, language, then=then, failed=self._on_no_paper)

    def _on_answers_made(self, how: str, pdf: bytes) -> None:
        if how == "print":
            self.page.tell(print_pdf(pdf, self.page))
            return
        path, __ = QFileDialog.getSaveFileName(self.page, _("Save my answers"), _("my answers") + ".pdf", "PDF (*.pdf)")
        if path:
            self._desk.tasks.run(partial(printing.save, pdf, Path(path)), then=Reply(self._on_saved, Path(path)), failed=self._on_no_paper)

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.page.tell(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_no_paper(self, refusal: NbnbError) -> None:
        self.page.tell(str(refusal))

    def _on_not_kept(self, refusal: NbnbError) -> None:
        """The participant cannot mend it: the worker hears it after the PIN, and the answers stay in the draft."""
        self._words = str(refusal)

    def _on_paused(self, _place: str) -> None:
        self._run(handover.log, self._entry.participant, "hand-over paused")

    def _on_pin(self, pin: str) -> None:
        self._run(handover.check_pin, pin, then=self._on_pin_checked)

    def _on_pin_checked(self, result: handover.PinResult) -> None:
        self.page.pin_result(result.ok, result.wait)

    def _on_released(self) -> None:
        # Said only now: until the PIN the interface spoke the participant's language.
        self.ended.emit(Place("participant", participant=self._entry.participant), _(self._words))


def _started(workplace: Any, place: Place) -> tuple[entry.Entry, dict[str, bytes], frozenset[str], frozenset[str]]:
    begun = handover.start(workplace, place.participant, place.form, place.language or SOURCE_LANGUAGE)
    return begun, attachments.of_entry(workplace, begun), sound.known(workplace), sound.computer_languages(workplace)


def _completed(workplace: Any, kept: entry.EntrySnapshot, paradata: dict[str, object]) -> str:
    submission = entry.finish(workplace, kept)
    told = {**paradata, "translation": i18n.status(kept.language)}
    handover.keep_paradata(workplace, submission, told)
    handover.log(workplace, kept.participant, "hand-over completed")
    return submission
