"""The demonstration has employers, and its invented participants can be matched with their places."""

from __future__ import annotations

from nbnb_desktop.actions import demo, employers, matching


def test_the_demonstration_can_be_matched_and_a_second_time_adds_nothing(workplace):
    assert demo.fill(workplace) > 0
    assert demo.fill(workplace) == 0
    found = employers.overview(workplace)
    assert (len(found.employers), len(found.places)) == (2, 3)
    bicycles = next(one for one in found.places if one.title == "Fietsenmaker")
    first = matching.people_for(workplace, bicycles.id).lines[0]
    assert first.name == "Yusuf al-Hamwi"
    assert first.fits
