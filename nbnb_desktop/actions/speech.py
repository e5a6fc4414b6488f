"""The computer's voice (eSpeak NG), a stand-in where nobody has read a text in: marked as such, and off by itself.

Comes with ``pip install nbnb-desktop[speech]`` (``espeakng-loader``; library and voices are GPL 3). Tigrinya and Somali are
left out: their voices are not to be trusted with questions that matter (spec 7.7).
"""

from __future__ import annotations

import ctypes
import importlib
import io
import wave
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

VOICES = {"nl": "nl", "en": "en-gb", "ar": "ar", "fa": "fa", "tr": "tr", "uk": "uk", "fr": "fr"}
"""Our languages -> the voice that speaks them; those that are worth a try; no speaker of them has judged the voices yet."""
WORDS_A_MINUTE = 130
"""Slower than the 175 that the voice starts with."""

_SYNCHRONOUS, _UTF8, _RATE = 2, 1, 1
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
_lock = Lock()
_pieces: list[bytes] = []


def languages() -> frozenset[str]:
    """The languages that the computer can speak here; none where the voice is not installed."""
    return frozenset(VOICES) if find_spec("espeakng_loader") else frozenset()


def speak(language: str, words: str) -> bytes:
    """``words`` spoken, as a WAV file. Only for a language in ``languages()``; one at a time."""
    with _lock:
        library, rate = _library()
        _pieces.clear()
        library.espeak_SetVoiceByName(VOICES[language].encode())
        library.espeak_SetParameter(_RATE, WORDS_A_MINUTE, 0)
        text = words.encode() + b"\0"
        library.espeak_Synth(text, ctypes.c_size_t(len(text)), 0, 0, 0, _UTF8, None, None)
        return wav(b"".join(_pieces), rate)


def wav(samples: bytes, rate: int) -> bytes:
    """A WAV file of 16-bit samples in one channel; ``rate`` in samples a second."""
    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(rate)
        made.writeframes(samples)
    return file.getvalue()


def _on_samples(samples: Any, count: int, _events: Any) -> int:
    if samples and count > 0:
        _pieces.append(ctypes.string_at(samples, 2 * count))
    return 0


_callback = _Callback(_on_samples)  # kept as long as the library, which calls it


@lru_cache(maxsize=1)
def _library() -> tuple[Any, int]:
    """The library, made ready once, and its samples a second."""
    loader = importlib.import_module("espeakng_loader")
    library = ctypes.CDLL(loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(loader.get_data_path()).encode(), 0)
    library.espeak_SetSynthCallback(_callback)
    return library, rate
