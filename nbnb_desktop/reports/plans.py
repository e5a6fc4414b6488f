"""The planned numbers that the evaluation published (its tables 2.1 and B3.2), for projects that registered none themselves."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from nbnb_desktop.places import data_folder
from nbnb_desktop.reports.register import SOURCES, SourceRow, Sources

PEOPLE = ("uitstroom", "instroom")
PROJECT, TARGET = "project", "project/exit_target"


def with_published(sources: Sources) -> Sources:
    """The sources with the published plans of the projects that people are in; a project's own form always goes before."""
    if PROJECT not in sources:
        return sources
    own = {row["project"] for row in sources[PROJECT]}
    there = {row.get("project") for form in PEOPLE for row in sources.get(form, ())}
    missing = [plan for plan in _published() if plan["project"] in there - own]
    completed = {**sources, PROJECT: [*sources[PROJECT], *(_row(PROJECT, plan, planned_n=plan["planned_n"]) for plan in missing)]}
    if TARGET in sources:
        targets = [_row(TARGET, plan, **target) for plan in missing for target in plan["exit_target"]]
        completed[TARGET] = [*sources[TARGET], *targets]
    return completed


def _row(source: str, plan: dict[str, Any], **values: Any) -> SourceRow:
    known = {"_submission": f"published:{plan['project']}", "project": plan["project"], "_changed_at": "", **values}
    return {name: known.get(name) for name in SOURCES[source]}


@cache
def _published() -> tuple[dict[str, Any], ...]:
    text = (data_folder("resources") / "plans.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["plans"])
