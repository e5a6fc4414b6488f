"""The choices for this laptop, and the portfolio on the screen, on a real store with invented people."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import handover
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import paper, theme
from nbnb_desktop.ui.dress import Look, keep_look, kept_look, scheme_of
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window  # noqa: F401

OTHER = "een heel andere lange zin hier"


@pytest.fixture
def page(qtbot, window):  # noqa: F811
    return go(qtbot, window, "settings")


def test_a_pin_can_be_chosen_and_brings_back(qtbot, window, page, tasks):  # noqa: F811
    page.pin.setText("2468")
    page.keep_pin()
    idle(qtbot, window)
    results = []
    tasks.run(lambda: handover.check_pin(window.workplace, "2468"), then=results.append)
    qtbot.waitUntil(lambda: bool(results), timeout=WAIT)
    assert results[0].ok


def test_a_pin_that_is_too_short_is_refused_at_the_field(qtbot, window, page):  # noqa: F811
    page.pin.setText("12")
    page.keep_pin()
    idle(qtbot, window)
    assert page._pin_field.complaint


def test_the_passphrase_changes_only_with_the_one_of_now(qtbot, window, page):  # noqa: F811
    page.old.edit.setText("niet de goede zin")
    page.new.edit.setText(OTHER)
    page.change_passphrase()
    idle(qtbot, window)
    assert not page._passphrase_refused.isHidden()
    page.old.edit.setText(PASSPHRASE)
    page.change_passphrase()
    idle(qtbot, window)
    assert page._passphrase_refused.isHidden()


def test_a_backup_lies_in_the_chosen_folder(qtbot, window, page, tmp_path):  # noqa: F811
    stick = tmp_path / "stick"
    stick.mkdir()
    page.back_up(stick)
    idle(qtbot, window)
    assert list(stick.iterdir())


def test_another_theme_and_size_are_worn_at_once_and_kept(qtbot, window, page, choices):  # noqa: F811
    page.scheme.setCurrentIndex(page.scheme.findData("dark"))
    page.text_size.setCurrentIndex(page.text_size.findData(125))
    page._on_look()
    idle(qtbot, window)
    assert (theme.current().scheme, theme.current().scale) == ("dark", 1.25)
    assert kept_look(choices) == Look("nl", "dark", 125)
    assert window.workbench.place.page == "settings"


@pytest.mark.parametrize("nonsense", [("xx", "pink", "large"), ("", "", 17), ("nl\n", None, -1)])
def test_choices_that_make_no_sense_fall_back(choices, nonsense):  # noqa: F811
    keep_look(choices, Look(*nonsense))
    assert kept_look(choices) == Look()


def test_a_scheme_that_was_chosen_is_not_asked_of_the_desktop(dressed):  # noqa: F811
    assert scheme_of("contrast") == "contrast"
    assert scheme_of("system") in ("light", "dark")


@pytest.fixture
def portfolio(qtbot, window, prepared):  # noqa: F811
    shown = go(qtbot, window, "printing", participant=prepared[1])
    qtbot.waitUntil(lambda: bool(shown.pdf), timeout=WAIT)
    return shown


def test_the_portfolio_is_shown_from_memory_and_saved_whole(qtbot, window, portfolio, tmp_path):  # noqa: F811
    assert portfolio.document.pageCount() > 0
    portfolio.save(tmp_path / "portfolio.pdf")
    idle(qtbot, window)
    assert (tmp_path / "portfolio.pdf").read_bytes() == portfolio.pdf


def test_a_portfolio_for_an_employer_is_another_document(qtbot, window, portfolio):  # noqa: F811
    full = portfolio.pdf
    portfolio.profiles["employer"].click()
    qtbot.waitUntil(lambda: portfolio.pdf != full, timeout=WAIT)
    assert portfolio.document.pageCount() > 0


def test_the_participants_own_language_is_offered_first(portfolio):
    assert [code for code, box in portfolio.languages.items() if box.isChecked()] == ["nl", "ti"]


def test_a_target_that_cannot_be_written_is_one_clear_sentence(qtbot, window, portfolio, tmp_path):  # noqa: F811
    portfolio.save(tmp_path / "missing folder" / "portfolio.pdf")
    idle(qtbot, window)
    assert window.workbench.notices.tone == "error"


def test_without_a_printer_it_says_so(window, portfolio, monkeypatch):  # noqa: F811
    monkeypatch.setattr(paper.QPrinterInfo, "availablePrinterNames", list)
    portfolio.print_button.click()
    assert _("There is no printer on this laptop. Save the PDF and print it elsewhere.") in window.workbench.notices.text


def test_every_page_of_the_portfolio_goes_to_the_printer(portfolio, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert paper.paint(portfolio.pdf, printer) == portfolio.document.pageCount()
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


def test_zooming_makes_the_page_larger_and_full_width_brings_it_back(portfolio):
    portfolio._zoom(1.25)
    first = portfolio.view.zoomFactor()
    portfolio._zoom(1.25)
    assert portfolio.view.zoomFactor() > first
    button(portfolio, _("Full width")).click()
    assert portfolio.view.zoomMode() == portfolio.view.ZoomMode.FitToWidth


def test_the_whole_page_is_seen_first_and_one_goes_from_page_to_page(qtbot, portfolio):
    assert portfolio.view.zoomMode() == portfolio.view.ZoomMode.FitInView
    count = portfolio.document.pageCount()
    assert portfolio._said.text() == _("Page {page} of {pages}").format(page=1, pages=count)
    named(portfolio, _("Next page")).click()
    assert portfolio._said.text() == _("Page {page} of {pages}").format(page=2, pages=count)
    named(portfolio, _("Previous page")).click()
    named(portfolio, _("Previous page")).click()
    assert portfolio.view.pageNavigator().currentPage() == 0


def test_after_saving_the_folder_can_be_opened(qtbot, window, portfolio, tmp_path, monkeypatch):  # noqa: F811
    opened = []
    monkeypatch.setattr(paper.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    assert portfolio.folder_button.isHidden()
    portfolio.save(tmp_path / "portfolio.pdf")
    qtbot.waitUntil(portfolio.folder_button.isVisible, timeout=WAIT)
    portfolio.folder_button.click()
    assert opened == [str(tmp_path)]


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(paper.QDesktopServices, "openUrl", lambda _url: False)
    assert str(tmp_path) in paper.open_folder(tmp_path)


def button(page, words):
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def named(page, name):
    return next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)
