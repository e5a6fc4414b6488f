"""Step 7 of the main job: the same work without a screen, on two laptops. All people are invented."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from nbnb_desktop import cli
from nbnb_desktop.places import data_folder


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on the store ``een`` or ``twee`` and gives (exit status, stdout, stderr)."""
    (tmp_path / "pass").write_text("vier blauwe fietsen zingen\n", encoding="utf-8")

    def command(*arguments: str, store: str = "een", account: bool = True):
        own = ["--store", str(tmp_path / store), "--passphrase-file", str(tmp_path / "pass")] if account else []
        status = cli.main([*map(str, arguments), *own])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture
def laptops(run, tmp_path):
    for store in ("een", "twee"):
        assert run("init", "--account", "sanne", "--device", f"Laptop {store}", "--project", "4", store=store)[0] == 0
        assert run("card", "-o", tmp_path / f"{store}.nbnb-device", store=store)[0] == 0
    codes = {
        run("pair", tmp_path / "twee.nbnb-device", store="een")[1],
        run("pair", tmp_path / "een.nbnb-device", store="twee")[1],
    }
    assert len(codes) == 1, "both laptops show the same code"


def people_of(form: str) -> list[dict]:
    people = json.loads((data_folder("resources") / "demo" / "people.json").read_text(encoding="utf-8"))
    return next(part["rows"] for part in people["forms"] if part["form"] == form)


def read(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def test_the_main_job_by_command_line(laptops, run, tmp_path):
    for form in ("deelnemer", "intake", "talentscan", "toekomstplan"):
        path = tmp_path / f"{form}.json"
        path.write_text(json.dumps(people_of(form)), encoding="utf-8")
        status, __, errors = run("record", form, path)
        assert (status, errors) == (0, "")

    found = json.loads(run("participants", "--search", "يوسف", "--json")[1])
    assert [row["family_name"] for row in found] == ["al-Hamwi"]
    yusuf = found[0]["id"]
    shown = json.loads(run("participant", "show", yusuf, "--json")[1])
    assert {step["form_id"]: step["state"] for step in shown["path"]}["toekomstplan"] == "done"

    pdf = tmp_path / "yusuf.pdf"
    assert run("portfolio", yusuf, "--profile", "full", "--language", "nl", "--language", "ar", "-o", pdf)[0] == 0
    text = read(pdf)
    assert "Yusuf al-Hamwi" in text
    assert "يوسف الحموي" in text
    assert "Automonteur" in text

    bundle = tmp_path / "heen.nbnb"
    assert json.loads(run("export", "--to", "Laptop twee", "-o", bundle)[1])["participants"] == 8
    assert json.loads(run("verify", bundle, store="twee")[1])["new_revisions"] > 0
    assert json.loads(run("import", bundle, store="twee")[1])["new_participants"] == 8
    assert json.loads(run("participant", "show", yusuf, "--json", store="twee")[1])["row"]["own_name"] == "يوسف الحموي"
    assert run("unlock-test", store="twee")[0] == 0


def test_forms_are_checked_and_walked_by_command_line(run, tmp_path):
    assert run("form", "check", "talentscan", account=False)[0] == 0
    steps = tmp_path / "steps.json"
    steps.write_text('[{"set": "/data/age", "value": "12"}, {"set": "/data/school", "value": "De Brug"}]', encoding="utf-8")
    form = tmp_path / "f.md"
    form.write_text(
        "| survey | | | | |\n| | type | name | label | relevant |\n"
        "| | integer | age | Age | |\n| | text | school | School | ${age} < 18 |\n",
        encoding="utf-8",
    )
    status, out, __ = run("form", "run", form, steps, account=False)
    walked = json.loads(out)
    assert status == 0
    assert walked["loaded"]
    assert {node["ref"]: node.get("value") for node in walked["nodes"]}["/data/school"] == "De Brug"


@pytest.mark.parametrize(
    "arguments",
    [
        ("participant", "show", "nobody"),
        ("portfolio", "nobody", "-o", "x.pdf"),
        ("export", "--to", "Laptop niemand", "-o", "x.nbnb"),
        ("import", "missing.nbnb"),
        ("record", "deelnemer", "missing.csv"),
        ("record", "no-such-form", "missing.csv"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_gets_one_sentence_and_changes_nothing(run, arguments):
    assert run("init", "--account", "sanne")[0] == 0
    status, out, errors = run(*arguments)
    assert (status, out) == (1, "")
    assert len(errors.strip().splitlines()) == 1


def test_rows_that_cannot_be_are_refused_by_line_and_nothing_is_registered(run, tmp_path):
    run("init", "--account", "sanne")
    path = tmp_path / "people.csv"
    path.write_bytes(
        "id;given_name;birth_date;gender\n1;Zoë;1-3-1990;2\n2;Ömer;31-2-1990;1\n3;Noor;1-1-2990;9\n4;Ali;########;1\n".encode("cp1252")
    )
    status, __, errors = run("record", "deelnemer", path)
    assert status == 1
    assert [line.split()[0] for line in errors.strip().splitlines()[1:]] == ["3", "4", "4", "5"]
    assert run("participants")[1] == ""


def test_a_wrong_passphrase_opens_nothing(run, tmp_path):
    run("init", "--account", "sanne")
    (tmp_path / "pass").write_text("iets anders dan het was")
    status, out, errors = run("participants")
    assert (status, out) == (1, "")
    assert "wachtwoordzin" in errors or "passphrase" in errors
