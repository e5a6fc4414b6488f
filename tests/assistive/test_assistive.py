"""Somebody who does not see the screen works with the program: through the accessibility bus, with names and roles alone.

All people are invented. Left out with the reason where the machine has no such bus; ``.ci/run`` installs it.
"""

from __future__ import annotations

import pytest

from nbnb_desktop import i18n
from tests.assistive.session import session, what_is_missing

PASSPHRASE = "vier blauwe fietsen zingen"
NL = i18n.speaker("nl")
DESTINATIONS = {
    "Today": "New participant",
    "Participants": "Search a name, in any script",
    "Employers": "Employers and places",
    "Exchange": "Add a laptop",
    "Differences": "No differences to decide",
    "Tables": "The figures of the programme, as they are registered on this laptop.",
    "Settings": "Language",
    "Help": "What to do on each page, in a few sentences.",
}
"""A line of the navigation, and words that only its page has."""


@pytest.fixture(scope="module")
def ear(tmp_path_factory):
    """Somebody who hears a program that was never started before."""
    if missing := what_is_missing():
        pytest.skip(missing)
    with session(tmp_path_factory.mktemp("home")) as made:
        made("wait", "In welke taal wilt u werken?")
        yield made


@pytest.fixture(scope="module")
def worker(ear):
    """The same after the first start, which was done by ear too."""
    ear("press", "Verder")
    ear("choose", "Projecten van het programma", "Turn it around")
    ear("press", "Verder")
    ear("type", "Uw naam", "Sanne")
    ear("type", "Wachtwoordzin", PASSPHRASE)
    ear("type", "De wachtwoordzin nog een keer", PASSPHRASE)
    ear("press", "Verder")
    ear("wait", "Typ de laatste groep")
    code = next(name for _role, name, _description, _states in ear("read") if name.count("–") >= 6)
    ear("type", "Typ de laatste groep", code.split("–")[-1].strip("\u2069 \n"))
    ear("press", "Ik heb de code bewaard")
    ear("press", "Beginnen")
    ear("press", NL("Skip the tour"))
    ear("wait", "Wat wilt u doen?")
    return ear


def stops(ear):
    """(role, name) of everything on the screen that can have the focus."""
    return [(role, name) for role, name, _description, states in ear("read") if {"FOCUSABLE", "ENABLED"} <= set(states)]


def test_the_program_says_its_name_and_what_it_asks(ear):
    heard = ear("read")
    assert heard[0][:2] == ["application", "NBNB"]
    assert {role for role, *_rest in heard} >= {"frame", "label", "push button"}


def test_the_first_start_is_done_by_ear(worker):
    assert ("push button", "Nieuwe deelnemer") in stops(worker)


@pytest.mark.parametrize("words", DESTINATIONS)
def test_whatever_can_have_the_focus_on_a_page_says_what_it_is(worker, words):
    worker("press", NL(words))
    worker("wait", NL(DESTINATIONS[words]))
    found = stops(worker)
    assert len(found) > len(DESTINATIONS)
    assert [role for role, name in found if not name.strip() and role != "table cell"] == []  # a cell may have nothing to say


def test_a_fault_is_told_with_its_field_and_a_file_begins_by_ear(worker):
    worker("press", "Vandaag")
    worker("press", "Nieuwe deelnemer")
    worker("wait", "Roepnaam")
    worker("press", "Dossier beginnen")
    fault = NL("Type the given name, or the only name, in Latin letters.")
    worker("wait", fault)
    told = next(description for role, name, description, _states in worker("read") if role == "text" and name == "Roepnaam")
    assert told.startswith(fault)
    worker("type", "Roepnaam", "Selam")
    worker("type", "Achternaam", "Tesfay")
    worker("press", "Dossier beginnen")
    worker("wait", "Het traject")
