"""Choosing from a long list by typing a part of a word: one answer or several.

The list is a model, not widgets, so ten thousand occupations are as quick as ten.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QListView, QWidget
from shiboken6 import isValid

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import QuestionWidget
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.xforms.session import Choice, QuestionState

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
ROWS_IN_SIGHT = 7


class ChoiceList(QAbstractListModel):
    """The choices of one question; checkable when ``checked`` is a set."""

    def __init__(self, checkable: bool, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, str]] = []
        self.checked: set[str] = set()
        self._checkable, self._empty = checkable, empty

    def fill(self, choices: tuple[Choice, ...], seconds: dict[str, str]) -> None:
        self.beginResetModel()
        rows = [(choice.value, _both(choice, seconds)) for choice in choices]
        self.rows = [("", self._empty), *rows] if self._empty else rows
        self.endResetModel()

    def find(self, value: object) -> int:
        return next((row for row, (name, __) in enumerate(self.rows) if name == value), 0 if self._empty else -1)

    def check(self, values: set[str]) -> None:
        if values != self.checked and self.rows:
            self.checked = set(values)
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1), [Qt.ItemDataRole.CheckStateRole])

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value, label = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return label
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable:
            return Qt.CheckState.Checked if value in self.checked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._checkable else flags


class SearchOne(QuestionWidget):
    """``minimal``, ``autocomplete``, ``search`` and long lists: a field that finds while you type; value: one choice's value."""

    def build(self) -> None:
        self.model = ChoiceList(False, _("Choose …"), self)
        self.combo = QComboBox(self)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(18)
        self.combo.setMaximumWidth(self.px(560))
        self.combo.setModel(self.model)
        self.combo.activated.connect(self._on_chosen)
        completer = QCompleter(self.model, self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.activated[QModelIndex].connect(self._on_completed)  # type: ignore[index]
        self.combo.setCompleter(completer)
        edit = self.combo.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(_("Type to search"))
        edit.editingFinished.connect(self._on_left)
        edit.textEdited.connect(lambda _text: self.typing(True))
        self.edit: QLineEdit = edit
        self._choices: object = None
        self.body.addWidget(self.combo)

    def focus_widget(self) -> QWidget | None:
        return self.combo

    def show_choices(self, state: QuestionState, second: QuestionState | None) -> None:
        seconds = {choice.value: choice.label for choice in second.choices} if second else {}
        if (state.choices, seconds) != self._choices:
            self._choices = (state.choices, seconds)
            self.model.fill(state.choices, seconds)
            self.combo.setCurrentIndex(self.model.find(state.value))

    def show_value(self, value: object | None) -> None:
        row = self.model.find(value)
        if self.combo.currentIndex() != row:
            self.combo.setCurrentIndex(row)
        if not self.edit.hasFocus() and not self.reading_fault:
            self.edit.setText(self.model.rows[row][1] if value is not None and row > 0 else "")
        elif value is None and not self._typing and not self.reading_fault:
            self.edit.clear()

    def set_writable(self, writable: bool) -> None:
        self.combo.setEnabled(writable)

    def _on_completed(self, index: QModelIndex) -> None:
        # The completer's own model is filtered, so the text leads back to the row.
        self._choose_text(str(index.data()))

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self.model.rows):
            self._choose(self.model.rows[row][0])

    def _on_left(self) -> None:
        if not isValid(self.edit):  # the last word of a field that is being taken down
            return
        text = self.edit.text().strip()
        self.typing(False)
        if not text or text == self.model.rows[0][1]:
            if self.state.value is not None or self.reading_fault:
                self._choose("")
        else:
            self._choose_text(text)

    def _choose_text(self, text: str) -> None:
        wanted = text.casefold()
        exact = [value for value, label in self.model.rows[1:] if label.casefold() == wanted]
        found = exact or [value for value, label in self.model.rows[1:] if wanted in label.casefold()]
        if len(found) == 1 or exact:
            self._choose(found[0])
        else:
            self.say_unreadable(_("Choose an answer from the list."))

    def _choose(self, value: str) -> None:
        self.typing(False)
        if (value or None) != self.state.value or self.reading_fault:
            self.say(value or None)
        row = self.model.find(value)
        self.edit.setText(self.model.rows[row][1] if value else "")


class SearchMany(QuestionWidget):
    """Several answers from a long list; what is chosen is said above it. Value: a tuple of values."""

    def build(self) -> None:
        self.model = ChoiceList(True, "", self)
        self.found = QSortFilterProxyModel(self)
        self.found.setSourceModel(self.model)
        self.found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.chosen: QLabel = self.label("strong")
        self.filter = theme.role(QLineEdit(self), "search")
        self.filter.setPlaceholderText(_("Type to search"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filtered)
        self.list = QListView(self)
        self.list.setModel(self.found)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(self.list.fontMetrics().lineSpacing() * ROWS_IN_SIGHT)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self.list.installEventFilter(self)
        self._choices: object = None
        for part in (self.chosen, self.filter, self.list):
            part.setMaximumWidth(self.px(560))
            self.body.addWidget(part)

    def focus_widget(self) -> QWidget | None:
        return self.filter

    def controls(self) -> list[QWidget]:
        return [self.filter, self.list]

    def show_choices(self, state: QuestionState, second: QuestionState | None) -> None:
        seconds = {choice.value: choice.label for choice in second.choices} if second else {}
        if (state.choices, seconds) != self._choices:
            self._choices = (state.choices, seconds)
            self.model.fill(state.choices, seconds)

    def show_value(self, value: object | None) -> None:
        chosen = set(value) if isinstance(value, tuple | list) else set()
        self.model.check(chosen)
        labels = [label for name, label in self.model.rows if name in chosen]
        self.chosen.setText(" · ".join(labels) if labels else _("Nothing chosen yet"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The space bar ticks, as it does everywhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            if self.list.currentIndex().isValid() and not self.state.readonly:
                self._on_clicked(self.list.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _on_filtered(self, text: str) -> None:
        """The first that is found is the one that the keys go to."""
        self.found.setFilterFixedString(text)
        self.list.setCurrentIndex(self.found.index(0, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        value = index.data(Qt.ItemDataRole.UserRole)
        chosen = self.model.checked ^ {value}
        self.say(tuple(name for name, __ in self.model.rows if name in chosen) or None)


def _both(choice: Choice, seconds: dict[str, str]) -> str:
    label = as_plain(choice.label) or choice.value
    return f"{label}  ·  {as_plain(seconds[choice.value])}" if seconds.get(choice.value) else label
