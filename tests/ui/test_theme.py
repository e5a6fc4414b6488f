"""The look: contrast is computed, fonts are there, every icon can be painted in every colour."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nbnb_desktop.places import data_folder
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.theme import PALETTES, TYPE, Theme

TEXT_PAIRS = [
    *((tone, ground) for tone in ("text", "muted", "accent", "danger") for ground in ("page", "surface", "sunken")),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_accent_soft", "accent_soft"), ("text", "accent_soft"),
    ("danger", "danger_soft"), ("text", "danger_soft"), ("on_danger", "danger"), ("warning", "warning_soft"), ("text", "warning_soft"),
    ("success", "success_soft"), ("muted", "line"), ("text", "line"), ("success", "surface"), ("warning", "surface"),
]  # fmt: skip
SHAPE_PAIRS = [(tone, ground) for tone in ("edge", "focus", "accent", "danger") for ground in ("page", "surface", "sunken")]


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (value / 255 for value in QColor(color).getRgb()[:3])
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_a_contrast_of_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize(("tone", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(scheme, tone, ground):
    palette = PALETTES[scheme]
    assert contrast(getattr(palette, tone), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize(("tone", "ground"), SHAPE_PAIRS)
def test_edges_and_focus_stand_out_from_their_ground(scheme, tone, ground):
    palette = PALETTES[scheme]
    assert contrast(getattr(palette, tone), getattr(palette, ground)) >= 3


@pytest.mark.parametrize("ground", ["page", "surface", "accent_soft"])
def test_the_high_contrast_scheme_reaches_triple_a(ground):
    palette = PALETTES["contrast"]
    assert contrast(palette.text, getattr(palette, ground)) >= 7


def test_our_fonts_are_there_and_used(qapp):
    assert set(theme.FAMILIES) <= set(theme.load_fonts())
    assert QFontInfo(Theme().font()).family() == "Noto Sans"


@pytest.mark.parametrize("scheme", PALETTES)
def test_the_style_sheet_has_no_holes_and_fixes_no_height(scheme):
    sheet = Theme(scheme, 1.5).stylesheet()
    assert "$" not in sheet
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)
    holds_text = [
        selector
        for selector, body in rules
        if "::" not in selector and not selector.strip().startswith("QScrollBar") and re.search(r"(^|[;\s])height:", body)
    ]
    assert len(rules) > 50
    assert not holds_text


def test_text_grows_with_the_scale_and_stops_at_200_percent():
    assert Theme("light", 2.0).text_px("body") == 2 * TYPE["body"]
    assert Theme("light").scaled(9).scale == 2.0


def test_the_style_sheet_is_understood_by_qt(qapp, qtlog):
    before = theme.current()
    try:
        theme.apply(Theme("dark", 1.25), qapp)
        button = theme.role(QPushButton("x"), "primary")
        button.ensurePolished()
        assert button.palette().buttonText().color() == QColor(PALETTES["dark"].on_accent)
        label = QLabel("x")
        label.ensurePolished()
        assert label.fontInfo().pixelSize() in (19, theme.current().text_px())
    finally:
        theme.apply(before, qapp)
        qapp.setStyleSheet("")
    assert not [record.message for record in qtlog.records if "parse" in record.message.lower()]


@pytest.mark.parametrize("path", sorted(data_folder("resources").glob("icons/*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_in_the_colour_asked_for(path, qapp):
    image = theme.pixmap(path.stem, "danger", 48, theme=Theme("light")).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250}
    assert PALETTES["light"].danger in seen
    assert "currentColor" in path.read_text(encoding="utf-8")


def test_an_icon_follows_a_change_of_scheme(qapp):
    icon = theme.icon("circle", "text")
    colours = []
    for scheme in ("light", "dark"):
        theme._theme = Theme(scheme)
        image = icon.pixmap(QSize(48, 48)).toImage()
        colours.append({image.pixelColor(x, 24).name() for x in range(48) if image.pixelColor(x, 24).alpha() > 250})
    theme._theme = Theme()
    assert colours == [{PALETTES["light"].text}, {PALETTES["dark"].text}]


@pytest.mark.parametrize(("name", "tone"), [("check", "on_accent"), ("dot", "on_accent"), ("chevron", "muted")])
@pytest.mark.parametrize("scheme", PALETTES)
def test_the_marks_inside_controls_have_the_colour_of_their_scheme(name, tone, scheme):
    drawing = (data_folder("resources") / f"icons/controls/{name}-{scheme}.svg").read_text(encoding="utf-8")
    assert getattr(PALETTES[scheme], tone) in drawing


def rules(scheme):
    """(selector, declarations) of the style sheet."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", Theme(scheme).stylesheet()):
        yield selector.strip(), dict(re.findall(r"([\w-]+):\s*([^;]+?)\s*(?:;|$)", body))


@pytest.mark.parametrize("scheme", PALETTES)
def test_no_rule_puts_words_on_a_ground_where_they_cannot_be_read(scheme):
    faults = {}
    for selector, told in rules(scheme):
        color, ground = told.get("color", ""), told.get("background", "")
        if not color.startswith("#") or "QTabBar" in selector:
            continue
        grounds = [ground] if ground.startswith("#") else GROUNDS_OF.get(selector.partition(" QLabel")[0], ("page", "surface", "sunken"))
        worst = min(contrast(color, one if one.startswith("#") else getattr(PALETTES[scheme], one)) for one in grounds)
        if worst < 4.5:
            faults[selector] = worst
    assert faults == {}


GROUNDS_OF = {
    'QFrame[role="notice"]': ("accent_soft",),
    'QFrame[role="notice"][tone="error"]': ("danger_soft",),
    'QFrame[role="notice"][tone="warning"]': ("warning_soft",),
}
"""Where words stand on a ground that another rule gives."""
BUTTONS = sorted(set(re.findall(r'QPushButton\[role="(\w+)"\]', Theme().stylesheet())))
FIELDS = {
    "line": QLineEdit, "text": QPlainTextEdit, "list": QListWidget, "choice of one": QComboBox, "number": QSpinBox, "box": QCheckBox,
    "round": QRadioButton, "tool": QToolButton,
}  # fmt: skip


def seen_to_change(widget, other, qtbot, least=3.0):
    """How many pixels change so much that it can be seen when the focus comes to ``widget`` (WCAG 2.2: 3:1)."""
    other.setFocus()
    QApplication.processEvents()
    before = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    QApplication.processEvents()
    after = widget.grab().toImage()
    plain = [one.convertToFormat(QImage.Format.Format_RGB32) for one in (before, after)]
    pairs = Counter(zip(*(memoryview(one.constBits()).cast("I") for one in plain), strict=True))
    seen = {(QColor.fromRgb(one).name(), QColor.fromRgb(two).name()): count for (one, two), count in pairs.items() if one != two}
    return sum(count for (one, two), count in seen.items() if contrast(one, two) >= least)


@pytest.fixture
def stage(qtbot, qapp, request):
    """An empty page in one of the schemes."""
    before = theme.current()
    theme.apply(Theme(request.param), qapp)
    page = theme.role(QWidget(), "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    QVBoxLayout(page)
    qtbot.addWidget(page)
    yield page
    theme.apply(before, qapp)
    qapp.setStyleSheet("")


@pytest.mark.parametrize("stage", PALETTES, indirect=True)
def test_the_focus_can_be_seen_on_every_kind_of_control(stage, qtbot):
    made = {
        f"button {name or 'plain'}": theme.role(QPushButton("Verder"), name) if name else QPushButton("Verder") for name in ("", *BUTTONS)
    }
    made |= {f"chosen {name}": theme.role(QPushButton("Verder"), name) for name in ("nav", "segment", "choice")}
    made |= {name: kind() for name, kind in FIELDS.items()}
    other = QPushButton("Ergens anders")
    for name, widget in made.items():
        if isinstance(widget, QCheckBox | QRadioButton | QToolButton):
            widget.setText("Verder")
        if name.startswith("chosen"):
            widget.setCheckable(True)
            widget.setChecked(True)
        stage.layout().addWidget(widget)
    stage.layout().addWidget(other)
    with qtbot.waitActive(stage):
        stage.show()
        stage.activateWindow()
    changed = {name: seen_to_change(widget, other, qtbot) for name, widget in made.items()}
    assert {name: pixels for name, pixels in changed.items() if pixels < 30} == {}
