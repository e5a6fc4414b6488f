"""A yes that is taken back stops working everywhere at once, and only that yes. Everybody is invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nbnb_desktop.actions import datasets, due, entry, participants, printing, rights, seeking, sharing
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError

ALL_YES = {"consent_c1_understood": "1", **{f"consent_c{number}": "1" for number in range(2, 9)}, "initials": "S.T."}
EXIT = date(2026, 10, 1)


@pytest.fixture
def selam(workplace: Workplace) -> str:
    """Somebody who said yes to everything, has an intake, and left the programme."""
    person = participants.new(workplace, NewParticipant("Selam", "Tesfay"))
    entry.register(workplace, "toestemming", person, ALL_YES)
    entry.register(workplace, "uitstroom", person, {"exit_date": EXIT.isoformat(), "exit_code": "08"})
    return person


def withdraw(workplace: Workplace, participant: str, code: str) -> None:
    """As the participant does it, in the same form."""
    form = rights.rights(workplace, participant).consent_form
    kept = entry.reopen(workplace, form)
    refs = {column.name: column.ref for column in kept.session.definition.columns()}
    for name, text in {"withdraw": "1", "withdrawn": code, f"consent_{code}_withdrawn": "2026-11-01"}.items():
        kept.session.answer_text(refs[name], text)
    entry.finish(workplace, entry.snapshot(kept))


def prints(workplace: Workplace, participant: str, profile: str) -> bool:
    try:
        return bool(printing.portfolio(workplace, participant, profile))
    except RecordError:
        return False


def is_called(workplace: Workplace, participant: str) -> bool:
    return any(line.kind == "call" for line in due.due_today(workplace, date(2027, 1, 4)))


def may_share_the_cv(workplace: Workplace, participant: str) -> bool:
    return seeking.seeker(workplace, participant).shares_cv


EFFECTS: dict[str, Callable[[Workplace, str], bool]] = {
    "c2": lambda workplace, person: person in sharing.everybody(workplace, "c2")[0],
    "c3": lambda workplace, person: person in sharing.everybody(workplace, "c3")[0],
    "c4": lambda workplace, person: prints(workplace, person, "municipality"),
    "c5": lambda workplace, person: prints(workplace, person, "employer") and may_share_the_cv(workplace, person),
    "c8": is_called,
}
"""What a yes allows, by its purpose; c6 and the plan are tested on paper (test_papers.py), c7 the forms ask before each recording."""


@pytest.mark.parametrize("code", EFFECTS)
def test_a_yes_that_is_taken_back_stops_what_it_allowed_and_nothing_else(workplace: Workplace, selam: str, code: str) -> None:
    assert {one: allowed(workplace, selam) for one, allowed in EFFECTS.items()} == dict.fromkeys(EFFECTS, True)
    withdraw(workplace, selam, code)
    assert {one: allowed(workplace, selam) for one, allowed in EFFECTS.items()} == {one: one != code for one in EFFECTS}


def test_a_later_form_with_a_no_counts_more_than_an_earlier_yes(workplace: Workplace, selam: str) -> None:
    entry.register(workplace, "toestemming", selam, {**ALL_YES, **{f"consent_{code}": "0" for code in EFFECTS}})
    assert {one: allowed(workplace, selam) for one, allowed in EFFECTS.items()} == dict.fromkeys(EFFECTS, False)


def test_who_took_back_the_yes_to_linking_is_in_no_delivery(workplace: Workplace, selam: str, tmp_path: Path) -> None:
    withdraw(workplace, selam, "c3")
    with pytest.raises(RecordError):
        datasets.deliver_to_cbs(workplace, tmp_path / "cbs", ["age1…"], recipient="CBS", purpose="proef")
    assert not (tmp_path / "cbs").exists()


def test_who_took_back_the_yes_to_research_is_left_out_of_the_data_set(workplace: Workplace, selam: str, tmp_path: Path) -> None:
    withdraw(workplace, selam, "c2")
    assert datasets.deliver(workplace, tmp_path / "data").left_out == 1
