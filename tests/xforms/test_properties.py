"""What holds for any form and any edits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings

from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.run import describe
from nbnb_desktop.xforms.session import FormSession
from tests.xforms.random_forms import EDITS, apply, forms
from tests.xforms.scenario import NOW

bounded = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)


def session_of(xml: str, **options: Any) -> FormSession:
    return FormSession(parse(xml), FixedProvider(NOW), **options)


def seen(session: FormSession) -> dict[str, dict[str, Any]]:
    return {node["ref"]: node for node in describe(session)["nodes"]} | dict(shelves(session, ""))


def shelves(session: FormSession, ref: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The groups without a place of their own, which no description of the instance has."""
    for child in session.children(ref):
        state = session.state(child)
        if session.element(child).is_shelf:
            yield child, {"label": state.label, "relevant": state.relevant}
        if state.kind in ("group", "repeat", "row"):
            yield from shelves(session, child)


@bounded
@given(forms(), EDITS)
def test_recomputing_bit_by_bit_is_recomputing_from_nothing(xml: str, edits: list[tuple[str, int, int]]) -> None:
    session = session_of(xml)
    apply(session, edits)
    assert seen(session) == seen(session_of(xml, instance=session.draft_xml(), draft=True))


@bounded
@given(forms(), EDITS)
def test_a_draft_reads_back_as_it_was_written(xml: str, edits: list[tuple[str, int, int]]) -> None:
    session = session_of(xml)
    apply(session, edits)
    draft = session.draft_xml()
    assert session_of(xml, instance=draft, draft=True).draft_xml() == draft


@bounded
@given(forms(), EDITS)
def test_what_is_submitted_reads_back_as_it_was_written(xml: str, edits: list[tuple[str, int, int]]) -> None:
    session = session_of(xml)
    apply(session, edits)
    sent = session.instance_xml()
    assert session_of(xml, instance=sent).instance_xml() == sent


@bounded
@given(forms(), EDITS)
def test_a_row_added_and_removed_leaves_no_trace(xml: str, edits: list[tuple[str, int, int]]) -> None:
    session = session_of(xml)
    apply(session, edits)
    for node in [session.nodes()[0].parent, *session.nodes()]:
        for child in node.element.nodes:
            if child.repeat and not child.fixed:
                before, whole = session.draft_xml(), f"{node.ref}/{child.name}"
                session.add_row(whole)
                session.remove_row(session.rows(whole)[-1])
                assert session.draft_xml() == before
                return


@bounded
@given(forms(), EDITS)
def test_every_state_that_differs_is_among_the_changes(xml: str, edits: list[tuple[str, int, int]]) -> None:
    session = session_of(xml)
    apply(session, edits[:-1])
    asked = [node for node in session.nodes() if node.element.in_body and node.element.is_leaf and node.element.data_type == "int"]
    if not asked:
        return
    before = seen(session)
    changes = session.force_text(asked[len(edits) % len(asked)].ref, "3")
    after = seen(session)
    differing = {ref for ref in before.keys() & after.keys() if before[ref] != after[ref]}
    assert differing <= changes.refs
