"""A bureau takes in a folder of files of invented projects and sees who has sent what."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from nbnb_desktop.actions import bureau, exchange, laptops, reporting, steps
from nbnb_desktop.actions.registering import record
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import BundleError, RecordError


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
    assert seen == sorted(seen)
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1]
    table = reporting.report(office, "R2")
    assert [table.cell("08", project).n for project in ("KIM", "RC")] == [3, 3]


def test_the_bar_moves_within_a_file_too(posted: tuple[Workplace, Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steps, "EVERY", 1)
    seen: list[int] = []
    bureau.import_folder(*posted, lambda done, total: seen.append(done))
    assert seen == sorted(seen)
    assert len(set(seen)) > 2 * 6  # two files of six changes


def test_a_folder_costs_one_backup_and_not_one_per_file(posted: tuple[Workplace, Path], monkeypatch: pytest.MonkeyPatch):
    office, folder = posted
    made: list[str] = []
    backup = type(office.store).backup
    monkeypatch.setattr(type(office.store), "backup", lambda store, *more: made.append("") or backup(store, *more))
    bureau.import_folder(office, folder)
    assert len(made) == 1


def test_who_stops_in_the_middle_keeps_the_whole_files_that_came_before(posted: tuple[Workplace, Path]):
    office, folder = posted

    def stop_in_the_second(_done: int, _total: int) -> None:
        if office.store.revisions.count() > 6:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        bureau.import_folder(office, folder, stop_in_the_second)
    assert (office.store.revisions.count(), len(office.store.exchange.received()), office.store.verify()) == (6, 1, ())
    assert bureau.import_folder(office, folder).new_revisions == 6


def test_a_folder_on_a_stick_that_is_pulled_out_is_one_clear_sentence(posted: tuple[Workplace, Path], monkeypatch: pytest.MonkeyPatch):
    def gone(_path: Path, _pattern: str) -> list[Path]:
        raise OSError(errno.EIO, "pulled out")

    monkeypatch.setattr(Path, "rglob", gone)
    with pytest.raises(BundleError) as refusal:
        bureau.import_folder(*posted)
    assert refusal.value.advice


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
