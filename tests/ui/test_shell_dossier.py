"""A participant's page: what comes next is under the hand, notes and certificates are added where one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from nbnb_desktop.actions import entry, story
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.dress import Look
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.entry import EntryPage
from nbnb_desktop.ui.pages.entry_section import DropButton
from nbnb_desktop.ui.pages.participant import ParticipantPage
from nbnb_desktop.ui.pages.participant_story import ABOUT_STEPS
from nbnb_desktop.ui.pages.participant_timeline import HAPPENED
from nbnb_desktop.ui.questions.upload import png
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_depth import told
from tests.ui.test_shell_fit import cut_off
from tests.ui.test_shell_window import WAIT, idle, prepared, window, words_on  # noqa: F401

KEYS = {"T": Qt.Key.Key_T, "P": Qt.Key.Key_P, "H": Qt.Key.Key_H}


@pytest.fixture
def page(qtbot, window, prepared):  # noqa: F811
    return at_the_file(qtbot, window, prepared[1])


def at_the_file(qtbot, window, person):  # noqa: F811
    window.activateWindow()
    window.workbench.go(Place("participant", participant=person))
    idle(qtbot, window)
    found = window.workbench.page
    qtbot.waitUntil(lambda: found.next_button is not None and found.next_button.isVisible(), timeout=WAIT)
    return found


def on_screen(qtbot, window):  # noqa: F811
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    return window.screen_now


def test_who_arrives_has_the_next_step_under_the_enter_key(qtbot, window, page):  # noqa: F811
    qtbot.waitUntil(page.next_button.hasFocus, timeout=WAIT)
    qtbot.keyClick(page.next_button, Qt.Key.Key_Return)
    assert window.workbench.place.page == "handover"


def test_a_page_that_is_only_shown_anew_leaves_the_focus_where_it_is(qtbot, window, page):  # noqa: F811
    page.print_button.setFocus()
    page.notes.written.emit("Belt graag in de ochtend.")
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "Belt graag in de ochtend." in words_on(page), timeout=WAIT)
    assert not page.next_button.hasFocus()


@pytest.mark.parametrize(("key", "target"), [("P", "printing"), ("H", "handover")])
def test_papers_and_the_hand_over_have_a_key(qtbot, window, page, key, target):  # noqa: F811
    qtbot.keyClick(QApplication.focusWidget(), KEYS[key], Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.place.page == target


def test_a_contact_has_a_key(qtbot, window, page):  # noqa: F811
    qtbot.keyClick(QApplication.focusWidget(), KEYS["T"], Qt.KeyboardModifier.ControlModifier)
    assert on_screen(qtbot, window).session.definition.form_id == story.CONTACT


def test_every_step_of_the_path_says_what_it_is_for(page):
    assert {step.form_id for step in page.file.path} == set(ABOUT_STEPS)
    assert all(_(words) in words_on(page) for words in ABOUT_STEPS.values())


def test_a_note_is_written_on_the_page_and_stands_on_top(qtbot, window, page):  # noqa: F811
    page.notes.edit.setPlainText("Zoekt een fiets.")
    page.notes.keep.click()
    qtbot.waitUntil(lambda: [words for __, words, __ in page._notes()] == ["Zoekt een fiets."], timeout=WAIT)
    assert page.notes.edit.toPlainText() == ""


def test_an_empty_note_cannot_be_kept(page):
    page.notes.edit.setPlainText("   ")
    assert not page.notes.keep.isEnabled()


def test_an_activity_of_a_pillar_knows_its_instrument(qtbot, window, page):  # noqa: F811
    button = next(one for one in page.findChildren(QPushButton) if "Individuele begeleiding" in one.accessibleName())
    button.click()
    assert on_screen(qtbot, window).session.text("/data/activiteit_groep/instrument") == "IB"


def test_what_the_line_of_days_shows_is_kept(qtbot, window, prepared):  # noqa: F811
    told(qtbot, window, entry.register, "contact", prepared[1], {"contact_with": "1"})
    told(qtbot, window, entry.register, "leerdoel", prepared[1], {"goal_text": "Fietsen"})
    page = at_the_file(qtbot, window, prepared[1])
    assert "Fietsen" in words_on(timeline(page))
    timeline(page).buttons[HAPPENED].click()
    idle(qtbot, window)
    assert "Fietsen" not in words_on(timeline(page))
    window.workbench.go(Place("today"))
    page = at_the_file(qtbot, window, prepared[1])
    assert "Contact" in words_on(timeline(page))
    assert "Fietsen" not in words_on(timeline(page))


def timeline(page):
    return page._line_of_days


def test_a_form_begun_by_mistake_is_removed_at_the_second_press(qtbot, window, prepared):  # noqa: F811
    told(qtbot, window, begin_contact, prepared[1])
    page = at_the_file(qtbot, window, prepared[1])
    drop = timeline(page).findChild(DropButton)
    drop.click()
    idle(qtbot, window)
    assert [line.form_id for line in page.file.submissions if line.draft] == ["contact"]
    drop.click()
    qtbot.waitUntil(lambda: not any(line.draft for line in page.file.submissions), timeout=WAIT)


def begin_contact(workplace, participant):
    begun = entry.begin(workplace, "contact", participant)
    entry.save_draft(workplace, entry.snapshot(begun))


def test_a_certificate_that_is_dropped_begins_its_form_with_the_scan_in_it(qtbot, window, page, tmp_path):  # noqa: F811
    scan = tmp_path / "vca.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    scan.write_bytes(png(image))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    no_keys = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys))
    form = on_screen(qtbot, window)
    assert form.session.definition.form_id == "certificaat"
    assert form._files.read(form.session.text("/data/bewijs/scan")) == scan.read_bytes()


def test_a_file_that_cannot_be_a_certificate_is_refused_in_words(qtbot, window, page, tmp_path):  # noqa: F811
    (tmp_path / "leeg.pdf").write_bytes(b"")
    page.take_in(tmp_path / "leeg.pdf")
    qtbot.waitUntil(window.workbench.notices.isVisible, timeout=WAIT)
    assert window.workbench.place.page == "participant"


@pytest.mark.parametrize(("language", "size"), [("nl", 200), ("ar", 200)])
def test_the_page_with_everything_on_it_cuts_nothing_off(qtbot, window, prepared, language, size):  # noqa: F811
    told(qtbot, window, begin_contact, prepared[1])
    window.setMinimumSize(QSize(0, 0))
    window.resize(1366, 768)
    window.redress(Look(language, "dark", size))
    page = at_the_file(qtbot, window, prepared[1])
    assert cut_off(page) == []
    assert page.area.widget().width() <= page.area.viewport().width()


def test_the_page_appears_whole_and_not_half_laid_out(qtbot, window, prepared, monkeypatch):  # noqa: F811
    heights = []

    def look(page):
        heights.append(page.area.widget().height())

    monkeypatch.setattr(ParticipantPage, "_take_focus", look)
    page = at_the_file(qtbot, window, prepared[1])
    qtbot.wait(20)
    assert heights[0] == page.area.widget().height()
