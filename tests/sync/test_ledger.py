"""The ledger in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.sync.ledger import Got, LedgerRow, Made, rows
from nbnb_desktop.sync.ranges import Ranges
from nbnb_desktop.sync.receipts import Receipt

NAMES = {"a": "Laptop Tilburg", "b": "Laptop Breda", "c": "Laptop Goes"}
NOBODY: Mapping[str, Receipt] = {}
NOTHING: Mapping[str, Ranges] = {}


@pytest.fixture(autouse=True)
def _in_english():
    with i18n.speaking("en"):
        yield


def ledger(made=(), got=(), receipts=NOBODY, gaps=NOTHING) -> tuple[LedgerRow, ...]:
    return rows(made, got, receipts, gaps, "a", NAMES.__getitem__)


def kinds(*args, **kwargs) -> list[tuple[str, str, int]]:
    return [(row.kind, row.device, row.number) for row in ledger(*args, **kwargs)]


def test_a_bundle_is_confirmed_by_the_receipt_of_each_recipient_apart():
    made = [Made(3, 100, ("b", "c"), revisions=2)]
    found = kinds(made, receipts={"b": Receipt("b", bundles={"a": ((1, 3),)}), "c": Receipt("c", bundles={"a": ((1, 2),)})})
    assert found == [("confirmed", "b", 3), ("made", "a", 3), ("sent", "c", 3)]


def test_a_bundle_that_was_never_saved_was_not_sent_and_says_so():
    (row,) = ledger([Made(3, 100, ("b",), revisions=2, parts=4, saved=0)])
    assert row.kind == "made"
    assert "0 of 4 parts" in row.text


def test_repeats_and_older_files_are_told_apart():
    got = [Got("b", 2, 1, 1, 10, 5, 0), Got("b", 1, 1, 1, 20, 1, 3, "older"), Got("b", 2, 1, 1, 30, 0, 5, "repeat")]
    assert kinds(got=got) == [("repeat", "b", 2), ("older", "b", 1), ("received", "b", 2)]


def test_a_file_that_never_came_is_a_gap_with_what_to_do():
    row = ledger(got=[Got("b", 7, 1, 1, 10, 5, 0, previous=4)])[0]
    assert (row.kind, row.number) == ("gap", 4)
    assert "File 4 from Laptop Breda never arrived" in row.text


def test_a_file_that_came_late_is_no_gap():
    assert "gap" not in [row.kind for row in ledger(got=[Got("b", 7, 1, 1, 10, 5, 0, previous=4), Got("b", 4, 1, 1, 20, 5, 0, "older")])]


def test_a_lost_file_is_no_gap_any_more_once_a_later_one_kept_its_promise():
    got = [Got("b", 7, 1, 1, 10, 5, 0, previous=4, promises=True), Got("b", 3, 2, 2, 5, 1, 0)]
    assert "gap" not in [row.kind for row in ledger(got=got)]
    assert [row.number for row in ledger(got=got, gaps={"b": {"b.1": ((1, 1),)}}) if row.kind == "gap"] == [4, 3, 0]


def test_a_lost_hand_over_stays_a_gap_while_nothing_promises_its_content():
    assert ("gap", "b", 4) in kinds(got=[Got("b", 7, 1, 1, 10, 5, 0, previous=4)])


def test_a_file_that_was_lost_on_the_way_is_overtaken_by_a_later_one():
    made = [Made(2, 100, ("b",), 1), Made(3, 200, ("b",), 1)]
    found = {row.number: row.text for row in ledger(made, receipts={"b": Receipt("b", bundles={"a": ((3, 3),)})}) if row.kind == "sent"}
    assert found == {2: "Laptop Breda did not confirm this file, but has confirmed a later one."}


def test_missing_parts_are_named():
    row = ledger(got=[Got("b", 7, 1, 3, 10, 5, 0), Got("b", 7, 3, 3, 11, 5, 0)])[0]
    assert (row.kind, row.text) == ("gap", "Of file 7 from Laptop Breda these parts are still missing: 2.")


def test_missing_changes_are_counted_and_stand_at_the_top():
    gaps = {"b": {"c.1": ((3, 4),)}, "c": {}}
    row = ledger([Made(1, 100, ("b",), 2)], gaps=gaps)[0]
    assert (row.kind, row.device, row.gaps) == ("gap", "b", gaps["b"])
    assert row.text.startswith("2 changes that Laptop Breda has are not here.")


@pytest.mark.parametrize("scope", ["all", "new", "participant", "forms"])
def test_each_scope_has_its_words(scope):
    assert ledger([Made(1, 100, ("b",), 1, scope)])[-1].text or ledger([Made(1, 100, ("b",), 1, scope)])[0].text
