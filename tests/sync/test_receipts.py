"""Receipts: what is known to be there, and what is confirmed."""

from __future__ import annotations

from nbnb_desktop.sync.receipts import HeldReceipt, Receipt, confirms, known_to_all, latest, received_in_full


def test_the_receipt_of_a_later_bundle_replaces_one_that_showed_more():
    before, restored = Receipt("b", {"a": ((1, 90),)}), Receipt("b", {"a": ((1, 10),)})
    assert latest(HeldReceipt(4, before), 5, restored) == HeldReceipt(5, restored)


def test_an_older_receipt_that_comes_late_changes_nothing():
    held = HeldReceipt(5, Receipt("b"))
    assert latest(held, 4, Receipt("b", {"a": ((1, 90),)})) is held
    assert latest(held, 6, None) is held


def test_a_file_for_several_starts_from_what_all_of_them_have():
    receipts = {"b": Receipt("b", {"a": ((1, 9),)}), "c": Receipt("c", {"a": ((1, 4), (8, 12))})}
    assert known_to_all(["b", "c"], receipts) == {"a": ((1, 4), (8, 9))}


def test_a_laptop_that_never_answered_is_sent_everything():
    assert known_to_all(["b", "new"], {"b": Receipt("b", {"a": ((1, 9),)})}) == {}


def test_a_bundle_counts_as_received_when_all_its_parts_came():
    parts = [("a", 1, 1, 2), ("a", 1, 2, 2), ("a", 2, 1, 2), ("a", 3, 1, 1)]
    full = received_in_full(parts)
    assert full == {"a": ((1, 1), (3, 3))}
    assert confirms(Receipt("b", bundles=full), "a", 1)
    assert not confirms(Receipt("b", bundles=full), "a", 2)
