"""What goes into a file, without a screen: what the other lacks, in parts, one participant, or only forms. All people are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nbnb_desktop import cli
from nbnb_desktop.actions import laptops, participants, setup
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.setup import FirstStart

PASSPHRASE = "vier blauwe fietsen zingen"


@pytest.fixture
def person(tmp_path):
    """The id of one of two people on laptop een, which is paired with laptop twee."""
    places = [
        setup.first_start(tmp_path / name, FirstStart("nl", "Proef", setup.projects()[3], "sanne", PASSPHRASE, f"Laptop {name}"))[0]
        for name in ("een", "twee")
    ]
    for one, other in (places, reversed(places)):
        laptops.pair(one, laptops.my_card(other))
    participants.new(places[0], NewParticipant("Yusuf", "al-Hamwi"))
    made = participants.new(places[0], NewParticipant("Selam", "Tekle"))
    for place in places:
        setup.lock(place)
    return made


@pytest.fixture
def run(tmp_path, person, capsys):
    """Runs a command on a laptop; gives (exit status, what it printed as JSON)."""
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")

    def command(laptop, *arguments):
        store = ("--store", tmp_path / laptop, "--passphrase-file", tmp_path / "passphrase")
        status = cli.main([str(one) for one in (*arguments, *store)])
        said = capsys.readouterr().out
        return status, json.loads(said) if said else None

    return command


EXPORT = ("export", "--to", "Laptop twee")


def test_one_participant_is_handed_over_with_consent(run, person, tmp_path):
    status, report = run("een", *EXPORT, "--participant", person, "--consent", "Mondeling, 21 november", "-o", tmp_path / "x.nbnb")
    assert (status, report["participants"]) == (0, 1)
    assert run("twee", "import", tmp_path / "x.nbnb")[1]["new_participants"] == 1


def test_without_consent_nobody_is_handed_over(run, person, tmp_path):
    assert run("een", *EXPORT, "--participant", person, "-o", tmp_path / "x.nbnb")[0] == 1
    assert not list(tmp_path.glob("*.nbnb"))


def test_only_forms_bring_nobody(run, tmp_path):
    assert run("een", *EXPORT, "--forms", "-o", tmp_path / "x.nbnb")[0] == 0
    assert run("twee", "import", tmp_path / "x.nbnb")[1]["new_participants"] == 0


def test_a_file_that_fits_in_one_part_is_one_file(run, tmp_path):
    report = run("een", *EXPORT, "--part-size", "1", "-o", tmp_path / "x.nbnb")[1]
    assert [Path(path).name for path in report["paths"]] == ["x.nbnb"]
