"""PDFs of what the store knows; never through a temporary file, each printing noted in the audit."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from nbnb_desktop.actions import saving
from nbnb_desktop.actions.workplace import Workplace

PROFILES = ("full", "employer", "municipality")
"""For whom a portfolio is printed; what each never shows is in ``documents.portfolio`` (spec 6.1)."""


def portfolio(workplace: Workplace, participant: str, profile: str = "full", languages: tuple[str, ...] = ("nl",)) -> bytes:
    """The portfolio as PDF, in one language after the other. Raises RecordError, DocumentError."""
    from nbnb_desktop.actions import portfolio as contents  # documents and CLDR are slow to import
    from nbnb_desktop.documents import pdf
    from nbnb_desktop.documents import portfolio as document

    made = pdf.render(document.build(contents.content(workplace, participant, languages), profile, languages))
    with workplace.store.atomic():
        workplace.store.audit.note("print", participant, f"portfolio {profile} {' '.join(languages)}")
    return made


def file_name(workplace: Workplace, participant: str, what: str = "portfolio") -> str:
    """A name for the save dialog, without what file systems refuse."""
    found = workplace.store.participants.get(participant)
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", found.name if found else "").strip() or "deelnemer"
    return f"{what} {name[:80]} {date.today().isoformat()}.pdf"


def save(content: bytes, path: Path | str) -> None:
    """Write a file that is complete or not there at all. Raises DocumentError."""
    saving.save(content, path)
