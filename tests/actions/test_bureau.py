"""A bureau takes in a folder of files of invented projects and sees who has sent what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbnb_desktop.actions import bureau, exchange, laptops, reporting
from nbnb_desktop.actions.registering import record
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError


@pytest.fixture
def posted(make_workplace: Callable[[str], Workplace], tmp_path: Path) -> tuple[Workplace, Path]:
    """A bureau, and a folder with a file of each of two projects."""
    office = make_workplace("bureau")
    folder = tmp_path / "post"
    folder.mkdir()
    for name, project in (("kim", "KIM"), ("rc", "RC")):
        laptop = make_workplace(name)
        laptops.pair(laptop, laptops.my_card(office))
        laptops.pair(office, laptops.my_card(laptop))
        rows = "".join(f"{project}-{number},{project},08\n" for number in range(3))
        (tmp_path / f"{name}.csv").write_text("id,project,exit_code\n" + rows, encoding="utf-8")
        record(laptop, "uitstroom", tmp_path / f"{name}.csv")
        (folder / name).mkdir()
        exchange.export(laptop, [office.store.device.name], folder / name / f"{name}.nbnb")
    return office, folder


def test_a_folder_is_taken_in_at_once_and_the_tables_run_over_all(posted: tuple[Workplace, Path]):
    office, folder = posted
    seen: list[tuple[int, int]] = []
    report = bureau.import_folder(office, folder, lambda done, total: seen.append((done, total)))
    assert (len(report.files), report.refused, report.new_participants) == (2, 0, 6)
    assert seen == [(0, 2), (0, 2), (1, 2), (2, 2)]
    table = reporting.report(office, "R2")
    assert [table.cell("08", project).n for project in ("KIM", "RC")] == [3, 3]


def test_a_folder_costs_one_backup_and_not_one_per_file(posted: tuple[Workplace, Path], monkeypatch: pytest.MonkeyPatch):
    office, folder = posted
    made: list[str] = []
    backup = type(office.store).backup
    monkeypatch.setattr(type(office.store), "backup", lambda store, *more: made.append("") or backup(store, *more))
    bureau.import_folder(office, folder)
    assert len(made) == 1


def test_taking_in_the_same_folder_again_changes_nothing(posted: tuple[Workplace, Path]):
    office, folder = posted
    bureau.import_folder(office, folder)
    again = bureau.import_folder(office, folder)
    assert (again.new_revisions, again.new_participants, again.refused) == (0, 0, 0)


def test_a_damaged_file_is_named_and_does_not_stop_the_others(posted: tuple[Workplace, Path]):
    office, folder = posted
    (folder / "kapot.nbnb").write_bytes(b"not a file of ours")
    report = bureau.import_folder(office, folder)
    assert [one.name for one in report.files if one.refusal] == ["kapot.nbnb"]
    assert report.new_participants == 6


def test_the_bureau_sees_who_has_sent_what_up_to_when(posted: tuple[Workplace, Path]):
    office, folder = posted
    assert {(one.files, one.revisions, one.until) for one in bureau.senders(office)} == {(0, 0, "")}
    (folder / "rc" / "rc.nbnb").unlink()
    bureau.import_folder(office, folder)
    found = {one.name: one for one in bureau.senders(office)}
    assert (found["Laptop kim"].files, found["Laptop kim"].revisions) == (1, 6)
    assert found["Laptop kim"].until
    assert found["Laptop kim"].last
    assert found["Laptop rc"].files == 0


def test_a_folder_without_files_is_said_to_be_so(posted: tuple[Workplace, Path], tmp_path: Path):
    (tmp_path / "leeg").mkdir()
    with pytest.raises(RecordError):
        bureau.import_folder(posted[0], tmp_path / "leeg")
