"""Every paper of an invented participant, read back from the PDF; and what a no takes out."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from nbnb_desktop import cli, i18n
from nbnb_desktop.actions import attachments, demo, entry, participants, plan_content, portfolio, printing, rights, setup, sharing
from nbnb_desktop.actions.printing import PAPERS, TITLES, Wish
from nbnb_desktop.actions.setup import FirstStart
from nbnb_desktop.errors import RecordError

PASSPHRASE = "vier blauwe fietsen zingen"
ALL_YES = {"consent_c1_understood": "1", **{f"consent_c{number}": "1" for number in range(2, 9)}, "initials": "Y.H."}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The folder of a closed store with the demonstration's invented people."""
    i18n.activate("nl")
    folder = tmp_path_factory.mktemp("papers") / "store"
    answers = FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", PASSPHRASE, "Laptop")
    workplace, __ = setup.first_start(folder, answers)
    demo.fill(workplace)
    for form in ("nulmeting", "toestemming"):  # built once for all copies
        workplace.library.definition(form)
    setup.lock(workplace)
    return folder


@contextmanager
def opened(folder):
    workplace = setup.unlock(folder, "sanne", PASSPHRASE)
    yield workplace, participants.search(workplace, "Yusuf").rows[0].id
    setup.lock(workplace)


@pytest.fixture(scope="module")
def filled(prepared):
    """(workplace, Yusuf's id), for tests that only read."""
    with opened(prepared) as both:
        yield both


@pytest.fixture
def own(prepared, tmp_path):
    """The same on a copy, for a test that changes something."""
    with opened(shutil.copytree(prepared, tmp_path / "own", ignore=shutil.ignore_patterns("lock*"))) as both:
        yield both


def read(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True).stdout.decode()


def pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def consents(workplace, participant, **changed):
    return entry.register(workplace, "toestemming", participant, {**ALL_YES, **changed})


def change(workplace, participant, form_id, **answers):
    """Change a form as a worker does."""
    form = next(row for row in workplace.store.submissions.of(participant) if row.form_id == form_id)
    kept = entry.reopen(workplace, form.id)
    refs = {column.name: column.ref for column in kept.session.definition.columns()}
    for name, text in answers.items():
        kept.session.answer_text(refs[name], text)
    entry.finish(workplace, entry.snapshot(kept))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("cv", "skills", ("nl", "ar")), ("Yusuf al-Hamwi", "Automonteur", "المهارات")),
        (Wish("plan", "", ("nl", "ar")), ("Toekomstplan", "Eigen garage", "Proefdag", "Klantmanager")),
        (Wish("certificate", "", ("nl", "ar")), ("Bewijs van deelname", "Groepstraining", "2.5")),
        (Wish("my_file", "", ("nl",)), ("Mijn dossier", "Wat u mag weten", "Buurthuis De Brug", "06 87654321")),
        (Wish("form", "nulmeting", ("ar",)), ("Yusuf al-Hamwi",)),
    ],
)
def test_each_paper_says_what_is_known(filled, wish, words):
    text = read(printing.make(*filled, wish))
    assert [one for one in words if one not in text] == []


def test_every_paper_has_a_title_and_can_be_made(filled):
    assert PAPERS.keys() == TITLES.keys()


def test_a_filled_in_form_ticks_what_was_answered(filled):
    workplace, person = filled
    intake = next(row for row in workplace.store.submissions.of(person) if row.form_id == "intake")
    text = read(printing.make(workplace, person, Wish("form", "", ("nl",), intake.id)))
    assert "Buurthuis De Brug" in text
    assert "Motoren repareren" in text, "the rows of a repeat are printed too"
    assert "14 september 2026" in text


def test_a_plan_carries_what_was_signed_on_screen(own):
    workplace, person = own
    stream = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(stream, "PNG")
    change(workplace, person, "toekomstplan", participant_signature=attachments.keep(workplace, stream.getvalue(), "handtekening.png"))
    signers = plan_content.plan(workplace, person, ("nl",)).signers
    assert [signer.signature for signer in signers] == [stream.getvalue(), b"", b""]
    assert printing.make(workplace, person, Wish("plan"))


def test_large_print_takes_more_pages(filled):
    small, large = (printing.make(*filled, Wish("form", "nulmeting", ("nl",), large_print=larger)) for larger in (False, True))
    assert pages(large) > pages(small)


def test_a_cv_in_two_languages_has_both_as_data_inside(filled):
    with pypdfium2.PdfDocument(printing.make(*filled, Wish("cv", "experience", ("nl", "ar")))) as document:
        names = {document.get_attachment(number).get_name() for number in range(document.count_attachments())}
    assert names == {"cv.json", "cv-2.json"}


def test_a_plan_that_is_not_there_is_one_clear_sentence(filled):
    workplace, __ = filled
    other = next(row.id for row in participants.search(workplace, limit=20).rows if row.given_name not in ("Yusuf", "Selam"))
    with pytest.raises(RecordError):
        printing.make(workplace, other, Wish("plan"))


def test_before_anybody_asked_a_paper_for_others_is_made_with_a_warning(filled):
    workplace, person = filled
    assert sharing.remark(workplace, person, "portfolio", "employer")
    assert printing.portfolio(workplace, person, "employer")


@pytest.mark.parametrize(("purpose", "profile"), [("c4", "municipality"), ("c5", "employer")])
def test_a_no_refuses_the_portfolio_for_that_reader_only(own, purpose, profile):
    workplace, person = own
    consents(workplace, person, **{f"consent_{purpose}": "0"})
    with pytest.raises(RecordError):
        printing.portfolio(workplace, person, profile)
    other = {"municipality": "employer", "employer": "municipality"}[profile]
    assert printing.portfolio(workplace, person, other)
    assert printing.portfolio(workplace, person, "full")
    assert not sharing.remark(workplace, person, "portfolio", other)


def test_a_withdrawal_stops_what_the_yes_allowed(own):
    workplace, person = own
    consents(workplace, person)
    assert "Klantmanager" in read(printing.make(workplace, person, Wish("plan")))
    change(workplace, person, "toestemming", withdraw="1", withdrawn="c4", consent_c4_withdrawn="2026-11-01")
    assert sharing.said(workplace, person)["c4"].state == "withdrawn"
    assert "Klantmanager" not in read(printing.make(workplace, person, Wish("plan")))
    with pytest.raises(RecordError):
        printing.portfolio(workplace, person, "municipality")


def test_needs_at_work_are_on_no_paper_after_a_no(own):
    workplace, person = own
    change(workplace, person, "intake", needs_consent="1", work_limit="1", work_needs="pauzes")
    (needed,) = portfolio.content(workplace, person, ("nl",)).needs
    assert needed["nl"] in read(printing.portfolio(workplace, person))
    consents(workplace, person, consent_c6="0")
    assert needed["nl"] not in read(printing.portfolio(workplace, person))


def test_many_are_printed_and_who_has_no_plan_is_named(filled, tmp_path):
    workplace, __ = filled
    people = [row.id for row in participants.search(workplace, limit=20).rows]
    steps: list[tuple[int, int]] = []
    done = printing.batch(workplace, people, Wish("plan"), tmp_path, lambda *step: steps.append(step))
    assert len(done.saved) == 2
    assert len(done.refused) == len(people) - 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in done.saved)
    assert steps[-1] == (len(people), len(people))


def test_a_batch_that_is_stopped_leaves_whole_files_only(filled, tmp_path):
    workplace, person = filled

    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        printing.batch(workplace, [person, person], Wish("cv"), tmp_path, stop)
    assert [path.suffix for path in tmp_path.iterdir()] == [".pdf"]


def test_two_people_of_one_name_get_two_files(filled, tmp_path):
    workplace, person = filled
    printing.batch(workplace, [person, person], Wish("cv"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_my_file_for_a_computer_has_the_answers_in_words(filled):
    kept = json.loads(rights.my_file_json(*filled, "ar"))
    intake = next(form for form in kept["in_words"] if any("Buurthuis De Brug (verzonnen)" in row for row in form["answers"]))
    assert any("المكان" in question for question, __ in intake["answers"])
    assert kept["submissions"]


def test_any_form_is_printed_by_the_command_line(tmp_path: Path, capsys):
    assert cli.main(["form", "print", "nulmeting", "--language", "ar", "-o", str(tmp_path / "form.pdf")]) == 0
    assert "form.pdf" in capsys.readouterr().out
    assert pages((tmp_path / "form.pdf").read_bytes()) > 2


def test_an_unknown_form_cannot_be_printed(tmp_path: Path):
    assert cli.main(["form", "print", "bestaatniet", "-o", str(tmp_path / "form.pdf")]) == 1
    assert list(tmp_path.iterdir()) == []
