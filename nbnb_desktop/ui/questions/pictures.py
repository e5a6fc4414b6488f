"""The pictures that a form brings with its answers; our own drawings are in ``actions/pictograms``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPixmap

from nbnb_desktop.ui.questions.base import picture_of
from nbnb_desktop.xforms.session import Choice


def choice_picture(choice: Choice, media: Callable[[str], bytes | None], size: int) -> QPixmap | None:
    """The form's own picture of a choice as a QPixmap, or None."""
    name = dict(choice.media or {}).get("image", "")
    return picture_of(media(name), size, size) if name else None
