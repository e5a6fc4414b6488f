"""Figures as the tables print them: whole percentages rounded half up with integers only (spec 2.2)."""

from __future__ import annotations


def percent(count: int, base: int, places: int = 0) -> int | None:
    """``count`` of ``base`` in percent, in units of 10 to the minus ``places``; None without a base.

    Half rounds up: 5 of 40 is 12.5, so 13 (table 2.1), where Python's own ``round`` would give 12.
    """
    if base <= 0:
        return None
    scale: int = 10**places
    return (200 * scale * count + base) // (2 * base)


def rounded(value: int, step: int) -> int:
    """``value`` to the nearest multiple of ``step``; half rounds up."""
    return (2 * value + step) // (2 * step) * step


def decimal(value: float, places: int, language: str) -> str:
    """A number with its decimals, after a comma in Dutch."""
    shown = f"{value:.{places}f}"
    return shown if language == "en" else shown.replace(".", ",")


def percentage(count: int, base: int, places: int, language: str) -> str:
    """``19`` or, with one place, ``63,3``; "" without a base."""
    units = percent(count, base, places)
    if units is None:
        return ""
    return decimal(units / 10**places, places, language) if places else str(units)
