"""A box with as many equal columns as fit, at most ``most``; rows are as high as their highest widget.

A widget and no QLayout: PySide miscounts None when C++ asks a layout written in Python for its items.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Columns(QWidget):
    """``least`` pixels is the width under which a column is not made; ``most`` columns at the most (0: as many as fit)."""

    def __init__(self, most: int = 0, least: int = 0, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._most, self._least, self._gap = most, least, gap
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def addWidget(self, widget: QWidget) -> None:
        """Put a widget behind the others."""
        widget.setParent(self)
        self._widgets.append(widget)
        if self.isVisible():
            widget.show()
        self.updateGeometry()

    def count_for(self, width: int) -> int:
        """How many columns a width has room for."""
        widest = self._least or max((widget.sizeHint().width() for widget in self._widgets), default=1)
        fit = max(1, (width + self._gap) // (widest + self._gap))
        return max(1, min(fit, self._most or fit, len(self._widgets) or 1))

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, place=False)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        widths = [widget.sizeHint().width() for widget in self._widgets] or [0]
        columns = min(self._most or len(widths), len(widths), 6)
        width = max(widths) * columns + self._gap * max(0, columns - 1)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        width = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(self.width(), place=True)
        if event.oldSize().width() != self.width():  # the least height was that of another width
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self._arrange(self.width(), place=True)
            self.updateGeometry()
        return super().event(event)

    def _arrange(self, whole: int, place: bool) -> int:
        columns = self.count_for(whole)
        width = (whole - self._gap * (columns - 1)) // columns
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = 0
        for start in range(0, len(self._widgets), columns):
            row = self._widgets[start : start + columns]
            height = max(_height(widget, width) for widget in row)
            for number, widget in enumerate(row if place else ()):
                at = columns - 1 - number if rtl else number
                widget.setGeometry(at * (width + self._gap), top, width, height)
            top += height + self._gap
        return max(0, top - self._gap)


def _height(widget: QWidget, width: int) -> int:
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
