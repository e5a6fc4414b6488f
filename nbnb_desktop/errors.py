"""Two families of failure: a person can act on one, only we can fix the other.

* ``NbnbError`` carries a title (what happened) and advice (what to do); it is safe to show.
* Anything else is a bug: logged with its traceback and without personal data, never swallowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class NbnbError(Exception):
    """A failure that the person in front of the screen can do something about.

    Both sentences are already translated when the error is raised.
    """

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.title} {self.advice}".strip()


class StoreError(NbnbError):
    """The local database refused: wrong passphrase, disk full, newer version, in use."""


class BundleError(NbnbError):
    """An exchanged file was refused; nothing of it was taken in.

    ``reason`` is the stable code that the test vectors name (docs/formats/bundle.md).
    """

    def __init__(self, reason: str, title: str, advice: str = "") -> None:
        super().__init__(title, advice)
        self.reason = reason


class DocumentError(NbnbError):
    """A document could not be made or saved; no half file is left."""


class RecordError(NbnbError):
    """What was to be registered cannot be: unknown participant, impossible date, refused answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a form, found before it is used.

    ``sheet``, ``row`` and ``column`` say where a person finds it in the source (row is the
    spreadsheet's row number, or the line in a text source; 0 where unknown).
    """

    code: str
    message: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    severity: str = "error"  # "error" stops the form, "note" does not

    def __str__(self) -> str:
        place = " ".join(part for part in (self.sheet, str(self.row or ""), self.column) if part)
        return f"{place}: {self.message}" if place else self.message


class FormError(NbnbError):
    """A form has faults and was not taken into use; ``faults`` lists each of them."""

    def __init__(self, title: str, faults: Sequence[Fault] = (), advice: str = "") -> None:
        super().__init__(title, advice)
        self.faults = tuple(faults)
