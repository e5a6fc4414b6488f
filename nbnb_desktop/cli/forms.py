"""Forms: check, walk through, take elsewhere, take in from elsewhere, print."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from nbnb_desktop import i18n
from nbnb_desktop.cli.shared import FORM, OUTPUT, STORE, argument, command, opened
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _


@command(
    "form check",
    FORM,
)
def form_check(options: argparse.Namespace) -> int:
    """List each fault of a form with sheet, row and column."""
    from nbnb_desktop.actions import forms

    faults = forms.check(options.form)
    for fault in faults:
        print(fault)
    wrong = [fault for fault in faults if fault.severity == "error"]
    if not wrong:
        print(_("The form is in order."))
    return 1 if wrong else 0


@command(
    "form run",
    argument("form", nargs="?", default=""),
    argument("steps", nargs="?", type=Path),
    argument("--media", type=Path),
    argument("--serve", action="store_true", help="one JSON request a line, one answer a line"),
)
def form_run(options: argparse.Namespace) -> int:
    """Walk through a form by a list of steps and print what came of it, in the shape of ODK oracles."""
    from nbnb_desktop.actions import forms
    from nbnb_desktop.xforms import run

    if options.serve:
        run.serve(sys.stdin, sys.stdout)
        return 0
    if not options.steps:
        raise RecordError(_("There are no steps."), _("Name a JSON file with a list of steps, or use --serve."))
    print(json.dumps(forms.walk(options.form, options.steps, options.media), ensure_ascii=False))
    return 0


@command(
    "form export",
    FORM,
    OUTPUT,
    argument("--without-pictures", action="store_true", help="the workbook alone"),
)
def form_export(options: argparse.Namespace) -> int:
    """Write a form for KoboToolbox or ODK: .xlsx with its drawings in a folder beside it, or .xml."""
    from nbnb_desktop.actions import forms, printing

    if options.output.suffix != ".xlsx" or options.without_pictures:
        printing.save(forms.export(options.form, options.output.suffix), options.output)
        return 0
    content, drawings = forms.export_with_drawings(options.form)
    printing.save(content, options.output)
    _save_drawings(drawings, options.output.with_name(f"{options.output.stem}-media"))
    return 0


def _save_drawings(drawings: dict[str, str], folder: Path) -> None:
    """As PNG, which every program of the ODK family shows."""
    from nbnb_desktop.actions import printing
    from nbnb_desktop.ui import picturing  # drawn by what draws them on the screen

    for name, drawing in drawings.items():
        folder.mkdir(exist_ok=True)
        printing.save(picturing.drawing(drawing), folder / name)


@command(
    "form add",
    *STORE,
    argument("file", type=Path, help="a form of ODK or KoboToolbox: .xlsx .xls .csv .md .yaml .xml"),
    argument("--media", type=Path, help="folder or zip file with what it reads; without it FILE-media or FILE-media.zip beside it"),
)
def form_add(options: argparse.Namespace) -> int:
    """Take a form from elsewhere into use, with its files; with any fault all are listed and nothing changes."""
    from nbnb_desktop.actions import forms

    with opened(options) as workplace:
        record = forms.take_in(workplace, options.file, options.media)
    print(record.form_id, record.version, record.title, sep="\t")
    return 0


@command("form list", *STORE)
def form_list(options: argparse.Namespace) -> int:
    """List the forms from elsewhere that are offered: id, version, title."""
    from nbnb_desktop.actions import forms

    with opened(options) as workplace:
        for form in forms.taken_in(workplace):
            print(form.form_id, form.version, form.title, sep="\t")
    return 0


@command("form remove", *STORE, argument("form", help="the id of a form from elsewhere"))
def form_remove(options: argparse.Namespace) -> int:
    """Offer a form from elsewhere no more; what was filled in stays."""
    from nbnb_desktop.actions import forms

    with opened(options) as workplace:
        if options.form not in {form.form_id for form in forms.taken_in(workplace)}:
            raise RecordError(_("There is no form called {form}.").format(form=options.form))
        forms.put_away(workplace, options.form)
    return 0


@command(
    "form print",
    FORM,
    argument("--language", default="nl", choices=sorted(i18n.LANGUAGES)),
    argument("--large", action="store_true", help="large print"),
    argument("-o", "--output", type=Path, help="the PDF; without it a file named after the form"),
)
def form_print(options: argparse.Namespace) -> int:
    """Print any form on paper, empty: boxes, lines and skip rules in words, in one of its languages."""
    from nbnb_desktop.actions import printing

    target = options.output or Path(f"{Path(options.form).stem}-{options.language}.pdf")
    printing.save(printing.blank_form(options.form, options.language, large_print=options.large), target)
    print(target)
    return 0


@command(
    "form compare",
    *STORE,
    argument("first", help="the id of a filled form"),
    argument("second", help="the id of the second entry of the same paper"),
    argument("--language", default="nl", choices=sorted(i18n.LANGUAGES)),
    argument("-o", "--output", type=Path, help="the differences as PDF"),
)
def form_compare(options: argparse.Namespace) -> int:
    """List where two entries of one returned paper form differ; exit 1 when they do."""
    from nbnb_desktop.actions import printing, second_entry

    with opened(options) as workplace:
        found = second_entry.comparison(workplace, options.first, options.second, options.language)
        if options.output:
            printing.save(second_entry.paper(workplace, options.first, options.second, options.language), options.output)
    for row in found.rows:
        print("\t".join(row))
    return 1 if found.rows else 0
