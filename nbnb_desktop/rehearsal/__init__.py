"""The whole job on invented people, through the real windows, without a screen: what the first command does on a server.

It shows that everything works on this machine, and leaves what a worker would have in hand: portfolios, an exchanged file,
and pictures of the screens. The manual's pictures and the test of the main job come from the same steps.
"""

from __future__ import annotations

from nbnb_desktop.rehearsal.play import main

__all__ = ["main"]
