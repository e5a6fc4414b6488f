"""What the pages before the workbench look like."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, narrow, picture, px, row, text
from nbnb_desktop.ui.theme import role


class Gate(QWidget):
    """What first start, unlocking and recovery look like: one card in the middle of the window."""

    def __init__(self, width: int = 640) -> None:
        super().__init__()
        inside = role(QWidget(), "page")
        around = QVBoxLayout(inside)
        around.setContentsMargins(px(24), px(32), px(24), px(32))
        around.addStretch(1)
        brand = row(None, picture("heart", "accent", 26), text("NBNB", "heading", wrap=False), None, spacing=theme.SMALL)
        around.addLayout(brand)
        around.addSpacing(px(theme.LARGE))
        self.card = Card(margin=32)
        self.card.column.setSpacing(px(theme.LARGE))
        around.addLayout(narrow(self.card, width))
        around.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the first thing with the focus is something to fill in
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
