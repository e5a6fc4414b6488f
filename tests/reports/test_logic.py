"""The intervention logic over a small invented project."""

from __future__ import annotations

from nbnb_desktop.actions import table_files
from nbnb_desktop.actions.logic_drawing import chains
from nbnb_desktop.reports import catalogue
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.logic import MECHANISMS
from nbnb_desktop.reports.tables import Table
from tests.documents.reading import pdfium
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


def test_the_drawing_leads_from_the_instrument_to_the_end_goal_in_words():
    drawn = chains(made())
    assert drawn is not None
    (row,) = drawn.rows
    assert [link.title for link in row] == ["Taalles", "Leermechanisme", "Taalvaardigheid", row[3].title]
    assert all(link.firm for link in row)
    assert "2" in row[0].text
    assert "1 (50)" in row[2].text
    assert row[0].title in drawn.alt
    assert row[2].text in drawn.alt


def test_what_is_only_planned_is_drawn_otherwise_and_said():
    table = catalogue.make(
        "CMO",
        Asked(
            {
                "uitstroom": rows("uitstroom", left("a", "01")),
                "project": rows("project", {"_submission": "s", "project": "KIM", "tussendoelen": ""}),
                "project/project_instrument": rows(
                    "project/project_instrument", {"_submission": "s", "instrument": "MA", "instrument_planned": "1"}
                ),
            },
            language="en",
        ),
    )
    drawn = chains(table)
    assert drawn is not None
    assert not any(link.firm for link in drawn.rows[0])
    assert drawn.rows[0][0].text == "planned, took part: 0"


def test_other_tables_have_no_such_drawing():
    assert chains(catalogue.make("R2", Asked({}))) is None


def test_the_drawing_stands_on_paper_with_the_table():
    words = pdfium(table_files.to_pdf(made()))
    assert "Leermechanisme" in words
    assert "Taalvaardigheid" in words
