"""Why something fits and what to look at: the same lines for occupations and for matches. No figure, and no meaning by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import column, picture, row, text
from nbnb_desktop.ui.words import isolated

STOPS, ASKS = "red", "orange"


def reasons(*groups: tuple[str, Sequence[str]]) -> QVBoxLayout:
    """(heading, words or sentences); a group without anything is left out."""
    layout = column(spacing=theme.TINY)
    for heading, words in groups:
        if words:
            between = " " if words[0].endswith((".", "።", "۔")) else _(", ")
            layout.addLayout(_line("check", "success", _("{heading}: {words}").format(heading=heading, words=between.join(words))))
    return layout


def cautions(found: Sequence[Any]) -> QVBoxLayout:
    """``found`` are ``actions.suggesting.Caution``: what is in the way now, then what to look at."""
    layout = column(spacing=theme.TINY)
    for one in found:
        words = _("{topic}: {reason}").format(topic=one.topic, reason=isolated(one.reason))
        if one.colour == STOPS:
            layout.addLayout(_line("warning", "danger", _("In the way now. {words}").format(words=words)))
        else:
            layout.addLayout(_line("info", "warning", _("Look at this. {words}").format(words=words)))
    return layout


def _line(icon: str, colour: str, words: str) -> QHBoxLayout:
    label = text(words)
    policy = label.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # a page full of them is as high as they are, not as they would be if narrow
    label.setSizePolicy(policy)
    layout = row(picture(icon, colour, 18), label, spacing=theme.SMALL)
    layout.setStretch(1, 1)
    return layout
