"""The engine as a black box: one form and its steps in, JSON out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from nbnb_desktop.xforms.run import run, serve
from tests.xforms.scenario import xform_text

FORM = xform_text(
    "<a/><b/><r jr:template=''><q/></r>",
    '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" readonly="true()" calculate="/data/a + 1"/>',
    '<input ref="/data/a"><label>A</label></input><input ref="/data/b"/><repeat nodeset="/data/r"><input ref="/data/r/q"/></repeat>',
)


def values(answer: dict[str, Any]) -> dict[str, Any]:
    return {node["ref"]: node["value"] for node in answer["nodes"] if "value" in node and "/meta/" not in node["ref"]}


def test_steps_are_done_in_order() -> None:
    answer = run(FORM, [{"set": "/data/a", "value": 4}, {"add_repeat": "/data/r", "count": 2}, {"set": "/data/r[2]/q", "value": "x"}])
    assert answer["steps"] == [{"ok": True}] * 3
    assert values(answer) == {"/data/a": "4", "/data/b": "5", "/data/r[1]/q": "", "/data/r[2]/q": "x"}
    assert answer["status"] == "ready"


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ({"set": "/data/b", "value": "1"}, "readonly"),
        ({"set": "/data/a", "value": "x"}, "type.int"),
        ({"set": "/data/z", "value": "1"}, "unknown"),
        ({"remove_repeat": "/data/r[4]"}, "unknown"),
        ({"add_repeat": "/data/a"}, "rows"),
        ({"dance": 1}, "unknown step"),
        ({"set": "/data/z", "value": "1", "force": True}, "unknown"),
        ({"add_repeat": "/data/r", "count": "many"}, "unknown"),
    ],
)
def test_a_step_that_cannot_be_done_is_told(step: dict[str, Any], error: str) -> None:
    assert run(FORM, [step])["steps"] == [{"ok": False, "error": error}]


def test_force_writes_what_is_readonly() -> None:
    assert values(run(FORM, [{"set": "/data/b", "value": "9", "force": True}]))["/data/b"] == "9"


def test_snapshots_keep_what_was_seen_on_the_way() -> None:
    answer = run(FORM, [{"set": "/data/a", "value": "1"}, {"snapshot": "one"}, {"set": "/data/a", "value": "2"}])
    assert values(answer["snapshots"]["one"])["/data/b"] == "2"


def test_a_form_that_is_refused_says_why() -> None:
    answer = run(xform_text("<a/>", '<bind nodeset="/data/a" calculate="1 +"/>'))
    assert not answer["loaded"]
    assert "1 +" in answer["error"]


def test_the_clock_and_chance_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORACLE_NOW", "2024-05-06T07:08:09Z")
    monkeypatch.setenv("ORACLE_SEED", "3")
    form = xform_text("<a/><b/>", '<bind nodeset="/data/a" calculate="now()"/><bind nodeset="/data/b" calculate="random()"/>')
    assert values(run(form))["/data/a"] == "2024-05-06T07:08:09.000+00:00"
    assert values(run(form)) == values(run(form))


def test_a_saved_instance_can_be_run_on(tmp_path: Path) -> None:
    saved = tmp_path / "saved.xml"
    saved.write_text("<data><a>8</a></data>", encoding="utf-8")
    form = tmp_path / "form.xml"
    form.write_text(FORM, encoding="utf-8")
    assert values(run(form, [], None, str(saved)))["/data/b"] == "9"


def test_serving_answers_line_by_line() -> None:
    lines = [json.dumps({"xml": FORM, "steps": [{"set": "/data/a", "value": "1"}], "timing": True}), "", "no JSON", "[]", "{}"]
    out = io.StringIO()
    serve(io.StringIO("\n".join(lines) + "\n"), out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer["loaded"] for answer in answers] == [True, False, False, False]
    assert answers[0]["timing"]["load_ms"] > 0


@pytest.mark.parametrize("request_", [{"form": "weg.xml"}, {"form": "weg.xlsx"}, {"xml": FORM, "instance": "weg.xml"}])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, request_: dict[str, str]) -> None:
    asked = {name: str(tmp_path / value) if name != "xml" else value for name, value in request_.items()}
    out = io.StringIO()
    serve(io.StringIO(json.dumps(asked)), out)
    answer = json.loads(out.getvalue())
    assert not answer["loaded"]
    assert "weg" in answer["error"]
