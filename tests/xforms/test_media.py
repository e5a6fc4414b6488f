"""The files of a form: from a folder, a zip file, or both; whatever the zip file is, no crash but our own errors."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms import limits
from nbnb_desktop.xforms.instances import Sources
from nbnb_desktop.xforms.media import NO_MEDIA, Media
from nbnb_desktop.xforms.sources import build, media_of

FORM = """| survey |
| | type | name | label | choice_filter |
| | text | p | P | |
| | select_one_external towns | t | T | province=${p} |
| external_choices |
| | list_name | name | label | province |
| | towns | z | Zeist | u |
"""


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    archive = tmp_path / "form-media.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("inside/towns.csv", "name\nz\n")
        made.writestr("large.bin", bytes(4096))
    return archive


def test_a_zip_file_beside_the_form_is_found_by_its_name(tmp_path: Path, packed: Path) -> None:
    media = media_of(tmp_path / "form.xlsx", None)
    assert media.names() == ("large.bin", "towns.csv")
    assert media.read("towns.csv") == b"name\nz\n"
    assert media.read("inside/towns.csv") is None


def test_a_folder_beside_the_form_goes_before_a_zip_file(tmp_path: Path, packed: Path) -> None:
    (tmp_path / "form-media").mkdir()
    assert media_of(tmp_path / "form.xlsx", None).names() == ()


def test_what_is_no_zip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form-media.zip"
    path.write_bytes(b"PK\x03\x04 no zip at all")
    with pytest.raises(FormError):
        Media.at(path)


@pytest.mark.parametrize("at", range(30, 400, 23))
def test_a_damaged_zip_file_gives_its_bytes_or_our_own_error(packed: Path, at: int) -> None:
    damaged = bytearray(packed.read_bytes())
    damaged[at % len(damaged)] ^= 0xFF
    packed.write_bytes(bytes(damaged))
    try:
        media = Media.at(packed)
        found = [media.read(name) for name in media.names()]
    except FormError:
        return
    assert all(isinstance(content, bytes) for content in found)


def test_a_file_that_is_too_large_unpacked_is_refused(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEDIA_BYTES", 1000)
    media = Media.at(packed)
    assert media.read("towns.csv") is not None
    with pytest.raises(FormError):
        media.read("large.bin")


def test_a_name_that_leads_out_of_the_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (tmp_path / "media").mkdir()
    assert Media.at(tmp_path / "media").read("../secret.csv") is None


def test_files_over_others_hide_those_with_the_same_name() -> None:
    media = Media.from_mapping({"a": b"1"}).over(Media.from_mapping({"a": b"2", "b": b"3"}))
    assert (media.names(), media.read("a"), media.read("b"), media.read("c")) == (("a", "b"), b"1", b"3", None)


def test_a_form_with_external_choices_keeps_its_other_files(tmp_path: Path) -> None:
    (tmp_path / "form-media").mkdir()
    (tmp_path / "form-media" / "kaart.png").write_bytes(b"png")
    (tmp_path / "form.md").write_text(FORM, encoding="utf-8")
    assert set(build(tmp_path / "form.md").media.names()) == {"itemsets.csv", "kaart.png"}


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert Media.at(tmp_path / "weg") is NO_MEDIA
    assert (NO_MEDIA.names(), NO_MEDIA.read("a")) == ((), None)


def test_the_same_table_is_read_once_for_all_forms_and_another_one_anew() -> None:
    tables = [b"name,label\nz,Zeist\n", b"name,label\nz,Zeist\n", b"name,label\nz,Zwolle\n"]
    first, same, other = (Sources(addresses={"t": "jr://file-csv/t.csv"}, media=Media.from_mapping({"t.csv": table})) for table in tables)
    assert first.document("t") is same.document("t")
    assert first.document("t") is not other.document("t")
