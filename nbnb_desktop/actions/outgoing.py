"""What goes into a file for other laptops: the changes they lack, the forms these need, and photos and scans as far as they fit."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nbnb_desktop.actions import laptops
from nbnb_desktop.actions.held import held_receipts, pieces_of
from nbnb_desktop.actions.steps import Progress, Steps
from nbnb_desktop.records import FormRecord, Revision
from nbnb_desktop.store import Store
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.sync import pieces, ranges, receipts
from nbnb_desktop.sync.content import Bundle
from nbnb_desktop.sync.pairing import DeviceCard
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.ranges import Ranges
from nbnb_desktop.sync.receipts import Receipt

ROOM = 128 << 20
"""Bytes of photos and scans in one bundle. The rest follows in the next ones, once the receiver has told what it holds."""


@dataclass(frozen=True, slots=True)
class Load:
    """A bundle to write; ``left`` counts the attachments that do not go along, or not to their end."""

    bundle: Bundle
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What the recipients told in their last receipts: what all of them have, which forms some lack, which attachments each lacks."""

    known: Ranges
    forms: set[tuple[str, str]]
    wants: tuple[Mapping[str, int], ...]


def everything_lacking(store: Store, cards: Sequence[DeviceCard], room: int, progress: Progress) -> Load:
    """What some recipient may lack by the last receipt that came from it; everything for one that never sent any."""
    told = _told(store, cards)
    total = ranges.count(ranges.missing(told.known, store.exchange.ranges()))
    steps = Steps(progress, 2 * total)  # the other half is the writing
    revisions = tuple(steps.over(store.revisions.since(told.known)))
    forms = _forms_of(store, revisions, told.forms)
    stretches, left = _stretches(store, _needed(store, revisions, forms, told), room)
    bundle = Bundle(
        revisions=revisions,
        forms=forms,
        pieces=stretches,
        erasures=tuple(store.erasures.since(told.known)),
        receipt=_our_receipt(store),
        ranges=store.exchange.ranges(),
        scope="new" if told.known else "all",
        previous=_previous(store, cards),
        made=_now(),
    )
    return Load(bundle, left)


def of_participant(store: Store, cards: Sequence[DeviceCard], participant: str, consent: str, room: int) -> Load:
    """One participant's whole file and nobody else's."""
    told, revisions = _told(store, cards), store.revisions.of_participant(participant)
    forms = _forms_of(store, revisions, ())
    needed = _needed(store, revisions, forms, told)
    stretches, left = _stretches(store, needed, room)
    bundle = Bundle(
        revisions=revisions,
        forms=forms,
        pieces=stretches,
        receipt=_our_receipt(store),
        scope="participant",
        participant=participant,
        consent=consent,
        previous=_previous(store, cards),
        made=_now(),
    )
    return Load(bundle, left)


def forms_only(store: Store, cards: Sequence[DeviceCard], room: int) -> Load:
    """Every version of every form, with the pictures and lists that they show; no participant."""
    forms = tuple(store.forms.all())
    wants = _told(store, cards).wants
    stretches, left = _stretches(store, _asked({digest for form in forms for __, digest in form.media}, wants), room)
    return Load(Bundle(forms=forms, pieces=stretches, scope="forms", previous=_previous(store, cards), made=_now()), left)


def _told(store: Store, cards: Sequence[DeviceCard]) -> _Told:
    told = {device: one.receipt for device, one in held_receipts(store).items()}
    names = [card.id for card in cards]
    wants = tuple(told[name].wants if name in told else {} for name in names)
    return _Told(receipts.known_to_all(names, told), receipts.forms_wanted(names, told), wants)


def _forms_of(store: Store, revisions: Iterable[Revision], wanted: Iterable[tuple[str, str]]) -> tuple[FormRecord, ...]:
    """The form versions that the revisions were made with, and that a receiver said it lacks; what is unknown here travels without."""
    used = sorted({(revision.form_id, revision.form_version) for revision in revisions} | set(wanted))
    return tuple(form for key in used if (form := store.forms.get(*key)) is not None)


# photos and scans


def _needed(store: Store, revisions: Sequence[Revision], forms: Iterable[FormRecord], told: _Told) -> dict[str, int]:
    """The attachments to bring: digest to the bytes that every recipient holds from the start."""
    used = {digest for revision in revisions for digest in used_in(revision.payload)}
    media = {digest for form in forms if form.media and not _form_is_there(store, form, told) for __, digest in form.media}
    wanted = {digest: min(one[digest] for one in told.wants if digest in one) for wants in told.wants for digest in wants}
    return {**wanted, **_asked((used - _there(store, revisions, told.known)) | media, told.wants)}


def _asked(digests: Iterable[str], wants: Sequence[Mapping[str, int]]) -> dict[str, int]:
    return {digest: min(one.get(digest, 0) for one in wants) for digest in digests}


def _there(store: Store, revisions: Iterable[Revision], known: Ranges) -> set[str]:
    """What earlier states of the same answers name, which the recipients have: a photo does not travel again with each correction."""
    submissions = {revision.submission for revision in revisions if used_in(revision.payload)}
    earlier = (one for submission in submissions for one in store.revisions.of(submission))
    return {digest for one in earlier if ranges.contains(known, one.device, one.number) for digest in used_in(one.payload)}


def _form_is_there(store: Store, form: FormRecord, told: _Told) -> bool:
    """Whether the recipients have answers in this version and did not ask for it: then they have it, and ask for what they lack of it."""
    if (form.form_id, form.version) in told.forms or not told.known:
        return False
    return any(ranges.contains(told.known, *place) for place in store.revisions.places(form.form_id, form.version))


def _stretches(store: Store, needed: Mapping[str, int], room: int) -> tuple[tuple[Piece, ...], int]:
    """What fits of the attachments that are here, and how many are left over."""
    sizes = store.attachments.sizes(needed)
    planned = pieces.plan(sizes, needed, room)
    whole = {digest for digest, __, stop in planned if stop == sizes[digest]}
    return tuple(_piece(store, *stretch) for stretch in planned), len(sizes.keys() - whole)


def _piece(store: Store, digest: str, start: int, stop: int) -> Piece:
    row = store.attachments.stretch(digest, start, stop)
    return Piece(row.digest, row.media_type, row.name, row.length, row.offset, row.content)


# what every file says


def _our_receipt(store: Store) -> Receipt:
    parts = [(got.sender, got.number, got.part, got.parts) for got in store.exchange.received()]
    wants = {digest: pieces.held(pieces_of(store, digest)) for digest in store.attachments.missing()}
    return Receipt(laptops.own_id(store), store.exchange.ranges(), receipts.received_in_full(parts), wants, store.forms.missing())


def _previous(store: Store, cards: Sequence[DeviceCard]) -> dict[str, int]:
    """The last bundle that was made for each; one that could not be saved never left."""
    last = {device: made.number for made in store.exchange.sent() if made.saved for device in made.recipients}
    return {card.id: last[card.id] for card in cards if card.id in last}


def _now() -> int:
    return int(time.time() * 1000)
