"""All keys at a glance, over whatever is on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import keys, theme
from nbnb_desktop.ui.blocks import button, px, row, scrolled
from nbnb_desktop.ui.theme import role


class KeysDialog(QDialog):
    """Escape or the button puts it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        inside = role(QWidget(), "page")
        column = QVBoxLayout(inside)
        column.addWidget(keys.table())
        close = button(_("Close"), self.accept, kind="primary")
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(theme.MEDIUM))
        layout.addWidget(scrolled(inside, _("Keys")), 1)
        layout.addLayout(row(None, close))
        room = parent.window().size()
        self.resize(min(px(620), room.width() - px(40)), min(px(680), room.height() - px(40)))
        close.setFocus()
