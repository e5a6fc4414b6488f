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

from nbnb_desktop import i18n
from nbnb_desktop.app import qt_application
from nbnb_desktop.i18n import _
from nbnb_desktop.rehearsal.hands import Hands
from nbnb_desktop.rehearsal.job import Laptop, people

SURVEY = {"helper_role": "alone", "practice_1": "2", "practice_2": "1"}
"""What the participants answer of the survey; elsewhere they take the first answer."""


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


def play(stores: Path, out: Path, language: str = "nl") -> None:
    """Both laptops through the whole job; pictures, portfolios and bundles go to ``out``."""
    qInstallMessageHandler(_without_noise)
    qt_application()
    i18n.activate(language)
    hands = Hands()
    show = Album(hands, out / "pictures")
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


def _first_laptop(laptop: Laptop, show: Album, person: dict[str, str], out: Path) -> None:
    with laptop.in_front():
        with told(_("First start: language, project, account, recovery code")):
            show("01-eerste-start")
            laptop.first_start()
            show("02-vandaag")
        with told(_("A new participant: {name}").format(name=_name(person))):
            laptop.new_participant(person)
            show("03-deelnemer")
        with told(_("Intake, left in the middle and gone on with")):
            laptop.fill_in("intake", _half(people("intake")[0]))
            show("04-intake")
            laptop.leave_form()
            laptop.fill_in("intake", people("intake")[0])
            laptop.finish_form()
        with told(_("The talent scan, handed over in Tigrinya")):
            laptop.hand_over("talentscan", "ti", people("talentscan")[0], lambda name: show(f"05-talentscan-{name}"))
        with told(_("Future plan")):
            laptop.fill_in("toekomstplan", people("toekomstplan")[0])
            show("06-toekomstplan")
            laptop.finish_form()
        with told(_("The survey, handed over in Tigrinya")):
            laptop.hand_over("nulmeting", "ti", SURVEY, show)
        with told(_("Portfolio in Dutch and Tigrinya")):
            laptop.print_portfolio(("nl", "ti"), out / "portfolio-selam.pdf", show)


def _second_participant(laptop: Laptop, show: Album, person: dict[str, str], out: Path) -> None:
    with laptop.in_front():
        with told(_("A second participant: {name}").format(name=_name(person))):
            laptop.new_participant(person)
        with told(_("The survey, handed over in Arabic")):
            laptop.hand_over("nulmeting", "ar", SURVEY, show)
        with told(_("Portfolio in Dutch and Arabic")):
            laptop.print_portfolio(("nl", "ar"), out / "portfolio-yusuf.pdf", show)


def _exchange(one: Laptop, other: Laptop, show: Album, out: Path) -> None:
    cards = {laptop.worker: out / f"{laptop.worker}.nbnb-device" for laptop in (one, other)}
    with told(_("A second laptop; both compare a code")):
        with other.in_front():
            other.first_start()
            other.save_card(cards["Noor"])
        with one.in_front():
            one.save_card(cards["Sanne"])
            code = one.pair(cards["Noor"], show)
        with other.in_front():
            if other.pair(cards["Sanne"]) != code:
                raise AssertionError("the codes differ")
    with told(_("Exchange: both change the same answer, and a person decides")):
        with one.in_front():
            one.export(_("Laptop of {name}").format(name="Noor"), out / "heen.nbnb")
            show("20-uitwisselen")
        with other.in_front():
            other.take_in(out / "heen.nbnb")
            _change(other, "Zeist")
            other.export(_("Laptop of {name}").format(name="Sanne"), out / "terug.nbnb")
        with one.in_front():
            _change(one, "Amersfoort")
            one.take_in(out / "terug.nbnb")
            one.decide(_("Laptop of {name}").format(name="Noor"), show)


def _change(laptop: Laptop, municipality: str) -> None:
    """Correct the municipality of Yusuf, found by a misspelt name."""
    laptop.open_participant("Yousef hamwi")
    laptop.fill_in("deelnemer", {"municipality": municipality})
    laptop.finish_form()


class Album:
    """Takes pictures of what is in front, under a name."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self._hands = hands
        self._folder = folder

    def __call__(self, name: str) -> None:
        self._hands.picture(self._folder / f"{name}.png")


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say what is going on, and how long it took."""
    print(f"  {what} ...", end="", flush=True)
    started = time.monotonic()
    yield
    print(f" {time.monotonic() - started:.1f} s", flush=True)


def _without_noise(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """The platform without a screen tells over and over that it has no window manager."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _half(answers: dict[str, str]) -> dict[str, str]:
    """The answers that are given before the lid is closed."""
    return {name: answers[name] for name in list(answers)[: len(answers) // 2]}


def _name(person: dict[str, str]) -> str:
    return f"{person['given_name']} {person['family_name']} ({person['own_name']})"
