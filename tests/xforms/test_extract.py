"""The Dutch texts of forms and lists reach the translators, each with the place where it stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms.extract import extract_form, messages
from nbnb_desktop.xforms.sources import workbook
from nbnb_desktop.xforms.wording import texts

FORM = """\
settings: {form_id: proef, title: Proef}
lists: [bestaat_niet_hier]
choices:
  antwoord:
  - {name: ja, label: Ja}
survey:
- type: text
  name: naam
  label: Roepnaam
  hint: " Zo  heet u "
- {type: text, name: bank, label: Bank, context: "yes"}
"""


def test_each_text_comes_with_line_and_place() -> None:
    found = {message[2]: (message[0], message[3]) for message in messages(FORM, "proef")}
    assert found["Roepnaam"] == (9, ["proef: naam label"])
    assert found["Zo heet u"] == (10, ["proef: naam hint"])
    assert found["Ja"] == (5, ["proef: antwoord/ja label"])
    assert found["Proef"] == (1, ["proef: title"])


def test_a_row_that_asks_for_it_has_a_context_of_its_own() -> None:
    assert (11, "pgettext", ("proef/bank", "Bank"), ["proef: bank label"]) in list(messages(FORM, "proef"))


def test_a_shared_list_is_extracted_on_its_own() -> None:
    found = list(messages("name: dier\nchoices:\n- {name: kat, label: Kat}\n", "dier"))
    assert found == [(3, None, "Kat", ["lists/dier: dier/kat label"])]


def test_babel_reads_it() -> None:
    from babel.messages.extract import extract

    stream = io.BytesIO(FORM.encode())
    assert ("Bank", "proef/bank") in {(message, context) for __, message, ___, context in extract(extract_form, stream)}


def test_what_is_extracted_is_what_the_builder_looks_up(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text(FORM.replace("lists: [bestaat_niet_hier]\n", ""), encoding="utf-8")
    extracted = {message[2] if isinstance(message[2], str) else message[2][1] for message in messages(FORM, "proef")}
    assert {text.text for text in texts(workbook(path))} <= extracted


def test_a_broken_file_is_refused_as_a_form() -> None:
    with pytest.raises(FormError):
        list(messages("- een lijst", "x"))
