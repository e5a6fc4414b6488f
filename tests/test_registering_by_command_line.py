"""Old spreadsheets by one command: columns of their own, several forms at once, and what cannot be. All people are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from nbnb_desktop import cli
from nbnb_desktop.actions import setup
from nbnb_desktop.store.reading import select

PASSPHRASE = "vier blauwe fietsen zingen"
REGISTER = "instroom+uitstroom+uitval"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a store and gives (exit status, stdout, the lines of stderr)."""
    (tmp_path / "pass").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    own = ["--store", str(tmp_path / "store"), "--passphrase-file", str(tmp_path / "pass")]

    def command(*arguments: object):
        status = cli.main([*map(str, arguments), *own])
        told = capsys.readouterr()
        return status, told.out, told.err.strip().splitlines()

    assert command("init", "--account", "sanne")[0] == 0
    return command


@pytest.fixture
def written(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        (tmp_path / "oud.csv").write_bytes(text.encode(encoding))
        return tmp_path / "oud.csv"

    return write


@pytest.fixture
def kept(tmp_path):
    """The rows of a form that the store holds now, in order."""

    def rows(form: str, *columns: str) -> list[tuple]:
        workplace = setup.unlock(tmp_path / "store", "sanne", PASSPHRASE)
        try:
            return sorted(select(workplace.store.tables, form, columns), key=str)
        finally:
            setup.lock(workplace)

    return rows


OLD = "Nr;Wie is het?;Project;exit_code;Datum weg\nVP-1;Verzonnen Zoë;KIM;08;1-3-2021\nVP-2;Verzonnen twee;KIM;07;1-2-2021\n"
MAPPED = ("--map", "Nr=id", "--map", "Wie is het?=given_name", "--map", "Datum weg=exit_date")


def test_a_preview_prints_what_each_column_seems_to_be_and_registers_nothing(run, written):
    status, out, __ = run("record", "uitstroom", written(OLD), "--preview")
    shown = {row["column"]: (row["question"], row["examples"]) for row in csv.DictReader(io.StringIO(out))}
    assert status == 0
    assert shown["exit_code"] == ("exit_code", "08 | 07")
    assert shown["Project"][0] == "project"
    assert shown["Datum weg"] == ("", "1-3-2021 | 1-2-2021")
    assert run("participants")[1] == ""


def test_columns_are_named_on_the_command_line(run, written, kept):
    status, out, __ = run("record", "uitstroom", written(OLD, "cp1252"), *MAPPED)
    assert (status, json.loads(out)["registered"]) == (0, 2)
    assert kept("uitstroom", "exit_code", "exit_date") == [("07", "2021-02-01"), ("08", "2021-03-01")]
    assert ("Verzonnen Zoë",) in kept("deelnemer", "given_name")


def test_a_saved_preview_is_a_mapping_that_can_be_completed(run, written, tmp_path, kept):
    path = written(OLD)
    preview = run("record", "uitstroom", path, "--preview", *MAPPED)[1]
    (tmp_path / "columns.csv").write_text(preview, encoding="utf-8")
    assert run("record", "uitstroom", path, "--map-file", tmp_path / "columns.csv")[0] == 0
    assert len(kept("uitstroom", "exit_code")) == 2


def test_a_column_that_is_no_question_is_refused_until_it_is_left_out(run, written):
    status, __, errors = run("record", "uitstroom", written(OLD), *MAPPED[:4])
    assert status == 1
    assert all("Datum weg" in line for line in errors[1:])
    assert run("record", "uitstroom", written(OLD), *MAPPED[:4], "--map", "Datum weg=")[0] == 0


@pytest.mark.parametrize("said", ["Bestaat niet=exit_date", "Project=exit_code"])
def test_a_mapping_that_cannot_be_is_refused_in_one_line(run, written, said):
    status, out, errors = run("record", "uitstroom", written(OLD), "--map", said)
    assert (status, out, len(errors)) == (1, "", 1)


def test_a_try_says_what_would_come_of_it_and_changes_nothing(run, written):
    status, out, __ = run("record", "uitstroom", written(OLD), *MAPPED, "--dry-run")
    assert (status, json.loads(out)["registered"], json.loads(out)["new_participants"]) == (0, 2, 2)
    assert run("participants")[1] == ""


START = "gender,selection_result,education_origin,referral_channel,participation_voluntary,start_date"
"""What the form of the start must know; the rest may stay open."""

TOGETHER = f"""id,given_name,project,{START},exit_code,exit_date,dropout_date,dropout_reason,participant_asked
VP-1,Verzonnen een,KIM,1,1,99,99,99,1-1-2021,08,1-3-2021,,,
VP-2,Verzonnen twee,KIM,2,1,99,99,99,1-1-2021,,,,,
VP-3,Verzonnen drie,KIM,2,1,99,99,99,1-1-2021,09,1-2-2021,1-2-2021,02,0
"""


def test_one_file_fills_the_forms_of_the_register_that_each_row_speaks_of(run, written, kept):
    status, out, errors = run("record", REGISTER, written(TOGETHER))
    assert (status, errors) == (0, [])
    assert json.loads(out) == {"rows": 3, "new_participants": 3, "registered": 6, "skipped": 0}
    assert kept("instroom", "start_date", "gender") == [("2021-01-01", "1"), ("2021-01-01", "2"), ("2021-01-01", "2")]
    assert kept("uitstroom", "exit_code", "project") == [("08", "KIM"), ("09", "KIM")]
    assert kept("uitval", "dropout_date", "dropout_reason") == [("2021-02-01", "02")]
    again = json.loads(run("record", REGISTER, written(TOGETHER))[1])
    assert (again["new_participants"], again["registered"], again["skipped"]) == (0, 0, 6)


def test_a_column_that_names_its_form_is_of_that_form_alone(run, written, kept):
    text = f"id,project,{START},exit_code,weg\nVP-1,KIM,1,1,99,99,99,1-1-2021,08,2\n"
    status, __, errors = run("record", "instroom+uitstroom", written(text), "--map", "weg=uitstroom.gender")
    assert (status, errors) == (0, [])
    assert (kept("instroom", "gender"), kept("uitstroom", "gender")) == ([("1",)], [("2",)])


REFUSED = {
    "a code that does not exist": ("VP-2,KIM,77,1-2-2021,", "exit_code"),
    "Excel's marks for a cell that was too narrow": ("VP-2,KIM,08,########,", "exit_date"),
    "a day that is not": ("VP-2,KIM,08,31-2-2021,", "exit_date"),
    "nobody": (",KIM,08,1-2-2021,", "id"),
    "the same participant": ("VP-1,KIM,08,1-2-2021,", "id"),
    "a citizen service number": ("VP-2,KIM,08,1-2-2021,Zijn nummer is 111222333", "note"),
    "a citizen service number as id": ("111222333,KIM,08,1-2-2021,", "participant_no"),
}


@pytest.mark.parametrize(("line", "column"), REFUSED.values(), ids=REFUSED)
def test_a_row_that_cannot_be_is_named_with_its_line_and_nothing_is_registered(run, written, line, column):
    status, __, errors = run("record", "uitstroom", written(f"id,project,exit_code,exit_date,note\nVP-1,KIM,08,1-2-2021,\n{line}\n"))
    assert status == 1
    assert {one.split()[0] for one in errors[1:]} == {"3"}
    assert any(one.split()[1] == f"{column}:" for one in errors[1:])
    assert run("participants")[1] == ""


def test_an_exit_before_the_start_is_refused_within_a_file_and_against_what_was_registered(run, written):
    both = f"id,project,{START},exit_code,exit_date\nVP-1,KIM,1,1,99,99,99,1-3-2021,08,1-2-2021\n"
    status, __, errors = run("record", "instroom+uitstroom", written(both))
    assert (status, [one.split()[:2] for one in errors[1:]]) == (1, [["2", "exit_date:"]])
    start = f"id,project,{START}\nVP-1,KIM,1,1,99,99,99,1-3-2021\n"
    assert run("record", "instroom", written(start))[0] == 0
    assert run("record", "uitstroom", written("id,project,exit_code,exit_date\nVP-1,KIM,08,1-2-2021\n"))[0] == 1
    assert run("record", "uitstroom", written("id,project,exit_code,exit_date\nVP-1,KIM,08,1-3-2021\n"))[0] == 0
