"""The programme's tables, the research data set and the hub."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from nbnb_desktop.cli.shared import ASKED, DELIVERY, HUB, STORE, argument, command, opened


@command(
    "report",
    *STORE,
    argument("name", nargs="?", default="", help="R1 to R15 or CMO; without it the tables are listed"),
    *ASKED,
    argument("--format", default="", choices=["text", "csv", "json", "xlsx", "pdf"]),
    argument("-o", "--output", type=Path),
)
def report(options: argparse.Namespace) -> int:
    """Print a table of the programme (R1 to R15, CMO), or save it as a file; without a name, list the tables."""
    from nbnb_desktop.actions import printing, reporting, table_files

    if not options.name:
        for name, title in reporting.names(options.language):
            print(f"{name}\t{title}")
        return 0
    suffix = options.format or (options.output.suffix[1:] if options.output else "text")
    with opened(options) as workplace:
        table = reporting.report(workplace, options.name, options.project, options.date, options.language, options.outsider)
        made = f"{table_files.text(table)}\n".encode() if suffix == "text" else reporting.to_file(workplace, table, suffix)
    if options.output:
        printing.save(made, options.output)
        return 0
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    return 0


@command(
    "dataset",
    *STORE,
    argument("--format", default="csv", choices=["csv", "sav", "dta", "parquet"]),
    argument("--language", default="nl", choices=["nl", "en"], help="language of the labels in SPSS, Stata and Parquet"),
    *DELIVERY,
)
def dataset(options: argparse.Namespace) -> int:
    """Write the pseudonymous research data with codebook and delivery note into a new folder."""
    from nbnb_desktop.actions import datasets

    with opened(options) as workplace:
        delivery = datasets.deliver(
            workplace,
            options.output,
            options.format,
            language=options.language,
            recipient=options.recipient,
            purpose=options.purpose,
        )
    print(json.dumps(asdict(delivery), ensure_ascii=False))
    return 0


@command(
    "cbs",
    *STORE,
    argument("--key", nargs="+", required=True, help="public keys of age (age1…) of who may open the files"),
    argument("--date", default="", help="reference date of the addresses; today without it"),
    *DELIVERY,
)
def cbs(options: argparse.Namespace) -> int:
    """Write the two encrypted files for linking at CBS, of who said yes to it, with a delivery note, into a new folder."""
    from nbnb_desktop.actions import datasets

    with opened(options) as workplace:
        delivery = datasets.deliver_to_cbs(
            workplace, options.output, options.key, recipient=options.recipient, purpose=options.purpose, reference_date=options.date
        )
    print(json.dumps(asdict(delivery), ensure_ascii=False))
    return 0


@command(
    "hub load",
    *STORE,
    argument("bundles", type=Path, nargs="*"),
    HUB,
)
def hub_load(options: argparse.Namespace) -> int:
    """Take in bundles, if any are named, and bring a PostgreSQL hub up to date with this store."""
    from nbnb_desktop.actions import exchange, hub

    with opened(options) as workplace:
        for bundle in options.bundles:
            exchange.import_file(workplace, bundle)
        print(json.dumps(asdict(hub.load(workplace, options.to))))
    return 0


@command(
    "hub report",
    argument("name"),
    *ASKED,
    HUB,
    argument("-o", "--output", type=Path),
)
def hub_report(options: argparse.Namespace) -> int:
    """Print a table of the programme from a PostgreSQL hub, or save it as .csv, .json or .xlsx."""
    from nbnb_desktop.actions import hub, printing, table_files

    table = hub.report(options.to, options.name, options.project, options.date, options.language, options.outsider)
    if options.output is None:
        print(table_files.text(table))
        return 0
    printing.save(table_files.written(table, options.output.suffix[1:]), options.output)
    return 0
