"""What is no ``NbnbError`` is a bug: written down for us, without a word of what people typed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from nbnb_desktop import __version__

LOG = "bugs.log"
LARGEST = 256 * 1024
"""Bytes of the log; when it is full the older half goes."""


def note(folder: Path, bug: BaseException) -> Path | None:
    """Add ``bug`` to the log in ``folder``: kinds of exceptions, files and lines; no messages, no values.

    Returns the log, or None when it cannot be written (a bug must not hide behind another failure).
    """
    path = folder / LOG
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = path.read_text(encoding="utf-8")[-LARGEST // 2 :] if path.is_file() and path.stat().st_size > LARGEST else None
        with path.open("w" if kept is not None else "a", encoding="utf-8") as stream:
            stream.write((kept or "") + describe(bug))
    except OSError:
        return None
    return path


def describe(bug: BaseException) -> str:
    """The chain of exceptions by kind, with file names, lines and functions."""
    import platform
    import traceback

    moment = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [f"--- {moment} nbnb_desktop {__version__} Python {platform.python_version()} {platform.system()}"]
    current: BaseException | None = bug
    while current is not None:
        lines.append(type(current).__name__)
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"
