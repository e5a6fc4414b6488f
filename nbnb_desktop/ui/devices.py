"""The camera and the microphone of the laptop, where it has them. What they take stays in memory.

QtMultimedia (``pip install nbnb-desktop[sound]``) is imported when a form first asks for something new.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from nbnb_desktop.i18n import _

MOST_PIXELS = 1920 * 1080
"""A picture of a certificate can be read at this size, and stays below a megabyte."""


@lru_cache(maxsize=1)
def _multimedia() -> Any:
    try:
        return import_module("PySide6.QtMultimedia")
    except ImportError:  # not installed, or without the sound library of the system
        return None


def has_camera() -> bool:
    multimedia = _multimedia()
    return multimedia is not None and bool(multimedia.QMediaDevices.videoInputs())


def has_microphone() -> bool:
    multimedia = _multimedia()
    return multimedia is not None and not multimedia.QMediaDevices.defaultAudioInput().isNull()


class Camera(QObject):
    """Signals: seen(picture) -- what it sees now, many times a second; refused(words) -- why it sees nothing."""

    seen = Signal(QImage)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None, *, front: bool = False) -> None:
        """``front``: the one that looks at the person before the screen, where the laptop says which that is."""
        super().__init__(parent)
        multimedia = _multimedia()
        self.sink = multimedia.QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._on_frame)
        self._session = multimedia.QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._camera: Any = None
        self._front = front

    def start(self) -> None:
        multimedia = _multimedia()
        devices = multimedia.QMediaDevices.videoInputs()
        if not devices:
            self.refused.emit(_("There is no camera. Connect one and try again."))
            return
        facing = [one for one in devices if one.position() == multimedia.QCameraDevice.Position.FrontFace] if self._front else []
        device = (facing or devices)[0]
        self._camera = multimedia.QCamera(device, self)
        self._camera.errorOccurred.connect(self._on_error)
        if wanted := _best(device.videoFormats()):
            self._camera.setCameraFormat(wanted)
        self._session.setCamera(self._camera)
        self._camera.start()

    def stop(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera = None

    def _on_frame(self, frame: Any) -> None:
        picture = frame.toImage()
        if not picture.isNull():
            self.seen.emit(picture)

    def _on_error(self, _error: object, _words: str) -> None:
        self.refused.emit(_("This camera cannot be used. Another program may be using it."))


def _best(formats: list[Any]) -> Any:
    """The sharpest of the formats of a camera that is not larger than needed; None where it names none."""
    sizes = [(one.resolution().width() * one.resolution().height(), one.maxFrameRate(), number) for number, one in enumerate(formats)]
    fitting = [size for size in sizes if size[0] <= MOST_PIXELS]
    return formats[max(fitting)[2]] if fitting else None
