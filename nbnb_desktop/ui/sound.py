"""Playing and recording speech: the one place that knows QtMultimedia, which a laptop may lack.

``pip install nbnb-desktop[sound]`` brings it (on Linux it also needs the system library libpulse0). Where it is missing
nothing here is shown, and ``why_not()`` says so in one sentence. What is recorded stays in memory until it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, QTimer, QUrl, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nbnb_desktop.actions import sound, speech
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.page import Reply
from nbnb_desktop.ui.theme import Theme

RATE = 16_000
"""Samples a second: enough for speech, 32 kB a second."""
LONGEST = 60
"""Seconds; a recording that was forgotten stops by itself."""

Line = tuple[str, bytes | None]
"""Words to be heard, and the form's own recording of them where it brings one."""


@lru_cache(maxsize=1)
def _multimedia() -> ModuleType | None:
    try:
        return import_module("PySide6.QtMultimedia")
    except ImportError:  # not installed, or without the sound library of the system
        return None


def is_available() -> bool:
    return _multimedia() is not None


def why_not() -> str:
    """Why nothing can be heard or recorded here, as one sentence; "" where it can."""
    return "" if is_available() else _("Sound is not installed on this laptop. Ask for the version with sound.")


class Plays(Protocol):
    """What a player is: ``play`` something, ``stop`` it, and say when it has ended (also when it could not be played)."""

    ended: Any

    def play(self, content: bytes, media_type: str) -> None: ...
    def stop(self) -> None: ...


class Records(Protocol):
    """What a recorder is: ``recorded(bytes)`` gives a WAV file after ``stop``; ``refused(words)`` why it cannot record."""

    recorded: Any
    refused: Any

    def start(self) -> None: ...
    def stop(self) -> None: ...


class Player(QObject):
    """Plays one recording at a time from memory."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        multimedia: Any = _multimedia()
        self._ends = (multimedia.QMediaPlayer.MediaStatus.EndOfMedia, multimedia.QMediaPlayer.MediaStatus.InvalidMedia)
        self._output = multimedia.QAudioOutput(self)
        self._player = multimedia.QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._buffer = QBuffer(self)

    def play(self, content: bytes, media_type: str) -> None:
        self.stop()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        suffix = next((suffix for suffix, kind in sound.SUFFIXES.items() if kind == media_type), "")
        self._player.setSourceDevice(self._buffer, QUrl(f"speech{suffix}"))
        self._player.play()

    def stop(self) -> None:
        self._player.stop()
        self._player.setSourceDevice(None)
        self._buffer.close()

    def _on_status(self, status: object) -> None:
        if status in self._ends:
            QTimer.singleShot(0, self, self.ended.emit)


class Recorder(QObject):
    """Records one voice from the microphone, in memory."""

    recorded = Signal(bytes)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: Any = None
        self._buffer = QBuffer(self)
        self._limit = QTimer(self, singleShot=True, interval=LONGEST * 1000)
        self._limit.timeout.connect(self.stop)

    def start(self) -> None:
        multimedia: Any = _multimedia()
        device = multimedia.QMediaDevices.defaultAudioInput()
        if device.isNull():
            self.refused.emit(_("There is no microphone. Connect one and try again."))
            return
        wish = multimedia.QAudioFormat()
        wish.setSampleRate(RATE)
        wish.setChannelCount(1)
        wish.setSampleFormat(multimedia.QAudioFormat.SampleFormat.Int16)
        if not device.isFormatSupported(wish):
            self.refused.emit(_("This microphone cannot be used. Choose another one in the settings of the computer."))
            return
        self._buffer.setData(QByteArray())
        self._buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        self._source = multimedia.QAudioSource(device, wish, self)
        self._source.start(self._buffer)
        self._limit.start()

    def stop(self) -> None:
        if self._source is None:
            return
        self._limit.stop()
        self._source.stop()
        self._source = None
        self._buffer.close()
        self.recorded.emit(speech.wav(bytes(self._buffer.data().data()), RATE))


Fetch = Callable[[str, str, Callable[[sound.Recording | None], None]], None]
"""Asks for the recording of (language, words) and gives it to the third when it is there."""


class Voice(QObject):
    """Says words of a form in ``language``, one after the other. Signals: speaking(words), "" when it is quiet again."""

    speaking = Signal(str)

    def __init__(self, known: frozenset[str], computer: frozenset[str], fetch: Fetch, player: Plays, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = ""
        self._known, self._computer, self._fetch, self._player = known, computer, fetch, player
        self._waiting: list[Line] = []
        self._now = 0  # the number of what was asked last: an answer to something older comes too late
        player.ended.connect(self._next)

    def can_say(self, line: Line) -> bool:
        """Whether there is anything to hear; a button stands only where there is."""
        return bool(line[1]) or (bool(line[0]) and (self._is_recorded(line[0]) or self.language in self._computer))

    def is_computer(self, line: Line) -> bool:
        """Whether it would be a computer's voice."""
        return not line[1] and not self._is_recorded(line[0]) and self.language in self._computer

    def say(self, lines: Sequence[Line]) -> None:
        """Stop what sounds and say these."""
        self._player.stop()
        self._waiting = [line for line in lines if self.can_say(line)]
        self._next()

    def stop(self) -> None:
        self.say(())

    def ear(self, lines: Sequence[Line], size: int, look: Theme, parent: QWidget) -> Ear | None:
        """A button to hear ``lines`` one after the other; None where there is nothing to hear."""
        heard = [line for line in lines if self.can_say(line)]
        if not heard:
            return None
        made = Ear(lines, all(map(self.is_computer, heard)), size, look, parent)
        made.clicked.connect(partial(self._on_ear, self.language, tuple(lines)))
        return made

    def _on_ear(self, language: str, lines: Sequence[Line], checked: bool = False) -> None:
        self.language = language  # on the first page each button speaks its own
        self.say(lines)

    def _is_recorded(self, words: str) -> bool:
        return sound.key_of(self.language, words) in self._known

    def _next(self) -> None:
        self._now += 1
        if not self._waiting:
            self.speaking.emit("")
            return
        words, own = self._waiting.pop(0)
        self.speaking.emit(words)
        if own:
            self._player.play(own, "")
        else:
            self._fetch(self.language, words, Reply(self._on_found, self._now))

    def _on_found(self, number: int, found: sound.Recording | None) -> None:
        if number != self._now:
            return
        if found is None:
            self._next()
        else:
            self._player.play(found.content, found.media_type)


class Ear(QPushButton):
    """The button to hear ``lines``. A computer's voice has another picture and says so."""

    def __init__(self, lines: Sequence[Line], computer: bool, size: int, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = tuple(lines)
        name = " ".join(words for words, __ in lines)
        theme.role(self, "ear")
        said = _("Listen (computer voice): {words}") if computer else _("Listen: {words}")
        self.setAccessibleName(said.format(words=name))
        self.setToolTip(_("Computer voice") if computer else _("Listen"))
        self.setIcon(theme.icon("computer-voice" if computer else "sound", "accent", theme=look))
        self._size = QSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIconSize(self._size * 0.6)
        self.resize(self._size)

    def sizeHint(self) -> QSize:
        return self._size  # the style sheet would make it as small as its picture

    def minimumSizeHint(self) -> QSize:
        return self._size
