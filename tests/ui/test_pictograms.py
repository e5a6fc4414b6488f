"""Drawings are found by the names of lists, choices and questions, and every drawing can be painted."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from nbnb_desktop.actions import forms, pictograms
from nbnb_desktop.actions.pictograms import ASIDE
from nbnb_desktop.places import data_folder
from nbnb_desktop.ui import picturing, theme
from nbnb_desktop.ui.questions.base import Showing
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.xforms import library, notation
from nbnb_desktop.xforms.check import check
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import Choice, FormSession
from nbnb_desktop.xforms.sources import load

from .states import choices, state

DRAWINGS = sorted((data_folder("resources") / "pictograms").rglob("*.svg"))
PICTURED_LISTS = ("kwaliteit", "vaardigheid", "riasec", "waar_geleerd")


@pytest.fixture(scope="module")
def talentscan():
    return load(library.path("talentscan"))


@pytest.fixture(scope="module")
def intake():
    return load(library.path("intake"))


def questions_of(form):
    return {e.name: e.itemset.list_name for e in form.elements.values() if e.itemset}


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_drawing_has_one_colour_and_the_common_grid(path):
    drawn = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(drawn)
    assert root.get("viewBox") == "0 0 48 48"
    assert set(re.findall(r"(?:fill|stroke)=\"([^\"]+)\"", drawn)) <= {"none", "currentColor"}
    assert QSvgRenderer(drawn.encode()).isValid()


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_drawing_shows_something_and_stays_in_its_square(path):
    image = QImage(96, 96, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    theme.paint_svg(painter, str(path), QRectF(0, 0, 96, 96), QColor("black"))
    painter.end()
    dark = [(x, y) for x in range(96) for y in range(96) if image.pixelColor(x, y).lightness() < 128]
    assert len(dark) > 200
    edge = [spot for spot in dark if 0 in spot or 95 in spot]
    assert not edge


@pytest.mark.parametrize("name", PICTURED_LISTS)
def test_every_choice_of_a_pictured_list_has_its_drawing(name, talentscan):
    rows = [row.child("name").text for row in talentscan.list_rows(name)]
    found = pictograms.of_choices(name, [Choice(value, value, {}) for value in rows])
    if name == "vaardigheid":
        rows = sorted(path.stem for path in DRAWINGS if path.parent.name == name)
        assert len(rows) == 24
    else:
        assert sorted(found) == sorted(rows) != []


def test_the_long_list_of_activities_is_pictured_so_that_it_needs_no_scrolling():
    listed = notation.compose(notation.read_text(data_folder("forms") / "lists" / "hoofdactiviteit.yaml"))["choices"]
    found = pictograms.of_answers("hoofdactiviteit", [Choice(row["name"], row["label"], {}) for row in listed])
    assert [row["label"] for row in listed if row["name"] not in found] == ["Zeg ik liever niet"]


def test_every_skill_and_every_interest_item_has_its_drawing(talentscan):
    lists = questions_of(talentscan)
    asked = [name for name, of in lists.items() if of == "interesse" or re.match(r"K\d_\d", name)]
    assert len(asked) == 36 + 3 * 24
    assert [name for name in asked if not pictograms.of_question(lists[name], name)] == []


def test_every_obstacle_of_the_intake_has_its_drawing(intake):
    asked = [name for name, of in questions_of(intake).items() if of == "speelt"]
    assert len(asked) == 31
    assert [name for name in asked if not pictograms.of_question("speelt", name)] == []


def test_the_parts_of_the_programme_show_the_instruments():
    offered = choices(GT="Groepstraining", _0="Geen van deze")
    assert pictograms.of_choices("traject_onderdeel", offered) == {"GT": "instrument/GT"}


def test_a_situation_shows_itself_and_nothing_beside_its_answers():
    asked = state("select_one", ref="/data/CUL2", list_name="rs6_cul2", choices=choices(_2="Ik vraag uitleg", _1="Ik kijk", _0="Ik begin"))
    assert pictograms.of_question("rs6_cul2", "CUL2") == "situatie/CUL2"
    assert pictograms.of_answers(asked.list_name, asked.choices) == {}


def test_a_question_of_another_form_with_the_same_name_gets_no_drawing():
    assert pictograms.of_question("rs1", "A1") == ""
    assert pictograms.of_question("", "obst_TAAL") == ""


@pytest.mark.parametrize("value", ["../yes", "a/b", ""])
def test_the_value_of_a_choice_never_leads_to_another_folder(value):
    assert pictograms.of_choices("kwaliteit", [Choice(value, "x", {})]) == {}


def test_the_words_of_a_question_have_its_drawing_beside_them(qtbot):
    asked = state("select_one", ref="/data/obst_TAAL", list_name="speelt", choices=choices(_0="Nee", _1="Ja"), label="Taal")
    for made, drawn in ((asked, True), (replace(asked, ref="/data/other"), False)):
        widget = widget_for(made, Showing())
        qtbot.addWidget(widget)
        widget.render_state(made)
        assert widget.sign.isVisibleTo(widget) is drawn


def test_many_pictured_answers_stand_as_cards_beside_each_other(qtbot):
    values = [path.stem for path in DRAWINGS if path.parent.name == "kwaliteit"]
    offered = tuple(Choice(value, value, {}) for value in values)
    made = state("select_multiple", ref="/data/qualities", list_name="kwaliteit", choices=offered)
    widget = widget_for(made, Showing(big=True))
    qtbot.addWidget(widget)
    widget.render_state(made)
    widget.resize(1100, 700)
    widget.show()
    qtbot.waitUntil(lambda: len({option.y() for option in widget.options.values()}) > 1)
    tops = {option.y() for option in widget.options.values()}
    assert widget.is_wide
    assert len(tops) == 4
    assert all(option.words.pictogram for option in widget.options.values())


def test_only_a_drawing_that_goes_somewhere_is_mirrored():
    assert {"kwaliteit/doorzetten"} == pictograms.DIRECTED
    assert all(pictograms.is_drawn(name) for name in pictograms.DIRECTED)


# Forms that go elsewhere


@pytest.mark.parametrize(("form_id", "asked", "pictured"), [("talentscan", "qualities", "R1"), ("nulmeting", "KNA1", "CUL2")])
def test_an_exported_form_brings_its_drawings_and_shows_them_when_it_comes_back(tmp_path, form_id, asked, pictured, qapp):
    content, drawings = forms.export_with_drawings(form_id)
    workbook = tmp_path / f"{form_id}.xlsx"
    workbook.write_bytes(content)
    folder = tmp_path / f"{form_id}-media"
    folder.mkdir()
    for name, drawing in drawings.items():
        (folder / name).write_bytes(picturing.drawing(drawing))
    form = load(workbook)
    session = FormSession(form, FixedProvider())
    states = {name: session.state(ref) for ref in form.elements if (name := ref.rsplit("/", 1)[-1]) in (asked, pictured)}
    for media in (states[pictured].media, *(choice.media for choice in states[asked].choices if choice.value not in ASIDE)):
        assert not QImage.fromData(form.media.read(media["image"])).isNull()
    assert not [fault for fault in check(workbook) if fault.code == "media-missing"]


def test_a_worker_form_goes_elsewhere_with_the_drawings_that_it_has_here():
    __, drawings = forms.export_with_drawings("intake")
    assert drawings["belemmering-TAAL.png"] == "belemmering/TAAL"
    assert "yes.png" not in drawings


def test_an_export_with_drawings_has_the_version_of_the_wording(tmp_path):
    content, __ = forms.export_with_drawings("pitch")
    (tmp_path / "pitch.xlsx").write_bytes(content)
    assert load(tmp_path / "pitch.xlsx").version == load(library.path("pitch"), languages=library.languages("pitch")).version
