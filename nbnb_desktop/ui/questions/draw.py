"""A signature or a drawing, made with a finger, a pen or the mouse; a picture can be chosen instead."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.upload import Upload, png

INK, PAPER = QColor("#101418"), QColor("#ffffff")  # a signature is printed: dark on white in every scheme


class Canvas(QWidget):
    """Paper to draw on. Signals: drawn() -- a line was finished."""

    drawn = Signal()

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._last: QPointF | None = None
        self.image = self._blank(size)
        self.writable = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        return self._size

    def wipe(self) -> None:
        self.image = self._blank(self._size)
        self.update()

    def show_image(self, image: QImage) -> None:
        """Begin from a picture (annotate) or show what was drawn before."""
        self.wipe()
        painter = QPainter(self.image)
        fitted = image.scaled(self._size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage((self._size.width() - fitted.width()) // 2, (self._size.height() - fitted.height()) // 2, fitted)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = event.position() if self.writable else None
        self._line_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._line_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        painter.setPen(QPen(theme.current().color("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _line_to(self, point: QPointF) -> None:
        if self._last is None:
            return
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(INK, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawLine(self._last, point) if point != self._last else painter.drawPoint(point)
        painter.end()
        self._last = point
        self.update()

    def _blank(self, size: QSize) -> QImage:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(PAPER)
        return image


class Drawing(Upload):
    """``signature``, ``draw`` and ``annotate``; value: the name of the kept picture."""

    def build(self) -> None:
        super().build()
        looks = set(self.state.appearance)
        size = QSize(520, 180 if "signature" in looks else 320)  # paper does not grow with the letters
        self.canvas = Canvas(size, self)
        self.canvas.setAccessibleName(_("Paper to sign or draw on"))
        self.canvas.drawn.connect(self._on_drawn)
        self._own = ""
        self.body.insertWidget(0, self.canvas)
        self.preview.hide()
        self.remove.setText(_("Wipe"))

    def show_value(self, value: object | None) -> None:
        super().show_value(value)
        self.preview.hide()
        name = str(value) if value else ""
        if name == self._own:
            return
        self._own = name
        image = QImage.fromData(self.showing.files.read(name) or b"") if name else QImage()
        self.canvas.wipe() if image.isNull() else self.canvas.show_image(image)
        self.canvas.update()

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        self.canvas.writable = writable

    def _show_button(self) -> None:
        super()._show_button()
        if self.taker is None:
            self.choose.setText(_("Choose a picture instead …"))

    def _on_drawn(self) -> None:
        kind = "signature" if "signature" in self.state.appearance else "drawing"
        self._own = self.showing.files.keep(f"{self.ref.rsplit('/', 1)[-1]}-{kind}.png", png(self.canvas.image))
        self.say(self._own)
