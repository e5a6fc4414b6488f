"""A finished table of figures as Qt wants it: labels down the side, cells as they are printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from nbnb_desktop.ui.words import isolated

Index = QModelIndex | QPersistentModelIndex
STRONG = ("heading", "total")


class FiguresModel(QAbstractTableModel):
    """Shows what ``show_table`` was given last; nothing before that."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._table: Any = None

    def show_table(self, table: Any) -> None:
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def cell(self, index: Index) -> Any | None:
        """The cell, None for the labels."""
        return None if self._table is None or index.column() == 0 else self._table.rows[index.row()].cells[index.column() - 1]

    def place(self, index: Index) -> str:
        """Where a cell stands, in words: row and column."""
        row, column = self._table.rows[index.row()], self._table.columns[index.column() - 1]
        return f"{row.label}, {column.label}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._table is None else len(self._table.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._table.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            indent = "\N{EM SPACE}" if row.kind == "of" else ""
            return f"{indent}{row.label}" if index.column() == 0 else row.cells[index.column() - 1].text(self._table.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading if index.column() == 0 else Qt.AlignmentFlag.AlignTrailing
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and row.kind in STRONG:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self._table is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(self._table.first if section == 0 else self._table.columns[section - 1].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        return None
