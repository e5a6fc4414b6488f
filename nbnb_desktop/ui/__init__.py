"""The only room with Qt."""

from nbnb_desktop.ui import immortal as immortal  # before any Qt call
