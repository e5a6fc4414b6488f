"""Files between laptops."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from nbnb_desktop.cli.shared import OUTPUT, STORE, argument, command, opened


@command(
    "card",
    *STORE,
    OUTPUT,
)
def card(options: argparse.Namespace) -> int:
    """Save this laptop's card, which another laptop pairs with."""
    from nbnb_desktop.actions import laptops

    with opened(options) as workplace:
        laptops.save_card(workplace, options.output)
    return 0


@command(
    "pair",
    *STORE,
    argument("card", type=Path),
)
def pair(options: argparse.Namespace) -> int:
    """Pair with a laptop by its card; the code that is printed must be the same on both laptops."""
    from nbnb_desktop.actions import laptops

    with opened(options) as workplace:
        other = laptops.read_card(options.card)
        print(laptops.pairing_code(workplace, other))
        laptops.pair(workplace, other)
    return 0


@command(
    "export",
    *STORE,
    argument("--to", nargs="+", required=True, help="names of paired laptops"),
    argument("--part-size", type=int, default=0, metavar="MIB", help="cut it into files of at most so many mebibytes"),
    argument("--participant", default="", metavar="ID", help="only the file of this participant, for a hand-over; with --consent"),
    argument("--consent", default="", help="what the participant agreed to, and when; it travels along"),
    argument("--forms", action="store_true", help="only the forms, and nobody's answers"),
    OUTPUT,
)
def export(options: argparse.Namespace) -> int:
    """Write a bundle for one or more paired laptops: what they lack, one participant, or only the forms."""
    from nbnb_desktop.actions import exchange

    names, part = tuple(options.to), {"part_size": options.part_size << 20} if options.part_size else {}
    with opened(options) as workplace:
        if options.participant:
            report = exchange.hand_over(workplace, names, options.participant, options.consent, options.output)
        elif options.forms:
            report = exchange.export_forms(workplace, names, options.output)
        else:
            report = exchange.export(workplace, names, options.output, **part)
        print(json.dumps(asdict(report), ensure_ascii=False))
    return 0


@command(
    "import",
    *STORE,
    argument("file", type=Path),
)
def import_file(options: argparse.Namespace) -> int:
    """Take in a bundle that was made for this laptop, or every bundle in a folder."""
    from nbnb_desktop.actions import bureau, exchange

    with opened(options) as workplace:
        if options.file.is_dir():
            taken = bureau.import_folder(workplace, options.file)
            print(json.dumps(asdict(taken), ensure_ascii=False))
            return 1 if taken.refused else 0
        print(json.dumps(asdict(exchange.import_file(workplace, options.file)), ensure_ascii=False))
    return 0


@command(
    "verify",
    *STORE,
    argument("file", type=Path),
)
def verify(options: argparse.Namespace) -> int:
    """Say what a bundle would bring, without taking it in."""
    from nbnb_desktop.actions import exchange

    with opened(options) as workplace:
        print(json.dumps(asdict(exchange.verify(workplace, options.file)), ensure_ascii=False))
    return 0


@command(
    "ledger",
    *STORE,
)
def ledger(options: argparse.Namespace) -> int:
    """List what was made, sent and received."""
    from nbnb_desktop.actions import ledger as ledgers

    with opened(options) as workplace:
        for row in ledgers.rows(workplace):
            print("\t".join((row.when, row.device, row.direction, str(row.number), str(row.revisions), row.words)))
    return 0


@command(
    "senders",
    *STORE,
)
def senders(options: argparse.Namespace) -> int:
    """List who has sent what, and up to when."""
    from nbnb_desktop.actions import bureau

    with opened(options) as workplace:
        for one in bureau.senders(workplace):
            print("\t".join((one.organisation, one.name, str(one.files), str(one.revisions), one.until, one.asks)))
    return 0
