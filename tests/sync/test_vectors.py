"""The folder of test vectors, and the page of the format, against the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nbnb_desktop.errors import BundleError
from nbnb_desktop.sync import limits
from nbnb_desktop.sync.pairing import Identity, PairedDevice, pair, read_card
from nbnb_desktop.sync.refusals import REFUSALS
from tests.sync.laptop import Laptop
from tests.vectors import make_bundle_vectors

FOLDER = Path(__file__).parents[1] / "vectors" / "bundle"
FORMAT = Path(__file__).parents[2] / "docs" / "formats" / "bundle.md"
MANIFEST = [json.loads(line) for line in (FOLDER / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
KEYS = json.loads((FOLDER / "keys.json").read_text(encoding="utf-8"))


def receiver() -> Laptop:
    laptop = Laptop(Identity.from_json(json.dumps(KEYS["receiver"])))
    cards = [(read_card(text), revoked) for revoked, name in enumerate(("paired", "revoked")) for text in KEYS[name]]
    laptop.devices = {card.id: PairedDevice(card, bool(revoked)) for card, revoked in cards}
    return laptop


def outcome(laptop: Laptop, name: str) -> str:
    data = (FOLDER / name).read_bytes()
    try:
        if name.endswith("-device"):
            pair(read_card(data.decode()), laptop.devices, laptop.identity.card)
        else:
            laptop.take_in(data)
    except BundleError as error:
        return error.reason
    return "ok"


@pytest.mark.parametrize("vector", MANIFEST, ids=[vector["file"] for vector in MANIFEST])
def test_a_vector_meets_its_reason_and_a_refused_one_changes_nothing(vector: dict) -> None:
    laptop = receiver()
    for name in vector["after"]:
        assert outcome(laptop, name) == "ok"
    before = repr(laptop.shelves)
    assert outcome(laptop, vector["file"]) == vector["expect"], vector["about"]
    if vector["expect"] != "ok":
        assert repr(laptop.shelves) == before


def test_there_are_more_than_a_hundred_vectors_and_all_are_in_the_manifest() -> None:
    names = {path.name for path in FOLDER.iterdir()} - {"manifest.jsonl", "keys.json"}
    assert names == {vector["file"] for vector in MANIFEST}
    assert len(names) > 100


def test_every_reason_to_refuse_a_file_has_a_vector() -> None:
    """Those of the writer and of a failing stick have tests of their own in test_bundle.py."""
    assert set(REFUSALS) - {vector["expect"] for vector in MANIFEST} == {"recipients", "part-too-small", "unreadable"}


def test_the_script_makes_the_same_vectors_again(tmp_path: Path) -> None:
    make_bundle_vectors.write(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def test_the_page_of_the_format_names_each_reason() -> None:
    section = FORMAT.read_text(encoding="utf-8").split("| reason |")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)) == set(REFUSALS)


def test_the_page_of_the_format_names_each_limit() -> None:
    section = FORMAT.read_text(encoding="utf-8").split("| limit |")[1].split("| reason |")[0]
    written = {name: int(value) for name, value in re.findall(r"^\| `([A-Z]+)` \| ([0-9]+) \|", section, re.MULTILINE)}
    assert written == {name: value for name, value in vars(limits).items() if name.isupper()}
