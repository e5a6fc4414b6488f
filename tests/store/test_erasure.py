"""The right to be forgotten: nothing that a person said is left here or comes back, and the counts stay true."""

from __future__ import annotations

import hashlib

import pytest

from nbnb_desktop.errors import StoreError
from nbnb_desktop.store import Draft, Store, file_name
from nbnb_desktop.store.erasures import digest_of
from nbnb_desktop.store.revisions import hollow
from tests.store.conftest import CHEAP, PASSPHRASE, add_person, data, xform

PHOTO = b"\x89PNG of somebody"


@pytest.fixture
def furnished(store):
    """One person with everything that can be kept about one, and another who shares a scan with them."""
    store.forms.put(xform("intake", "1", "a", "photo", "scan"))
    add_person(store, "p1", given_name="Verborgen", own_name="ኃይለ")
    photo, scan = store.attachments.put(PHOTO, "image/png", "photo.png"), store.attachments.put(b"shared", "text/plain", "scan.txt")
    answers = {"a": "geheim", "photo": file_name(photo, "photo.png"), "scan": file_name(scan, "scan.txt")}
    store.revisions.save("s1", "p1", "intake", "1", data("intake", jobs=["bakker"], **answers), author="Anna", language="ti")
    store.drafts.save(Draft("d1", "p1", "intake", "1", (), "ti", "Anna", "<data><a>Verborgen</a></data>"))
    store.retention.put("p1", "2027-01-01", "Verborgen", author="Anna")
    store.settings.put("paradata:s1", {"helper": "Verborgen"})
    store.settings.put("paradata:d1", {"helper": "Verborgen"})
    store.audit.note("print", "p1", "Verborgen.pdf")
    add_person(store, "p2", given_name="Blijft")
    store.revisions.save("s2", "p2", "intake", "1", data("intake", scan=file_name(scan, "scan.txt")), author="Anna")
    return store


def test_everything_of_the_person_is_gone_and_counted(furnished):
    (erasure,) = furnished.erase("p1", "Anna")
    assert (erasure.submissions, erasure.revisions, erasure.attachments) == (2, 3, 1)  # the date until when it is kept is no form
    assert erasure.digest == digest_of(erasure)
    assert furnished.participants.get("p1") is None
    assert furnished.participants.search("Verborgen").total == 0
    assert furnished.drafts.of("p1") == ()
    assert furnished.retention.get("p1") is None
    assert furnished.attachments.get(hashlib.sha256(PHOTO).hexdigest()) is None
    assert [row["_participant"] for row in furnished.tables.rows("intake")] == ["p2"]
    assert list(furnished.tables.rows("intake", "job")) == []


def test_what_others_share_and_what_others_said_stays(furnished):
    furnished.erase("p1", "Anna")
    assert furnished.attachments.get(hashlib.sha256(b"shared").hexdigest()).content == b"shared"
    assert furnished.participants.search("Blijft").total == 1
    assert furnished.verify() == ()


def test_the_revisions_keep_their_place_and_say_nothing(furnished):
    before = furnished.revisions.of_participant("p1")
    furnished.erase("p1", "Anna")
    assert furnished.revisions.of_participant("p1") == tuple(map(hollow, before))
    assert furnished.submissions.get("s1").state == "erased"
    assert furnished.submissions.xml("s1") == b""
    assert furnished.revisions.ranges() == {furnished.device.id: ((1, 6),)}


def test_no_word_of_the_person_is_left_in_any_table(furnished):
    furnished.erase("p1", "Anna")
    found = [
        (table, row)
        for (table,) in furnished._database.all("select name from sqlite_master where type = 'table' and name not like '%_search%'")
        for row in furnished._database.all(f'select * from "{table}"')
        if any(word in repr(row) for word in ("Verborgen", "geheim", "bakker", "ኃይለ"))
    ]
    assert found == []


def test_an_erased_revision_that_comes_back_stays_hollow(furnished, new_store):
    there = new_store("there")
    there.revisions.add_foreign(furnished.revisions.since({}))
    full = there.revisions.of_participant("p1")
    furnished.erase("p1", "Anna")
    assert furnished.revisions.add_foreign(full).known == len(full)
    assert all(not revision.payload for revision in furnished.revisions.of_participant("p1"))


def test_an_erasure_travels_whatever_arrives_first(furnished, new_store):
    full = list(furnished.revisions.since({}))
    early, late, never_had = new_store("early"), new_store("late"), new_store("never")
    late.revisions.add_foreign(full)
    erasures = furnished.erase("p1", "Anna")
    early.erasures.add_foreign(erasures)
    early.revisions.add_foreign(full)
    late.add_foreign_erasures(erasures)
    never_had.revisions.add_foreign(furnished.revisions.since({}))
    never_had.add_foreign_erasures(erasures)
    for store in (early, late, never_had):
        assert list(store.revisions.since({})) == list(furnished.revisions.since({}))
        assert store.erasures.all() == erasures
        assert store.revisions.ranges() == furnished.revisions.ranges()
        assert store.participants.get("p1") is None
        assert store.verify() == ()


def test_a_crash_before_the_backups_were_renewed_is_made_good_at_the_next_unlock(furnished):
    furnished.backup()
    furnished.add_foreign_erasures([])
    with furnished.atomic():
        furnished.erasures.erase(["p1"], "Anna")
        furnished.settings.put("backups_hold_erased", True)
    old = furnished.backups()
    furnished.close()
    with Store.open(furnished.folder, "Anna", PASSPHRASE) as again:
        assert set(again.backups()).isdisjoint(old)
        assert len(again.backups()) == 1


def test_a_repeated_erasure_changes_nothing(furnished):
    erasures = furnished.erase("p1", "Anna")
    assert furnished.erasures.add_foreign(erasures).known == 1
    assert len(furnished.erasures.all()) == 1


def test_nothing_can_be_written_about_the_erased(furnished):
    furnished.erase("p1", "Anna")
    with pytest.raises(StoreError):
        add_person(furnished, "p1", given_name="Terug")


def test_what_another_laptop_wrote_without_knowing_becomes_hollow_too(furnished, new_store):
    there = new_store("there")
    there.revisions.add_foreign(furnished.revisions.since({}))
    furnished.erase("p1", "Anna")
    newer = there.revisions.save("s7", "p1", "intake", "1", data("intake", a="geheim"), author="Bert")
    furnished.revisions.add_foreign([newer])
    assert furnished.revisions.get(newer.id) == hollow(newer)


def test_who_was_merged_into_the_person_is_erased_with_them(furnished):
    furnished.participants.merge("p1", "p2", "Anna")
    erased = furnished.erase("p1", "Anna")
    assert {erasure.participant for erasure in erased} == {"p1", "p2"}
    assert furnished.participants.search().total == 0


def test_backups_of_before_are_gone_and_the_new_one_knows_nothing(furnished, tmp_path):
    furnished.backup()
    furnished.erase("p1", "Anna")
    (only,) = furnished.backups()
    with Store.restore(only, tmp_path / "restored", "Anna", PASSPHRASE, cost=CHEAP) as restored:
        assert restored.participants.get("p1") is None
        assert restored.participants.get("p2").given_name == "Blijft"


def test_after_a_busy_day_with_many_backups_they_go_too(furnished):
    for __ in range(10):
        furnished.backup()
    furnished.erase("p1", "Anna")
    assert len(furnished.backups()) == 1


def test_a_photo_that_a_bundle_brings_after_the_erasure_is_swept_away(furnished):
    furnished.erase("p1", "Anna")
    brought = [furnished.attachments.put(PHOTO, "image/png", "x.png"), hashlib.sha256(b"shared").hexdigest()]
    assert furnished.attachments.sweep(brought) == 1
    assert not furnished.attachments.has(brought[0])
    assert furnished.attachments.has(brought[1])


def test_an_erasure_that_fails_halfway_erased_nothing(furnished, monkeypatch):
    monkeypatch.setattr(furnished.erasures, "_shred", _fails)
    with pytest.raises(RuntimeError):
        furnished.erase("p1", "Anna")
    assert furnished.participants.search("Verborgen").total == 1
    assert furnished.erasures.all() == ()


def _fails(participant: str) -> None:
    raise RuntimeError


def test_all_that_is_kept_about_a_person_can_be_handed_over(furnished):
    furnished.audit.note("read", "p1")
    kept = furnished.everything_of("p1")
    assert {row["form_id"] for row in kept["submissions"]} == {"deelnemer", "intake"}
    assert kept["participants"][0]["given_name"] == "Verborgen"
    assert kept["drafts"][0]["xml"] == "<data><a>Verborgen</a></data>"
    assert [entry["event"] for entry in kept["audit"]] == ["read", "print"]
    assert {file["name"] for row in kept["submissions"] for file in row["attachments"]} == {"photo.png", "scan.txt"}
    assert kept["submissions"][1]["history"][0]["language"] == "ti"


def test_the_monthly_list_names_whose_time_is_over(store):
    for participant, until in (("p1", "2026-12-31"), ("p2", "2026-01-31"), ("p3", "2027-06-30")):
        add_person(store, participant)
        store.retention.put(participant, until, "two years after the exit", author="Anna")
    add_person(store, "p4")
    assert [due.participant for due in store.retention.due("2027-01-01")] == ["p2", "p1"]
    assert store.retention.due("2026-01-31") == ()
    assert store.retention.undated() == ("p4",)


def test_the_date_until_when_a_file_is_kept_travels_and_the_latest_counts(store, new_store, clock):
    add_person(store, "p1")
    store.retention.put("p1", "2027-01-31", author="Anna")
    there = new_store("there")
    there.revisions.add_foreign(store.revisions.since({}))
    assert there.retention.get("p1").until == "2027-01-31"
    there.retention.put("p1", "2028-01-31", "a complaint < runs", author="Bert")
    store.revisions.add_foreign(there.revisions.since(store.revisions.ranges()))
    for one in (store, there):
        assert (one.retention.get("p1").until, one.retention.get("p1").reason) == ("2028-01-31", "a complaint < runs")
        assert one.conflicts.all() == ()
        one.rebuild()
        assert [kept.participant for kept in one.retention.due("2028-02-01")] == ["p1"]


def test_a_date_that_is_none_is_no_reminder(store):
    add_person(store, "p1")
    store.revisions.save("r1", "p1", "nbnb.retention", "1", b"<retention><until>soon</until></retention>", author="Anna")
    assert store.retention.get("p1") is None
    assert store.retention.due("9999-12-31") == ()
