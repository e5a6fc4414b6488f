"""The words of XLSForm and ODK XForms that a check knows: columns, types, appearances."""

from __future__ import annotations

import re

from pyxform.aliases import survey_header, yes_no
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from nbnb_desktop.xforms.workbook import OPENING

TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
MEDIA = {"image": "images", "big-image": "images", "audio": "audio", "video": "video"}
EXPRESSIONS = ("relevant", "constraint", "calculation", "required", "readonly", "choice_filter", "repeat_count", "default")
"""Columns that hold an expression."""

WORDS_FOR_TRUTH = frozenset(yes_no)
"""``yes``, ``True``, ``no`` and so on: not expressions."""

COLUMNS = frozenset(
    {
        "type", "name", "label", "hint", "guidance_hint", "default", "trigger", "choice_filter", "parameters", "appearance", "intent",
        "save_to", "save_incomplete", "media", "bind", "body", "control", "instance", "query", "disabled", "short",
        "context", *survey_header, *EXPRESSIONS, *TEXTS, *MEDIA,
    }
)  # fmt: skip
PREFIXED = frozenset({"media", "bind", "body", "control", "instance", "attribute", *TEXTS, *MEDIA, "constraining_message", "requiredmsg"})
"""Columns that a language or an attribute may follow behind ``::``."""

SELECTS = ("osm", "select_one", "select_multiple", "rank", "select1", "select one", "select multiple", "select all that apply")
SELECT = re.compile(r"(?i)(select_one|select_multiple|rank|select1|select_one_external)\s+(\S+)(\s+(or_other|or specify other|or other))?$")
FROM_FILE = re.compile(r"(?i)select_(?:one|multiple)_from_file\s+(\S+)$")
TYPES = frozenset(QUESTION_TYPE_DICT) | {"group", "repeat"} | OPENING.keys()

APPEARANCES = frozenset(
    {
        "minimal", "quick", "quickcompact", "compact", "autocomplete", "autoadvance", "search", "columns", "columns-pack", "no-buttons",
        "likert", "label", "list-nolabel", "list", "table-list", "field-list", "multiline", "numbers", "thousands-sep", "bearing",
        "month-year", "year", "no-calendar", "ethiopian", "persian", "islamic", "coptic", "bikram-sambat", "myanmar", "buddhist",
        "horizontal", "horizontal-compact", "picker", "rating", "vertical", "no-ticks", "signature", "draw", "annotate", "new", "new-front",
        "selfie", "hidden-answer", "masked", "counter", "placement-map", "maps", "map", "streets", "satellite", "terrain", "hidden",
        "printer", "image-map", "url",
    }
)  # fmt: skip
PATTERNED = re.compile(r"(columns-\d+|w\d+|compact-\d+|quickcompact-\d+|ex:.*|search\(.*|query.*|printer:.*)$")
