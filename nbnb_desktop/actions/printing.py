"""PDFs of what the store knows; never through a temporary file, each printing noted in the audit.

``PAPERS`` is the table of papers: a ``Wish`` says which one, for whom, in which languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop import i18n
from nbnb_desktop.actions import house, saving, sharing
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import NbnbError, RecordError
from nbnb_desktop.i18n import N_, _

if TYPE_CHECKING:
    from nbnb_desktop.actions.ledger import LedgerRow
    from nbnb_desktop.documents.content import PortfolioContent
    from nbnb_desktop.documents.pages import Document

PROFILES = ("full", "employer", "municipality")
"""For whom a portfolio is printed; what each never shows is in ``documents.portfolio`` (spec 6.1)."""
DESIGNS = ("experience", "skills")
"""The designs of the CV (``documents.cv``)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One paper to print.

    ``paper`` is a name in PAPERS; ``variant`` the profile of a portfolio, the design of a CV or the id of a form; ``submission``
    prints that form with its answers; ``languages`` are codes, the first one leads.
    """

    paper: str = "portfolio"
    variant: str = ""
    languages: tuple[str, ...] = (i18n.SOURCE_LANGUAGE,)
    submission: str = ""
    large_print: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What printing for many came to: the files, and (name, reason) of those for whom there is no paper."""

    saved: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Printable:
    """A form that can be printed: filled in when ``submission`` says which, else empty. ``changed_at`` is ISO or ""."""

    title: str
    form_id: str
    submission: str = ""
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper before it is printed, and what the worker has to know about giving it away ("" for nothing)."""

    pdf: bytes
    remark: str


def make(workplace: Workplace, participant: str, wish: Wish) -> bytes:
    """The paper as PDF. Raises RecordError (nothing to print, or the participant does not want it) and DocumentError."""
    from nbnb_desktop.documents import pdf  # fonts and CLDR are slow to import

    sharing.refuse_paper(workplace, participant, wish.paper, wish.variant)
    document = PAPERS[wish.paper](workplace, participant, wish)
    made = pdf.render(replace(document, large_print=True) if wish.large_print else document)
    with workplace.store.atomic():
        detail = " ".join(part for part in (wish.paper, wish.variant, *wish.languages) if part)
        workplace.store.audit.note("print", participant, detail)
    return made


def my_answers(workplace: Workplace, participant: str, submission: str, language: str) -> bytes:
    """A filled-in form for the participant, who has the laptop in hand: also of answers that the coach may not see."""
    from nbnb_desktop.documents import pdf

    wish = Wish("form", submission=submission, languages=(language,))
    made = pdf.render(_filled(workplace, participant, wish))
    with workplace.store.atomic():
        workplace.store.audit.note("print", participant, f"my answers {language}")
    return made


def preview(workplace: Workplace, participant: str, wish: Wish) -> Preview:
    """``make``, with the remark about sharing."""
    return Preview(make(workplace, participant, wish), sharing.remark(workplace, participant, wish.paper, wish.variant))


def printable(workplace: Workplace, participant: str) -> tuple[Printable, ...]:
    """The forms that can be put on paper: what was filled in, the latest first, then the empty ones in the order of the path."""
    rows = sorted(workplace.store.submissions.of(participant), key=lambda row: row.changed_at, reverse=True)
    known = [
        Printable(workplace.library.title(row.form_id), row.form_id, row.id, row.changed_at)
        for row in rows
        if not sharing.is_sealed(workplace, row.id)
    ]
    blank = (meta.form_id for meta in workplace.library.metas() if meta.about == "participant")
    return (*known, *(Printable(workplace.library.title(form_id), form_id) for form_id in blank))


def portfolio(workplace: Workplace, participant: str, profile: str = "full", languages: tuple[str, ...] = ("nl",)) -> bytes:
    """The portfolio as PDF, in one language after the other. Raises RecordError, DocumentError."""
    return make(workplace, participant, Wish("portfolio", profile, languages))


def blank_form(form: str, language: str, *, large_print: bool = False) -> bytes:
    """Any form on paper, empty and without a participant: a shipped one by name, or a file. Raises FormError, DocumentError."""
    from nbnb_desktop.documents import paper_form, pdf
    from nbnb_desktop.xforms import library, sources

    source = library.resolve(form)
    # Our own sources are built in all our languages; a foreign form speaks those that it has.
    definition = sources.load(source, languages=tuple(i18n.LANGUAGES) if source.suffix == ".yaml" else ())
    return pdf.render(paper_form.build(definition, language, large_print=large_print))


Progress = Callable[[int, int], None]


def batch(
    workplace: Workplace, participants: Sequence[str], wish: Wish, folder: Path, progress: Progress = lambda done, total: None
) -> Batch:
    """One file per participant in ``folder``; who cannot get this paper is named with the reason, the others get theirs.

    ``progress`` may raise to stop; each file that stands there by then is whole. Raises DocumentError for the folder itself.
    """
    saved: list[Path] = []
    refused: list[tuple[str, str]] = []
    for done, participant in enumerate(participants):
        progress(done, len(participants))
        try:
            content = make(workplace, participant, wish)
        except NbnbError as refusal:
            person = workplace.store.participants.get(participant)
            refused.append((person.name if person else participant, str(refusal)))
            continue
        saved.append(_unused(folder / file_name(workplace, participant, _(TITLES[wish.paper]))))
        save(content, saved[-1])
    progress(len(participants), len(participants))
    return Batch(tuple(saved), tuple(refused))


def receipt(workplace: Workplace, row: LedgerRow, language: str) -> bytes:
    """The receipt of one file in the ledger, to put with it or in the folder."""
    from nbnb_desktop.actions import receipt_content
    from nbnb_desktop.documents import pdf
    from nbnb_desktop.documents import receipt as document

    return pdf.render(document.build(receipt_content.content(workplace, row, language), language))


def file_name(workplace: Workplace, participant: str, what: str = "portfolio") -> str:
    """A name for the save dialog, without what file systems refuse."""
    found = workplace.store.participants.get(participant)
    name = _safe(found.name if found else "") or "deelnemer"
    return f"{_safe(what)} {name[:80]} {date.today().isoformat()}.pdf"


def save(content: bytes, path: Path | str) -> None:
    """Write a file that is complete or not there at all. Raises DocumentError."""
    saving.save(content, path)


def _safe(name: str) -> str:
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", name).strip()


def _unused(path: Path) -> Path:
    """``path``, or the next one that is free: two participants of one name do not overwrite each other."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return free


# ------------------------------------------------------------------ one function per paper


def _portfolio(workplace: Workplace, participant: str, wish: Wish) -> Document:
    from nbnb_desktop.actions import portfolio as contents
    from nbnb_desktop.documents import portfolio as document

    content = _willing(workplace, participant, contents.content(workplace, participant, wish.languages))
    return document.build(content, wish.variant or PROFILES[0], wish.languages)


def _cv(workplace: Workplace, participant: str, wish: Wish) -> Document:
    from nbnb_desktop.actions import portfolio as contents
    from nbnb_desktop.documents import cv

    content = contents.content(workplace, participant, wish.languages)
    return _behind_each_other(cv.build(content, wish.variant or DESIGNS[0], language) for language in wish.languages)


def _plan(workplace: Workplace, participant: str, wish: Wish) -> Document:
    from nbnb_desktop.actions import plan_content
    from nbnb_desktop.documents import plan

    content = plan_content.plan(workplace, participant, wish.languages)
    return _behind_each_other(plan.build(content, pair) for pair in _in_pairs(wish.languages))


def _certificate(workplace: Workplace, participant: str, wish: Wish) -> Document:
    from nbnb_desktop.actions import plan_content
    from nbnb_desktop.documents import certificate

    content = plan_content.certificate(workplace, participant, wish.languages)
    return _behind_each_other(certificate.build(content, pair) for pair in _in_pairs(wish.languages))


def _my_file(workplace: Workplace, participant: str, wish: Wish) -> Document:
    from nbnb_desktop.actions import file_content
    from nbnb_desktop.documents import my_file

    contents = ((language, file_content.content(workplace, participant, language)) for language in wish.languages)
    return _behind_each_other(my_file.build(content, language) for language, content in contents)


def _form(workplace: Workplace, participant: str, wish: Wish) -> Document:
    """An empty form with the participant's name and case on it, or what was filled in and may be seen."""
    if wish.submission:
        sharing.refuse_sealed(workplace, wish.submission)
    return _filled(workplace, participant, wish)


def _filled(workplace: Workplace, participant: str, wish: Wish) -> Document:
    from nbnb_desktop.documents import paper_form

    record, form_id, version = None, wish.variant, None
    if wish.submission:
        row, record = workplace.store.submissions.get(wish.submission), workplace.store.submissions.record(wish.submission)
        if row is None or record is None:
            raise RecordError(_("This form is not on this laptop."), _("Import the file that has it."))
        form_id, version = row.form_id, row.form_version
    person = workplace.store.participants.get(participant)
    definition = workplace.library.definition(form_id, version)
    name, case = (person.name, str(person.properties.get("participant_no", ""))) if person else ("", "")
    return _behind_each_other(
        paper_form.build(definition, language, case=case, name=name, answers=record, house=house.of(workplace))
        for language in wish.languages
    )


PAPERS: dict[str, Callable[[Workplace, str, Wish], Document]] = {
    "portfolio": _portfolio,
    "cv": _cv,
    "plan": _plan,
    "certificate": _certificate,
    "my_file": _my_file,
    "form": _form,
}
TITLES = {
    "portfolio": N_("Portfolio"),
    "cv": N_("CV"),
    "plan": N_("Future plan"),
    "certificate": N_("Certificate of participation"),
    "my_file": N_("My file"),
    "form": N_("Form on paper"),
}
"""What a person calls each paper."""


def _willing(workplace: Workplace, participant: str, content: PortfolioContent) -> PortfolioContent:
    """Without the needs at work when the participant does not want them written down (C6)."""
    return replace(content, needs=()) if sharing.said(workplace, participant)["c6"].forbids else content


def _in_pairs(languages: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The first language beside each of the others; alone when there is no other."""
    first, *others = languages
    return [(first, other) for other in others] or [(first,)]


def _behind_each_other(documents: Iterable[Document]) -> Document:
    """One document with the sections and attachments of all; the first one gives title and house."""
    first, *others = documents
    attached = [inside for one in (first, *others) for inside in one.attached]
    named = [replace(inside, name=_numbered(inside.name, number)) for number, inside in enumerate(attached)]
    return replace(first, sections=tuple(section for one in (first, *others) for section in one.sections), attached=tuple(named))


def _numbered(name: str, number: int) -> str:
    """``cv.json``, ``cv-2.json`` …"""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{number + 1}{dot}{suffix}" if number else name
