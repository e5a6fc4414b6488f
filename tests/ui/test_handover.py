"""The participant's screens: one question at a time, nothing preselected, and no way out but the PIN."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from nbnb_desktop import i18n
from nbnb_desktop.i18n import LANGUAGES
from nbnb_desktop.ui.pages import handover_review as review
from nbnb_desktop.ui.pages import handover_steps as walk
from nbnb_desktop.ui.pages.handover import HandOverPage
from nbnb_desktop.ui.pages.handover_parts import PARTS, ROWS, Answer, Check
from nbnb_desktop.xforms import library
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import FormSession
from nbnb_desktop.xforms.sources import load

from .sessions import AR, NL, SURVEY, session_of

A1, A2, A3 = "/data/A1", "/data/A2", "/data/A3"


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def session(tmp_path):
    return session_of(SURVEY, tmp_path)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def start(session, qtbot, clock):
    def make(language="nl", **told):
        page = HandOverPage(session, lambda place: (place, session.draft_xml()), language=language, clock=clock, **told)
        qtbot.addWidget(page)
        page.heard = []
        for name in ("changed", "completed", "paused", "pin_entered"):
            getattr(page, name).connect(lambda *args, name=name: page.heard.append((name, *args)))
        page.released.connect(lambda: page.heard.append(("released",)))
        page.resize(1366, 768)
        page.show()
        return page

    yield make
    for window in QApplication.topLevelWidgets():
        if isinstance(window, HandOverPage):
            window._sealed = False


@pytest.fixture
def asking(start):
    """A page at its first real question."""

    def make(language="nl"):
        page = start(language)
        page.begin()
        page.place = A1
        page._go(page.ask)
        return page

    return make


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def give(page, value):
    page.question.options[value].click()
    page.next.click()


def names(page):
    return [heard[0] for heard in page.heard]


# The walk


def test_the_walk_has_what_applies_and_leaves_the_last_notes_for_the_thanks(session):
    assert walk.steps(session) == ("/data/intro", A1, A2)
    assert [state.label for state in walk.closing(session)] == ["Dit was de laatste vraag."]
    session.answer(A2, "0")
    assert walk.steps(session) == ("/data/intro", A1, A2, A3)
    assert walk.questions(session) == (A1, A2, A3)


def test_the_first_page_asks_the_language_by_its_own_name(start, qtbot):
    page = start("", languages=[LANGUAGES["nl"], LANGUAGES["ar"], LANGUAGES["ti"]])
    offered = [
        button.text() for button in page.findChildren(QAbstractButton) if button.isVisible() and button.property("role") == "language"
    ]
    assert offered == ["Nederlands", "العربية"]


def test_choosing_a_language_turns_everything_into_it(start, session):
    begun = []
    page = start("", begin_language=begun.append)
    page.speak("ar")
    assert begun == ["ar"]
    assert session.language == AR
    assert i18n.current() == "ar"
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_a_form_that_does_not_ask_it_itself_is_preceded_by_who_reads_and_by_practice(start, qtbot):
    page = start()
    page.next.click()
    assert page.question.fault
    give(page, "read_aloud")
    assert page.paradata.helper == "read_aloud"
    give(page, "1")
    assert "Deze vragen gaan over u." in words(page)


def test_one_question_is_on_the_screen_and_nothing_is_chosen(asking):
    page = asking()
    assert "Ik weet welk werk ik wil doen." in words(page)
    assert "Ik heb een plan." not in words(page)
    assert not any(option.isChecked() for option in page.question.options.values())


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_question_needs_no_scrolling_on_a_small_laptop_and_its_targets_are_large(asking, language, qapp):
    page = asking(language)
    qapp.processEvents()
    qapp.processEvents()
    assert page.stage.fits
    assert min(option.height() for value, option in page.question.options.items() if value in "012") >= 56
    assert min(button.height() for button in page.findChildren(QAbstractButton) if button.isVisible()) >= 44


def test_the_mark_of_an_answer_stands_where_reading_starts(asking, qapp):
    for language, side in (("nl", 0), ("ar", 1)):
        page = asking(language)
        qapp.processEvents()
        option = page.question.options["0"]
        image = option.grab().toImage()
        edge = image.width() // 12
        inks = [
            sum(image.pixelColor(x, image.height() // 2).lightness() < 200 for x in columns)
            for columns in (range(8, edge), range(image.width() - edge, image.width() - 8))
        ]
        assert inks[side] > 0
        assert inks[1 - side] == 0


def test_going_on_without_an_answer_says_what_is_missing(asking):
    page = asking()
    page.next.click()
    assert page.place == A1
    assert "Kies een antwoord." in words(page)
    give(page, "9")
    assert page.place == A2


def test_back_keeps_the_answer(asking, session):
    page = asking()
    give(page, "1")
    page._on_back()
    assert page.place == A1
    assert page.question.options["1"].isChecked()


def test_the_keyboard_alone_is_enough(asking, session, qtbot):
    page = asking()
    page.activateWindow()
    first = page.question.options["0"]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    first.by_keys = True
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert session.value(A1) is None
    qtbot.keyClick(page.question.options["1"], Qt.Key.Key_Space)
    assert session.value(A1) == "1"
    qtbot.keyClick(page.question, Qt.Key.Key_3)
    assert session.value(A1) == "2"
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert page.place == A2


def test_a_question_that_an_answer_opens_comes_next_and_is_counted(asking):
    page = asking()
    give(page, "2")
    give(page, "0")
    assert page.place == A3
    assert "3 / 3" in words(page).replace("\u2068", "").replace("\u2069", "")


def test_every_answer_is_handed_out_to_be_kept(asking, qtbot):
    page = asking()
    with qtbot.waitSignal(page.changed):
        page.question.options["1"].click()
    place, xml = page.heard[0][1]
    assert place == A1
    assert "<A1>1</A1>" in xml


# Checking and the end


def finished_walk(page):
    give(page, "2")
    give(page, "1")


def test_the_answers_are_checked_and_each_can_be_changed(asking, session):
    page = asking()
    finished_walk(page)
    assert "Een beetje" in words(page)
    assert "Ja" in words(page)
    page._on_change_wanted(Answer(A1, "", ""))
    give(page, "0")
    assert "Nee" in words(page)
    assert session.value(A1) == "0"


def test_a_change_that_opens_a_question_asks_it_before_the_end(asking):
    page = asking()
    finished_walk(page)
    page._on_change_wanted(Answer(A2, "", ""))
    give(page, "0")
    assert page.place == A3
    assert page._now == page.ask


def test_the_end_thanks_and_tells_what_may_be_noted(asking, clock):
    page = asking()
    clock.now = 4.0
    page.question.options["1"].click()
    page.question.options["2"].click()
    page.next.click()
    clock.now = 10.0
    give(page, "8")
    page.next.click()
    told = page.heard[-1][1]
    assert names(page)[-2:] == ["changed", "completed"]
    assert told["seconds"] == {"A1": 4.0, "A2": 6.0, "intro": 0.0}
    assert told["changes"] == {"A1": 1}
    assert (told["language"], told["not_known"], told["not_said"], told["open"]) == ("nl", 1, 0, 0)
    assert "Dit was de laatste vraag." in words(page)


def test_many_answers_are_checked_on_pages_without_scrolling(tmp_path, qtbot, qapp):
    form = {
        **SURVEY,
        "survey": [
            {"type": "select_one rs1", "name": f"Q{n}", "label::Nederlands (nl)": f"Ik weet hoe vraag {n} gaat in Nederland."}
            for n in range(20)
        ],
    }
    session = session_of(form, tmp_path)
    page = HandOverPage(session, lambda place: place, language="nl")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page._go(page.check)
    qapp.processEvents()
    assert page.stage.fits
    page.next.click()
    page.next.click()
    assert page._checked_from == 2 * ROWS
    page._sealed = False


# Breaks, sizes, sealing


def test_a_break_keeps_the_place(asking):
    page = asking()
    page.question.options["1"].click()
    page.pause()
    assert names(page)[-2:] == ["changed", "paused"]
    assert page.heard[-1] == ("paused", A1)
    page.next.click()
    assert page.place == A1
    assert page.question.options["1"].isChecked()
    assert page.paradata.breaks == 1


def test_one_goes_on_at_the_question_where_one_stopped(session, start):
    session.answer(A1, "1")
    page = start(place=A2)
    page.begin()
    assert page.place == A2


def test_larger_text_and_high_contrast_stay_at_the_question(asking):
    page = asking()
    page.question.options["1"].click()
    small = page.question.options["1"].height()
    page._on_text_size()
    page._on_contrast()
    assert page.question.options["1"].height() > small
    assert page.question.options["1"].isChecked()
    assert page._look.scheme == "contrast"


def test_contrast_can_be_left_again_also_where_the_worker_uses_it(start):
    page = start(scheme="contrast")
    page._on_contrast()
    assert page._look.scheme == "light"
    page._on_contrast()
    assert page._look.scheme == "contrast"


def test_there_is_no_way_out_without_the_pin(asking, qtbot):
    page = asking()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    page.close()
    assert page.isVisible()
    page._go(page.ask_pin)
    for digit in "1234":
        qtbot.keyClick(page.pad, getattr(Qt.Key, f"Key_{digit}"))
    qtbot.keyClick(page.pad, Qt.Key.Key_Return)
    assert ("pin_entered", "1234") in page.heard
    page.close()
    assert page.isVisible()


def test_a_wrong_pin_is_told_and_has_to_wait(asking, qtbot):
    page = asking("ar")
    page._go(page.ask_pin)
    page.pad._add("1")
    page.pin_result(False, 30)
    qtbot.keyClick(page.pad, Qt.Key.Key_1)
    qtbot.keyClick(page.pad, Qt.Key.Key_Return)
    assert not page.pad._keys[0].isEnabled()
    assert "30" in page.pad._said.text()
    assert names(page).count("pin_entered") == 0


def test_the_right_pin_gives_the_laptop_back_in_the_workers_language(asking):
    page = asking("ar")
    assert i18n.current() == "ar"
    page.pin_result(True)
    assert i18n.current() == "nl"
    assert page.heard[-1] == ("released",)
    page.close()
    assert not page.isVisible()


def test_the_participant_comes_back_from_the_pad(asking, qtbot):
    page = asking()
    page.pause()
    page._go(page.ask_pin)
    page.pad.gone_back.emit()
    page.next.click()
    assert page.place == A1


def test_the_keys_of_the_pad_can_be_touched(asking, qtbot):
    page = asking()
    page._go(page.ask_pin)
    for key in page.pad._keys[:3]:
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert page.pad._pin == "123"
    assert "●●●" in words(page)
    assert "123" not in words(page)


@pytest.mark.parametrize("language", ["nl", "ar", "ti", "fa", "tr", "so"])
def test_no_question_of_the_baseline_survey_needs_scrolling_on_a_small_laptop(language, qtbot, qapp):
    definition = load(
        library.path("nulmeting"), translate=lambda code, text, context: i18n.form_texts(code)(text, context), languages=["nl", language]
    )
    session = FormSession(definition, FixedProvider())
    page = HandOverPage(session, lambda place: place, language=language)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    too_high = []
    for ref in walk.steps(session):
        page.place = ref
        page._go(page.ask)
        if not page.stage.fits:
            too_high.append(ref)
    page._sealed = False
    assert len(walk.questions(session)) >= 45
    assert not too_high


# Many answers


@pytest.fixture(scope="module")
def scan():
    """The talent scan in Arabic, answered as far as it goes."""

    def translated(language, text, context):
        return i18n.form_texts(language)(text, context)

    session = FormSession(load(library.path("talentscan"), translate=translated, languages=("ar",)), FixedProvider())
    for ref in walk.questions(session):
        state = session.state(ref)
        if state.kind == "select_one" and state.relevant:
            session.answer(ref, state.choices[-1].value)
    return session


@pytest.fixture
def checking(scan, qtbot, qapp):
    page = HandOverPage(scan, lambda place: place, language="ar")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page._go(page.check)
    qapp.processEvents()
    yield page
    page._sealed = False
    i18n.activate("nl")


def shown_answers(page):
    return next(check for check in page.findChildren(Check) if check.isVisible())


def test_a_long_form_is_checked_on_one_page_of_parts(checking):
    assert checking.next.text() == i18n._("Yes, this is right")
    assert len(shown_answers(checking).buttons) <= PARTS
    assert checking.stage.fits


def test_a_part_opens_and_leads_back_to_all(checking, qapp):
    shown_answers(checking).buttons["1"].click()
    assert checking._part == 1
    while checking._part is not None:
        qapp.processEvents()
        assert checking.stage.fits
        checking.next.click()
    assert checking.next.text() == i18n._("Yes, this is right")


def test_answers_about_one_thing_stand_on_one_line_and_are_asked_again_together(checking, scan):
    shown_answers(checking).buttons["1"].click()
    first = shown_answers(checking).shown[0]
    assert [walk.name_of(ref) for ref in (first.ref, *first.also)] == ["K1_1", "K1_1_where", "K1_1_like"]
    checking._on_change_wanted(first)
    assert i18n._("No answer") not in first.answer
    asked = []
    while checking._now == checking.ask:
        asked.append(walk.name_of(checking.place))
        checking.next.click()
    assert asked == ["K1_1", "K1_1_where", "K1_1_like"]
    assert checking._part == 1


def test_what_is_missing_stands_open_below_its_part():
    lines = (Answer("/a/1", "Hoe heet u?", "Selam"), Answer("/a/2", "Waar woont u?", "Geen antwoord", is_missing=True))
    shown = review.overview((review.Part("Wie", lines), review.Part("Wat", lines[:1])))
    assert [line.question for line in shown] == ["Wie", "Waar woont u?", "Wat"]


def test_questions_without_a_group_are_named_by_their_numbers(tmp_path):
    session = session_of(SURVEY, tmp_path)
    answers = [Answer(ref, ref, "") for ref in walk.questions(session)]
    assert [part.title for part in review.parts(session, answers)] == [i18n._("Questions {first} to {last}").format(first=1, last=2)]


def test_the_button_to_go_on_can_stand_under_the_other_hand(asking):
    page = asking()
    page.question.options["1"].click()
    page.next.click()
    QApplication.processEvents()
    before = page.next.mapTo(page, QPoint(0, 0)).x()
    page._on_other_hand()
    QApplication.processEvents()
    assert page.next.mapTo(page, QPoint(0, 0)).x() < before
    assert page.place == A2


def test_at_the_end_the_answers_can_be_taken_along(start, session):
    page = start(on_paper=True)
    page.answers_wanted.connect(lambda how: page.heard.append(("wanted", how)))
    page._go(page.thank)
    QApplication.processEvents()
    for words in ("Print my answers", "Save my answers"):
        next(one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text() == i18n._(words)).click()
    assert page.heard[-2:] == [("wanted", "print"), ("wanted", "save")]
    page.tell("Bewaard als mijn antwoorden.pdf.")
    assert "Bewaard als" in words_of(page)


def words_of(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible() or label.text())


def test_where_help_is_said_the_number_stands_out(tmp_path, qtbot):
    card = {"type": "note", "name": "help_card", f"label::{NL}": "Gaat het niet goed?", f"hint::{NL}": "Bel 113."}
    form = {**SURVEY, "survey": [card, *SURVEY["survey"]]}
    page = HandOverPage(session_of(form, tmp_path), lambda place: place, language="nl")
    qtbot.addWidget(page)
    page.show()
    page._sealed = False
    page.place = "/data/help_card"
    page._go(page.ask)
    assert "<b" in page.question._hint.text()
    assert "113" in page.question._hint.text()


PARTICIPANTS_FORMS = [meta.form_id for meta in library.metas() if meta.audience == "participant"]


@pytest.mark.parametrize("form_id", PARTICIPANTS_FORMS)
def test_the_question_with_the_most_answers_of_each_form_needs_no_scrolling_in_arabic(form_id, qtbot, qapp):
    """Arabic has the tallest lines."""
    session = FormSession(load(library.path(form_id), languages=("ar",)), FixedProvider())
    page = HandOverPage(session, lambda place: place, language="ar")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    states = [session.state(ref) for ref in session.definition.elements if ref and not session.definition.elements[ref].repeat]
    asked = [state for state in states if state.kind.startswith("select") and "minimal" not in state.appearance and state.relevant]
    page.place = max(asked, key=lambda state: len(state.choices)).ref
    page._go(page.ask)
    for __ in range(6):
        qapp.processEvents()
    fits = page.stage.fits
    page.pin_result(True)  # the language of before
    assert fits
