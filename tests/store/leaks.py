"""Look for planted words in every file below a folder, as they would stand there in clear."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")


def found_in_clear(folder: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """(file name, word) for each word that some file below ``folder`` holds, in any of the usual encodings and either case."""
    spellings = {(word, form.encode(encoding)) for word in words for form in (word, word.lower(), word.upper()) for encoding in ENCODINGS}
    found = set()
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        found |= {(path.name, word) for word, raw in spellings if raw in content or raw in path.name.encode()}
    return sorted(found)
