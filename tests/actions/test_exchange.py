"""Two laptops exchange files: nothing is lost, and both values of a difference are kept until a person decides."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from nbnb_desktop.actions import conflicts, duplicates, entry, exchange, keeping, laptops, ledger, participants, setup
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import BundleError, RecordError
from nbnb_desktop.records import FormRecord
from nbnb_desktop.sync import pairing
from tests.actions.conftest import PASSPHRASE

SELAM = NewParticipant("Selam", "Tekle", "ሰላም ተክለ", "1990", "year", ("ti", "am"), "2")  # invented


def paired(make_workplace):
    one, other = make_workplace("een"), make_workplace("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    return one, other


def send(sender, receiver, folder, name):
    path = folder / f"{name}.nbnb"
    exchange.export(sender, (receiver.store.device.name,), path)
    return exchange.import_file(receiver, path)


def change(workplace, person, name, text):
    form = next(row.id for row in workplace.store.submissions.of(person) if row.form_id == "deelnemer")
    opened = entry.reopen(workplace, form)
    ref = next(column.ref for column in opened.session.definition.columns() if column.name == name)
    opened.session.answer_text(ref, text)
    entry.finish(workplace, entry.snapshot(opened))


def test_both_laptops_show_the_same_pairing_code(make_workplace):
    one, other = make_workplace("een"), make_workplace("twee")
    assert laptops.pairing_code(one, laptops.my_card(other)) == laptops.pairing_code(other, laptops.my_card(one))


def test_a_participant_travels_to_a_paired_laptop(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    person = participants.new(one, SELAM)
    report = send(one, other, tmp_path, "heen")
    assert (report.new_participants, report.conflicts) == (1, 0)
    assert participants.get(other, person).own_name == "ሰላም ተክለ"


def test_importing_a_file_twice_changes_nothing(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    send(one, other, tmp_path, "heen")
    before = other.store.revisions.count()
    again = exchange.import_file(other, tmp_path / "heen.nbnb")
    assert (again.new_revisions, other.store.revisions.count()) == (0, before)
    assert again.remarks


def test_an_answer_that_both_changed_is_decided_by_a_person_and_the_decision_travels(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    person = participants.new(one, SELAM)
    send(one, other, tmp_path, "1")
    change(one, person, "municipality", "Utrecht")
    change(other, person, "municipality", "Zeist")
    assert send(other, one, tmp_path, "2").conflicts == 1
    (conflict,) = conflicts.open_conflicts(one)
    assert (conflict.question, conflict.mine.shown, conflict.theirs.shown) == ("Gemeente", "Utrecht", "Zeist")
    assert (conflict.mine.device, conflict.theirs.device) == ("Laptop een", "Laptop twee")
    conflicts.decide(one, conflict.submission, {conflict.ref: conflict.theirs.text})
    send(one, other, tmp_path, "3")
    for workplace in (one, other):
        assert not conflicts.open_conflicts(workplace)
        assert workplace.store.participants.get(person).properties["municipality"] == "Zeist"
    assert one.store.revisions.ranges() == other.store.revisions.ranges()


def test_differences_in_a_form_that_is_not_here_yet_wait_for_it(workplace):
    save = partial(workplace.store.revisions.save, "s", "", "elders", "1", author="Anna")
    first = save(b"<data><a>1</a></data>")
    for answer in ("2", "3"):
        save(f"<data><a>{answer}</a></data>".encode(), parents=[first.id])
    assert len(workplace.store.conflicts.all()) == 1
    assert conflicts.open_conflicts(workplace) == ()


def test_changes_of_different_answers_are_joined_without_a_question(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    person = participants.new(one, SELAM)
    send(one, other, tmp_path, "1")
    change(one, person, "municipality", "Utrecht")
    change(other, person, "coach", "Noor (verzonnen)")
    assert send(other, one, tmp_path, "2").conflicts == 0
    shown = one.store.participants.get(person).properties
    assert (shown["municipality"], shown["coach"]) == ("Utrecht", "Noor (verzonnen)")


def test_what_a_lost_file_held_comes_with_the_next_one(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    exchange.export(one, ("Laptop twee",), tmp_path / "lost.nbnb")
    participants.new(one, NewParticipant("Yusuf", "al-Hamwi"))
    assert send(one, other, tmp_path, "later").new_participants == 2  # without a receipt everything is sent again
    assert "gap" not in [row.state for row in ledger.rows(other)]


def test_a_laptop_confirms_what_it_received_with_its_next_file(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    send(one, other, tmp_path, "heen")
    send(other, one, tmp_path, "terug")
    assert "confirmed" in [row.state for row in ledger.rows(one)]
    assert exchange.export(one, ("Laptop twee",), tmp_path / "leeg.nbnb").revisions == 0


def test_a_large_file_is_cut_into_parts_that_arrive_in_any_order(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    scan = one.store.attachments.put(random.Random(1).randbytes(1_000_000), "image/png", "diploma.png")
    person = participants.new(one, SELAM)
    entry.register(one, "certificaat", person, {"certificate_kind": "VCA", "scan": f"{scan}.png"})
    report = exchange.export(one, ("Laptop twee",), tmp_path / "groot.nbnb", part_size=300_000)
    assert len(report.paths) > 1
    before = len(other.store.backups())
    for path in reversed(report.paths):
        exchange.import_file(other, path)
    assert len(other.store.backups()) == before + 1  # of the whole file one, before its first part
    assert other.store.attachments.get(scan).content == one.store.attachments.get(scan).content


def test_a_damaged_file_changes_nothing(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    spoilt = bytearray((tmp_path / "x.nbnb").read_bytes())
    spoilt[-20] ^= 1
    (tmp_path / "x.nbnb").write_bytes(spoilt)
    with pytest.raises(BundleError):
        exchange.import_file(other, tmp_path / "x.nbnb")
    assert other.store.revisions.count() == 0


def test_a_revoked_laptop_is_heard_no_more(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    laptops.revoke(other, laptops.my_card(one).device)
    exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    with pytest.raises(BundleError):
        exchange.import_file(other, tmp_path / "x.nbnb")


def test_there_is_no_export_to_an_unknown_laptop(workplace, tmp_path):
    with pytest.raises(RecordError):
        exchange.export(workplace, ("Laptop niemand",), tmp_path / "x.nbnb")
    assert not list(tmp_path.glob("*.nbnb"))


def test_two_laptops_of_one_name_are_not_confused(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    namesake = laptops.read_card(pairing.Identity.create("Laptop twee").card.text())
    laptops.pair(one, namesake)
    with pytest.raises(RecordError, match="Laptop twee"):
        exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    assert exchange.export(one, (laptops.my_card(other).device,), tmp_path / "x.nbnb").recipients == ("Laptop twee",)


def test_one_participant_is_handed_over_with_their_consent_and_nobody_else(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    person = participants.new(one, SELAM)
    participants.new(one, NewParticipant("Yusuf", "al-Hamwi"))
    exchange.hand_over(one, ("Laptop twee",), person, "Mondeling, 21 november", tmp_path / "x.nbnb")
    exchange.import_file(other, tmp_path / "x.nbnb")
    assert [row.name for row in participants.search(other).rows] == ["Selam Tekle"]


def test_somebody_whose_files_were_joined_is_handed_over_whole(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    kept, joined = participants.new(one, SELAM), participants.new(one, NewParticipant("Selaam", "Tekle"))
    duplicates.merge(one, kept, joined)
    report = exchange.hand_over(one, ("Laptop twee",), kept, "Mondeling, 21 november", tmp_path / "x.nbnb")
    assert [Path(path).name for path in report.paths] == ["x.nbnb", "x-2.nbnb"]
    for path in report.paths:
        exchange.import_file(other, path)
    assert [row.id for row in participants.search(other).rows] == [kept]
    assert len(other.store.submissions.of(kept)) == 2


def test_a_participant_is_not_handed_over_without_consent(make_workplace, tmp_path):
    one, __ = paired(make_workplace)
    person = participants.new(one, SELAM)
    with pytest.raises(RecordError):
        exchange.hand_over(one, ("Laptop twee",), person, " ", tmp_path / "x.nbnb")
    assert not list(tmp_path.glob("*.nbnb"))


def test_steps_that_two_laptops_added_to_one_plan_are_all_there_and_counted(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    person = participants.new(one, SELAM)
    plan = entry.begin(one, "toekomstplan", person)
    entry.finish(one, entry.snapshot(plan))
    send(one, other, tmp_path, "1")
    for workplace, word in ((one, "Taalles"), (other, "Stage")):
        opened = entry.begin(workplace, "toekomstplan", person)
        repeat = next(ref for ref, element in opened.session.definition.elements.items() if element.name == "step")
        opened.session.add_row(repeat)
        row = opened.session.rows(repeat)[-1]
        opened.session.answer_text(f"{row}/step_page/step_what", word)
        opened.session.answer_text(f"{row}/step_page/step_owner", "deelnemer")
        entry.finish(workplace, entry.snapshot(opened))
    assert send(other, one, tmp_path, "2").conflicts == 0
    record = one.store.submissions.record(plan.submission)
    steps = [row.values["step_what"] for row in record.repeats["step"] if row.values["step_what"]]
    assert sorted(steps) == ["Stage", "Taalles"]
    assert record.values["steps_own"] == "2"


def test_scans_that_do_not_fit_follow_in_the_next_files(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    scans = [one.store.attachments.put(random.Random(seed).randbytes(200_000), "image/png", "scan.png") for seed in range(4)]
    for scan in scans:
        entry.register(one, "certificaat", participants.new(one, SELAM), {"certificate_kind": "VCA", "scan": f"{scan}.png"})
    first = exchange.export(one, ("Laptop twee",), tmp_path / "1.nbnb", room=300_000)
    assert first.remarks
    exchange.import_file(other, tmp_path / "1.nbnb")
    for turn in range(2, 5):
        send(other, one, tmp_path, f"terug-{turn}")
        last = exchange.export(one, ("Laptop twee",), tmp_path / f"{turn}.nbnb", room=300_000)
        exchange.import_file(other, tmp_path / f"{turn}.nbnb")
    assert all(other.store.attachments.has(scan) for scan in scans)
    assert (last.attachments, last.remarks) == (0, ())
    assert other.store.verify() == ()


def test_a_scan_does_not_travel_again_with_a_correction(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    scan = one.store.attachments.put(random.Random(1).randbytes(50_000), "image/png", "scan.png")
    sheet = entry.register(one, "certificaat", participants.new(one, SELAM), {"certificate_kind": "VCA", "scan": f"{scan}.png"})
    send(one, other, tmp_path, "heen")
    send(other, one, tmp_path, "terug")
    opened = entry.reopen(one, sheet)
    ref = next(column.ref for column in opened.session.definition.columns() if column.name == "certificate_kind")
    opened.session.answer_text(ref, "EHBO")
    entry.finish(one, entry.snapshot(opened))
    report = exchange.export(one, ("Laptop twee",), tmp_path / "weer.nbnb")
    assert (report.revisions, report.attachments) == (1, 0)


def test_the_pictures_of_a_form_travel_with_it(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    picture = one.store.attachments.put(b"not really a picture", "image/png", "plaat.png")
    one.store.forms.put(FormRecord("bezoek", "1", "Bezoek", b"<x/>", (("plaat.png", picture),)))
    exchange.export_forms(one, ("Laptop twee",), tmp_path / "forms.nbnb")
    exchange.import_file(other, tmp_path / "forms.nbnb")
    assert other.store.attachments.get(picture).content == b"not really a picture"


def test_the_pictures_of_a_form_travel_with_the_answers_and_only_once(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    picture = one.store.attachments.put(b"not really a picture", "image/png", "plaat.png")
    one.store.forms.put(FormRecord("bezoek", "1", "Bezoek", b"<x/>", (("plaat.png", picture),)))

    def visit(name):
        one.store.revisions.save(name, "", "bezoek", "1", b"<bezoek/>", author="sanne")

    visit("eerste")
    send(one, other, tmp_path, "heen")
    assert other.store.attachments.has(picture)
    send(other, one, tmp_path, "terug")
    visit("tweede")
    assert exchange.export(one, ("Laptop twee",), tmp_path / "weer.nbnb").attachments == 0


def test_our_own_file_can_be_checked_and_not_taken_in(make_workplace, tmp_path):
    one, __ = paired(make_workplace)
    participants.new(one, SELAM)
    exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    report = exchange.verify(one, tmp_path / "x.nbnb")
    assert (report.sender, report.new_revisions) == ("Laptop een", 0)
    assert "Laptop twee" in report.remarks[0]
    with pytest.raises(BundleError):
        exchange.import_file(one, tmp_path / "x.nbnb")


def test_a_damaged_file_of_our_own_is_found(make_workplace, tmp_path):
    one, __ = paired(make_workplace)
    exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    (tmp_path / "x.nbnb").write_bytes((tmp_path / "x.nbnb").read_bytes()[:-1])
    with pytest.raises(BundleError):
        exchange.verify(one, tmp_path / "x.nbnb")


def test_the_backup_that_is_made_before_an_import_knows_nothing_of_it(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    send(one, other, tmp_path, "a")
    keeping.restore(other.store.backups()[-1], tmp_path / "before", "sanne", PASSPHRASE)
    before = setup.unlock(tmp_path / "before", "sanne", PASSPHRASE)
    assert (participants.search(before).total, participants.search(other).total) == (0, 1)
    setup.lock(before)


class Stopped(Exception):
    """What a person's cancel raises in the work."""


def stopping_at(step):
    """A progress that is followed in ``told`` and stops the work at its ``step``th telling."""
    told = []

    def progress(done, total):
        told.append((done, total))
        if len(told) > step:
            raise Stopped

    return told, progress


def test_an_export_that_is_stopped_at_any_step_leaves_no_file(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    for step in range(3):
        told, progress = stopping_at(step)
        with pytest.raises(Stopped):
            exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb", progress=progress)
        assert not list(tmp_path.glob("*.nbnb*"))
    assert all(done <= total for done, total in told)
    assert send(one, other, tmp_path, "dan toch").new_participants == 1


def test_an_import_that_is_stopped_at_any_step_changes_nothing(make_workplace, tmp_path):
    one, other = paired(make_workplace)
    participants.new(one, SELAM)
    exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    for step in range(3):
        __, progress = stopping_at(step)
        with pytest.raises(Stopped):
            exchange.import_file(other, tmp_path / "x.nbnb", progress=progress)
        assert (other.store.revisions.count(), participants.search(other).total, other.store.exchange.received()) == (0, 0, ())
    assert exchange.import_file(other, tmp_path / "x.nbnb").new_participants == 1
