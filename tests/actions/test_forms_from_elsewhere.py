"""A worker takes a form of ODK or KoboToolbox into use. All people and places are invented."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nbnb_desktop.actions import entry, forms, participants
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import FormError

SURVEY = """| survey |
| | type | name | label |
| | select_one_from_file plaatsen.csv | plaats | Plaats |
| | text | wat | {label} |
"""
SETTINGS = "| settings |\n| | form_id | form_title | version |\n| | bezoek | Bezoek | {version} |\n"
PLACES = b"name,label\nz,Zeist\nd,Doorn\n"


def written(folder: Path, *, version: str = "1", label: str = "Wat", name: str = "bezoek.md") -> Path:
    path = folder / name
    path.write_text(SURVEY.format(label=label) + SETTINGS.format(version=version), encoding="utf-8")
    return path


@pytest.fixture
def form(tmp_path: Path) -> Path:
    (tmp_path / "bezoek-media").mkdir()
    (tmp_path / "bezoek-media" / "plaatsen.csv").write_bytes(PLACES)
    return written(tmp_path)


def choices(workplace: Workplace, form_id: str = "bezoek", ref: str = "/data/plaats") -> list[str]:
    return [choice.label for choice in entry.begin(workplace, form_id).session.state(ref).choices]


def answered(workplace: Workplace, form_id: str, answers: dict[str, str]) -> str:
    opened = entry.begin(workplace, form_id)
    for name, value in answers.items():
        opened.session.answer(f"{opened.session.definition.root.ref}/{name}", value)
    opened.session.finish()
    return entry.finish(workplace, entry.snapshot(opened))


def test_a_form_is_taken_into_use_with_the_files_beside_it(workplace: Workplace, form: Path) -> None:
    record = forms.take_in(workplace, form)
    assert (record.form_id, record.version, record.title) == ("bezoek", "1", "Bezoek")
    assert [name for name, __ in record.media] == ["plaatsen.csv"]
    assert [each.title for each in forms.taken_in(workplace)] == ["Bezoek"]


def test_its_files_are_read_from_the_store(workplace: Workplace, form: Path, tmp_path: Path) -> None:
    forms.take_in(workplace, form)
    (tmp_path / "bezoek-media" / "plaatsen.csv").unlink()
    assert choices(workplace) == ["Zeist", "Doorn"]


def test_its_files_may_come_in_a_zip(workplace: Workplace, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "los.zip", "w") as packed:
        packed.writestr("map/plaatsen.csv", PLACES)
    forms.take_in(workplace, written(tmp_path), tmp_path / "los.zip")
    assert choices(workplace) == ["Zeist", "Doorn"]


def test_it_is_offered_at_every_participant(workplace: Workplace, form: Path) -> None:
    forms.take_in(workplace, form)
    person = participants.new(workplace, NewParticipant("Selam", "Tesfaye"))
    assert ("bezoek", "Bezoek") in participants.open_file(workplace, person).more_forms


def test_what_was_filled_in_is_kept_and_opens_again(workplace: Workplace, form: Path) -> None:
    forms.take_in(workplace, form)
    submission = answered(workplace, "bezoek", {"plaats": "d", "wat": "gesprek"})
    assert entry.reopen(workplace, submission).session.value("/data/plaats") == "d"


def test_a_form_with_faults_lists_them_all_and_the_one_in_use_stays(workplace: Workplace, form: Path, tmp_path: Path) -> None:
    forms.take_in(workplace, form)
    bad = tmp_path / "slecht.md"
    rows = "| | text | a | A | ${weg} = 1 |\n| | text | b | B | nergens(1) |\n"
    bad.write_text("| survey |\n| | type | name | label | relevant |\n" + rows + SETTINGS.format(version="2"), encoding="utf-8")
    with pytest.raises(FormError) as refusal:
        forms.take_in(workplace, bad)
    places = [(fault.sheet, fault.row, fault.column) for fault in refusal.value.faults]
    assert places == [("survey", 2, "relevant"), ("survey", 3, "relevant")]
    assert workplace.library.definition("bezoek").version == "1"


def test_a_newer_version_is_used_from_then_on(workplace: Workplace, form: Path, tmp_path: Path) -> None:
    forms.take_in(workplace, form)
    forms.take_in(workplace, written(tmp_path, version="2", label="Waarover"))
    assert workplace.library.definition("bezoek").version == "2"
    assert [each.version for each in forms.taken_in(workplace)] == ["2"]


def test_the_same_version_with_other_content_is_refused(workplace: Workplace, form: Path, tmp_path: Path) -> None:
    forms.take_in(workplace, form)
    forms.take_in(workplace, form)  # the same once more is nothing
    with pytest.raises(FormError, match="Bezoek"):
        forms.take_in(workplace, written(tmp_path, label="Iets anders"))


def test_a_form_without_a_version_gets_one_from_its_content(workplace: Workplace, tmp_path: Path) -> None:
    record = forms.take_in(workplace, written(tmp_path, version=""))
    assert len(record.version) == 8
    assert workplace.library.definition("bezoek").version == record.version


def test_a_form_with_the_name_of_one_of_ours_is_refused(workplace: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(SURVEY.format(label="x") + SETTINGS.format(version="1").replace("bezoek", "intake"), encoding="utf-8")
    with pytest.raises(FormError):
        forms.take_in(workplace, path)
    assert forms.taken_in(workplace) == ()


def test_a_form_that_is_put_away_is_offered_no_more_and_its_answers_stay(workplace: Workplace, form: Path) -> None:
    forms.take_in(workplace, form)
    submission = answered(workplace, "bezoek", {"wat": "gesprek"})
    forms.put_away(workplace, "bezoek")
    assert forms.taken_in(workplace) == ()
    assert entry.reopen(workplace, submission).session.value("/data/wat") == "gesprek"


def test_the_instance_that_was_saved_last_is_at_hand(workplace: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "laatst.md"
    path.write_text("| survey |\n| | type | name | label | default |\n| | text | plaats | P | ${last-saved#plaats} |\n", encoding="utf-8")
    forms.take_in(workplace, path)
    answered(workplace, "laatst", {"plaats": "Zeist"})
    opened = entry.begin(workplace, "laatst").session
    assert opened.value(f"{opened.definition.root.ref}/plaats") == "Zeist"


# ------------------------------------------------------------------ entities

MAKER = """| survey |
| | type | name | label | save_to |
| | text | naam | Naam | |
| | text | wijk | Wijk | wijk |
| entities |
| | list_name | label |
| | bomen | ${naam} |
"""
READER = """| survey |
| | type | name | label | save_to |
| | select_one_from_file bomen.csv | boom | Boom | |
| | text | nieuw | Nieuwe wijk | wijk |
| entities |
| | list_name | label | entity_id |
| | bomen | | ${boom} |
"""


def taken(workplace: Workplace, folder: Path, name: str, text: str) -> None:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    forms.take_in(workplace, path)


def test_a_form_reads_the_entities_that_another_form_made(workplace: Workplace, tmp_path: Path) -> None:
    taken(workplace, tmp_path, "maakt", MAKER)
    taken(workplace, tmp_path, "leest", READER)
    answered(workplace, "maakt", {"naam": "Eik", "wijk": "Oost"})
    answered(workplace, "maakt", {"naam": "Beuk", "wijk": "West"})
    root = workplace.library.definition("leest").root.ref
    assert choices(workplace, "leest", f"{root}/boom") == ["Eik", "Beuk"]


def test_an_update_changes_what_the_next_form_reads(workplace: Workplace, tmp_path: Path) -> None:
    taken(workplace, tmp_path, "maakt", MAKER)
    reader = READER
    taken(workplace, tmp_path, "leest", reader)
    answered(workplace, "maakt", {"naam": "Eik", "wijk": "Oost"})
    session = entry.begin(workplace, "leest").session
    oak = session.state(f"{session.definition.root.ref}/boom").choices[0].value
    answered(workplace, "leest", {"boom": oak, "nieuw": "Zuid"})
    lists = workplace.library.definition("leest").media.read("bomen.csv")
    assert lists is not None
    assert lists.decode().splitlines() == ["name,label,__version,wijk", f"{oak},Eik,2,Zuid"]


def test_a_form_whose_lists_are_as_they_were_is_not_read_anew(workplace: Workplace, tmp_path: Path) -> None:
    taken(workplace, tmp_path, "maakt", MAKER)
    taken(workplace, tmp_path, "leest", READER)
    answered(workplace, "maakt", {"naam": "Eik", "wijk": "Oost"})
    first = workplace.library.definition("leest")
    assert workplace.library.definition("leest") is first
    answered(workplace, "maakt", {"naam": "Beuk", "wijk": "West"})
    assert workplace.library.definition("leest") is not first
    assert choices(workplace, "leest", f"{first.root.ref}/boom") == ["Eik", "Beuk"]


def test_a_filled_form_that_is_changed_changes_the_list(workplace: Workplace, tmp_path: Path) -> None:
    taken(workplace, tmp_path, "maakt", MAKER)
    taken(workplace, tmp_path, "leest", READER)
    made = answered(workplace, "maakt", {"naam": "Eik", "wijk": "Oost"})
    root = workplace.library.definition("leest").root.ref
    assert choices(workplace, "leest", f"{root}/boom") == ["Eik"]
    opened = entry.reopen(workplace, made)
    opened.session.answer(f"{opened.session.definition.root.ref}/naam", "Linde")
    entry.finish(workplace, entry.snapshot(opened))
    assert choices(workplace, "leest", f"{root}/boom") == ["Linde"]
