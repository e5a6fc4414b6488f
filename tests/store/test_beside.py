"""What is kept beside the revisions: drafts, settings, forms, attachments, audit, and the exchange's memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbnb_desktop.records import FormRecord
from nbnb_desktop.store import Draft, GotBundle, MadeBundle, PieceRow, file_name
from nbnb_desktop.sync.decide import Ours
from tests.store.conftest import add_person, data, xform

DRAFT = Draft("s1", "p1", "intake", "1", ("r1",), "ti", "Anna", "<data><a>ሰላም</a></data>", "/data/a")


def test_a_draft_is_replaced_by_its_next_state(store):
    store.drafts.save(DRAFT)
    store.drafts.save(replace(DRAFT, xml="<data><a>ሰላም!</a></data>"))
    kept = store.drafts.get("s1")
    assert replace(kept, saved_at="") == replace(DRAFT, xml="<data><a>ሰላም!</a></data>")
    assert kept.saved_at > "2026"
    assert store.drafts.of("p1") == store.drafts.all() == (kept,)


def test_a_discarded_draft_is_gone(store):
    store.drafts.save(DRAFT)
    store.drafts.discard("s1")
    assert store.drafts.get("s1") is None


def test_settings_keep_json_values(store):
    store.settings.put("pin", {"salt": "00", "tries": [1, 2]})
    assert store.settings.get("pin") == {"salt": "00", "tries": [1, 2]}
    assert store.settings.get("nothing", 5) == 5


def test_a_version_of_a_form_never_changes(store):
    form = xform("intake", "1", "a")
    assert store.forms.put(form) is True
    assert store.forms.put(replace(form, title="Other")) is False
    assert store.forms.get("intake", "1") == form


def test_an_old_version_that_came_later_does_not_become_the_latest(store):
    for version in ("1.10.0a1b2c3d", "1.9.ffffffff"):
        store.forms.put(FormRecord("bezoek", version, "Bezoek", b"<x/>"))
    assert store.forms.latest("bezoek").version == "1.10.0a1b2c3d"


def test_the_latest_of_one_version_in_two_wordings_is_the_one_that_came_last(store):
    for version in ("1.b", "1.a"):
        store.forms.put(FormRecord("intake", version, "Intake", b"<x/>", (("list.csv", "ab" * 32),)))
    assert store.forms.latest("intake").version == "1.a"
    assert [form.version for form in store.forms.all()] == ["1.b", "1.a"]
    assert store.forms.latest("intake").media == (("list.csv", "ab" * 32),)
    assert store.forms.latest("unknown") is None


def test_one_photo_is_kept_once_and_known_by_its_digest(store):
    digest = store.attachments.put(b"photo", "image/jpeg", "IMG 1.JPG")
    assert store.attachments.put(b"photo", "image/jpeg", "copy.jpg") == digest
    assert store.attachments.digests() == (digest,)
    assert store.attachments.get(digest).content == b"photo"
    assert file_name(digest, "IMG 1.JPG") == f"{digest}.jpg"


def test_an_attachment_that_has_not_come_is_missing_until_it_comes(new_store):
    here, there = new_store("here"), new_store("there")
    digest = there.attachments.put(b"photo", "image/jpeg", "p.jpg")
    there.revisions.save("s1", "p1", "intake", "1", data("intake", photo=file_name(digest, "p.jpg")), author="Anna")
    here.revisions.add_foreign(there.revisions.since({}))
    assert here.attachments.missing() == (digest,)
    assert here.attachments.of("s1") == (digest,)
    here.attachments.put(b"photo", "image/jpeg", "p.jpg")
    assert here.attachments.missing() == ()


def test_the_audit_tells_who_did_what_latest_first(store):
    store.audit.note("unlock")
    store.audit.note("print", "p1", "portfolio, employer")
    latest, first = store.audit.entries()
    assert (latest.account, latest.event, latest.subject, latest.detail) == ("Anna", "print", "p1", "portfolio, employer")
    assert [entry.number for entry in store.audit.entries("p1")] == [latest.number]
    assert store.audit.forget_before("2026-01-01") == 0
    assert store.audit.forget_before("2099-01-01") == 2
    assert first.event == "unlock"


def test_a_paired_laptop_can_be_revoked_and_paired_again(store):
    paired = store.exchange.pair("d2", "Laptop 2", "Stichting", {"recipient": "age1"})
    assert store.exchange.devices() == (paired,)
    store.exchange.revoke("d2")
    assert store.exchange.devices() == ()
    (revoked,) = store.exchange.devices(revoked=True)
    assert revoked.revoked_at
    store.exchange.pair("d2", "Laptop 2", "Stichting", {"recipient": "age2"})
    assert [device.card for device in store.exchange.devices()] == [{"recipient": "age2"}]


def test_bundles_made_are_numbered_and_remembered(store):
    first = MadeBundle(store.exchange.next_number(), 1_795_000_000_000, ("d2",), 12)
    store.exchange.note_made(first)
    store.exchange.note_made(replace(first, saved=0))
    assert store.exchange.next_number() == 2
    assert store.exchange.sent() == (replace(first, saved=0),)


def test_files_taken_in_are_remembered_as_they_first_came(store):
    got = GotBundle("d2", 4, 1, 2, 1_795_000_000_000, 10, 2, "ab" * 32, promised={"d2": ((1, 5), (7, 9))})
    store.exchange.note_got(got)
    store.exchange.note_got(replace(got, verdict="repeat"))
    assert store.exchange.received() == store.exchange.received("d2") == (got,)
    assert store.exchange.bundle_digest("d2", 4, 1) == "ab" * 32
    assert store.exchange.bundle_digest("d2", 4, 2) is None
    assert (store.exchange.newest("d2"), store.exchange.newest("d3")) == (4, 0)


def test_the_last_receipt_of_each_laptop_is_kept(store):
    store.exchange.put_receipt("d2", 3, {"ranges": {"d1": [[1, 4]]}})
    store.exchange.put_receipt("d2", 5, {"ranges": {"d1": [[1, 2]]}})
    assert store.exchange.receipts() == {"d2": (5, {"ranges": {"d1": [[1, 2]]}})}


def test_pieces_of_an_attachment_wait_until_it_is_whole(store):
    later, first = (PieceRow("ab" * 32, "image/png", "p.png", 10, offset, b"12345") for offset in (5, 0))
    store.exchange.put_piece(later)
    store.exchange.put_piece(first)
    assert store.exchange.pieces("ab" * 32) == (first, later)
    assert store.exchange.begun() == ("ab" * 32,)
    store.exchange.drop_pieces("ab" * 32)
    assert store.exchange.begun() == ()


def test_the_store_answers_what_the_exchange_decides_on(store):
    ours: Ours = store.exchange
    saved = add_person(store, "p1")
    store.forms.put(xform("intake", "1", "a"))
    digest = store.attachments.put(b"x", "text/plain", "x.txt")
    assert ours.known([saved.id, "unknown"]) == {saved.id: (saved.digest, "save")}
    assert ours.ranges() == {store.device.id: ((1, 1),)}
    assert ours.form_digest("intake", "1") == xform("intake", "1", "a").digest
    assert ours.form_digest("intake", "2") is None
    assert ours.has_attachment(digest)
    (erasure,) = store.erase("p1", "Anna")
    assert ours.erasures() == {erasure.id: "p1"}


@pytest.mark.parametrize("failing", [True, False])
def test_a_block_keeps_all_of_it_or_nothing(store, failing):
    class Stopped(Exception):
        pass

    try:
        with store.atomic():
            store.drafts.save(DRAFT)
            store.settings.put("x", 1)
            add_person(store, "p1")
            if failing:
                raise Stopped
    except Stopped:
        pass
    assert (store.drafts.get("s1") is None) == (store.settings.get("x") is None) == (store.participants.get("p1") is None) == failing
