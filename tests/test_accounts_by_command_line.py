"""Accounts, the audit and the bureau's key without a screen. All people are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop import cli
from nbnb_desktop.actions import setup
from nbnb_desktop.errors import StoreError

MINE, THEIRS = "vier blauwe fietsen zingen", "zeven gele emmers dansen"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command as an account on one store; gives (exit status, stdout)."""
    for name, phrase in (("sanne", MINE), ("noor", THEIRS)):
        (tmp_path / name).write_text(f"{phrase}\n", encoding="utf-8")

    def command(*arguments, by="sanne"):
        status = cli.main(
            [*map(str, arguments), "--store", str(tmp_path / "store"), "--account", by, "--passphrase-file", str(tmp_path / by)]
        )
        return status, capsys.readouterr().out

    assert command("init", "--project", "4")[0] == 0
    assert command("accounts", "add", "noor", "--role", "leader", "--new-passphrase-file", tmp_path / "noor")[0] == 0
    return command


def test_a_colleague_is_added_raised_and_disabled(run, tmp_path):
    assert [line.split("\t")[0] for line in run("accounts", "list")[1].splitlines()] == ["noor", "sanne"]
    assert run("accounts", "role", "noor", "--role", "worker")[0] == 0
    assert run("accounts", "disable", "noor")[0] == 0
    with pytest.raises(StoreError):
        setup.unlock(tmp_path / "store", "noor", THEIRS)


def test_only_an_administrator_hands_out_the_audit(run, tmp_path):
    assert run("audit", "-o", tmp_path / "audit.csv", by="noor")[0] == 1
    assert run("audit", "-o", tmp_path / "audit.csv")[0] == 0
    assert "unlock" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")


def test_a_new_recovery_code_is_saved_as_a_sheet_and_is_no_more_than_an_administrators(run, tmp_path):
    assert run("recovery-code", "-o", tmp_path / "sheet.pdf", by="noor")[0] == 1
    assert not (tmp_path / "sheet.pdf").exists()
    assert run("recovery-code", "-o", tmp_path / "sheet.pdf")[0] == 0
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_the_bureaus_key_opens_the_store(run, tmp_path, capsys):
    assert cli.main(["bureau-key", "new", "-o", str(tmp_path / "key")]) == 0
    assert run("bureau-key", "trust", capsys.readouterr().out.strip())[0] == 0
    opened, __ = setup.recover(tmp_path / "store", (tmp_path / "key").read_text(), "sanne", "acht rode stoelen wachten")
    setup.lock(opened)


def test_a_damaged_store_is_not_called_whole(run, tmp_path):
    store = setup.unlock(tmp_path / "store", "sanne", MINE)
    store.store._database.run("insert into run values ('x', 1, 9)")
    setup.lock(store)
    assert run("unlock-test")[0] == 1
