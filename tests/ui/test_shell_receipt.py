"""A receipt goes with each file: printed from the ledger, on both laptops. The workers are invented."""

from __future__ import annotations

import subprocess

from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import ledger, participants
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.pages.exchange import ExchangePage
from tests.ui.shell import choices, dressed  # noqa: F401
from tests.ui.test_shell_exchange import WAIT, laptops, send  # noqa: F401


def read(pdf):
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def receipt_of(qtbot, laptop, state, path):
    """The receipt of the first line in this state, saved from the page; its text."""
    page = laptop.page(ExchangePage)
    row = next(row for row in laptop.do(ledger.rows) if row.state == state)
    page.save_receipt(row, path)
    qtbot.waitUntil(path.is_file, timeout=WAIT)
    return read(path)


def test_both_laptops_can_print_a_receipt_of_a_file(qtbot, laptops, tmp_path):  # noqa: F811
    anna, youssef = laptops
    anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    send(tmp_path, anna, youssef, "one.nbnb")
    sent = receipt_of(qtbot, anna, "made", tmp_path / "sent.pdf")
    came = receipt_of(qtbot, youssef, "received", tmp_path / "came.pdf")
    for text in (sent, came):
        assert "one.nbnb" in text
        assert "Laptop van Anna" in text
        assert "Laptop van Youssef" in text
    assert "Selam" not in sent + came


def test_the_receipt_of_a_sent_file_says_who_has_not_confirmed_it(qtbot, laptops, tmp_path):  # noqa: F811
    anna, youssef = laptops
    anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    send(tmp_path, anna, youssef, "one.nbnb")
    waits = _("{name} has not confirmed this file yet.").format(name="Laptop van Youssef")
    assert waits in " ".join(receipt_of(qtbot, anna, "made", tmp_path / "before.pdf").split())
    send(tmp_path, youssef, anna, "back.nbnb")
    assert waits not in " ".join(receipt_of(qtbot, anna, "made", tmp_path / "after.pdf").split())


def test_each_file_in_the_ledger_has_its_own_receipt(qtbot, laptops, tmp_path):  # noqa: F811
    anna, youssef = laptops
    anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    send(tmp_path, anna, youssef, "one.nbnb")
    page = youssef.page(ExchangePage)
    names = [_("Receipt of file {number}").format(number=row.number) for row in youssef.do(ledger.rows) if row.state == "received"]
    assert names
    qtbot.waitUntil(lambda: set(names) <= {one.accessibleName() for one in page.findChildren(QPushButton)}, timeout=WAIT)
