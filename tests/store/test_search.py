"""People are found in any script and spelling, and are told apart by likeness. All names are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop.store import Participant
from nbnb_desktop.store.likeness import birth_agreement
from nbnb_desktop.store.names import romanise, skeleton, skeletons
from tests.store.conftest import add_person

PEOPLE = {
    "tekle": {"given_name": "Tekle", "family_name": "Haile", "own_name": "ተክለ ኃይለ", "birth_date": "1990-01-01", "birth_precision": "year"},
    "mohammed": {"given_name": "Mohammed", "family_name": "Al-Hassan", "own_name": "مُحَمَّد الحسن", "birth_date": "1985-06-03"},
    "yusuf": {"given_name": "يوسف", "family_name": "كريمي"},
    "omer": {"given_name": "Ömer", "family_name": "Yıldız", "participant_no": "KIM-0042"},
    "layla": {"given_name": "Layla", "family_name": "Ahmadi", "own_name": "لیلا احمدی"},
    "jan": {"given_name": "Jan", "family_name": "O'Neil"},
}


@pytest.fixture
def people(store):
    for participant, answers in PEOPLE.items():
        add_person(store, participant, **answers)
    return store.participants


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tekle", "tekle"), ("ተክለ", "tekle"), ("ኃይለ", "tekle"), ("ሃይለ", "tekle"), ("haile tekle", "tekle"), ("tekele", "tekle"),
        ("ت", None), ("ተ", "tekle"), ("ተክ", "tekle"), ("te", "tekle"), ("T", "tekle"),
        ("mohamad", "mohammed"), ("Muhammad", "mohammed"), ("محمد", "mohammed"), ("حسن", "mohammed"), ("hassan", "mohammed"),
        ("muhamed hasan", "mohammed"), ("yusuf", "yusuf"), ("Joesoef Karimi", "yusuf"), ("كريمى", "yusuf"),
        ("omer", "omer"), ("ömer", "omer"), ("yildiz", "omer"), ("0042", "omer"), ("ليلى", "layla"), ("لیلا", "layla"), ("ahmady", "layla"),
        ("oneil", "jan"), ("o'neil", "jan"), ('"jan" OR *', "jan"), ("xqzw", None), ("%", "anybody"),
    ],
)  # fmt: skip
def test_a_person_is_found_first_by(people, text, found):
    rows = people.search(text).rows
    if found == "anybody":  # no word at all: the whole list
        assert len(rows) == len(PEOPLE)
    else:
        assert (rows[0].id if rows else None) == found


def test_without_text_everybody_is_listed_latest_change_first(people):
    page = people.search()
    assert [person.id for person in page.rows] == list(reversed(PEOPLE))
    assert page.total == len(PEOPLE)


def test_pages_follow_one_another(people):
    whole = [person.id for person in people.search(order="name").rows]
    pages = [person.id for offset in range(0, 6, 2) for person in people.search(order="name", limit=2, offset=offset).rows]
    assert pages == whole
    assert people.search(limit=2).total == 6


def test_a_changed_name_is_found_and_the_old_one_no_more(store, people):
    head = store.revisions.heads("jan-file")[0]
    store.revisions.save("jan-file", "jan", "deelnemer", "1", b"<deelnemer><given_name>Pieter</given_name></deelnemer>",
                         parents=[head.id], author="Anna")  # fmt: skip
    assert [person.id for person in people.search("pieter").rows] == ["jan"]
    assert not people.search("neil").rows


def test_a_participant_has_the_properties_of_the_form(people):
    person = people.get("omer")
    assert (person.name, person.given_name, person.properties["participant_no"]) == ("Ömer Yıldız", "Ömer", "KIM-0042")
    assert people.get("nobody") is None


def test_somebody_whose_form_has_not_come_yet_is_listed_without_a_name(store):
    store.revisions.save("s1", "p1", "intake", "1", b"<data/>", author="Anna")
    assert [(person.id, person.name) for person in store.participants.search().rows] == [("p1", "")]


@pytest.mark.parametrize(
    ("asked", "found", "reason"),
    [
        ({"given_name": "Takle", "family_name": "Hayle"}, "tekle", "name"),
        ({"given_name": "Haile", "family_name": "Tekle"}, "tekle", "swapped"),
        ({"own_name": "ተክለ ኃይለ"}, "tekle", "own_name"),
        ({"given_name": "Tekle", "family_name": "Haile", "birth_date": "1990-07-15"}, "tekle", "name"),
        ({"given_name": "محمد", "family_name": "الحسن"}, "mohammed", "own_name"),
        ({"given_name": "Yousef", "family_name": "Karimi"}, "yusuf", "name"),
        ({"given_name": "Mohammed", "family_name": "Al-Hassan", "birth_date": "1985-03-06"}, "mohammed", "name"),
        ({"given_name": "Senait", "family_name": "Berhane"}, None, ""),
        ({"given_name": "Tekle", "family_name": "Berhane"}, None, ""),
        ({"given_name": "Tekle", "family_name": "Haile", "birth_date": "1964-07-15"}, None, ""),
    ],
)
def test_who_may_be_the_same_person(people, asked, found, reason):
    likely = people.likely_same(**asked)
    assert (likely[0].participant.id if likely else None) == found
    assert not likely or reason in likely[0].reasons


def test_a_new_person_is_not_their_own_double(people):
    assert people.likely_same("Tekle", "Haile", exclude="tekle") == ()


def test_pairs_of_likely_doubles_are_listed_once(store, people):
    add_person(store, "double", given_name="Haile", family_name="Tekle", birth_date="1990-01-01")
    pairs = people.duplicates()
    assert [{one.id, same.participant.id} for one, same in pairs] == [{"double", "tekle"}]


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (("1990-01-01", "exact"), ("1990-05-05", "exact"), 0.9),  # an office filled in the first of January
        (("1990-05-05", "exact"), ("1990-05-05", "exact"), 1.0),
        (("1990-05-05", "exact"), ("1990-06-05", "exact"), 0.0),
        (("1990-05-01", "month"), ("1990-05-09", "exact"), 0.9),
        (("1990-05-04", "exact"), ("1990-04-05", "exact"), 0.8),
        (("1990-01-01", "about"), ("1992-08-08", "exact"), 0.4),
        (("", ""), ("1992-08-08", "exact"), 0.6),
        (("rubbish", "year"), ("1992-08-08", "exact"), 0.0),
    ],
)
def test_birth_dates_agree_as_far_as_they_are_known(one, other, agreement):
    left, right = (Participant("", birth_date=date, birth_precision=precision) for date, precision in (one, other))
    assert birth_agreement(left, right) == birth_agreement(right, left) == agreement


@pytest.mark.parametrize("spelling", ["Mohammed", "Muhammad", "Mohamed", "محمد", "Muḥammad"])
def test_one_name_has_one_skeleton_in_every_spelling(spelling):
    assert skeletons(spelling) == ["mhmd"]


def test_every_script_comes_to_latin_letters():
    assert romanise("ተክለ محمد Ömer Володимир") == "tekle mhmd omer volodimir"
    assert skeleton("aya") == "aya"
