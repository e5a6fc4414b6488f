"""A working day with planted names that ends in a crash: ``python -m tests.working_day windows|actions FOLDER``.

The stores lie in FOLDER/stores, what the people themselves save in FOLDER/saved. The program dies in the middle of its
work (no closing, no tidying), so that what it had written until then is what is found. All people are invented.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

PLANTED = ("Zubaydahplant", "Qorxaplant", "ዙባይዳሕተከል", "Plantagestraat", "Geheimwoordplant")
GIVEN, FAMILY, OWN, PLACE, SAID = PLANTED
PHRASE = "vier blauwe fietsen zingen"


def windows(folder: Path) -> None:
    """Through the real windows: first start to portfolio, a hand-over, a lock, a search, a bug, a backup."""
    from nbnb_desktop import bugs
    from nbnb_desktop.actions import keeping
    from nbnb_desktop.app import qt_application
    from nbnb_desktop.i18n import _
    from nbnb_desktop.rehearsal.hands import Hands
    from nbnb_desktop.rehearsal.job import Laptop, people
    from nbnb_desktop.rehearsal.play import SURVEY

    qt_application()
    laptop = Laptop(folder / "stores" / "een", "Sanne", Hands())
    person = people("deelnemer")[0] | {"given_name": GIVEN, "family_name": FAMILY, "own_name": OWN}
    with laptop.in_front() as hands:
        laptop.first_start()
        laptop.new_participant(person)
        laptop.fill_in("intake", {"intake_place": PLACE, "motivation_words": SAID})
        laptop.leave_form()
        laptop.hand_over("nulmeting", "ti", SURVEY)
        laptop.print_portfolio(("nl", "ti"), folder / "saved" / f"{GIVEN}.pdf")
        hands.click(_("Lock"))
        hands.wait_for(_("Welcome back"))
        laptop.unlock()
        hands.wait(lambda: laptop.application.window.workbench is not None, "the workbench")
        laptop.open_participant(GIVEN)
        laptop.rest()
        workplace = laptop.application.window.workplace
        made: list[Path] = []
        laptop.application.tasks.run(lambda: keeping.backup(workplace), then=made.append)
        hands.wait(lambda: bool(made), "the backup")
        try:
            raise ValueError(GIVEN, FAMILY)
        except ValueError as bug:
            bugs.note(laptop.folder / "store", bug)
        laptop.application.settings.sync()
        os._exit(7)


def actions(folder: Path) -> None:
    """Through the actions: register, search, print, exchange, disagree, hand over, erase, register anew."""
    from nbnb_desktop.actions import entry, exchange, keeping, laptops, participants, printing, rights, setup

    def laptop(name: str) -> setup.Workplace:
        answers = setup.FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", PHRASE, f"Laptop {name}")
        return setup.first_start(folder / "stores" / name, answers)[0]

    one, other = laptop("een"), laptop("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    for turn in range(2):
        person = participants.new(one, participants.NewParticipant(GIVEN, FAMILY, OWN, "1990", "year", ("ti",), "2"))
        scan = one.store.attachments.put(_picture(), "image/png", f"{FAMILY}.png")
        entry.register(one, "certificaat", person, {"certificate_kind": "VCA", "scan": f"{scan}.png"})
        opened = entry.begin(one, "intake", person)
        place = next(column.ref for column in opened.session.definition.columns() if column.name == "motivation_words")
        opened.session.answer_text(place, SAID)
        entry.save_draft(one, entry.snapshot(opened))
        participants.search(one, GIVEN)
        participants.open_file(one, person)
        printing.portfolio(one, person, "full", ("nl", "ti"))
        rights.my_file_json(one, person, "nl")
        exchange.export(one, ("Laptop twee",), folder / "saved" / f"{turn}.nbnb")
        exchange.import_file(other, folder / "saved" / f"{turn}.nbnb")
        exchange.hand_over(one, ("Laptop twee",), person, f"{SAID}, vandaag", folder / "saved" / f"over-{turn}.nbnb")
        keeping.backup(one)
        keeping.backup(one, folder / "stick")
        if not turn:
            keeping.erase(one, person)
    os._exit(7)


def _picture() -> bytes:
    """A scan that says the planted word in clear."""
    from PIL import Image, PngImagePlugin

    notes, made = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_text("Comment", SAID)
    Image.new("RGB", (200, 100), "white").save(made, "PNG", pnginfo=notes)
    assert SAID.encode() in made.getvalue()
    return made.getvalue()


if __name__ == "__main__":
    {"windows": windows, "actions": actions}[sys.argv[1]](Path(sys.argv[2]))
