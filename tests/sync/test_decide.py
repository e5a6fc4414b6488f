"""What is decided on a file that came in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbnb_desktop.errors import BundleError
from nbnb_desktop.records import Attachment, Revision, Stamp
from nbnb_desktop.sync import pieces
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.decide import decide
from tests.sync.laptop import DAY, FORM, START, Laptop, hollow
from tests.vectors.make_bundle_vectors import revision, sha


def came(bundle: Bundle, number: int = 1, digest: str = "d" * 64) -> Received:
    return Received("tilburg", number, 1, 1, ("breda",), digest, bundle)


def at(milliseconds: int, number: int = 1) -> Revision:
    return revision(number, stamp=str(Stamp(milliseconds, 0, "test-sender.1")))


def test_what_is_known_is_counted_and_what_is_new_is_listed(breda: Laptop):
    breda.shelves.revisions = {"revision-1": revision()}
    decision = decide(came(Bundle((revision(), revision(2)))), breda, START)
    assert (decision.known, decision.revisions) == (1, (revision(2),))


def test_a_lower_number_is_older_and_taken_in_all_the_same(breda: Laptop):
    breda.shelves.files["tilburg", 5, 1] = came(Bundle(), 5)
    decision = decide(came(Bundle((revision(),)), 3), breda, START)
    assert (decision.verdict, len(decision.revisions)) == ("older", 1)


def test_a_parent_that_is_nowhere_is_named_and_its_child_taken_in(breda: Laptop):
    child = revision(2, parents=("revision-1", "revision-0"))
    decision = decide(came(Bundle((revision(), child))), breda, START)
    assert decision.missing_parents == ("revision-0",)
    assert child in decision.revisions


def test_a_form_version_that_is_nowhere_is_named(breda: Laptop):
    assert decide(came(Bundle((revision(),))), breda, START).missing_forms == ((FORM.form_id, FORM.version),)
    assert decide(came(Bundle((revision(),), (FORM,))), breda, START).missing_forms == ()


def test_a_stamp_more_than_a_day_ahead_is_flagged_and_our_clock_does_not_follow(breda: Laptop):
    ahead, just = at(START + DAY + 1), at(START + DAY, 2)
    decision = decide(came(Bundle((ahead, just))), breda, START)
    assert decision.future == (ahead,)
    assert decision.clock == just.stamp
    assert set(decision.revisions) == {ahead, just}


def test_a_hollow_revision_without_its_erasure_is_left_out_and_asked_for_again(breda: Laptop):
    empty = hollow(revision())
    decision = decide(came(Bundle((empty,), ranges={"test-sender.1": ((1, 1),)})), breda, START)
    assert decision.unexplained == (empty,)
    assert decision.revisions == ()
    assert decision.gaps == {"test-sender.1": ((1, 1),)}


def test_what_the_sender_promised_and_did_not_bring_is_a_gap(breda: Laptop):
    breda.shelves.revisions = {"revision-1": revision()}
    decision = decide(came(Bundle((revision(5),), ranges={"test-sender.1": ((1, 5),)})), breda, START)
    assert decision.gaps == {"test-sender.1": ((2, 4),)}


def test_a_hollow_one_and_the_full_one_are_no_clash(breda: Laptop):
    breda.shelves.revisions = {"revision-1": hollow(revision())}
    assert decide(came(Bundle((revision(),))), breda, START).revisions == ()


def test_the_photo_of_an_erased_participant_does_not_come_back(tilburg: Laptop, breda: Laptop):
    kept, gone = (Attachment(sha(content).hex(), "image/jpeg", "foto.jpg", content) for content in (b"kept", b"gone"))
    breda.erase("participant-1")
    living = revision(2, f"{kept.digest}.jpg", participant="participant-2")
    late = revision(1, f"{gone.digest}.jpg and {kept.digest}.jpg")
    cut = tuple(pieces.cut(gone, 2, stop=2))
    decision = decide(came(Bundle((late, living), attachments=(kept, gone), pieces=cut)), breda, START)
    assert decision.attachments == (kept,)
    assert decision.pieces == ()


@pytest.mark.parametrize("other", [revision(answer="Homs"), revision(id="revision-x"), revision(id="revision-x", answer="Homs")])
def test_another_revision_in_the_place_of_one_that_is_here_refuses_the_file(breda: Laptop, other: Revision):
    breda.shelves.revisions = {"revision-1": revision()}
    with pytest.raises(BundleError) as caught:
        decide(came(Bundle((other,))), breda, START)
    assert caught.value.reason == "revision-clash"


def test_one_id_in_two_places_of_one_file_refuses_it(breda: Laptop):
    with pytest.raises(BundleError) as caught:
        decide(came(Bundle((revision(), replace(revision(2), id="revision-1").sealed()))), breda, START)
    assert caught.value.reason == "revision-clash"
