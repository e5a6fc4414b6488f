"""Whatever comes in, only our own errors come out: XPath text, XForms, sources, instances and scripts of steps at random.

``NBNB_FUZZ`` sets the number of examples per test and lets chance in; without it the same 60 are tried each time.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms import run
from nbnb_desktop.xforms.check import check
from nbnb_desktop.xforms.check_definition import check_definition
from nbnb_desktop.xforms.conversion import to_xform
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.merge import merge
from nbnb_desktop.xforms.migrate import move
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.serialize import read_record
from nbnb_desktop.xforms.session import FormSession
from nbnb_desktop.xforms.sources import build_workbook
from nbnb_desktop.xforms.spreadsheet import from_markdown
from nbnb_desktop.xforms.xpath.functions import FUNCTIONS

_EXAMPLES = settings(
    max_examples=int(os.environ.get("NBNB_FUZZ", "60")),
    deadline=None,
    derandomize="NBNB_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

FORM = """
| survey |
| | type | name | label::Nederlands (nl) | label::العربية (ar) | relevant | constraint | calculation | choice_filter | repeat_count |
| | integer             | n    | Hoeveel?   | كم؟ | | . < 20 | | | |
| | text                | t    | Naam ${n}  | اسم | ${n} > 1 | | | | |
| | select_one dier     | d    | Dier       | حيوان | | | | | |
| | select_multiple ras | m    | Ras        | سلالة | | | | dier = ${d} | |
| | begin_repeat        | r    | Rij        | صف | | | | | |
| | decimal             | x    | Getal      | رقم | | | | | |
| | date                | dag  | Dag        | يوم | ${x} != '' | . <= today() | | | |
| | end_repeat          |      |            | | | | | | |
| | begin_repeat        | c    | Geteld     | عد | | | | | ${n} |
| | text                | y    | Y          | ص | | | | | |
| | end_repeat          |      |            | | | | | | |
| | calculate           | som  |            | | | | sum(${x}) | | |
| choices |
| | list_name | name | label::Nederlands (nl) | label::العربية (ar) | dier |
| | dier | kat | Kat | قط | |
| | dier | hond | Hond | كلب | |
| | ras | pers | Pers | فارسي | kat |
| | ras | teckel | Teckel | داشهند | hond |
"""

YAML = """\
nbnb: {about: participant, many: no, order: 20}
settings: {form_id: proef, title: Proef, version: "1"}
choices:
  dier: [{name: kat, label: Kat}, {name: hond, label: Hond}]
survey:
- {type: group, name: kop, label: Kop, children: [
    {type: text, name: naam, label: Naam, constraint: ". != ''", constraint_message: Leeg}]}
- {type: select_one dier, name: d, label: "Welk dier, ${naam}?", relevant: "${naam} != ''"}
"""


@cache
def form_xml() -> str:
    return to_xform(from_markdown(FORM, "proef"))[0]


@cache
def definition() -> FormDefinition:
    return parse(form_xml())


def provider() -> FixedProvider:
    return FixedProvider(datetime(2026, 3, 1, 12, tzinfo=UTC), 1)


@contextmanager
def only_our_own_errors() -> Iterator[None]:
    """A refusal must say what is wrong; any other error fails the test."""
    try:
        yield
    except FormError as refusal:
        assert refusal.faults, refusal  # noqa: PT017  # any other exception passes through


def walk(form: FormDefinition, instance: str | None = None, *, draft: bool = False) -> None:
    """Open the form, look at every place, and write what there is."""
    session = FormSession(form, provider(), instance=instance, draft=draft)
    run.describe(session)
    session.finish()
    read_record(form, session.instance_xml())
    FormSession(form, provider(), instance=session.draft_xml(), draft=True)


# XPath -------------------------------------------------------------------------------------------
_ATOMS = st.one_of(
    st.sampled_from(["/data/a", "/data/b", ".", "..", "../a", "*", "//*", "@id", "data", "instance('x')/root/item"]),
    st.sampled_from(["''", "'a b'", "'2024-02-30'", "'2024-01-01T10:00:00Z'", "'10:00'", "'1 2;3 4 0 0'", "'(('", "'%Y-%q'", "'9e999'"]),
    st.sampled_from(["-0", "1e9", "0", ".5", "999999999999999999"]),
    st.integers(-5, 5).map(str),
    st.text("aZ0 '\"%[]()é٣\U0001f600", max_size=6).filter(lambda text: "'" not in text).map(lambda text: f"'{text}'"),
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from([" + ", " - ", " * ", " div ", " mod ", " = ", " != ", " < ", " >= ", " and ", " or ", " | ", "/", "//"])
    return st.one_of(
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=4)).map(lambda call: f"{call[0]}({', '.join(call[1])})"),
        st.tuples(inner, operators, inner).map("".join),
        inner.map(lambda text: f"-({text})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]})[{pair[1]}]"),
        st.tuples(inner, inner).map(lambda pair: f"/data/a[{pair[0]}]/../b[{pair[1]}]"),
    )


EXPRESSIONS = st.recursive(_ATOMS, _compound, max_leaves=8)


def with_expression(rule: str, text: str) -> str:
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">'
        '<h:head><model><instance><data id="f"><a>3</a><b>x</b><meta><instanceID/></meta></data></instance>'
        '<instance id="x"><root><item><name>1</name></item><item><name>2</name></item></root></instance>'
        f'<bind nodeset="/data/a" type="string"/><bind nodeset="/data/b" {rule}={quoteattr(text)}/></model></h:head>'
        '<h:body><input ref="/data/a"/><input ref="/data/b"/></h:body></h:html>'
    )


@_EXAMPLES
@given(EXPRESSIONS, st.sampled_from(["calculate", "relevant", "constraint", "required", "readonly"]))
def test_any_expression_is_refused_or_evaluated(text: str, rule: str) -> None:
    with only_our_own_errors():
        form = parse(with_expression(rule, text))
        check_definition(form)
        walk(form)


@_EXAMPLES
@given(st.text(max_size=40) | st.text("/.@*[]()'\"$ {}a1=<>|,:-", max_size=60))
@example("(" * 5000)
@example("-" * 5000 + "1")
@example("a[" * 3000)
@example("1" + "+1" * 50_000)
@example("if(" * 400)
@example("not(" * 900 + "1" + ")" * 900)
def test_any_text_as_an_expression_is_refused_or_evaluated(text: str) -> None:
    with only_our_own_errors():
        walk(parse(with_expression("calculate", text)))


# forms -------------------------------------------------------------------------------------------
_PIECES = ["", "<", ">", '"', "&", "]]>", "\x00", " ", "\n", ":", "${", "é", "/data/r", "-1", "|", "{", "}"]


@st.composite
def mangled(draw: st.DrawFn, text: str) -> str:
    """``text`` after a few accidents: pieces cut, doubled, moved, replaced."""
    for __ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from([text[start:end] * 2, *_PIECES]))
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def moved_values(draw: st.DrawFn, text: str) -> str:
    """``text`` with some of its quoted values in each other's place: well-formed, and nonsense."""
    parts = text.split('"')
    for __ in range(draw(st.integers(1, 6))):
        one, two = (1 + 2 * draw(st.integers(0, len(parts) // 2 - 1)) for __ in range(2))
        parts[one], parts[two] = parts[two], parts[one]
    return '"'.join(parts)


@_EXAMPLES
@given(st.data())
def test_any_xform_is_refused_or_runs(data: st.DataObject) -> None:
    text = data.draw(mangled(form_xml()) | moved_values(form_xml()))
    with only_our_own_errors():
        form = parse(text)
        check_definition(form)
        walk(form)


@_EXAMPLES
@given(mangled(YAML))
def test_any_yaml_is_refused_or_built(tmp_path: Path, text: str) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    assert isinstance(check(path, languages=("ar",)), list)


@_EXAMPLES
@given(mangled(FORM))
def test_any_table_is_refused_or_built(tmp_path: Path, text: str) -> None:
    path = tmp_path / "proef.md"
    path.write_text(text, encoding="utf-8", newline="")
    assert isinstance(check(path), list)
    with only_our_own_errors():
        assert build_workbook(from_markdown(text, "proef")).form_id


# answers -----------------------------------------------------------------------------------------
def filled() -> str:
    session = FormSession(definition(), provider())
    session.add_row("/data/r")
    for ref, text in (("/data/n", "2"), ("/data/t", "x"), ("/data/d", "kat"), ("/data/r[1]/x", "1.5")):
        session.answer_text(ref, text)
    return session.draft_xml()


@_EXAMPLES
@given(st.data())
def test_any_instance_is_refused_or_opened_merged_and_moved(data: st.DataObject) -> None:
    whole = filled()
    text = data.draw(mangled(whole) | moved_values(whole))
    with only_our_own_errors():
        walk(definition(), text, draft=True)
    with only_our_own_errors():
        read_record(definition(), text)
    with only_our_own_errors():
        merge(definition(), whole, text, whole)
        merge(definition(), text, whole, whole.replace("1.5", "2.5"))
    with only_our_own_errors():
        move(text, definition(), definition(), {})


_PLACES = ["/data/n", "/data/t", "/data/d", "/data/m", "/data/r", "/data/r[1]", "/data/r[2]", "/data/r[1]/x", "/data/r[3]/dag", "/data/c"]
_ODD = ["/data/c[2]/y", "/data/som", "/data", "/data/weg", "", "/", "[1]", "/data/r[0]", "/data/r[x]/x", "data/n"]
_REFS = st.sampled_from([*_PLACES, *_ODD, "/data/r[99999999999999999999]", "/data/meta/instanceID", "/data/@id"])
_KNOWN = ["", "3", "19", "21", "-1", "1.5", "kat", "hond pers", "2026-02-30", "2026-02-01", "x", " ", "NaN", "1e5"]
_VALUES = st.sampled_from(_KNOWN) | st.text(max_size=5)
_STEPS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"set": _REFS, "value": _VALUES}, optional={"force": st.booleans()}),
    st.fixed_dictionaries({"add_repeat": _REFS}, optional={"count": st.integers(0, 3)}),
    st.fixed_dictionaries({"remove_repeat": _REFS}),
    st.fixed_dictionaries({"language": st.sampled_from(["Nederlands (nl)", "العربية (ar)", "weg", ""])}),
    st.fixed_dictionaries({"snapshot": st.text(max_size=3)}),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


@_EXAMPLES
@given(st.lists(_STEPS, max_size=12))
def test_any_script_of_steps_is_answered(steps: list[dict[str, Any]]) -> None:
    answer = run.run(form_xml(), steps, provider=provider())
    assert answer["loaded"]
    assert len(answer["steps"]) == len(steps)


@pytest.mark.parametrize("line", ["", "nul", "[]", "{}", '{"form": 1}', '{"xml": "<a/>"}', "[" * 5000])
def test_any_line_of_the_server_is_answered(line: str) -> None:
    target = io.StringIO()
    run.serve(io.StringIO(line + "\n"), target)
    assert target.getvalue().count("\n") == (1 if line.strip() else 0)
