"""PDFs of what the store knows; never through a temporary file."""

from __future__ import annotations

PROFILES = ("full", "employer", "municipality")
"""For whom a portfolio is printed; each shows less than the one before (spec 6.1)."""

# portfolio(workplace, participant, profile, languages: tuple[str, ...]) -> bytes
# plan(workplace, participant, languages) -> bytes
# file_name(workplace, participant, what) -> str             for the save dialog
# save(content: bytes, path) -> None                         atomic, raises DocumentError
