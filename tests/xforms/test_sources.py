"""Forms in every notation become one XForm."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from lxml import etree

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms import library, sources
from nbnb_desktop.xforms.guards import BSN_MESSAGE
from nbnb_desktop.xforms.sources import BuiltForm, build

YAML = """\
nbnb: {about: participant, audience: worker, stage: intake, many: no, order: 20}
settings: {form_id: proef, title: Een ‘proef’, version: "3"}
lists: [dier]
choices: {antwoord: [{name: no, label: Nee}, {name: yes, label: Ja}]}
survey:
- {type: group, name: kop, label: Kennismaking, children: [
    {type: text, name: naam, label: Roepnaam, hint: Zoals u heet, image: gezicht.png}]}
- {type: repeat, name: baan, label: Baan, children: [
    {type: integer, name: uren, label: "Hoeveel uur, ${naam}?", constraint: ". < 80", constraint_message: Te veel}]}
- {type: select_one dier, name: huisdier, label: Huisdier}
- {type: select_one antwoord, name: klaar, label: Klaar?}
"""
LIST = """\
name: dier
choices:
- {name: kat, label: Kat}
- {name: hond, label: Hond, geluid: waf}
"""
MARKDOWN = """
| survey |
|        | type | name | label::Nederlands (nl) | label::English (en) |
|        | text | naam | Naam | Name |
| settings |
|        | form_id | version |
|        | vreemd  | 7 |
"""
ENGLISH = {"Roepnaam": "First name", "Kat": "Cat", "Hoeveel uur, ${naam}?": "How many hours, ${naam}?"}


def in_english(language: str, text: str, __: str) -> str | None:
    return ENGLISH.get(text) if language == "en" else None


@pytest.fixture
def form(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "dier.yaml").write_text(LIST, encoding="utf-8")
    path = tmp_path / "proef.yaml"
    path.write_text(YAML, encoding="utf-8")
    return path


def texts(built: BuiltForm, language: str) -> dict[str, str]:
    """The plain itext values of one language by text id."""
    root = etree.fromstring(built.xml)
    found = root.xpath(f"//*[local-name()='translation'][@lang='{language}']/*")
    return {text.get("id"): " ".join("".join(text[0].itertext()).split()) for text in found if text[0].get("form") is None}


def faults(path: Path) -> list[tuple[str, str, int, str]]:
    with pytest.raises(FormError) as refusal:
        build(path)
    return [(fault.code, fault.sheet, fault.row, fault.column) for fault in refusal.value.faults]


def written(tmp_path: Path, text: str, name: str = "proef.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_nested_yaml_becomes_groups_and_repeats(form: Path) -> None:
    root = etree.fromstring(build(form).xml)
    binds = {bind.get("nodeset") for bind in root.iter("{*}bind")}
    assert {"/data/kop/naam", "/data/baan/uren", "/data/huisdier", "/data/klaar"} <= binds
    assert [repeat.get("nodeset") for repeat in root.iter("{*}repeat")] == ["/data/baan"]


def test_the_header_identity_and_title_come_along(form: Path) -> None:
    built = build(form)
    assert (built.form_id, built.title, built.meta["stage"], built.meta["many"]) == ("proef", "Een ‘proef’", "intake", "no")


def test_no_and_yes_stay_words(form: Path) -> None:
    names = re.findall(rb"<name>(\w+)</name>", build(form).xml)
    assert {b"no", b"yes"} <= set(names)


def test_shared_lists_keep_their_name_and_extra_columns(form: Path) -> None:
    xml = build(form).xml.decode()
    assert "instance('dier')" in xml
    assert "<geluid>waf</geluid>" in xml


def test_every_language_has_every_text_and_missing_ones_show_the_dutch(form: Path) -> None:
    built = build(form, translate=in_english, languages=("nl", "en", "ar"))
    dutch, english, arabic = (texts(built, name) for name in ("Nederlands (nl)", "English (en)", "العربية (ar)"))
    assert dutch.keys() == english.keys() == arabic.keys()
    assert (english["/data/kop/naam:label"], arabic["/data/kop/naam:label"]) == ("First name", "Roepnaam")
    assert "-" not in {*english.values(), *arabic.values()}
    assert ("ar", "Roepnaam") in built.untranslated
    assert ("en", "Roepnaam") not in built.untranslated


def test_typographic_quotes_survive_the_converter(tmp_path: Path) -> None:
    path = written(tmp_path, 'settings: {form_id: a}\nsurvey: [{type: note, name: n, label: "‘Ja’, zei “zij”"}]')
    assert texts(build(path), "Nederlands (nl)")["/data/n:label"] == "‘Ja’, zei “zij”"


def test_references_inside_translated_labels_survive(form: Path) -> None:
    xml = build(form, translate=in_english, languages=("en",)).xml.decode()
    assert re.search(r'How many hours, <output value=" ?(\.\./\.\.|/data)/kop/naam ?"/>', xml)


def test_a_translation_that_loses_a_reference_is_not_used(form: Path) -> None:
    built = build(form, translate=lambda language, text, context: "Hours?" if "${" in text else "x", languages=("en",))
    assert ("en", "Hoeveel uur, ${naam}?") in built.untranslated


def test_the_context_of_a_text_names_form_or_list_and_row(form: Path) -> None:
    asked: set[str] = set()
    build(form, translate=lambda language, text, context: asked.add(context), languages=("en",))
    assert {"proef/naam", "dier/kat", "antwoord/no"} <= asked


def test_pictures_serve_every_language(form: Path) -> None:
    assert build(form, translate=in_english, languages=("en", "ar")).xml.count(b"jr://images/gezicht.png") == 3


def test_the_version_is_made_of_the_content(form: Path) -> None:
    built = build(form)
    declared, __, digits = built.version.partition(".")
    empty = built.xml.replace(f'version="{built.version}"'.encode(), b'version=""')
    assert (declared, digits) == ("3", hashlib.sha256(empty).hexdigest()[:8])


def test_a_changed_wording_is_another_version(form: Path) -> None:
    before = build(form).version
    form.write_text(YAML.replace("Zoals u heet", "Zo heet u"), encoding="utf-8")
    assert build(form).version != before


def test_a_foreign_form_keeps_its_version_and_its_languages(tmp_path: Path) -> None:
    built = build(written(tmp_path, MARKDOWN, "vreemd.md"), translate=in_english, languages=("ar",))
    assert (built.form_id, built.version, built.untranslated) == ("vreemd", "7", ())
    assert texts(built, "English (en)")["/data/naam:label"] == "Name"


def test_an_xform_passes_through_unchanged(form: Path, tmp_path: Path) -> None:
    made = build(form)
    path = tmp_path / "ander.xml"
    path.write_bytes(made.xml)
    again = build(path)
    assert (again.xml, again.form_id, again.version, again.title) == (made.xml, "proef", made.version, made.title)


def test_csv_and_markdown_give_the_same_form(tmp_path: Path) -> None:
    table = '"survey",,\n,"type","name","label"\n,"text","naam","Naam"\n"settings",,\n,"form_id","version"\n,"x","1"\n'
    markdown = "| survey |\n| | type | name | label |\n| | text | naam | Naam |\n| settings |\n| | form_id | version |\n| | x | 1 |\n"
    assert build(written(tmp_path, table, "a.csv")).xml == build(written(tmp_path, markdown, "b.md")).xml


def test_media_lie_beside_the_form(form: Path, tmp_path: Path) -> None:
    (tmp_path / "proef-media").mkdir()
    (tmp_path / "proef-media" / "gezicht.png").write_bytes(b"png")
    assert (build(form).media.read("gezicht.png"), build(form).media.read("weg.png")) == (b"png", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("settings: {form_id: a}\nsurvey:\n- {type: text, name: a b, label: x}\n", ("xlsform", "survey", 3, "name")),
        ("settings: {form_id: a}\nsurvey:\n- {type: text, name: a, label: x}\n- type: text\n  name: a", ("xlsform", "survey", 5, "name")),
        ("settings: {form_id: a}\nsurvey:\n- {type: note, name: a, label: '${weg}'}\n", ("xlsform", "survey", 3, "label")),
        ("settings: {form_id: a}\nsurvey:\n- tekst\n", ("yaml", "survey", 3, "")),
        ("settings: {form_id: a}\nsurvey:\n- {type: [a], name: b}\n", ("yaml", "survey", 3, "type")),
        ("settings: {form_id: a}\nsurvey:\n- {type: note, name: a, name: b}\n", ("duplicate-key", "", 3, "")),
        ("settings: {form_id: a}\nlists: [../geheim]\nsurvey:\n- {type: note, name: a, label: b}\n", ("list-missing", "lists", 2, "")),
        ("settings: {form_id: a}\nzomaar: 1\nsurvey:\n- {type: note, name: a, label: b}\n", ("unknown-key", "zomaar", 2, "")),
        ("settings: {form_id: a}\n", ("missing-key", "survey", 1, "")),
        ("settings: {form_id: a\n", ("yaml", "", 2, "")),
    ],
)
def test_a_fault_in_yaml_names_its_line(tmp_path: Path, text: str, expected: tuple[str, str, int, str]) -> None:
    assert expected in faults(written(tmp_path, text))


def test_a_fault_in_a_table_names_sheet_row_and_column(tmp_path: Path) -> None:
    table = "| survey |\n| | type | name | label |\n| | text | goed | Naam |\n| | text | a b | Naam |\n"
    assert faults(written(tmp_path, table, "a.md")) == [("xlsform", "survey", 3, "name")]


def test_every_fault_of_the_shape_is_listed_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "settings: {form_id: a}\nlists: [weg, ook_weg]\nsurvey:\n- {type: text, name: [b], label: c}\n")
    assert len(faults(path)) == 3


def test_another_kind_of_file_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(FormError) as refusal:
        build(written(tmp_path, "x", "brief.docx"))
    assert ".yaml" in refusal.value.advice


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormError):
        build(tmp_path / "weg.xml")
    with pytest.raises(FormError):
        build(tmp_path / "weg.yaml")


def test_an_explicit_translation_column_wins(tmp_path: Path) -> None:
    path = written(tmp_path, 'settings: {form_id: a}\nsurvey: [{type: note, name: n, label: Hoi, "label::English (en)": Hi}]')
    built = build(path, translate=in_english, languages=("en",))
    assert (texts(built, "English (en)")["/data/n:label"], built.untranslated) == ("Hi", ())


def test_language_names_are_written_in_their_own_language() -> None:
    assert sources.language_name("ar") == "العربية (ar)"


def test_an_exported_workbook_builds_to_the_same_form(form: Path, tmp_path: Path) -> None:
    path = tmp_path / "ander.xlsx"
    path.write_bytes(sources.export_xlsx(form, translate=in_english, languages=("en", "ar")))
    assert build(path).xml == build(form, translate=in_english, languages=("en", "ar")).xml


def test_an_exported_workbook_never_holds_formulas(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    source = written(tmp_path, 'settings: {form_id: a}\nsurvey: [{type: note, name: n, label: "=1+1"}]')
    path = tmp_path / "ander.xlsx"
    path.write_bytes(sources.export_xlsx(source))
    cell = load_workbook(path)["survey"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_an_xform_is_not_exported_as_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(FormError):
        sources.export_xlsx(written(tmp_path, "<a/>", "a.xml"))


def test_the_bsn_guard_stands_beside_the_constraint_of_every_text(tmp_path: Path) -> None:
    rows = '- {type: text, name: a, label: A, constraint: ". != 1", constraint_message: Niet 1}\n- {type: text, name: b, label: B}'
    head = 'nbnb: {bsn_guard: "yes"}\nsettings: {form_id: a}\nsurvey:\n'
    path = written(tmp_path, f"{head}{rows}\n- {{type: integer, name: c, label: C}}\n")
    built = build(path, translate=lambda language, text, context: {"Niet 1": "Not 1"}.get(text), languages=("en",))
    messages = {key: text for key, text in texts(built, "English (en)").items() if key.endswith("constraintMsg")}
    assert messages == {"/data/a:jr:constraintMsg": f"Not 1 {BSN_MESSAGE}", "/data/b:jr:constraintMsg": BSN_MESSAGE}
    binds = {bind.get("nodeset"): bind.get("constraint") for bind in etree.fromstring(built.xml).iter("{*}bind")}
    assert binds["/data/a"].startswith("(. != 1) and not(")
    assert binds["/data/c"] is None
    assert ("en", BSN_MESSAGE) in built.untranslated


@pytest.mark.parametrize("name", library.names())
def test_every_shipped_form_leaves_as_a_workbook_and_comes_back_the_same(tmp_path: Path, name: str) -> None:
    path = tmp_path / "terug.xlsx"
    path.write_bytes(sources.export_xlsx(library.path(name), languages=("ar",)))
    assert build(path).xml == sources.export_xml(library.path(name), languages=("ar",))
