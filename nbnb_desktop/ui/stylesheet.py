"""The style sheet, written from the tokens of a theme. Every selector goes by ``role`` or by Qt class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Template

_SHEET = """
* { font-family: "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"; font-size: ${body}px; }
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="page"] { background: $page; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: ${p4}px ${p8}px; font-size: ${small}px; }

QLabel { background: transparent; }
QLabel[role="display"] { font-size: ${display}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 700; }
QLabel[role="lead"] { font-size: ${lead}px; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="ask"] { font-weight: 700; }
QLabel[role="second"] { color: $muted; font-weight: 700; }
QLabel[role="question"] { font-size: ${question}px; font-weight: 700; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="caption"] { color: $muted; font-size: ${caption}px; font-weight: 700; }
QLabel[role="error"] { color: $danger; font-weight: 700; }
QLabel[role="chip"] { background: $sunken; color: $muted; border-radius: ${p10}px; padding: ${p2}px ${p8}px; font-size: ${small}px; }
QLabel[role="chip"][tone="accent"] { background: $accent_soft; color: $on_accent_soft; }
QLabel[role="chip"][tone="success"] { background: $success_soft; color: $success; }
QLabel[role="chip"][tone="warning"] { background: $warning_soft; color: $warning; }
QLabel[role="chip"][tone="danger"] { background: $danger_soft; color: $danger; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="panel"] { background: $sunken; border: none; border-radius: ${radius}px; }
QFrame[role="sidebar"] { background: $sunken; border: none; }
QFrame[role="topbar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[role="footbar"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="quote"] { background: transparent; border: none; border-left: 4px solid $line; }
QFrame[role="well-start"], QFrame[role="well-end"] { background: transparent; border: none; }
QFrame[role="well-start"] { border-left: 4px solid transparent; }
QFrame[role="well-end"] { border-right: 4px solid transparent; }
QFrame[role="wrong-start"], QFrame[role="wrong-end"] { background: transparent; border: none; }
QFrame[role="wrong-start"] { border-left: 4px solid $danger; }
QFrame[role="wrong-end"] { border-right: 4px solid $danger; }
QFrame[role="summary"] { background: $danger_soft; border: 2px solid $danger; border-radius: ${radius}px; }
QFrame[role="notice"] { background: $accent_soft; border: 1px solid $accent; border-radius: ${radius}px; }
QFrame[role="notice"] QLabel { color: $on_accent_soft; }
QFrame[role="notice"][tone="error"] { background: $danger_soft; border-color: $danger; }
QFrame[role="notice"][tone="error"] QLabel { color: $danger; }
QFrame[role="notice"][tone="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[role="notice"][tone="warning"] QLabel { color: $warning; }

QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: ${radius}px;
  padding: ${p7}px ${p15}px; margin: 2px; }
QPushButton { icon-size: ${p18}px; }
QToolButton { qproperty-iconSize: ${p18}px ${p18}px; }
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 3px solid $focus; padding: ${p5}px ${p13}px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $line; background: transparent; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 3px solid $text; text-decoration: underline; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $muted; }
QPushButton[role="danger"] { color: $danger; border-color: $danger; }
QPushButton[role="danger"]:hover { background: $danger_soft; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: $accent; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $accent_soft; color: $on_accent_soft; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border: 3px solid $focus; }
QPushButton[role="quiet"]:disabled { color: $muted; }
QPushButton[role="small"] { padding: ${p3}px ${p9}px; font-size: ${small}px; }
QPushButton[role="small"]:focus { padding: ${p1}px ${p7}px; border: 3px solid $focus; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent; text-decoration: underline;
  padding: ${p2}px ${p4}px; text-align: left; }
QPushButton[role="link"]:focus { border: 3px solid $focus; padding: 0px ${p2}px; }
QPushButton[role="ear"] { background: $surface; border: 2px solid $accent; border-radius: ${p16}px; padding: 0px; }
QPushButton[role="ear"]:hover { background: $accent_soft; }
QPushButton[role="ear"]:focus { border: 3px solid $focus; padding: 0px; }
QPushButton[role="minilink"] { background: transparent; border: 2px solid transparent; color: $accent; text-decoration: underline;
  padding: 0px ${p4}px; margin: 0px; font-size: ${small}px; }
QPushButton[role="minilink"]:focus { border: 2px solid $focus; }
QPushButton[role="minilink"]:hover { background: $accent_soft; color: $on_accent_soft; }
QPushButton[role="big"], QPushButton[role="bigprimary"] { font-size: ${heading}px; padding: ${p12}px ${p24}px; }
QPushButton[role="bigprimary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700; }
QPushButton[role="bigprimary"]:hover { background: $accent_hover; }
QPushButton[role="bigprimary"]:focus { border: 3px solid $text; text-decoration: underline; padding: ${p10}px ${p22}px; }
QPushButton[role="big"]:focus { border: 3px solid $focus; padding: ${p10}px ${p22}px; }
QPushButton[role="bigprimary"]:disabled { background: $line; border-color: $line; color: $muted; }
QPushButton[role="nav"] { background: transparent; border: 1px solid transparent; text-align: left; padding: ${p8}px ${p12}px; }
QPushButton[role="nav"]:hover { background: $line; }
QPushButton[role="nav"]:checked { background: $accent_soft; color: $on_accent_soft; font-weight: 700; }
QPushButton[role="nav"]:focus { border: 3px solid $focus; padding: ${p6}px ${p10}px; }
QPushButton[role="segment"] { border-radius: 0; margin: 0; padding: ${p5}px ${p12}px; font-size: ${small}px; }
QPushButton[role="segment"]:checked { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[role="segment"]:checked:focus { text-decoration: underline; }
QPushButton[role="segment"]:focus { border: 3px solid $text; padding: ${p3}px ${p10}px; }
QPushButton[role="language"] { font-size: ${question}px; padding: ${p12}px ${p24}px; }
QPushButton[role="language"]:focus { padding: ${p10}px ${p22}px; }
QPushButton[role="key"] { font-size: ${title}px; padding: ${p10}px ${p24}px; }
QPushButton[role="row"] { text-align: left; border: 1px solid $line; padding: 0px; }
QPushButton[role="row"]:focus { border: 3px solid $focus; padding: 0px; }
QPushButton[role="todo"] { border: 1px solid transparent; background: transparent; padding: 0px; margin: 0px; }
QPushButton[role="todo"]:hover { background: $surface; }
QPushButton[role="todo"]:focus { border: 3px solid $focus; }
QLabel[role="todo"] { color: $text; text-decoration: underline; }
QPushButton[role="choice"] { padding: ${p8}px ${p6}px; }
QPushButton[role="choice"]:focus { padding: ${p6}px ${p4}px; }
QPushButton[role="choice"]:checked { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[role="choice"]:checked:focus { border: 3px solid $text; text-decoration: underline; }
QPushButton[role="star"] { background: transparent; border: 1px solid transparent; padding: ${p6}px; icon-size: ${p28}px; }
QPushButton[role="star"]:focus { border: 3px solid $focus; padding: ${p4}px; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { image: url(nbnb:icons/controls/chevron-$scheme.svg); width: ${p14}px; height: ${p14}px;
  subcontrol-origin: padding; subcontrol-position: center right; right: ${p4}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QListView, QTableView, QTreeView {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: ${p6}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: ${p7}px ${p10}px; }
QPlainTextEdit, QTextEdit { padding: ${p4}px ${p6}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 3px solid $focus; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: ${p5}px ${p8}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p2}px ${p4}px; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 2px solid $focus; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] { border: 2px solid $danger; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $sunken; border-color: $line; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $sunken; color: $muted; border-color: $line; }
QLineEdit[role="search"] { border-radius: ${p16}px; padding-left: ${p14}px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${p28}px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(nbnb:icons/controls/chevron-$scheme.svg); width: ${p16}px; height: ${p16}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: ${p4}px; outline: 0;
  selection-background-color: $accent; selection-color: $on_accent; }
QComboBox QAbstractItemView::item { padding: ${p6}px ${p8}px; min-height: ${p24}px; }

QCheckBox, QRadioButton { spacing: ${p10}px; padding: ${p4}px; border: 2px solid transparent; border-radius: ${p6}px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; }
QListView::indicator, QTreeView::indicator {
  width: ${p16}px; height: ${p16}px; border: 2px solid $edge; border-radius: ${p4}px; background: $surface; }
QListView::indicator:checked, QTreeView::indicator:checked { background: $accent; border-color: $accent;
  image: url(nbnb:icons/controls/check-$scheme.svg); }
QCheckBox::indicator, QRadioButton::indicator { width: ${p18}px; height: ${p18}px; border: 2px solid $edge; background: $surface; }
QCheckBox::indicator { border-radius: ${p4}px; }
QRadioButton::indicator { border-radius: ${dot}px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked { image: url(nbnb:icons/controls/check-$scheme.svg); }
QRadioButton::indicator:checked { image: url(nbnb:icons/controls/dot-$scheme.svg); }

QListView::item, QTreeView::item { padding: ${p6}px ${p8}px; border-radius: ${p4}px; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $sunken; color: $text; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $accent_soft; color: $on_accent_soft; }
QTableView { gridline-color: $line; alternate-background-color: $sunken; }
QTableView::item { padding: ${p4}px ${p8}px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $muted; font-size: ${small}px; font-weight: 700; border: none;
  border-bottom: 2px solid $line; padding: ${p6}px ${p8}px; }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $muted; padding: ${p8}px ${p16}px; border: none; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $text; font-weight: 700; border-bottom: 3px solid $accent; }
QTabBar::tab:hover { color: $text; background: $sunken; }
QTabBar::tab:focus { background: $accent_soft; color: $on_accent_soft; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: ${p4}px; margin: 2px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; border: none; width: 0; height: 0; }

QProgressBar { background: $line; border: none; border-radius: ${p4}px; min-height: ${p8}px; max-height: ${p8}px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: ${p4}px; }

QMenu { background: $surface; border: 1px solid $edge; border-radius: ${p6}px; padding: ${p6}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $accent_soft; color: $on_accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QMenuBar { background: $surface; }
QMenuBar::item { padding: ${p6}px ${p10}px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; color: $on_accent_soft; }
QStatusBar { background: $surface; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QGroupBox { border: 1px solid $line; border-radius: ${radius}px; margin-top: ${p16}px; padding: ${p12}px; font-weight: 700; }
QGroupBox::title { subcontrol-origin: margin; padding: 0 ${p6}px; }
QSplitter::handle { background: $line; }
"""


def stylesheet(tones: Mapping[str, str], scheme: str, sizes: Mapping[str, int], px: Callable[[float], int]) -> str:
    """The sheet for these colours (``#rrggbb``), type sizes (pixels) and scaling of space."""
    paddings = {f"p{size}": str(px(size) if size > 2 else size) for size in range(1, 33)}
    words = {**tones, **paddings, **{kind: str(size) for kind, size in sizes.items()}}
    # A radio button is round when its radius is half of its size with border: (18 + 2 * 2) / 2.
    return Template(_SHEET).substitute(words, scheme=scheme, radius="8", dot=str(px(18) // 2 + 2))
