"""Every question widget: told a state it shows it, and says one thing when a person answers, by keyboard too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from nbnb_desktop.ui.questions.base import MemoryFiles, Showing
from nbnb_desktop.ui.questions.read import Note, Worked, in_words
from nbnb_desktop.ui.questions.table import WIDGETS, key_of, widget_for
from nbnb_desktop.ui.questions.upload import png
from nbnb_desktop.ui.theme import Theme

from .states import EXAMPLES, MANY, QUALITIES, RS4, choices, state, wrong


@pytest.fixture
def show(qtbot):
    """Make a widget, show it and remember what it says."""

    def make(made, *, second=None, **told):
        widget = widget_for(made, Showing(Theme(), **told))
        qtbot.addWidget(widget)
        widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft if told.get("rtl") else Qt.LayoutDirection.LeftToRight)
        widget.heard = []
        widget.answered.connect(lambda ref, value: widget.heard.append(value))
        widget.render_state(made, second)
        widget.show()
        settle(widget)
        return widget

    return make


def settle(widget, width=800):
    """Lay the widget out as a page of this width does."""
    for __ in range(3):
        widget.resize(width, max(widget.heightForWidth(width), 10) if widget.hasHeightForWidth() else widget.sizeHint().height())
        QApplication.processEvents()


def every(names=EXAMPLES):
    return pytest.mark.parametrize("name", list(names))


def words_on(widget: QWidget) -> str:
    """All that can be read on it now."""
    QApplication.processEvents()
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.parent() is not None]
    edits = [edit.text() for edit in widget.findChildren(QLineEdit)]
    texts = [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit)]
    buttons = [button.text() for button in widget.findChildren(QAbstractButton) if button.isChecked()]
    combos = [combo.currentText() for combo in widget.findChildren(QComboBox) if not combo.isEditable()]
    return " ".join(labels + edits + texts + buttons + combos)


@every()
def test_a_widget_shows_an_answer_and_lets_it_go_again_without_saying_anything(show, name):
    made, value = EXAMPLES[name]
    widget = show(made)
    empty = words_on(widget)
    widget.render_state(replace(made, value=value))
    full = words_on(widget)
    widget.render_state(made)
    assert words_on(widget) == empty
    assert (full == empty) == (value is None)
    assert widget.heard == []


@every()
def test_a_widget_says_what_is_wrong_in_words_at_the_field(show, name):
    made, value = EXAMPLES[name]
    widget = show(replace(made, value=value))
    widget.render_state(wrong(replace(made, value=value), "Dit past niet."))
    assert widget.fault == "Dit past niet."
    assert "Dit past niet." in words_on(widget)
    widget.render_state(replace(made, value=value))
    assert "Dit past niet." not in words_on(widget)


@every()
def test_a_widget_that_does_not_apply_is_not_there(show, name):
    made, __ = EXAMPLES[name]
    widget = show(made)
    assert widget.isVisible()
    widget.render_state(replace(made, relevant=False))
    assert not widget.isVisible()


@every()
def test_a_widget_stands_from_right_to_left(show, name):
    made, value = EXAMPLES[name]
    widget = show(replace(made, value=value), rtl=True, language="ar")
    label = next(label for label in widget.findChildren(QLabel) if not label.isHidden())
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert not widget.grab().isNull()


@every(name for name, (made, __) in EXAMPLES.items() if made.kind not in ("note", "label") and name != "label")
def test_a_widget_takes_the_focus_of_the_keyboard_and_every_control_has_a_name(show, qtbot, name):
    made, value = EXAMPLES[name]
    widget = show(replace(made, value=value))
    assert widget.focus_widget() is not None
    assert widget.focus_widget().focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, Worked)
    for control in widget.findChildren(QWidget):
        takes_keys = control.focusPolicy() & Qt.FocusPolicy.TabFocus and not control.isHidden()
        own = isinstance(control, QLineEdit | QComboBox | QAbstractButton) and not isinstance(control.parent(), QComboBox)
        if takes_keys and own:
            assert control.accessibleName() or getattr(control, "text", str)(), f"{type(control).__name__} in {name} has no name"


@every(name for name, (made, value) in EXAMPLES.items() if value is not None and made.kind != "calculate")
def test_a_readonly_question_cannot_be_answered(show, qtbot, name):
    made, value = EXAMPLES[name]
    widget = show(replace(made, value=value, readonly=True))
    for child in widget.findChildren(QWidget):
        if isinstance(child, QAbstractButton) and "calendar" not in child.text().lower():
            child.click()
        elif isinstance(child, QLineEdit | QPlainTextEdit):
            qtbot.keyClicks(child, "1")
    assert [said for said in widget.heard if said is not None] == []


def test_every_kind_of_the_table_has_an_example():
    assert {key_of(made) for made, __ in EXAMPLES.values()} >= {key for key in WIDGETS if key not in _SAME_WIDGET_AS_ANOTHER}


_SAME_WIDGET_AS_ANOTHER = {
    ("input", "tel"), ("input", "integer"), ("input", "long"), ("select_one", "search"), ("select_multiple", "search"),
}  # fmt: skip


# Words


def test_a_question_that_may_stay_open_says_so_and_has_no_asterisk(show):
    assert "(optional)" in words_on(show(state(label="Plaats"))) or "(niet verplicht)" in words_on(show(state(label="Plaats")))
    assert "(" not in words_on(show(state(label="Plaats", required=True)))


def test_the_second_language_stands_beside_the_first(show):
    arabic = state(label="الاسم")
    widget = show(state(label="Roepnaam"), second=arabic, second_rtl=True)
    assert "Roepnaam" in words_on(widget)
    assert "الاسم" in words_on(widget)


def test_a_missing_answer_is_no_fault_before_the_person_tried_to_finish(show):
    made = wrong(state(label="Naam", required=True), "Vul een naam in.", "required")
    widget = show(made)
    assert widget.fault == ""
    widget.insist_on(True)
    assert widget.fault == "Vul een naam in."


def test_the_reason_of_a_question_opens_on_request(show, qtbot):
    widget = show(state(label="Inkomen", guidance="Alleen als u dit wilt zeggen."))
    assert "Alleen als" not in words_on(widget)
    button = next(b for b in widget.findChildren(QAbstractButton))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Alleen als" in words_on(widget)


@every(["integer", "decimal", "phone", "email", "text", "geopoint"])
def test_a_field_stands_at_the_side_where_reading_starts(show, name):
    for rtl in (False, True):
        widget = show(EXAMPLES[name][0], rtl=rtl)
        left = widget.edit.mapTo(widget, QPoint(0, 0)).x()
        right = widget.width() - left - widget.edit.width()
        assert (left > right) is rtl


# Typing


def test_typing_a_line_says_each_letter_and_clearing_it_says_nothing_is_answered(show, qtbot):
    widget = show(state(label="Naam"))
    qtbot.keyClicks(widget.edit, "Jo")
    widget.edit.selectAll()
    qtbot.keyClick(widget.edit, Qt.Key.Key_Delete)
    assert widget.heard == ["J", "Jo", None]


@pytest.mark.parametrize(("typed", "kept"), [("12", 12), ("١٢", 12), ("۱۲", 12), ("1.250", 1250), ("-3", -3)])
def test_whole_numbers_are_read_in_the_digits_of_the_person(show, typed, kept):
    widget = show(state(data_type="int", label="Jaren"))
    widget.edit.setText(typed)
    widget.edit.textEdited.emit(typed)
    assert widget.heard[-1] == kept


@pytest.mark.parametrize(("typed", "kept"), [("22,5", 22.5), ("22.5", 22.5), ("٢٢٫٥", 22.5), ("1.250,75", 1250.75), ("7", 7.0)])
def test_decimals_are_read_with_a_comma_or_a_point(show, typed, kept):
    widget = show(state(data_type="decimal", label="Uren"))
    widget.edit.setText(typed)
    widget.edit.textEdited.emit(typed)
    assert widget.heard[-1] == kept


@pytest.mark.parametrize("typed", ["twaalf", "1_000", "12,5", "1e5", "--3"])
def test_what_is_no_whole_number_stays_on_the_screen_with_the_reason(show, qtbot, typed):
    widget = show(state(data_type="int", label="Jaren", value=9))
    with qtbot.waitSignal(widget.faulted) as told:
        widget.edit.setText(typed)
        widget.edit.textEdited.emit(typed)
    widget.edit.editingFinished.emit()
    widget.render_state(state(data_type="int", label="Jaren"))
    assert widget.edit.text() == typed
    assert told.args[1]
    assert widget.fault
    assert widget.heard == [None]


def test_thousands_are_parted_when_the_field_is_left(show, qtbot):
    made, value = EXAMPLES["thousands"]
    assert show(replace(made, value=value)).edit.text().replace(".", "").replace(",", "") == "125000"


@pytest.mark.parametrize(("name", "bad"), [("phone", "abc"), ("email", "selam.example.org"), ("geopoint", "noord"), ("numbers", "A1")])
def test_text_that_cannot_be_meant_is_doubted_when_the_field_is_left(show, name, bad):
    widget = show(EXAMPLES[name][0])
    widget.edit.setText(bad)
    widget.edit.textEdited.emit(bad)
    assert widget.fault == ""
    widget.edit.editingFinished.emit()
    assert widget.fault
    assert widget.heard[-1] is None


def test_a_telephone_number_in_persian_digits_is_kept_in_latin_ones(show):
    widget = show(EXAMPLES["phone"][0])
    widget.edit.setText("۰۶۱۲۳۴۵۶۷۸")
    widget.edit.textEdited.emit("۰۶۱۲۳۴۵۶۷۸")
    assert widget.heard == ["0612345678"]


def test_masked_text_cannot_be_read_over_a_shoulder(show):
    assert show(EXAMPLES["masked"][0]).edit.echoMode() == QLineEdit.EchoMode.Password


def test_several_lines_are_typed_and_tab_goes_on(show, qtbot):
    widget = show(EXAMPLES["multiline"][0])
    qtbot.keyClicks(widget.edit, "a")
    assert widget.heard == ["a"]
    assert widget.edit.tabChangesFocus()


@pytest.mark.parametrize(
    ("typed", "kept"), [("52,09 5,12", "52.09 5.12 0.0 0.0"), ("52.09, 5.12", "52.09 5.12 0.0 0.0"), ("52.09,5.12", "52.09 5.12 0.0 0.0")]
)
def test_a_place_is_read_however_its_numbers_are_parted(show, typed, kept):
    widget = show(EXAMPLES["geopoint"][0])
    widget.edit.setText(typed)
    widget.edit.textEdited.emit(typed)
    assert widget.heard == [kept]


def test_an_area_closes_itself(show):
    widget = show(EXAMPLES["geoshape"][0])
    widget.edit.setPlainText("1 1\n1 2\n2 2")
    assert widget.heard[-1] == "1.0 1.0 0.0 0.0; 1.0 2.0 0.0 0.0; 2.0 2.0 0.0 0.0; 1.0 1.0 0.0 0.0"


# Dates and times


def test_a_date_is_typed_in_three_fields_and_said_when_it_is_whole(show, qtbot):
    widget = show(state(data_type="date", label="Geboren"))
    for key, typed in (("day", "27"), ("month", "3"), ("year", "1992")):
        qtbot.keyClicks(widget.fields[key], typed)
    assert widget.heard == [date(1992, 3, 27)]


@pytest.mark.parametrize(("day", "month", "year"), [("31", "2", "1992"), ("1", "13", "1992"), ("1", "1", "92"), ("", "1", "1992")])
def test_a_day_that_does_not_exist_is_refused_when_the_fields_are_left(show, qtbot, day, month, year):
    widget = show(state(data_type="date", label="Geboren"))
    for key, typed in (("day", day), ("month", month), ("year", year)):
        qtbot.keyClicks(widget.fields[key], typed)
    widget.fields["year"].editingFinished.emit()
    widget.setFocus()
    widget._typing = False
    widget._on_left()
    assert [said for said in widget.heard if said] == []


@pytest.mark.parametrize(
    ("appearance", "typed", "kept"),
    [
        (("year",), {"year": "2011"}, date(2011, 1, 1)),
        (("month-year",), {"month": "6", "year": "2021"}, date(2021, 6, 1)),
        (("ethiopian",), {"day": "1", "month": "1", "year": "2000"}, date(2007, 9, 12)),
        (("persian",), {"day": "1", "month": "1", "year": "1400"}, date(2021, 3, 21)),
        (("coptic",), {"day": "1", "month": "1", "year": "1740"}, date(2023, 9, 12)),
    ],
)
def test_a_date_is_asked_as_its_appearance_says_and_kept_as_one_of_ours(show, qtbot, appearance, typed, kept):
    widget = show(state(data_type="date", label="Wanneer?", appearance=appearance))
    for key, text in typed.items():
        qtbot.keyClicks(widget.fields[key], text)
    assert widget.heard == [kept]


def test_a_worker_can_ask_a_date_in_another_calendar_and_the_day_stays_the_same(show):
    from nbnb_desktop.ui.questions.calendars import CALENDARS

    widget = show(state(data_type="date", label="Geboren", value=date(2007, 9, 12)))
    widget.use_calendar(CALENDARS["ethiopian"])
    assert [widget.fields[key].text() for key in ("day", "month", "year")] == ["1", "1", "2000"]
    assert widget.heard == []


def test_a_month_can_be_chosen_by_name(show):
    widget = show(state(data_type="date", label="Geboren", value=date(1992, 3, 27)))
    widget.month.setCurrentIndex(5)
    widget.month.activated.emit(5)
    assert widget.heard == [date(1992, 5, 27)]


def test_a_time_and_a_moment_are_typed_in_fields(show, qtbot):
    clock = show(state(data_type="time", label="Hoe laat?"))
    qtbot.keyClicks(clock.fields["hour"], "9")
    qtbot.keyClicks(clock.fields["minute"], "30")
    moment = show(state(data_type="dateTime", label="Wanneer?"))
    for key, typed in (("day", "1"), ("month", "2"), ("year", "2026"), ("hour", "9"), ("minute", "05")):
        qtbot.keyClicks(moment.fields[key], typed)
    assert clock.heard[-1] == time(9, 30)
    assert moment.heard[-1] == datetime(2026, 2, 1, 9, 5).astimezone()


# Choosing


def test_one_answer_is_chosen_by_number_key_and_let_go_by_delete(show, qtbot):
    widget = show(state("select_one", label="Route", choices=QUALITIES))
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_2)
    widget.render_state(state("select_one", label="Route", choices=QUALITIES, value="precies"))
    qtbot.keyClick(widget.options["precies"], Qt.Key.Key_Delete)
    assert widget.heard == ["precies", None]


def test_arrows_choose_for_a_worker_but_only_move_for_a_participant(show, qtbot):
    for big, expected in ((False, ["1"]), (True, [])):
        widget = show(state("select_one", label="Kunt u dit?", choices=RS4), big=big)
        widget.options["0"].setFocus(Qt.FocusReason.TabFocusReason)
        widget.options["0"].by_keys = True
        qtbot.keyClick(widget.options["0"], Qt.Key.Key_Down)
        assert widget.heard == expected, big


def test_nothing_is_chosen_beforehand(show):
    for big in (False, True):
        widget = show(state("select_one", label="Kunt u dit?", choices=RS4), big=big)
        assert not any(option.isChecked() for option in widget.options.values())


def test_answers_for_participants_are_large_and_the_two_ways_out_are_smaller_and_last(show):
    widget = show(state("select_one", label="Kunt u dit?", choices=RS4), big=True)
    heights = {value: option.height() for value, option in widget.options.items()}
    assert min(heights[value] for value in "012") >= 56
    assert 44 <= heights["8"] < heights["0"]
    bottom = max(widget.options[value].mapTo(widget, QPoint(0, 0)).y() for value in "012")
    assert all(widget.options[value].mapTo(widget, QPoint(0, 0)).y() > bottom for value in "89")


def test_a_response_set_has_filled_steps_and_a_turned_situation_gives_nothing_away(show):
    steps = show(state("select_one", label="Kunt u dit?", choices=RS4), big=True)
    turned = choices(_2="Ik vraag uitleg", _0="Ik begin gewoon", _1="Ik kijk", _8="Weet ik niet", _9="Liever niet")
    situation = show(state("select_one", label="Wat doet u?", choices=turned), big=True)
    assert [steps.options[value].words.pictogram for value in "0128"] == ["steps-0", "steps-1", "steps-2", ""]
    assert not any(option.words.pictogram for option in situation.options.values())


def test_long_words_wrap_instead_of_being_cut(show):
    widget = show(state("select_one", label="Wat past?", choices=QUALITIES))
    option = widget.options["zelfstandig"]
    assert option.heightForWidth(160) > option.heightForWidth(600)


@pytest.mark.parametrize(("width", "beside"), [(700, True), (220, False)])
def test_the_second_language_of_an_answer_goes_below_where_both_have_no_room(show, width, beside):
    arabic = choices(b1="مسار اللغة", onderwijs="مسار التعليم", z="مسار الاعتماد على النفس")
    made = EXAMPLES["select_one"][0]
    widget = show(made, second=replace(made, choices=arabic), second_rtl=True)
    option = widget.options["onderwijs"]
    alone = show(made).options["onderwijs"].heightForWidth(width)
    assert option._is_beside(option._room(width)) is beside
    assert (option.heightForWidth(width) > alone + 20) is not beside


def test_a_group_of_answers_is_named_by_its_question(show):
    assert show(EXAMPLES["select_one"][0]).accessibleName() == "Welke leerroute volgt u?"


def test_several_answers_are_said_in_the_order_of_the_list(show, qtbot):
    widget = show(state("select_multiple", label="Wat past?", choices=QUALITIES))
    qtbot.keyClick(widget.options["sociaal"], Qt.Key.Key_Space)
    qtbot.keyClick(widget.options["geduldig"], Qt.Key.Key_Space)
    assert widget.heard == [("sociaal",), ("geduldig", "sociaal")]
    qtbot.keyClick(widget.options["sociaal"], Qt.Key.Key_Space)
    qtbot.keyClick(widget.options["geduldig"], Qt.Key.Key_Space)
    assert widget.heard[-1] is None


def test_choices_that_change_are_shown_anew_and_the_others_stay_the_same_widgets(show):
    made = state("select_one", label="Plaats", choices=QUALITIES[:3])
    widget = show(made)
    before = widget.options["geduldig"]
    widget.render_state(replace(made, value="precies"))
    assert widget.options["geduldig"] is before
    widget.render_state(replace(made, choices=QUALITIES[3:5]))
    assert list(widget.options) == ["sterk", "creatief"]


@pytest.mark.parametrize(("appearance", "columns"), [((), 1), (("columns-2",), 2), (("columns-3",), 3), (("likert",), 7)])
def test_answers_stand_in_the_columns_that_were_asked_for(show, appearance, columns):
    widget = show(state("select_one", label="Wat past?", choices=QUALITIES, appearance=appearance))
    assert len({option.x() for option in widget.options.values()}) == columns


def in_a_row(show, qtbot, made):
    """The widget of a question with a line of text behind it; (widget, line, page)."""
    first, second = show(made), show(state(label="En dan?", ref="/data/next"))
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(first)
    column.addWidget(second)
    page.show()
    page.activateWindow()
    return first, second, page


def test_quick_goes_on_to_the_next_question_by_a_click_and_not_by_arrows(show, qtbot):
    first, second, page = in_a_row(show, qtbot, state("select_one", label="Kan dit?", choices=RS4, appearance=("quick",)))
    options = list(first.options.values())
    options[0].setFocus()
    qtbot.keyClick(options[0], Qt.Key.Key_Down)
    assert not second.isAncestorOf(page.focusWidget())
    qtbot.mouseClick(options[2], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert first.heard[-1] == "2"
    assert second.isAncestorOf(page.focusWidget())


def test_without_quick_nothing_moves_by_itself(show, qtbot):
    first, second, page = in_a_row(show, qtbot, state("select_one", label="Kan dit?", choices=RS4))
    qtbot.mouseClick(list(first.options.values())[2], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert first.heard[-1] == "2"
    assert not second.isAncestorOf(page.focusWidget())


def marks(widget) -> list[bool]:
    """Of each option whether something stands where its mark would be."""
    widget.setFocus()
    pictures = [option.grab().toImage() for option in widget.options.values()]
    return [len({picture.pixel(x, picture.height() // 2) for x in range(4, 30)}) > 1 for picture in pictures]


def test_no_buttons_leaves_a_mark_only_at_what_is_chosen(show):
    made = state("select_one", label="Kan dit?", choices=RS4, value="1")
    assert marks(show(made)) == [True] * 5
    assert marks(show(replace(made, appearance=("no-buttons",)))) == [False, True, False, False, False]


def test_a_vertical_range_stands_in_one_column(show):
    made = state("range", "int", label="Zeker?", parameters={"start": "1", "end": "5", "step": "1"})
    tops = [len({button.y() for button in show(replace(made, appearance=look)).buttons.values()}) for look in ((), ("vertical",))]
    assert tops == [1, 5]


def test_a_long_list_is_searched_by_a_part_of_a_word(show, qtbot):
    widget = show(EXAMPLES["long list"][0])
    qtbot.keyClicks(widget.edit, "nummer 123")
    qtbot.keyClick(widget.edit, Qt.Key.Key_Return)
    widget._on_left()
    assert widget.heard[-1] == "beroep123"


def test_what_is_not_in_the_list_is_refused_and_stays_on_the_screen(show, qtbot):
    widget = show(EXAMPLES["minimal"][0])
    widget.edit.setText("iets anders")
    widget._on_left()
    assert widget.fault
    assert widget.edit.text() == "iets anders"


def test_a_long_list_of_several_is_ticked_and_says_what_is_chosen(show, qtbot):
    widget = show(EXAMPLES["search many"][0])
    qtbot.keyClicks(widget.filter, "nummer 7")
    widget._on_clicked(widget.found.index(0, 0))
    assert widget.heard == [("beroep7",)]
    widget.render_state(replace(EXAMPLES["search many"][0], value=("beroep7",)))
    assert "Beroep nummer 7" in widget.chosen.text()


def test_few_choices_are_listed_and_many_are_searched():
    assert key_of(state("select_one", choices=QUALITIES)) == ("select_one", "")
    assert key_of(state("select_one", choices=MANY)) == ("select_one", "long list")
    assert key_of(state("select_one", choices=MANY), big=True) == ("select_one", "")


# Order, ranges, files


def test_answers_are_put_in_order_by_buttons_and_the_focus_stays_with_the_answer(show, qtbot):
    made = EXAMPLES["rank"][0]
    widget = show(made)
    qtbot.mouseClick(widget.downs["b1"], Qt.MouseButton.LeftButton)
    assert widget.heard == [("onderwijs", "b1", "z")]
    assert widget.downs["b1"].hasFocus() or not widget.isActiveWindow()


def test_an_order_that_was_only_shown_is_no_answer_until_it_is_confirmed(show, qtbot):
    widget = show(EXAMPLES["rank"][0])
    assert widget.heard == []
    qtbot.keyClick(widget.confirm, Qt.Key.Key_Space)
    assert widget.heard == [("b1", "onderwijs", "z")]


@pytest.mark.parametrize(("name", "kept"), [("range", 7), ("rating", 4)])
def test_a_short_range_is_a_row_of_buttons(show, qtbot, name, kept):
    widget = show(EXAMPLES[name][0])
    qtbot.keyClick(widget.buttons[kept], Qt.Key.Key_Space)
    assert widget.heard == [kept]
    assert type(widget.heard[0]) is int


def test_a_long_range_is_typed_or_stepped_and_stays_within_its_bounds(show, qtbot):
    widget = show(EXAMPLES["long range"][0])
    qtbot.keyClick(widget.edit, Qt.Key.Key_Up)
    widget.edit.setText("0,7")
    widget.edit.textEdited.emit("0,7")
    assert widget.heard == [0.0, None]
    assert widget.reading_fault


def test_a_file_is_taken_shown_and_removed(show, qtbot, tmp_path, monkeypatch):
    picture = tmp_path / "certificaat.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture.write_bytes(png(image))
    files = MemoryFiles()
    made = EXAMPLES["image"][0]
    widget = show(made, files=files)
    monkeypatch.setattr(widget, "ask_path", lambda: str(picture))
    qtbot.keyClick(widget.choose, Qt.Key.Key_Space)
    assert widget.heard == ["certificaat.png"]
    assert files.read("certificaat.png") == picture.read_bytes()
    widget.render_state(replace(made, value="certificaat.png"))
    assert not widget.preview.pixmap().isNull()
    qtbot.keyClick(widget.remove, Qt.Key.Key_Space)
    assert widget.heard[-1] is None


def red_picture():
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_a_picture_is_pasted(show, qtbot):
    files = MemoryFiles()
    widget = show(EXAMPLES["image"][0], files=files)
    QGuiApplication.clipboard().setImage(red_picture())
    qtbot.keyClick(widget.choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (name,) = widget.heard
    assert QImage.fromData(files.read(name)).size() == red_picture().size()


def test_a_file_is_dropped_on_the_question(show, tmp_path):
    scan = tmp_path / "scan.png"
    scan.write_bytes(png(red_picture()))
    widget = show(EXAMPLES["image"][0])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    no_keys = Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys))
    assert widget.heard == ["scan.png"]


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_lost(show, tmp_path, content):
    (tmp_path / "x.png").write_bytes(content)
    widget = show(EXAMPLES["image"][0])
    widget.take(tmp_path / "x.png")
    widget.take(tmp_path / "missing.png")
    assert widget.fault
    assert widget.heard == []


def test_two_files_with_one_name_are_both_kept():
    files = MemoryFiles()
    assert [files.keep("a.png", b"1"), files.keep("a.png", b"2"), files.keep("a.png", b"1")] == ["a.png", "a-2.png", "a.png"]


def test_a_signature_is_drawn_and_wiped(show, qtbot):
    files = MemoryFiles()
    widget = show(EXAMPLES["signature"][0], files=files)
    qtbot.mousePress(widget.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(widget.canvas, QPoint(120, 80))
    qtbot.mouseRelease(widget.canvas, Qt.MouseButton.LeftButton, pos=QPoint(120, 80))
    kept = QImage.fromData(files.read(widget.heard[0]))
    assert kept.size() == widget.canvas.image.size()
    assert kept.pixelColor(20, 20).lightness() < 100
    widget.render_state(replace(EXAMPLES["signature"][0], value=widget.heard[0]))
    qtbot.mouseClick(widget.remove, Qt.MouseButton.LeftButton)
    widget.render_state(EXAMPLES["signature"][0])
    assert widget.canvas.image.pixelColor(20, 20).lightness() == 255


def test_reading_is_confirmed_and_taken_back(show, qtbot):
    made = EXAMPLES["trigger"][0]
    widget = show(made)
    qtbot.keyClick(widget.option, Qt.Key.Key_Space)
    widget.render_state(replace(made, value="OK"))
    qtbot.keyClick(widget.option, Qt.Key.Key_Space)
    assert widget.heard == ["OK", None]


def test_a_note_asks_nothing_and_a_worked_out_value_can_be_read(show):
    assert isinstance(show(EXAMPLES["note"][0]), Note)
    assert "34" in words_on(show(replace(EXAMPLES["calculate"][0], value="34")))


@pytest.mark.parametrize(
    ("name", "text"),
    [("select_one", "Onderwijsroute"), ("date", "27 maart 1992"), ("integer", "9"), ("decimal", "22,5"), ("time", "08:30"),
     ("select_multiple", "Geduldig\nGoed met mensen"), ("rank", "1. Z-route\n2. B1-route\n3. Onderwijsroute")],
)  # fmt: skip
def test_an_answer_in_words_is_what_a_person_would_say(name, text):
    made, value = EXAMPLES[name]
    assert in_words(replace(made, value=value), "nl") == text


def test_a_date_in_words_has_the_digits_of_the_fields_in_every_language():
    made, value = EXAMPLES["date"]
    assert all("27" in in_words(replace(made, value=value), language) for language in ("ar", "fa", "ti"))
