"""What papers do with bad pictures, odd names and targets that refuse: a good document or one clear sentence, never a half file."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from nbnb_desktop.actions import participants, printing, saving
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.printing import Wish
from nbnb_desktop.documents import photos, portfolio
from nbnb_desktop.documents.content import Certificate, Person, PortfolioContent
from nbnb_desktop.documents.pdf import render
from nbnb_desktop.errors import DocumentError
from tests.documents.samples import picture


def somebody(name: str = "Rima Al-Khatib", **parts) -> PortfolioContent:
    return PortfolioContent(Person(name), date(2026, 1, 1), **parts)


def with_scan(scan: bytes, file_name: str = "haccp.jpg") -> PortfolioContent:
    return somebody(certificates=(Certificate("HACCP", scan=scan, file_name=file_name),))


def words(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def in_order(refused: pytest.ExceptionInfo[DocumentError], *named: str) -> bool:
    """One sentence that says what is wrong, with its name, and one that says what to do."""
    return all(name in str(refused.value) for name in named) and bool(refused.value.title) and bool(refused.value.advice)


# -- pictures and certificates ---------------------------------------------------------------


def test_a_photo_of_three_hundred_megabytes_is_printed_small_and_not_kept():
    photo = picture(4000, 3000) + bytes(300_000_000)
    assert len(render(portfolio.build(with_scan(photo)))) < 1_000_000
    assert not any(len(part) > 1000 for key in photos._READY for part in key if isinstance(part, bytes))


def test_a_photo_beyond_what_can_be_opened_is_one_clear_sentence(monkeypatch):
    monkeypatch.setattr(photos, "MOST_BYTES", 1000)
    with pytest.raises(DocumentError) as refused:
        render(portfolio.build(with_scan(picture())))
    assert in_order(refused, "haccp.jpg")


def test_a_locked_certificate_is_one_clear_sentence():
    stream = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="x", user="y"))
    with pytest.raises(DocumentError) as refused:
        render(portfolio.build(with_scan(stream.getvalue(), "haccp.pdf")))
    assert in_order(refused, "HACCP")


@pytest.mark.parametrize("cut", [40, 400])
def test_a_certificate_that_was_half_copied_is_one_clear_sentence(cut):
    whole = render(portfolio.build(somebody()))
    with pytest.raises(DocumentError) as refused:
        render(portfolio.build(with_scan(whole[:cut], "haccp.pdf")))
    assert in_order(refused, "HACCP")


@pytest.mark.parametrize(("kind", "name"), [("PNG", "haccp.jpg"), ("JPEG", "haccp.pdf"), ("GIF", "haccp.docx")])
def test_what_a_picture_is_called_does_not_matter(kind, name):
    with PdfDocument(render(portfolio.build(with_scan(picture(kind=kind), name)))) as document:
        assert any(part.type == 3 for part in document[len(document) - 1].get_objects())  # 3: a picture


# -- names -----------------------------------------------------------------------------------


TURNED = ("\u202eRima\u202c Al-Khatib", "Rima\u200f Al-Khatib\u2069", "\u2067Rima\u2069 Al-Khatib", "\ufeffRima Al-Khatib")


@pytest.mark.parametrize("name", TURNED)
def test_marks_of_direction_in_a_name_are_not_printed(name):
    made = render(portfolio.build(somebody(name), "employer", ("nl", "ar")))
    assert "Rima Al-Khatib" in words(made).replace("\u200e", "").replace("\u200f", "")


def test_an_emoji_is_named_with_its_place():
    with pytest.raises(DocumentError) as refused:
        render(portfolio.build(somebody("Rima \U0001f600")))
    assert in_order(refused, "\U0001f600", "U+1F600")


def test_three_hundred_letters_without_a_space_are_all_printed_and_saved(workplace, tmp_path):
    person = participants.new(workplace, NewParticipant("Xy" * 150, "Tekle"))
    made = printing.make(workplace, person, Wish("portfolio", "employer", ("nl", "ar")))
    assert words(made).replace("\r\n", "").replace(" ", "").count("Xy") >= 150
    saved = printing.batch(workplace, [person], Wish("portfolio", "employer"), tmp_path).saved
    assert [path.exists() for path in saved] == [True]


def test_an_empty_portfolio_says_what_to_do(workplace):
    person = participants.new(workplace, NewParticipant("Abel", "Kidane"))
    for profile in printing.PROFILES:
        assert "Abel Kidane" in words(printing.make(workplace, person, Wish("portfolio", profile)))


# -- targets ---------------------------------------------------------------------------------

OLD = b"%PDF what stood there before"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "portfolio.pdf"
    path.write_bytes(OLD)
    return path


def refusing(number: int):
    def refuse(*_anything: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize(
    ("call", "number"), [("replace", errno.EACCES), ("fsync", errno.ENOSPC), ("fsync", errno.EIO)], ids=["open elsewhere", "full", "broken"]
)
def test_a_target_that_refuses_keeps_what_it_had(target, monkeypatch, call, number):
    monkeypatch.setattr(saving.os, call, refusing(number))
    with pytest.raises(DocumentError) as refused:
        printing.save(b"%PDF new", target)
    assert in_order(refused, "portfolio.pdf")
    assert {path: path.read_bytes() for path in target.parent.iterdir()} == {target: OLD}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_clear_sentence(target):
    target.parent.chmod(0o500)
    try:
        with pytest.raises(DocumentError) as refused:
            printing.save(b"%PDF new", target)
    finally:
        target.parent.chmod(0o700)
    assert in_order(refused, "portfolio.pdf")


def test_a_disk_that_is_full_ends_a_batch_with_one_sentence_and_whole_files(workplace, tmp_path, monkeypatch):
    people = [participants.new(workplace, NewParticipant(name, "Tekle")) for name in ("Selam", "Yonas", "Abel")]
    calls = []

    def full_at_the_second(*_anything: object) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(saving.os, "fsync", full_at_the_second)
    with pytest.raises(DocumentError) as refused:
        printing.batch(workplace, people, Wish("portfolio", "employer"), tmp_path / ".")
    assert in_order(refused, "Yonas")
    whole = [path.read_bytes() for path in tmp_path.glob("*.pdf")]
    assert [content[:5] for content in whole] == [b"%PDF-"]
    assert list(tmp_path.glob("*.part")) == list(tmp_path.glob(".*.part")) == []


WRITTEN: list[str] | None = None


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    """Notes what is opened for writing while somebody listens; an audit hook cannot be taken away again."""
    if WRITTEN is not None and event == "open" and isinstance(arguments[0], (str, bytes, Path)):
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            WRITTEN.append(os.fsdecode(arguments[0]))
    elif WRITTEN is not None and event.startswith("tempfile."):
        WRITTEN.append(str(arguments[0]))


def test_nothing_is_written_but_in_the_folder_that_was_chosen(workplace, tmp_path, monkeypatch):
    global WRITTEN
    person = participants.new(workplace, NewParticipant("Selam", "Tekle"))
    folder, other = tmp_path / "chosen", tmp_path / "tmp"
    folder.mkdir()
    other.mkdir()
    monkeypatch.setenv("TMPDIR", str(other))
    monkeypatch.setattr(tempfile, "tempdir", None)
    sys.addaudithook(_heard)
    WRITTEN = []
    try:
        printing.batch(workplace, [person], Wish("portfolio", "full", ("nl", "ar")), folder)
        scanned = replace(with_scan(render(portfolio.build(somebody()))), person=Person("Selam", photo=picture()))
        printing.save(render(portfolio.build(scanned)), folder / "with scans.pdf")
    finally:
        written, WRITTEN = WRITTEN, None
    elsewhere = [path for path in written if not path.startswith((str(folder), str(workplace.store.folder)))]
    assert [path for path in elsewhere if not path.endswith((".pyc", ".mo"))] == []
    assert list(other.iterdir()) == []
    assert written
