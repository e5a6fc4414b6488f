"""The code lists are those of the specification, code by code."""

from __future__ import annotations

import csv
import re

import pytest

from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import notation


def codes(name: str) -> list[str]:
    return [row["name"] for row in choices(name)]


def choices(name: str) -> list[dict[str, str]]:
    return notation.compose(notation.read_text(data_folder("forms") / "lists" / f"{name}.yaml"))["choices"]


def table(content, name: str) -> list[dict[str, str]]:
    with (content / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_exit_codes_are_those_of_table_b31_with_their_participation(content):
    printed = {row["exit_code"][:2]: row["participation_1_0"] or "9" for row in table(content, "b31_exit_counts")[:-1]}
    assert {row["name"]: row["participation"] for row in choices("uitstroom")} == printed


def test_the_functions_are_the_26_of_figure_4_4(content):
    assert [(row["name"], row["label"]) for row in choices("functie")] == [
        (row["code"], row["label_nl"]) for row in table(content, "job_functions_reference")
    ]


def test_mechanisms_and_tussendoelen_are_those_of_the_annexes(content):
    assert codes("mechanisme") == [row["code"] for row in table(content, "mechanisms_b21")]
    assert [(row["name"], row["pillar"]) for row in choices("tussendoel")] == [
        (row["code"], row["pillar"]) for row in table(content, "tussendoelen_t25_b22")
    ]


def test_the_projects_are_the_32_of_schema_1_and_another(content):
    projects = choices("project")
    assert [row.get("project_no") for row in projects[:-1]] == [row["project_no"] for row in table(content, "projects_schema1")]
    reported = {row["reported_code_B3_1"] for row in table(content, "projects_schema1")} - {""}
    assert reported <= {row["name"] for row in projects}
    assert projects[-1]["name"] == "ANDERS"


def test_there_are_33_obstacles_and_undeclared_work_is_not_one(content):
    section = (content / "spec.md").read_text(encoding="utf-8").partition("### 1.11")[2].partition("### 1.12")[0]
    named = set(re.findall(r"\b([A-Z]{4}) [A-Za-zé]", section)) - {"INFO"}
    assert len(codes("belemmering")) == 33
    assert set(codes("belemmering")) == named


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("geslacht", "1 2 3 98 99"),
        ("onderwijsniveau", "0 1 2 3 4 5 98 99"),
        ("erk", "0 pre-A1 A1 A2 B1 B2 C1 C2 99"),
        ("verwijzingskanaal", "01 02 03 04 05 06 07 08 09 10 11 12 13 97 99"),
        ("tussendoelstatus", "0 1 2 3 4 9"),
        ("aanwezigheid", "1 2 3 4 99"),
        ("edu_niveau", "E 2 3 4 H U S X 99"),
        ("edu_richting", "ZOR ADM TEC HOR BOU LOG FAC ICT KAP ECO OND OVE 99"),
        ("uitvalreden", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 97 99"),
        ("instrument", "GT IB WE OP TL NB NZ TW MA INT POR TOE SPO BUD EVT CAF PSY MIN INB DIG VAK P2P ONT THE PLA"),
        ("rs1", "0 1 2 8 9"),
        ("interesse", "0 1 2 7"),
        ("riasec", "R I A S E C"),
    ],
)
def test_a_list_has_the_codes_of_the_specification(name, expected):
    assert codes(name) == expected.split()
