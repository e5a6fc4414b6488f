"""Twelve tasks of a new worker, done by mouse only and by keyboard only, with every action counted.

``python -m tests.usability`` plays them and prints the table of docs/usability.md; with ``--screen`` on a real screen (Xvfb). What is
typed is not counted: it is the same for both. An action is a click, or a key that is no letter of an answer. A dialog of the system
for a file counts as one action and one screen. All people are invented.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from nbnb_desktop import i18n
from nbnb_desktop.rehearsal.answering import entry_page, handover_page
from nbnb_desktop.rehearsal.hands import Hands, NotThere, names_of, plain, reveal, settle
from nbnb_desktop.rehearsal.job import PASSPHRASE, PIN, Laptop, people
from nbnb_desktop.rehearsal.play import CONSENT
from nbnb_desktop.ui import keys
from nbnb_desktop.ui.pages.entry import EntryPage

MOST_TABS = 120
HEADINGS = {"title", "question"}


@dataclass(slots=True)
class Way:
    """How a person works; counts what it takes."""

    hands: Hands
    actions: int = 0
    screens: int = 1
    _seen: tuple[str, ...] = ()

    name = ""

    def press(self, words: str, key: str = "") -> None:
        """Use the button with these words; ``key`` is the shortcut that does the same."""
        raise NotImplementedError

    def choose(self, words: str) -> None:
        """Choose the round or square box with these words."""
        raise NotImplementedError

    def go_to(self, target: QWidget) -> None:
        """Put the focus in a field."""
        raise NotImplementedError

    def option(self, option: QAbstractButton, number: int) -> None:
        """Choose the answer in place ``number``, from 1."""
        raise NotImplementedError

    def go_on(self, button: QAbstractButton) -> None:
        """Use the button that goes on."""
        raise NotImplementedError

    def row(self, view: QAbstractItemView, number: int) -> None:
        """Open a row of a list."""
        raise NotImplementedError

    def pick(self, combo: QComboBox, number: int) -> None:
        """Choose a line of a list that folds out."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take what was typed over: Enter, or a click on what is proposed."""
        self.act()
        QTest.keyClick(self.focused(), Qt.Key.Key_Return)
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.hide()
        settle()

    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.hands.wait(lambda: bool(self.hands.field(label)), f"field {label!r}")
        self.type_into(self.hands.field(label), text)

    def type_into(self, target: QWidget, text: str) -> None:
        if self.focused() is not target:
            self.go_to(target)
        if isinstance(target, QLineEdit | QPlainTextEdit):
            target.selectAll()
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QCoreApplication.sendEvent(target, typed)
        settle()

    def focused(self) -> QWidget:
        """Where keys go; the window itself, when no field in it has the focus."""
        window = self.hands.window()
        if QApplication.activeWindow() is None:  # without a window manager, a page that goes takes the activity with it
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # nothing else brings it back there
                QApplication.setActiveWindow(window)
            settle()
        return QApplication.focusWidget() or window.focusWidget() or window

    def act(self, count: int = 1) -> None:
        self.look()
        self.actions += count

    def look(self) -> None:
        """Notice whether this is another screen than before."""
        window = self.hands.window()
        labels = [plain(one.text()) for one in window.findChildren(QLabel) if one.isVisible() and one.property("role") in HEADINGS]
        heading = next(filter(None, labels), "")
        if not heading:  # a page that is being made
            return
        seen = (type(window).__name__, heading)
        if self._seen and seen != self._seen:
            self.screens += 1
        self._seen = seen


class Mouse(Way):
    name = "muis"

    def press(self, words: str, key: str = "") -> None:
        self.hands.wait(lambda: self.hands.button(words).isEnabled(), f"button {words!r}")
        self.act()
        self.hands.click(words)

    def choose(self, words: str) -> None:
        self.press(words)

    def go_to(self, target: QWidget) -> None:
        self.act()
        reveal(target)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        target.setFocus()  # a click in a window without a screen does not always bring it

    def option(self, option: QAbstractButton, number: int) -> None:
        self.act()
        reveal(option)
        QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=QPoint(12, option.height() // 2))
        settle()

    def go_on(self, button: QAbstractButton) -> None:
        self.act()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def row(self, view: QAbstractItemView, number: int) -> None:
        self.act()
        index = view.model().index(number, 0)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        settle()

    def pick(self, combo: QComboBox, number: int) -> None:
        self.act(2)
        combo.setCurrentIndex(number)
        combo.activated.emit(number)
        settle()


class Keys(Way):
    name = "toetsen"

    def press(self, words: str, key: str = "") -> None:
        self.hands.wait(lambda: self.hands.button(words).isEnabled(), f"button {words!r}")
        if key:
            self.shortcut(key)
            return
        names = names_of(self.hands.button(words))
        self.tab_until(lambda focused: isinstance(focused, QAbstractButton) and names_of(focused) == names, words)
        self.key(Qt.Key.Key_Space)

    def choose(self, words: str) -> None:
        target = self.hands.button(words)
        self.tab_until(lambda focused: focused is target or self._beside(focused, target), words)
        for __ in range(MOST_TABS):
            if (here := self.focused()) is target:
                break
            for arrow in _arrows(here, target):
                self.key(arrow)
                if self.focused() is not here:
                    break
        else:
            raise NotThere(f"the arrows do not come to {words!r}")
        if not target.isChecked() or not isinstance(target, QRadioButton):
            self.key(Qt.Key.Key_Space)

    def go_to(self, target: QWidget) -> None:
        self.tab_until(lambda focused: focused is target, plain(target.accessibleName()))

    def option(self, option: QAbstractButton, number: int) -> None:
        self.key(Qt.Key(Qt.Key.Key_0.value + number))

    def go_on(self, button: QAbstractButton) -> None:
        if isinstance(focused := self.focused(), QAbstractButton) and not focused.isCheckable() and focused is not button:
            self.tab_until(lambda focused: focused is button, plain(button.text()))  # Enter would use another button
        self.key(Qt.Key.Key_Return)

    def row(self, view: QAbstractItemView, number: int) -> None:
        self.go_to(view)
        while view.currentIndex().row() != number:
            self.key(Qt.Key.Key_Down)
        self.key(Qt.Key.Key_Return)

    def pick(self, combo: QComboBox, number: int) -> None:
        self.go_to(combo)
        while combo.currentIndex() != number:
            self.key(Qt.Key.Key_Down if combo.currentIndex() < number else Qt.Key.Key_Up)

    def key(self, key: Qt.Key) -> None:
        self.act()
        QTest.keyClick(self.focused(), key)
        settle()

    def shortcut(self, keys: str) -> None:
        self.act()
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.focused(), combination.key(), combination.keyboardModifiers())
        settle()

    def tab_until(self, is_it: Callable[[QWidget | None], bool], what: str) -> None:
        for __ in range(MOST_TABS):
            if is_it(self.focused()):
                return
            self.key(Qt.Key.Key_Tab)
        raise NotThere(f"Tab does not come to {what!r}")

    @staticmethod
    def _beside(focused: QWidget | None, target: QAbstractButton) -> bool:
        """Whether the arrows lead from here to ``target``."""
        return isinstance(focused, QRadioButton) and focused.group() is not None and focused.group() is target.group()


def _arrows(here: QWidget, there: QWidget) -> tuple[Qt.Key, Qt.Key]:
    """The arrows that lead from one choice towards another, the likelier one first."""
    way = there.mapToGlobal(QPoint()) - here.mapToGlobal(QPoint())
    upright = Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up
    across = Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left
    return (upright, across) if abs(way.y()) > abs(way.x()) else (across, upright)


@dataclass(slots=True)
class Desk:
    """The two laptops, the way of working, and where files go."""

    one: Laptop
    other: Laptop
    folder: Path
    way: Way
    file: Path = field(default_factory=Path)

    @contextmanager
    def dialog(self, path: Path) -> Iterator[None]:
        """The system's own dialog, in which a person chooses ``path``."""

        def chosen(*_asked: object) -> tuple[str, str]:
            self.way.actions += 1
            self.way.screens += 1
            return str(path), ""

        with patch.object(QFileDialog, "getSaveFileName", chosen), patch.object(QFileDialog, "getOpenFileName", chosen):
            yield
            self.one.hands.wait(path.is_file, path.name)


SELAM, YUSUF = people("deelnemer")[:2]


def first_start(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    way.press("Verder")
    way.fill("Zoeken", "turn it")
    rows = next(hands.visible(QAbstractItemView))
    number = next(n for n in range(rows.model().rowCount()) if "Turn it around" in rows.model().index(n, 0).data())
    way.act()
    if isinstance(way, Keys):
        way.go_to(rows)
    rows.setCurrentIndex(rows.model().index(number, 0))
    settle()
    way.press("Verder")
    way.fill("Uw naam", "Sanne")
    way.fill("Wachtwoordzin", PASSPHRASE)
    way.fill("De wachtwoordzin nog een keer", PASSPHRASE)
    way.enter() if isinstance(way, Keys) else way.press("Verder")
    hands.wait_for("–")
    code = next(plain(label.text()) for label in hands.visible(QLabel) if label.text().count("–") >= 6)
    with desk.dialog(desk.folder / "herstelcode.pdf"):
        way.press("Bewaren als PDF…")
    way.fill("Typ de laatste groep", code.split()[-1])
    way.enter() if isinstance(way, Keys) else way.press("Ik heb de code bewaard")
    way.press("Beginnen")
    hands.wait(lambda: desk.one.application.window.workbench is not None, "the workbench")
    hands.wait_for(i18n.speaker("nl")("Skip the tour"))
    way.press(i18n.speaker("nl")("Skip the tour"), key="Esc")


def new_participant(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Nieuwe deelnemer", key="Ctrl+N")
    way.fill("Roepnaam", YUSUF["given_name"])
    way.fill("Achternaam", YUSUF["family_name"])
    birth = desk.one.page.birth
    way.pick(birth.known, birth.known.findData("year"))
    way.fill("Jaar", "1985")
    languages = next(one for one in hands.visible(QLineEdit) if one.accessibleName() == "Talen")
    hands.wait(lambda: bool(languages.completer().model().rowCount()), "the languages")
    way.type_into(languages, "Arab")
    way.enter()
    way.press("Dossier beginnen")
    hands.wait_for("Het traject")


def find_participant(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    if isinstance(way, Keys):
        way.shortcut("Ctrl+F")
    else:
        way.press("Deelnemers")
    hands.wait_for("Laatst veranderd") if hands.sees("Laatst veranderd") else settle()
    way.fill("Zoek een naam", "Yousef hamwi")
    rows = next(hands.visible(QAbstractItemView))
    hands.wait(lambda: rows.model().rowCount() == 1, "one participant")
    if isinstance(way, Keys):
        way.enter()
        hands.wait(lambda: rows.hasFocus(), "the list with the focus")
        way.enter()
    else:
        way.row(rows, 0)
    hands.wait_for("Het traject")


def hand_over(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Overhandigen: Toestemming")
    hands.wait_for("In welke taal?")
    way.fill("Kies een pincode", PIN)
    way.press("Nu overhandigen")
    hands.wait(lambda: handover_page(hands).question is not None, "the first question")


def consent(desk: Desk) -> None:
    """As the participant, in Arabic, until the laptop is given back; then the worker's PIN."""
    way, hands = desk.way, desk.way.hands
    page = handover_page(hands)
    while page.pad is None:
        if page.question is not None:
            _answer(way, page)
        if page.pad is None:
            way.go_on(page.next)
    if isinstance(way, Keys):
        for digit in PIN:
            QTest.keyClick(page.pad, Qt.Key(ord(digit)))
        way.enter()
    else:
        for digit in PIN:
            way.press(digit)
        way.press("Mijn schermen openen")
    hands.wait(lambda: i18n.current() == "nl" and desk.one.application.window.isVisible(), "the worker's own screens")
    hands.wait_for("Het traject")


def _answer(way: Way, page: Any) -> None:
    name, options = page.place.rsplit("/", 1)[-1], getattr(page.question, "options", {})
    if options:
        value = CONSENT.get(name, next(iter(options)))
        if not options[value].isChecked():
            way.option(options[value], list(options).index(value) + 1)
    elif name in CONSENT:
        way.type_into(page.question.edit, CONSENT[name])


def stop_and_go_on(desk: Desk) -> None:
    """Begin the intake, answer two questions, stop, and go on where one was."""
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Beginnen: Intake")
    page = entry_page(hands)
    for name, text in (("intake_place", "Utrecht"), ("intake_coach", "Sanne")):
        way.type_into(_question(page, name).edit, text)
    way.press("Sluiten", key=_shown(keys.FORM["close"]))
    hands.wait_for("Het traject")
    desk.one.rest()
    way.press("Verder: Intake")
    again = entry_page(hands)
    desk.one.rest()
    if not (last := _question(again, "intake_coach").edit).hasFocus():
        way.go_to(last)


def register_contact(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Een contact opschrijven", key=_shown(keys.FILE["contact"]))
    page = entry_page(hands)
    who = _question(page, "contact_with")
    way.option(next(iter(who.options.values())), 1) if isinstance(way, Mouse) else _by_keys(way, who)
    way.type_into(_question(page, "topic").edit, "Werk zoeken")
    way.press("Klaar", key="Ctrl+Return")
    hands.wait_for("Het traject")


def _by_keys(way: Way, question: Any) -> None:
    way.go_to(next(iter(question.options.values())))
    way.option(question, 1)


def print_portfolio(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Portfolio", key=_shown(keys.FILE["print"]))
    hands.wait_for("In welke talen?")
    hands.wait(lambda: bool(desk.one.page.pdf), "the portfolio")
    desk.one.rest()
    with desk.dialog(desk.folder / f"portfolio-{way.name}.pdf"):
        way.press("Bewaren als…")


def pair(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Uitwisselen", key=_key_of("exchange"))
    way.press("Een laptop toevoegen")
    hands.wait(lambda: desk.one.page.mine is not None, "this laptop's card")
    with desk.dialog(desk.folder / "sanne.nbnb-device"):
        way.press("Mijn kaart bewaren…")
    with desk.dialog(desk.folder / "noor.nbnb-device"):
        way.press("Kies een bestand…")
    hands.wait_for("De codes zijn gelijk")
    way.press("De codes zijn gelijk")
    hands.wait_for("Laptops waarmee we uitwisselen")


def send(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Uitwisselen", key=_key_of("exchange"))
    hands.wait(lambda: bool(desk.one.page.recipients), "the laptop to send to")
    with desk.dialog(desk.folder / "heen.nbnb"):
        way.press("Maak het bestand…")
    desk.one.rest()


def take_in_and_decide(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Uitwisselen", key=_key_of("exchange"))
    with desk.dialog(desk.folder / "terug.nbnb"):
        way.press("Kies een bestand…")
    hands.wait_for("Bekijken en beslissen")
    way.press("Bekijken en beslissen")
    hands.wait_for("Deze antwoorden bewaren")
    desk.one.rest()
    way.choose("Laptop van Noor")
    way.press("Deze antwoorden bewaren")
    hands.wait_for("Geen verschillen")


def lock_and_unlock(desk: Desk) -> None:
    way, hands = desk.way, desk.way.hands
    desk.one.rest()
    way.press("Vergrendelen", key="Ctrl+L")
    hands.wait_for("Welkom terug")
    way.fill("Wachtwoordzin", PASSPHRASE)
    way.enter() if isinstance(way, Keys) else way.press("Ontgrendelen")
    hands.wait(lambda: desk.one.application.window.workbench is not None, "the workbench")


def _question(page: Any, name: str) -> Any:
    return next(widget for ref, widget in page.view.questions.items() if ref.rsplit("/", 1)[-1] == name)


def _shown(key: keys.Key) -> str:
    return key.keys[0]


def _key_of(page: str) -> str:
    from nbnb_desktop.ui.navigation import DESTINATIONS

    return next(one.key for one in DESTINATIONS if one.page == page)


def _make_the_other(desk: Desk) -> None:
    with desk.other.in_front():
        desk.other.first_start()
        desk.other.save_card(desk.folder / "noor.nbnb-device")


def _change_both(desk: Desk) -> None:
    """Both laptops change one answer; the other one sends its file back. Uncounted."""
    with desk.other.in_front():
        desk.other.pair(desk.folder / "sanne.nbnb-device")
        desk.other.take_in(desk.folder / "heen.nbnb")
        _municipality(desk.other, "Zeist")
        desk.other.export("Laptop van Sanne", desk.folder / "terug.nbnb")
    with desk.one.in_front():
        _municipality(desk.one, "Amersfoort")


def _municipality(laptop: Laptop, name: str) -> None:
    laptop.open_participant("Yusuf")
    laptop.fill_in("deelnemer", {"municipality": name})
    laptop.finish_form()


def _nothing(_desk: Desk) -> None:
    """Everything is as the task before left it."""


def _at_the_file(desk: Desk) -> None:
    with desk.one.in_front() as hands:
        if any(hands.visible(EntryPage)):
            desk.one.leave_form()
        desk.one.open_participant("Yusuf")


@dataclass(frozen=True, slots=True)
class Task:
    """One task as a new worker is told it.

    ``least`` is the fewest clicks, keys and screens that it can take: one action for each answer that does not stand there
    already, one to go on from each screen, and nothing to get there.
    """

    told: str
    do: Callable[[Desk], None]
    least: tuple[int, int, int]
    before: Callable[[Desk], None] = _nothing


TASKS = (
    Task("Start het programma voor het eerst. Kies uw project, maak uw account en bewaar de herstelcode.", first_start, (12, 13, 7)),
    Task("Begin een dossier voor Yusuf al-Hamwi, geboren in 1985. Hij spreekt Arabisch.", new_participant, (8, 9, 3)),
    Task("Zoek Yusuf. U weet niet precies hoe u zijn naam schrijft.", find_participant, (2, 3, 3)),
    Task("Geef de laptop aan Yusuf voor de toestemming, in het Arabisch.", hand_over, (3, 3, 3), _at_the_file),
    Task("U bent nu Yusuf. Zeg overal ja, zet uw voorletters, en geef de laptop terug aan de medewerker.", consent, (37, 33, 23)),
    Task("Begin met de intake. Stop na twee vragen. Ga later verder waar u was.", stop_and_go_on, (5, 5, 4)),
    Task("Leg vast dat u Yusuf hebt gesproken over werk zoeken.", register_contact, (4, 4, 3), _at_the_file),
    Task("Maak het portfolio in het Nederlands en het Arabisch en bewaar het.", print_portfolio, (3, 3, 3)),
    Task("Koppel de laptop van Noor.", pair, (7, 7, 6), _make_the_other),
    Task("Maak een bestand voor Noor.", send, (3, 3, 2)),
    Task("Lees het bestand van Noor in en beslis over het verschil.", take_in_and_decide, (6, 6, 4), _change_both),
    Task("Vergrendel de laptop en ontgrendel hem weer.", lock_and_unlock, (2, 2, 3)),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one task took."""

    actions: int
    screens: int


def play(folder: Path, kind: type[Way], until: int = len(TASKS), pictures: Path | None = None) -> list[Taken]:
    """Do the tasks one after the other on two fresh laptops; in ``pictures`` what the screen shows after each."""
    hands = Hands()
    desk = Desk(Laptop(folder / "een", "Sanne", hands), Laptop(folder / "twee", "Noor", hands), folder, kind(hands))
    taken = []
    try:
        for task in TASKS[:until]:
            task.before(desk)
            window = handover_window(hands)
            with desk.one.in_front() if window is None else _already():
                settle(0.02)
                desk.way = kind(hands)
                desk.way.look()
                try:
                    task.do(desk)
                except NotThere as missing:
                    raise NotThere(f"{task.told} ({kind.name}): {missing}") from missing
                desk.one.rest()
                desk.way.look()
                if pictures is not None:
                    hands.picture(pictures / f"{len(taken) + 1:02}-{kind.name}.png")
            taken.append(Taken(desk.way.actions, desk.way.screens))
    finally:
        desk.one.close()
        desk.other.close()
    return taken


def handover_window(hands: Hands) -> QWidget | None:
    """The participant's window, when the laptop is handed over."""
    return next((one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isFullScreen()), None)


@contextmanager
def _already() -> Iterator[None]:
    yield


HEAD = "| | taak | klikken | minst | toetsen | minst | schermen | minst |\n|---|---|---|---|---|---|---|---|"


def table(by_mouse: list[Taken], by_keys: list[Taken]) -> str:
    """The table of docs/usability.md."""
    lines = [HEAD]
    for number, (task, mouse, board) in enumerate(zip(TASKS, by_mouse, by_keys, strict=True), 1):
        clicks, strokes, screens = task.least
        lines.append(f"| {number} | {task.told} | {mouse.actions} | {clicks} | {board.actions} | {strokes} | {mouse.screens} | {screens} |")
    return "\n".join(lines)


def read_table(page: str) -> list[tuple[str, int, int, int]]:
    """(task, clicks, keys, screens) of each line of the table in ``page``."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.partition(HEAD)[2].split("\n\n")[0].strip().splitlines()]
    return [(told, int(clicks), int(keys), int(screens)) for __, told, clicks, __, keys, __, screens, __ in rows]


def main() -> None:
    from nbnb_desktop.app import qt_application
    from nbnb_desktop.rehearsal.play import without_screen

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screen", action="store_true", help="on the screen that is there, instead of in memory")
    parser.add_argument("--way", choices=[kind.name for kind in WAYS], help="one way only, and the counts as JSON")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="keep what the screen shows after each task")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nbnb-") as folder:
        if not chosen.screen:
            without_screen(Path(folder))
        qt_application()
        i18n.activate("nl")
        taken = []
        for kind in (one for one in WAYS if chosen.way in (None, one.name)):
            (Path(folder) / kind.name).mkdir()
            taken.append(play(Path(folder) / kind.name, kind, pictures=chosen.pictures))
    print(json.dumps([[one.actions, one.screens] for one in taken[0]]) if chosen.way else table(*taken))


WAYS = (Mouse, Keys)

if __name__ == "__main__":
    main()
