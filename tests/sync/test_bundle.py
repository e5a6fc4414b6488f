"""Writing and reading whole files; what a reader refuses in foreign files stands in test_vectors.py."""

from __future__ import annotations

import io
import os
from dataclasses import replace

import pytest

from nbnb_desktop.errors import BundleError
from nbnb_desktop.records import Attachment, Erasure, FormRecord, Revision
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import limits
from nbnb_desktop.sync.content import Bundle
from nbnb_desktop.sync.pairing import Identity
from nbnb_desktop.sync.receipts import Receipt
from tests.sync.laptop import FORM, START, Laptop
from tests.vectors.make_bundle_vectors import revision, sha

ERASURE = Erasure("erasure-1", "participant-9", "tilburg.1", 9, f"{START:016d}-00000-tilburg.1", "Anna", 1, 2, 3)


def attachment(content: bytes) -> Attachment:
    return Attachment(sha(content).hex(), "image/jpeg", "foto.jpg", content)


def written(bundle: Bundle, sender: Laptop, *to: Laptop) -> bytes:
    stream = io.BytesIO()
    bundles.write(bundle, sender.identity, 1, [other.identity.card for other in to], stream)
    return stream.getvalue()


def reason(call, *args, **kwargs) -> str:
    with pytest.raises(BundleError) as caught:
        call(*args, **kwargs)
    assert caught.value.title
    assert caught.value.advice
    return caught.value.reason


def test_what_is_written_is_read_back(tilburg, breda):
    bundle = Bundle(
        revisions=(revision(), revision(2, parents=("revision-1",))),
        forms=(FormRecord("intake", "1", "Intake", b"<h:html/>", (("kaart.png", "a" * 64),)),),
        attachments=(attachment(b"photo"), attachment(b"")),
        erasures=(ERASURE,),
        receipt=Receipt("tilburg", {"breda.1": ((1, 4), (7, 7))}, {"breda": ((1, 2),)}, {"b" * 64: 12}, (("plan", "2"),)),
        ranges={"test-sender.1": ((1, 2),)},
        scope="new",
        previous={"breda": 4},
        made=START,
    )
    received = breda.read(written(bundle, tilburg, breda))
    same = replace(received.bundle, attachments=bundle.attachments)
    assert same == bundle
    assert set(received.bundle.attachments) == set(bundle.attachments)
    assert (received.sender, received.number, received.part, received.parts, received.recipients) == ("tilburg", 1, 1, 1, ("breda",))


def test_each_recipient_opens_it_and_nobody_else(tilburg, breda, goes):
    data = written(Bundle((revision(),)), tilburg, breda)
    assert breda.read(data).bundle.revisions == (revision(),)
    assert reason(goes.read, data) == "not-for-us"


def test_no_name_or_answer_stands_in_the_file_in_clear(tilburg, breda):
    data = written(Bundle((revision(answer="Tesfay Haile (invented)"),)), tilburg, breda)
    for word in (b"Tesfay", b"Anna", b"Tilburg", b"NBNB", "حاسوب".encode(), b"participant-1", b"intake"):
        assert word not in data


def test_the_order_in_which_the_content_is_given_makes_no_difference(tilburg, breda):
    one, two = revision(), revision(2)
    files = [breda.read(written(Bundle(given), tilburg, breda)) for given in ((one, two), (two, one, one))]
    assert files[0].bundle == files[1].bundle


@pytest.mark.parametrize("size", [12_000, 40_000, 200_000])
def test_parts_keep_to_their_size_and_together_hold_everything(tilburg, breda, size):
    revisions = tuple(revision(number, answer=os.urandom(1500).hex()) for number in range(1, 61))
    photo = attachment(os.urandom(90_000))
    files = list(bundles.parts(Bundle(revisions, (FORM,), (photo,)), tilburg.identity, 1, [breda.identity.card], size))
    assert len(files) > 1 or size == 200_000
    assert max(len(data) for __, data in files) <= size
    for __, data in reversed(files):
        breda.take_in(data)
    assert {one.id for one in revisions} == breda.shelves.revisions.keys()
    assert breda.shelves.attachments == {photo.digest: photo}


def test_every_part_brings_the_erasures(tilburg, breda):
    revisions = tuple(revision(number, answer=os.urandom(2000).hex()) for number in range(1, 21))
    files = list(bundles.parts(Bundle(revisions, erasures=(ERASURE,)), tilburg.identity, 1, [breda.identity.card], 16_000))
    assert len(files) > 1
    assert all(breda.read(data).bundle.erasures == (ERASURE,) for __, data in files)


def test_a_record_that_fits_in_no_part_is_refused_before_anything_is_written(tilburg, breda):
    big = Bundle((revision(answer=os.urandom(20_000).hex()),))
    assert reason(bundles.parts, big, tilburg.identity, 1, [breda.identity.card], 10_000) == "part-too-small"


def test_a_file_for_nobody_for_itself_or_for_one_laptop_twice_is_refused(tilburg, breda):
    for cards in ([], [tilburg.identity.card], [breda.identity.card] * 2):
        assert reason(bundles.write, Bundle(), tilburg.identity, 1, cards, io.BytesIO()) == "recipients"


def test_a_hand_over_needs_consent_before_it_is_written(tilburg, breda):
    bundle = Bundle((revision(),), scope="participant", participant="participant-1")
    assert reason(written, bundle, tilburg, breda) == "consent"


def test_a_revision_that_was_altered_in_the_store_is_not_passed_on(tilburg, breda):
    assert reason(written, Bundle((replace(revision(), author="Bert"),)), tilburg, breda) == "revision-digest"


def test_two_different_revisions_in_one_place_do_not_hide_each_other(tilburg, breda):
    assert reason(written, Bundle((revision(), revision(answer="Homs"))), tilburg, breda) == "revision-clash"


@pytest.mark.parametrize(
    "bundle",
    [
        Bundle((revision(author="a" * (limits.TEXT + 1)),)),
        Bundle((revision(id="a b"),)),
        Bundle(previous={"goes": 1}),
        Bundle(receipt=Receipt("goes")),
        Bundle(ranges={"a": ((1, 2), (3, 4))}),
        Bundle(made=-1),
        Bundle(scope="participant", participant="participant-1", consent="\ud800"),
    ],
)
def test_a_writer_does_not_write_what_a_reader_refuses(tilburg, breda, bundle):
    assert reason(written, bundle, tilburg, breda) == "record"


def test_a_stick_that_is_pulled_out_while_reading_is_one_clear_sentence(breda):
    class Pulled(io.BytesIO):
        def readline(self, *_args):
            raise OSError(5, "Input/output error")

    assert reason(bundles.read, Pulled(), breda.identity, breda.devices) == "unreadable"


def test_our_own_file_can_be_verified_from_outside(tilburg, breda):
    data = written(Bundle((revision(),)), tilburg, breda)
    checked = bundles.verify(io.BytesIO(data), tilburg.identity, tilburg.devices)
    assert (checked.sender, checked.bundle) == ("tilburg", Bundle())
    assert reason(bundles.verify, io.BytesIO(data[:-1]), tilburg.identity, tilburg.devices) == "truncated"


def test_a_revoked_laptop_is_not_heard_any_more(tilburg, breda):
    data = written(Bundle((revision(),)), tilburg, breda)
    breda.devices["tilburg"] = breda.devices["tilburg"].revoke()
    assert reason(breda.read, data) == "revoked-sender"


def test_a_laptop_with_the_same_id_and_other_keys_is_not_believed(tilburg, breda):
    forger = Laptop(Identity.create("Laptop Tilburg", "NBNB", id="tilburg"))
    assert reason(breda.read, written(Bundle((revision(),)), forger, breda)) == "signature"


def test_a_laptop_that_lacks_very_much_can_still_write_its_receipt(tilburg, breda):
    wants = {sha(str(number).encode()).hex(): 0 for number in range(20_000)}
    received = breda.read(written(Bundle(receipt=Receipt("tilburg", wants=wants)), tilburg, breda))
    assert received.bundle.receipt.wants.items() <= wants.items()
    assert len(received.bundle.receipt.wants) == 8000


def test_many_records_go_into_more_than_one_part(tilburg, breda, monkeypatch):
    monkeypatch.setattr(limits, "RECORDS", 20)
    revisions: tuple[Revision, ...] = tuple(revision(number) for number in range(1, 51))
    files = list(bundles.parts(Bundle(revisions), tilburg.identity, 1, [breda.identity.card]))
    got = [breda.read(data).bundle.revisions for __, data in files]
    assert len(files) == 3
    assert tuple(one for part in got for one in part) == revisions
