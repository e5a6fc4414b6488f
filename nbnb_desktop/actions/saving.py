"""Writing a file that a person asked for: complete, or not there at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from uuid import uuid4

from nbnb_desktop.errors import DocumentError
from nbnb_desktop.i18n import _


def save(content: bytes, path: Path | str) -> None:
    """Write beside the target, make it durable, then move it into place. Raises DocumentError; nothing half is left."""
    target = Path(path)
    beside = target.with_name(f".{target.name[:100]}.{uuid4().hex[:8]}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, target)
    except (OSError, ValueError) as refusal:  # ValueError: a name that no system has, with a zero character in it
        with contextlib.suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)
        raise DocumentError(
            _("The file {name} could not be saved.").format(name=target.name),
            _("Check that the folder exists, that it has space, and that the file is not open in another program."),
        ) from refusal
