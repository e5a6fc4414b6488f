"""A list as Qt wants it: as long as it is, but read a window at a time.

The model knows no store: whoever makes it hands in ``fetch(question, limit, offset, then)``, which answers later with a page of rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from nbnb_desktop.i18n import _
from nbnb_desktop.ui.page import Reply

WINDOW = 100
"""Rows fetched at a time; a screen shows about fifteen."""
KEPT_WINDOWS = 30

Fetch = Callable[[Any, int, int, Callable[[Any], None]], None]
Columns = tuple[tuple[str, Callable[[Any], str]], ...]
"""The head of each column, and what it says of a row."""
Index = QModelIndex | QPersistentModelIndex


class WindowedModel(QAbstractTableModel):
    """All rows that answer a question; rows that were not read yet are empty until they come."""

    counted = Signal(int)
    """How many rows there are, each time that becomes known."""

    def __init__(self, columns: Columns, fetch: Fetch, parent: Any = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._fetch = fetch
        self._question: Any = ""
        self._total = 0
        self._round = 0
        self._windows: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def search(self, question: Any) -> None:
        """Begin anew with ``question``; the rows on screen stay until the first answer comes."""
        self._question = question
        self._round += 1
        self._asked = {0}
        self._ask(0)

    def at(self, row: int) -> Any | None:
        """What stands in ``row``, or None while it is still being read."""
        window = self._windows.get(row // WINDOW)
        if window is None or row % WINDOW >= len(window):
            return None
        return window[row % WINDOW]

    def _ask(self, window: int) -> None:
        self._fetch(self._question, WINDOW, window * WINDOW, Reply(self._take, self._round, window))

    def _take(self, asked_in: int, window: int, page: Any) -> None:
        if asked_in != self._round:
            return  # an answer to a search that was typed over
        self._asked.discard(window)
        if window == 0 or page.total != self._total:
            self._begin_anew(window, page)
        else:
            self._keep(window, tuple(page.rows))
            last = min((window + 1) * WINDOW, self._total) - 1
            self.dataChanged.emit(self.index(window * WINDOW, 0), self.index(last, len(self._columns) - 1))
        self.counted.emit(self._total)

    def _begin_anew(self, window: int, page: Any) -> None:
        self.beginResetModel()
        self._windows.clear()
        self._total = page.total
        self._keep(window, tuple(page.rows))
        self.endResetModel()

    def _keep(self, window: int, rows: tuple[Any, ...]) -> None:
        self._windows[window] = rows
        while len(self._windows) > KEPT_WINDOWS:
            self._windows.popitem(last=False)

    def _wanted(self, row: int) -> Any | None:
        found = self.at(row)
        window = row // WINDOW
        if found is None and window not in self._asked:
            self._asked.add(window)
            self._ask(window)
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self._wanted(index.row())
            return "" if row is None else self._columns[index.column()][1](row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self._columns[section][0])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None
