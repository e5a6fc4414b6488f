"""Registers to count: the invented one whose totals are the published tables, and small invented ones."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nbnb_desktop.reports.register import SOURCES

CONTENT = (Path(__file__).parents[2] / "../shared/content").resolve()
"""The published tables and the invented register beside the checkout, where there are."""


def content(name: str) -> list[dict[str, str]]:
    """A CSV file of the content specification; the test is skipped where it is missing."""
    if not (CONTENT / name).is_file():
        pytest.skip(f"{name} of the content specification is not beside this checkout")
    with (CONTENT / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rows(form: str, *given: dict[str, object]) -> list[dict[str, object]]:
    """Rows as the store hands them out: every column there, None where nothing was said."""
    return [{**dict.fromkeys(SOURCES[form]), "_changed_at": "2021-03-02T10:00:00.000Z", **one} for one in given]


def left(person: str, code: str, project: str = "KIM", **more: object) -> dict[str, object]:
    """An exit of an invented person."""
    return {"_participant": person, "exit_code": code, "project": project, **more}


def published() -> dict[str, list[dict[str, object]]]:
    """The invented register of 395 persons and the planned numbers of tables 2.1 and B3.2."""
    people = rows("uitstroom", *({"_participant": one["id"], **one} for one in content("synthetic_participants_395.csv")))
    plans = {one["code"]: int(one["planned_n"]) for one in content("projects_tables_2_1_2_3.csv")}
    goals = content("b32_targets_vs_results.csv")
    return {
        "uitstroom": people,
        "project": rows("project", *({"_submission": code, "project": code, "planned_n": n} for code, n in plans.items())),
        "project/exit_target": rows(
            "project/exit_target",
            *({"_submission": one["project"], "goal_type": one["goal_type"], "target_n": int(one["target_n"])} for one in goals),
        ),
    }
