"""The intervention logic over a small invented project."""

from __future__ import annotations

from nbnb_desktop.reports import catalogue
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.logic import MECHANISMS
from nbnb_desktop.reports.tables import Table
from tests.reports.registers import content, left, rows

FILES = {
    "groepstraining": "GT", "individuele_begeleiding": "IB", "werkervaringsplek": "WE", "opleiding": "OP", "taalles": "TL",
    "netwerkbijeenkomsten": "NB", "nazorg": "NZ", "training_werkgevers": "TW", "matching": "MA",
}  # fmt: skip


def made(**instrument: str) -> Table:
    return catalogue.make(
        "CMO",
        Asked(
            {
                "uitstroom": rows("uitstroom", left("a", "01"), left("b", "08")),
                "project": rows("project", {"_submission": "s", "project": "KIM", "tussendoelen": "TAA NET"}),
                "project/project_instrument": rows(
                    "project/project_instrument", {"_submission": "s", "instrument": "TL", "instrument_planned": "1", **instrument}
                ),
                "activiteit": rows("activiteit", *({"_participant": one, "instrument": "TL", "attendance": "1"} for one in "ab")),
                "tussendoelen": rows("tussendoelen", {"_participant": "a", "date": "2021-01-01", "source": "2", "status_TAA": "3"}),
            }
        ),
    )


def test_mechanisms_are_those_of_table_2_4():
    printed = {FILES[row["instrument"]]: tuple(row["mechanism_codes"].split()) for row in content("table2_4_instrument_mechanism.csv")}
    assert printed == MECHANISMS


def test_an_instrument_leads_by_its_mechanism_to_the_goals_that_share_it():
    row = {column.key: made().cell("TL", column.key) for column in made().columns}
    assert (row["planned"].words, row["mechanisms"].words, row["goals"].words) == ("x", "LER", "TAA")
    assert (row["took_part"].ids, row["reached"].ids, row["ended"].ids) == (("a", "b"), ("a",), ("a",))


def test_a_mechanism_that_the_project_names_goes_before_the_printed_one():
    table = made(instrument_mechanism="MAT")
    assert (table.cell("TL", "mechanisms").words, table.cell("TL", "goals").words) == ("MAT", "NET")


def test_instruments_of_which_nothing_is_known_are_left_out():
    assert [row.key for row in made().rows] == ["TL"]
