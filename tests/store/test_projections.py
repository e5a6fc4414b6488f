"""Projections can be thrown away: made anew they equal those kept up to date, whatever happened in whatever order."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbnb_desktop.records import FormRecord
from nbnb_desktop.store import Cost, Store
from nbnb_desktop.store.form_tables import quoted
from tests.store.conftest import PASSPHRASE, Clock, add_person, data, xform

INTAKE = xform("intake", "1", "a", "b")
NEWER = xform("intake", "2", "a", "b", "Extra")


def projected(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every projection as sorted rows, without row numbers of SQLite and without columns and tables that hold nothing."""
    database = store._database
    dump = {name: database.all(f"select * from {name}") for name in ("submission", "conflict")}
    dump["participant"] = [row[1:] for row in database.all("select * from participant")]
    dump["key"] = database.all("select k.key, p.id from participant_key k join participant p using (number)")
    dump["search"] = database.all("select p.id, s.names from participant_search s join participant p on p.number = s.rowid")
    for table in store.tables.names().values():
        rows = database.all(f"select * from {quoted(table)}")
        columns = [row[1] for row in database.all(f"pragma table_info({quoted(table)})")]
        dump[table] = [tuple(sorted((name, value) for name, value in zip(columns, row, strict=True) if value is not None)) for row in rows]
    return {name: sorted(rows, key=repr) for name, rows in dump.items() if rows}


def test_a_form_has_a_table_with_its_own_columns_and_one_for_its_repeat(store):
    store.forms.put(INTAKE)
    store.revisions.save("s1", "p1", "intake", "1", data("intake", a="tea", jobs=["baker", "driver"]), author="Anna")
    (row,) = store.tables.rows("intake")
    assert (row["a"], row["b"], row["_submission"], row["_participant"], row["_form_version"]) == ("tea", None, "s1", "p1", "1")
    assert [(job["_row"], job["title"]) for job in store.tables.rows("intake", "job")] == [("1", "baker"), ("2", "driver")]


def test_versions_of_a_form_share_a_table(store):
    for form, version in ((INTAKE, "1"), (NEWER, "2")):
        store.forms.put(form)
        store.revisions.save(f"s{version}", "p1", "intake", version, data("intake", version, a=version, Extra="more"), author="Anna")
    assert [(row["a"], row["Extra"]) for row in store.tables.rows("intake")] == [("1", None), ("2", "more")]


def test_names_that_differ_by_case_alone_get_columns_of_their_own(store):
    store.forms.put(xform("odd", "1", "Name", "name", "order", "_submission"))
    answers = {"Name": "1", "name": "2", "order": "3", "_submission": "4"}
    store.revisions.save("s1", "p1", "odd", "1", data("odd", **answers), author="Anna")
    (row,) = store.tables.rows("odd")
    assert (row["Name"], row["name_2"], row["order"], row["_submission_2"], row["_submission"]) == ("1", "2", "3", "4", "s1")


def test_a_changed_answer_replaces_its_row(store):
    store.forms.put(INTAKE)
    first = store.revisions.save("s1", "p1", "intake", "1", data("intake", a="1", jobs=["x", "y"]), author="Anna")
    store.revisions.save("s1", "p1", "intake", "1", data("intake", a="2"), parents=[first.id], author="Anna")
    assert [row["a"] for row in store.tables.rows("intake")] == ["2"]
    assert list(store.tables.rows("intake", "job")) == []


def test_a_payload_that_is_no_xml_keeps_nothing_else_from_being_shown(store):
    store.forms.put(INTAKE)
    store.revisions.save("s1", "p1", "intake", "1", b"\xff<not xml", author="Anna")
    store.revisions.save("s2", "p2", "deelnemer", "1", b"<deelnemer><given_name>", author="Anna")
    add_person(store, "p3", given_name="Selam")
    assert [person.id for person in store.participants.search("selam").rows] == ["p3"]
    assert {row.id for row in store.submissions.all()} == {"s1", "s2", "p3-file"}


def test_what_was_saved_beside_a_failed_inner_block_is_shown(store):
    with store.atomic():
        add_person(store, "p1", given_name="Selam")
        with suppress(RuntimeError), store.atomic():
            add_person(store, "p2", given_name="Nobody")
            raise RuntimeError
    assert [person.id for person in store.participants.search().rows] == ["p1"]


def test_a_cancelled_rebuild_changes_nothing(store):
    for number in range(5):
        add_person(store, f"p{number}", given_name=f"Name{number}")
    before = projected(store)
    assert store.rebuild(cancelled=lambda: True) is False
    assert projected(store) == before


def test_a_rebuild_tells_how_far_it_is(store):
    add_person(store, "p1")
    seen = []
    assert store.rebuild(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]


def test_projections_of_an_older_program_are_made_anew_at_unlock(store):
    add_person(store, "p1", given_name="Selam")
    with store.atomic():
        store.settings.put("projections", 0)
        store._database.run("delete from participant")
    assert store.needs_rebuild
    store.close()
    seen = []
    with Store.open(store.folder, "Anna", PASSPHRASE, progress=lambda done, total: seen.append((done, total))) as again:
        assert not again.needs_rebuild
        assert again.participants.search("selam").total == 1
    assert seen == [(1, 1)]


def test_several_questions_about_a_whole_form_are_one_conflict(store):
    for kind in ("save", "save", "delete"):
        store.revisions.save(
            "s1", "p1", "unknown", "1", f"<x><a>{kind}{store.revisions.count()}</a></x>".encode(), author="Anna", kind=kind
        )
    assert len(store.conflicts.of("s1")) == store.submissions.get("s1").conflicts == 1


@pytest.fixture(scope="module")
def places():
    with TemporaryDirectory() as folder:
        yield Path(folder)


STEP = st.tuples(
    st.sampled_from(["save", "save", "save", "fork", "send", "erase", "merge", "form", "delete", "reject"]),
    st.integers(0, 2),  # which laptop
    st.integers(0, 3),  # which participant, submission
    st.text("abcተمZ'\"<&", max_size=6),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=25))
def test_laptops_agree_and_a_rebuild_changes_nothing(places, steps):
    with TemporaryDirectory(dir=places) as folder:
        stores = [_store(Path(folder) / str(number)) for number in range(3)]
        try:
            for what, laptop, number, text in steps:
                STEPS[what](stores, stores[laptop], number, text)
            for __ in range(2):
                for sender in stores:
                    for receiver in stores:
                        _send_all(sender, receiver)
            shown = [projected(store) for store in stores]
            for store, before in zip(stores, shown, strict=True):
                store.rebuild()
                assert projected(store) == before
                assert store.verify() == ()
            assert shown[0] == shown[1] == shown[2]
        finally:
            for store in stores:
                store.close()


def _store(folder: Path) -> Store:
    store, __ = Store.create(folder, "Anna", PASSPHRASE, device_name=folder.name, cost=Cost(8, 1, 1), clock=Clock())
    return store


def _save(stores: list[Store], store: Store, number: int, text: str) -> None:
    _revise(store, number, text, [head.id for head in store.revisions.heads(f"s{number}")])


def _fork(stores: list[Store], store: Store, number: int, text: str) -> None:
    _revise(store, number, text, [revision.id for revision in store.revisions.of(f"s{number}")[:1]])


def _delete(stores: list[Store], store: Store, number: int, text: str) -> None:
    _revise(store, number, text, [head.id for head in store.revisions.heads(f"s{number}")], kind="delete")


def _revise(store: Store, number: int, text: str, parents: list[str], kind: str = "save") -> None:
    """Submissions 0 and 1 are people, 2 and 3 intakes of them; nobody writes about the erased."""
    participant = f"p{number % 2}"
    if any(erasure.participant == participant for erasure in store.erasures.all()):
        return
    safe = text.replace("&", "").replace("<", "")
    answers = {"given_name": safe, "a": safe} if number < 2 else {"a": safe, "b": str(len(parents))}
    form = "deelnemer" if number < 2 else "intake"
    store.revisions.save(f"s{number}", participant, form, "1", data(form, **answers), parents=parents, author="Anna", kind=kind)


def _send(stores: list[Store], store: Store, number: int, text: str) -> None:
    """A bundle that skips some revisions, so parents may be missing for a while."""
    receiver = stores[number % 3]
    lacking = list(store.revisions.since(receiver.revisions.ranges()))
    receiver.erasures.add_foreign(store.erasures.all())
    receiver.revisions.add_foreign(lacking[len(text) :])


def _send_all(sender: Store, receiver: Store) -> None:
    receiver.erasures.add_foreign(sender.erasures.since(receiver.revisions.ranges()))
    receiver.revisions.add_foreign(sender.revisions.since(receiver.revisions.ranges()))
    for form in sender.forms.all():
        receiver.forms.put(form)


def _erase(stores: list[Store], store: Store, number: int, text: str) -> None:
    participant = f"p{number % 2}"
    if len(text) > 4 and not any(erasure.participant == participant for erasure in store.erasures.all()):
        store.erasures.erase([participant], "Anna")


def _merge(stores: list[Store], store: Store, number: int, text: str) -> None:
    kept, other = ("p0", "p1") if number % 2 else ("p1", "p0")
    if store.participants.get(kept) and store.participants.get(other):
        (store.participants.part if "a" in text else lambda other, author: store.participants.merge(kept, other, author))(other, "Anna")


def _reject(stores: list[Store], store: Store, number: int, text: str) -> None:
    """A block that fails leaves nothing behind."""
    with suppress(RuntimeError), store.atomic():
        _save(stores, store, number, text)
        raise RuntimeError


def _form(stores: list[Store], store: Store, number: int, text: str) -> None:
    store.forms.put(FormRecord(**{name: getattr(INTAKE, name) for name in FormRecord.__slots__}))


STEPS = {"save": _save, "fork": _fork, "send": _send, "erase": _erase, "merge": _merge, "form": _form, "delete": _delete, "reject": _reject}
