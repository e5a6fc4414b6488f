"""Deliveries of data from a small invented register: what is in them, how it reads back, and what is not."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pyrage
import pytest

from nbnb_desktop.actions import datasets, registering, setup
from nbnb_desktop.actions.setup import FirstStart
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import DocumentError, RecordError
from nbnb_desktop.reports import data_files
from tests.documents.reading import pdfium

PASSPHRASE = "vier blauwe fietsen zingen"
DDI = "{ddi:codebook:2_5}"

EXITS = """\
id,given_name,family_name,phone,birth_date,postcode4,project,gender,exit_code,exit_date,job_function,contract_months,hours_per_week,note,cbs_linking,postcode6,house_number
VP-1,Verzonnen,Naam-een,0612345678,1990-05-04,3511,KIM,1,01,2021-03-01,F25,12,32,Geheim verhaal,1,3511 ab,17
VP-2,Verzonnen,Naam-twee,0612345679,1985-01-01,3512,KIM,2,01,2021-02-01,F00,unknown,0,
VP-3,Verzonnen,Naam-drie,,1970-12-31,,RC,99,08,2021-01-31,,,,
"""
YES_NO = {"VP-1": ("1", "1"), "VP-2": ("1", "0"), "VP-3": ("0", "0")}
"""Person -> yes to research (C2), yes to linking (C3)."""


def consent(person: str) -> dict[str, str]:
    research, linking = YES_NO[person]
    others = {f"consent_c{number}": "0" for number in (4, 5, 6, 7, 8)}
    return {
        "id": person, "consent_c1_understood": "1", "consent_c2": research, "consent_c3": linking, **others,
        "consent_date": "2021-01-04", "initials": "V.",
    }  # fmt: skip


def activity(person: str) -> dict[str, str]:
    return {"id": person, "date": "2021-01-05", "instrument": "GT", "instrument_sub": "GTz GTs", "attendance": "1"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("data")
    workplace, __ = setup.first_start(
        place / "store", FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", PASSPHRASE)
    )
    (place / "exits.csv").write_text(EXITS, encoding="utf-8")
    (place / "consents.json").write_text(json.dumps([consent(one) for one in YES_NO]), encoding="utf-8")
    (place / "activities.json").write_text(json.dumps([activity("VP-1"), activity("VP-3")]), encoding="utf-8")
    for form, file in (("uitstroom", "exits.csv"), ("toestemming", "consents.json"), ("activiteit", "activities.json")):
        registering.record(workplace, form, place / file)
    setup.lock(workplace)
    return place / "store"


@pytest.fixture
def workplace(store: Path) -> Iterator[Workplace]:
    opened = setup.unlock(store, "sanne", PASSPHRASE)
    yield opened
    setup.lock(opened)


def read(path: Path | bytes) -> list[dict[str, str]]:
    content = path if isinstance(path, bytes) else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_data_hold_the_registered_codes_of_those_who_did_not_say_no(workplace: Workplace, tmp_path: Path):
    delivery = datasets.deliver(workplace, tmp_path / "data")
    rows = sorted((row["exit_code"], row["contract_months"], row["hours_per_week"]) for row in read(tmp_path / "data/uitstroom.csv"))
    assert rows == [("01", "12", "32"), ("01", "unknown", "0")]
    assert (delivery.participants, delivery.left_out) == (2, 1)


def test_a_question_with_several_answers_becomes_one_variable_per_answer(workplace: Workplace, tmp_path: Path):
    datasets.deliver(workplace, tmp_path / "data")
    (row,) = read(tmp_path / "data/activiteit.csv")
    assert (row["instrument"], row["instrument_sub_GTz"], row["instrument_sub_GTs"], row["instrument_sub_IBp"]) == ("GT", "1", "1", "0")


def test_nothing_of_names_free_text_or_numbers_of_the_project_leaves(workplace: Workplace, tmp_path: Path):
    datasets.deliver(workplace, tmp_path / "data", recipient="Onderzoek (verzonnen)")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    for secret in (b"Naam-een", b"Verzonnen", b"0612345678", b"Geheim", b"1990-05-04", b"3511", b"VP-1", b"house_number"):
        assert secret not in everything
    for person in workplace.store.participants.all():
        assert person.id.encode() not in everything


def test_the_files_hang_together_by_ids_that_differ_in_every_delivery(workplace: Workplace, tmp_path: Path):
    ids = []
    for name in ("one", "two"):
        datasets.deliver(workplace, tmp_path / name)
        people = {row["link_id"] for row in read(tmp_path / name / "deelnemer.csv")}
        assert {row["link_id"] for row in read(tmp_path / name / "activiteit.csv")} < people
        ids.append(people)
    assert len(ids[0]) == 2
    assert not ids[0] & ids[1]


def test_the_delivery_note_has_the_digest_of_every_file(workplace: Workplace, tmp_path: Path):
    datasets.deliver(workplace, tmp_path / "data", recipient="Bureau (verzonnen)", purpose="Proef")
    note = json.loads((tmp_path / "data/levering.json").read_text(encoding="utf-8"))
    assert (note["recipient"], note["purpose"]) == ("Bureau (verzonnen)", "Proef")
    for file in note["files"]:
        assert hashlib.sha256((tmp_path / "data" / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    assert any(entry.event == "dataset" for entry in workplace.store.audit.entries())


def numbers(folder: Path) -> dict[str, dict[float, str]]:
    """Variable of uitstroom -> number -> code, by the codebook."""
    found: dict[str, dict[float, str]] = {}
    for row in read(folder / "codeboek.csv"):
        if row["file"] == "uitstroom" and row["code"]:
            found.setdefault(row["variable"], {})[float(row["number"])] = row["code"]
    return found


def test_spss_reads_back_the_register_with_labels_and_missing_codes(workplace: Workplace, tmp_path: Path):
    pyreadstat = pytest.importorskip("pyreadstat", reason="the optional library for SPSS files is not installed")
    pytest.importorskip("polars", reason="the optional library for SPSS files is not installed")
    datasets.deliver(workplace, tmp_path / "csv")
    datasets.deliver(workplace, tmp_path / "sav", "sav")
    frame, meta = pyreadstat.read_sav(tmp_path / "sav/uitstroom.sav", output_format="dict", user_missing=True)
    back = numbers(tmp_path / "sav")
    for name in ("project", "exit_code", "job_function", "gender"):
        ours = sorted(row[name] for row in read(tmp_path / "csv/uitstroom.csv"))
        assert sorted(back[name][value] for value in frame[name]) == ours
    assert sorted(frame["contract_months"]) == [12, 9999]
    assert meta.missing_ranges["contract_months"] == [{"lo": 9999, "hi": 9999}]
    assert meta.column_names_to_labels["exit_code"] == "Waar gaat de deelnemer heen?"
    assert meta.variable_value_labels["exit_code"][1] == "Betaald werk"
    assert {str(day) for day in frame["exit_date"]} == {"2021-03-01", "2021-02-01"}


@pytest.mark.parametrize("form", ["sav", "dta"])
def test_every_answer_reads_back_as_it_stands_in_the_register(workplace: Workplace, tmp_path: Path, form: str):
    """Every row of every file, missing codes too: numbers back to codes by the codebook, beside the CSV, which holds the codes."""
    pyreadstat = pytest.importorskip("pyreadstat", reason="the optional library for these files is not installed")
    pytest.importorskip("polars", reason="the optional library for these files is not installed")
    reader = {"sav": pyreadstat.read_sav, "dta": pyreadstat.read_dta}[form]
    datasets.deliver(workplace, tmp_path / "csv")
    datasets.deliver(workplace, tmp_path / form, form)
    codebook = read(tmp_path / form / "codeboek.csv")
    files = sorted(path.stem for path in (tmp_path / form).glob(f"*.{form}"))
    assert files == ["activiteit", "deelnemer", "uitstroom"]
    for file in files:
        frame, meta = reader(tmp_path / form / f"{file}.{form}", output_format="dict", user_missing=True)
        plain = read(tmp_path / "csv" / f"{file}.csv")
        names = [name for name in plain[0] if name not in ("link_id", "entry")]
        back = [
            column_back([row for row in codebook if (row["file"], row["variable"]) == (file, name)], frame[name[:32]]) for name in names
        ]
        assert sorted(zip(*back, strict=True)) == sorted(tuple(row[name] for name in names) for row in plain)
        assert all(meta.column_names_to_labels[name] for name in meta.column_names)


def column_back(codebook: list[dict[str, str]], column: list[object]) -> list[str]:
    """The register's codes of a column of SPSS or Stata: by the numbers in the codebook; Stata's missing .a .b .c in their order."""
    codes = {float(row["number"]): row["code"] for row in codebook if row["code"]}
    missing = dict(zip("abc", sorted({float(row["number"]) for row in codebook if row["missing"]}), strict=False))

    def code(value: object) -> str:
        number = missing.get(str(value), value)
        if number is None or number != number:
            return ""
        return codes.get(float(number), f"{number:g}") if isinstance(number, float | int) else str(number)[:10]

    return [code(value) for value in column]


def test_who_may_not_deliver_is_refused_and_nothing_is_written(workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(type(workplace.store.accounts), "role", lambda _accounts: "worker")
    with pytest.raises(RecordError):
        datasets.deliver(workplace, tmp_path / "data")
    with pytest.raises(RecordError):
        datasets.deliver_to_cbs(workplace, tmp_path / "cbs", ("age1x",), recipient="CBS", purpose="koppeling")
    assert not list(tmp_path.iterdir())


def test_stata_reads_back_the_register_with_its_own_missing_values(workplace: Workplace, tmp_path: Path):
    pyreadstat = pytest.importorskip("pyreadstat", reason="the optional library for Stata files is not installed")
    pytest.importorskip("polars", reason="the optional library for Stata files is not installed")
    datasets.deliver(workplace, tmp_path / "dta", "dta", language="en")
    frame, meta = pyreadstat.read_dta(tmp_path / "dta/uitstroom.dta", output_format="dict", user_missing=True)
    assert set(frame["contract_months"]) == {12, "a"}
    assert meta.missing_user_values["contract_months"] == ["a"]
    assert [numbers(tmp_path / "dta")["exit_code"][value] for value in frame["exit_code"]] == ["01", "01"]
    assert all(len(name) <= 32 for name in meta.column_names)


def test_parquet_reads_back_the_register_from_folders_of_project_and_month(workplace: Workplace, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the optional library for Parquet files is not installed")
    dataset = pytest.importorskip("pyarrow.dataset", reason="the optional library for Parquet files is not installed")
    delivery = datasets.deliver(workplace, tmp_path / "data", "parquet")
    month = workplace.provider().now().date().isoformat()[:7]
    (part,) = (tmp_path / "data/uitstroom").rglob("*.parquet")
    assert part.relative_to(tmp_path / "data").as_posix() == f"uitstroom/project=KIM/month={month}/part.parquet"
    assert parquet.ParquetFile(part).schema_arrow.field("exit_code").metadata[b"label"] == b"Waar gaat de deelnemer heen?"
    table = dataset.dataset(tmp_path / "data/uitstroom", partitioning="hive").to_table().to_pydict()
    assert (table["exit_code"], table["project"], table["month"]) == ([1, 1], ["KIM", "KIM"], [month, month])
    assert {one.name: one.rows for one in delivery.files}[f"uitstroom/project=KIM/month={month}/part.parquet"] == 2
    files = ET.parse(tmp_path / "data/codeboek.xml").getroot().iter(f"{DDI}fileName")
    assert {file.text for file in files} == {"deelnemer", "uitstroom", "activiteit"}


def test_a_form_without_a_project_goes_to_the_folder_of_the_participant(workplace: Workplace, tmp_path: Path):
    pytest.importorskip("pyarrow", reason="the optional library for Parquet files is not installed")
    datasets.deliver(workplace, tmp_path / "data", "parquet")
    assert [folder.name for folder in (tmp_path / "data/activiteit").iterdir()] == ["project=KIM"]


def test_the_codebook_on_paper_names_every_variable_and_each_long_list_once(workplace: Workplace, tmp_path: Path):
    datasets.deliver(workplace, tmp_path / "data", language="en")
    words = pdfium((tmp_path / "data/codeboek.pdf").read_bytes())
    assert "exit_code" in words
    assert "job_function" in words
    assert re.findall(r"List \d+", words)[:3] == ["List 1", "List 2", "List 3"]
    assert len(re.findall(r"List 1\b", words)) == 1


@pytest.mark.parametrize("form", ["sav", "parquet"])
def test_a_library_that_is_not_there_is_named_and_nothing_is_left(
    workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
):
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(data_files, "import_module", absent)
    with pytest.raises(RecordError, match="nbnb-desktop\\[data\\]"):
        datasets.deliver(workplace, tmp_path / "data", form)
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_refused(workplace: Workplace, tmp_path: Path):
    (tmp_path / "kept").write_text("mine", encoding="utf-8")
    with pytest.raises(DocumentError):
        datasets.deliver(workplace, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_the_ddi_codebook_describes_every_file_and_variable(workplace: Workplace, tmp_path: Path):
    datasets.deliver(workplace, tmp_path / "data")
    book = ET.parse(tmp_path / "data/codeboek.xml").getroot()
    assert (book.tag, book.get("version")) == (f"{DDI}codeBook", "2.5")
    assert [child.tag.removeprefix(DDI) for child in book if "file" not in child.tag] == ["docDscr", "stdyDscr", "dataDscr"]
    assert book.findtext(f"{DDI}stdyDscr/{DDI}citation/{DDI}titlStmt/{DDI}titl")
    files = {file.get("ID"): file.findtext(f"{DDI}fileTxt/{DDI}fileName") for file in book.findall(f"{DDI}fileDscr")}
    variables = book.findall(f"{DDI}dataDscr/{DDI}var")
    for ident, name in files.items():
        heading = (tmp_path / "data" / str(name)).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert [one.get("name") for one in variables if one.get("files") == ident] == heading
    assert len({one.get("ID") for one in variables}) == len(variables)
    order = ["labl", "invalrng", "catgry", "varFormat"]  # as the sequence of the schema has them
    for one in variables:
        places = [order.index(child.tag.removeprefix(DDI)) for child in one]
        assert places == sorted(places)
    gender = next(one for one in variables if one.get("name") == "gender")
    labels = {category.findtext(f"{DDI}catValu"): category.get("missing") for category in gender.findall(f"{DDI}catgry")}
    assert (labels["1"], labels["99"]) == (None, "Y")
    assert [label.get("{http://www.w3.org/XML/1998/namespace}lang") for label in gender.findall(f"{DDI}labl")] == ["nl", "en"]


def test_cbs_gets_key_and_data_apart_and_encrypted_of_who_said_yes(workplace: Workplace, tmp_path: Path):
    identity = pyrage.x25519.Identity.generate()
    delivery = datasets.deliver_to_cbs(
        workplace,
        tmp_path / "cbs",
        [str(identity.to_public())],
        recipient="CBS (verzonnen)",
        purpose="Koppelen",
        reference_date="2021-03-02",
    )
    assert (delivery.participants, delivery.left_out) == (1, 2)
    sealed = {path.name: path.read_bytes() for path in (tmp_path / "cbs").iterdir()}
    assert set(sealed) == {"koppelsleutel.csv.age", "onderzoeksdata.zip.age", "levering.json", "leesmij.txt"}
    assert all(sealed[name].startswith(b"age-encryption.org/") for name in sealed if name.endswith(".age"))
    assert not any(b"birth_year" in content or b"1990-05-04" in content for content in sealed.values())
    (key,) = read(pyrage.decrypt(sealed["koppelsleutel.csv.age"], [identity]))
    assert (key["birth_year"], key["birth_month"], key["birth_day"], key["sex"]) == ("1990", "05", "04", "1")
    assert (key["postcode"], key["house_number"], key["house_addition"]) == ("3511AB", "17", "")
    archive = zipfile.ZipFile(io.BytesIO(pyrage.decrypt(sealed["onderzoeksdata.zip.age"], [identity])))
    (row,) = read(archive.read("uitstroom.csv"))
    assert row["link_id"] == key["link_id"]
    assert read(archive.read("toestemming.csv"))[0]["date"] == "2021-01-04"
    assert {"codeboek.csv", "codeboek.xml"} < set(archive.namelist())
    digests = {file["name"]: file["sha256"] for file in json.loads(sealed["levering.json"])["files"]}
    assert digests["koppelsleutel.csv.age"] == hashlib.sha256(sealed["koppelsleutel.csv.age"]).hexdigest()


@pytest.mark.parametrize("keys", [["age1nonsense"], []])
def test_a_key_that_is_none_stops_the_delivery(workplace: Workplace, tmp_path: Path, keys: list[str]):
    with pytest.raises(RecordError, match="age1"):
        datasets.deliver_to_cbs(workplace, tmp_path / "cbs", keys, recipient="CBS (verzonnen)", purpose="Koppelen")
    assert not (tmp_path / "cbs").exists()
