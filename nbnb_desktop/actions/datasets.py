"""Deliveries of data: the research data set in a folder, and the two files with which CBS links (spec 9.1)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from nbnb_desktop import __version__
from nbnb_desktop.actions import codebook_paper, roles, sharing
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import DocumentError, RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.reports import codebook, data_files
from nbnb_desktop.reports.dataset import ENTRY, LINK, DataFile, Variable, files_of
from nbnb_desktop.store.reading import places, select

FORMATS = tuple(data_files.WRITERS)
SURVEYS = frozenset({"nulmeting", "vervolgmeting", "nameting"})
"""The forms that are research: only of who said yes to it (C2)."""

PARTITION, NOBODY_KNOWS = "project", "__HIVE_DEFAULT_PARTITION__"
"""The variable that names a folder instead of standing in the Parquet files, and the folder of what is not filled in (as Hive has it)."""

NOT_DATA = frozenset({"toestemming"})
KEY = ("link_id", "birth_year", "birth_month", "birth_day", "sex", "postcode", "house_number", "house_addition", "reference_date")
"""The linking key of CBS without a citizen service number; what was not filled in stays empty."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Delivered:
    """One file of a delivery."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered; ``left_out`` participants said no, withdrew, or (for CBS) never said yes."""

    folder: str
    date: str
    recipient: str
    purpose: str
    participants: int
    left_out: int
    files: tuple[Delivered, ...]


class _Pseudonyms:
    """Random ids of one delivery: a keyed digest whose key is forgotten with the delivery, so nobody can go back."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, own: object) -> str:
        return hashlib.blake2b(str(own).encode(), key=self._key, digest_size=8).hexdigest()


# ------------------------------------------------------------------ the research data set


def deliver(
    workplace: Workplace, folder: Path | str, form: str = "csv", *, language: str = "nl", recipient: str = "", purpose: str = "",
    progress: Progress = lambda done, total: None,
) -> Delivery:  # fmt: skip
    """Write the data set into a new folder: a file per form and per repeat, codebook (CSV, DDI and PDF) and delivery note.

    Parquet is a folder per form instead, in folders ``project=KIM/month=2021-03`` (of registration) as Spark, DuckDB and Arrow read
    them. Who said no to research, or withdrew a yes, is not in it; surveys are in it only of who said yes. Raises RecordError,
    DocumentError; the folder is complete or not there.
    """
    roles.require(workplace, "deliver")
    if form not in FORMATS:
        raise RecordError(_("There is no format {form}.").format(form=form), _("Choose one of: {names}.").format(names=", ".join(FORMATS)))
    yes, no = sharing.everybody(workplace, "c2")
    write = partial(_write_parts if form == "parquet" else _write_file, workplace, form, language, _Pseudonyms(), yes, no)
    with _new_folder(Path(folder)) as part:
        found = list(_data_files(workplace))
        written: dict[str, list[Delivered]] = {}
        for number, file in enumerate(found):
            written[file.name] = write(part, file)
            progress(number + 1, len(found))
        kept = [file for file in found if written[file.name]]
        people = _people(workplace) - no
        rows = {file.name: sum(made.rows for made in written[file.name]) for file in kept}
        files = [made for file in kept for made in written[file.name]]
        files += [_plain(part / name, content) for name, content in _codebooks(workplace, kept, form, len(people), rows, language)]
        delivery = Delivery(str(folder), _today(workplace), recipient, purpose, len(people), len(no), tuple(files))
        _plain(part / "levering.json", _note(delivery))
        _plain(part / "leesmij.txt", _readme(delivery).encode())
    _log(workplace, "dataset", delivery)
    return delivery


def _write_file(
    workplace: Workplace, form: str, language: str, names: _Pseudonyms, yes: set[str], no: set[str], folder: Path, file: DataFile
) -> list[Delivered]:
    """One file; none when it would have no rows."""
    path = folder / f"{file.name}.{form}"
    counted = _Counted(_rows(workplace, file, names, _wanted(file, yes, no)))
    with _disk_refusals(path):
        data_files.WRITERS[form](path, file, counted, language)
        if counted.count:
            return [Delivered(path.name, counted.count, _digest(path))]
        path.unlink()
    return []


def _write_parts(
    workplace: Workplace, form: str, language: str, names: _Pseudonyms, yes: set[str], no: set[str], folder: Path, file: DataFile
) -> list[Delivered]:
    """A file for every project and month of registration, one after the other, so that one is open at a time."""
    wanted, home = _wanted(file, yes, no), _projects(workplace)
    facts = select(workplace.store.tables, file.form_id, ("_participant", "_created_at", PARTITION, "_rowid"), file.repeat)
    places = sorted(
        (_part_of(project or home.get(person, ""), (created or "")[:7]), names(person), row)
        for person, created, project, row in facts
        if wanted(person)
    )
    own = replace(file, variables=tuple(one for one in file.variables if one.name != PARTITION))
    made = []
    for part, some in groupby(places, key=lambda place: place[0]):
        rows = _Counted(_answers(workplace, own, names, [row for __, __, row in some]))
        path = folder / file.name / part / f"part.{form}"
        with _disk_refusals(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            data_files.WRITERS[form](path, own, rows, language)
            made.append(Delivered(path.relative_to(folder).as_posix(), rows.count, _digest(path)))
    return made


@cache
def _part_of(project: str, month: str) -> str:
    """The folder of a project and month; remembered, because a form has few and each of its rows names one."""
    return f"project={quote(project, safe='') or NOBODY_KNOWS}/month={month or NOBODY_KNOWS}"


def _projects(workplace: Workplace) -> dict[str, str]:
    """Participant -> the project of the last form that says so; exits say it last."""
    found: dict[str, str] = {}
    for form in ("deelnemer", "instroom", "uitstroom"):
        rows = select(workplace.store.tables, form, ("_participant", PARTITION))
        found |= {person: project for person, project in rows if project}
    return found


def _wanted(file: DataFile, yes: set[str], no: set[str]) -> Callable[[str], bool]:
    return (lambda one: one in yes) if file.form_id in SURVEYS else (lambda one: one not in no)


class _Counted:
    """Rows that pass by, and how many there were."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self._rows:
            self.count += 1
            yield row


def _rows(workplace: Workplace, file: DataFile, names: _Pseudonyms, wanted: Callable[[str], bool]) -> Iterator[Sequence[object]]:
    """The answers in the order of the variables; in the order of the random ids, so that the order tells nothing."""
    tables = workplace.store.tables
    order = sorted((names(person), row) for person, row in places(tables, file.form_id, file.repeat) if wanted(person))
    return _answers(workplace, file, names, [row for __, row in order])


def _answers(workplace: Workplace, file: DataFile, names: _Pseudonyms, order: Sequence[int]) -> Iterator[Sequence[object]]:
    """The answers of these rows of the form's table, in that order."""
    columns = file.columns
    place = {column: number for number, column in enumerate(columns)}
    readers = [_cell(variable, place[variable.column], names) for variable in file.variables]
    for row in select(workplace.store.tables, file.form_id, columns, file.repeat, order):
        yield [read(row) for read in readers]


def _cell(variable: Variable, place: int, names: _Pseudonyms) -> Callable[[Sequence[object]], object]:
    if variable.name in (LINK, ENTRY):
        return lambda row: names(row[place])
    return lambda row: row[place]


def _data_files(workplace: Workplace) -> Iterator[DataFile]:
    """The files of every form about participants that was filled in here."""
    used = {form for form, repeat in workplace.store.tables.names() if not repeat}
    for meta in workplace.library.metas():
        if meta.form_id in used and meta.about == "participant" and meta.form_id not in NOT_DATA:
            versions = [form.version for form in workplace.store.forms.all() if form.form_id == meta.form_id]
            definitions = [workplace.library.definition(meta.form_id, version) for version in reversed(versions)]
            titles = {language: meta.title_in(language) for language in ("nl", "en")}
            yield from files_of(definitions, titles)


def _codebooks(
    workplace: Workplace, files: Sequence[DataFile], form: str, people: int, rows: dict[str, int], language: str
) -> Iterator[tuple[str, bytes]]:
    organisation = str(workplace.store.settings.get("organisation", ""))
    program = f"nbnb_desktop {__version__}"
    study = codebook.Study(_("Register and surveys"), organisation, _today(workplace), program, people, rows)
    yield "codeboek.csv", codebook.to_csv(files)
    yield "codeboek.xml", codebook.to_ddi(files, study, "" if form == "parquet" else form)
    yield "codeboek.pdf", codebook_paper.to_pdf(files, study, language, workplace.provider().now())


# ------------------------------------------------------------------ linking at CBS


def deliver_to_cbs(
    workplace: Workplace, folder: Path | str, recipients: Sequence[str], *, recipient: str, purpose: str, reference_date: str = ""
) -> Delivery:
    """Write ``koppelsleutel.csv.age`` and ``onderzoeksdata.zip.age`` with a delivery note into a new folder.

    Only participants whose yes to linking (C3) holds are in them. ``recipients`` are age public keys. Nothing is written
    unencrypted but the note. Raises RecordError, DocumentError.
    """
    roles.require(workplace, "deliver")
    yes, __ = sharing.everybody(workplace, "c3")
    if not yes:
        raise RecordError(_("Nobody said yes to linking at CBS."), _("Ask the participants in the form Consent."))
    names = _Pseudonyms()
    key = _key_file(workplace, yes, names, reference_date or _today(workplace))
    data, rows = _research_archive(workplace, yes, names)
    sealed = {"koppelsleutel.csv.age": (key, len(yes)), "onderzoeksdata.zip.age": (data, rows)}
    with _new_folder(Path(folder)) as part:
        files = [_plain(part / name, _sealed(content, recipients), count) for name, (content, count) in sealed.items()]
        for name, (content, count) in sealed.items():
            inside = _("{name}, once decrypted").format(name=name.removesuffix(".age"))
            files.append(Delivered(inside, count, hashlib.sha256(content).hexdigest()))
        delivery = Delivery(str(folder), _today(workplace), recipient, purpose, len(yes), len(_people(workplace) - yes), tuple(files))
        _plain(part / "levering.json", _note(delivery))
        _plain(part / "leesmij.txt", _readme(delivery).encode())
    _log(workplace, "cbs", delivery)
    return delivery


def _key_file(workplace: Workplace, people: set[str], names: _Pseudonyms, reference: str) -> bytes:
    columns = ("_participant", "birth_date", "birth_precision", "gender", "postcode6", "postcode4", "house_number", "house_addition")
    lines = {}
    for person, born, precision, sex, six, four, number, addition in select(workplace.store.tables, "deelnemer", columns):
        if person in people:
            day = (born or "")[: {"year": 4, "about": 4, "month": 7}.get(precision or "", 10)].split("-")
            year, month, date = (*day, "", "", "")[:3]
            postcode = (six or four or "").replace(" ", "").upper()
            lines[person] = (names(person), year, month, date, sex, postcode, number, addition, reference)
    return _csv(KEY, sorted(lines.values()))


def _research_archive(workplace: Workplace, people: set[str], names: _Pseudonyms) -> tuple[bytes, int]:
    """A ZIP with the data files, the codebook and the consents, and the number of data rows."""
    stream, total, kept = io.BytesIO(), 0, []
    rows: dict[str, int] = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _data_files(workplace):
            counted, text = _Counted(_rows(workplace, file, names, people.__contains__)), io.StringIO()
            data_files.write_lines(text, file, counted)
            if counted.count:
                archive.writestr(f"{file.name}.csv", text.getvalue().encode("utf-8-sig"))
                kept.append(file)
                rows[file.name] = counted.count
                total += counted.count
        for name, content in _codebooks(workplace, kept, "csv", len(people), rows, "nl"):
            archive.writestr(name, content)
        archive.writestr("toestemming.csv", _consents(workplace, people, names))
    return stream.getvalue(), total


def _consents(workplace: Workplace, people: set[str], names: _Pseudonyms) -> bytes:
    rows = select(workplace.store.tables, "toestemming", ("_participant", "_form_version", "consent_date"))
    return _csv(("link_id", "version", "date"), sorted((names(one), version, day) for one, version, day in rows if one in people))


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _sealed(content: bytes, recipients: Sequence[str]) -> bytes:
    import pyrage

    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError as wrong:
        raise RecordError(_("This is no public key of age."), _("Ask the recipient for a key that begins with age1.")) from wrong
    if not keys:
        raise RecordError(_("There is no public key to encrypt for."), _("Ask the recipient for a key that begins with age1."))
    return bytes(pyrage.encrypt(content, keys))


# ------------------------------------------------------------------ consent, notes, files


def _people(workplace: Workplace) -> set[str]:
    return {person for person, __ in places(workplace.store.tables, "deelnemer")}


def _today(workplace: Workplace) -> str:
    return workplace.provider().now().date().isoformat()


def _note(delivery: Delivery) -> bytes:
    return json.dumps({**asdict(delivery), "folder": Path(delivery.folder).name}, ensure_ascii=False, indent=1).encode()


def _readme(delivery: Delivery) -> str:
    lines = [
        _("Delivery of {date}").format(date=delivery.date),
        _("For: {recipient}").format(recipient=delivery.recipient or "-"),
        _("Purpose: {purpose}").format(purpose=delivery.purpose or "-"),
        _("{count} participants; {left_out} left out for want of consent.").format(count=delivery.participants, left_out=delivery.left_out),
        _("link_id and entry are random and differ in every delivery. Delete the files when the purpose is reached."),
        "",
        *(f"{file.sha256}  {file.name}  ({file.rows})" for file in delivery.files),
    ]
    return "\n".join(lines) + "\n"


def _log(workplace: Workplace, event: str, delivery: Delivery) -> None:
    with workplace.store.atomic():
        workplace.store.audit.note(event, "", f"{delivery.recipient} | {delivery.purpose} | {delivery.participants} | {delivery.date}")


def _plain(path: Path, content: bytes, rows: int = 0) -> Delivered:
    with _disk_refusals(path):
        path.write_bytes(content)
    return Delivered(path.name, rows, hashlib.sha256(content).hexdigest())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _disk_refusals(path: Path) -> Iterator[None]:
    """What the disk refuses, as our error."""
    try:
        yield
    except OSError as refusal:
        raise DocumentError(
            _("The file {name} could not be saved.").format(name=path.name),
            _("Check that the folder exists, that it has space, and that you may write there."),
        ) from refusal


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A folder beside the target that takes its place when all went well, and is gone otherwise."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DocumentError(_("The folder {name} is not empty.").format(name=target.name), _("Choose a new folder."))
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    with _disk_refusals(target):
        part.mkdir(parents=True)
    try:
        yield part
        with _disk_refusals(target):
            if target.is_dir():
                target.rmdir()
            part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
