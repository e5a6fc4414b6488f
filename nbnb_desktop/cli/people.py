"""Participants, registrations and portfolios."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop.cli.shared import JSON, OUTPUT, STORE, argument, command, opened
from nbnb_desktop.i18n import N_, _

if TYPE_CHECKING:
    from nbnb_desktop.actions.bulk_files import Preview

_STATES = {"done": N_("done"), "in_progress": N_("in progress"), "next": N_("next"), "later": N_("later")}


@command(
    "participants",
    *STORE,
    argument("--search", default=""),
    argument("--limit", type=int, default=1000),
    JSON,
)
def participants(options: argparse.Namespace) -> int:
    """List participants, or find them by name in any script."""
    from nbnb_desktop.actions import participants as people

    with opened(options) as workplace:
        page = people.search(workplace, options.search, limit=options.limit)
    if options.json:
        print(json.dumps([asdict(row) for row in page.rows], ensure_ascii=False))
        return 0
    for row in page.rows:
        print("\t".join((row.id, row.name, row.own_name, row.birth)))
    return 0


@command(
    "participant show",
    *STORE,
    argument("id"),
    JSON,
)
def participant_show(options: argparse.Namespace) -> int:
    """Show one participant's file."""
    from nbnb_desktop.actions import participants as people

    with opened(options) as workplace:
        shown = people.open_file(workplace, options.id)
    if options.json:
        print(json.dumps(asdict(shown), ensure_ascii=False))
        return 0
    print("\t".join((shown.row.id, shown.row.name, shown.row.own_name, shown.row.birth)))
    for step in shown.path:
        print(f"  {step.title}: {_(_STATES[step.state])}")
    return 0


@command(
    "record",
    *STORE,
    argument("form", help="name of a form, or of several that one file fills: instroom+uitstroom"),
    argument("file", type=Path),
    argument("--preview", action="store_true", help="print as CSV which question each column seems to be, and register nothing"),
    argument(
        "--map", action="append", default=[], metavar="COLUMN=QUESTION", help="which question a column is; nothing after = leaves it out"
    ),
    argument("--map-file", type=Path, help="the same from a file with the columns column and question, as --preview prints it"),
    argument("--dry-run", action="store_true"),
)
def record(options: argparse.Namespace) -> int:
    """Register submissions in bulk from a CSV or JSON file, checked by the engine, all or nothing."""
    from nbnb_desktop.actions import bulk_files

    said = dict(bulk_files.mapping_in(options.map_file)) if options.map_file else {}
    said |= {column: question for column, __, question in (one.rpartition("=") for one in options.map)}
    with opened(options) as workplace:
        found = bulk_files.preview(workplace, options.form, options.file)
        mapped = bulk_files.mapping(found, said)
        if options.preview:
            _print_preview(found, mapped)
            return 0
        report = bulk_files.record_mapped(workplace, options.form, options.file, mapped, dry_run=options.dry_run)
    print(json.dumps(asdict(report), ensure_ascii=False))
    return 0


def _print_preview(found: Preview, mapped: Mapping[str, str]) -> None:
    words = dict(found.questions)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("column", "question", "words", "examples"))
    for column in found.columns:
        question = mapped[column.name] if mapped[column.name] in words else ""
        writer.writerow((column.name, question, words.get(question, ""), " | ".join(column.examples)))


@command(
    "portfolio",
    *STORE,
    argument("id"),
    argument("--profile", default="full", choices=["full", "employer", "municipality"]),
    argument("--language", action="append", help="nl, ar, ti ...; may be given more than once"),
    OUTPUT,
)
def portfolio(options: argparse.Namespace) -> int:
    """Print a participant's portfolio as PDF, in one language or more."""
    from nbnb_desktop.actions import printing

    with opened(options) as workplace:
        content = printing.portfolio(workplace, options.id, options.profile, tuple(options.language or ["nl"]))
    printing.save(content, options.output)
    return 0
