"""The page about question types lists what the table has, and each widget can be pictured."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QImage

from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.table import WIDGETS

from .gallery import render_all
from .states import EXAMPLES

PAGE = Path(__file__).parents[2] / "docs" / "question-types.md"
ROW = re.compile(r"^\| `([a-z_]+)` \| (?:`([^`]+)`|–) \| `(\w+)` \|", re.MULTILINE)


def test_the_page_lists_every_widget_of_the_table_and_no_other():
    listed = {(kind, look): widget for kind, look, widget in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    assert listed == {key: widget.__name__ for key, widget in WIDGETS.items()}


def test_the_gallery_pictures_every_example_empty_answered_and_wrong(tmp_path, qapp):
    before = theme.current()
    try:
        written = render_all(tmp_path, width=700)
    finally:
        theme.apply(before, qapp)
        qapp.setStyleSheet("")
    assert len(written) == 3 * len(EXAMPLES)
    assert all(QImage(str(path)).width() == 700 for path in written)
