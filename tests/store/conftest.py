"""Stores for tests: real ones, encrypted, with keys that cost nothing to guess. All people are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.records import FormRecord, Revision
from nbnb_desktop.store import PERSON_FORM, Cost, Store

CHEAP = Cost(memory=8, iterations=1, lanes=1)
PASSPHRASE = "een zin om te openen"
START = 1_795_000_000.0


class Clock:
    """Seconds since 1970 that go on by a second at every look, or where a test puts them."""

    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        self.now += 1
        return self.now


def instance(name: str = PERSON_FORM, **answers: str) -> bytes:
    """A flat instance with these answers."""
    return f"<{name}>{''.join(f'<{key}>{value}</{key}>' for key, value in answers.items())}</{name}>".encode()


def add_person(store: Store, participant: str, **answers: str) -> Revision:
    """Save the form ``deelnemer`` of a participant, whose submission is ``<participant>-file``."""
    return store.revisions.save(f"{participant}-file", participant, PERSON_FORM, "1", instance(**answers), author="Anna")


@pytest.fixture(autouse=True)
def _speak_english(_speak_dutch):
    """The sentences are matched in the language in which they are written."""
    with i18n.speaking("en"):
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_store(tmp_path: Path, clock: Clock) -> Iterator[Callable[[str], Store]]:
    """A function that makes a store in a folder of that name; all are closed at the end."""
    made: list[Store] = []

    def make(name: str) -> Store:
        store, __ = Store.create(tmp_path / name, "Anna", PASSPHRASE, device_name=name, cost=CHEAP, clock=clock)
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[str], Store]) -> Store:
    return new_store("laptop")


def xform(form_id: str, version: str, *names: str) -> FormRecord:
    """A form of text questions with a repeat ``job`` that asks ``title``."""
    fields = "".join(f"<{name}/>" for name in names)
    binds = "".join(f'<bind nodeset="/data/{name}" type="string"/>' for name in names)
    body = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)
    xml = f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
      <h:head><h:title>{form_id}</h:title><model>
        <instance><data id="{form_id}" version="{version}">{fields}<job jr:template=""><title/></job>
          <meta><instanceID/></meta></data></instance>
        {binds}<bind nodeset="/data/job/title" type="string"/></model></h:head>
      <h:body>{body}<group ref="/data/job"><label>Job</label><repeat nodeset="/data/job">
        <input ref="/data/job/title"><label>Title</label></input></repeat></group></h:body></h:html>"""
    return FormRecord(form_id, version, form_id.title(), xml.encode())


def data(form_id: str, version: str = "1", jobs: Sequence[str] = (), **answers: str) -> bytes:
    """An instance of ``xform``."""
    fields = "".join(f"<{key}>{value}</{key}>" for key, value in answers.items())
    rows = "".join(f"<job><title>{title}</title></job>" for title in jobs)
    return f'<data id="{form_id}" version="{version}">{fields}{rows}</data>'.encode()
