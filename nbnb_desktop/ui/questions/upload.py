"""Files of an answer: a certificate, a photo, a recording. Chosen, dropped, pasted or taken; kept with the answers, encrypted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from nbnb_desktop.actions.attachments import LARGEST
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import FIRST, LAST, QuestionWidget, picture_of
from nbnb_desktop.ui.questions.taking import NEW, WHY_CHOSEN, taker

_WORDS = {
    "image": (N_("Choose a picture …"), N_("Pictures"), "*.png *.jpg *.jpeg *.webp *.gif *.bmp"),
    "audio": (N_("Choose a recording …"), N_("Recordings"), "*.mp3 *.m4a *.wav *.ogg *.opus *.amr *.3gp"),
    "video": (N_("Choose a video …"), N_("Videos"), "*.mp4 *.mov *.webm *.mkv *.3gp"),
    "file": (N_("Choose a file …"), N_("All files"), "*"),
}


class Upload(QuestionWidget):
    """``image``, ``audio``, ``video`` and ``file``; value: the name of the kept file."""

    def build(self) -> None:
        self.what = media_kind(self.state)
        self.taker = taker(self.what, self.state.appearance, self)
        self.preview = QLabel(self)
        self.told = self.label("strong")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.choose = QPushButton(self)
        self.remove = self.small_button(_("Remove"), "trash")
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        for part in (self.preview, self.told):
            self.body.addWidget(part)
        self.body.addLayout(row)
        for words in self._ways():
            self.body.addWidget(self.label("small", words))
        if self.taker is not None:
            self.taker.taken.connect(self._on_taken)
            self.taker.refused.connect(self.set_reading_fault)
            self.taker.changed.connect(self._show_button)
        self._show_button()

    def focus_widget(self) -> QWidget | None:
        return self.choose

    def controls(self) -> list[QWidget]:
        return []

    def show_value(self, value: object | None) -> None:
        name = str(value) if value else ""
        content = self.showing.files.read(name) if name else None
        picture = picture_of(content, self.px(360), self.px(200)) if self.what in ("image", "file") else None
        self.preview.setVisible(picture is not None)
        if picture is not None:
            self.preview.setPixmap(picture)
            self.preview.setAccessibleName(name)
        self.told.setText(self._about(name, content))
        self.told.setVisible(bool(name))
        self.remove.setVisible(bool(name) and not self.state.readonly)

    def set_writable(self, writable: bool) -> None:
        self.choose.setEnabled(writable)
        self.setAcceptDrops(writable and self.taker is None)

    def take(self, path: Path) -> None:
        """Take the file at ``path`` as the answer; what cannot be taken is said at the field."""
        try:
            size = path.stat().st_size
            content = path.read_bytes() if size <= LARGEST else b""
        except OSError:
            self.set_reading_fault(_("This file cannot be read. Choose another one."))
            return
        if size > LARGEST:
            self.set_reading_fault(_("This file is larger than {count} MB. Choose a smaller one.").format(count=LARGEST // 1024 // 1024))
        elif not content:
            self.set_reading_fault(_("This file is empty. Choose another one."))
        elif self.what == "image" and QImage.fromData(content).isNull():
            self.set_reading_fault(_("This is not a picture that can be shown. Choose another one."))
        else:
            self.say(self.showing.files.keep(path.name, content))

    def take_image(self, image: QImage, name: str) -> None:
        """Take a picture that is no file yet (pasted, drawn)."""
        self.say(self.showing.files.keep(name, png(image)))

    def ask_path(self) -> str:
        """Ask for a file with the system's own window; "" when none was chosen."""
        __, title, endings = _WORDS[self.what]
        chosen, __ = QFileDialog.getOpenFileName(self, self.choose.text(), "", f"{_(title)} ({endings})")
        return chosen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        image = QGuiApplication.clipboard().image() if event.matches(QKeySequence.StandardKey.Paste) else QImage()
        if not image.isNull() and self.what in ("image", "file") and self.acceptDrops():
            self.take_image(image, _("pasted") + ".png")
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take(Path(paths[0]))
            event.acceptProposedAction()

    def _about(self, name: str, content: bytes | None) -> str:
        if not name:
            return ""
        if content is None:
            return _("{name} (this file is not on this laptop)").format(name=f"{FIRST}{name}{LAST}")
        return f"{FIRST}{name}{LAST} · {max(1, len(content) // 1024)} kB"

    def _ways(self) -> list[str]:
        """What else can be done than press the button, and why it is not what the form asks for."""
        if self.taker is not None:
            return []
        asked = self.what in WHY_CHOSEN and NEW & set(self.state.appearance)
        pasted = self.what in ("image", "file")
        dropped = _("You can also drop a file here, or paste a picture.") if pasted else _("You can also drop a file here.")
        return [*([_(WHY_CHOSEN[self.what])] if asked else []), dropped]

    def _show_button(self) -> None:
        """What the button does now."""
        chosen = _(_WORDS[self.what][0]), "image" if self.what == "image" else "file"
        words, icon = (self.taker.words, self.taker.icon) if self.taker is not None else chosen
        self.choose.setText(words)
        self.choose.setIcon(theme.icon(icon, theme=self.showing.theme))

    def _on_taken(self, name: str, content: bytes) -> None:
        self.say(self.showing.files.keep(name, content))

    def _on_choose(self) -> None:
        if self.taker is not None:
            self.taker.take()
            return
        path = self.ask_path()
        if path:
            self.take(Path(path))

    def _on_remove(self) -> None:
        self.say(None)
        self.choose.setFocus()


def media_kind(state: object) -> str:
    """``image``, ``audio``, ``video`` or ``file``, from what the form says it takes."""
    told = " ".join((str(getattr(state, "data_type", "")), str(dict(getattr(state, "parameters", None) or {}).get("mediatype", ""))))
    return next(
        (kind for kind in ("image", "audio", "video") if kind in told), "file" if "file" in told or "application" in told else "image"
    )


def png(image: QImage) -> bytes:
    """The bytes of an image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub says bytes, PySide wants str
    return bytes(buffer.data().data())
