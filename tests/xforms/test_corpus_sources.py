"""Every public form that both ODK engines load, loads here too (those of the shared corpus, where it is there)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nbnb_desktop.errors import Fault
from nbnb_desktop.xforms.check import check
from nbnb_desktop.xforms.sources import load

CORPUS = (Path(__file__).parents[2] / ".." / "shared" / "corpus").resolve()
pytestmark = pytest.mark.skipif(not (CORPUS / "index.tsv").is_file(), reason="the shared corpus is not beside this checkout")


def accepted() -> list[dict[str, str]]:
    if not (CORPUS / "index.tsv").is_file():
        return []
    with (CORPUS / "index.tsv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream, delimiter="\t") if row["webforms"] == row["javarosa"] == "ok"]


def test_every_accepted_xform_loads() -> None:
    rows = accepted()
    for row in rows:
        assert load(CORPUS / row["file"], media=CORPUS / "media" / row["repo"]).form_id
    assert len(rows) > 250


def test_every_accepted_workbook_is_free_of_errors() -> None:
    sources = {row["source"]: row["repo"] for row in accepted() if row["source"] and (CORPUS / row["source"]).is_file()}
    found = [f"{source}: {fault}" for source, repo in sources.items() for fault in _errors(source, repo)]
    assert found == []
    assert len(sources) > 40


def _errors(source: str, repo: str) -> list[Fault]:
    return [fault for fault in check(CORPUS / source, media=CORPUS / "media" / repo) if fault.severity == "error"]
