"""A disk that refuses: every write, sync and cut of SQLite and of our own files is counted, and one of them, or all from one on, fails.

SQLite's part is a layer (a VFS, sqlite.org/vfs.html) laid over the one of the system by its C interface, since the driver has no door to
it; where the driver hides that interface (``is_possible``), there is nothing to test with. Our own part replaces the few calls by which
Python makes, fills and moves files.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from unittest import mock

import sqlcipher3._sqlite3 as driver

from nbnb_desktop.errors import NbnbError

FULL, IO_WRITE, IO_SYNC, IO_CUT = 13, 778, 1034, 1546
"""Result codes of SQLite: the disk is full; writing, syncing and cutting failed."""

_METHODS = (
    "close", "read", "write", "truncate", "sync", "file_size", "lock", "unlock", "check_lock", "control", "sector", "traits",
    "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
)  # fmt: skip


class _Methods(Structure):
    _fields_ = (("version", c_int), *((name, c_void_p) for name in _METHODS))


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p), ("data", c_void_p),
        ("open", c_void_p), *((f"other_{number}", c_void_p) for number in range(15)),
    )  # fmt: skip


_Open = CFUNCTYPE(c_int, POINTER(_Vfs), c_void_p, POINTER(_File), c_int, POINTER(c_int))  # SQLite keeps the pointer to the name
_Write = CFUNCTYPE(c_int, POINTER(_File), c_void_p, c_int, c_int64)
_Cut = CFUNCTYPE(c_int, POINTER(_File), c_int64)
_Sync = CFUNCTYPE(c_int, POINTER(_File), c_int)


class Disk:
    """``at`` is the number of the first attempt that fails (0: none does), ``on`` whether it stays so; ``attempts`` counts them."""

    def __init__(self) -> None:
        self.attempts = self.at = 0
        self.on = False
        self.full = True

    def begin(self, at: int, *, on: bool, full: bool) -> None:
        """Count from now on, and fail at that attempt: because it is ``full``, or by a fault of the disk."""
        self.attempts, self.at, self.on, self.full = 0, at, on, full

    def mend(self) -> bool:
        """Fail no more; whether an attempt did."""
        struck = self.struck
        self.attempts = self.at = 0
        return struck

    @property
    def struck(self) -> bool:
        """Whether an attempt failed."""
        return 0 < self.at <= self.attempts

    def during(self, deed: Callable[[], object], at: int, *, on: bool, full: bool) -> tuple[bool, NbnbError | None]:
        """Do a deed on this disk: whether an attempt failed, and how that was said, None when the deed went through."""
        self.begin(at, on=on, full=full)
        try:
            deed()
        except NbnbError as refusal:
            return self.mend(), refusal
        return self.mend(), None

    def refuses(self) -> bool:
        self.attempts += 1
        return self.attempts == self.at or (self.on and self.struck)

    def attempt(self) -> None:
        if self.refuses():
            number = errno.ENOSPC if self.full else errno.EIO
            raise OSError(number, os.strerror(number))


def is_possible() -> bool:
    return _library() is not None


def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(driver.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_register.argtypes = (POINTER(_Vfs), c_int)
        library.sqlite3_vfs_unregister.argtypes = (POINTER(_Vfs),)
    except (OSError, AttributeError):
        return None
    return library


@contextmanager
def faulty_disk() -> Iterator[Disk]:
    """Lay the layer over what is opened from now on, and take it away again; close what was opened before the end."""
    disk = Disk()
    with _under_sqlite(disk), _under_python(disk):
        yield disk


@contextmanager
def _under_sqlite(disk: Disk) -> Iterator[None]:
    library = _library()
    assert library is not None
    real = library.sqlite3_vfs_find(None)
    layers: dict[int, _Methods] = {}
    kept: list[object] = []
    real_open = cast(real.contents.open, _Open)

    def opened(_vfs: object, name: int, file: object, flags: int, out: object) -> int:
        result = int(real_open(real, name, file, flags, out))
        if result == 0:
            methods = file.contents.methods  # type: ignore[attr-defined]
            address = ctypes.addressof(methods.contents)
            if address not in layers:
                layers[address] = _layer(methods.contents, disk, kept)
            file.contents.methods = ctypes.pointer(layers[address])  # type: ignore[attr-defined]
        return result

    layer = _Vfs.from_buffer_copy(real.contents)
    layer.name, door = b"faulty", _Open(opened)
    layer.open = cast(door, c_void_p)
    kept.append(door)
    library.sqlite3_vfs_register(layer, 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_unregister(layer)
        library.sqlite3_vfs_register(real, 1)


def _layer(real: _Methods, disk: Disk, kept: list[object]) -> _Methods:
    """The same methods, with those that change the file in front of which the disk is asked."""
    layer = _Methods.from_buffer_copy(real)
    for name, kind, code in (("write", _Write, IO_WRITE), ("truncate", _Cut, IO_CUT), ("sync", _Sync, IO_SYNC)):
        guarded = kind(_guarded(cast(getattr(real, name), kind), disk, code))
        kept.append(guarded)
        setattr(layer, name, cast(guarded, c_void_p))
    return layer


def _guarded(work: Callable[..., int], disk: Disk, code: int) -> Callable[..., int]:
    return lambda *given: (FULL if disk.full and code != IO_SYNC else code) if disk.refuses() else work(*given)


class _Stream:
    """A file of ours that is written; each writing is an attempt."""

    def __init__(self, stream: io.BufferedWriter, disk: Disk) -> None:
        self._stream, self._disk = stream, disk

    def write(self, content: bytes) -> int:
        self._disk.attempt()
        return self._stream.write(content)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stream.close()


@contextmanager
def _under_python(disk: Disk) -> Iterator[None]:
    real_open = builtins.open

    def opened(path: object, mode: str = "r", *rest: object, **more: object) -> object:
        if not set(mode) & set("wxa+") or isinstance(path, int):
            return real_open(path, mode, *rest, **more)
        disk.attempt()
        return _Stream(real_open(path, mode, *rest, **more), disk)

    def before(work: Callable[..., object]) -> Callable[..., object]:
        def attempted(*given: object, **more: object) -> object:
            disk.attempt()
            return work(*given, **more)

        return attempted

    moves = {name: before(getattr(os, name)) for name in ("fsync", "replace", "rename", "mkdir")}
    with mock.patch("builtins.open", opened), mock.patch("io.open", opened), mock.patch.multiple(os, **moves):
        yield
