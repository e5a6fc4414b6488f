"""Pictures made fit for paper: turned upright, scaled down, without the data that a phone adds."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from nbnb_desktop.errors import DocumentError
from nbnb_desktop.i18n import _

LONGEST_SIDE = 1600
"""Pixels; 200 to the inch over the width of a page."""
MOST_PIXELS = 250_000_000
MOST_BYTES = 400_000_000
KEPT_READY = 16


@dataclass(frozen=True, slots=True)
class Photo:
    """``data`` is JPEG, or PNG where the picture has transparency; sizes in pixels."""

    data: bytes
    width: int
    height: int


_READY: dict[tuple[bytes, int], Photo] = {}


def ready(data: bytes, place: str = "", longest: int = LONGEST_SIDE) -> Photo:
    """``data``, at most ``longest`` pixels long, ready to be drawn.

    Raises DocumentError when it is no picture, or larger than can be opened safely.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(place)
    key = (sha256(data).digest(), longest)  # not the data itself: a photo of a telephone would stay in memory
    if key not in _READY:
        while len(_READY) >= KEPT_READY:
            del _READY[next(iter(_READY))]
        _READY[key] = _made(data, place, longest)
    return _READY[key]


def _made(data: bytes, place: str, longest: int) -> Photo:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large(place)
            image.draft("RGB", (longest, longest))  # a JPEG is decoded small from the start
            return _written(_scaled(image, longest))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as refusal:
        title = _("The picture ({place}) cannot be read: it is damaged, or it is not a picture.").format(place=place or "?")
        raise DocumentError(title, _("Open it in a picture viewer, save it as JPEG and add it again.")) from refusal


def is_picture(data: bytes) -> bool:
    """Whether ``data`` begins as a picture does; whether the rest can be read, only ``ready`` knows."""
    try:
        with Image.open(io.BytesIO(data)):
            return True
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False
    except Image.DecompressionBombError:
        return True


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return upright


def _written(image: Image.Image) -> Photo:
    clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    stream = io.BytesIO()
    if clear:
        flat = Image.new("RGB", image.size, "white")  # PDF/A without transparency, and printers are quicker
        rgba = image.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
        flat.save(stream, "PNG")
    else:
        image.convert("RGB").save(stream, "JPEG", quality=85, optimize=True)
    return Photo(stream.getvalue(), image.width, image.height)


def _too_large(place: str) -> DocumentError:
    title = _("The picture ({place}) is too large to print.")
    return DocumentError(title.format(place=place or "?"), _("Save it with fewer pixels (4000 across is plenty) and add it again."))
