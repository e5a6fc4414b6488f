"""Forms and edits at random, for properties that hold whatever the form: strategies of hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from nbnb_desktop.xforms.session import AnswerError, FormSession
from tests.xforms.scenario import xform_text

LISTS = (
    '<instance id="l"><root>'
    + "".join(f"<item><name>i{n}</name><label>Item {n}</label><group>{'abc'[n % 3]}</group></item>" for n in range(12))
    + "</root></instance>"
)


@dataclass
class Draw:
    """A form while it is drawn. ``fields`` are (ref, type, repeat refs around it) of the questions so far."""

    draw: st.DrawFn
    number: int = 0
    binds: list[str] = field(default_factory=list)
    fields: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def name(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def pick(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def path(self, rows: tuple[str, ...], wanted: str) -> str:
        """A question that can be read from a place in these rows; a constant where there is none."""
        seen = [ref for ref, kind, around in self.fields if kind == wanted and rows[: len(around)] == around]
        return self.draw(st.sampled_from(seen)) if seen else {"int": "2", "string": "'a'"}[wanted]

    def number_of(self, rows: tuple[str, ...]) -> str:
        a, b = self.path(rows, "int"), self.path(rows, "int")
        options = [a, f"{a} + {b}", f"{a} * 2 - {b}", f"coalesce({a}, 0) + 1", f"if({a} > {b}, {a}, {b})"]
        options.append(f"string-length({self.path(rows, 'string')})")
        inner = [(ref, around) for ref, kind, around in self.fields if kind == "int" and len(around) == 1 and not rows]
        if inner:
            ref, around = self.draw(st.sampled_from(inner))
            column = ref[len(around[0]) + 1 :]
            options += [f"sum({ref})", f"count({around[0]})", f"max({ref})", f"count({around[0]}[{column} > {a}])"]
            options += [f"indexed-repeat({ref}, {around[0]}, 2)"]
        return self.draw(st.sampled_from(options))

    def condition(self, rows: tuple[str, ...]) -> str:
        a, s = self.path(rows, "int"), self.path(rows, "string")
        both = (f"{a} < 3 or {s} != 'b'", f"{s} != '' and {a} >= 0")
        return self.pick(f"{a} > 1", f"{s} = 'a'", f"not({a} = 2)", f"selected({s}, 'c')", *both)

    def bind(self, ref: str, rows: tuple[str, ...], kind: str = "", extra: str = "") -> None:
        """A bind with, now and then, relevance."""
        if self.draw(st.integers(0, 2)) == 0:
            extra += f" relevant={quoteattr(self.condition(rows))}"
        self.binds.append(f'<bind nodeset="{ref}"{f" type={quoteattr(kind)}" if kind else ""}{extra}/>')

    # places --------------------------------------------------------------------------------------
    def places(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        instance, body = "", ""
        for __ in range(self.draw(st.integers(1, 5 - depth))):
            kinds = ["question", "question", "calculation", "choice"] + (["group", "repeat", "shelf"] if depth < 2 else [])
            add, show = getattr(self, self.draw(st.sampled_from(kinds)))(parent, rows, depth)
            instance, body = instance + add, body + show
        return instance, body

    def question(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        name = self.name("q")
        ref, kind = f"{parent}/{name}", self.pick("int", "string")
        constraint = f" constraint={quoteattr(f'. != {self.path(rows, kind)}')}" if self.draw(st.booleans()) else ""
        self.bind(ref, rows, kind, constraint)
        self.fields.append((ref, kind, rows))
        return f"<{name}/>", f'<input ref="{ref}"><label>{name} <output value="{self.path(rows, kind)}"/></label></input>'

    def calculation(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        name = self.name("c")
        ref = f"{parent}/{name}"
        up = "/".join([".."] * (ref.count("/") - rows[-1].count("/"))) if rows else ""
        expression = f"position({up})" if up and depth == 2 else self.number_of(rows)
        self.bind(ref, rows, "int", f" calculate={quoteattr(expression)}")
        self.fields.append((ref, "int", rows))
        return f"<{name}/>", ""

    def choice(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        name = self.name("s")
        ref = f"{parent}/{name}"
        wanted = self.path(rows, "string")
        self.bind(ref, rows, "string")
        self.fields.append((ref, "string", rows))
        other = f" or {wanted} = ''" if self.draw(st.booleans()) else ""
        kept = self.pick(f"group = {wanted}{other}", f"number(substring-after(name, 'i')) &gt; {self.path(rows, 'int')}")
        nodes = f"instance('l')/root/item[{kept}]"
        return f"<{name}/>", f'<select1 ref="{ref}"><itemset nodeset="{nodes}"><value ref="name"/><label ref="label"/></itemset></select1>'

    def group(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        name = self.name("g")
        ref = f"{parent}/{name}"
        self.bind(ref, rows)
        instance, body = self.places(ref, rows, depth + 1)
        return f"<{name}>{instance}</{name}>", f'<group ref="{ref}">{body}</group>'

    def shelf(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        """A group that the body has and the instance has not."""
        label = f'<label>{self.name("shelf")} <output value="{self.path(rows, "int")}"/></label>'
        instance, body = self.places(parent, rows, depth + 1)
        return instance, f"<group>{label}{body}</group>"

    def repeat(self, parent: str, rows: tuple[str, ...], depth: int) -> tuple[str, str]:
        name = self.name("r")
        ref = f"{parent}/{name}"
        counts = [path for path, kind, around in self.fields if kind == "int" and rows[: len(around)] == around]
        count = f' jr:count="{self.draw(st.sampled_from(counts))}"' if counts and self.draw(st.integers(0, 3)) == 0 else ""
        instance, body = self.places(ref, (*rows, ref), depth + 1)
        both = f'<{name} jr:template="">{instance}</{name}><{name}>{instance}</{name}>'
        return both, f'<group ref="{ref}"><repeat nodeset="{ref}"{count}>{body}</repeat></group>'


@st.composite
def forms(draw: st.DrawFn) -> str:
    """The XML of a form."""
    form = Draw(draw)
    instance, body = form.places("/data", (), 0)
    return xform_text(instance + "<meta><instanceID/></meta>", "".join(form.binds), body, model=LISTS)


EDITS = st.lists(st.tuples(st.sampled_from(["set", "set", "set", "add", "remove"]), st.integers(0, 50), st.integers(0, 9)), max_size=12)
"""What to do (kind, which place, which value), for any form."""
_TEXTS = {"int": ["", "0", "1", "2", "3", "7", "-1", "4", "5", "2"], "string": ["", "a", "b", "c", "i1", "i5", "a b", "x", "i11", "ab"]}


def apply(session: FormSession, edits: list[tuple[str, int, int]]) -> None:
    """Do the edits that this form has places for; refused ones are skipped, as a screen would not offer them."""
    for kind, place, value in edits:
        try:
            _EDITS[kind](session, place, value)
        except AnswerError:
            continue


def _set(session: FormSession, place: int, value: int) -> None:
    asked = [node for node in session.nodes() if node.element.in_body and node.element.is_leaf]
    if asked:
        node = asked[place % len(asked)]
        session.answer_text(node.ref, _TEXTS[node.element.data_type][value])


def _repeats(session: FormSession) -> list[str]:
    parents = [session.nodes()[0].parent, *session.nodes()] if session.nodes() else []
    return [f"{node.ref}/{child.name}" for node in parents for child in node.element.nodes if child.repeat and not child.fixed]


def _add(session: FormSession, place: int, value: int) -> None:
    repeats = _repeats(session)
    if repeats:
        session.add_row(repeats[place % len(repeats)])


def _remove(session: FormSession, place: int, value: int) -> None:
    rows = [row for repeat in _repeats(session) for row in session.rows(repeat)]
    if rows:
        session.remove_row(rows[place % len(rows)])


_EDITS = {"set": _set, "add": _add, "remove": _remove}
