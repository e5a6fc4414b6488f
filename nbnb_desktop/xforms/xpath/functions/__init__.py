"""The functions of the ODK XForms specification, by family."""

from __future__ import annotations

from nbnb_desktop.xforms.xpath.functions import dates, geo, logic, nodesets, numbers, selects, strings
from nbnb_desktop.xforms.xpath.functions.registry import Function

FUNCTIONS: dict[str, Function] = {
    **strings.TABLE,
    **logic.TABLE,
    **numbers.TABLE,
    **nodesets.TABLE,
    **dates.TABLE,
    **selects.TABLE,
    **geo.TABLE,
}
"""Every function by its name in expressions."""

__all__ = ["FUNCTIONS", "Function"]
