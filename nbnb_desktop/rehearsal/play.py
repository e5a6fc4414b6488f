"""The steps in order, told one by one, on two throw-away stores."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea

from nbnb_desktop import i18n
from nbnb_desktop.app import qt_application
from nbnb_desktop.i18n import _
from nbnb_desktop.rehearsal.answering import entry_page, fill_in_form
from nbnb_desktop.rehearsal.hands import Hands, settle
from nbnb_desktop.rehearsal.job import Laptop, Look, people, title, unseen
from nbnb_desktop.rehearsal.shown_texts import shown_texts
from nbnb_desktop.ui.notices import NoticeBar

SURVEY = {"helper_role": "alone", "practice_1": "2", "practice_2": "1"}
"""What the participants answer of the survey; elsewhere they take the first answer."""
LONELY = {**SURVEY, "EEN1": "2", "EEN2": "2"}
"""Somebody who is not well: the survey shows where help is."""
CONSENT = {"initials": "S.T.", "withdraw": "0"}
"""Yes to all, and nothing taken back."""


def main(target: Path | None = None, language: str = "nl") -> int:
    """Play the main job and name the folder with the results; 0 when all went well."""
    out = target or Path.cwd() / "nbnb-demo"
    out.mkdir(parents=True, exist_ok=True)
    print(_("No screen was found. The main job is played on invented people, through the real windows, in throw-away stores."), flush=True)
    with tempfile.TemporaryDirectory(prefix="nbnb-") as stores:
        without_screen(Path(stores))
        play(Path(stores), out, language)
    print(_("Done. Portfolios, the exchanged file and pictures of the screens are in: {folder}").format(folder=out), flush=True)
    return 0


def without_screen(folder: Path) -> None:
    """Let Qt draw in memory, on a screen of the size of a small laptop; before the first window."""
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    described = folder / "screen.json"
    described.write_text(json.dumps({"screens": [screen]}), encoding="ascii")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"


def play(stores: Path, out: Path, language: str = "nl") -> Album:
    """Both laptops through the whole job; pictures, portfolios and bundles go to ``out``."""
    qInstallMessageHandler(_without_noise)
    qt_application()
    i18n.activate(language)
    hands = Hands()
    show = Album(hands, out / "pictures", language)
    selam, yusuf = people("deelnemer")[:2]
    one = Laptop(stores / "een", "Sanne", hands, language)
    other = Laptop(stores / "twee", "Noor", hands, language)
    try:
        _first_laptop(one, show, selam, out)
        _second_participant(one, show, yusuf, out)
        _exchange(one, other, show, out)
    finally:
        one.close()
        other.close()
    return show


def _first_laptop(laptop: Laptop, show: Album, person: dict[str, str], out: Path) -> None:
    with laptop.in_front():
        with told(_("First start: language, project, account, recovery code")):
            laptop.first_start(look=show)
            show("vandaag")
        with told(_("A new participant: {name}").format(name=_name(person))):
            laptop.new_participant(person, show)
            show("dossier")
        with told(title("toestemming")):
            laptop.hand_over("toestemming", "ti", CONSENT, show, {"choose": "overhandigen", "consent_c2": "toestemming-ti"})
        with told(_("Intake, left in the middle and gone on with")):
            _intake(laptop, show)
        with told(_("The talent scan, handed over in Tigrinya")):
            moments = {"qualities": "kwaliteiten-ti", "check": "kwaliteiten-nakijken-ti"}
            laptop.hand_over("talentscan", "ti", people("talentscan")[0], show, moments)
        with told(_("Future plan")):
            laptop.fill_in("toekomstplan", people("toekomstplan")[0])
            show.section(0, "toekomstplan")
            laptop.finish_form()
        with told(_("The survey, handed over in Tigrinya")):
            moments = {"first": "vragenlijst-begin-ti", "practice_2": "oefenvraag-ti", "NET1": "vraag-ti", "thanks": "bedankt-ti"}
            laptop.hand_over("nulmeting", "ti", SURVEY, show, {**moments, "pin": "pincode"})
        with told(_("Portfolio in Dutch and Tigrinya")):
            show("dossier-gevuld")
            laptop.print_portfolio(("nl", "ti"), out / "portfolio-selam.pdf", show)


def _intake(laptop: Laptop, show: Album) -> None:
    answers = people("intake")[0]
    laptop.fill_in("intake", _half(answers))
    show.section(0, "intake-twee-talen")
    laptop.leave_form()
    laptop.fill_in("intake", answers)
    laptop.finish_form()


def _second_participant(laptop: Laptop, show: Album, person: dict[str, str], out: Path) -> None:
    with laptop.in_front():
        with told(_("A second participant: {name}").format(name=_name(person))):
            laptop.new_participant(person)
        with told(_("The survey, handed over in Arabic")):
            moments = {"first": "vragenlijst-begin-ar", "practice_2": "oefenvraag-ar", "NET1": "vraag-ar", "help_card": "hulpkaart-ar"}
            laptop.hand_over("nulmeting", "ar", LONELY, show, {**moments, "check": "nakijken-ar", "thanks": "bedankt-ar"})
        with told(_("Portfolio in Dutch and Arabic")):
            laptop.print_portfolio(("nl", "ar"), out / "portfolio-yusuf.pdf")


def _exchange(one: Laptop, other: Laptop, show: Album, out: Path) -> None:
    cards = {laptop.worker: out / f"{laptop.worker}.nbnb-device" for laptop in (one, other)}
    with told(_("A second laptop; both compare a code")):
        with other.in_front():
            other.first_start()
            other.save_card(cards["Noor"])
        with one.in_front():
            one.save_card(cards["Sanne"])
            code = one.pair(cards["Noor"], show.as_it_is)
        with other.in_front():
            if other.pair(cards["Sanne"]) != code:
                raise AssertionError("the codes differ")
    with told(_("Exchange: both change the same answer, and a person decides")):
        with one.in_front():
            one.export(_("Laptop of {name}").format(name="Noor"), out / "heen.nbnb")
            show("verstuurd")
        with other.in_front():
            other.take_in(out / "heen.nbnb")
            _change(other, "Zeist")
            other.export(_("Laptop of {name}").format(name="Sanne"), out / "terug.nbnb")
        with one.in_front():
            _change(one, "Amersfoort", show)
            one.take_in(out / "terug.nbnb")
            show("ingelezen")
            show.foot("logboek")
            one.decide(_("Laptop of {name}").format(name="Noor"), show)
            _locked_and_settled(one, show)
            _kept_and_checked(one, show)


def _locked_and_settled(laptop: Laptop, show: Album) -> None:
    """What a worker meets besides the job: the way back in, and the settings."""
    hands = laptop.hands
    hands.click(_("Settings"))
    laptop.rest()
    show("instellingen")
    hands.click(_("Lock"))
    hands.wait_for(_("Welcome back"))
    show("ontgrendelen")
    hands.click(_("Passphrase forgotten?"))
    show("wachtwoordzin-vergeten")
    hands.click(_("Back"))
    laptop.unlock()
    hands.wait(lambda: laptop.application.window.workbench is not None, "the workbench")
    laptop.rest()


def _kept_and_checked(laptop: Laptop, show: Album) -> None:
    """What an administrator meets, a paper form that is typed over a second time, and the way to put a backup back."""
    hands = laptop.hands
    for page, name in ((_("Accounts and keys"), "accounts"), (_("Who did what"), "wie-wat-deed")):
        hands.click(_("Settings"))
        hands.click(page)
        laptop.rest()
        show(name)
    laptop.open_participant("Yousef hamwi")
    laptop.rest()
    more = hands.button(_("{action}: {form}").format(action=_("More"), form=title("deelnemer")))
    assert isinstance(more, QPushButton)
    more.menu().actions()[0].trigger()  # a menu is a window of its own
    hands.click(_("Begin the second entry"))
    fill_in_form(hands, {**people("deelnemer")[1], "municipality": "Soest"})
    hands.click(_("Finish"))
    hands.wait_for(_("Look at the paper, and choose what it says."))
    show("tweede-invoer")
    hands.click(_("Lock"))
    hands.click(_("Put a backup back…"))
    hands.wait(lambda: any(one.count() and one.currentData() for one in hands.visible(QComboBox)), "the backups of this laptop")
    show("reservekopie-terugzetten")
    hands.click(_("Back"))
    laptop.unlock()
    hands.wait(lambda: laptop.application.window.workbench is not None, "the workbench")
    laptop.rest()


def _change(laptop: Laptop, municipality: str, look: Look = unseen) -> None:
    """Correct the municipality of Yusuf, found by a misspelt name."""
    laptop.open_participant("Yousef hamwi", look)
    laptop.fill_in("deelnemer", {"municipality": municipality})
    laptop.finish_form()


class Album:
    """Takes pictures of what is in front, numbered in the order of the job; ``texts`` has what the interface said on each."""

    def __init__(self, hands: Hands, folder: Path, language: str) -> None:
        self._hands = hands
        self._folder = folder
        self._language = language
        self.texts: dict[str, tuple[str, ...]] = {}

    def __call__(self, name: str) -> None:
        """The page from its top."""
        self._scroll(down=False)
        self.as_it_is(name)

    def foot(self, name: str) -> None:
        """The page down to its foot."""
        self._scroll(down=True)
        self.as_it_is(name)

    def section(self, number: int, name: str) -> None:
        """A section of the form on the screen, from its top."""
        entry_page(self._hands).open_section(number)
        self(name)

    def as_it_is(self, name: str) -> None:
        """What a person has in view, without the message about what was done before."""
        for bar in self._hands.visible(NoticeBar):
            if bar.tone == "message":
                bar.put_away()
        file = f"{len(self.texts) + 1:02}-{name}.png"
        self._hands.picture(self._folder / file)
        self.texts[file] = shown_texts(self._hands, self._language)

    def _scroll(self, down: bool) -> None:
        settle()
        for area in self._hands.visible(QScrollArea):
            bar = area.verticalScrollBar()
            bar.setValue(bar.maximum() if down else 0)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say what is going on, and how long it took."""
    print(f"  {what} ...", end="", flush=True)
    started = time.monotonic()
    yield
    print(f" {time.monotonic() - started:.1f} s", flush=True)


def _without_noise(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """A machine without a screen has no window manager, and no sound either."""
    if not any(expected in message for expected in ("propagateSizeHints", "pa_context_connect")):
        print(message, file=sys.stderr)


def _half(answers: dict[str, str]) -> dict[str, str]:
    """The answers that are given before the lid is closed."""
    return {name: answers[name] for name in list(answers)[: len(answers) // 2]}


def _name(person: dict[str, str]) -> str:
    return f"{person['given_name']} {person['family_name']} ({person['own_name']})"
