"""Small forms you can read, run by the real engine, for tests of pages. All people are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import FormSession
from nbnb_desktop.xforms.sources import load

NL, AR = "Nederlands (nl)", "العربية (ar)"

WORKER_FORM = {
    "settings": {"form_id": "proef", "title": "Proef", "version": "1", "default_language": NL},
    "choices": {"ja_nee": [{"name": "ja", f"label::{NL}": "Ja", f"label::{AR}": "نعم"}, {"name": "nee", f"label::{NL}": "Nee", f"label::{AR}": "لا"}]},
    "survey": [
        {"type": "group", "name": "wie", f"label::{NL}": "Wie bent u?", f"label::{AR}": "من أنت؟", "children": [
            {"type": "text", "name": "naam", f"label::{NL}": "Naam", f"label::{AR}": "الاسم", "required": "yes"},
            {"type": "integer", "name": "jaren", f"label::{NL}": "Jaren op school", f"label::{AR}": "سنوات الدراسة", "constraint": ". < 40", f"constraint_message::{NL}": "Dat is te veel."},
            {"type": "select_one ja_nee", "name": "werkt", f"label::{NL}": "Werkt u?", f"label::{AR}": "هل تعمل؟"},
            {"type": "text", "name": "waar", f"label::{NL}": "Waar werkt u?", f"label::{AR}": "أين تعمل؟", "relevant": "${werkt} = 'ja'"}]},
        {"type": "repeat", "name": "baan", f"label::{NL}": "Baan", f"label::{AR}": "وظيفة", "children": [
            {"type": "text", "name": "beroep", f"label::{NL}": "Beroep", f"label::{AR}": "المهنة"}]},
        {"type": "text", "name": "slot", f"label::{NL}": "Nog iets?", f"label::{AR}": "شيء آخر؟"},
    ],
}  # fmt: skip
# ruff: noqa: E501 - a form is read in lines

_RS = [
    ("0", "Nee", "لا"),
    ("1", "Een beetje", "قليلا"),
    ("2", "Ja", "نعم"),
    ("8", "Weet ik niet", "لا أعرف"),
    ("9", "Zeg ik liever niet", "أفضّل ألا أقول"),
]
SURVEY = {
    "settings": {"form_id": "vragen", "title": "Vragen", "version": "1", "default_language": NL},
    "choices": {"rs1": [{"name": value, f"label::{NL}": dutch, f"label::{AR}": arabic} for value, dutch, arabic in _RS]},
    "survey": [
        {"type": "note", "name": "intro", f"label::{NL}": "Deze vragen gaan over u.", f"label::{AR}": "هذه الأسئلة عنك."},
        {"type": "select_one rs1", "name": "A1", f"label::{NL}": "Ik weet welk werk ik wil doen.", f"label::{AR}": "أعرف ما العمل الذي أريده.", "required": "yes", f"required_message::{NL}": "Kies een antwoord.", f"required_message::{AR}": "اختر جوابا."},
        {"type": "select_one rs1", "name": "A2", f"label::{NL}": "Ik heb een plan.", f"label::{AR}": "عندي خطة.", "required": "yes", f"required_message::{NL}": "Kies een antwoord.", f"required_message::{AR}": "اختر جوابا."},
        {"type": "select_one rs1", "name": "A3", f"label::{NL}": "Weet u hoe dat komt?", f"label::{AR}": "هل تعرف السبب؟", "relevant": "${A2} = '0'", "required": "yes"},
        {"type": "calculate", "name": "score", "calculation": "number(${A1}) + 1"},
        {"type": "note", "name": "dank", f"label::{NL}": "Dit was de laatste vraag.", f"label::{AR}": "كان هذا آخر سؤال."},
    ],
}  # fmt: skip


def session_of(form: dict, folder: Path) -> FormSession:
    """The form in the notation of ``forms/*.yaml``, filled in by nobody yet."""
    path = folder / f"{form['settings']['form_id']}.yaml"
    path.write_text(yaml.safe_dump(form, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return FormSession(load(path), FixedProvider())


def today() -> date:
    return date(2026, 11, 21)
