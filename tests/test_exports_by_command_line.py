"""What goes to translators and to other programs of the ODK family, by the commands that make it."""

from __future__ import annotations

from openpyxl import load_workbook
from PIL import Image

from nbnb_desktop import cli
from nbnb_desktop.actions.translation_sheet import PICTURES


def test_a_form_is_exported_with_its_drawings_beside_it(tmp_path, qapp):
    target = tmp_path / "bij-ons.xlsx"
    assert cli.main(["form", "export", "pitch", "-o", str(target)]) == 0
    named = {row[0] for sheet in ("survey", "choices") for row in images(load_workbook(target)[sheet]) if row[0]}
    assert named == {path.name for path in (tmp_path / "bij-ons-media").iterdir()} != set()
    with Image.open(tmp_path / "bij-ons-media" / "yes.png") as drawn:
        assert drawn.size == (240, 240)


def images(sheet):
    """The cells of the column ``image`` of the first language that has one."""
    heading = [cell.value for cell in sheet[1]]
    at = next((number for number, name in enumerate(heading, start=1) if name.startswith("image::")), None)
    return [] if at is None else list(sheet.iter_rows(min_row=2, min_col=at, max_col=at, values_only=True))


def test_without_pictures_the_workbook_comes_alone(tmp_path):
    assert cli.main(["form", "export", "pitch", "-o", str(tmp_path / "pitch.xlsx"), "--without-pictures"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["pitch.xlsx"]


def test_a_translators_workbook_without_pictures_is_made_at_once_and_comes_back_as_it_went(tmp_path, capsys):
    target = tmp_path / "uk.xlsx"
    assert cli.main(["translate", "export", "uk", "-o", str(target), "--without-pictures"]) == 0
    assert PICTURES not in load_workbook(target).sheetnames
    assert cli.main(["translate", "import", "uk", str(target)]) == 0
    assert capsys.readouterr().out.split()[-1] == "0"
