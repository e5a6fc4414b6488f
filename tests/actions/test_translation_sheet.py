"""A translator's workbook: what leaves comes back, what is broken is refused, and a picture says where a text stands."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from PIL import Image

from nbnb_desktop.actions import translating
from nbnb_desktop.actions import translation_sheet as sheet
from nbnb_desktop.errors import FormError, RecordError

PLAIN, BRACED = "Back", "There is no form called {form}."
KEPT = r"ui/pages/today.py|intake: (years|driver)|lists/erk"


@pytest.fixture(autouse=True)
def own_catalogues(tmp_path, monkeypatch):
    """Small catalogues that a test may write: some pages, some forms, and one plural."""

    def path(domain, language):
        return tmp_path / language / "LC_MESSAGES" / f"{domain}.po"

    full = {domain: translating.read(domain, "ar") for domain in translating.DOMAINS}
    monkeypatch.setattr(translating, "_path", path)
    for domain, catalogue in full.items():
        for message in [message for message in catalogue if message.id and not is_kept(message)]:
            catalogue.delete(message.id, message.context)
        translating.write(domain, "ar", catalogue)


def is_kept(message):
    return not isinstance(message.id, str) or message.id in (PLAIN, BRACED) or re.match(KEPT, message.auto_comments[0])


@pytest.fixture
def exported(tmp_path):
    target = tmp_path / "ar.xlsx"
    target.write_bytes(sheet.export("ar"))
    return target


def columns(book):
    return {cell.value: cell.column for cell in book.worksheets[0][1]}


def change(path, column, new, *, source):
    """Write in the row of a source text, as a translator does."""
    book = load_workbook(path)
    rows, at = book.worksheets[0], columns(book)
    number = next(row[0].row for row in rows.iter_rows(min_row=2) if row[at["source"] - 1].value == source)
    rows.cell(number, at[column]).value = new
    book.save(path)
    return number


def text_of(source, domain="nbnb"):
    return translating.read(domain, "ar").get(source).string


def a_plural():
    return next(each for each in translating.read("nbnb", "ar") if each.id and not isinstance(each.id, str))


def test_a_workbook_that_nobody_touched_changes_nothing(exported):
    before = [translating._path(domain, "ar").read_bytes() for domain in translating.DOMAINS]
    assert sheet.take_back("ar", exported) == 0
    assert [translating._path(domain, "ar").read_bytes() for domain in translating.DOMAINS] == before


def test_a_new_text_and_a_remark_come_into_the_catalogue(exported):
    change(exported, "text", "عودة", source=PLAIN)
    change(exported, "remark", "as on a door", source=PLAIN)
    assert sheet.take_back("ar", exported) == 1
    assert text_of(PLAIN) == "عودة"
    assert translating.read("nbnb", "ar").get(PLAIN).user_comments == ["as on a door"]


def test_all_forms_of_a_plural_come_back(exported):
    plural = a_plural()
    forms = [f"{form}." for form in plural.string]
    change(exported, "text", sheet.PLURAL.join(forms), source=plural.id[0])
    assert sheet.take_back("ar", exported) == 1
    assert a_plural().string == tuple(forms)


def test_a_plural_with_a_form_too_few_is_refused_by_row(exported):
    number = change(exported, "text", "x | y", source=a_plural().id[0])
    with pytest.raises(FormError) as refused:
        sheet.take_back("ar", exported)
    assert [(fault.code, fault.row) for fault in refused.value.faults] == [("plural", number)]


@pytest.mark.parametrize("broken", ["بلا أقواس", "{nam}", "{name", "{name} {more}"])
def test_broken_braces_are_refused_by_row_and_then_nothing_changes(exported, broken):
    change(exported, "text", "عودة", source=PLAIN)
    number = change(exported, "text", broken, source=BRACED)
    before = text_of(PLAIN)
    with pytest.raises(FormError) as refused:
        sheet.take_back("ar", exported)
    assert [fault.row for fault in refused.value.faults] == [number]
    assert text_of(PLAIN) == before


def test_an_emptied_text_leaves_the_old_one(exported):
    before = text_of(PLAIN)
    change(exported, "text", None, source=PLAIN)
    assert sheet.take_back("ar", exported) == 0
    assert text_of(PLAIN) == before


def test_a_file_that_is_no_workbook_of_ours_is_refused(tmp_path, exported):
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"no workbook")
    with pytest.raises(RecordError):
        sheet.take_back("ar", other)
    book = load_workbook(exported)
    book.worksheets[0].delete_cols(columns(book)["source"])
    book.save(other)
    with pytest.raises(RecordError):
        sheet.take_back("ar", other)


def drawn(colour):
    target = io.BytesIO()
    Image.new("RGB", (560, 80), colour).save(target, "PNG")
    return target.getvalue()


def test_a_row_leads_to_the_picture_on_which_its_text_stands():
    pictures = [
        sheet.Picture(drawn("white"), frozenset({("forms", "intake: years_school")})),
        sheet.Picture(drawn("grey"), frozenset({("forms", "lists/erk: erk"), ("nbnb", PLAIN)})),
    ]
    book = load_workbook(io.BytesIO(sheet.export("ar", pictures)))
    rows, at = book.worksheets[0], columns(book)
    linked = {
        row[at["where"] - 1].value: (row[at["picture"] - 1].value, row[at["picture"] - 1].hyperlink.location)
        for row in rows.iter_rows(min_row=2)
        if row[at["picture"] - 1].value
    }
    assert linked["intake: years_school label"] == linked["intake: years_school hint"] == (1, "pictures!A1")
    assert linked["lists/erk: erk/B1 label"][0] == 2
    assert "intake: driver_1 label" not in linked
    assert len(book[sheet.PICTURES]._images) == 2


def test_a_text_that_is_on_no_picture_leads_to_one_of_its_module():
    messages = [message for message in translating.read("nbnb", "ar") if message.auto_comments == ["ui/pages/today.py"]]
    seen, unseen = messages[0].id, messages[1].id
    book = load_workbook(io.BytesIO(sheet.export("ar", [sheet.Picture(drawn("white"), frozenset({("nbnb", seen)}))])))
    at = columns(book)
    numbers = {row[at["source"] - 1].value: row[at["picture"] - 1].value for row in book.worksheets[0].iter_rows(min_row=2)}
    assert numbers[seen] == numbers[unseen] == 1


def test_the_pictures_of_the_manual_say_which_texts_stand_on_them():
    pictures = sheet.screens()
    assert len(pictures) > 30
    assert {("nbnb", "Lock"), ("nbnb", "Exchange")} <= pictures[4].shows
    assert len({text for picture in pictures for __, text in picture.shows}) > 200
