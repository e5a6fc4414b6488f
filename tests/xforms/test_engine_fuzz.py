"""Nothing that comes from outside makes the engine fall over: only its own errors come out. Bounded; seeds are fixed."""

from __future__ import annotations

import json
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.xforms.instances import read_csv, read_geojson
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.run import run
from nbnb_desktop.xforms.xpath import FUNCTIONS, XPathError, compile_expression
from nbnb_desktop.xforms.xpath import parse as parse_expression
from tests.xforms.scenario import PLAIN, PLAIN_BINDS, PLAIN_BODY, xform, xform_text

bounded = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)

WORDS = st.sampled_from(
    [
        *FUNCTIONS,
        "(",
        ")",
        "[",
        "]",
        "/",
        "//",
        "..",
        ".",
        "@",
        "::",
        ",",
        "|",
        "*",
        "+",
        "-",
        "=",
        "!=",
        "<",
        "<=",
        " div ",
        " mod ",
        " and ",
        " or ",
        "1",
        "0",
        "-1",
        "1e9",
        "'a'",
        '""',
        "/data/n",
        "/data/r/v",
        "../n",
        "current()",
        "position()",
        "child::r",
        "'2026-03-01'",
        "ቋንቋ",
        "٣",
        "\x00",
        "'[a'",
    ]
)
VALUES = st.sampled_from(
    [
        "/data/n",
        "/data/s",
        "/data/d",
        "/data/dt",
        "/data/tm",
        "/data/e",
        "/data/yes",
        "/data/r",
        "/data/r/v",
        "/data/nope",
        "''",
        "'a b'",
        "'-'",
        "0",
        "-1",
        "1e",
        "99999999999999999999",
        "1 div 0",
        "0 div 0",
        "-1 div 0",
        "true()",
        "today()",
        "now()",
        "'2026-03-01'",
        "'52 5;53 6'",
        "'/data/s'",
        "'SHA-256'",
        "'%Y %'",
        "'('",
        "instance('x')",
        "randomize(/data/r/v)",
    ]
)


@bounded
@given(st.lists(WORDS, max_size=12).map("".join))
def test_any_text_is_an_expression_or_an_error(text: str) -> None:
    with suppress(XPathError):
        assert callable(compile_expression(parse_expression(text)))


@bounded
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(VALUES, max_size=4))
def test_any_function_takes_any_values(name: str, arguments: list[str]) -> None:
    from xml.sax.saxutils import quoteattr

    expression = f"{name}({', '.join(arguments)})"
    try:
        form = xform(PLAIN + "<c/>", PLAIN_BINDS + f"<bind nodeset='/data/c' calculate={quoteattr(expression)}/>", PLAIN_BODY)
    except NbnbError:
        return
    assert isinstance(form.raw("c"), str)


FORM = xform_text(PLAIN, PLAIN_BINDS, PLAIN_BODY)


@bounded
@given(st.integers(0, len(FORM)), st.integers(0, 40), st.text(max_size=12))
def test_a_damaged_form_is_a_form_or_an_error(start: int, length: int, instead: str) -> None:
    with suppress(NbnbError):
        assert parse(FORM[:start] + instead + FORM[start + length :]).root


REFS = st.sampled_from(
    [
        "/data/n",
        "/data/r",
        "/data/r[2]",
        "/data/r[0]",
        "/data/r[99999999999]/v",
        "",
        "/",
        "[1]",
        "/data/r[x]",
        "data",
        "/data/r[1]/v/x",
        "//",
        "/data/@id",
    ]
)
STEPS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"set": REFS, "value": st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(), st.booleans())}),
        st.fixed_dictionaries({"add_repeat": REFS}),
        st.fixed_dictionaries({"remove_repeat": REFS}),
        st.fixed_dictionaries({"language": st.text(max_size=5)}),
        st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    ),
    max_size=6,
)


@bounded
@given(STEPS)
def test_any_script_of_steps_is_answered(steps: list[dict[str, object]]) -> None:
    answer = run(FORM, steps)
    assert answer["loaded"]
    assert len(answer["steps"]) == len(steps)
    parse(FORM)
    json.dumps(answer)


@bounded
@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_an_error(content: bytes) -> None:
    for read in (read_csv, read_geojson):
        with suppress(NbnbError):
            assert read(content, "x").kids


PLAIN_JSON = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=4))
JSON = st.recursive(PLAIN_JSON, lambda inner: st.lists(inner, max_size=3))
GEOMETRY = st.fixed_dictionaries({"type": st.sampled_from(["Point", "LineString", "Polygon", "X"]), "coordinates": JSON})
FEATURES = st.fixed_dictionaries(
    {"type": st.just("Feature")},
    optional={
        "geometry": st.one_of(JSON, GEOMETRY),
        "properties": st.one_of(JSON, st.dictionaries(st.text(max_size=3), JSON, max_size=2)),
        "id": JSON,
    },
)


@bounded
@given(st.lists(FEATURES, max_size=3))
def test_any_features_are_a_table_or_an_error(features: list[object]) -> None:
    with suppress(NbnbError):
        assert read_geojson(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "x").kids
