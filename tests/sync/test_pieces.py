"""Attachments in pieces, over several parts and several bundles."""

from __future__ import annotations

import os
import random

import pytest

from nbnb_desktop.errors import BundleError
from nbnb_desktop.records import Attachment
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import pieces
from nbnb_desktop.sync.content import Bundle
from tests.vectors.make_bundle_vectors import sha


def photo(size: int) -> Attachment:
    content = os.urandom(size)
    return Attachment(sha(content).hex(), "image/jpeg", "foto.jpg", content)


def test_pieces_in_any_order_and_twice_make_the_attachment_again():
    one = photo(1000)
    cut = [*pieces.cut(one, 300), *pieces.cut(one, 170)]
    random.shuffle(cut)
    assert pieces.join(cut) == one


def test_an_attachment_is_not_there_before_its_last_piece():
    cut = list(pieces.cut(photo(1000), 300))
    for missing in range(4):
        assert pieces.join([piece for at, piece in enumerate(cut) if at != missing]) is None


def test_pieces_that_are_not_what_the_digest_says_are_refused():
    one = photo(100)
    forged = Attachment(one.digest, one.media_type, one.name, bytes(100))
    with pytest.raises(BundleError) as caught:
        pieces.join(list(pieces.cut(forged)))
    assert caught.value.reason == "attachment-digest"


def test_what_is_held_is_counted_from_the_start_only():
    cut = list(pieces.cut(photo(1000), 300))
    assert pieces.held([cut[0], cut[1], cut[3]]) == 600
    assert pieces.held([cut[2]]) == 0


def test_a_small_stick_goes_on_where_the_last_one_stopped(tilburg, breda):
    one, rounds = photo(70_000), 0
    while one.digest not in breda.shelves.attachments:
        there = breda.receipt().wants
        chosen = pieces.plan({one.digest: len(one.content)}, there, budget=30_000)
        stretches = tuple(piece for __, start, stop in chosen for piece in pieces.cut(one, start=start, stop=stop))
        rounds += 1
        for __, data in bundles.parts(Bundle(pieces=stretches), tilburg.identity, rounds, [breda.identity.card]):
            breda.take_in(data)
    assert rounds == 3
    assert breda.shelves.attachments[one.digest] == one


def test_what_was_begun_goes_first_and_then_the_small_ones():
    chosen = pieces.plan({"big": 900, "small": 50, "begun": 500}, {"begun": 400}, budget=200)
    assert chosen == (("begun", 400, 500), ("small", 0, 50), ("big", 0, 50))
