"""The tables from a store: loaded by one command, asked, and saved as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nbnb_desktop.actions import registering, reporting, setup, table_files
from nbnb_desktop.actions.setup import FirstStart
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.cli import main
from nbnb_desktop.documents import pages
from nbnb_desktop.errors import RecordError
from nbnb_desktop.reports.tables import TOTAL

CONTENT = (Path(__file__).parents[2] / "../shared/content").resolve()
REGISTER = CONTENT / "synthetic_participants_395.csv"
PASSPHRASE = "vier blauwe fietsen zingen"

pytestmark = pytest.mark.skipif(not REGISTER.is_file(), reason="the invented register of 395 persons is not beside this checkout")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that took in the invented register as it is."""
    place = tmp_path_factory.mktemp("register") / "store"
    workplace, __ = setup.first_start(place, FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", PASSPHRASE))
    assert registering.record(workplace, "uitstroom", REGISTER).registered == 395
    setup.lock(workplace)
    (place.parent / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return place


@pytest.fixture
def workplace(folder: Path) -> Iterator[Workplace]:
    opened = setup.unlock(folder, "sanne", PASSPHRASE)
    yield opened
    setup.lock(opened)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_register_loaded_as_it_is_gives_the_published_exits(workplace: Workplace):
    heading, *rows = read(reporting.to_csv(reporting.report(workplace, "R2")))
    printed = list(csv.reader((CONTENT / "b31_exit_counts.csv").open(encoding="utf-8")))[1:]
    assert [row[2::2] for row in rows] == [row[4:] for row in printed]
    assert heading[2:4] == ["KIM", "KIM (%)"]


def test_the_percentages_in_the_file_are_as_printed(workplace: Workplace):
    rows = read(reporting.to_csv(reporting.report(workplace, "R2")))[1:]
    printed = list(csv.reader((CONTENT / "b31_exit_percent_printed.csv").open(encoding="utf-8")))[1:]
    assert [row[3::2] for row in rows[:11]] == [row[1:] for row in printed]


def test_a_cell_leads_to_the_participants_behind_it(workplace: Workplace):
    cell = reporting.report(workplace, "R2").cell("01", "KIM")
    assert cell.n == 1
    (person,) = cell.ids
    found = workplace.store.participants.get(person)
    assert found is not None
    assert found.project == "KIM"


def test_json_holds_the_table_and_no_participants(workplace: Workplace):
    made = json.loads(reporting.to_json(reporting.report(workplace, "R2", language="en")))
    assert made["title"] == "Exit by project"
    assert made["rows"][0]["cells"][0] == {"n": 1, "text": "1 (5)", "percent": 5}
    assert "ids" not in json.dumps(made)


def test_a_workbook_has_numbers_as_numbers(workplace: Workplace):
    sheet = load_workbook(io.BytesIO(reporting.to_xlsx(reporting.report(workplace, "R6")))).active
    values = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert values["65"][:2] == (1, 1)
    assert any(row and row[0] == 9.15 for row in values.values())


def test_a_pdf_says_the_date_and_the_figures(workplace: Workplace):
    pdfium = pytest.importorskip("pypdfium2")
    table = reporting.report(workplace, "R5", date="2021-03-02")
    content = reporting.to_file(workplace, table, "pdf")
    words = " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content))
    assert "2 maart 2021" in words
    assert "Medewerker horeca" in words
    assert "11\N{NO-BREAK SPACE}(14)" in words or "11 (14)" in words


def test_a_table_with_many_columns_is_printed_in_parts(workplace: Workplace):
    table = reporting.report(workplace, "R11")
    grids = [block for block in table_files.document(table).sections[0].blocks if isinstance(block, pages.Table)]
    assert [len(grid.head) for grid in grids] == [7, 7]
    assert all(len(row) == len(grid.head) for grid in grids for row in grid.rows)


def test_a_project_has_its_own_table(workplace: Workplace):
    table = reporting.report(workplace, "R2", project="WERKSHOP")
    assert [column.key for column in table.columns] == ["WERKSHOP"]
    assert table.n == table.cell(TOTAL, "WERKSHOP").n == 53


def test_outsiders_get_no_record_and_the_end_of_a_quarter(workplace: Workplace):
    table = reporting.report(workplace, "R2", date="2021-03-02", outsider=True)
    assert table.date == "2020-12-31"
    assert all(not cell.ids and (cell.suppressed or not cell.n or cell.n >= 10) for row in table.rows for cell in row.cells)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"name": "R99"}, "R15"), ({"project": "XX"}, "KIM"), ({"date": "2-13-2021"}, "2021-03-02"), ({"language": "fr"}, "nl")],
)
def test_what_cannot_be_asked_is_refused_with_advice(workplace: Workplace, wrong: dict, said: str):
    with pytest.raises(RecordError) as refusal:
        reporting.report(workplace, **{"name": "R2", **wrong})
    assert said in refusal.value.advice


def test_a_date_can_be_written_as_the_dutch_do(workplace: Workplace):
    assert reporting.report(workplace, "R2", date="2-3-2021").date == "2021-03-02"


def test_only_projects_with_registrations_are_offered(workplace: Workplace):
    assert {code for code, __ in reporting.projects(workplace)} == {"KIM", "NDC", "NEWBEES", "RC", "DT", "WERKSHOP", "VWN1", "VWN2"}


def test_the_command_saves_a_table_by_its_suffix(folder: Path, tmp_path: Path):
    target = tmp_path / "R1.csv"
    status = main(["report", "R1", "--store", str(folder), "--passphrase-file", str(folder.parent / "passphrase"), "-o", str(target)])
    assert status == 0
    assert read(target.read_bytes())[-1][:3] == ["total", "Totaal", "395"]


def test_the_command_refuses_a_format_that_is_none(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments = [
        "report",
        "R1",
        "--store",
        str(folder),
        "--passphrase-file",
        str(folder.parent / "passphrase"),
        "-o",
        str(tmp_path / "R1.doc"),
    ]
    assert main(arguments) == 1
    assert "csv, json, xlsx, pdf" in capsys.readouterr().err
    assert not (tmp_path / "R1.doc").exists()
