"""The bar and the button of long work, on two laptops that exchange. All people are invented."""

from __future__ import annotations

from threading import Event

from nbnb_desktop.actions import participants
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.ui.pages.exchange import ExchangePage
from tests.ui.shell import choices, dressed  # noqa: F401
from tests.ui.test_shell_exchange import laptops  # noqa: F401


def test_an_export_shows_a_bar_that_goes_when_it_is_done(laptops, tmp_path):  # noqa: F811
    page = laptops[0].page(ExchangePage)
    page.export(tmp_path / "x.nbnb")
    assert page.sending.isVisible()
    laptops[0].idle()
    assert not page.sending.isVisible()
    assert (tmp_path / "x.nbnb").is_file()


def test_an_export_that_is_stopped_leaves_no_file_and_says_so(laptops, tmp_path):  # noqa: F811
    laptops[0].do(participants.new, NewParticipant("Selam", "Tekle"))
    page = laptops[0].page(ExchangePage)
    gate = Event()
    laptops[0].tasks.run(gate.wait)  # the hand is quicker than the work
    page.export(tmp_path / "x.nbnb")
    page.sending.stop_button.click()
    gate.set()
    laptops[0].idle()
    assert not (tmp_path / "x.nbnb").exists()
    assert page.said
    assert not page.sending.isVisible()
    assert page.export_button.isEnabled()


def test_an_import_that_is_stopped_can_be_done_again(laptops, tmp_path):  # noqa: F811
    one, other = laptops
    one.do(participants.new, NewParticipant("Selam", "Tekle"))
    out = one.page(ExchangePage)
    out.export(tmp_path / "x.nbnb")
    one.idle()
    came, gate = other.page(ExchangePage), Event()
    other.tasks.run(gate.wait)
    came.take_in(str(tmp_path / "x.nbnb"))
    came.taking_in.stop()
    gate.set()
    other.idle()
    assert other.do(participants.search).total == 0
    assert came.drop.isEnabled()
    came.take_in(str(tmp_path / "x.nbnb"))
    other.idle()
    other.idle()
    assert other.do(participants.search).total == 1
