"""One writer per store: a lock of the operating system, which a crash cannot leave behind.

The file also says who holds it; it is emptied at an orderly end, so text found in it means a crash.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # Windows locks are mandatory: lock a byte beyond the text, so that others can read it

    def _try_lock(stream: BinaryIO) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        stream.seek(0)

else:
    import fcntl

    def _try_lock(stream: BinaryIO) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class StoreLock:
    """Held from construction until ``release``; ``crashed`` tells whether the last holder ended in disorder."""

    def __init__(self, path: Path) -> None:
        try:
            self._stream: BinaryIO = open(path, "r+b" if path.exists() else "w+b", buffering=0)  # noqa: SIM115  # held open on purpose
        except OSError as refusal:
            raise StoreError(_("The data folder may not be written."), _("Ask for write access to the folder.")) from refusal
        try:
            _try_lock(self._stream)
        except OSError as refusal:
            holder = self._holder()
            self._stream.close()
            raise _in_use(holder) from refusal
        self.crashed = bool(self._holder())
        self._write(f"{os.getpid()} {socket.gethostname()}".encode())

    def release(self) -> None:
        """Let the next program in, and say that this one ended in order."""
        if not self._stream.closed:
            self._write(b"")
            self._stream.close()

    def _holder(self) -> str:
        self._stream.seek(0)
        return self._stream.read(200).decode("utf-8", "replace").strip()

    def _write(self, text: bytes) -> None:
        with suppress(OSError):  # who holds it is a help to people; on a full disk the lock of the system holds all the same
            self._stream.seek(0)
            self._stream.truncate(0)
            self._stream.write(text)
            os.fsync(self._stream.fileno())


def _in_use(holder: str) -> StoreError:
    process, __, host = holder.partition(" ")
    where = _("process {process} on {host}").format(process=process, host=host) if host else _("another program")
    return StoreError(
        _("These data are already open in {program}.").format(program=where), _("Close it there first, and try again; nothing was changed.")
    )
