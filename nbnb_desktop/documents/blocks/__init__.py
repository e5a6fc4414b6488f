"""Each kind of block made into slabs. Pure; lengths in points.

A maker lays its block out as if it were read from left to right; ``build`` turns the result around
in a language that is read from right to left, so no maker thinks about direction.
"""

from nbnb_desktop.documents.blocks import covers, figures, paper, rows, words
from nbnb_desktop.documents.blocks.figures import modules
from nbnb_desktop.documents.blocks.frame import MAKERS, Frame, build, typeset

__all__ = ["MAKERS", "Frame", "build", "covers", "figures", "modules", "paper", "rows", "typeset", "words"]
