"""The tables' figures: ``python bench/reports.py [--people 10000 100000] [--data csv]``; prints a table for docs/scale.md.

Per invented participant eleven filled forms (person, consent, register at the start and the exit, five activities, two surveys). They
are put straight into the form tables of a real encrypted store, because what is measured is reading them: every table against the same
SQL grouped by hand, and the data set with its peak memory.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from nbnb_desktop.actions import datasets, reporting  # noqa: E402
from nbnb_desktop.actions.workplace import Workplace, workplace_of  # noqa: E402
from nbnb_desktop.reports.codes import codes  # noqa: E402
from nbnb_desktop.reports.register import SURVEY_ITEMS  # noqa: E402
from nbnb_desktop.reports.scores import PILLARS, survey_scores  # noqa: E402
from nbnb_desktop.store import Cost, Store  # noqa: E402
from nbnb_desktop.store.form_tables import quoted  # noqa: E402

CHEAP = Cost(memory=8, iterations=1, lanes=1)
FORMS = ("deelnemer", "toestemming", "instroom", "uitstroom", "activiteit", "nulmeting", "vervolgmeting")
AT = "2026-01-05T10:00:00.000Z"
PROJECTS = tuple(codes("project"))[:32]
PERSON = """insert into participant (id, submission, given_name, family_name, own_name, birth_date, birth_precision, gender, languages,
    project, other, created_at, changed_at, merged_into, sort_key) values (?, '', ?, '', '', '', '', '', '', '', '', '', '', '', '')"""
BY_HAND = "select project, exit_code, count(*) from form_uitstroom group by 1, 2"


def ident(kind: str, number: int) -> str:
    """As long as our ids are."""
    return f"{kind:-<12}{number:024d}"


def rows(form: str, people: int) -> Iterator[dict[str, object]]:
    """The filled forms of invented participants, as columns."""
    dice = random.Random(f"{form}")
    for number in range(people):
        day = f"2021-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        if form == "deelnemer":
            yield {"given_name": f"Verzonnen {number}", "project": dice.choice(PROJECTS), "gender": dice.choice("12")}
        elif form == "toestemming":
            yield {"valid": "c1 c2"}
        elif form == "instroom":
            yield {
                "project": PROJECTS[number % 32], "selection_result": "1", "start_date": day, "gender": dice.choice("123"),
                "age_group": dice.choice(["18-24", "25-34", "35-44"]), "education_origin": dice.choice("012345"),
                "referral_channel": dice.choice(["01", "02", "04", "06", "11"]), "tussendoelen": "TAA NET ZVT",
            }  # fmt: skip
        elif form == "uitstroom":
            code = dice.choice(["01", "02", "04", "08", "09", "11"])
            job = {"job_function": f"F{dice.randint(0, 25):02d}", "contract_months": "12", "hours_per_week": "24"} if code == "01" else {}
            yield {"project": PROJECTS[number % 32], "gender": "1", "exit_date": day, "exit_code": code, **job}
        elif form == "activiteit":
            for __ in range(5):
                yield {
                    "date": day,
                    "instrument": dice.choice(["GT", "IB", "WE", "TL"]),
                    "attendance": dice.choice("123"),
                    "duration_min": 90,
                }
        else:
            answers = {item: dice.choice("0012289") for item in SURVEY_ITEMS}
            yield answers | calculated(answers) | {"helper_role": "1", "started": f"{day}T10:00:00", "ended": f"{day}T10:20:00"}


def calculated(answers: dict[str, str]) -> dict[str, str | None]:
    """What the form of a survey calculates of the answers."""
    scores = survey_scores(answers)
    every = {**scores.constructs, **scores.pillars}
    answered = dict(scores.answered) | {pillar: sum(scores.answered[name] for name in names) for pillar, names in PILLARS.items()}
    return {
        **{f"score_{key}": None if score is None else f"{score!r}".removesuffix(".0") for key, score in every.items()},
        **{f"answered_{key}": str(count) for key, count in answered.items()},
        "prorated": str(scores.prorated),
    }


def filled(folder: Path, people: int) -> Workplace:
    """A store with that many participants."""
    store, __ = Store.create(folder, "meting", "een zin om te meten", device_name="meting", cost=CHEAP)
    workplace = workplace_of(store, "meting")
    with store.atomic():
        for form in FORMS:
            workplace.library.definition(form)
            _fill(store, form, people)
        store._database.many(PERSON, ((ident("p", number), f"Verzonnen {number}") for number in range(people)))
        store.settings.put("bench", people)
    return workplace


def _fill(store: Store, form: str, people: int) -> None:
    database = store._database
    columns = sorted({name for row in rows(form, 40) for name in row})
    heads = ["_submission", "_participant", "_form_version", "_changed_at", "_row", *columns]
    database.run(f"create table form_{form} ({', '.join(f'{quoted(head)} text' for head in heads)})")
    database.run(f'create index "form_{form} submission" on form_{form} (_submission)')
    database.run("insert into form_table values (?, ?, '')", (f"form_{form}", form))
    each = 5 if form == "activiteit" else 1

    def lines() -> Iterator[Sequence[object]]:
        for number, row in enumerate(rows(form, people)):
            yield (ident(form, number), ident("p", number // each), "1", AT, "", *(row.get(name) for name in columns))

    database.many(f"insert into form_{form} values ({', '.join('?' * len(heads))})", lines())
    facts = f"select _submission, _participant, '{form}', '1', '', '[]', 0, _changed_at, _changed_at, '', 'nl', 'ok', null from form_{form}"
    database.run(f"insert into submission {facts}")


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the best of two: what is measured reads a file that is in memory, and the machine may be shared."""
    times = []
    for __ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def measure(people: int, form: str, only: Sequence[str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        workplace = filled(Path(folder) / "store", people)
        found = {"fill (s)": f"{time.perf_counter() - start:.1f}"}
        with workplace.store:
            found["group by, by hand (s)"] = f"{seconds(lambda: workplace.store._database.all(BY_HAND)):.2f}"
            for name, __ in reporting.names():
                if not only or name in only:
                    found[f"{name} (s)"] = f"{seconds(lambda name=name: reporting.report(workplace, name, date='2021-09-30')):.2f}"
            if form:
                found |= _data(workplace, Path(folder), form)
    return found


def _data(workplace: Workplace, folder: Path, form: str) -> dict[str, str]:
    start = time.perf_counter()
    datasets.deliver(workplace, folder / "data", form)
    found = {f"data set {form} (s)": f"{time.perf_counter() - start:.1f}"}
    tracemalloc.start()
    datasets.deliver(workplace, folder / "again", form)
    found["its peak of Python's memory (MB)"] = f"{tracemalloc.get_traced_memory()[1] / 1e6:.0f}"
    tracemalloc.stop()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--data", default="", choices=["", *datasets.FORMATS])
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    found = [measure(people, options.data, options.only) for people in options.people]
    print("| |" + "".join(f" {people:,} |" for people in options.people))
    print("|---|" + "---:|" * len(found))
    for name in found[0]:
        print(f"| {name} |" + "".join(f" {one[name]} |" for one in found))


if __name__ == "__main__":
    main()
