"""What bad input gets: one clear sentence with what to do, and nothing changed or lost. All people are invented."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from nbnb_desktop.actions import entry, exchange, participants, printing, setup
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.setup import FirstStart
from nbnb_desktop.errors import BundleError, DocumentError, FormError, NbnbError, RecordError, StoreError
from nbnb_desktop.store.database import Database

PASSPHRASE = "vier blauwe fietsen zingen"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def workplace(folder):
    answers = FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", PASSPHRASE)
    made, __ = setup.first_start(folder, answers)
    yield made
    setup.lock(made)


def in_order(refusal: pytest.ExceptionInfo[NbnbError]) -> bool:
    """A title that is a sentence, and advice."""
    return refusal.value.title.endswith((".", "?")) and bool(refusal.value.advice)


def contents(folder: Path) -> str:
    return hashlib.sha256((folder / "nbnb.db").read_bytes()).hexdigest()


def test_a_wrong_passphrase(folder, workplace):
    setup.lock(workplace)
    before = contents(folder)
    with pytest.raises(StoreError) as refusal:
        setup.unlock(folder, "sanne", "iets heel anders")
    assert in_order(refusal)
    assert contents(folder) == before


def test_a_second_program_on_the_same_store(folder, workplace):
    with pytest.raises(StoreError) as refusal:
        setup.unlock(folder, "sanne", PASSPHRASE)
    assert in_order(refusal)
    participants.new(workplace, NewParticipant("Selam"))  # the first one goes on


def test_a_store_of_a_newer_version(folder, workplace):
    applied = "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)"
    workplace.store._database.run(applied, ("nbnb", "a_step_of_2031", "2031-01-01"))
    setup.lock(workplace)
    before = contents(folder)
    with pytest.raises(StoreError) as refusal:
        setup.unlock(folder, "sanne", PASSPHRASE)
    assert in_order(refusal)
    assert contents(folder) == before


def test_a_full_disk(workplace):
    person = participants.new(workplace, NewParticipant("Selam", "Tekle"))
    opened = entry.begin(workplace, "intake", person)
    database: Database = workplace.store._database
    database.run(f"pragma max_page_count = {database.value('pragma page_count')}")
    place = next(column.ref for column in opened.session.definition.columns() if column.name == "motivation_words")
    opened.session.answer_text(place, "Ik wil werken. " * 60_000)
    with pytest.raises(StoreError) as refusal:
        entry.save_draft(workplace, entry.snapshot(opened))
    assert in_order(refusal)
    database.run("pragma max_page_count = 1000000000")
    entry.save_draft(workplace, entry.snapshot(opened))  # space was made: nothing of the form was lost
    assert workplace.store.verify() == ()


BROKEN = {"empty": b"", "foreign": b"PK\x03\x04 something else", "damaged": b"nbnb-bundle-1\n{}\n" + bytes(200)}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_damaged_or_foreign_bundle(workplace, tmp_path, content):
    path = tmp_path / "x.nbnb"
    path.write_bytes(content)
    before = workplace.store.revisions.count()
    with pytest.raises(BundleError) as refusal:
        exchange.import_file(workplace, path)
    assert in_order(refusal)
    assert workplace.store.revisions.count() == before


def test_a_form_with_a_fault(tmp_path):
    from nbnb_desktop.xforms.sources import load

    path = tmp_path / "proef.yaml"
    path.write_text('settings: {form_id: a}\nsurvey:\n- {type: integer, name: n, label: N, constraint: ". >< 3"}\n', encoding="utf-8")
    with pytest.raises(FormError) as refusal:
        load(path)
    assert refusal.value.faults[0].row == 3


def test_a_pdf_target_that_cannot_be_written(workplace, tmp_path):
    person = participants.new(workplace, NewParticipant("Selam", "Tekle"))
    pdf = printing.portfolio(workplace, person)
    with pytest.raises(DocumentError) as refusal:
        printing.save(pdf, tmp_path / "no such folder" / "x.pdf")
    assert in_order(refusal)
    assert not list(tmp_path.glob("**/*.part"))


def test_a_pdf_target_that_stands_stays_when_the_new_one_cannot_be_written(tmp_path, monkeypatch):
    target = tmp_path / "x.pdf"
    target.write_bytes(b"old")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DocumentError):
        printing.save(b"new", target)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize("birth", ["2990-01-01", "1990-02-31", "1990-13"])
def test_a_birth_date_that_cannot_be(workplace, birth):
    with pytest.raises(RecordError) as refusal:
        participants.new(workplace, NewParticipant("Selam", birth=birth))
    assert in_order(refusal)
    assert participants.search(workplace).total == 0


def test_an_unknown_participant(workplace):
    for action in (lambda: participants.open_file(workplace, "nobody"), lambda: printing.portfolio(workplace, "nobody")):
        with pytest.raises(RecordError) as refusal:
            action()
        assert in_order(refusal)
