# ruff: noqa: E501 - a table of examples is read in lines
"""Question states made by hand, for widgets know nothing else. All people and answers are invented."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any

from nbnb_desktop.xforms.session import Choice, QuestionState, Violation

_EMPTY: dict[str, Any] = {
    "ref": "/data/q", "kind": "input", "data_type": "string", "appearance": (), "label": "", "hint": "", "guidance": "", "media": {},
    "value": None, "text": "", "relevant": True, "required": False, "readonly": False, "violation": None, "choices": (), "parameters": {},
    "position": 0, "count": 0,
}  # fmt: skip


def state(kind: str = "input", data_type: str = "string", **told: Any) -> QuestionState:
    """A state with these parts; the rest is empty."""
    known = {field.name for field in fields(QuestionState)}
    given = {**_EMPTY, "kind": kind, "data_type": data_type, **told}
    return QuestionState(**{name: value for name, value in given.items() if name in known})


def choices(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(value.lstrip("_"), label, {}) for value, label in labels.items())


def wrong(made: QuestionState, message: str, kind: str = "constraint") -> QuestionState:
    return replace(made, violation=Violation(made.ref, kind, message))


RS4 = choices(_0="Nee", _1="Met hulp", _2="Ja, zelf", _8="Weet ik niet", _9="Zeg ik liever niet")
RS4_AR = choices(_0="لا", _1="نعم، بمساعدة", _2="نعم، بنفسي", _8="لا أعرف", _9="أفضّل ألّا أجيب")
RS4_TI = choices(_0="ኣይፋል", _1="ብሓገዝ", _2="እወ፡ ባዕለይ", _8="ኣይፈልጥን", _9="ክምልስ ኣይደልን")
QUALITIES = choices(
    geduldig="Geduldig", precies="Precies", sociaal="Goed met mensen", sterk="Sterk", creatief="Creatief",
    zelfstandig="Ik werk graag zelfstandig, ook als niemand kijkt", leergierig="Leergierig",
)  # fmt: skip
ROUTES = choices(b1="B1-route", onderwijs="Onderwijsroute", z="Z-route")
MANY = tuple(Choice(f"beroep{number}", f"Beroep nummer {number}", {}) for number in range(400))
AGREE = choices(_1="Helemaal niet mee eens", _2="Niet mee eens", _3="Neutraal", _4="Mee eens", _5="Helemaal mee eens")

EXAMPLES: dict[str, tuple[QuestionState, Any]] = {
    "text": (state(label="Roepnaam", hint="Zoals iemand genoemd wil worden", required=True, ref="/data/name"), "Selam"),
    "multiline": (state(label="Wat wilt u over een jaar doen?", appearance=("multiline",), guidance="Schrijf op wat de deelnemer **zelf** zegt."), "Ik wil werken.\nEn een diploma halen."),
    "numbers": (state(label="Dossiernummer", appearance=("numbers",)), "20481"),
    "masked": (state(label="Een woord dat alleen u weet", appearance=("hidden-answer",)), "geheim"),
    "phone": (state(label="Telefoonnummer", appearance=("phone",)), "06 12345678"),
    "email": (state(label="E-mailadres", appearance=("email",)), "selam@example.org"),
    "integer": (state(data_type="int", label="Hoeveel jaar ging u naar school?"), 9),
    "thousands": (state(data_type="int", label="Inwoners van de plaats", appearance=("thousands-sep",)), 125000),
    "decimal": (state(data_type="decimal", label="Uren per week", hint="Een komma of een punt mag allebei"), 22.5),
    "date": (state(data_type="date", label="Geboortedatum"), date(1992, 3, 27)),
    "month-year": (state(data_type="date", label="Sinds wanneer werkt u hier?", appearance=("month-year",)), date(2021, 6, 1)),
    "year": (state(data_type="date", label="Jaar van het diploma", appearance=("year",)), date(2011, 1, 1)),
    "ethiopian": (state(data_type="date", label="Geboortedatum (Ethiopische kalender)", appearance=("ethiopian",)), date(1995, 9, 12)),
    "persian": (state(data_type="date", label="Geboortedatum (Perzische kalender)", appearance=("persian",)), date(1990, 3, 21)),
    "islamic": (state(data_type="date", label="Geboortedatum (islamitische kalender)", appearance=("islamic",)), date(1990, 3, 21)),
    "coptic": (state(data_type="date", label="Geboortedatum (koptische kalender)", appearance=("coptic",)), date(1995, 9, 12)),
    "time": (state(data_type="time", label="Hoe laat begint het werk?"), time(8, 30)),
    "dateTime": (state(data_type="dateTime", label="Volgende afspraak"), datetime(2026, 11, 24, 14, 0).astimezone()),
    "barcode": (state(data_type="barcode", label="Code op de kaart"), "NB-00417"),
    "geopoint": (state(data_type="geopoint", label="Plaats van het bedrijf"), "52.0907 5.1214 0.0 0.0"),
    "geotrace": (state(data_type="geotrace", label="Route naar het werk"), "52.09 5.12 0.0 0.0; 52.1 5.13 0.0 0.0"),
    "geoshape": (state(data_type="geoshape", label="Gebied waar u kunt werken"), "52.09 5.12 0.0 0.0; 52.1 5.13 0.0 0.0; 52.1 5.1 0.0 0.0; 52.09 5.12 0.0 0.0"),
    "select_one": (state("select_one", label="Welke leerroute volgt u?", choices=ROUTES, hint="Staat op de beschikking"), "onderwijs"),
    "columns": (state("select_one", label="Wat past bij u?", choices=QUALITIES, appearance=("columns",)), "sterk"),
    "columns-2": (state("select_one", label="Wat past bij u?", choices=QUALITIES, appearance=("columns-2",)), "precies"),
    "likert": (state("select_one", label="Ik durf mijn chef om uitleg te vragen.", choices=AGREE, appearance=("likert",)), "4"),
    "label": (state("select_one", label="Wat past bij u?", choices=AGREE, appearance=("label",)), None),
    "list-nolabel": (state("select_one", label="Ik kom op tijd.", choices=AGREE, appearance=("list-nolabel",)), "5"),
    "list": (state("select_one", label="Ik kom op tijd.", choices=AGREE, appearance=("list",)), "5"),
    "horizontal": (state("select_one", label="Welke leerroute volgt u?", choices=ROUTES, appearance=("horizontal",)), "z"),
    "minimal": (state("select_one", label="Geslacht", choices=ROUTES, appearance=("minimal",)), "z"),
    "autocomplete": (state("select_one", label="Beroep", choices=MANY, appearance=("autocomplete",)), "beroep17"),
    "long list": (state("select_one", label="Land van herkomst", choices=MANY), "beroep3"),
    "select_multiple": (state("select_multiple", label="Welke kwaliteiten herkent u?", choices=QUALITIES), ("geduldig", "sociaal")),
    "select_multiple columns": (state("select_multiple", label="Welke kwaliteiten herkent u?", choices=QUALITIES, appearance=("columns",)), ("sterk",)),
    "search many": (state("select_multiple", label="Welke talen spreekt u?", choices=MANY, appearance=("autocomplete",)), ("beroep1", "beroep2")),
    "minimal many": (state("select_multiple", label="Wat past bij u?", choices=QUALITIES, appearance=("minimal",)), ("sterk",)),
    "long list many": (state("select_multiple", label="Welke beroepen kent u?", choices=MANY), ("beroep1", "beroep7")),
    "rank": (state("rank", label="Wat vindt u het belangrijkst?", choices=ROUTES), ("z", "b1", "onderwijs")),
    "range": (state("range", "int", label="Hoe zeker bent u hiervan?", parameters={"start": "0", "end": "10", "step": "1"}), 7),
    "long range": (state("range", "decimal", label="Reistijd in uren", parameters={"start": "0", "end": "20", "step": "0.5"}), 1.5),
    "rating": (state("range", "int", label="Wat vond u van de training?", parameters={"start": "1", "end": "5", "step": "1"}, appearance=("rating",)), 4),
    "picker": (state("range", "int", label="Cijfer", parameters={"start": "1", "end": "10", "step": "1"}, appearance=("picker",)), 8),
    "image": (state("upload", "binary", label="Foto van het certificaat", parameters={"mediatype": "image/*"}), "certificaat.png"),
    "file": (state("upload", "binary", label="Cv dat u al heeft", parameters={"mediatype": "application/*"}), "cv.pdf"),
    "audio": (state("upload", "binary", label="Vertel in uw eigen taal wat u wilt", parameters={"mediatype": "audio/*"}), "opname.wav"),
    "video": (state("upload", "binary", label="Film van uw werk", parameters={"mediatype": "video/*"}), "werk.mp4"),
    "signature": (state("upload", "binary", label="Handtekening", appearance=("signature",), parameters={"mediatype": "image/*"}), "handtekening.png"),
    "draw": (state("upload", "binary", label="Teken uw route naar het werk", appearance=("draw",), parameters={"mediatype": "image/*"}), "tekening.png"),
    "annotate": (state("upload", "binary", label="Schrijf op de foto wat u hier doet", appearance=("annotate",), parameters={"mediatype": "image/*"}), "certificaat.png"),
    "trigger": (state("trigger", label="We gaan zorgvuldig met uw gegevens om."), "OK"),
    "note": (state("note", label="Nu volgen vragen over **werk**.", hint="Sla over wat niet past."), None),
    "calculate": (state("calculate", label="Leeftijd"), "34"),
    "response set": (state("select_one", label="Kunt u een vacature zoeken die bij u past?", choices=RS4), "1"),
}  # fmt: skip
"""One question of every kind with an answer that it may have."""
