"""The walks that both ODK engines took over public forms: we must come to the same end.

The corpus lies beside the checkout; how two descriptions are compared is the corpus's own rule (odk_walk.py).
"""

from __future__ import annotations

import csv
import importlib.util
import json
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from nbnb_desktop.xforms.media import Media
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.run import run

CORPUS = (Path(__file__).parents[2] / "../shared/corpus").resolve()
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not (CORPUS / "golden").is_dir(), reason="the corpus of public forms is not beside this checkout")


def goldens() -> list[str]:
    folder = CORPUS / "golden"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.json")) if folder.is_dir() else []


def refused_by_both() -> list[str]:
    index = CORPUS / "index.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8") as lines:
        return [row["file"] for row in csv.DictReader(lines, delimiter="\t") if row["webforms"] != "ok" and row["javarosa"] != "ok"]


@pytest.fixture(scope="module")
def walk() -> ModuleType:
    spec = importlib.util.spec_from_file_location("odk_walk", CORPUS / "odk_walk.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer_to(golden: dict[str, Any]) -> dict[str, Any]:
    media = Media.from_folder(CORPUS / "media" / golden["form"].split("/")[0])
    return run(CORPUS / golden["form"], golden["steps"], media, provider=FixedProvider(NOW))


def differences(walk: ModuleType, golden: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Per reference on which both engines agree, what we have otherwise."""
    form = walk.Form((CORPUS / golden["form"]).read_bytes())
    theirs, other, ours = (walk.table(each) for each in (golden["webforms"], golden["javarosa"], answer))
    found = []
    for ref in golden["agree"]:
        if ref not in ours:
            found.append(f"{ref} is not there")
            continue
        wanted = [name for name in walk.node_props(theirs[ref], other[ref]) if name not in form.mask(ref)]
        found += [
            f"{ref} {name}: {theirs[ref].get(name)!r}, ours {ours[ref].get(name)!r}"
            for name in wanted
            if not walk.same(name, theirs[ref], ours[ref], form.kind(theirs[ref]))
        ]
    return found


def other_texts(walk: ModuleType, golden: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Labels and choices per language that differ from those on which both engines agree."""
    found = []
    for language, texts in golden.get("labels", {}).items():
        ours = walk.table(answer["snapshots"][f"lang:{language}"])
        for ref, wanted in texts.items():
            state = ours.get(ref, {})
            label, choices = walk.text(state.get("label")), [[one["value"], walk.text(one["label"])] for one in state.get("choices") or []]
            if "label" in wanted and walk.MASK not in wanted["label"] and label != wanted["label"]:
                found.append(f"{language} {ref}: {wanted['label']!r}, ours {label!r}")
            if "choices" in wanted and choices != wanted["choices"]:
                found.append(f"{language} {ref}: choices differ")
    return found


@pytest.mark.parametrize("name", goldens())
def test_a_walk_ends_as_in_both_odk_engines(walk: ModuleType, name: str) -> None:
    golden = json.loads((CORPUS / "golden" / name).read_text(encoding="utf-8"))
    answer = answer_to(golden)
    assert answer["loaded"], answer.get("error")
    assert [step for step in answer["steps"] if not step["ok"]] == []
    assert differences(walk, golden, answer) == []
    assert other_texts(walk, golden, answer) == []


@pytest.mark.parametrize("name", refused_by_both())
def test_a_form_that_both_engines_refuse_is_refused_here(name: str) -> None:
    answer = run(CORPUS / name)
    assert not answer["loaded"]
    assert answer["error"]
