"""A button whose words wrap: a line of labels that is pressed as a whole.

Qt's own button cuts what is too long; a label inside a button wraps, and the button asks the height that it needs.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class RowButton(QPushButton):
    """Put labels in ``line`` with ``add``; ``least`` is the smallest height in pixels."""

    def __init__(self, parent: QWidget | None = None, least: int = 0) -> None:
        super().__init__(parent)
        self._least = least
        self.line = QHBoxLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, label: QLabel, share: int = 0, alignment: Qt.AlignmentFlag | None = None) -> QLabel:
        """Put a label at the end of the line; presses go through it to the button."""
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if alignment is None:
            self.line.addWidget(label, share)
        else:
            self.line.addWidget(label, share, alignment)
        return label

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wanted = self.line.heightForWidth(width) if self.line.hasHeightForWidth() else self.line.minimumSize().height()
        return max(self._least, wanted)

    def sizeHint(self) -> QSize:
        return self.line.sizeHint().expandedTo(QSize(0, self._least))

    def minimumSizeHint(self) -> QSize:
        return self.line.minimumSize().expandedTo(QSize(0, self._least))
