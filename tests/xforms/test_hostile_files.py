"""What bad input gets: one clear refusal, before it can hurt."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook as Spreadsheet

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms import limits, notation
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.sources import build

SHEET = "xl/worksheets/sheet1.xml"


def codes(path: Path) -> list[str]:
    with pytest.raises(FormError) as refusal:
        build(path)
    assert refusal.value.advice
    return [fault.code for fault in refusal.value.faults]


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def workbook(tmp_path: Path, *, cell: object = "Naam", extra: dict[str, bytes] | None = None, name: str = "a.xlsx") -> Path:
    spreadsheet = Spreadsheet()
    sheet = spreadsheet.active
    sheet.title = "survey"
    for row in (("type", "name", "label"), ("text", "naam", cell)):
        sheet.append(row)
    target = io.BytesIO()
    spreadsheet.save(target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (extra or {}).items():
            archive.writestr(part, content)
    return written(tmp_path, name, target.getvalue())


def test_a_zip_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    assert codes(workbook(tmp_path, extra={"xl/media/x.xml": bytes(limits.UNPACKED_BYTES)})) == ["too-large"]


def test_a_part_that_is_packed_too_well_is_refused(tmp_path: Path) -> None:
    assert codes(workbook(tmp_path, extra={"xl/media/x.xml": bytes(limits.RATIO_FROM + 1)})) == ["too-large"]


def test_a_workbook_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    assert codes(workbook(tmp_path, extra={f"xl/{number}": b"" for number in range(limits.PARTS)})) == ["too-large"]


@pytest.mark.parametrize(("suffix", "limit"), [("xlsx", "FILE_BYTES"), ("xls", "FILE_BYTES"), ("xml", "XML_BYTES")])
def test_a_large_file_is_refused_unread(tmp_path: Path, suffix: str, limit: str) -> None:
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as stream:
        stream.truncate(getattr(limits, limit) + 1)  # a hole: takes no room on the disk
    assert codes(path) == ["too-large"]


@pytest.mark.parametrize("suffix", ["yaml", "csv", "md"])
def test_a_large_text_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as stream:
        stream.truncate(limits.TEXT_BYTES + 1)
    assert codes(path) == ["too-large"]


@pytest.mark.parametrize("suffix", ["xlsx", "xlsm", "xls", "csv", "md", "yaml", "xml"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe" * 99, b"PK\x03\x04" + b"x" * 9, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99])
def test_rubbish_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    assert codes(written(tmp_path, f"a.{suffix}", content))


def test_a_formula_is_read_as_the_value_that_was_saved(tmp_path: Path) -> None:
    path = workbook(tmp_path, cell="=1+1")
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[SHEET] = re.sub(rb"<f>1\+1</f><v ?/?>(</v>)?", b"<f>1+1</f><v>42</v>", parts[SHEET])
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert b"<label>42</label>" in build(path).xml


def test_macros_are_never_looked_at(tmp_path: Path) -> None:
    path = workbook(tmp_path, extra={"xl/vbaProject.bin": b"Sub AutoOpen()"}, name="a.xlsm")
    assert b"AutoOpen" not in build(path).xml


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        "<!DOCTYPE a><a/>",
        "<a>" * 5000 + "</a>" * 5000,
        "<a>&onbekend;</a>",
        "<a",
        '<?xml version="1.0" encoding="bestaat-niet"?><a/>',
    ],
)
def test_dangerous_xml_is_refused(xml: str) -> None:
    with pytest.raises(FormError):
        read_xml(xml.encode())


def test_decoded_xml_may_carry_any_declaration() -> None:
    assert read_xml('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>').text == "é"


def test_deeply_nested_yaml_is_refused() -> None:
    for text in ("[" * 100_000, "{a: " * 900, "- " * 5000):
        with pytest.raises(FormError):
            notation.compose(text)


def test_an_alias_bomb_is_refused_by_the_number_of_rows() -> None:
    rows = "\n".join(f"- &g{n} {{type: group, name: g{n}, label: x, children: [{', '.join([f'*g{n - 1}'] * 9)}]}}" for n in range(1, 12))
    text = f"settings: {{form_id: a}}\nsurvey:\n- &g0 {{type: note, name: n, label: x}}\n{rows}\n"
    with pytest.raises(FormError) as refusal:
        notation.from_text(text, "a", Path())
    assert {fault.code for fault in refusal.value.faults} == {"too-many-rows"}


def test_an_alias_inside_its_own_anchor_is_refused() -> None:
    with pytest.raises(FormError):
        notation.compose("&a [*a]")


def test_groups_nested_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    depth = limits.NESTING + 1
    rows = "".join(f"| | begin_group | g{n} | G |\n" for n in range(depth)) + "| | text | a | A |\n" + "| | end_group | | |\n" * depth
    assert codes(written(tmp_path, "a.md", f"| survey |\n| | type | name | label |\n{rows}".encode())) == ["too-deep"]


def test_a_cell_longer_than_excel_allows_is_refused(tmp_path: Path) -> None:
    text = f"| survey |\n| | type | name | label |\n| | text | a | {'x' * (limits.CELL_CHARACTERS + 1)} |\n"
    assert codes(written(tmp_path, "a.md", text.encode())) == ["cell-too-long"]


def test_more_rows_than_a_form_may_have_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.ROWS, "survey", 2)
    text = "| survey |\n| | type | name | label |\n" + "".join(f"| | text | a{n} | A |\n" for n in range(3))
    assert codes(written(tmp_path, "a.md", text.encode())) == ["too-many-rows"]
