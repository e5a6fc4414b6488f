"""A copy put back without a screen: by a passphrase of that time, the recovery code, or the bureau's key. All people are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbnb_desktop import cli
from nbnb_desktop.actions import setup

MINE, NEW = "vier blauwe fietsen zingen", "acht rode stoelen wachten"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command; gives (exit status, stdout)."""
    (tmp_path / "passphrase").write_text(f"{MINE}\n", encoding="utf-8")
    (tmp_path / "new").write_text(f"{NEW}\n", encoding="utf-8")

    def command(*arguments):
        return cli.main([str(one) for one in arguments]), capsys.readouterr().out

    return command


@pytest.fixture
def opening(tmp_path):
    return "--account", "sanne", "--passphrase-file", tmp_path / "passphrase"


@pytest.fixture
def code(run, tmp_path, opening):
    """The recovery code of a new store."""
    return run("init", "--store", tmp_path / "store", *opening)[1].rpartition(": ")[2].strip()


@pytest.fixture
def copy(code, run, tmp_path, opening):
    """A backup of that store on a stick."""
    return Path(run("backup", tmp_path / "stick", "--store", tmp_path / "store", *opening)[1].strip())


def opens(folder, passphrase):
    setup.lock(setup.unlock(folder, "sanne", passphrase))
    return True


def test_the_passphrase_of_that_time_puts_a_copy_back_for_the_first_account(run, copy, tmp_path):
    assert run("restore", copy, "--store", tmp_path / "back", "--passphrase-file", tmp_path / "passphrase")[0] == 0
    assert opens(tmp_path / "back", MINE)


def test_the_printed_code_puts_a_copy_back_with_a_new_passphrase_and_a_new_code(run, copy, code, tmp_path):
    (tmp_path / "code").write_text(code.lower(), encoding="utf-8")
    by_code = ("restore", copy, "--code-file", tmp_path / "code", "--new-passphrase-file", tmp_path / "new")
    status, said = run(*by_code, "--store", tmp_path / "back")
    assert status == 0
    assert opens(tmp_path / "back", NEW)
    fresh = next(line for line in said.splitlines() if ": " in line).rpartition(": ")[2]
    assert fresh != code
    reopened, __ = setup.recover(tmp_path / "back", fresh, "sanne", MINE)
    setup.lock(reopened)


def test_the_new_code_can_be_saved_as_a_sheet(run, copy, code, tmp_path):
    (tmp_path / "code").write_text(code, encoding="utf-8")
    by_code = ("restore", copy, "--code-file", tmp_path / "code", "--new-passphrase-file", tmp_path / "new")
    status, said = run(*by_code, "--store", tmp_path / "back", "--recovery-sheet", tmp_path / "sheet.pdf")
    assert status == 0
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert code not in said


def test_the_key_of_the_bureau_puts_a_copy_back(run, code, tmp_path, opening):
    public = run("bureau-key", "new", "-o", tmp_path / "key")[1].strip()
    store = ("--store", tmp_path / "store", *opening)
    assert run("bureau-key", "trust", public, *store)[0] == 0
    copy = run("backup", tmp_path / "stick", *store)[1].strip()
    by_key = ("restore", copy, "--code-file", tmp_path / "key", "--new-passphrase-file", tmp_path / "new")
    assert run(*by_key, "--store", tmp_path / "back")[0] == 0
    assert opens(tmp_path / "back", NEW)


@pytest.mark.parametrize("wrong", ["code", "new"], ids=["another code", "a weak passphrase"])
def test_what_does_not_open_the_copy_or_guards_it_badly_puts_nothing_back(run, copy, code, tmp_path, wrong):
    (tmp_path / "code").write_text(code, encoding="utf-8")
    (tmp_path / wrong).write_text("0000-0000" if wrong == "code" else "welkom", encoding="utf-8")
    by_code = ("restore", copy, "--code-file", tmp_path / "code", "--new-passphrase-file", tmp_path / "new")
    assert run(*by_code, "--store", tmp_path / "back")[0] == 1
    assert not (tmp_path / "back" / "nbnb.db").exists()
