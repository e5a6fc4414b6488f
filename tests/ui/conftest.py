"""Widgets in tests wear the application's own fonts and colours."""

from __future__ import annotations

import pytest

from nbnb_desktop.ui import theme


@pytest.fixture(scope="session", autouse=True)
def _our_fonts(qapp):
    theme.load_fonts()
    qapp.setFont(theme.current().font())
