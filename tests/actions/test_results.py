"""What came out for an invented participant, and what stays the participant's own."""

from __future__ import annotations

import re

import pytest

from nbnb_desktop.actions import entry, participants, results
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.reports.scores import ChangeBasis

ITEM = re.compile(r"(KNA|TKP|PRE|SOL|NET|SUP|TAA|VAK|CUL|MOT|ZVT|ZIN|EEN|WEL|ZST)\d")


@pytest.fixture
def selam(workplace):
    return participants.new(workplace, NewParticipant("Selam", "Tesfay"))


def surveyed(workplace, participant, form_id, answer, *, shared="1", helper="alone"):
    """A survey with the same answer everywhere; saved as it is."""
    opened = entry.begin(workplace, form_id, participant)
    refs = {column.name: column.ref for column in opened.session.definition.columns()}
    told = {name: "1" if name in ("KNA3", "KNA4", "CUL2", "CUL3") else answer for name in refs if ITEM.fullmatch(name)}
    for name, text in {**told, "share_scores": shared, "helper_role": helper}.items():
        opened.session.answer_text(refs[name], text)
    entry.finish(workplace, entry.snapshot(opened))


def test_nothing_filled_in_gives_nothing(workplace, selam):
    assert results.results(workplace, selam) == results.Results(None, (), (), ())


def test_a_survey_that_was_not_shared_is_named_and_not_shown(workplace, selam):
    surveyed(workplace, selam, "nulmeting", "1", shared="0")
    found = results.results(workplace, selam)
    assert (found.pillars, found.hidden) == ((), ("Nulmeting",))


def test_one_shared_survey_has_three_bars_with_printed_values_and_no_change(workplace, selam):
    surveyed(workplace, selam, "nulmeting", "1")
    found = results.results(workplace, selam)
    assert [len(pillar.chart.bars) for pillar in found.pillars] == [1, 1, 1]
    assert all(bar.shown in pillar.chart.alt for pillar in found.pillars for bar in pillar.chart.bars)
    assert {pillar.change for pillar in found.pillars} == {""}


def test_a_difference_gets_no_word_while_the_sample_is_small(workplace, selam):
    surveyed(workplace, selam, "nulmeting", "0")
    surveyed(workplace, selam, "vervolgmeting", "2", helper="interviewer")
    found = results.results(workplace, selam)
    assert "+" in found.pillars[0].change
    assert "duidelijk" not in found.pillars[0].change
    assert any("te weinig" in note for note in found.notes)
    assert len(found.notes) == 3


@pytest.mark.parametrize(
    ("basis", "words"), [(ChangeBasis(30, 10.0, 0.85), "duidelijk vooruit"), (ChangeBasis(29, 10.0, 0.85), "Verschil")]
)
def test_a_large_enough_sample_gives_the_word_of_the_rule(workplace, selam, monkeypatch, basis, words):
    monkeypatch.setattr(results, "basis", lambda sample, pillar: basis)
    surveyed(workplace, selam, "nulmeting", "0")
    surveyed(workplace, selam, "vervolgmeting", "2")
    change = results.results(workplace, selam).pillars[0].change
    assert words in change
    assert (basis.n >= 30) == ("duidelijk" in change)


def test_the_scan_has_bars_letters_and_quadrants_in_words(workplace, selam):
    opened = entry.begin(workplace, "talentscan", selam)
    refs = {column.name: column.ref for column in opened.session.definition.columns()}
    likes = {"R": "2", "I": "0", "A": "0", "S": "1", "E": "0", "C": "1"}
    answers = {f"{kind}{number}": text for kind, text in likes.items() for number in range(1, 7)}
    for name, text in {**answers, "K1_1": "2", "K1_1_like": "1", "K1_2": "0", "K1_2_like": "1"}.items():
        opened.session.answer_text(refs[name], text)
    entry.finish(workplace, entry.snapshot(opened))
    scan = results.results(workplace, selam).scan
    assert [bar.shown for bar in scan.interests.bars] == ["12", "0", "0", "6", "0", "6"]
    assert scan.letters[0] == ("R", "Werken met handen en machines")
    assert scan.code.startswith("R")
    assert [one.skills for one in scan.quadrants] == [("Gereedschap gebruiken",), (), ("Iets repareren",), ()]


def test_halves_are_rounded_up():
    assert [results.rounded(value) for value in (62.5, 63.5, -2.5)] == [63, 64, -2]
