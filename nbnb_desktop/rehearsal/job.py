"""The main job, step by step, on two laptops with invented people: what a worker and a participant do, on the real windows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QListWidget, QProgressBar

from nbnb_desktop import i18n
from nbnb_desktop.app import Application
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder
from nbnb_desktop.rehearsal.answering import Answers, entry_page, fill_in_form, hand_in_survey, handover_page
from nbnb_desktop.rehearsal.hands import Hands, plain, settle
from nbnb_desktop.ui import dress
from nbnb_desktop.xforms import library as shipped

PASSPHRASE = "vier blauwe fietsen zingen"  # of throw-away stores
PIN = "2580"
SIZE = QSize(1366, 768)

Look = Callable[[str], None]
"""Told the name of a moment worth seeing, while it is on the screen."""

Moments = Mapping[str, str]
"""Name of the picture by the moment of a hand-over: a question's name, or ``choose``, ``first``, ``check``, ``thanks``, ``pin``."""


NO_MOMENTS: Moments = {}


def unseen(_name: str) -> None:
    """Nobody looks."""


class Laptop:
    """One laptop with its own store; only one at a time is in front."""

    def __init__(self, folder: Path, worker: str, hands: Hands, language: str = "nl") -> None:
        self.folder = folder
        self.worker = worker
        self.hands = hands
        self.recovery_code = ""
        self.application = Application(folder / "store", dress.Look(language, "light", 100))
        self.application.window.resize(SIZE)

    @contextmanager
    def in_front(self) -> Iterator[Hands]:
        self.application.window.show()
        settle()
        try:
            yield self.hands
        finally:
            self.application.window.hide()

    @property
    def page(self) -> Any:
        """The page of the workbench on the screen."""
        return self.application.window.workbench.page

    def rest(self) -> None:
        """Wait until the laptop has nothing to do: then the page shows what is in the store."""
        self.hands.wait(lambda: not self.application.tasks.is_busy, "the end of the work")
        settle(0.02)

    def close(self) -> None:
        self.application.close()
        settle()

    # 1

    def first_start(self, project: str = "Turn it around", look: Look = unseen) -> None:
        """Language, project, account with passphrase, recovery code kept."""
        hands = self.hands
        hands.click(i18n.LANGUAGES[i18n.current()].own_name)
        look("taal")
        hands.click(_("Continue"))
        hands.write(_("Search"), project)
        _choose_row(hands, project)
        look("project")
        hands.click(_("Continue"))
        hands.write(_("Your name"), self.worker)
        hands.write(_("Passphrase"), PASSPHRASE)
        hands.write(_("The passphrase once more"), PASSPHRASE)
        hands.wait(lambda: any(bar.value() > 0 for bar in hands.visible(QProgressBar)), "how strong the passphrase is")
        look("wachtwoordzin")
        hands.click(_("Continue"))
        hands.wait_for("–")
        self.recovery_code = next(plain(label.text()) for label in hands.visible(QLabel) if label.text().count("–") >= 6)
        check = next(hands.visible(QLineEdit))
        hands.write(check.accessibleName(), self.recovery_code.split()[-1])
        look("herstelcode")
        hands.click(_("I have kept the code"))
        hands.click(_("Begin"))
        hands.wait(lambda: self.application.window.workbench is not None, "the workbench")
        hands.wait_for(_("Skip the tour"))
        hands.click(_("Skip the tour"))

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.hands.write(_("Passphrase"), passphrase)
        self.hands.click(_("Unlock"))

    # 2

    def new_participant(self, person: Answers, look: Look = unseen) -> None:
        """A new file, from the first page."""
        hands = self.hands
        hands.click(_("Today"))
        hands.click(_("New participant"))
        hands.write(_("Given name"), person["given_name"])
        hands.write(_("Family name"), person["family_name"])
        hands.write(_("Name in own script"), person["own_name"])
        self._birth(person)
        languages = next(one for one in hands.visible(QLineEdit) if one.accessibleName() == _("Languages"))
        picker = languages.parentWidget()
        while picker is not None and not hasattr(picker, "add"):
            picker = picker.parentWidget()
        hands.wait(lambda: bool(languages.completer().model().rowCount()), "the languages to choose from")
        for code in person["languages"].split():
            picker.add(code)  # type: ignore[union-attr]  # the popup of a completer is a window of its own
        look("nieuwe-deelnemer")
        hands.click(_("Begin the file"))
        hands.wait_for(f"{person['given_name']} {person['family_name']}")

    def _birth(self, person: Answers) -> None:
        """As precisely as it is known, and no more."""
        edit, (year, month, day) = self.page.birth, person["birth_date"].split("-")
        edit.known.setCurrentIndex(edit.known.findData(person["birth_precision"]))
        settle()
        if edit.month.isVisible():
            edit.month.setCurrentIndex(int(month))
        if edit.day.isVisible():
            self.hands.write(_("Day"), str(int(day)))
        self.hands.write(_("Year"), year)

    def open_participant(self, search: str, look: Look = unseen) -> None:
        """Find a participant by what somebody types, and open the best match."""
        hands = self.hands
        hands.click(_("Participants"))
        hands.wait_for(_("Participants"))
        field = next(one for one in hands.visible(QLineEdit) if one.accessibleName() == _("Search a name, in any script"))
        hands.write(field.accessibleName(), search)
        rows = next(hands.visible(QAbstractItemView))
        hands.wait(lambda: rows.model().rowCount() == 1, f"one participant for {search!r}")
        look("zoeken")
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.model().index(0, 0)).center())
        hands.wait_for(_("The path"))

    # 3

    def open_form(self, form_id: str) -> None:
        """Open a form from the participant's file, whatever its button says now."""
        self.rest()
        form = title(form_id)
        names = [_("{action}: {form}").format(action=words, form=form) for words in (_("Go on"), _("Begin"), _("Open"), _("Look"))]
        names.append(_("Fill in together: {form}").format(form=form))
        self.hands.wait(lambda: any(map(self._has, names)), f"the form {form}")
        self.hands.click(next(filter(self._has, names)))
        entry_page(self.hands)

    def _has(self, words: str) -> bool:
        try:
            return self.hands.button(words).isVisible()
        except AssertionError:
            return False

    def fill_in(self, form_id: str, answers: Answers) -> None:
        self.open_form(form_id)
        fill_in_form(self.hands, answers)

    def finish_form(self) -> None:
        self.hands.click(_("Finish"))
        self.hands.wait_for(_("The path"))

    def leave_form(self) -> None:
        self.hands.click(_("Close"))
        self.hands.wait_for(_("The path"))

    # 4

    def hand_over(self, form_id: str, language: str, answers: Answers, look: Look = unseen, moments: Moments = NO_MOMENTS) -> int:
        """Hand the laptop over, be the participant, and give it back by PIN; returns how many answers were given."""

        def met(moment: str) -> None:
            if moment in moments:
                look(moments[moment])

        self.rest()
        hands, staff = self.hands, i18n.current()
        hands.click(_("{action}: {form}").format(action=_("Hand over"), form=title(form_id)))
        hands.wait_for(_("In which language?"))
        hands.click(i18n.LANGUAGES[language].own_name)
        if hands.sees(_("Choose a PIN")):
            hands.write(_("Choose a PIN"), PIN)
        met("choose")
        hands.click(_("Hand over now"))
        page = handover_page(hands)
        hands.wait(lambda: page.question is not None or page.place != "", "the first question")
        met("first")
        given = hand_in_survey(hands, answers, met)
        met("check")
        self._give_back(page, met)
        hands.wait(lambda: i18n.current() == staff and self.application.window.isVisible(), "the worker's own screens")
        hands.wait_for(_("The path"))
        return given

    def _give_back(self, page: Any, met: Look) -> None:
        """From the page that shows all answers to the worker's PIN."""
        while page.pad is None:
            if plain(page.next.text()) == _("Give the laptop back"):
                met("thanks")
            QTest.mouseClick(page.next, Qt.MouseButton.LeftButton)
            settle()
        met("pin")
        page.pad.entered.emit(PIN)

    # 5

    def print_portfolio(self, languages: tuple[str, ...], path: Path, look: Look = unseen) -> None:
        """Preview the portfolio in these languages and save it."""
        hands = self.hands
        hands.click(_("Portfolio and papers"))
        hands.wait_for(_("In which languages?"))
        hands.wait(lambda: bool(self.page.pdf), "the portfolio")
        for code, choice in self.page.languages.items():
            if choice.isChecked() != (code in languages):
                QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(10, choice.height() // 2))
                settle()
        self.rest()
        look("portfolio")
        self.page.save(path)  # the system's own dialog has chosen the file
        hands.wait(path.is_file, "the saved portfolio")
        hands.click(_("Back to the file"))

    # 6

    def save_card(self, path: Path) -> None:
        hands = self.hands
        hands.click(_("Exchange"))
        hands.click(_("Add a laptop"))
        hands.wait(lambda: self.page.mine is not None, "this laptop's card")
        self.page.save_card(path)
        hands.wait(path.is_file, "the card")

    def pair(self, card: Path, look: Look = unseen) -> str:
        """Open the colleague's card; returns the code on the screen, after confirming that it is the same."""
        hands = self.hands
        self.page.open_card(str(card))
        hands.wait_for(_("The codes are the same"))
        code = next(plain(label.text()) for label in hands.visible(QLabel) if plain(label.text()).replace(" ", "").isdigit())
        look("code-vergelijken")
        hands.click(_("The codes are the same"))
        hands.wait_for(_("Laptops we exchange with"))
        return code

    def export(self, name: str, path: Path) -> None:
        hands = self.hands
        hands.click(_("Exchange"))
        self.rest()
        hands.wait(lambda: name in [box.text() for box in self.page.recipients.values()], f"the laptop {name!r}")
        for box in self.page.recipients.values():
            if box.isChecked() != (box.text() == name):
                QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
        self.page.export(path)
        hands.wait(path.is_file, "the file")
        self.rest()

    def take_in(self, path: Path) -> None:
        hands = self.hands
        hands.click(_("Exchange"))
        hands.wait_for(_("Receive"))
        self.page.take_in(str(path))
        self.rest()
        if not self.page.said:
            raise AssertionError("the page says nothing about the file")

    def decide(self, side: str, look: Look = unseen) -> None:
        """Choose the answer of this side at the conflict desk, and keep it."""
        hands = self.hands
        hands.click(_("Differences"))
        hands.wait_for(_("Keep these answers"))
        look("verschillen")
        hands.click(side)
        hands.click(_("Keep these answers"))
        hands.wait_for(_("No differences to decide"))


def title(form_id: str) -> str:
    """The form's title as the interface says it now."""
    return shipped.meta(form_id).title_in(i18n.current())


def people(form: str) -> list[dict[str, Any]]:
    """The invented people's answers to a form."""
    kept = json.loads((data_folder("resources") / "demo" / "people.json").read_text(encoding="utf-8"))
    return next(part["rows"] for part in kept["forms"] if part["form"] == form)


def _choose_row(hands: Hands, words: str) -> None:
    rows = next(hands.visible(QListWidget))
    hands.wait(lambda: any(words in plain(rows.item(row).text()) for row in range(rows.count())), words)
    item = next(rows.item(row) for row in range(rows.count()) if words in plain(rows.item(row).text()) and not rows.item(row).isHidden())
    rows.scrollToItem(item)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center())
    settle()
