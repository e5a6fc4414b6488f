"""Cards, the comparison code, keys kept, revocation."""

from __future__ import annotations

import re

import pytest
import segno

from nbnb_desktop.errors import BundleError
from nbnb_desktop.sync.pairing import NAME, DeviceCard, Identity, PairedDevice, code, pair, read_card

TILBURG = Identity.create("Laptop Tilburg", "NBNB")
BREDA = Identity.create("حاسوب بريدا", "Stichting «Nieuw»")


def test_a_card_comes_back_from_its_text():
    for identity in (TILBURG, BREDA):
        assert read_card(identity.card.text()) == identity.card


def test_a_card_without_organisation_or_with_a_dash_as_name_comes_back():
    for name, organisation in (("A", ""), ("-", "-"), ("50%", "a b")):
        card = Identity.create(name, organisation).card
        assert read_card(card.text()) == card


def test_the_longest_card_fits_in_a_qr_code():
    card = Identity.create("ሐ" * NAME, "ሐ" * NAME).card
    assert segno.make(card.text(), error="l").version <= 40
    assert segno.make(TILBURG.card.text(), error="m").version <= 15


def test_a_card_tells_no_secret():
    text = TILBURG.card.text() + repr(TILBURG)
    assert TILBURG.age_key not in text
    assert TILBURG.signing_key not in text
    assert TILBURG.signing_key[:16] not in text


def test_both_people_read_the_same_code():
    assert code(TILBURG.card, BREDA.card) == code(BREDA.card, TILBURG.card)
    assert re.fullmatch(r"\d{3}( \d{3}){7}", code(TILBURG.card, BREDA.card))


def test_a_swapped_card_gives_another_code():
    mallory = Identity.create(TILBURG.name, TILBURG.organisation, id=TILBURG.id)
    assert code(mallory.card, BREDA.card) != code(TILBURG.card, BREDA.card)


def test_a_code_with_known_cards_stays_what_it_was():
    """Both laptops must compute the same digits, also when one of them has a newer program."""
    one = DeviceCard("a", "A", "", "age1gqyzv", "00" * 32)
    assert code(one, DeviceCard("b", "B", "", "age1gqyzw", "11" * 32)) == CODE


CODE = "984 821 427 092 742 880 216 568"


def test_an_identity_comes_back_from_the_store():
    again = Identity.from_json(TILBURG.to_json())
    assert again == TILBURG
    assert again.card == TILBURG.card


def test_a_signature_is_believed_of_its_own_card_only():
    signature = TILBURG.sign(b"message")
    assert TILBURG.card.verifies(signature, b"message")
    assert not TILBURG.card.verifies(signature, b"massage")
    assert not BREDA.card.verifies(signature, b"message")


def test_a_laptop_can_be_renamed_and_keeps_its_keys():
    renamed = TILBURG.renamed("Laptop  Goirle ", "NBNB")
    assert renamed.card.name == "Laptop Goirle"
    assert pair(renamed.card, {TILBURG.id: PairedDevice(TILBURG.card)}, BREDA.card).card == renamed.card


@pytest.mark.parametrize("name", ["x" * (NAME + 1), "a\u202eb", "a\x00b"])
def test_an_impossible_name_is_refused(name):
    with pytest.raises(BundleError) as caught:
        Identity.create(name)
    assert caught.value.reason == "card"


def test_a_revoked_laptop_may_be_paired_anew_with_new_keys():
    anew = Identity.create("Laptop Tilburg", "NBNB", id=TILBURG.id)
    known = PairedDevice(TILBURG.card)
    with pytest.raises(BundleError) as caught:
        pair(anew.card, {TILBURG.id: known}, BREDA.card)
    assert caught.value.reason == "card-clash"
    assert pair(anew.card, {TILBURG.id: known.revoke()}, BREDA.card) == PairedDevice(anew.card)
