"""This laptop and the others: cards, pairing by a code that people compare, and whom we trust."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbnb_desktop.actions.saving import save
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import PairedDevice, Store
from nbnb_desktop.store.rows import iso
from nbnb_desktop.sync import pairing
from nbnb_desktop.sync.pairing import DeviceCard, Identity
from nbnb_desktop.sync.refusals import refuse


@dataclass(frozen=True, slots=True)
class CardView:
    """What identifies a laptop to people: its name, its organisation, and the line of text that is its card."""

    device: str
    name: str
    organisation: str
    text: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A paired laptop; ``last_sent`` and ``last_received`` are ISO times or ""."""

    device: str
    name: str
    organisation: str
    revoked: bool
    last_sent: str
    last_received: str


def my_card(workplace: Workplace) -> CardView:
    """This laptop's card; its keys are made at the first asking."""
    return _view(identity(workplace).card)


def save_card(workplace: Workplace, path: Path | str) -> None:
    """Save this laptop's card as a small file; nothing in it is secret."""
    save((my_card(workplace).text + "\n").encode(), Path(path))


def read_card(source: Path | str) -> CardView:
    """A card from a ``.nbnb-device`` file, or from the line of text itself. Raises BundleError."""
    text = str(source)
    if isinstance(source, Path) or Path(text).suffix == ".nbnb-device":
        try:
            text = Path(source).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as unreadable:
            raise refuse("card") from unreadable
    return _view(pairing.read_card(text))


def pairing_code(workplace: Workplace, card: CardView) -> str:
    """The digits that must be the same on both screens before the laptops trust each other."""
    return pairing.code(identity(workplace).card, pairing.read_card(card.text))


def pair(workplace: Workplace, card: CardView) -> None:
    """Trust a laptop from now on; a person has compared the code."""
    other = pairing.read_card(card.text)
    pairing.pair(other, paired(workplace), identity(workplace).card)
    with workplace.store.atomic():
        workplace.store.exchange.pair(other.id, other.name, other.organisation, {"text": other.text()})
        workplace.store.audit.note("pair", other.id, other.name)


def revoke(workplace: Workplace, device: str) -> None:
    """Trust a lost laptop no more: its files are refused, and no file is made for it."""
    with workplace.store.atomic():
        workplace.store.exchange.revoke(device)
        workplace.store.audit.note("revoke", device)


def devices(workplace: Workplace) -> tuple[DeviceLine, ...]:
    """The laptops that were paired, by name, the revoked ones too."""
    exchange = workplace.store.exchange
    sent = {device: iso(made.at) for made in exchange.sent() for device in made.recipients}
    received = {got.sender: iso(got.at) for got in sorted(exchange.received(), key=lambda got: got.at)}
    return tuple(
        DeviceLine(known.id, known.name, known.organisation, bool(known.revoked_at), sent.get(known.id, ""), received.get(known.id, ""))
        for known in exchange.devices(revoked=True)
    )


# what the other actions of the exchange ask


def identity(workplace: Workplace) -> Identity:
    """Our keys, made at the first asking; a restored laptop keeps them."""
    store = workplace.store
    kept = store.exchange.identity()
    if kept is not None:
        return Identity.from_json(json.dumps(dict(kept)))
    organisation = str(store.settings.get("organisation", ""))[: pairing.NAME]
    fresh = Identity.create(store.device.name[: pairing.NAME], organisation, id=own_id(store))
    with store.atomic():
        store.exchange.put_identity(json.loads(fresh.to_json()))
    return fresh


def own_id(store: Store) -> str:
    """The laptop as others know it, whichever stream it numbers its changes in."""
    return store.device.id.partition(".")[0]


def paired(workplace: Workplace) -> dict[str, pairing.PairedDevice]:
    return {
        known.id: pairing.PairedDevice(pairing.read_card(str(known.card["text"])), bool(known.revoked_at))
        for known in workplace.store.exchange.devices(revoked=True)
    }


def cards(workplace: Workplace, names: Sequence[str]) -> list[DeviceCard]:
    """The cards of paired laptops by name, or by id where two share a name."""
    if not names:
        raise RecordError(_("There is no laptop to make the file for."), _("Choose at least one."))
    found = {known.id: known for name in names for known in [_trusted(workplace, name)]}
    return [pairing.read_card(str(known.card["text"])) for known in found.values()]


def _trusted(workplace: Workplace, name: str) -> PairedDevice:
    matching = [known for known in workplace.store.exchange.devices() if name in (known.id, known.name)]
    if not matching:
        raise RecordError(_("No paired laptop is called {name}.").format(name=name), _("Pair it first, under Exchange."))
    if len(matching) > 1:
        raise RecordError(_("More than one paired laptop is called {name}.").format(name=name), _("Revoke the one that is no longer used."))
    return matching[0]


def names(store: Store) -> dict[str, str]:
    return {known.id: known.name for known in store.exchange.devices(revoked=True)}


def _view(card: DeviceCard) -> CardView:
    return CardView(card.id, card.name, card.organisation, card.text())
