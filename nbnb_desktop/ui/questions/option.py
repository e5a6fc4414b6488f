"""One answer to choose: a radio button or a check box whose words wrap, with its second language and a pictogram.

They are QRadioButton and QCheckBox, so keyboard, groups and assistive technology know them; only the
painting is ours, because Qt's own cut long words and cannot hold two languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from nbnb_desktop.actions.pictograms import DIRECTED, path_of
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import FIRST, LAST
from nbnb_desktop.ui.theme import Theme

MARK, BIG_MARK = 20, 26
PICTURE, BIG_PICTURE, CARD_PICTURE = 28, 44, 52
CARD_WORDS = 150
BESIDE = 300
"""Pixels at 100% that words need to stand in two languages beside each other."""
# A plain mixin when it runs: PySide makes one Qt object of one Qt class.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Words:
    """What an option says: its label, the same in the second language, and a picture."""

    text: str
    second: str = ""
    second_rtl: bool = False
    pictogram: str = ""  # name in resources/pictograms
    picture: QPixmap | None = None  # from the form's own media


@dataclass(frozen=True, slots=True)
class Shape:
    """How an option looks: ``big`` card for participants, ``aside`` the smaller ones at the end, ``stacked`` mark above words."""

    big: bool = False
    aside: bool = False
    stacked: bool = False
    bare: bool = False  # the mark alone; the words stand in the head of the table
    headed: bool = False  # the words alone
    plain: bool = False  # a mark only on what is chosen


class _Option(_Button):
    """The painting and the measures; mixed into both kinds."""

    words: Words
    shape_of: Shape
    look: Theme
    round: bool
    _ear: QWidget | None = None
    _sounding = False
    by_keys = False  # whether the focus came by the keyboard

    def dress(self, words: Words, shape: Shape, look: Theme) -> None:
        self.words, self.shape_of, self.look = words, shape, look
        self._heights: dict[int, int] = {}  # a layout asks the same widths again and again
        self._hint: QSize | None = None
        self.setText(words.text.replace("&", "&&"))
        self.setAccessibleName(f"{words.text} – {words.second}" if words.second else words.text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred if shape.aside else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if shape.headed:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setEnabled(False)

    def hold_ear(self, ear: QWidget | None) -> None:
        """Keep room for a button to hear this answer, at the end of the line or in the far corner of a card."""
        self._ear = ear
        if ear is not None:
            ear.setCursor(Qt.CursorShape.PointingHandCursor)
            self._heights.clear()
            self._hint = None

    def sounds(self, sounding: bool) -> None:
        """Whether this answer is being read aloud now."""
        if sounding != self._sounding:
            self._sounding = sounding
            self.update()

    def _ear_room(self) -> int:
        """The width that the button takes from the words; on a card it stands above them."""
        return 0 if self._ear is None or self._is_card else self._ear.width() + self._gap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ear is not None:
            across, down = (self.px(6), self.px(6)) if self._is_card else (self._padding()[0], (self.height() - self._ear.height()) // 2)
            left = across if self.isRightToLeft() else self.width() - across - self._ear.width()
            self._ear.move(left, down)

    # Measures

    def px(self, size: float) -> int:
        return self.look.px(size)

    def _font(self) -> QFont:
        kind = "body" if not self.shape_of.big else "lead" if self.shape_of.aside else "answer"
        return self.look.font(kind, bold=self.shape_of.big and self.isChecked())

    def _padding(self) -> tuple[int, int]:
        if self._is_card:
            return self.px(12), self.px(6)
        if self.shape_of.big:
            return (self.px(18), self.px(8)) if self.shape_of.aside else (self.px(20), self.px(12))
        return self.px(3 if self.shape_of.stacked else 10), self.px(6)

    def _mark(self) -> int:
        return 0 if self.shape_of.headed else self.px(BIG_MARK if self.shape_of.big and not self.shape_of.aside else MARK)

    def _picture(self) -> int:
        has = bool(self.words.pictogram or self.words.picture) and not self.shape_of.bare
        size = CARD_PICTURE if self._is_card else BIG_PICTURE if self.shape_of.big else PICTURE
        return self.px(size) if has else 0

    def _head(self) -> int:
        """The height of what stands above the words of a card."""
        return max(self._mark(), self._picture(), self._ear.height() if self._ear is not None else 0)

    @property
    def _is_card(self) -> bool:
        """A participant's card: the mark in the corner where reading starts, the picture in the middle, the words below."""
        return self.shape_of.big and self.shape_of.stacked

    def _gap(self) -> int:
        return self.px(16 if self.shape_of.big else 10)

    def _room(self, width: int) -> int:
        """The width that is left for words in an option of ``width``."""
        across, __ = self._padding()
        used = 2 * across + self._ear_room()
        if not self.shape_of.stacked:
            used += sum(part + self._gap() for part in (self._mark(), self._picture()) if part)
        return max(self.px(40), width - used)

    def _is_beside(self, room: int) -> bool:
        """Whether the second language has room beside the first; else it stands below."""
        return bool(self.words.second) and not self.shape_of.stacked and room >= self.px(BESIDE)

    def _halves(self, room: int) -> tuple[int, int]:
        if not self._is_beside(room):
            return room, room
        half = (room - self._gap()) // 2
        return half, half

    def _text_height(self, room: int) -> int:
        if self.shape_of.bare:
            return 0
        # Bold is measured even where it is not shown yet, so that choosing an answer moves nothing.
        font = self._font()
        font.setBold(self.shape_of.big)
        metrics = QFontMetrics(font)
        first, second = self._halves(room)
        heights = [_height(metrics, self.words.text, first)]
        if self.words.second:
            heights.append(_height(metrics, self.words.second, second))
        return max(heights) if self._is_beside(room) else sum(heights) + self.px(4)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    def _measured(self, width: int) -> int:
        __, down = self._padding()
        text = self._text_height(self._room(width))
        if self._is_card:
            return 2 * down + self._head() + self.px(4) + text
        if self.shape_of.stacked:
            parts = [part for part in (self._mark(), self._picture(), text) if part]
            return 2 * down + sum(parts) + self.px(6) * (len(parts) - 1)
        ear = self._ear.height() + self.px(8) if self._ear is not None else 0
        least = max(ear, self.px((48 if self.shape_of.aside else 64) if self.shape_of.big else 36))
        return max(least, 2 * down + max(self._mark(), self._picture(), text))

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = self._wished()
        return self._hint

    def _wished(self) -> QSize:
        metrics = QFontMetrics(self._font())
        words = 0 if self.shape_of.bare else metrics.horizontalAdvance(self.words.text) + self.px(6)
        if self.words.second and not self.shape_of.bare:
            second = metrics.horizontalAdvance(self.words.second) + self.px(6)
            beside = 2 * max(words, second) + self._gap()
            words = beside if self._is_beside(beside) else max(words, second)
        if self._is_card:
            words = max(self.px(CARD_WORDS), self._widest_word())
        elif self.shape_of.stacked:
            words = min(words, self.px(120))
        across, __ = self._padding()
        width = 2 * across + words + self._ear_room()
        if not self.shape_of.stacked:
            width += sum(part + self._gap() for part in (self._mark(), self._picture()) if part)
        return QSize(width, self.heightForWidth(width))

    def _widest_word(self) -> int:
        """A word is not broken, and chosen it is bold."""
        metrics = QFontMetrics(self.look.font("answer", bold=True))
        return max((metrics.horizontalAdvance(word) for word in self.words.text.split()), default=0) + self.px(4)

    def minimumSizeHint(self) -> QSize:
        width = self.px(90 if self.shape_of.stacked else 140) if not self.shape_of.bare else self.px(44)
        width = min(width, self.sizeHint().width())
        return QSize(width, self.heightForWidth(max(width, self.width() if self.width() > width else width)))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self.shape_of.headed:
            painter.setOpacity(0.7)
        self._paint_ground(painter)
        across, down = self._padding()
        ear, rtl = self._ear_room(), self.isRightToLeft()
        area = self.rect().adjusted(across + (ear if rtl else 0), down, -across - (0 if rtl else ear), -down)
        (self._paint_stacked if self.shape_of.stacked else self._paint_row)(painter, area)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        radius = self.px(10 if self.shape_of.big else 6)
        chosen, under = self.isChecked(), self.underMouse() and self.isEnabled()
        fill = "accent_soft" if chosen else "sunken" if under or self._sounding else "surface" if self.shape_of.big else ""
        painter.setBrush(self.look.color(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.shape_of.big:
            told = chosen or self._sounding
            painter.setPen(QPen(self.look.color("accent" if told else "edge"), 2.5 if told else 1.2))
        painter.drawRoundedRect(box, radius, radius)
        if self.shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.look.color("text" if self.shape_of.big else "focus"), 3 if self.shape_of.big else 2))
            outer = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(outer, radius + 1, radius + 1)

    def _paint_row(self, painter: QPainter, area: QRect) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = 0
        for size, paint in ((self._mark(), self._paint_mark), (self._picture(), self._paint_picture)):
            if size:
                left = area.right() + 1 - at - size if rtl else area.left() + at
                paint(painter, QRectF(left, area.center().y() + 0.5 - size / 2, size, size))
                at += size + self._gap()
        rest = area.adjusted(0, 0, -at, 0) if rtl else area.adjusted(at, 0, 0, 0)
        self._paint_words(painter, rest, rtl)

    def _paint_words(self, painter: QPainter, rest: QRect, rtl: bool) -> None:
        if self.shape_of.bare:
            return
        first, second = self._halves(rest.width())
        if self.words.second and not self._is_beside(rest.width()):
            self._paint_below(painter, rest, rtl)
            return
        start = QRect(rest.right() + 1 - first if rtl else rest.left(), rest.top(), first, rest.height())
        painter.setFont(self._font())
        painter.setPen(self.look.color("on_accent_soft" if self.isChecked() else "text"))
        _draw(painter, start, self.words.text, rtl)
        if self.words.second:
            end = QRect(rest.left() if rtl else rest.right() + 1 - second, rest.top(), second, rest.height())
            painter.setPen(self.look.color("on_accent_soft" if self.isChecked() else "muted"))
            _draw(painter, end, self.words.second, self.words.second_rtl)

    def _paint_below(self, painter: QPainter, rest: QRect, rtl: bool) -> None:
        """The second language under the first, where it is too narrow for both beside each other."""
        painter.setFont(self._font())
        upper = _height(painter.fontMetrics(), self.words.text, rest.width())
        painter.setPen(self.look.color("on_accent_soft" if self.isChecked() else "text"))
        _draw(painter, QRect(rest.left(), rest.top(), rest.width(), upper), self.words.text, rtl)
        painter.setPen(self.look.color("on_accent_soft" if self.isChecked() else "muted"))
        lower = QRect(rest.left(), rest.top() + upper + self.px(4), rest.width(), rest.height() - upper - self.px(4))
        _draw(painter, lower, self.words.second, self.words.second_rtl)

    def _paint_stacked(self, painter: QPainter, area: QRect) -> None:
        top = area.top()
        if self._is_card:
            top = self._paint_card_head(painter, area)
        for size, paint in () if self._is_card else ((self._mark(), self._paint_mark), (self._picture(), self._paint_picture)):
            if size:
                paint(painter, QRectF(area.center().x() + 0.5 - size / 2, top, size, size))
                top += size + self.px(6)
        if self.shape_of.bare:
            return
        painter.setFont(self._font())
        painter.setPen(self.look.color("on_accent_soft" if self.isChecked() else "text"))
        painter.setLayoutDirection(self.layoutDirection())  # or a foreign word at the end jumps to the front
        text = "\n".join(part for part in (self.words.text, self.words.second) if part)
        painter.drawText(
            QRect(area.left(), top, area.width(), area.bottom() + 1 - top),
            int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter),
            text,
        )

    def _paint_card_head(self, painter: QPainter, area: QRect) -> int:
        mark, picture = self._mark(), self._picture()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._paint_mark(painter, QRectF(area.right() + 1 - mark if rtl else area.left(), area.top(), mark, mark))
        if picture:
            self._paint_picture(painter, QRectF(area.center().x() + 0.5 - picture / 2, area.top(), picture, picture))
        return area.top() + self._head() + self.px(4)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked()
        if self.shape_of.plain and not chosen:
            return
        painter.setPen(QPen(self.look.color("accent" if chosen else "edge"), max(1.6, box.width() / 12)))
        painter.setBrush(self.look.color("accent" if chosen else "surface"))
        inner = box.adjusted(1, 1, -1, -1)
        if self.round:
            painter.drawEllipse(inner)
        else:
            painter.drawRoundedRect(inner, box.width() / 5, box.width() / 5)
        if chosen:
            self._paint_chosen(painter, box)

    def _paint_chosen(self, painter: QPainter, box: QRectF) -> None:
        """A check mark in both kinds: chosen is told by a shape, not by colour alone."""
        pen = QPen(self.look.color("on_accent"), max(2.0, box.width() / 9))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = [
            QPointF(box.left() + box.width() * x, box.top() + box.height() * y) for x, y in ((0.28, 0.53), (0.44, 0.68), (0.73, 0.36))
        ]
        painter.drawPolyline(points)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        if self.words.picture is not None:
            size = self.words.picture.deviceIndependentSize().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(QPointF(), size)
            target.moveCenter(box.center())
            painter.drawPixmap(target, self.words.picture, QRectF(self.words.picture.rect()))
            return
        colour = self.look.color("on_accent_soft" if self.isChecked() else "accent")
        mirrored = self.isRightToLeft() and self.words.pictogram in DIRECTED
        theme.paint_svg(painter, str(path_of(self.words.pictogram)), box, colour, mirrored=mirrored)

    @property
    def shows_focus(self) -> bool:
        """A participant who touches sees no ring: around the first answer it would look like a choice made for them."""
        return self.hasFocus() and (self.by_keys or not self.shape_of.big)

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self.by_keys = event.reason() in keys
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)


class Radio(_Option, QRadioButton):
    """One of several, of which one is chosen."""

    round = True

    def __init__(self, words: Words, shape: Shape, look: Theme, parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, parent)
        self.dress(words, shape, look)

    def hitButton(self, position: object) -> bool:
        return True


class Check(_Option, QCheckBox):
    """One of several, of which any number is chosen."""

    round = False

    def __init__(self, words: Words, shape: Shape, look: Theme, parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self.dress(words, shape, look)

    def hitButton(self, position: object) -> bool:
        return True


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, width, 10_000), int(_WRAP), text).height()


def _draw(painter: QPainter, area: QRect, text: str, rtl: bool) -> None:
    """Words at the side where reading starts, whatever letter they begin with."""
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, int(_WRAP | side | Qt.AlignmentFlag.AlignAbsolute), text)


def isolated(text: str) -> str:
    return f"{FIRST}{text}{LAST}"
