"""The one table of question widgets: (kind, data type or appearance) -> widget.

``docs/question-types.md`` lists the same keys; a test holds the two together.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nbnb_desktop.ui.questions.base import QuestionWidget, Showing
from nbnb_desktop.ui.questions.choose import ChooseMany, ChooseOne
from nbnb_desktop.ui.questions.dates import DateFields, DateTimeFields, TimeFields
from nbnb_desktop.ui.questions.draw import Drawing
from nbnb_desktop.ui.questions.number import Decimal, Integer
from nbnb_desktop.ui.questions.order import Rank
from nbnb_desktop.ui.questions.place import Geopoint, Geotrace
from nbnb_desktop.ui.questions.read import Note, Trigger, Worked
from nbnb_desktop.ui.questions.scale import MOST_BUTTONS, RangeButtons, RangeField, RangePicker, Rating, values_of
from nbnb_desktop.ui.questions.search import SearchMany, SearchOne
from nbnb_desktop.ui.questions.text import Barcode, Digits, Email, Paragraph, Phone, TextLine
from nbnb_desktop.ui.questions.upload import Upload
from nbnb_desktop.xforms.session import QuestionState

Key = tuple[str, str]

WIDGETS: dict[Key, type[QuestionWidget]] = {
    ("input", ""): TextLine,
    ("input", "multiline"): Paragraph,
    ("input", "numbers"): Digits,
    ("input", "phone"): Phone,
    ("input", "tel"): Phone,
    ("input", "email"): Email,
    ("input", "int"): Integer,
    ("input", "integer"): Integer,
    ("input", "long"): Integer,
    ("input", "decimal"): Decimal,
    ("input", "date"): DateFields,
    ("input", "time"): TimeFields,
    ("input", "dateTime"): DateTimeFields,
    ("input", "barcode"): Barcode,
    ("input", "geopoint"): Geopoint,
    ("input", "geotrace"): Geotrace,
    ("input", "geoshape"): Geotrace,
    ("select_one", ""): ChooseOne,
    ("select_one", "minimal"): SearchOne,
    ("select_one", "autocomplete"): SearchOne,
    ("select_one", "search"): SearchOne,
    ("select_one", "long list"): SearchOne,
    ("select_multiple", ""): ChooseMany,
    ("select_multiple", "minimal"): SearchMany,
    ("select_multiple", "autocomplete"): SearchMany,
    ("select_multiple", "search"): SearchMany,
    ("select_multiple", "long list"): SearchMany,
    ("rank", ""): Rank,
    ("range", ""): RangeButtons,
    ("range", "long range"): RangeField,
    ("range", "rating"): Rating,
    ("range", "picker"): RangePicker,
    ("upload", ""): Upload,
    ("upload", "signature"): Drawing,
    ("upload", "draw"): Drawing,
    ("upload", "annotate"): Drawing,
    ("trigger", ""): Trigger,
    ("note", ""): Note,
    ("calculate", ""): Worked,
}

LONG_LIST = 24
"""More choices than this are searched, not listed, for workers; a participant sees them all."""


def key_of(state: QuestionState, big: bool = False) -> Key:
    """The key in ``WIDGETS`` for this question: what it looks like goes before what it holds."""
    looks = (*state.appearance, _by_size(state, big), state.data_type)
    return next(((state.kind, look) for look in looks if look and (state.kind, look) in WIDGETS), (state.kind, ""))


def widget_for(state: QuestionState, showing: Showing, parent: QWidget | None = None) -> QuestionWidget:
    """A widget for the question, showing nothing until ``render_state`` is called."""
    key = key_of(state, showing.big)
    return WIDGETS.get(key, WIDGETS["input", ""])(state, showing, parent)


def _by_size(state: QuestionState, big: bool) -> str:
    """A list or a range that is too long to be shown at once."""
    if state.kind.startswith("select") and len(state.choices) > LONG_LIST and not big:
        return "long list"
    if state.kind == "range" and len(values_of(dict(state.parameters or {}))) > MOST_BUTTONS:
        return "long range"
    return ""
