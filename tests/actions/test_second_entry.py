"""Two entries of one returned paper form, laid beside each other. All people are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.actions import entry, participants, second_entry
from nbnb_desktop.errors import RecordError
from nbnb_desktop.xforms import sources
from nbnb_desktop.xforms.serialize import Record
from tests.documents.reading import pdfium

FORM = """
| survey | type | name | label::Nederlands (nl) | label::Arabic (ar) |
| | text | place | Waar woont u? | أين تسكن؟ |
| | select_multiple help | help | Wat wilt u leren? | ماذا تريد؟ |
| | begin_repeat | job | Baan | عمل |
| | text | title | Welk werk? | أي عمل؟ |
| | date | since | Sinds wanneer? | منذ متى؟ |
| | end_repeat | | | |
| choices | list_name | name | label::Nederlands (nl) | label::Arabic (ar) |
| | help | a | Taal | لغة |
| | help | b | Rekenen | حساب |
| settings | form_id | form_title | version | default_language |
| | proef | Proef | 1 | Nederlands (nl) |
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "proef.md"
    path.write_text(FORM, encoding="utf-8")
    return sources.load(path)


def record(*jobs: dict[str, str], **values: str) -> Record:
    return Record(dict(values), {"job": [Record(job) for job in jobs]})


def test_entries_that_mean_the_same_do_not_differ(form):
    first, second = record(place="Den Haag", help="a b"), record(place="  Den  Haag ", help="b a")
    assert second_entry.differences(form, first, second, "nl") == ()


def test_what_differs_is_said_in_words_in_the_order_of_the_form(form):
    first, second = record(place="Zeist", help="a"), record(place="Zeits", help="a b")
    found = second_entry.differences(form, first, second, "nl")
    assert found == (("Waar woont u?", "Zeist", "Zeits"), ("Wat wilt u leren?", "Taal", "Taal, Rekenen"))


def test_each_row_of_a_repeat_is_compared_and_a_missing_row_is_a_difference(form):
    first = record({"title": "lasser", "since": "2019-03-01"}, {"title": "kok"})
    found = second_entry.differences(form, first, record({"title": "lasser", "since": "2019-03-07"}), "nl")
    assert found == (("Sinds wanneer? (1)", "1 maart 2019", "7 maart 2019"), ("Welk werk? (2)", "kok", ""))


def test_the_questions_are_in_the_language_asked_for(form):
    found = second_entry.differences(form, record(place="Zeist"), record(place="Soest"), "ar")
    assert found[0][0] == "أين تسكن؟"


@pytest.fixture
def entries(workplace):
    with i18n.speaking("nl"):
        selam = participants.new(workplace, participants.NewParticipant("Selam", "Tesfay", "", "1994", "year", ("ti",)))
        for text in ("Bellen met een werkgever", "Bellen met de werkgever"):
            entry.register(workplace, "leerdoel", selam, {"goal_text": text})
        return [row.id for row in workplace.store.submissions.of(selam) if row.form_id == "leerdoel"]


def test_the_paper_shows_both_answers_and_who_typed_them(workplace, entries):
    text = " ".join(pdfium(second_entry.paper(workplace, *entries, "nl")).split())
    assert "Bellen met een werkgever" in text
    assert "Bellen met de werkgever" in text
    assert "1. sanne" in text
    assert "2. sanne" in text


def test_two_different_forms_are_no_two_entries(workplace, entries):
    other = next(row.id for row in workplace.store.submissions.of(_owner(workplace, entries[0])) if row.form_id == "deelnemer")
    for pair in ((entries[0], other), (entries[0], entries[0])):
        with pytest.raises(RecordError):
            second_entry.comparison(workplace, *pair, "nl")


def _owner(workplace, submission):
    return workplace.store.submissions.get(submission).participant
