"""A finished document put on disk: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from nbnb_desktop.errors import DocumentError
from nbnb_desktop.i18n import _


def save(content: bytes, path: Path | str) -> Path:
    """Write ``content`` beside ``path`` and move it there; DocumentError when that cannot be done.

    The file that was there stays as it was until the new one is complete. Never by way of the
    system's temporary folder: a portfolio must not be left behind where nobody looks.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, target)
    except OSError as refusal:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _refused(target, refusal) from refusal
    return target


def _refused(target: Path, refusal: OSError) -> DocumentError:
    title = _("The file {name} could not be saved.").format(name=target.name)
    if isinstance(refusal, (FileNotFoundError, NotADirectoryError)):
        return DocumentError(title, _("The folder does not exist, or the stick was taken out. Choose another folder."))
    if isinstance(refusal, IsADirectoryError):
        return DocumentError(title, _("There is a folder with that name. Choose another name."))
    if isinstance(refusal, PermissionError):
        advice = _("It may be open in another program, or you may not write there. Close it, or choose another name or folder.")
        return DocumentError(title, advice)
    return DocumentError(title, _("The disk may be full or the name too long. Choose another place or a shorter name, and save again."))
