"""Chains of boxes on the screen, from the same model as on paper (``documents.pages.Chains``): what is only planned has a dashed edge,
and the words say it too. In a window that reads from the right the chains run from right to left.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import RIGHT_TO_LEFT_MARK, px

ARROW, INSIDE, BETWEEN = 34, 10, 12
"""Room for an arrow, between a box and its words, and between two chains, in pixels at 100%."""

TALL = 10_000
SOFT_HYPHEN = "\u00ad"


class ChainsView(QWidget):
    """Shows ``chains`` (``heads``, ``rows`` of links with title, text and firm, ``around``, ``alt``)."""

    def __init__(self, chains: Any) -> None:
        super().__init__()
        self.chains = chains
        self.setAccessibleName(chains.alt)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def boxes(self, width: int) -> list[list[QRect]]:
        """Where the headings (the first row) and the boxes of each chain stand in a widget of this width, read from the left."""
        places = [(round(x), round(wide)) for x, wide in self.chains.places(width, px(ARROW))]
        high = max(_height(words, wide, _bold()) for words, (__, wide) in zip(self.chains.heads, places, strict=True))
        top = _height(self.chains.around, width, _plain()) + px(BETWEEN)
        found = [[QRect(x, top, wide, high) for x, wide in places]]
        top += high + px(BETWEEN)
        for links in self.chains.rows:
            high = max(_link_height(link, wide - 2 * px(INSIDE)) for link, (__, wide) in zip(links, places, strict=True))
            found.append([QRect(x, top, wide, high + 2 * px(INSIDE)) for x, wide in places])
            top += high + 2 * px(INSIDE) + px(BETWEEN)
        return found

    def _paint_link(self, painter: QPainter, link: Any, box: QRect) -> None:
        colours = theme.current()
        pen = QPen(colours.color("accent" if link.firm else "edge"), 1.5)
        pen.setStyle(Qt.PenStyle.SolidLine if link.firm else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colours.color("sunken") if link.firm else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), px(6), px(6))
        inside = box.adjusted(px(INSIDE), px(INSIDE), -px(INSIDE), -px(INSIDE))
        self._write(painter, inside, link.title, _bold())
        below = inside.adjusted(0, _height(link.title, inside.width(), _bold()), 0, 0)
        self._write(painter, below, link.text, _plain())

    def _write(self, painter: QPainter, place: QRect, words: str, font: QFont) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        words = _fitting(words, place.width(), font)
        painter.setPen(theme.current().color("text"))
        painter.setFont(font)
        painter.drawText(place, flags, RIGHT_TO_LEFT_MARK + words if self.isRightToLeft() and words else words)

    def _paint_arrow(self, painter: QPainter, box: QRect, onto: QRect) -> None:
        """From the edge of a box to the next one, whichever side that is on."""
        forward = 1 if onto.left() > box.left() else -1
        y = box.center().y()
        start = (box.right() if forward > 0 else box.left()) + forward * px(5)
        end = (onto.left() if forward > 0 else onto.right()) - forward * px(4)
        colour = theme.current().color("text")
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(start, y), QPointF(end - forward * px(6), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        back = end - forward * px(8)
        painter.drawPolygon(QPolygonF([QPointF(end, y), QPointF(back, y - px(5)), QPointF(back, y + px(5))]))

    def _mirrored(self, part: QRect) -> QRect:
        if not self.isRightToLeft():
            return part
        turned = QRect(part)
        turned.moveLeft(self.width() - part.left() - part.width())
        return turned

    def sizeHint(self) -> QSize:
        return QSize(px(760), self.heightForWidth(px(760)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), self.heightForWidth(px(2000)))  # at its lowest; a layout asks what its own width needs

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.boxes(width)[-1][0].bottom() + 1 + px(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heads, *rows = [[self._mirrored(box) for box in line] for line in self.boxes(self.width())]
        self._write(painter, QRect(0, 0, self.width(), heads[0].top()), self.chains.around, _plain())
        for words, box in zip(self.chains.heads, heads, strict=True):
            self._write(painter, box, words, _bold())
        for links, line in zip(self.chains.rows, rows, strict=True):
            for link, box in zip(links, line, strict=True):
                self._paint_link(painter, link, box)
            for box, onto in pairwise(line):
                self._paint_arrow(painter, box, onto)
        painter.end()


def _height(words: str, width: int, font: QFont) -> int:
    if not words:
        return 0
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, TALL), Qt.TextFlag.TextWordWrap, _fitting(words, width, font)).height()


def _link_height(link: Any, width: int) -> int:
    return _height(link.title, width, _bold()) + _height(link.text, width, _plain())


def _fitting(words: str, width: int, font: QFont) -> str:
    """The words, those that are wider than the box with a place where they may break."""
    metrics = QFontMetrics(font)
    return " ".join(word if metrics.horizontalAdvance(word) <= width else _broken(word, width, metrics) for word in words.split(" "))


def _broken(word: str, width: int, metrics: QFontMetrics) -> str:
    """Pieces that fit, each with room for its hyphen."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and metrics.horizontalAdvance(f"{pieces[-1]}{sign}-") > width:
            pieces.append("")
        pieces[-1] += sign
    return SOFT_HYPHEN.join(pieces)


def _plain() -> QFont:
    """The font of the theme: a widget that was not shown yet does not know what it will wear."""
    return theme.current().font()


def _bold() -> QFont:
    return theme.current().font(bold=True)
