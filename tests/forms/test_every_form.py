"""What holds for every shipped form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import library, sources
from nbnb_desktop.xforms.check import check
from nbnb_desktop.xforms.export import to_xlsx
from nbnb_desktop.xforms.workbook import Row
from tests.forms.conftest import definition

FORMS = [
    "activiteit",
    "certificaat",
    "contact",
    "deelnemer",
    "feedback",
    "instroom",
    "intake",
    "interview",
    "leerdoel",
    "nameting",
    "notitie",
    "nulmeting",
    "opleiding",
    "opleiding_uitstroom",
    "pitch",
    "plaatsing",
    "praktijkdiagnose",
    "project",
    "talentscan",
    "toekomstplan",
    "toestemming",
    "tussendoelen",
    "uitstroom",
    "uitval",
    "vacature",
    "vervolgmeting",
    "werkervaring",
    "werkgever",
]
SPECIFIED_LONG = {"CUL3", "VAK1"}
"""Their wording is fixed in survey_items.csv."""


def rows(name: str) -> Iterator[Row]:
    return iter(sources.workbook(library.path(name)).rows("survey"))


def test_every_form_of_the_specification_is_shipped():
    assert set(FORMS) <= set(library.names())


@pytest.mark.parametrize("name", FORMS)
def test_a_shipped_form_builds_and_has_no_faults(name):
    assert check(definition(name)) == []
    assert sources.build(library.path(name)).notes == ()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_named_after_its_file_and_guards_its_texts(name):
    book = sources.workbook(library.path(name))
    assert (book.settings["form_id"], book.meta["bsn_guard"]) == (name, "yes")
    assert library.meta(name).stage
    assert library.meta(name).order < 1000


@pytest.mark.parametrize("name", FORMS)
def test_whatever_is_refused_or_required_has_its_sentence(name):
    silent = [
        row.cells["name"]
        for row in rows(name)
        for rule in ("constraint", "required")
        if row.cells.get(rule) and not row.cells.get(f"{rule}_message")
    ]
    assert silent == []


@pytest.mark.parametrize("name", [form for form in FORMS if library.meta(form).audience == "participant"])
def test_a_participant_gets_one_short_question_per_page(name):
    asked = [row.cells for row in rows(name) if "label" in row.cells]
    assert [cells["name"] for cells in asked if "field-list" in cells.get("appearance", "")] == []
    long = {cells["name"] for cells in asked if len(re.findall(r"[\w'-]+", cells["label"])) > 12}
    assert long - SPECIFIED_LONG == set()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_leaves_as_a_workbook_that_opens_with_the_same_questions(name, tmp_path):
    book, __ = sources.in_languages(sources.workbook(library.path(name)), None, ())
    target = tmp_path / f"{name}.xlsx"
    target.write_bytes(to_xlsx(book))
    assert sources.load(target).elements.keys() == definition(name).elements.keys()


def test_the_past_is_not_in_the_future():
    later = {"planned_end", "step_start", "step_deadline", "room_education_until", "review_date", "earliest_start", "follow_up_date"}
    later |= {"valid_until", "goal_from", "goal_until", "edu_start", "edu_end", "open_until"}
    by_form = {("plaatsing", "start_date"), ("plaatsing", "end_date"), ("vacature", "start_date")}
    free = [
        (name, row.cells["name"])
        for name in FORMS
        for row in rows(name)
        if row.cells["type"] == "date" and ". <= today()" not in row.cells.get("constraint", "")
    ]
    assert {pair for pair in free if pair[1] not in later} == by_form


def test_every_shared_list_is_used_and_has_no_code_twice():
    used = {name for form in FORMS for name in lists_of(form)}
    files = {path.stem for path in (data_folder("forms") / "lists").glob("*.yaml")}
    assert files - used == set()
    rotating = {"rs6_cul2", "rs6_cul3"}  # the same answers in three orders
    for form in FORMS:
        seen: dict[str, list[str]] = {}
        for row in sources.workbook(library.path(form)).rows("choices"):
            seen.setdefault(row.cells["list_name"], []).append(row.cells["name"])
        assert [name for name, codes in seen.items() if len(codes) != len(set(codes)) and name not in rotating] == []


def lists_of(form: str) -> set[str]:
    return {row.cells["list_name"] for row in sources.workbook(library.path(form)).rows("choices")}


def test_the_documentation_lists_every_form_with_its_header():
    text = (data_folder("forms").parent / "docs" / "instruments.md").read_text(encoding="utf-8")
    table = {
        row[0]: tuple(row[1:5])
        for row in ([cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| "))
    }
    metas = [library.meta(name) for name in library.names()]
    table.pop("form")
    assert table == {meta.form_id: (meta.about, meta.audience, meta.stage, "yes" if meta.many else "no") for meta in metas}
