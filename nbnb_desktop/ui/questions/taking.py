"""What must be new (appearances ``new``, ``new-front``): a picture from the camera or a recording from the microphone.

As in ODK Collect nothing can be chosen then. A laptop that has no such device lets a file be chosen and says why, as ODK's web
clients do on a computer: a question that nobody can answer helps nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import devices, theme
from nbnb_desktop.ui.blocks import button, px, row, text
from nbnb_desktop.ui.sound import Recorder

FRONT = frozenset({"new-front", "selfie"})
NEW = frozenset({"new"}) | FRONT
QUALITY = 88
"""Of a picture as JPEG, of 100."""

WHY_CHOSEN = {
    "image": N_("This asks for a new picture. There is no camera here, so choose one that you have just taken."),
    "audio": N_("This asks for a new recording. There is no microphone here, so choose one that you have just made."),
    "video": N_("This asks for a new video. The program does not film, so choose one that you have just made."),
}
"""By kind of file: what is said where it cannot be taken here."""


class Taker(QObject):
    """Signals: taken(name, content) -- the new file; refused(words) -- why there is none.

    changed() -- the button has other ``words`` and another ``icon`` now.
    """

    taken = Signal(str, bytes)
    refused = Signal(str)
    changed = Signal()
    words = ""
    icon = ""

    def take(self) -> None:
        """The person pressed the button."""


def taker(kind: str, looks: Collection[str], parent: QWidget) -> Taker | None:
    """What takes a new file of this kind; None where the form does not ask for it or the laptop cannot."""
    if not NEW & set(looks):
        return None
    if kind == "image" and devices.has_camera():
        return PictureTaker(parent, front=bool(FRONT & set(looks)))
    return SoundTaker(parent) if kind == "audio" and devices.has_microphone() else None


class PictureTaker(Taker):
    """Shows what the camera sees in a window of its own, until the person takes it or goes away."""

    icon = "camera"

    def __init__(self, parent: QWidget, *, front: bool = False) -> None:
        super().__init__(parent)
        self.words = _("Take a picture …")
        self._parent, self._front = parent, front
        self.window: Viewfinder | None = None

    def take(self) -> None:
        self.window = Viewfinder(devices.Camera(front=self._front), self._parent)
        self.window.taken.connect(self._on_taken)
        self.window.open()

    def _on_taken(self, picture: QImage) -> None:
        self.taken.emit("photo.jpg", jpeg(picture))


class SoundTaker(Taker):
    """The first press records, the second stops."""

    icon = "record"

    def __init__(self, parent: QWidget, make: Callable[[QObject], Recorder] = Recorder) -> None:
        super().__init__(parent)
        self._recorder = make(self)
        self._recorder.recorded.connect(self._on_recorded)
        self._recorder.refused.connect(self._on_refused)
        self._show(running=False)

    def take(self) -> None:
        if self._running:
            self._recorder.stop()
            return
        self._show(running=True)
        self._recorder.start()

    def _show(self, running: bool) -> None:
        self._running = running
        self.words, self.icon = (_("Stop"), "stop") if running else (_("Record"), "record")
        self.changed.emit()

    def _on_recorded(self, content: bytes) -> None:
        self._show(running=False)
        self.taken.emit("recording.wav", content)

    def _on_refused(self, words: str) -> None:
        self._show(running=False)
        self.refused.emit(words)


class Viewfinder(QDialog):
    """What the camera sees now. Signals: taken(picture)."""

    taken = Signal(QImage)

    def __init__(self, camera: devices.Camera, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Take a picture"))
        self._seen = QImage()
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(QSize(px(640), px(400)))
        self._picture.setAccessibleName(_("What the camera sees"))
        self._refused = text("", "error")
        self.shoot = button(_("Take this picture"), self._on_shoot, kind="primary", icon="camera")
        self.shoot.setDefault(True)
        self.shoot.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._picture)
        column.addWidget(self._refused)
        column.addLayout(row(None, button(_("Close"), self.reject, kind="quiet"), self.shoot))
        self._refused.hide()
        camera.setParent(self)
        camera.seen.connect(self._on_seen)
        camera.refused.connect(self._on_refused)
        self.finished.connect(camera.stop)
        camera.start()

    def _on_seen(self, picture: QImage) -> None:
        if self._seen.isNull():
            self.shoot.setEnabled(True)
            self.shoot.setFocus()
        self._seen = picture
        room = self._picture.size()
        fitted = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(QPixmap.fromImage(fitted))

    def _on_refused(self, words: str) -> None:
        self._refused.setText(words)
        self._refused.show()

    def _on_shoot(self) -> None:
        self.taken.emit(self._seen)
        self.accept()


def jpeg(image: QImage) -> bytes:
    """The bytes of a photo."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]  # the stub says bytes, PySide wants str
    return bytes(buffer.data().data())
