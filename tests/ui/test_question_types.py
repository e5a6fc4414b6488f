"""The page about question types lists what the table has, and each widget can be pictured."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QImage

from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.table import WIDGETS, key_of

from .gallery import document, render_all, slug
from .states import EXAMPLES

PAGE = Path(__file__).parents[2] / "docs" / "question-types.md"
ROW = re.compile(r"^\| `([a-z_]+)` \| (?:`([^`]+)`|–) \| `(\w+)` \|", re.MULTILINE)
PICTURE = re.compile(r"\(question-types/([^)]+)\.png\)")


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


def test_every_row_of_the_page_has_the_picture_of_its_own_widget():
    drawn = {slug(name): WIDGETS[key_of(state)].__name__ for name, (state, __) in EXAMPLES.items()}
    rows = [(row[3], PICTURE.findall(line)) for line in PAGE.read_text(encoding="utf-8").splitlines() if (row := ROW.match(line))]
    assert len(rows) == len(WIDGETS)
    assert [(widget, names) for widget, names in rows if [drawn.get(name) for name in names] != [widget]] == []


def test_the_page_shows_every_picture_and_every_picture_is_there():
    named = set(PICTURE.findall(PAGE.read_text(encoding="utf-8")))
    assert named == {path.stem for path in (PAGE.parent / "question-types").glob("*.png")}
    assert named == {slug(name) for name in EXAMPLES}


def test_the_pictures_of_the_page_are_drawn_by_script_and_small(tmp_path, qapp):
    before = theme.current()
    try:
        drawn = document(tmp_path)
    finally:
        theme.apply(before, qapp)
        qapp.setStyleSheet("")
    kept = {path.name: path for path in (PAGE.parent / "question-types").glob("*.png")}
    assert {path.name for path in drawn} == set(kept)
    assert max(path.stat().st_size for path in kept.values()) < 60_000
