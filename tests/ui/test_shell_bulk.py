"""Registering in bulk on screen: a file with columns of its own, an activity of a group, a folder of files. Invented people only."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from nbnb_desktop.actions import exchange, laptops, registering, setup
from nbnb_desktop.store.reading import select
from nbnb_desktop.ui.page import Desk, Place
from nbnb_desktop.ui.pages import group
from nbnb_desktop.ui.pages.bulk import BulkPage
from nbnb_desktop.ui.pages.bureau import BureauPage
from nbnb_desktop.ui.pages.group import GroupPage
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401

WAIT = 20_000
FILE = "Nr;Wie is het?;Project;exit_code;Datum weg\nVP-1;Verzonnen een;KIM;08;1-3-2021\nVP-2;Verzonnen twee;KIM;{code};1-2-2021\n"


@pytest.fixture
def ask(qtbot, tasks):  # noqa: F811
    """Does an action on the worker's thread and waits for the answer."""

    def done(action, *arguments, **named):
        answers: list = []
        tasks.run(partial(action, *arguments, **named), then=answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
        return answers[0]

    return done


@pytest.fixture
def desk(ask, dressed, choices, tasks, tmp_path):  # noqa: F811
    answers = setup.FirstStart("nl", "Stichting Voorbeeld (verzonnen)", setup.Project(0, "Proef", ""), "Anna", PASSPHRASE)
    workplace, __ = ask(setup.first_start, tmp_path / "store", answers)
    yield Desk(workplace, tasks, tmp_path, choices)
    ask(setup.lock, workplace)


@pytest.fixture
def visit(qtbot, desk):
    def opened(kind):
        page = kind(desk)
        qtbot.addWidget(page)
        page.show()
        page.arrive(Place(page.name))
        qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=WAIT)
        return page

    return opened


def settle(page, qtbot):
    qtbot.waitUntil(lambda: not page.desk.tasks.is_busy, timeout=WAIT)


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def filled(desk, ask, form, *columns):
    return sorted(ask(lambda: list(select(desk.workplace.store.tables, form, columns))))


@pytest.fixture
def bulk(visit, qtbot, tmp_path):
    """The page with a file of which the last column has a name of its own; ``code`` is the exit of the second row."""

    def opened(code):
        page = visit(BulkPage)
        (tmp_path / "oud.csv").write_text(FILE.format(code=code), encoding="utf-8")
        page.open(tmp_path / "oud.csv")
        settle(page, qtbot)
        for column, question in (("Nr", "id"), ("Wie is het?", "given_name"), ("Datum weg", "exit_date")):
            page.boxes[column].setCurrentIndex(page.boxes[column].findData(question))
        return page

    return opened


def test_columns_with_the_name_or_the_words_of_a_question_are_found_by_themselves(visit, qtbot, tmp_path):
    page = visit(BulkPage)
    (tmp_path / "oud.csv").write_text(FILE.format(code="08"), encoding="utf-8")
    page.open(tmp_path / "oud.csv")
    settle(page, qtbot)
    assert page.mapped == {"Nr": "", "Wie is het?": "", "Project": "project", "exit_code": "exit_code", "Datum weg": ""}
    qtbot.waitUntil(lambda: "Verzonnen een" in words(page), timeout=WAIT)


def test_a_try_tells_what_would_come_of_it_and_changes_nothing(bulk, qtbot, desk, ask):
    page = bulk("08")
    page.record(dry_run=True)
    settle(page, qtbot)
    assert "2" in page.said.text()
    assert filled(desk, ask, "uitstroom", "exit_code") == []


def test_registering_fills_in_a_form_for_every_row(bulk, qtbot, desk, ask):
    page = bulk("08")
    page.record(dry_run=False)
    settle(page, qtbot)
    assert filled(desk, ask, "uitstroom", "exit_code", "exit_date") == [("08", "2021-02-01"), ("08", "2021-03-01")]
    assert filled(desk, ask, "deelnemer", "given_name") == [("Verzonnen een",), ("Verzonnen twee",)]


def test_a_refused_row_is_named_by_its_line_and_nothing_is_registered(bulk, qtbot, desk, ask):
    page = bulk("77")
    page.record(dry_run=False)
    settle(page, qtbot)
    qtbot.waitUntil(lambda: "77" in words(page), timeout=WAIT)
    assert any("3" in label.text() and "exit_code" in label.text() for label in page.findChildren(QLabel))
    assert filled(desk, ask, "uitstroom", "exit_code") == []


def test_an_activity_is_registered_for_everybody_who_was_expected_and_once(visit, qtbot, desk, ask, tmp_path):
    (tmp_path / "wie.csv").write_text("id,given_name\nVP-1,Verzonnen een\nVP-2,Verzonnen twee\nVP-3,Verzonnen drie\n", encoding="utf-8")
    ask(registering.record, desk.workplace, "deelnemer", tmp_path / "wie.csv")
    page = visit(GroupPage)
    page.instrument.setCurrentIndex(page.instrument.findData("GT"))
    page.kind.setCurrentIndex(page.kind.findData("GTs"))
    for box, code in zip(page.boxes.values(), ("1", "3", ""), strict=True):
        box.setCurrentIndex(box.findData(code))
    asked = page.shared, page.attendance
    page.record()
    settle(page, qtbot)
    columns = ("instrument", "instrument_sub", "attendance", "group_size")
    assert filled(desk, ask, "activiteit", *columns) == [("GT", "GTs", "1", 2), ("GT", "GTs", "3", 2)]
    for person, box in page.boxes.items():
        box.setCurrentIndex(box.findData(asked[1].get(person, "")))
    page.record()
    settle(page, qtbot)
    assert len(filled(desk, ask, "activiteit", *columns)) == 2


@pytest.fixture
def crowd(ask, desk, tmp_path, monkeypatch):
    """Twelve people, of whom the page shows five at a time."""
    monkeypatch.setattr(group, "SHOWN", 5)
    people = "\n".join(f"VP-{number},Verzonnen {name}" for number, name in enumerate("abcdefghijkl"))
    (tmp_path / "wie.csv").write_text(f"id,given_name\n{people}\nVP-99,Zeldzaam\n", encoding="utf-8")
    ask(registering.record, desk.workplace, "deelnemer", tmp_path / "wie.csv")


def names(page):
    return [box.accessibleName() for box in page.boxes.values()]


def test_nobody_is_hidden_in_silence_more_can_be_shown(visit, qtbot, crowd):
    page = visit(GroupPage)
    assert (len(page.boxes), page.more_button.isVisibleTo(page)) == (5, True)
    for seen in (10, 13):
        page.more_button.click()
        settle(page, qtbot)
        assert len(page.boxes) == seen
    assert not page.more_button.isVisibleTo(page)


def test_a_search_brings_others_and_keeps_who_was_answered_for(visit, qtbot, desk, ask, crowd):
    page = visit(GroupPage)
    chosen = next(box for box in page.boxes.values() if "Zeldzaam" not in box.accessibleName())
    who = chosen.accessibleName()
    chosen.setCurrentIndex(1)
    page.search.setText("Zeldzaam")
    qtbot.waitUntil(lambda: len(page.boxes) == 2, timeout=WAIT)
    assert names(page)[0] == who
    assert "Zeldzaam" in names(page)[1]
    list(page.boxes.values())[1].setCurrentIndex(2)
    page.search.setText("niemand heet zo")
    qtbot.waitUntil(lambda: page._nobody.isVisibleTo(page), timeout=WAIT)
    assert len(page.attendance) == 2
    page.record()
    settle(page, qtbot)
    assert len(filled(desk, ask, "activiteit", "attendance")) == 2
    assert page.attendance == {}


def test_the_bureau_takes_in_a_folder_and_sees_who_sent_what(visit, qtbot, desk, ask, tmp_path):
    answers = setup.FirstStart("nl", "Project (verzonnen)", setup.Project(0, "Proef", ""), "Bo", PASSPHRASE, "Laptop van Bo")
    other, __ = ask(setup.first_start, tmp_path / "other", answers)
    ask(lambda: laptops.pair(other, laptops.my_card(desk.workplace)))
    ask(lambda: laptops.pair(desk.workplace, laptops.my_card(other)))
    (tmp_path / "uit.csv").write_text("id,project,exit_code\nVP-1,KIM,08\n", encoding="utf-8")
    ask(registering.record, other, "uitstroom", tmp_path / "uit.csv")
    (tmp_path / "post").mkdir()
    ask(lambda: exchange.export(other, [desk.workplace.store.device.name], tmp_path / "post/bo.nbnb"))
    (tmp_path / "post/kapot.nbnb").write_bytes(b"no file of ours")
    page = visit(BureauPage)
    qtbot.waitUntil(lambda: "Laptop van Bo" in words(page), timeout=WAIT)
    page.take_in(tmp_path / "post")
    settle(page, qtbot)
    qtbot.waitUntil(lambda: "kapot.nbnb" in words(page), timeout=WAIT)
    assert page.working.isHidden()
    assert len(filled(desk, ask, "uitstroom", "exit_code")) == 1
    ask(setup.lock, other)
