"""Parts of a participant's page: the ways to pictures, occupations and places, and how much of each pillar there was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, px, row, text
from nbnb_desktop.ui.chart import ChartView

DOORS = (
    ("results", "chart", N_("Results in pictures")),
    ("suggestions", "search", N_("Occupations that may fit")),
    ("matching", "employer", N_("Places that may fit")),
)


def doors(go: Callable[[str], object]) -> Card:
    """``go(page)`` leads to one of the pages that are looked at together."""
    card = Card(_("To look at together"))
    card.column.setSpacing(px(theme.TINY))
    for page, icon, words in DOORS:
        card.add(row(button(_(words), partial(go, page), kind="quiet", icon=icon), None))
    return card


def pillars(chart: Any) -> Card:
    """How many activities and placements each of the three pillars has."""
    card = Card(_("The three pillars"))
    card.column.setSpacing(px(theme.SMALL))
    return card.add(ChartView(chart), text(_("Activities where the participant was present, and placements."), "small"))
