"""The look of every screen: colours, type, space, icons, and the style sheet made from them.

One accent colour, three schemes (``light``, ``dark``, ``contrast``), text from 100 to 200%.
Widgets say what they *are* with a dynamic property and never how they look::

    role(QPushButton(_("Save")), "primary")     # primary | quiet | danger | link | answer | small
    role(QLabel(text), "title")                 # display | title | heading | lead | muted | small | error | caption
    role(QFrame(), "card")                      # card | panel | sidebar | topbar | notice | chip | page

No height is ever fixed: a line of Arabic is half as tall again as one of Latin (docs: findings, Qt).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TypeVar

from PySide6.QtCore import QByteArray, QDir, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from nbnb_desktop.places import data_folder
from nbnb_desktop.ui import immortal as immortal  # before the first widget
from nbnb_desktop.ui.stylesheet import stylesheet

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic")

TINY, SMALL, MEDIUM, LARGE, XLARGE, HUGE = 4, 8, 12, 16, 24, 32
"""The spacing scale, in pixels at 100%."""

RADIUS = 8
MIN_SCALE, MAX_SCALE = 1.0, 2.0

TYPE = {"caption": 12, "small": 13, "body": 15, "lead": 17, "heading": 19, "answer": 21, "title": 26, "question": 29, "display": 34}
"""Pixel sizes at 100%."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme, as ``#rrggbb``. ``tests/ui/test_theme.py`` holds their contrast to WCAG AA."""

    page: str  # behind everything
    surface: str  # cards, fields
    sunken: str  # sidebars, rows under the pointer
    line: str  # quiet division, no meaning
    edge: str  # the border of a control (3:1)
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str  # behind chosen things
    on_accent: str
    on_accent_soft: str
    focus: str
    danger: str
    danger_soft: str
    on_danger: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str


PALETTES: dict[str, Palette] = {
    "light": Palette(
        page="#f7f5f1", surface="#ffffff", sunken="#efece6", line="#e2ddd4", edge="#857f74", text="#1d2422", muted="#565e5a",
        accent="#0f655d", accent_hover="#0a4f49", accent_soft="#dceeea", on_accent="#ffffff", on_accent_soft="#0a443f",
        focus="#0f655d", danger="#a8251c", danger_soft="#fbe9e6", on_danger="#ffffff", warning="#7d5200", warning_soft="#fbf0d9",
        success="#2b6531", success_soft="#e3f1e2",
    ),
    "dark": Palette(
        page="#15191b", surface="#1e2427", sunken="#191e21", line="#30383c", edge="#7d888c", text="#ecebe7", muted="#aab3b2",
        accent="#78cfc1", accent_hover="#9be0d4", accent_soft="#1f3f3c", on_accent="#06302b", on_accent_soft="#c5efe7",
        focus="#78cfc1", danger="#ff9a8f", danger_soft="#452322", on_danger="#3a0a06", warning="#efc26a", warning_soft="#3d3218",
        success="#93d398", success_soft="#213a24",
    ),
    "contrast": Palette(
        page="#000000", surface="#000000", sunken="#141414", line="#555555", edge="#ffffff", text="#ffffff", muted="#e6e6e6",
        accent="#ffe14d", accent_hover="#fff0a0", accent_soft="#3a3300", on_accent="#000000", on_accent_soft="#ffffff",
        focus="#ffe14d", danger="#ffb3ab", danger_soft="#3a0a06", on_danger="#000000", warning="#ffe14d", warning_soft="#332c00",
        success="#b4f5b8", success_soft="#0d300f",
    ),
}  # fmt: skip
TONES = tuple(field.name for field in fields(Palette))


@dataclass(frozen=True, slots=True)
class Theme:
    """A scheme at a text size; ``scale`` 1.0 to 2.0."""

    scheme: str = "light"
    scale: float = 1.0

    @property
    def palette(self) -> Palette:
        return PALETTES[self.scheme]

    def px(self, size: float) -> int:
        """``size`` pixels at 100%, at this theme's text size."""
        return max(1, round(size * self.scale))

    def text_px(self, kind: str = "body") -> int:
        return self.px(TYPE[kind])

    def color(self, tone: str) -> QColor:
        return QColor(getattr(self.palette, tone))

    def stylesheet(self) -> str:
        sizes = {kind: self.text_px(kind) for kind in TYPE}
        return stylesheet({tone: getattr(self.palette, tone) for tone in TONES}, self.scheme, sizes, self.px)

    def font(self, kind: str = "body", *, bold: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(self.text_px(kind))
        font.setBold(bold)
        return font

    def scaled(self, scale: float) -> Theme:
        return Theme(self.scheme, min(MAX_SCALE, max(MIN_SCALE, scale)))


_theme = Theme()


def current() -> Theme:
    """The theme that ``apply`` was given last."""
    return _theme


def apply(theme: Theme, application: QApplication | None = None) -> None:
    """Dress the whole application; safe to call again when the scheme or the text size changes."""
    global _theme
    _theme = theme
    app = application or QApplication.instance()
    assert isinstance(app, QApplication)
    load_fonts()
    app.setStyle("Fusion")  # the same on every system, and mirrored well
    app.setFont(theme.font())
    app.setPalette(_qt_palette(theme))
    app.setStyleSheet(theme.stylesheet())


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Load our own fonts once; the families found."""
    QDir.addSearchPath("nbnb", str(data_folder("resources")))
    found: list[str] = []
    for path in sorted(data_folder("resources").glob("fonts/*.ttf")):
        found += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return tuple(dict.fromkeys(found))


def system_scheme(application: QApplication | None = None) -> str:
    """``dark`` or ``light``, as the system asks for it."""
    app = application or QApplication.instance()
    assert isinstance(app, QApplication)
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


W = TypeVar("W", bound=QWidget)


def role(widget: W, name: str) -> W:
    """Say what ``widget`` is; the style sheet knows how that looks. Returns the widget."""
    if widget.property("role") != name:
        widget.setProperty("role", name)
        restyle(widget)
    return widget


def state(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at (``state(edit, "invalid", True)``)."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Look at the properties again; what was never shown does that by itself, later and only once."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def icon(name: str, tone: str = "text", *, theme: Theme | None = None, mirrored: bool = False) -> QIcon:
    """``resources/icons/<name>.svg`` in the colour ``tone``.

    Without ``theme`` it follows the current one, also after a change of scheme. ``mirrored`` is for
    arrows in a right-to-left window.
    """
    return QIcon(_IconEngine(str(data_folder("resources") / "icons" / f"{name}.svg"), tone, theme, mirrored))


def pixmap(name: str, tone: str, size: int, *, theme: Theme | None = None, ratio: float = 1.0, mirrored: bool = False) -> QPixmap:
    """The icon as a square picture of ``size`` logical pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    icon(name, tone, mirrored=mirrored, theme=theme).paint(painter, picture.rect())
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint_svg(painter: QPainter, path: str, area: QRectF, color: QColor, *, mirrored: bool = False) -> None:
    """Paint an SVG drawn in ``currentColor``, fitted into ``area`` in the given colour."""
    renderer = _renderer(path, color.name())
    size = renderer.defaultSize().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(area.center())
    painter.save()
    if mirrored:
        painter.translate(2 * target.center().x(), 0)
        painter.scale(-1, 1)
    renderer.render(painter, target)
    painter.restore()


@lru_cache(maxsize=512)
def _renderer(path: str, color: str) -> QSvgRenderer:
    with open(path, encoding="utf-8") as stream:
        return QSvgRenderer(QByteArray(stream.read().replace("currentColor", color).encode()))


class _IconEngine(QIconEngine):
    """Paints the SVG at the moment it is shown, so that it has the colours of that moment."""

    def __init__(self, path: str, tone: str, theme: Theme | None, mirrored: bool) -> None:
        super().__init__()
        self._wish = (path, tone, theme, mirrored)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        path, tone, theme, mirrored = self._wish
        color = (theme or current()).color(tone)
        painter.setOpacity(0.45 if mode == QIcon.Mode.Disabled else 1.0)
        paint_svg(painter, path, QRectF(rect), color, mirrored=mirrored)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _IconEngine(*self._wish)


def _qt_palette(theme: Theme) -> QPalette:
    """Qt's own palette, for what the style sheet does not reach (Fusion's details, placeholder text)."""
    roles = QPalette.ColorRole
    tones = {
        roles.Window: "page", roles.WindowText: "text", roles.Base: "surface", roles.AlternateBase: "sunken", roles.Text: "text",
        roles.Button: "surface", roles.ButtonText: "text", roles.Highlight: "accent", roles.HighlightedText: "on_accent",
        roles.ToolTipBase: "surface", roles.ToolTipText: "text", roles.PlaceholderText: "muted", roles.Link: "accent",
        roles.LinkVisited: "accent", roles.Accent: "accent", roles.Mid: "line",
    }  # fmt: skip
    palette = QPalette()
    for qt_role, tone in tones.items():
        palette.setColor(qt_role, theme.color(tone))
    for qt_role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qt_role, theme.color("muted"))
    return palette
