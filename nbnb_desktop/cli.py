"""The headless commands (design section 8): the same actions as the screens, for scripts, tests and the bureau.

Exit status 0: done; 1: refused, with one line that says what and what to do; 2: wrong usage;
70: a bug, with a log without personal data.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop import __version__, bugs, i18n
from nbnb_desktop.errors import FormError, NbnbError, RecordError
from nbnb_desktop.i18n import N_, _

if TYPE_CHECKING:
    from nbnb_desktop.actions.workplace import Workplace

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    i18n.activate(options.say)
    try:
        return int(options.command(options))
    except FormError as refusal:
        _complain(refusal)
        for fault in refusal.faults:
            print(f"  {fault}", file=sys.stderr)
        return 1
    except NbnbError as refusal:
        _complain(refusal)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as bug:
        log = bugs.note(getattr(options, "store", default_folder()), bug)
        print(_("A fault in the program; your data are as they were. Where it happened is in {log}.").format(log=log), file=sys.stderr)
        return 70


def default_folder() -> Path:
    """Where the store lies when nothing else is asked."""
    import platformdirs

    return Path(platformdirs.user_data_dir("nbnb-desktop", appauthor=False))


# ------------------------------------------------------------------ the store


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[Workplace]:
    from nbnb_desktop.actions import setup

    account = options.account or next(iter(setup.accounts(options.store)), "")
    workplace = setup.unlock(options.store, account, _passphrase(options.passphrase_file))
    try:
        yield workplace
    finally:
        setup.lock(workplace)


def _passphrase(file: Path | None, prompt: str = N_("Passphrase: ")) -> str:
    if file is None:
        return getpass.getpass(_(prompt))
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as refusal:
        raise RecordError(_("The file with the passphrase cannot be read."), str(refusal.strerror)) from refusal


def init(options: argparse.Namespace) -> int:
    """Make a new encrypted store; the recovery code is printed, or saved as a PDF."""
    from nbnb_desktop.actions import printing, setup

    project = next((known for known in setup.projects() if known.number == options.project), setup.Project(0, "", options.organisation))
    answers = setup.FirstStart(
        language=options.say,
        organisation=options.organisation or project.organisation,
        project=project,
        account=options.account or "beheer",
        passphrase=_passphrase(options.passphrase_file),
        device_name=options.device,
    )
    workplace, code = setup.first_start(options.store, answers)
    setup.lock(workplace)
    if options.recovery_sheet:
        printing.save(setup.recovery_sheet(code, answers.organisation, options.say), options.recovery_sheet)
        print(_("The recovery sheet is in {file}. Print it and keep it in a safe place.").format(file=options.recovery_sheet))
    else:
        print(_("Recovery code (write it down and keep it in a safe place): {code}").format(code=code))
    return 0


def unlock_test(options: argparse.Namespace) -> int:
    """Open the store and check that it is whole."""
    with _opened(options) as workplace:
        workplace.store.verify()
    print(_("The store opens and is whole."))
    return 0


def passphrase(options: argparse.Namespace) -> int:
    """Give the account another passphrase."""
    from nbnb_desktop.actions import setup

    old = _passphrase(options.passphrase_file)
    workplace = setup.unlock(options.store, options.account or setup.accounts(options.store)[0], old)
    try:
        setup.change_passphrase(workplace, old, _passphrase(options.new_passphrase_file, N_("New passphrase: ")))
    finally:
        setup.lock(workplace)
    print(_("The passphrase was changed."))
    return 0


def backup(options: argparse.Namespace) -> int:
    """Write an encrypted copy of the store into a folder."""
    from nbnb_desktop.actions import keeping

    with _opened(options) as workplace:
        print(keeping.backup(workplace, options.target))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a copy back as the store; it is opened first to see that it is whole."""
    from nbnb_desktop.actions import keeping

    keeping.restore(options.backup, options.store, options.account, _passphrase(options.passphrase_file))
    print(_("The copy was put back and opens."))
    return 0


def demo(options: argparse.Namespace) -> int:
    """Fill the store with a demonstration project of invented people."""
    from nbnb_desktop.actions import demo as demonstration

    with _opened(options) as workplace:
        print(demonstration.fill(workplace))
    return 0


def rebuild(options: argparse.Namespace) -> int:
    """Make all projections anew from the revisions."""
    with _opened(options) as workplace:
        workplace.store.rebuild()
    print(_("All lists and tables were made anew."))
    return 0


# ------------------------------------------------------------------ forms


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


def form_export(options: argparse.Namespace) -> int:
    """Write a form for KoboToolbox or ODK: .xlsx or .xml."""
    from nbnb_desktop.actions import forms, printing

    printing.save(forms.export(options.form, options.output.suffix), options.output)
    return 0


def form_print(options: argparse.Namespace) -> int:
    """Print any form on paper, empty: boxes, lines and skip rules in words, in one of its languages."""
    from nbnb_desktop.actions import printing

    target = options.output or Path(f"{Path(options.form).stem}-{options.language}.pdf")
    printing.save(printing.blank_form(options.form, options.language, large_print=options.large), target)
    print(target)
    return 0


# ------------------------------------------------------------------ translations


def translate_update(_options: argparse.Namespace) -> int:
    """Bring the catalogues up to date with the code and the forms."""
    from nbnb_desktop.actions import translating

    translating.update()
    return 0


def translate_status(_options: argparse.Namespace) -> int:
    """Say how many texts each language has."""
    from nbnb_desktop.actions import translating

    for row in translating.status():
        print(f"{row.language}\t{row.domain}\t{row.status}\t{row.translated}/{row.total}")
    return 0


def translate_export(options: argparse.Namespace) -> int:
    """Write a language's texts into a workbook for a translator."""
    from nbnb_desktop.actions import printing, translating

    printing.save(translating.export(options.language), options.output)
    return 0


def translate_import(options: argparse.Namespace) -> int:
    """Take a translator's workbook back; refused rows are listed, and nothing is changed then."""
    from nbnb_desktop.actions import translating

    print(translating.take_back(options.language, options.file))
    return 0


# ------------------------------------------------------------------ participants and records


def participants(options: argparse.Namespace) -> int:
    """List participants, or find them by name in any script."""
    from nbnb_desktop.actions import participants as people

    with _opened(options) as workplace:
        page = people.search(workplace, options.search, limit=options.limit)
    if options.json:
        print(json.dumps([asdict(row) for row in page.rows], ensure_ascii=False))
        return 0
    for row in page.rows:
        print("\t".join((row.id, row.name, row.own_name, row.birth)))
    return 0


def participant_show(options: argparse.Namespace) -> int:
    """Show one participant's file."""
    from nbnb_desktop.actions import participants as people

    with _opened(options) as workplace:
        shown = people.open_file(workplace, options.id)
    if options.json:
        print(json.dumps(asdict(shown), ensure_ascii=False))
        return 0
    print("\t".join((shown.row.id, shown.row.name, shown.row.own_name, shown.row.birth)))
    for step in shown.path:
        print(f"  {step.title}: {_(_STATES[step.state])}")
    return 0


_STATES = {"done": N_("done"), "in_progress": N_("in progress"), "next": N_("next"), "later": N_("later")}


def record(options: argparse.Namespace) -> int:
    """Register submissions in bulk from a CSV or JSON file, checked by the engine, all or nothing."""
    from nbnb_desktop.actions import registering

    with _opened(options) as workplace:
        report = registering.record(workplace, options.form, options.file, dry_run=options.dry_run)
    print(json.dumps(asdict(report), ensure_ascii=False))
    return 0


def portfolio(options: argparse.Namespace) -> int:
    """Print a participant's portfolio as PDF, in one language or more."""
    from nbnb_desktop.actions import printing

    with _opened(options) as workplace:
        content = printing.portfolio(workplace, options.id, options.profile, tuple(options.language or ["nl"]))
    printing.save(content, options.output)
    return 0


# ------------------------------------------------------------------ tables


def report(options: argparse.Namespace) -> int:
    """Print a table of the programme (R1 to R15, CMO), or save it as a file; without a name, list the tables."""
    from nbnb_desktop.actions import printing, reporting, table_files

    if not options.name:
        for name, title in reporting.names(options.language):
            print(f"{name}\t{title}")
        return 0
    suffix = options.format or (options.output.suffix[1:] if options.output else "text")
    with _opened(options) as workplace:
        table = reporting.report(workplace, options.name, options.project, options.date, options.language, options.outsider)
        made = f"{table_files.text(table)}\n".encode() if suffix == "text" else reporting.to_file(workplace, table, suffix)
    if options.output:
        printing.save(made, options.output)
        return 0
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    return 0


def dataset(options: argparse.Namespace) -> int:
    """Write the pseudonymous research data with codebook and delivery note into a new folder."""
    from nbnb_desktop.actions import datasets

    with _opened(options) as workplace:
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


def cbs(options: argparse.Namespace) -> int:
    """Write the two encrypted files for linking at CBS, of who said yes to it, with a delivery note, into a new folder."""
    from nbnb_desktop.actions import datasets

    with _opened(options) as workplace:
        delivery = datasets.deliver_to_cbs(
            workplace, options.output, options.key, recipient=options.recipient, purpose=options.purpose, reference_date=options.date
        )
    print(json.dumps(asdict(delivery), ensure_ascii=False))
    return 0


# ------------------------------------------------------------------ exchange


def card(options: argparse.Namespace) -> int:
    """Save this laptop's card, which another laptop pairs with."""
    from nbnb_desktop.actions import laptops

    with _opened(options) as workplace:
        laptops.save_card(workplace, options.output)
    return 0


def pair(options: argparse.Namespace) -> int:
    """Pair with a laptop by its card; the code that is printed must be the same on both laptops."""
    from nbnb_desktop.actions import laptops

    with _opened(options) as workplace:
        other = laptops.read_card(options.card)
        print(laptops.pairing_code(workplace, other))
        laptops.pair(workplace, other)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write a bundle for one or more paired laptops."""
    from nbnb_desktop.actions import exchange

    with _opened(options) as workplace:
        print(json.dumps(asdict(exchange.export(workplace, tuple(options.to), options.output)), ensure_ascii=False))
    return 0


def import_file(options: argparse.Namespace) -> int:
    """Take in a bundle that was made for this laptop, or every bundle in a folder."""
    from nbnb_desktop.actions import bureau, exchange

    with _opened(options) as workplace:
        if options.file.is_dir():
            taken = bureau.import_folder(workplace, options.file)
            print(json.dumps(asdict(taken), ensure_ascii=False))
            return 1 if taken.refused else 0
        print(json.dumps(asdict(exchange.import_file(workplace, options.file)), ensure_ascii=False))
    return 0


def verify(options: argparse.Namespace) -> int:
    """Say what a bundle would bring, without taking it in."""
    from nbnb_desktop.actions import exchange

    with _opened(options) as workplace:
        print(json.dumps(asdict(exchange.verify(workplace, options.file)), ensure_ascii=False))
    return 0


def ledger(options: argparse.Namespace) -> int:
    """List what was made, sent and received."""
    from nbnb_desktop.actions import ledger as ledgers

    with _opened(options) as workplace:
        for row in ledgers.rows(workplace):
            print("\t".join((row.when, row.device, row.direction, str(row.number), str(row.revisions), row.words)))
    return 0


def senders(options: argparse.Namespace) -> int:
    """List who has sent what, and up to when."""
    from nbnb_desktop.actions import bureau

    with _opened(options) as workplace:
        for one in bureau.senders(workplace):
            print("\t".join((one.organisation, one.name, str(one.files), str(one.revisions), one.until, one.asks)))
    return 0


def hub_load(options: argparse.Namespace) -> int:
    """Take in bundles, if any are named, and bring a PostgreSQL hub up to date with this store."""
    from nbnb_desktop.actions import exchange, hub

    with _opened(options) as workplace:
        for bundle in options.bundles:
            exchange.import_file(workplace, bundle)
        print(json.dumps(asdict(hub.load(workplace, options.to))))
    return 0


def hub_report(options: argparse.Namespace) -> int:
    """Print a table of the programme from a PostgreSQL hub, or save it as .csv, .json or .xlsx."""
    from nbnb_desktop.actions import hub, printing, table_files

    table = hub.report(options.to, options.name, options.project, options.date, options.language, options.outsider)
    if options.output is None:
        print(table_files.text(table))
        return 0
    printing.save(table_files.written(table, options.output.suffix[1:]), options.output)
    return 0


# ------------------------------------------------------------------ words to commands


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nbnb-desktop", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--version", action="version", version=f"nbnb-desktop {__version__}")
    parser.add_argument("--say", default="nl", choices=["nl", "en"], help="language of the messages")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (run, arguments) in _COMMANDS.items():
        _add(commands, name, run, arguments)
    for group, members in _GROUPS.items():
        sub = commands.add_parser(group).add_subparsers(required=True, metavar="COMMAND")
        for name, (run, arguments) in members.items():
            _add(sub, name, run, arguments)
    return parser


Argument = tuple[tuple[str, ...], dict[str, object]]


def _add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: Command, arguments: Sequence[Argument]) -> None:
    parser = commands.add_parser(name, help=(run.__doc__ or "").splitlines()[0], description=run.__doc__)
    for flags, details in arguments:
        parser.add_argument(*flags, **details)  # type: ignore[arg-type]  # argparse's own keyword names
    parser.set_defaults(command=run)


def _argument(*flags: str, **details: object) -> Argument:
    return flags, details


_STORE = (
    _argument("--store", type=Path, default=default_folder(), help="folder of the store"),
    _argument("--account", default="", help="name of the account; the first one without it"),
    _argument("--passphrase-file", type=Path, help="file with the passphrase; asked for without it"),
)
_FORM = _argument("form", help="name of a shipped form, or a path to .yaml .xlsx .xls .csv .md .xml")
_OUTPUT = _argument("-o", "--output", type=Path, required=True)
_LANGUAGE = _argument("language", choices=sorted(i18n.LANGUAGES))
_JSON = _argument("--json", action="store_true", help="print JSON")

_ASKED = (
    _argument("--project", default="", help="code of a project, for example KIM"),
    _argument("--date", default="", help="reference date, for example 2021-03-02"),
    _argument("--language", default="nl", choices=["nl", "en"]),
    _argument("--outsider", action="store_true", help="hide what could tell something about one person"),
)
_HUB = _argument("--to", required=True, metavar="ADDRESS", help="postgresql://… of the hub")

_DELIVERY = (
    _argument("--recipient", default="", help="for whom; noted in the delivery and the audit"),
    _argument("--purpose", default="", help="what for; noted in the delivery and the audit"),
    _argument("-o", "--output", type=Path, required=True, help="a new folder"),
)

_COMMANDS: dict[str, tuple[Command, Sequence[Argument]]] = {
    "init": (
        init,
        (
            *_STORE,
            _argument("--organisation", default=""),
            _argument("--project", type=int, default=0, help="number of the project (1 to 32)"),
            _argument("--device", default="", help="name of this laptop"),
            _argument("--recovery-sheet", type=Path, help="save the recovery code as a PDF instead of printing it"),
        ),
    ),
    "unlock-test": (unlock_test, _STORE),
    "passphrase": (passphrase, (*_STORE, _argument("--new-passphrase-file", type=Path))),
    "backup": (backup, (*_STORE, _argument("target", type=Path, nargs="?"))),
    "restore": (restore, (*_STORE, _argument("backup", type=Path))),
    "rebuild": (rebuild, _STORE),
    "demo": (demo, _STORE),
    "participants": (participants, (*_STORE, _argument("--search", default=""), _argument("--limit", type=int, default=1000), _JSON)),
    "record": (record, (*_STORE, _FORM, _argument("file", type=Path), _argument("--dry-run", action="store_true"))),
    "portfolio": (
        portfolio,
        (
            *_STORE,
            _argument("id"),
            _argument("--profile", default="full", choices=["full", "employer", "municipality"]),
            _argument("--language", action="append", help="nl, ar, ti ...; may be given more than once"),
            _OUTPUT,
        ),
    ),
    "report": (
        report,
        (
            *_STORE,
            _argument("name", nargs="?", default="", help="R1 to R15 or CMO; without it the tables are listed"),
            *_ASKED,
            _argument("--format", default="", choices=["text", "csv", "json", "xlsx", "pdf"]),
            _argument("-o", "--output", type=Path),
        ),
    ),
    "dataset": (
        dataset,
        (
            *_STORE,
            _argument("--format", default="csv", choices=["csv", "sav", "dta", "parquet"]),
            _argument("--language", default="nl", choices=["nl", "en"], help="language of the labels in SPSS, Stata and Parquet"),
            *_DELIVERY,
        ),
    ),
    "cbs": (
        cbs,
        (
            *_STORE,
            _argument("--key", nargs="+", required=True, help="public keys of age (age1…) of who may open the files"),
            _argument("--date", default="", help="reference date of the addresses; today without it"),
            *_DELIVERY,
        ),
    ),
    "senders": (senders, _STORE),
    "card": (card, (*_STORE, _OUTPUT)),
    "pair": (pair, (*_STORE, _argument("card", type=Path))),
    "export": (export, (*_STORE, _argument("--to", nargs="+", required=True, help="names of paired laptops"), _OUTPUT)),
    "import": (import_file, (*_STORE, _argument("file", type=Path))),
    "verify": (verify, (*_STORE, _argument("file", type=Path))),
    "ledger": (ledger, _STORE),
}
_GROUPS: dict[str, dict[str, tuple[Command, Sequence[Argument]]]] = {
    "form": {
        "check": (form_check, (_FORM,)),
        "run": (
            form_run,
            (
                _argument("form", nargs="?", default=""),
                _argument("steps", nargs="?", type=Path),
                _argument("--media", type=Path),
                _argument("--serve", action="store_true", help="one JSON request a line, one answer a line"),
            ),
        ),
        "export": (form_export, (_FORM, _OUTPUT)),
        "print": (
            form_print,
            (
                _FORM,
                _argument("--language", default="nl", choices=sorted(i18n.LANGUAGES)),
                _argument("--large", action="store_true", help="large print"),
                _argument("-o", "--output", type=Path, help="the PDF; without it a file named after the form"),
            ),
        ),
    },
    "translate": {
        "update": (translate_update, ()),
        "status": (translate_status, ()),
        "export": (translate_export, (_LANGUAGE, _OUTPUT)),
        "import": (translate_import, (_LANGUAGE, _argument("file", type=Path))),
    },
    "hub": {
        "load": (hub_load, (*_STORE, _argument("bundles", type=Path, nargs="*"), _HUB)),
        "report": (hub_report, (_argument("name"), *_ASKED, _HUB, _argument("-o", "--output", type=Path))),
    },
    "participant": {"show": (participant_show, (*_STORE, _argument("id"), _JSON))},
}


def _complain(refusal: NbnbError) -> None:
    print(f"nbnb-desktop: {refusal}", file=sys.stderr)
