"""The compressed body: written so that a part keeps to its size, read within bounds."""

from __future__ import annotations

from collections.abc import Iterator

import zstandard

from nbnb_desktop.sync import limits
from nbnb_desktop.sync.refusals import refuse

_LEVEL = 6  # measured: level 10 saves 4 % and costs three times the time
_FLUSH = zstandard.COMPRESSOBJ_FLUSH_BLOCK
_MARGIN = 1024  # what a frame adds to what it cannot compress, and the end record
_STEP = 1024  # compressed bytes per turn: a frame of one repeated byte grows 128 KiB per 4 bytes, so 32 MiB at most


class Frame:
    """One Zstandard frame that is not to become larger than ``room`` bytes."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._press = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compressobj()
        self._done: list[bytes] = []
        self._size = self._pending = self._body = 0
        self.records = 0

    def fits(self, record: bytes) -> bool:
        """Is there room for ``record``, however badly it compresses?"""
        if self.records >= limits.RECORDS - 1 or self._body + len(record) + _MARGIN > limits.BODY:
            return False
        if self._worst(record) > self._room and self._pending:
            self._keep(self._press.flush(_FLUSH))
            self._pending = 0
        return self._worst(record) <= self._room

    def add(self, record: bytes) -> None:
        self._keep(self._press.compress(record))
        self._pending += len(record)
        self._body += len(record)
        self.records += 1

    def close(self, last: bytes) -> bytes:
        self._keep(self._press.compress(last) + self._press.flush())
        return b"".join(self._done)

    def _worst(self, record: bytes) -> int:
        unpressed = self._pending + len(record)
        return self._size + unpressed + unpressed // 256 + _MARGIN

    def _keep(self, pressed: bytes) -> None:
        self._done.append(pressed)
        self._size += len(pressed)


def unpack(frame: bytes) -> Iterator[bytes]:
    """The content of exactly one frame, piece by piece; raises BundleError ``compression`` or ``too-large``."""
    unpress = zstandard.ZstdDecompressor(max_window_size=limits.WINDOW).decompressobj()
    total = 0
    for at in range(0, len(frame), _STEP):
        if unpress.eof:
            raise refuse("compression")
        chunk = _decompress(unpress, frame[at : at + _STEP])
        total += len(chunk)
        if total > limits.BODY:
            raise refuse("too-large")
        if chunk:
            yield chunk
    if not unpress.eof or unpress.unused_data:
        raise refuse("compression")


def _decompress(unpress: zstandard.ZstdDecompressionObj, data: bytes) -> bytes:
    try:
        return unpress.decompress(data)
    except zstandard.ZstdError as error:
        raise refuse("compression") from error
