"""A draft goes on in a newer version of its form. All people are invented."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nbnb_desktop.actions import entry, exchange, forms, laptops, participants, renewing
from nbnb_desktop.actions.entry import Entry
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.places import data_folder
from nbnb_desktop.store.reading import select
from nbnb_desktop.xforms import library as shipped
from nbnb_desktop.xforms.library import FormMeta

SETTINGS = "| settings |\n| | form_id | version | name | attribute::renames |\n| | bezoek | {version} | data | {renames} |\n"
CHOICES = "| choices |\n| | list_name | name | label |\n| | dier | kat | Kat |\n{more}"
SURVEY = "| survey |\n| | type | name | label |\n| | text | {name} | Naam |\n| | select_one dier | dier | Welk dier |\n"


def taken(
    workplace: Workplace, folder: Path, version: str, *, name: str = "naam", more: str = "| | dier | hond | Hond |\n", renames: str = ""
) -> None:
    path = folder / "bezoek.md"
    path.write_text(
        SURVEY.format(name=name) + CHOICES.format(more=more) + SETTINGS.format(version=version, renames=renames), encoding="utf-8"
    )
    forms.take_in(workplace, path)


@pytest.fixture
def draft(workplace: Workplace, tmp_path: Path) -> str:
    """A draft in version 1; the submission's id."""
    taken(workplace, tmp_path, "1")
    opened = entry.begin(workplace, "bezoek")
    opened.session.answer("/data/naam", "Selam")
    opened.session.answer("/data/dier", "hond")
    entry.save_draft(workplace, entry.snapshot(opened, "/data/dier"))
    return opened.submission


def opened(workplace: Workplace, submission: str) -> Entry:
    return entry.reopen(workplace, submission)


def test_a_draft_in_the_version_in_use_is_left_alone(workplace: Workplace, draft: str) -> None:
    assert renewing.newer(workplace, opened(workplace, draft)) is None


def test_what_does_not_fit_the_newer_version_is_named_before_anything_moves(workplace: Workplace, draft: str, tmp_path: Path) -> None:
    taken(workplace, tmp_path, "2", more="")
    found = renewing.newer(workplace, opened(workplace, draft))
    assert found is not None
    assert (found.version, found.kept) == ("2", 1)
    assert [(lost.question, lost.answer) for lost in found.lost] == [("Welk dier", "Hond")]
    assert opened(workplace, draft).form_version == "1"


def test_a_draft_that_is_moved_keeps_what_fits_and_is_kept_so(workplace: Workplace, draft: str, tmp_path: Path) -> None:
    taken(workplace, tmp_path, "2", more="")
    before = opened(workplace, draft)
    moved = renewing.renew(workplace, entry.snapshot(before, before.place))
    assert (moved.form_version, moved.place) == ("2", "/data/dier")
    again = opened(workplace, draft)
    assert (again.form_version, again.session.value("/data/naam"), again.session.value("/data/dier")) == ("2", "Selam", None)


def test_a_renamed_question_takes_its_answer_along(
    workplace: Workplace, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(workplace, tmp_path, "2", name="roepnaam")
    monkeypatch.setattr(workplace.library, "meta", lambda form_id: FormMeta(form_id, renames=(("/naam", "/roepnaam"),)))
    moved = renewing.renew(workplace, entry.snapshot(opened(workplace, draft)))
    assert moved.session.value("/data/roepnaam") == "Selam"


def test_what_was_renamed_comes_along_with_the_form_from_another_laptop(make_workplace: Callable[[str], Workplace], tmp_path: Path) -> None:
    one, other = make_workplace("een"), make_workplace("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))

    def bring(version: str) -> None:
        exchange.export_forms(one, ("Laptop twee",), tmp_path / f"{version}.nbnb")
        exchange.import_file(other, tmp_path / f"{version}.nbnb")

    taken(one, tmp_path, "1")
    bring("1")
    begun = entry.begin(other, "bezoek")
    begun.session.answer("/data/naam", "Selam")
    entry.save_draft(other, entry.snapshot(begun))
    taken(one, tmp_path, "2", name="roepnaam", renames="naam=roepnaam")
    bring("2")
    moved = renewing.renew(other, entry.snapshot(opened(other, begun.submission)))
    assert (moved.form_version, moved.session.value("/data/roepnaam")) == ("2", "Selam")


def test_what_was_finished_stays_in_its_version(workplace: Workplace, draft: str, tmp_path: Path) -> None:
    entry.finish(workplace, entry.snapshot(opened(workplace, draft)))
    taken(workplace, tmp_path, "2")
    again = opened(workplace, draft)
    assert again.form_version == "1"
    assert renewing.newer(workplace, again) is None


def test_a_form_says_in_its_header_what_was_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "nbnb: {renames: naam=wie/naam  oud=nieuw}\nsettings: {form_id: proef, title: Proef}\nsurvey: []\n"
    (tmp_path / "proef.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(shipped, "data_folder", lambda name: tmp_path)
    assert shipped.meta("proef").renames == (("/naam", "/wie/naam"), ("/oud", "/nieuw"))


@pytest.fixture
def begun_long_ago(workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A participant of an older program, whose form had no address for CBS; the program is new now."""
    forms_folder = data_folder("forms")
    shutil.copytree(forms_folder / "lists", tmp_path / "lists")
    text = (forms_folder / "deelnemer.yaml").read_text(encoding="utf-8")
    start, end = text.index("- {type: group, name: koppeling"), text.index("- {type: group, name: project_groep")
    (tmp_path / "deelnemer.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    older, library = shipped.path, workplace.library
    with monkeypatch.context() as then:
        then.setattr(shipped, "path", lambda name: tmp_path / "deelnemer.yaml" if name == "deelnemer" else older(name))
        then.setitem(library.__dict__, "_sources", "those of an older program")
        library._current.clear()
        person = participants.new(workplace, NewParticipant("Selam", "Tekle"))
    library._current.clear()
    return person


def test_a_changed_wording_is_another_version_without_a_new_number(workplace: Workplace, begun_long_ago: str) -> None:
    latest = workplace.library.definition("deelnemer")
    versions = {form.version for form in workplace.store.forms.all() if form.form_id == "deelnemer"}
    assert len(versions) == 2
    assert {version.partition(".")[0] for version in versions} == {"1"}
    assert any(ref.endswith("/postcode6") for ref in latest.elements)


def test_a_participant_of_before_can_answer_what_the_form_asks_since(workplace: Workplace, begun_long_ago: str) -> None:
    found = entry.begin(workplace, "deelnemer", begun_long_ago)
    places = {ref.rpartition("/")[2]: ref for ref in found.session.definition.elements}
    assert found.session.value(places["given_name"]) == "Selam"
    found.session.answer(places["cbs_linking"], "1")
    found.session.answer(places["postcode6"], "1234 AB")
    entry.finish(workplace, entry.snapshot(found))
    assert list(select(workplace.store.tables, "deelnemer", ("given_name", "postcode6"))) == [("Selam", "1234 AB")]
    again = workplace.store.participants.get(begun_long_ago)
    assert again is not None
    assert again.family_name == "Tekle"
