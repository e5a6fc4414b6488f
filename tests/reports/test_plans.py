"""The published plans stand in until a project registers its own."""

from __future__ import annotations

from nbnb_desktop.reports.plans import with_published

from .registers import left, rows


def plans(sources):
    return {row["project"]: row["planned_n"] for row in with_published(sources)["project"]}


def test_a_project_that_people_are_in_has_its_published_plan():
    assert plans({"uitstroom": rows("uitstroom", left("p1", "01", "KIM")), "project": []}) == {"KIM": 50}


def test_what_a_project_registered_itself_goes_before():
    own = rows("project", {"project": "KIM", "planned_n": 12})
    assert plans({"uitstroom": rows("uitstroom", left("p1", "01", "KIM")), "project": own}) == {"KIM": 12}


def test_a_project_without_people_here_is_not_brought_in():
    assert plans({"uitstroom": [], "project": []}) == {}


def test_the_published_targets_come_with_the_plan():
    sources = {"uitstroom": rows("uitstroom", left("p1", "01", "VWN1")), "project": [], "project/exit_target": []}
    targets = [(row["goal_type"], row["target_n"]) for row in with_published(sources)["project/exit_target"]]
    assert sorted(targets) == [("betaald_werk", 10), ("reguliere_opleiding", 5)]
