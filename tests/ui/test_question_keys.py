"""Every kind of question by keyboard alone, in both directions: set, read back, said to be wrong, and cleared.

One table, by the examples of ``states.py``: what is pressed to give the example's answer, and what to take it back.
Keys go to whatever has the focus, as from a keyboard; the question is shown anew after each answer, as a page does.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from nbnb_desktop.ui.questions.base import MemoryFiles, Showing
from nbnb_desktop.ui.questions.table import WIDGETS, key_of, widget_for
from nbnb_desktop.ui.questions.upload import png
from nbnb_desktop.ui.theme import Theme

from .states import EXAMPLES, wrong

K = Qt.Key
TAB, SPACE, ENTER, DOWN, UP, DELETE, ALL = K.Key_Tab, K.Key_Space, K.Key_Return, K.Key_Down, K.Key_Up, K.Key_Delete, K.Key_A
EMPTY_FIELD = (ALL, DELETE)
"""Ctrl+A, the one key that is pressed with Ctrl, and Delete."""
BACK = K.Key_Backtab
FORWARD = K.Key_Right
"""Towards the next answer in a row: the key to the left in a right-to-left language."""

LEFT_EMPTY = (*EMPTY_FIELD, TAB, TAB)
"""The first Tab closes the list that was found, the second goes on to the next question."""
THREE_FIELDS = (*EMPTY_FIELD, TAB, *EMPTY_FIELD, TAB, TAB, *EMPTY_FIELD)
ONE_OF_LIST = (*EMPTY_FIELD, "nummer 1", TAB, SPACE, BACK)

KEYS = {
    "text": (("Selam",), EMPTY_FIELD),
    "multiline": (("Ik wil werken.", ENTER, "En een diploma halen."), EMPTY_FIELD),
    "numbers": (("20481",), EMPTY_FIELD),
    "masked": (("geheim",), EMPTY_FIELD),
    "phone": (("06 12345678",), EMPTY_FIELD),
    "email": (("selam@example.org",), EMPTY_FIELD),
    "integer": (("9",), EMPTY_FIELD),
    "thousands": (("125000",), EMPTY_FIELD),
    "decimal": (("22,5",), EMPTY_FIELD),
    "date": (("27", TAB, "3", TAB, TAB, "1992"), THREE_FIELDS),
    "month-year": (("6", TAB, TAB, "2021"), (*EMPTY_FIELD, TAB, TAB, *EMPTY_FIELD)),
    "year": (("2011",), EMPTY_FIELD),
    "ethiopian": (("1", TAB, "1", TAB, TAB, "1988"), THREE_FIELDS),
    "persian": (("1", TAB, "1", TAB, TAB, "1369"), THREE_FIELDS),
    "islamic": (("23", TAB, "8", TAB, TAB, "1410"), THREE_FIELDS),
    "coptic": (("1", TAB, "1", TAB, TAB, "1712"), THREE_FIELDS),
    "time": (("8", TAB, "30"), (*EMPTY_FIELD, TAB, *EMPTY_FIELD)),
    "dateTime": (("24", TAB, "11", TAB, TAB, "2026", TAB, "14", TAB, "00"), (*THREE_FIELDS, TAB, *EMPTY_FIELD, TAB, *EMPTY_FIELD)),
    "barcode": (("NB-00417",), EMPTY_FIELD),
    "geopoint": (("52.0907 5.1214",), EMPTY_FIELD),
    "geotrace": (("52.09 5.12", ENTER, "52.1 5.13"), EMPTY_FIELD),
    "geoshape": (("52.09 5.12", ENTER, "52.1 5.13", ENTER, "52.1 5.1"), EMPTY_FIELD),
    "select_one": (("2",), (DELETE,)),
    "columns": (("4",), (DELETE,)),
    "columns-2": (("2",), (DELETE,)),
    "likert": (("4",), (DELETE,)),
    "list-nolabel": ((DOWN, DOWN, DOWN, DOWN), (DELETE,)),
    "list": (("5",), (DELETE,)),
    "horizontal": (("3",), (DELETE,)),
    "minimal": (("Z-r", DOWN, ENTER), LEFT_EMPTY),
    "autocomplete": (("nummer 17", DOWN, ENTER), LEFT_EMPTY),
    "long list": (("nummer 3", DOWN, ENTER), LEFT_EMPTY),
    "response set": ((DOWN,), (DELETE,)),
    "select_multiple": ((SPACE, DOWN, DOWN, SPACE), (SPACE, DOWN, DOWN, SPACE)),
    "select_multiple columns": (("4",), ("4",)),
    "search many": (
        ("nummer 1", TAB, SPACE, BACK, *EMPTY_FIELD, "nummer 2", TAB, SPACE),
        (*ONE_OF_LIST, *EMPTY_FIELD, "nummer 2", TAB, SPACE),
    ),
    "minimal many": (("Sterk", TAB, SPACE), (*EMPTY_FIELD, "Sterk", TAB, SPACE)),
    "long list many": (
        ("nummer 1", TAB, ENTER, BACK, *EMPTY_FIELD, "nummer 7", TAB, ENTER),
        (*ONE_OF_LIST, *EMPTY_FIELD, "nummer 7", TAB, ENTER),
    ),
    "rank": ((TAB, TAB, TAB, SPACE, SPACE), (DELETE,)),
    "range": ((*[FORWARD] * 7, SPACE), (DELETE,)),
    "long range": (("1,5",), EMPTY_FIELD),
    "rating": ((*[FORWARD] * 3, SPACE), (DELETE,)),
    "picker": ((*[DOWN] * 8,), (*[UP] * 8,)),
    "image": ((SPACE,), (TAB, SPACE)),
    "file": ((SPACE,), (TAB, SPACE)),
    "audio": ((SPACE,), (TAB, SPACE)),
    "video": ((SPACE,), (TAB, SPACE)),
    "signature": ((SPACE,), (TAB, SPACE)),
    "draw": ((SPACE,), (TAB, SPACE)),
    "annotate": ((SPACE,), (TAB, SPACE)),
    "trigger": ((SPACE,), (SPACE,)),
}
READ_ONLY = {"label", "note", "calculate"}


class Keyboard:
    """A question on a page, and the keys pressed on it."""

    def __init__(self, qtbot, name, rtl, ask_path):
        self.qtbot, self.rtl = qtbot, rtl
        self.made, self.answer = EXAMPLES[name]
        files = MemoryFiles()
        self.widget = widget_for(self.made, Showing(Theme(), rtl=rtl, language="ar" if rtl else "nl", files=files))
        if hasattr(self.widget, "ask_path"):
            self.widget.ask_path = lambda: str(ask_path(str(self.answer)))
        self.page = QWidget()
        self.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        column = QVBoxLayout(self.page)
        column.addWidget(self.widget)
        column.addWidget(QLineEdit())  # the next question
        qtbot.addWidget(self.page)
        self.said = []
        self.widget.answered.connect(self._on_answered)
        self.widget.render_state(self.made)
        self.page.resize(800, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.begin()

    def begin(self):
        self.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, keys):
        for key in keys:
            focused = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert focused is not None, f"the focus has left the question before {key}"
            if isinstance(key, str):
                self.qtbot.keyClicks(focused, key)
            else:
                control = Qt.KeyboardModifier.ControlModifier if key == ALL else Qt.KeyboardModifier.NoModifier
                self.qtbot.keyClick(focused, K.Key_Left if self.rtl and key == FORWARD else key, control)
            QApplication.processEvents()

    def words(self) -> str:
        return " ".join(label.text() for label in self.widget.findChildren(QLabel) if label.isVisibleTo(self.widget))

    def _on_answered(self, ref, value):
        self.said.append(value)
        self.widget.render_state(replace(self.made, value=value))


@pytest.fixture
def picture(tmp_path):
    """Writes a picture with the name that is asked for."""

    def write(name):
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        (tmp_path / name).write_bytes(png(image))
        return tmp_path / name

    return write


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("name", KEYS)
def test_a_question_is_answered_read_said_to_be_wrong_and_cleared_by_keyboard_alone(qtbot, picture, name, rtl):
    keyboard = Keyboard(qtbot, name, rtl, picture)
    give, take = KEYS[name]
    keyboard.press(give)
    assert keyboard.said[-1] == keyboard.answer
    keyboard.widget.render_state(wrong(replace(keyboard.made, value=keyboard.answer), "Dit past niet."))
    keyboard.widget.typing(False)
    assert "Dit past niet." in keyboard.words()
    keyboard.widget.render_state(replace(keyboard.made, value=keyboard.answer))
    keyboard.begin()
    keyboard.press(take)
    assert keyboard.said[-1] is None
    assert keyboard.widget.fault == ""


def test_every_question_that_can_be_answered_is_in_the_table():
    assert KEYS.keys() | READ_ONLY == EXAMPLES.keys()
    assert {WIDGETS[key_of(EXAMPLES[name][0])] for name in KEYS} | {WIDGETS[key_of(EXAMPLES[name][0])] for name in READ_ONLY} == set(
        WIDGETS.values()
    )
