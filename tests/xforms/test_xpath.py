"""Expressions: what each function and operator gives, one line each. The form they stand in is ``scenario.PLAIN``."""

from __future__ import annotations

import pytest

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms.xpath import FUNCTIONS, XPathError, parse
from tests.xforms.scenario import evaluate, result, xform

VALUES = {
    # numbers and operators
    "1 + 2 * 3": "7",
    "(1 + 2) * 3": "9",
    "10 - 2 - 3": "5",
    "7 mod 3": "1",
    "-7 mod 3": "-1",
    "7 mod -3": "1",
    "1.5 mod 0.5": "0",
    "3 mod 0": "",
    "6 div 4": "1.5",
    "1 div 0": "Infinity",
    "-1 div 0": "-Infinity",
    "0 div 0": "",
    "- 3": "-3",
    "--3": "3",
    "2 - -2": "4",
    "/data/n*2": "84",
    "/data/n div 2": "21",
    "1 div 3": "0.3333333333333333",
    "0.1 + 0.2": "0.30000000000000004",
    "1000000 * 1000000": "1000000000000",
    "10000000000000000000000": "10000000000000000000000",
    "0.0000001": "0.0000001",
    "5 div 2": "2.5",
    ".5 + 1.": "1.5",
    "'1e3' + 0": "",
    "' 5 ' + 0": "5",
    "'a' + 1": "",
    "/data/e + 1": "",
    # comparison
    "1 = 1": "true",
    "1 = '1'": "true",
    "'1.0' = 1": "true",
    "1 = '1 '": "true",
    "'a' = 'A'": "false",
    "'a' != 'b'": "true",
    "'abc' = 0": "false",
    "2 > 10": "false",
    "'2' > '10'": "false",
    "'a' < 'b'": "false",
    "3 >= 3": "true",
    "3 <= 2": "false",
    "true() = 1": "true",
    "true() = 'false'": "true",
    "2 = true()": "true",
    "/data/e = ''": "true",
    "/data/e = 0": "false",
    "/data/e < 5": "false",
    "/data/nope = ''": "true",
    "/data/r/v = 2": "true",
    "/data/r/v != 2": "true",
    "/data/r/v = 9": "false",
    "/data/r/v > 2": "false",
    "/data/hidden = ''": "true",
    "1 < 2 and 2 < 3": "true",
    "1 > 2 or 2 < 3": "true",
    "false() and /data/n": "false",
    "true() and 'false'": "true",
    "not(true()) or true()": "true",
    "true() or true() and false()": "true",
    # paths
    "/data/n": "42",
    "../n": "42",
    "current()/../n": "42",
    "./../n": "42",
    "string(/data/r/v)": "1",
    "/data/r[2]/v": "2",
    "/data/r[position() = 2]/w": "q",
    "/data/r[last()]/v": "3",
    "/data/r[v = 2]/w": "q",
    "/data/r[v > 1][1]/v": "2",
    "(/data/r/v)[3]": "3",
    "count(/data/r)": "3",
    "count(/data/r[v > 1])": "2",
    "count(/data/r/w)": "3",
    "count(//v)": "3",
    "count(/data/r/v | /data/r/w)": "6",
    "count(/data/r/v | /data/r/v)": "3",
    "count(/data/r/*)": "6",
    "count(/data/hidden)": "0",
    "count(/data/r/v/parent::*)": "3",
    "/data/r[2]/v/following-sibling::w": "q",
    "count(/data/r[2]/preceding-sibling::r)": "1",
    "count(/data/r/v/ancestor::r)": "3",
    "count(/data/r/descendant::node())": "6",
    "name(/data/s)": "s",
    "local-name(/data/r/v)": "v",
    "position(/data/r[2])": "2",
    # text
    "concat('a', 1, true())": "a1true",
    "concat(1.0, 2.50)": "12.5",
    "concat(/data/r/w)": "pq",
    "concat()": "",
    "join(',', /data/r/v)": "1,2,3",
    "join('-', 'a', 'b')": "a-b",
    "join('-', /data/r/w)": "p-q-",
    "join(' ', /data/r/v, 'x')": "1 2 3 x",
    "string(1.50)": "1.5",
    "string(100000000)": "100000000",
    "string(-0.5)": "-0.5",
    "string(true())": "true",
    "string(/data/nope)": "",
    "string(/data/d)": "2026-03-01",
    "substr('hello', 1)": "ello",
    "substr('hello', 1, 3)": "el",
    "substr('hello', -2)": "lo",
    "substr('hello', -3, -1)": "ll",
    "substr('hello', 1, -1)": "ell",
    "substr('hello', 9)": "",
    "substring('hello', 2, 3)": "ell",
    "substring('hello', 0)": "hello",
    "substring('hello', 1.5, 2.6)": "ell",
    "substring-before('a-b', '-')": "a",
    "substring-after('a-b', '-')": "b",
    "substring-before('abc', 'z')": "",
    "substring-after('abc', 'z')": "",
    "translate('abc', 'ab', 'x')": "xc",
    "translate('abc', 'ab', 'xyz')": "xyc",
    "translate('aab', 'aa', 'xy')": "xxb",
    "string-length('héé')": "3",
    "string-length('')": "0",
    "string-length(/data/s)": "5",
    "normalize-space('  a   b ')": "a b",
    "contains('abc', 'b')": "true",
    "contains('', '')": "true",
    "starts-with('abc', 'a')": "true",
    "starts-with('abc', 'b')": "false",
    "ends-with('abc', 'c')": "true",
    "ends-with('abc', 'b')": "false",
    "upper-case('abc')": "ABC",
    "lower-case('ABC')": "abc",
    "regex('abc', '[a-z]+')": "true",
    "regex('a12b', '[0-9]{2}')": "false",
    "regex('abc', '.*b.*')": "true",
    "regex('', '')": "true",
    "regex('Zoë', '\\p{L}+')": "true",
    "regex('1234 AB', '[1-9][0-9]{3} ?[A-Za-z]{2}')": "true",
    "regex('a[b', '[a[b]+')": "true",
    "regex('bd', '[a-z&&[^c]]+')": "true",
    "regex('bc', '[a-z&&[^c]]+')": "false",
    "regex('x', '(')": "false",
    "regex('AB', '(?i)[a-z]+')": "true",
    "regex('een.heel.lang.adres.van.iemand@post.voorbeeld.example.org', '[a-z]+(\\.[a-z]+)*@[a-z]+(\\.[a-z]+)+')": "true",
    "digest('abc', 'SHA-256')": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    "digest('abc', 'MD5', 'hex')": "900150983cd24fb0d6963f7d28e17f72",
    "digest('abc', 'SHA-1')": "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "string-length(digest('abc', 'SHA-384', 'hex'))": "96",
    "string-length(digest('abc', 'SHA-512', 'hex'))": "128",
    "base64-decode('aGVsbG8=')": "hello",
    "base64-decode('*')": "",
    "base64-decode('Anna')": "\x02y\ufffd",
    "string-length(uuid())": "36",
    "string-length(uuid(8))": "8",
    "extract-signed('YWJj', 'YWJj')": "",
    # truth
    "if(/data/e = '', 'empty', 'x')": "empty",
    "if('false', 1, 2)": "1",
    "if(0, 1, 2)": "2",
    "if(/data/n > 40, /data/n, 0)": "42",
    "coalesce(/data/e, 'z')": "z",
    "coalesce('', '')": "",
    "coalesce(/data/n, 'z')": "42",
    "once('v')": "v",
    "boolean('false')": "true",
    "boolean('')": "false",
    "boolean(/data/e)": "false",
    "boolean(/data/nope)": "false",
    "boolean(0)": "false",
    "boolean(number('x'))": "false",
    "not('')": "true",
    "not(1)": "false",
    "boolean-from-string('TRUE')": "true",
    "boolean-from-string('1')": "true",
    "boolean-from-string('0')": "false",
    "boolean-from-string('x')": "false",
    "true()": "true",
    "false()": "false",
    "checklist(1, 2, true(), true(), false())": "true",
    "checklist(1, 2, true(), true(), true())": "false",
    "checklist(-1, 1, true(), true())": "false",
    "checklist(1, -1, true(), true())": "true",
    "weighted-checklist(1, 9, true(), 2, false(), 3)": "true",
    "weighted-checklist(3, 9, true(), 2, false(), 3)": "false",
    "weighted-checklist(1, -1, true(), 5)": "true",
    # numbers
    "number('')": "",
    "number(true())": "1",
    "number('x')": "",
    "number(/data/d)": "20513",
    "int(3.7)": "3",
    "int(-3.7)": "-3",
    "int('12.7')": "12",
    "int('')": "",
    "floor(2.5)": "2",
    "floor(-2.5)": "-3",
    "ceiling(2.1)": "3",
    "round(2.5)": "3",
    "round(-1.5)": "-1",
    "round(-2.5)": "-2",
    "round(2.567, 2)": "2.57",
    "round(1.005, 2)": "1.01",
    "round(-1234.567, 1)": "-1234.6",
    "round(1234.5, -2)": "1200",
    "round('')": "",
    "sum(/data/r/v)": "6",
    "sum(/data/r/w)": "0",
    "sum(/data/nope)": "0",
    "sum('')": "0",
    "max(/data/r/v)": "3",
    "max(/data/r/v, 10)": "10",
    "max(1, '')": "1",
    "max('')": "",
    "min(3, 2, 1)": "1",
    "min(1, '')": "1",
    "min('a')": "",
    "min(/data/nope)": "",
    "pow(2, 10)": "1024",
    "power(2, 3)": "8",
    "pow(2, 0.5)": "1.4142135623730951",
    "pow(10, 400)": "Infinity",
    "pow(-1, 0.5)": "",
    "log(0)": "-Infinity",
    "log(1)": "0",
    "log10(100)": "2",
    "abs(-3)": "3",
    "abs('')": "",
    "sqrt(9)": "3",
    "sqrt(-1)": "",
    "exp(0)": "1",
    "exp10(2)": "100",
    "exp(10000)": "Infinity",
    "pi()": "3.141592653589793",
    "sin(0)": "0",
    "cos(0)": "1",
    "tan(0)": "0",
    "asin(0)": "0",
    "acos(1)": "0",
    "acos(2)": "",
    "atan(0)": "0",
    "atan2(0, 1)": "0",
    "random() < 1": "true",
    "random() >= 0": "true",
    # nodes
    "count-non-empty(/data/r/w)": "2",
    "count-non-empty(/data/nope)": "0",
    "count('')": "",
    "count-non-empty('x')": "",
    "indexed-repeat(/data/r/v, /data/r, 2)": "2",
    "indexed-repeat(/data/r/v, /data/r, 9)": "",
    "indexed-repeat(/data/r/v, /data/r, 0)": "",
    "count(randomize(/data/r/v))": "3",
    "join(',', randomize(/data/r/v, 5))": "1,2,3",
    "join(',', randomize(/data/r/v, 1.5))": "2,1,3",
    "join(',', randomize(/data/r/v, 'abc'))": "1,3,2",
    "join(',', randomize(/data/r/v, -3))": "2,1,3",
    "version()": "1",
    # dates
    "today()": "2026-03-01",
    "now()": "2026-03-01T12:00:00.000+00:00",
    "date('2026-03-01')": "2026-03-01",
    "date(20000)": "2024-10-04",
    "date(1.5)": "1970-01-02",
    "date('2026-13-01')": "",
    "date('x')": "",
    "number(date('2026-03-01'))": "20513",
    "date('2026-03-01') + 1": "20514",
    "date(date('2026-03-01') + 1)": "2026-03-02",
    "date('2026-03-01') > date('2026-02-01')": "true",
    "date('2026-03-01') = /data/d": "true",
    "/data/d = '2026-03-01'": "true",
    "/data/d > '2026-01-01'": "false",
    "/data/d > date('2026-01-01')": "true",
    "today() - /data/d": "0",
    "date-time('2026-03-01T10:00:00.000Z')": "2026-03-01T10:00:00.000+00:00",
    "decimal-date-time('1970-01-02')": "1",
    "decimal-date-time(/data/dt)": "20513.416666666668",
    "decimal-date-time('x')": "",
    "decimal-time('06:00:00.000')": "0.25",
    "decimal-time(/data/tm)": "0.25",
    "decimal-time('x')": "",
    "format-date(/data/d, '%Y/%m/%d %b %e %n')": "2026/03/01 Mar 1 3",
    "format-date('2026-03-01', '%y %a %%')": "26 Sun %",
    "format-date('', '%Y')": "",
    "format-date('abc', '%Y')": "",
    "format-date-time('2026-03-01T13:05:09.123Z', '%H %h %M %S %3')": "13 13 05 09 123",
    "format-date-time(/data/dt, '%Y-%m-%d %H:%M')": "2026-03-01 10:00",
    "format-date-time(date('2018-01-01T10:20:30.400'), '%H:%M:%S.%3')": "10:20:30.400",
    # choices
    "selected(/data/s, 'b')": "true",
    "selected(/data/s, ' b ')": "true",
    "selected(/data/s, 'ab')": "false",
    "selected('', '')": "true",
    "selected(/data/s, '')": "false",
    "selected-at(/data/s, 1)": "b",
    "selected-at(/data/s, 9)": "",
    "selected-at(/data/s, -1)": "",
    "count-selected(/data/s)": "3",
    "count-selected('')": "0",
    # places
    "round(distance('52.0 5.0 0 0;52.1 5.1 0 0'), 2)": "13068.43",
    "distance('52 5')": "0",
    "distance('x')": "",
    "round(distance('52.0 5.0', '52.1 5.1'), 2)": "13068.43",
    "area('52 5 0 0;52.1 5 0 0;52.1 5.1 0 0;52 5 0 0')": "38103404.86",
    "area('52 5')": "0",
    "geofence('52.05 5.02 0 0', '52 5 0 0;52.1 5 0 0;52.1 5.1 0 0;52 5 0 0')": "true",
    "geofence('53 5 0 0', '52 5 0 0;52.1 5 0 0;52.1 5.1 0 0;52 5 0 0')": "false",
    "intersects('0 0;1 1;0 1;1 0')": "true",
    "intersects('0 0;0 1;1 1;1 0;0 0')": "false",
}


@pytest.fixture(scope="module")
def results() -> dict[str, str]:
    return dict(zip(VALUES, evaluate(list(VALUES)), strict=True))


@pytest.mark.parametrize("expression", VALUES)
def test_an_expression_gives(results: dict[str, str], expression: str) -> None:
    assert results[expression] == VALUES[expression]


UNREADABLE = [
    "1 +",
    "+ 1",
    "(1",
    "1)",
    "a[1",
    "concat('a',)",
    "'open",
    "1 2",
    "a b",
    "/data/",
    "a//",
    "#",
    "a::b",
    "@",
    "..a",
    "if(1,2,3",
    "]",
    "a[]",
    "$x",
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_an_unreadable_expression_says_where(text: str) -> None:
    with pytest.raises(XPathError) as refusal:
        parse(text)
    assert 0 <= refusal.value.position <= len(text)
    assert refusal.value.message


ABSURD = ["(" * 5000 + "1" + ")" * 5000, "-" * 5000 + "1", "a[" * 400, "1" + "+1" * 50_000, "not(" * 900 + "1" + ")" * 900]


@pytest.mark.parametrize("text", ABSURD)
def test_absurd_nesting_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(XPathError):
        parse(text)


def test_a_long_but_plain_chain_is_read() -> None:
    assert result(" + ".join(["1"] * 300)) == "300"


SPECIFIED = [
    "string",
    "concat",
    "join",
    "substr",
    "substring-before",
    "substring-after",
    "translate",
    "string-length",
    "normalize-space",
    "contains",
    "starts-with",
    "ends-with",
    "uuid",
    "digest",
    "pulldata",
    "if",
    "coalesce",
    "once",
    "true",
    "false",
    "boolean",
    "boolean-from-string",
    "not",
    "regex",
    "checklist",
    "weighted-checklist",
    "number",
    "random",
    "int",
    "sum",
    "max",
    "min",
    "round",
    "pow",
    "log",
    "log10",
    "abs",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "atan2",
    "sqrt",
    "exp",
    "exp10",
    "pi",
    "count",
    "count-non-empty",
    "position",
    "instance",
    "current",
    "randomize",
    "today",
    "now",
    "format-date",
    "format-date-time",
    "date",
    "decimal-date-time",
    "decimal-time",
    "selected",
    "selected-at",
    "count-selected",
    "jr:choice-name",
    "jr:itext",
    "indexed-repeat",
    "area",
    "distance",
    "base64-decode",
]


@pytest.mark.parametrize("name", SPECIFIED)
def test_every_function_of_the_specification_is_there(name: str) -> None:
    assert name in FUNCTIONS


def test_the_specification_has_seventy_functions() -> None:
    assert len(SPECIFIED) == 70


WRONG_CALLS = [
    "selected('a')",
    "true(1)",
    "if(1, 2)",
    "concat2('a')",
    "pow(2)",
    "pulldata('a')",
    "round()",
    "jr:choice-name('a')",
    "indexed-repeat(/data/n)",
]


@pytest.mark.parametrize("expression", WRONG_CALLS)
def test_unknown_functions_and_wrong_numbers_of_arguments_stop_the_form(expression: str) -> None:
    with pytest.raises(FormError) as refusal:
        xform("<a/>", f'<bind nodeset="/data/a" calculate="{expression}"/>')
    assert [fault.code for fault in refusal.value.faults] == ["xpath"]


def test_words_are_operators_only_where_an_operator_can_stand() -> None:
    form = xform("<div>8</div><mod>3</mod><a/>", '<bind nodeset="/data/a" calculate="../div div ../mod mod 2"/>')
    assert form.raw("a").startswith("0.66")


def test_a_star_is_a_name_or_a_product_by_its_place() -> None:
    assert result("sum(/data/r/*[1]) * 2") == "12"


def test_a_pattern_with_a_repeat_in_a_repeat_ends() -> None:
    assert result(f"regex('{'a' * 60}!', '(a+)+')") == "false"


@pytest.mark.parametrize("pattern", ["a{99999999}", "(a{1000}){1000}", "((a{100}){100}){100}"])
def test_a_pattern_that_would_fill_the_memory_matches_nothing(pattern: str) -> None:
    assert result(f"regex('aaa', '{pattern}')") == "false"


@pytest.mark.parametrize(
    "expression",
    [
        "digest('a', 'x')", "digest('a', 'MD5', 'x')", "concat(regex('x', '(?P<a'), '')", "regex('a', '[')",
        "format-date('2026-01-01', '%Q')", "checklist(0, 1)",
        "pow(10, 9999)", "uuid(-3)", "jr:choice-name('a', '((')", "decimal-date-time('9999-12-31T23:59:59.999-12:00')",
        "round(1.5, -99999999)", "format-date(99999999999, '%Y')", "base64-decode('%%%')", "indexed-repeat(/data/r/v, /data/r, 'x')",
    ],
)  # fmt: skip
def test_a_function_that_is_misused_never_ends_a_session(expression: str) -> None:
    assert isinstance(result(expression), str)


def test_equal_expressions_are_compiled_once() -> None:
    form = xform("<a/><b/>", '<bind nodeset="/data/a" calculate="1 + 1"/><bind nodeset="/data/b" calculate="1  +  1"/>').definition
    first, second = form.elements["/data/a"].calculate, form.elements["/data/b"].calculate
    assert first is not None
    assert second is not None
    assert form.compile(first) is form.compile(second)
