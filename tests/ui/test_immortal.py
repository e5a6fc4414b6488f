"""The interpreter survives a long sitting with PySide6, also on Python 3.11."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QFont

from nbnb_desktop.ui.immortal import CONSTANTS, keep_constants


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="constants are immortal from Python 3.12 on")
def test_constants_have_references_for_more_calls_than_a_year_of_work():
    keep_constants()
    font = QFont()
    for __ in range(20_000):  # four times what None begins with
        font.setBold(font.bold())
    assert all(sys.getrefcount(constant) > 1 << 39 for constant in CONSTANTS)
