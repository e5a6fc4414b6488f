"""The planned numbers that the evaluation published (its tables 2.1 and B3.2), for projects that registered none themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from nbnb_desktop.places import data_folder
from nbnb_desktop.reports.register import Source, SourceRow, Sources, SourceTuple, sources_of

PEOPLE = ("uitstroom", "instroom")
PROJECT, TARGET = "project", "project/exit_target"


def with_published(given: Mapping[str, Source | Sequence[SourceRow]]) -> Sources:
    """The sources with the published plans of the projects that people are in; a project's own form always goes before."""
    sources = sources_of(given)
    return {**sources, PROJECT: Source(PROJECT, partial(_projects, sources)), TARGET: Source(TARGET, partial(_targets, sources))}


def _projects(sources: Sources, columns: tuple[str, ...], distinct: bool) -> Iterator[SourceTuple]:
    yield from sources[PROJECT].picked(*columns)
    yield from (_row(columns, plan, planned_n=plan["planned_n"]) for plan in _missing(sources))


def _targets(sources: Sources, columns: tuple[str, ...], distinct: bool) -> Iterator[SourceTuple]:
    yield from sources[TARGET].picked(*columns)
    yield from (_row(columns, plan, **target) for plan in _missing(sources) for target in plan["exit_target"])


def _missing(sources: Sources) -> list[dict[str, Any]]:
    """The published plans of projects that people are in and that registered none."""
    there = set().union(*(sources[form].values("project") for form in PEOPLE))
    return [plan for plan in _published() if plan["project"] in there - sources[PROJECT].values("project")]


def _row(columns: tuple[str, ...], plan: dict[str, Any], **values: Any) -> SourceTuple:
    known = {"_submission": f"published:{plan['project']}", "project": plan["project"], "_changed_at": "", **values}
    return tuple(map(known.get, columns))


@cache
def _published() -> tuple[dict[str, Any], ...]:
    text = (data_folder("resources") / "plans.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["plans"])
