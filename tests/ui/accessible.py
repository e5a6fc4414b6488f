"""What assistive technology and a keyboard meet on a screen: each control with its name, role, size and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import hypot

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QAbstractSlider, QTabBar)
INSIDE = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView)
"""Controls that speak for what is in them."""
WITHOUT_SAYING = {"NoRole", "Client", "Border", "Pane", "LayeredPane", "Splitter", "Graphic"}
"""Roles that do not tell what one can do."""
SMALLEST = 24
"""Pixels of a target, WCAG 2.2 AA (2.5.8)."""


def controls(root: QWidget) -> Iterator[QWidget]:
    """Whatever a person can use on ``root`` now; a part of another control belongs to that."""
    for one in root.findChildren(QWidget):
        is_one = isinstance(one, CONTROLS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if is_one and one.isVisible() and one.isEnabled() and not isinstance(one, QScrollBar | QHeaderView) and not _is_part(one):
            yield one


def _is_part(one: QWidget) -> bool:
    above = one.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, INSIDE):
            return True
        above = above.parentWidget()
    return False


def said(one: QWidget) -> tuple[str, str, str]:
    """Name, description and role, as a screen reader is told."""
    told = QAccessible.queryAccessibleInterface(one)
    return told.text(QAccessible.Text.Name).strip(), told.text(QAccessible.Text.Description).strip(), told.role().name


def kind(one: QWidget) -> str:
    return f"{type(one).__name__} in {type(one.parentWidget()).__name__}"


def nameless(root: QWidget) -> list[str]:
    return [kind(one) for one in controls(root) if not said(one)[0]]


def roleless(root: QWidget) -> list[str]:
    """Controls of which a screen reader cannot say what they are; a named place to scroll in is none."""
    return [kind(one) for one in controls(root) if isinstance(one, CONTROLS) and said(one)[2] in WITHOUT_SAYING]


def silenced(root: QWidget) -> list[str]:
    """Words that can be read and not be heard, because the label has a name instead."""
    labels = (one for one in root.findChildren(QLabel) if one.isVisible() and re.search(r"\w", plain(one.text())))
    return [plain(one.text()) for one in labels if one.accessibleName() and plain(one.text()) not in plain(one.accessibleName())]


def plain(words: str) -> str:
    """Without the marks of direction and of rich text."""
    return re.sub(r"[\u200e\u200f\u2066-\u2069]|<[^>]*>", "", words).strip()


def twins(root: QWidget) -> list[tuple[str, str, str]]:
    """(name, description, name of the group) of buttons that cannot be told apart."""
    told = Counter((*said(one)[:2], _group(one)) for one in controls(root) if isinstance(one, QAbstractButton))
    return [triple for triple, count in told.items() if count > 1]


def _group(one: QWidget) -> str:
    """The name of what ``one`` stands in: a question, a row."""
    above = one.parentWidget()
    while above is not None and not above.isWindow():
        if above.accessibleName() and not isinstance(above, QAbstractScrollArea):
            return above.accessibleName()
        above = above.parentWidget()
    return ""


def out_of_reach(root: QWidget) -> list[str]:
    """Controls to which neither Tab nor, in a group, the arrows lead, and for which nothing around them takes the keys."""
    lost = (one for one in controls(root) if not one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return [kind(one) for one in lost if not _is_by_arrows(one) and not _is_served(one)]


def _is_served(one: QWidget) -> bool:
    """Whether a control around it has the focus and takes its keys, as the pad of digits does."""
    above = one.parentWidget()
    while above is not None and not above.isWindow():
        if above.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def _is_by_arrows(one: QWidget) -> bool:
    return isinstance(one, QAbstractButton) and (one.autoExclusive() or (one.group() is not None and one.group().exclusive()))


def too_small(root: QWidget) -> list[str]:
    """Targets under 24 by 24 pixels whose circle of 24 pixels touches another target (WCAG 2.5.8 with its exception of spacing)."""
    targets = [(one, _area(one, root)) for one in controls(root)]
    small = {id(one) for one, area in targets if min(area.width(), area.height()) < SMALLEST}
    found = set()
    for (one, area), (other, beside) in combinations(targets, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        for (a, space), (b, near) in (((one, area), (other, beside)), ((other, beside), (one, area))):
            if id(a) in small and _touches(space, near, id(b) in small):
                found.add(f"{kind(a)} {said(a)[0]!r} {space.width()}x{space.height()}")
    return sorted(found)


def _area(one: QWidget, root: QWidget) -> QRect:
    return QRect(one.mapTo(root, QPoint()), one.size())


def _touches(small: QRect, other: QRect, is_small_too: bool) -> bool:
    middle = QRectF(small).center()
    if is_small_too:
        return _distance(middle, QRectF(other).center()) < SMALLEST
    nearest = QPointF(min(max(middle.x(), other.left()), other.right()), min(max(middle.y(), other.top()), other.bottom()))
    return _distance(middle, nearest) < SMALLEST / 2


def _distance(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())
