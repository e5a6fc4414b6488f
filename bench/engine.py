"""The engine's figures: ``python -m bench.engine [--full] [--processor] [--peers]``; the median and the 95th percentile, in milliseconds.

A step includes everything a person waits for: recomputation, and the state of every place that may look different.
``--processor`` counts the time that the processor worked for us, which other programs on the machine cannot make longer by their turns.
``--peers`` puts the three forms of ../shared/perf to ODK Web Forms and JavaRosa as well, where they are installed
(``ODK_ORACLE_HOME``); without it the peers' columns are those of ../shared/perf/README.md, taken on another day.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import Changes, FormSession

PERF = (Path(__file__).parents[1] / "../shared/perf").resolve()
PEERS = {"small50": "82 + 60 | 0.6", "large1000": "753 + 421 | 2.0 (p95 3.4)", "repeat200": "57 + 7 | 1.7; row 200: 1,200"}
"""ODK Web Forms, warm: load + create | one answer (../shared/perf/README.md)."""
HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head>'
    "<h:title>Bench</h:title><model>"
)


class Watch:
    """What measures: the time on the clock, or that of the processor."""

    now = staticmethod(time.perf_counter)


def clock(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = Watch.now()
    work()
    return (Watch.now() - start) * 1000


def p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def line(name: str, times: Sequence[float], note: str = "") -> None:
    print(f"{name:44} {median(times):10.2f} {p95(times):10.2f}   {note}".rstrip(), flush=True)


def heading(title: str) -> None:
    print(f"\n{title:44} {'median':>10} {'p95':>10}")


def page(model: str, body: str) -> str:
    return f"{HEAD}{model}</model></h:head><h:body>{body}</h:body></h:html>"


# forms that are made here ----------------------------------------------------------------------------
def many_questions(count: int) -> str:
    """Questions in groups of 50: three in ten relevant on an earlier one, one in five a calculation in a chain."""
    instance, binds, body = [], [], []
    for group in range(count // 50):
        places, controls = [], []
        for number in range(group * 50, group * 50 + 50):
            ref = f"/data/g{group}/q{number}"
            before = f"/data/g{group}/q{number - 1}"
            relevant = f' relevant="{before} != 3"' if number % 10 in (3, 6, 9) else ""
            calculate = f' calculate="coalesce({before}, 0) + 1"' if number % 5 == 4 else ""
            places.append(f"<q{number}/>")
            binds.append(f'<bind nodeset="{ref}" type="int"{relevant}{calculate}/>')
            controls.append("" if calculate else f'<input ref="{ref}"><label>Question {number}</label></input>')
        instance.append(f"<g{group}>{''.join(places)}</g{group}>")
        body.append(f'<group ref="/data/g{group}"><label>Group {group}</label>{"".join(controls)}</group>')
    data = "".join(instance)
    return page(f"<instance><data id='many'>{data}</data></instance>{''.join(binds)}", "".join(body))


def many_rows() -> str:
    """A repeat with relevance, constraint and position, and three aggregates outside it."""
    row = "<r jr:template=''><a/><b/><c/><n/></r>"
    binds = (
        '<bind nodeset="/data/r/a" type="int"/><bind nodeset="/data/r/b" type="int" relevant="../a &gt; 1" constraint=". &lt; 100"/>'
        '<bind nodeset="/data/r/c" type="int" calculate="../a + coalesce(../b, 0)"/><bind nodeset="/data/r/n" calculate="position(..)"/>'
        '<bind nodeset="/data/sum" calculate="sum(/data/r/a)"/><bind nodeset="/data/count" calculate="count(/data/r)"/>'
        '<bind nodeset="/data/max" calculate="max(/data/r/c)"/>'
    )
    inputs = '<input ref="/data/r/a"/><input ref="/data/r/b"/>'
    body = f'<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">{inputs}</repeat></group>'
    data = f"<data id='rows'>{row}<sum/><count/><max/></data>"
    return page(f"<instance>{data}</instance>{binds}", body)


def many_choices(count: int) -> str:
    rows = "".join(f"<item><name>t{n}</name><label>Town {n}</label><p>p{n % 100}</p></item>" for n in range(count))
    columns = '<value ref="name"/><label ref="label"/>'
    select = '<select1 ref="/data/{ref}"><itemset nodeset="instance(\'l\')/root/item[{filter}]">' + columns + "</itemset></select1>"
    quick = select.format(ref="quick", filter="p = /data/p")
    typed = select.format(ref="typed", filter="contains(label, /data/p)")
    data = f"<instance><data id='choices'><p/><quick/><typed/></data></instance><instance id='l'><root>{rows}</root></instance>"
    return page(data, f"<input ref='/data/p'/>{quick}{typed}")


# measuring -------------------------------------------------------------------------------------------
def opened(xml: str | bytes) -> FormSession:
    return FormSession(parse(xml), FixedProvider())


def look(session: FormSession, changes: Changes) -> None:
    for ref in changes.refs:
        session.state(ref)


def answer(session: FormSession, ref: str, text: str) -> None:
    look(session, session.answer_text(ref, text))


def perf_form(name: str) -> None:
    """One of the three shared forms: loading, and each of its steps."""
    xml = (PERF / f"{name}.xml").read_bytes()
    steps = json.loads((PERF / f"{name}.steps.json").read_text(encoding="utf-8"))
    definitions: list[FormDefinition] = []
    loads = [clock(lambda: definitions.append(parse(xml))) for __ in range(5)]
    starts = [clock(lambda: FormSession(definitions[-1], FixedProvider())) for __ in range(5)]
    session = FormSession(definitions[-1], FixedProvider())
    answers, rows = [], []
    for step in steps:
        if "set" in step:
            answers.append(clock(partial(answer, session, step["set"], step["value"])))
        elif "add_repeat" in step:
            rows += rows_of(session, step["add_repeat"], step.get("count", 1))
    line(f"{name}: load", loads, f"peer: {PEERS[name]}")
    line(f"{name}: new session", starts)
    line(f"{name}: one answer", answers)
    if rows:
        line(f"{name}: rows 2 to 20", rows[1:20])
        line(f"{name}: rows 190 to 200", rows[189:])
    line(f"{name}: draft as XML", [clock(session.draft_xml) for __ in range(9)])


def rows_of(session: FormSession, repeat: str, count: int) -> list[float]:
    return [clock(lambda: look(session, session.add_row(repeat))) for __ in range(count)]


def shared_forms() -> None:
    if not PERF.is_dir():
        print("(the three shared forms are not beside this checkout)")
        return
    heading("The three forms that the peers ran too")
    for name in PEERS:
        perf_form(name)
    memory(parse((PERF / "large1000.xml").read_bytes()))


def memory(definition: FormDefinition) -> None:
    gc.collect()
    tracemalloc.start()
    session = FormSession(definition, FixedProvider())
    look(session, session.set_language(session.language))
    print(f"{'large1000: memory of one session':44} {tracemalloc.get_traced_memory()[0] / 1e6:10.2f} MB")
    tracemalloc.stop()


def choices() -> None:
    heading("A list of 10,000 choices")
    session = opened(many_choices(10_000))
    session.answer_text("/data/p", "p1")
    line("[column = answer], 100 left", [clock(lambda n=n: _filtered(session, f"p{n % 100}", "/data/quick")) for n in range(50)])
    line("[contains(label, answer)], a scan", [clock(lambda n=n: _filtered(session, f"{n}", "/data/typed")) for n in range(100, 120)])


def _filtered(session: FormSession, text: str, ref: str) -> None:
    session.answer_text("/data/p", text)
    assert session.state(ref).choices


def growth(sizes: Sequence[int], rows: Sequence[int]) -> None:
    heading("Growth in questions (ms a question should stay level)")
    for count in sizes:
        xml = many_questions(count)
        times = [clock(lambda xml=xml: parse(xml)) for __ in range(3)]
        session = opened(xml)
        answers = [clock(partial(answer, session, f"/data/g0/q{n % 3}", str(n))) for n in range(30)]
        line(f"{count:>6} questions: load", times, f"{median(times) / count:.3f} a question")
        line(f"{count:>6} questions: one answer", answers)
        line(f"{count:>6} questions: new session", [clock(lambda d=session.definition: FormSession(d, FixedProvider())) for __ in range(3)])
    heading("Growth in rows (aggregates over all rows are read again at each)")
    for count in rows:
        session = opened(many_rows())
        times = rows_of(session, "/data/r", count)
        line(f"row {count:>5}", times[-20:], f"all: {sum(times) / 1000:.2f} s")
        line(f"an answer with {count:>5} rows", [clock(partial(answer, session, "/data/r[1]/a", str(n))) for n in range(20)])


def peers() -> None:
    command = [sys.executable, str(PERF / "measure.py"), "--ours", f"{sys.executable} -m nbnb_desktop.xforms.run"]
    subprocess.run(command, check=False)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--full", action="store_true", help="10,000 questions and 2,000 rows")
    options.add_argument("--peers", action="store_true")
    options.add_argument("--processor", action="store_true", help="processor time instead of the time on the clock")
    asked = options.parse_args()
    if asked.processor:
        Watch.now = staticmethod(time.process_time)
    shared_forms()
    choices()
    growth((1_000, 3_000, 10_000) if asked.full else (1_000, 3_000), (200, 1_000, 2_000) if asked.full else (200, 1_000))
    if asked.peers:
        peers()
    return 0


if __name__ == "__main__":
    sys.exit(main())
