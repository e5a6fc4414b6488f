"""The main job through the real windows, on two stores, with an Eritrean and a Syrian name. All people are invented."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from nbnb_desktop.actions import conflicts, exchange, participants
from nbnb_desktop.rehearsal.hands import Hands, NotThere
from nbnb_desktop.rehearsal.job import PASSPHRASE, Laptop, people
from nbnb_desktop.rehearsal.play import SURVEY

SELAM, YUSUF = people("deelnemer")[:2]


@pytest.fixture
def hands(qapp):
    return Hands()


@pytest.fixture
def laptop(tmp_path, hands):
    made = Laptop(tmp_path / "een", "Sanne", hands)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path, hands):
    made = Laptop(tmp_path / "twee", "Noor", hands)
    yield made
    made.close()


def read(pdf: Path) -> str:
    return subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def workplace(laptop):
    return laptop.application.window.workplace


def stored(laptop, form_id):
    """The one submission of a form that the store has."""
    store = workplace(laptop).store
    (row,) = store.submissions.of_form(form_id)
    return store.submissions.record(row.id).values


def test_steps_1_to_5_from_a_fresh_laptop_to_a_portfolio_in_two_scripts(laptop, tmp_path):
    with laptop.in_front() as hands:
        laptop.first_start()
        laptop.new_participant(SELAM)
        laptop.fill_in("intake", people("intake")[0])
        laptop.finish_form()
        laptop.hand_over("talentscan", "ti", people("talentscan")[0])
        laptop.fill_in("toekomstplan", people("toekomstplan")[0])
        laptop.finish_form()
        given = laptop.hand_over("nulmeting", "ti", SURVEY)
        assert given >= 44
        laptop.print_portfolio(("nl", "ti"), tmp_path / "selam.pdf")
        laptop.rest()
        assert hands.sees("Selam Tekle")

    assert stored(laptop, "intake")["dutch_level_speaking"] == "A2"
    assert stored(laptop, "talentscan")["score_S"] == "11"
    assert stored(laptop, "toekomstplan")["own_words"].startswith("Ik wil werken in de zorg")
    assert stored(laptop, "nulmeting")["ZVT3"] == "0"
    text = read(tmp_path / "selam.pdf")
    for words in ("Selam Tekle", "ሰላም ተክለ", "Verzorgende in een kliniek", "Verpleegkundige", "Precies"):
        assert words in text


def test_step_6_a_difference_between_two_laptops_is_decided_by_a_person(laptop, other, tmp_path):
    with other.in_front():
        other.first_start()
        other.save_card(tmp_path / "noor.nbnb-device")
    with laptop.in_front():
        laptop.first_start()
        laptop.new_participant(YUSUF)
        laptop.save_card(tmp_path / "sanne.nbnb-device")
        code = laptop.pair(tmp_path / "noor.nbnb-device")
        laptop.export("Laptop van Noor", tmp_path / "heen.nbnb")
    with other.in_front():
        assert other.pair(tmp_path / "sanne.nbnb-device") == code
        other.take_in(tmp_path / "heen.nbnb")
        other.open_participant("Yousef hamwi")
        other.fill_in("deelnemer", {"municipality": "Zeist"})
        other.finish_form()
        other.export("Laptop van Sanne", tmp_path / "terug.nbnb")
    with laptop.in_front():
        laptop.open_participant("يوسف")
        laptop.fill_in("deelnemer", {"municipality": "Amersfoort"})
        laptop.finish_form()
        laptop.take_in(tmp_path / "terug.nbnb")
        (conflict,) = conflicts.open_conflicts(workplace(laptop))
        assert {conflict.mine.shown, conflict.theirs.shown} == {"Amersfoort", "Zeist"}
        laptop.decide("Laptop van Noor")
        laptop.rest()
    person = participants.search(workplace(laptop), "Yusuf").rows[0].id
    assert workplace(laptop).store.participants.get(person).properties["municipality"] == "Zeist"
    assert not conflicts.open_conflicts(workplace(laptop))
    exchange.export(workplace(laptop), ("Laptop van Noor",), tmp_path / "weer.nbnb")
    exchange.import_file(workplace(other), tmp_path / "weer.nbnb")
    ranges = workplace(laptop).store.revisions.ranges()
    assert ranges == workplace(other).store.revisions.ranges()
    assert all(runs[0][0] == 1 and len(runs) == 1 for runs in ranges.values()), "no revision is missing"


def test_answers_given_before_the_power_failed_are_there_the_next_time(laptop, tmp_path, hands):
    with laptop.in_front():
        laptop.first_start()
        laptop.new_participant(SELAM)
        laptop.fill_in("intake", {"intake_place": "Buurthuis De Brug", "motivation_words": "Ik wil werken."})
        laptop.rest()
        hands.wait(lambda: bool(workplace(laptop).store.drafts.all()), "the kept draft", 5)
        # The battery is empty: nothing is closed in order, a copy of the folder is what the disk has.
        subprocess.run(["cp", "-r", str(laptop.folder / "store"), str(tmp_path / "after")], check=True)
        laptop.leave_form()
    from nbnb_desktop.actions import entry, setup

    found = setup.unlock(tmp_path / "after", "Sanne", PASSPHRASE)
    try:
        (draft,) = found.store.drafts.all()
        session = entry.reopen(found, draft.submission).session
        texts = {column.name: session.text(column.ref) for column in session.definition.columns()}
        assert texts["intake_place"] == "Buurthuis De Brug"
        assert texts["motivation_words"] == "Ik wil werken."
    finally:
        setup.lock(found)


def test_a_wrong_passphrase_opens_nothing_and_a_right_one_does(laptop):
    with laptop.in_front() as hands:
        laptop.first_start()
        hands.click("Vergrendelen")
        hands.wait_for("Welkom terug")
        laptop.unlock("iets anders")
        hands.wait_for("klopt niet")
        assert workplace(laptop) is None
        laptop.unlock()
        hands.wait(lambda: laptop.application.window.workplace is not None, "the workbench")


def test_staff_screens_cannot_be_reached_without_the_pin(laptop, hands):
    from PySide6.QtCore import Qt

    from nbnb_desktop.rehearsal.answering import handover_page

    with laptop.in_front():
        laptop.first_start()
        laptop.new_participant(SELAM)
        laptop.rest()
        hands.click("Overhandigen: Nulmeting")
        hands.wait_for("In welke taal?")
        hands.write("Kies een pincode", "2580")
        hands.click("Nu overhandigen")
        page = handover_page(hands)
        page.close()
        hands.press(Qt.Key.Key_Escape)
        assert page.isVisible()
        with pytest.raises(NotThere):
            hands.button("Deelnemers")
        page.ask_pin()
        page.pad.entered.emit("1111")
        laptop.rest()
        assert page.isVisible()
        page.pad.entered.emit("2580")
        hands.wait_for("Het traject")
