"""Occupations for a talk, from the scans of invented people."""

from __future__ import annotations

import pytest

from nbnb_desktop.actions import entry, participants, seeking, suggesting
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import RecordError
from nbnb_desktop.xforms.provider import SystemProvider
from nbnb_desktop.xforms.session import FormSession

MAKER = {"R": "2", "I": "0", "A": "0", "S": "1", "E": "0", "C": "1"}


@pytest.fixture
def selam(workplace):
    return participants.new(workplace, NewParticipant("Selam", "Tesfay"))


def scanned(workplace, participant, likes):
    """A talent scan with one answer per type of work, and every skill with help; saved as it is."""
    definition = workplace.library.definition("talentscan")
    session = FormSession(definition, SystemProvider())
    refs = {column.name: column.ref for column in definition.columns()}
    for kind, liked in likes.items():
        for number in range(1, 7):
            session.answer_text(refs[f"{kind}{number}"], liked)
    for skill in seeking.SKILLS:
        session.answer_text(refs[skill], "1")
    kept = entry.snapshot(entry.Entry(session, f"scan-{participant}", participant, "talentscan", definition.version, ()))
    return entry.finish(workplace, kept)


def test_a_scan_gives_occupations_with_reasons_in_words(workplace, selam):
    scanned(workplace, selam, MAKER)
    found = suggesting.ideas(workplace, selam)
    everything = [one for __, group in found.groups for one in group]
    assert 3 <= len(everything) <= 8
    assert any("Werken met handen en machines" in one.interests for one in everything)
    assert all(one.skills for one in everything)
    assert "O*NET" in found.attribution
    assert "ESCO" in found.attribution
    assert all(caution not in found.shared for one in everything for caution in one.cautions)


def test_a_flat_profile_ranks_nothing_and_says_so(workplace, selam):
    scanned(workplace, selam, dict.fromkeys("RIASEC", "2"))
    found = suggesting.ideas(workplace, selam)
    assert found.groups == ()
    assert found.remark


def test_what_is_chosen_is_written_in_the_scan_once(workplace, selam):
    scanned(workplace, selam, MAKER)
    code = suggesting.ideas(workplace, selam).groups[0][1][0].code
    suggesting.take_over(workplace, selam, [code])
    session = entry.reopen(workplace, suggesting.take_over(workplace, selam, [code])).session
    assert [session.text(f"{row}/occupation_function") for row in session.rows("/data/occupation")] == [code]
    assert session.text("/data/occupation[1]/occupation_fits")
    assert session.text("/data/occupation[1]/realism/real_language") == ""


def test_without_a_scan_there_is_nothing_to_write_in(workplace, selam):
    with pytest.raises(RecordError):
        suggesting.take_over(workplace, selam, ["F14"])


def test_one_person_and_all_are_read_alike(workplace, selam):
    scanned(workplace, selam, MAKER)
    entry.register(workplace, "certificaat", selam, {"certificate_kind": "VCA"})
    assert list(seeking.seekers(workplace)) == [seeking.seeker(workplace, selam)]
    assert "VCA" in seeking.seeker(workplace, selam).wishes.holds


def test_a_certificate_that_has_expired_is_not_held():
    forms = {
        "certificaat": [{"certificate_kind": "VCA", "valid_until": "2026-01-31"}, {"certificate_kind": "rijbewijs", "driving_licence": "B"}]
    }
    assert seeking.seeker_of("p", forms, "2026-02-01").wishes.holds == {"rijbewijs", "rijbewijs_B"}


def test_unknown_and_would_not_say_are_no_wish():
    intake = {"max_travel_minutes": "99", "dutch_level_speaking": "99", "work_demands": "98"}
    wishes = seeking.seeker_of("p", {"intake": [intake]}, "2026-02-01").wishes
    assert (wishes.travel_minutes, wishes.language, wishes.demands) == (None, "", frozenset())


def test_who_has_left_looks_no_longer(workplace, selam):
    scanned(workplace, selam, MAKER)
    entry.register(workplace, "uitstroom", selam, {"exit_code": "08"})
    assert list(seeking.seekers(workplace)) == []
