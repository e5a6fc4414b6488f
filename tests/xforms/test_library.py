"""The shipped forms are found by name, others by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms import library

FORM = """\
nbnb: {about: employer, audience: worker, stage: werk, many: "yes", order: "7", eigen: x}
settings: {form_id: proef, title: Proef}
survey:
- {type: note, name: a, label: A
"""  # the unclosed brace stands in the survey, which the header does not need


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library, "data_folder", lambda name: tmp_path)
    (tmp_path / "proef.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "ander.yaml").write_text(FORM.replace("proef", "ander").replace('"7"', '"3"'), encoding="utf-8")
    return tmp_path


def test_names_are_in_alphabetical_order_and_metas_in_that_of_the_path(shipped: Path) -> None:
    assert library.names() == ("ander", "proef")
    assert [meta.order for meta in library.metas()] == [3, 7]


def test_the_header_is_read_without_the_questions(shipped: Path) -> None:
    meta = library.meta("proef")
    assert (meta.form_id, meta.about, meta.many, meta.order, meta.title) == ("proef", "employer", True, 7, "Proef")


def test_a_changed_header_is_read_again(shipped: Path) -> None:
    assert library.meta("proef").stage == "werk"
    path = shipped / "proef.yaml"
    path.write_text(FORM.replace("werk", "plan"), encoding="utf-8")
    import os

    os.utime(path, ns=(1, 1))
    assert library.meta("proef").stage == "plan"


def test_an_unknown_form_is_refused_with_the_names_there_are(shipped: Path) -> None:
    with pytest.raises(FormError) as refusal:
        library.resolve("weg")
    assert "ander, proef" in refusal.value.advice


@pytest.mark.parametrize("name", ["../proef", "", "a/b", "proef.yaml.bak"])
def test_a_name_never_leaves_the_folder(shipped: Path, name: str) -> None:
    with pytest.raises(FormError):
        library.resolve(name)


def test_a_path_is_taken_as_it_is(shipped: Path) -> None:
    assert library.resolve(str(shipped / "proef.yaml")) == shipped / "proef.yaml"
    with pytest.raises(FormError):
        library.resolve(str(shipped / "weg.xlsx"))


def test_an_impossible_header_is_a_fault_with_its_line(shipped: Path) -> None:
    (shipped / "fout.yaml").write_text("nbnb: {about: niemand,\n  order: laat}\nsettings: {form_id: fout}\nsurvey: []\n", encoding="utf-8")
    with pytest.raises(FormError) as refusal:
        library.meta("fout")
    assert [(fault.column, fault.row) for fault in refusal.value.faults] == [("about", 1), ("order", 2)]


def test_a_title_nobody_translated_stays_dutch(shipped: Path) -> None:
    assert library.meta("proef").title_in("so") == "Proef"
