"""Fill in a shipped form by the names of its questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from nbnb_desktop.xforms import library, sources
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.provider import SystemProvider
from nbnb_desktop.xforms.session import FormSession

CONTENT = Path(__file__).resolve().parents[2] / ".." / "shared" / "content"


@cache
def definition(name: str) -> FormDefinition:
    return sources.load(library.path(name))


class Filling:
    """A session that is answered by question name; rows of a repeat by their number."""

    def __init__(self, name: str) -> None:
        self.form = definition(name)
        self.session = FormSession(self.form, SystemProvider())
        self._refs = {element.name: ref for ref, element in self.form.elements.items() if ref}

    def ref(self, name: str, row: int = 1) -> str:
        ref, repeats = self._refs[name], [r for r, e in self.form.elements.items() if e.kind == "repeat"]
        inside = next((repeat for repeat in repeats if ref.startswith(f"{repeat}/")), None)
        return f"{inside}[{row}]{ref[len(inside) :]}" if inside else ref

    def add_row(self, name: str) -> None:
        self.session.add_row(self._refs[name])

    def answer(self, answers: Mapping[str, object] | None = None, /, row: int = 1, **more: object) -> Filling:
        for name, text in {**(answers or {}), **more}.items():
            self.session.answer_text(self.ref(name, row), str(text))
        return self

    def text(self, name: str, row: int = 1) -> str:
        return self.session.text(self.ref(name, row))

    def shows(self, name: str, row: int = 1) -> bool:
        return self.session.state(self.ref(name, row)).relevant

    def choices(self, name: str) -> list[str]:
        return [choice.value for choice in self.session.state(self.ref(name)).choices]

    def violated(self) -> set[str]:
        return {violation.ref.rpartition("/")[2].split("[")[0] for violation in self.session.violations()}


@pytest.fixture
def fill() -> Callable[[str], Filling]:
    return Filling


@pytest.fixture(scope="session")
def content() -> Path:
    if not CONTENT.is_dir():
        pytest.skip("the content specification is not beside this checkout")
    return CONTENT
