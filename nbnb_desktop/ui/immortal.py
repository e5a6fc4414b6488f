"""Keeps Python's constants alive under PySide6 on Python 3.11. Imported by ``theme``, so before any screen exists.

The wheel of PySide6 6.12.0 is built for a limited API in which None, True and False are immortal (PEP 683, Python 3.12): every
C++ method without a result gives None back without counting it, every one with a bool gives True or False. Measured on
CPython 3.11.7: 100 calls of ``QFont.setBold`` take 100 references; after some thousands the interpreter aborts with
"none_dealloc: deallocating None", or at its end with "bool_dealloc". So on 3.11 they are made as good as immortal.
Goes when 3.11 goes.
"""

from __future__ import annotations

import ctypes
import sys

CONSTANTS = (None, True, False, NotImplemented, ...)
_PLENTY = 1 << 40


def keep_constants() -> None:
    """Give each constant more references than any sitting can use up; does nothing where they are immortal already."""
    is_plain_cpython = sys.implementation.name == "cpython" and not hasattr(sys, "gettotalrefcount")
    if sys.version_info >= (3, 12) or not is_plain_cpython:
        return
    for constant in CONSTANTS:
        if sys.getrefcount(constant) < _PLENTY:
            ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY  # the count is the first field of an object


keep_constants()
