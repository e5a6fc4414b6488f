"""A form from elsewhere is taken into use without a screen. All people and places are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop import cli

FORM = """| survey |
| | type | name | label | relevant |
| | select_one_from_file plaatsen.csv | plaats | Plaats | |
| | text | wat | {label} | {relevant} |
| settings |
| | form_id | form_title | version |
| | bezoek | Bezoek | {version} |
"""
IN_USE = "bezoek\t1\tBezoek\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on one store; gives (exit status, stdout, stderr)."""
    (tmp_path / "secret").write_text("vier blauwe fietsen zingen\n", encoding="utf-8")

    def command(*arguments):
        told = ["--store", str(tmp_path / "store"), "--account", "sanne", "--passphrase-file", str(tmp_path / "secret")]
        status = cli.main([*map(str, arguments), *told])
        return status, *capsys.readouterr()

    assert command("init", "--project", "4")[0] == 0
    return command


@pytest.fixture
def form(tmp_path):
    """Writes the form; its table lies in a folder of another name."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "plaatsen.csv").write_text("name,label\nz,Zeist\n", encoding="utf-8")

    def write(version="1", label="Wat", relevant="${plaats} = 'z'"):
        path = tmp_path / "bezoek.md"
        path.write_text(FORM.format(version=version, label=label, relevant=relevant), encoding="utf-8")
        return path

    return write


def test_a_form_is_taken_into_use_and_listed(run, form, tmp_path):
    assert run("form", "add", form(), "--media", tmp_path / "lists")[:2] == (0, IN_USE)
    assert run("form", "list")[:2] == (0, IN_USE)


def test_every_fault_is_listed_and_the_form_in_use_stays(run, form):
    run("form", "add", form())
    status, told, complaints = run("form", "add", form("2", relevant="${niemand} = frobnicate(1)"))
    assert (status, told) == (1, "")
    assert "survey" in complaints
    assert "niemand" in complaints
    assert "frobnicate" in complaints
    assert run("form", "list")[1] == IN_USE


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff\xfe\x00", b"| survey |\n| | type |\n"])
def test_what_is_no_form_is_refused_in_words(run, tmp_path, content):
    path = tmp_path / "vorm.xlsx"
    path.write_bytes(content)
    status, __, complaints = run("form", "add", path)
    assert status == 1
    assert complaints.startswith("nbnb-desktop: ")
    assert run("form", "add", tmp_path / "weg.xlsx")[0] == 1
    assert run("form", "list")[1] == ""


def test_changed_content_under_the_same_version_and_our_own_names_are_refused(run, form, tmp_path):
    run("form", "add", form())
    assert run("form", "add", form(label="Iets anders"))[0] == 1
    path = tmp_path / "eigen.md"
    path.write_text(form().read_text(encoding="utf-8").replace("| bezoek |", "| intake |"), encoding="utf-8")
    assert run("form", "add", path)[0] == 1
    assert run("form", "list")[1] == IN_USE


def test_a_newer_version_takes_its_place_and_it_can_be_offered_no_more(run, form):
    run("form", "add", form())
    assert run("form", "add", form("2", "Wat nog?"))[0] == 0
    assert run("form", "list")[1] == "bezoek\t2\tBezoek\n"
    assert run("form", "remove", "bezoek")[0] == 0
    assert run("form", "list")[1] == ""
    assert run("form", "remove", "bezoek")[0] == 1
