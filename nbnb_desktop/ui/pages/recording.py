"""An interpreter reads the questions in: one text at a time, large; record, listen, keep, next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QProgressBar

from nbnb_desktop import i18n
from nbnb_desktop.actions import sound, speech, spoken
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.questions.base import start_at
from nbnb_desktop.ui.sound import Player, Recorder, is_available, why_not
from nbnb_desktop.ui.words import isolated, language_name


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of one form in one language, each with whether it has a recording, and how far every language is."""

    texts: tuple[tuple[str, bool], ...]
    coverage: dict[str, sound.Coverage]


class RecordingPage(ScrollPage):
    """What is recorded stays in memory until "Keep"; leaving the page stops the microphone."""

    name = "recording"
    measure = 860

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._texts: tuple[tuple[str, bool], ...] = ()
        self._at = 0
        self._taken = b""
        self.is_recording = False
        self.column.addLayout(way_back(_("Back to the settings"), self._on_back))
        self.head(_("Record speech"), _("Read each text aloud as it stands here. Participants who read with difficulty will hear it."))
        if not is_available():
            self.column.addWidget(text(why_not(), "muted"))
            self.column.addStretch(1)
            return
        self.player, self.recorder = Player(self), Recorder(self)
        self.recorder.recorded.connect(self._on_recorded)
        self.recorder.refused.connect(self._on_refused)
        for card in (self._choices_card(), self._text_card()):
            self.column.addWidget(card)
        if speech.languages():
            self.column.addWidget(self._computer_card())
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        if is_available():
            self.run(_begun, then=self._on_begun)

    @property
    def words(self) -> str:
        """The text to be read now, "" when there is none."""
        return self._texts[self._at][0] if self._at < len(self._texts) else ""

    # What a person does

    def record(self) -> None:
        """Start, or stop when it runs."""
        if self.is_recording:
            self.recorder.stop()
            return
        self.player.stop()
        self._taken, self.is_recording = b"", True
        self._refused.hide()
        self._show_buttons()
        self.recorder.start()

    def listen(self) -> None:
        """What was just recorded, or what is kept already."""
        if self._taken:
            self.player.play(self._taken, "audio/wav")
        else:
            self.run(sound.find, self.language.currentData(), self.words, then=self._on_found)

    def keep(self) -> None:
        """Keep the recording and go to the next text."""
        if self._taken:
            self.run(sound.add, self.language.currentData(), self.words, self._taken, then=self._on_kept, failed=self._on_failed)

    def go_on(self, step: int = 1) -> None:
        """The next text, or an earlier one; what was not kept is gone."""
        if self._texts:
            self._at = (self._at + step) % len(self._texts)
        self._show_text()

    def take_away(self) -> None:
        """Remove the recording that is kept of this text."""
        self.run(sound.remove, self.language.currentData(), self.words, then=self._on_changed)

    # Making

    def _choices_card(self) -> Card:
        self.form, self.language = QComboBox(), QComboBox()
        for code, known in i18n.PARTICIPANT_LANGUAGES.items():
            self.language.addItem(known.own_name, code)
        self.form.activated.connect(self._on_choice)
        self.language.activated.connect(self._on_choice)
        self.all = QCheckBox(_("Also texts that have a recording"))
        self.all.toggled.connect(self._on_choice)
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.progress = text("", "small")
        fields = self.beside(Field(_("Language"), self.language), Field(_("Form"), self.form), shares=(1, 1))
        return Card().add(fields, self.meter, self.progress, self.all)

    def _text_card(self) -> Card:
        self.shown = text("", "question")
        self.state = text("", "muted")
        self._refused = text("", "error")
        self._refused.hide()
        self.record_button = button(_("Record"), self.record, icon="record")
        self.listen_button = button(_("Listen"), self.listen, icon="sound")
        self.keep_button = button(_("Keep and go on"), self.keep, kind="primary", icon="check")
        self.next_button = button(_("Skip this text"), self.go_on, icon="next")
        self.before_button = button(_("The text before"), lambda: self.go_on(-1), kind="quiet", icon="back")
        self.away_button = button(_("Remove the recording"), self.take_away, kind="quiet", icon="trash")
        card = Card().add(self.shown, self.state, self._refused)
        card.add(self.beside(self.record_button, self.listen_button, self.keep_button, spacing=theme.SMALL))
        return card.add(self.beside(self.before_button, self.next_button, self.away_button, spacing=theme.SMALL))

    def _computer_card(self) -> Card:
        names = _(", ").join(language_name(code) for code in sorted(speech.languages()))
        self.computer = QCheckBox(_("Use a computer voice where nobody has read a text in"))
        self.computer.clicked.connect(self._on_computer)
        words = _("It speaks {languages}, and it is marked as a computer. A person is always better.").format(languages=names)
        return Card(_("Computer voice")).add(self.computer, text(words, "muted"))

    # Answers

    def _on_begun(self, found: tuple[list[tuple[str, str]], bool]) -> None:
        forms, computer = found
        chosen = self.form.currentData()
        self.form.clear()
        for form_id, title in forms:
            self.form.addItem(title, form_id)
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)))
        if speech.languages():
            self.computer.setChecked(computer)
        self._ask()

    def _on_choice(self) -> None:
        self._at = 0
        self._ask()

    def _ask(self) -> None:
        self.run(_reading, self.form.currentData(), self.language.currentData(), then=self._on_reading)

    def _on_reading(self, found: Reading) -> None:
        for code, covered in found.coverage.items():
            said = _("{language}: {percent}%").format(language=i18n.PARTICIPANT_LANGUAGES[code].own_name, percent=covered.percent)
            self.language.setItemText(self.language.findData(code), said)
        covered = found.coverage[self.language.currentData()]
        self.meter.setMaximum(max(1, covered.total))
        self.meter.setValue(covered.recorded)
        self.meter.setAccessibleName(_("Texts with a recording"))
        words = ngettext("{recorded} of {count} text has a recording.", "{recorded} of {count} texts have a recording.", covered.total)
        self.progress.setText(words.format(recorded=covered.recorded, count=covered.total))
        self._texts = tuple(each for each in found.texts if self.all.isChecked() or not each[1])
        self._at = min(self._at, max(0, len(self._texts) - 1))
        self._show_text()

    def _on_recorded(self, content: bytes) -> None:
        self.is_recording, self._taken = False, content
        self.state.setText(_("Listen to it, and keep it when it is right."))
        self._show_buttons()

    def _on_refused(self, words: str) -> None:
        self.is_recording = False
        self._refused.setText(words)
        self._refused.show()
        self._show_buttons()

    def _on_failed(self, refusal: NbnbError) -> None:
        self._on_refused(str(refusal))

    def _on_kept(self, _nothing: object) -> None:
        self._at += self.all.isChecked()  # otherwise the text that was kept leaves the row, and the next one takes its place
        self._ask()

    def _on_changed(self, _was_there: bool) -> None:
        self._ask()

    def _on_found(self, found: sound.Recording | None) -> None:
        if found is not None:
            self.player.play(found.content, found.media_type)

    def _on_computer(self, use: bool) -> None:
        self.run(sound.use_computer_voice, use)

    def _on_back(self) -> None:
        self.went.emit(Place("settings"))

    # Showing

    def _show_text(self) -> None:
        self._stop()
        rtl = i18n.PARTICIPANT_LANGUAGES[self.language.currentData()].rtl
        self.shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        start_at(self.shown, rtl)
        self.shown.setText(isolated(self.words) or _("Everything has been read in."))
        recorded = bool(self.words) and self._texts[self._at][1]
        here = _("Text {number} of {count}").format(number=self._at + 1, count=len(self._texts)) if self.words else ""
        self.state.setText(_("{here}: has a recording").format(here=here) if recorded else here)
        self._show_buttons()

    def _show_buttons(self) -> None:
        there = bool(self.words)
        recorded = there and self._texts[self._at][1]
        self.record_button.setText(_("Stop") if self.is_recording else _("Record"))
        self.record_button.setIcon(theme.icon("stop" if self.is_recording else "record"))
        self.record_button.setEnabled(there)
        self.listen_button.setEnabled(not self.is_recording and bool(self._taken or recorded))
        self.keep_button.setEnabled(bool(self._taken))
        for each in (self.next_button, self.before_button):
            each.setEnabled(len(self._texts) > 1 and not self.is_recording)
        self.away_button.setVisible(recorded and not self.is_recording)
        for choice in (self.form, self.language, self.all):
            choice.setEnabled(not self.is_recording)

    def _stop(self) -> None:
        if self.is_recording:
            self.recorder.stop()
        self.player.stop()
        self._taken = b""

    def hideEvent(self, event: QHideEvent) -> None:
        if is_available():
            self._stop()
        super().hideEvent(event)


def _begun(workplace: Any) -> tuple[list[tuple[str, str]], bool]:
    """The forms that participants fill in themselves, the hand-over's own sentences, and whether the computer may speak."""
    forms = [(meta.form_id, workplace.library.title(meta.form_id)) for meta in workplace.library.metas() if meta.audience == "participant"]
    forms.append((spoken.HAND_OVER, _(spoken.TITLE)))
    return forms, bool(sound.computer_languages(workplace))


def _reading(workplace: Any, form_id: str, language: str) -> Reading:
    wanted = sound.wanted(workplace, form_id, language)
    missing = set(sound.missing(workplace, form_id, language))
    coverage = {code: sound.coverage(workplace, form_id, code) for code in i18n.PARTICIPANT_LANGUAGES}
    return Reading(tuple((words, words not in missing) for words in wanted), coverage)
