"""Bars on the screen, from the same model as on paper (``documents.pages.Chart``): the values are printed, colour says nothing alone.

In a window that reads from the right the bars begin at the right; a longer bar is more in every script.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import RIGHT_TO_LEFT_MARK, px

LABEL_SHARE, VALUE_SHARE = 0.42, 0.3
"""The most that labels and values take of the width."""

THICK, GAP, BETWEEN = 16, 12, 10
"""Height of a bar, room between label, bar and value, room between the rows, in pixels at 100%."""


class ChartView(QWidget):
    """Shows ``chart`` (``bars`` with label, value, shown and note; ``maximum``; ``alt``)."""

    def __init__(self, chart: Any) -> None:
        super().__init__()
        self.chart = chart
        self.setAccessibleName(chart.alt)
        self.setToolTip("")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def rows(self, width: int) -> list[tuple[QRect, QRect, QRect]]:
        """Where label, bar and value of each row stand in a widget of this width, in reading order from the left."""
        values = min(_widest([bar.shown for bar in self.chart.bars], _bold()), round(width * VALUE_SHARE))
        labels = min(_widest([_label(bar) for bar in self.chart.bars], _plain()), round(width * LABEL_SHARE))
        length = max(px(20), width - labels - values - 2 * px(GAP))
        found, top = [], 0
        for bar in self.chart.bars:
            high = max(_height(_label(bar), labels, _plain()), _height(bar.shown, values, _bold()), px(THICK))
            label = QRect(0, top, labels, high)
            track = QRect(labels + px(GAP), top + (high - px(THICK)) // 2, length, px(THICK))
            value = QRect(labels + length + 2 * px(GAP), top, values, high)
            found.append((label, track, value))
            top += high + px(BETWEEN)
        return found

    def length_of(self, value: float | None, full: int) -> int:
        """Pixels of a bar; nothing for no value."""
        maximum = self.chart.maximum
        return round(full * min(1.0, max(0.0, (value or 0.0) / maximum))) if maximum else 0

    def _paint_row(self, painter: QPainter, bar: Any, row: tuple[QRect, QRect, QRect]) -> None:
        colours = theme.current()
        label, track, value = (self._mirrored(part) for part in row)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        start = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(colours.color("text"))
        painter.setFont(_plain())
        painter.drawText(label, start | int(Qt.TextFlag.TextWordWrap), self._in_direction(_label(bar)))
        if bar.value is not None:
            self._paint_bar(painter, track, self.length_of(bar.value, track.width()))
        painter.setPen(colours.color("text"))
        painter.setFont(_bold())
        painter.drawText(value, start | int(Qt.TextFlag.TextWordWrap), self._in_direction(bar.shown))

    def _paint_bar(self, painter: QPainter, track: QRect, length: int) -> None:
        colours, round_by = theme.current(), px(4)
        painter.setPen(QPen(colours.color("edge"), 1))
        painter.setBrush(colours.color("sunken"))
        painter.drawRoundedRect(QRectF(track).adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
        if length:
            filled = QRect(track)
            filled.setWidth(length)
            if self.isRightToLeft():
                filled.moveRight(track.right())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent"))
            painter.drawRoundedRect(QRectF(filled), round_by, round_by)
        axis = track.right() if self.isRightToLeft() else track.left()
        painter.setPen(QPen(colours.color("text"), 1.5))
        painter.drawLine(QPointF(axis, track.top() - px(3)), QPointF(axis, track.bottom() + px(3)))

    def _mirrored(self, part: QRect) -> QRect:
        if not self.isRightToLeft():
            return part
        turned = QRect(part)
        turned.moveLeft(self.width() - part.left() - part.width())
        return turned

    def _in_direction(self, words: str) -> str:
        return RIGHT_TO_LEFT_MARK + words if self.isRightToLeft() else words

    def sizeHint(self) -> QSize:
        return QSize(px(420), self.heightForWidth(px(420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), self.heightForWidth(px(2000)))  # at its lowest; a layout asks what its own width needs

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        found = self.rows(width)
        return found[-1][0].bottom() + 1 + px(4) if found else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar, row in zip(self.chart.bars, self.rows(self.width()), strict=True):
            self._paint_row(painter, bar, row)
        painter.end()


def _label(bar: Any) -> str:
    return f"{bar.label}\n{bar.note}" if bar.note else str(bar.label)


def _widest(lines: list[str], font: QFont) -> int:
    metrics = QFontMetrics(font)
    parts = [metrics.horizontalAdvance(part) for line in lines for part in line.split("\n")]
    return max(parts, default=0) + px(2)


def _height(words: str, width: int, font: QFont) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, words).height()


def _plain() -> QFont:
    """The font of the theme: a widget that was not shown yet does not know what it will wear."""
    return theme.current().font()


def _bold() -> QFont:
    return theme.current().font(bold=True)
