"""The house style: what an organisation chooses stands on its papers."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from nbnb_desktop.actions import house, participants, portfolio
from nbnb_desktop.documents.pages import House
from nbnb_desktop.errors import DocumentError, RecordError


@pytest.fixture
def logo(tmp_path):
    path = tmp_path / "logo.png"
    Image.new("RGBA", (3000, 1000), (200, 60, 20, 255)).save(path)
    return path


def test_before_anybody_chose_the_papers_have_the_name_and_the_colour_of_the_program(workplace):
    assert house.of(workplace) == House("Stichting Proef (verzonnen)", House().accent)


def test_name_address_colour_and_logo_reach_a_portfolio(workplace, logo):
    house.change(workplace, " Stichting Ander ", "Straat 1", "C83C14")
    house.change_logo(workplace, logo)
    somebody = participants.new(workplace, participants.NewParticipant("Abel", "Kidane"))
    found = portfolio.content(workplace, somebody, ("nl",)).house
    assert (found.organisation, found.address, found.accent) == ("Stichting Ander", "Straat 1", "c83c14")
    with Image.open(io.BytesIO(found.logo)) as kept:
        assert max(kept.size) == house.LOGO_SIDE


def test_a_logo_can_be_taken_away_and_the_rest_stays(workplace, logo):
    house.change(workplace, "Stichting", "Straat 1", "c83c14")
    house.change_logo(workplace, logo)
    house.change_logo(workplace, None)
    assert house.of(workplace) == House("Stichting", "c83c14", b"", "Straat 1")


def test_an_organisation_without_a_name_is_refused(workplace):
    with pytest.raises(RecordError):
        house.change(workplace, "  ", "", house.ACCENT)
    assert house.of(workplace).organisation


def test_what_is_no_picture_is_no_logo(workplace, tmp_path):
    letter = tmp_path / "logo.png"
    letter.write_text("Geachte heer", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"logo\.png"):
        house.change_logo(workplace, letter)
    with pytest.raises(RecordError, match=r"weg\.png"):
        house.change_logo(workplace, tmp_path / "weg.png")
    assert house.style(workplace).logo == b""


def test_the_colour_of_the_program_is_said_once():
    assert House().accent == house.ACCENT
