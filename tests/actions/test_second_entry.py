"""Two entries of one returned paper form, laid beside each other. All people are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.actions import attachments, entry, history, keeping, participants, second_entry
from nbnb_desktop.errors import NbnbError, RecordError
from nbnb_desktop.records import FormRecord
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
| | image | scan | Foto | صورة |
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
    assert [each.words for each in found] == [("Waar woont u?", "Zeist", "Zeits"), ("Wat wilt u leren?", "Taal", "Taal, Rekenen")]


def test_each_row_of_a_repeat_is_compared_and_a_missing_row_is_a_difference(form):
    first = record({"title": "lasser", "since": "2019-03-01"}, {"title": "kok"})
    found = second_entry.differences(form, first, record({"title": "lasser", "since": "2019-03-07"}), "nl")
    assert [each.words for each in found] == [("Sinds wanneer? (1)", "1 maart 2019", "7 maart 2019"), ("Welk werk? (2)", "kok", "")]


def test_the_questions_are_in_the_language_asked_for(form):
    found = second_entry.differences(form, record(place="Zeist"), record(place="Soest"), "ar")
    assert found[0].question == "أين تسكن؟"


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


@pytest.fixture
def returned(workplace, form):
    """A paper form that Sanne typed over; its submission."""
    with workplace.store.atomic():
        workplace.store.forms.put(FormRecord("proef", form.version, "Proef", form.xml))
    with i18n.speaking("nl"):
        selam = participants.new(workplace, participants.NewParticipant("Selam", "Tesfay", "", "1994", "year", ("ti",)))
    opened = entry.begin(workplace, "proef", selam)
    return entry.finish(workplace, entry.snapshot(typed(opened, "Zeist", "a", ("lasser", "2019-03-01"), ("kok", ""))))


def typed(opened, place, help_wanted, *jobs):
    """Answer the form that is open as a person types it over."""
    session = opened.session
    session.answer_text("/data/place", place)
    session.answer_text("/data/help", help_wanted)
    while len(session.rows("/data/job")) < len(jobs):
        session.add_row("/data/job")
    for number, (title, since) in enumerate(jobs, 1):
        session.answer_text(f"/data/job[{number}]/title", title)
        session.answer_text(f"/data/job[{number}]/since", since)
    return opened


def type_over(workplace, submission, *answers):
    opened = second_entry.open_second(workplace, submission)
    second_entry.finish_second(workplace, entry.snapshot(typed(opened, *answers)))


def test_a_second_entry_begins_blank_and_goes_on_where_it_was(workplace, returned):
    opened = second_entry.open_second(workplace, returned)
    assert opened.session.text("/data/place") == ""
    opened.session.answer_text("/data/place", "Zeits")
    second_entry.keep_second(workplace, entry.snapshot(opened, "/data/place"))
    again = second_entry.open_second(workplace, returned)
    assert (again.session.text("/data/place"), again.place, again.resumed) == ("Zeits", "/data/place", True)
    assert not second_entry.pair(workplace, returned).is_finished


def test_a_second_entry_counts_nowhere_and_is_no_form_that_is_being_filled_in(workplace, returned):
    before = [row.id for row in workplace.store.submissions.all()]
    type_over(workplace, returned, "Zeits", "a")
    assert [row.id for row in workplace.store.submissions.all()] == before
    assert workplace.store.drafts.all() == ()


def test_what_was_decided_is_one_revision_of_the_first_and_the_second_is_gone(workplace, returned):
    type_over(workplace, returned, "Zeits", "a b", ("lasser", "2019-03-07"), ("kok", ""))
    found = second_entry.pair(workplace, returned).differences
    assert [each.texts for each in found] == [("Zeist", "Zeits"), ("a", "a b"), ("2019-03-01", "2019-03-07")]
    chosen = dict(zip((each.ref for each in found), ("Zeist", "a b", "2019-03-17"), strict=True))
    second_entry.decide(workplace, returned, chosen)
    record = workplace.store.submissions.record(returned)
    assert (record.values["place"], record.values["help"]) == ("Zeist", "a b")
    assert [row.values["since"] for row in record.repeats["job"]] == ["2019-03-17", ""]
    assert second_entry.pair(workplace, returned).second is None
    assert history.history(workplace, returned).versions[0].kind == i18n._("checked with a second entry")


@pytest.mark.parametrize(("wanted", "titles"), [(0, ["lasser", "kok"]), (1, ["lasser"])])
def test_a_row_that_only_the_first_has_stays_or_goes_as_was_decided(workplace, returned, wanted, titles):
    type_over(workplace, returned, "Zeist", "a", ("lasser", "2019-03-01"))
    found = second_entry.pair(workplace, returned).differences
    second_entry.decide(workplace, returned, {each.ref: each.texts[wanted] for each in found})
    assert [row.values["title"] for row in workplace.store.submissions.record(returned).repeats["job"]] == titles


@pytest.mark.parametrize(("wanted", "titles"), [(0, ["lasser", "kok"]), (1, ["lasser", "kok", "bakker"])])
def test_a_row_that_only_the_second_has_comes_or_not_as_was_decided(workplace, returned, wanted, titles):
    type_over(workplace, returned, "Zeist", "a", ("lasser", "2019-03-01"), ("kok", ""), ("bakker", "2020-01-01"))
    found = second_entry.pair(workplace, returned).differences
    second_entry.decide(workplace, returned, {each.ref: each.texts[wanted] for each in found})
    assert [row.values["title"] for row in workplace.store.submissions.record(returned).repeats["job"]] == titles


def test_two_entries_that_say_the_same_leave_a_revision_that_tells_it(workplace, returned):
    type_over(workplace, returned, "Zeist", "a", ("lasser", "2019-03-01"), ("kok", ""))
    assert second_entry.pair(workplace, returned).differences == ()
    second_entry.decide(workplace, returned, {})
    assert [one.kind for one in workplace.store.revisions.of(returned)] == ["save", second_entry.KIND]


def test_nothing_is_saved_while_a_difference_is_undecided_or_an_answer_does_not_fit(workplace, returned):
    type_over(workplace, returned, "Zeist", "a", ("lasser", "2019-03-07"), ("kok", ""))
    (found,) = second_entry.pair(workplace, returned).differences
    for decisions in ({}, {found.ref: "no date"}):
        with pytest.raises(NbnbError):
            second_entry.decide(workplace, returned, decisions)
    assert len(workplace.store.revisions.of(returned)) == 1


def test_while_somebody_corrects_the_form_nothing_is_decided(workplace, returned):
    type_over(workplace, returned, "Zeist", "a", ("lasser", "2019-03-01"), ("kok", ""))
    entry.save_draft(workplace, entry.snapshot(entry.reopen(workplace, returned)))
    with pytest.raises(RecordError):
        second_entry.decide(workplace, returned, {})


def test_a_second_entry_can_be_thrown_away(workplace, returned):
    type_over(workplace, returned, "Soest", "b")
    second_entry.discard_second(workplace, returned)
    assert second_entry.pair(workplace, returned).second is None


def test_a_second_entry_is_in_the_file_that_a_participant_may_see_and_goes_with_its_erasure(workplace, returned):
    type_over(workplace, returned, "Soest", "b")
    selam = _owner(workplace, returned)
    assert b"Soest" in keeping.my_file(workplace, selam)
    keeping.erase(workplace, selam)
    assert workplace.store.settings.beside(returned) == {}


def attach(workplace, submission):
    """A photo that was added while the paper was typed over."""
    name = attachments.keep(workplace, b"photo", "photo.jpg")
    opened = second_entry.open_second(workplace, submission)
    opened.session.answer_text("/data/scan", name)
    second_entry.finish_second(workplace, entry.snapshot(opened))


@pytest.mark.parametrize(
    "ended", [second_entry.discard_second, lambda workplace, submission: keeping.erase(workplace, _owner(workplace, submission))]
)
def test_what_was_attached_to_a_second_entry_goes_with_it(workplace, returned, ended):
    attach(workplace, returned)
    assert len(workplace.store.attachments.digests()) == 1
    ended(workplace, returned)
    assert workplace.store.attachments.digests() == ()


def test_a_photo_is_nothing_that_was_typed_over(workplace, returned):
    attach(workplace, returned)
    assert "/data/scan" not in [each.ref for each in second_entry.pair(workplace, returned).differences]


def _owner(workplace, submission):
    return workplace.store.submissions.get(submission).participant
