"""The page with the programme's tables over a small invented register."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from nbnb_desktop.actions import registering, setup
from nbnb_desktop.ui.page import Desk, Place
from nbnb_desktop.ui.pages import tables
from nbnb_desktop.ui.pages.tables import TablesPage
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401

WAIT = 20_000
EXITS = "id,given_name,project,gender,exit_code,exit_date\nVP-1,Verzonnen een,KIM,1,08,2021-03-01\nVP-2,Verzonnen twee,RC,2,08,2021-01-01\n"


def run(qtbot, tasks, action, *arguments):  # noqa: F811
    answers: list = []
    tasks.run(partial(action, *arguments), then=answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


@pytest.fixture
def page(qtbot, dressed, choices, tasks, tmp_path):  # noqa: F811
    answers = setup.FirstStart("nl", "Stichting Voorbeeld (verzonnen)", setup.Project(0, "Proef", ""), "Anna", PASSPHRASE)
    workplace, __ = run(qtbot, tasks, setup.first_start, tmp_path / "store", answers)
    (tmp_path / "exits.csv").write_text(EXITS, encoding="utf-8")
    run(qtbot, tasks, registering.record, workplace, "uitstroom", tmp_path / "exits.csv")
    made = TablesPage(Desk(workplace, tasks, tmp_path, choices))
    qtbot.addWidget(made)
    made.show()
    made.arrive(Place("tables"))
    qtbot.waitUntil(lambda: made.table is not None and not tasks.is_busy, timeout=WAIT)
    yield made
    run(qtbot, tasks, setup.lock, workplace)


def choose(page, qtbot, name):
    page.which.setCurrentIndex(page.which.findData(name))
    page.show_table()
    settle(page, qtbot)


def settle(page, qtbot):
    qtbot.waitUntil(lambda: not page.desk.tasks.is_busy, timeout=WAIT)


def figures(page):
    model = page.model
    return [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())]


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_the_first_table_stands_there_at_once(page):
    assert page.table.name == "R1"
    assert figures(page)[-1][:2] == ["Totaal", "2"]


def test_another_table_and_one_project_are_shown_when_chosen(page, qtbot):
    page.project.setCurrentIndex(page.project.findData("KIM"))
    choose(page, qtbot, "R2")
    assert ["Geen werk", "1 (100)"] in figures(page)
    assert page.table.project == "KIM"


def test_a_reference_date_leaves_out_what_came_later(page, qtbot):
    page._typed.setText("31-1-2021")
    choose(page, qtbot, "R2")
    assert figures(page)[-1][-1] == "1 (100)"


def test_a_date_that_is_none_is_said_under_the_field_and_the_figures_stay(page, qtbot):
    page._typed.setText("31-31-2021")
    choose(page, qtbot, "R1")
    assert "2-3-2021" in page.day.complaint
    assert not page.save_button.isEnabled()


def test_a_figure_opens_the_people_behind_it(page, qtbot):
    choose(page, qtbot, "R2")
    row = next(number for number, line in enumerate(figures(page)) if line[0] == "Geen werk")
    page.view.clicked.emit(page.model.index(row, 1))
    settle(page, qtbot)
    names = [each for each in page.figures.findChildren(QPushButton) if "Verzonnen een" in each.text()]
    with qtbot.waitSignal(page.went) as went:
        names[0].click()
    assert went.args[0].page == "participant"
    assert page.desk.workplace.store.participants.get(went.args[0].participant).given_name == "Verzonnen een"


def test_of_many_people_behind_a_figure_more_are_shown_when_asked(page, qtbot, monkeypatch):
    monkeypatch.setattr(tables, "SHOWN", 1)
    choose(page, qtbot, "R2")
    row = next(number for number, line in enumerate(figures(page)) if line[0] == "Geen werk")
    page.view.clicked.emit(page.model.index(row, page.model.columnCount() - 1))
    settle(page, qtbot)

    def named():
        return [each for each in page.figures.findChildren(QPushButton) if each.isVisibleTo(page.figures)]

    assert sum("Verzonnen" in each.text() for each in named()) == 1
    next(each for each in named() if "1" in each.text()).click()
    settle(page, qtbot)
    assert sum("Verzonnen" in each.text() for each in named()) == 2


def test_outsiders_see_an_x_and_open_nobody(page, qtbot):
    choose(page, qtbot, "R2")
    page.outsider.setChecked(True)
    settle(page, qtbot)
    row = next(number for number, line in enumerate(figures(page)) if line[0] == "Geen werk")
    assert figures(page)[row][1] == "x"
    page.view.clicked.emit(page.model.index(row, 1))
    settle(page, qtbot)
    assert "Verzonnen" not in words(page)


def test_a_table_is_saved_by_the_name_that_is_chosen(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.told, timeout=WAIT):
        page.save(tmp_path / "R1.csv")
    assert "Totaal,2" in (tmp_path / "R1.csv").read_text(encoding="utf-8-sig")


def test_the_data_set_is_made_in_a_new_folder_and_a_second_one_is_refused(page, qtbot, tmp_path):
    page.data.recipient.setText("Onderzoek (verzonnen)")
    page.data.order(tmp_path)
    settle(page, qtbot)
    assert "2" in page.data.said
    (made,) = tmp_path.glob("dataset-*-csv")
    assert {"uitstroom.csv", "codeboek.xml", "leesmij.txt"} <= {path.name for path in made.iterdir()}
    page.data.order(tmp_path)
    settle(page, qtbot)
    assert made.name in page.data.said
    assert page.data.make_button.isEnabled()


def test_bars_say_their_label_and_value_to_a_screen_reader(page, qtbot):
    choose(page, qtbot, "R2")
    assert [bar.accessibleName() for bar in page.figures.findChildren(QProgressBar)] == ["Geen werk: 2 (100)"]


def test_who_may_not_deliver_data_is_not_offered_it(page, qtbot, monkeypatch):
    assert page.data.isVisibleTo(page)
    monkeypatch.setattr(type(page.desk.workplace.store.accounts), "role", lambda _accounts: "worker")
    page.arrive(Place("tables"))
    settle(page, qtbot)
    assert not page.data.isVisibleTo(page)
