"""A project with invented participants, to try the program with; marked as such wherever it shows."""

from __future__ import annotations

import json

from nbnb_desktop.actions.registering import register_lines
from nbnb_desktop.actions.tables_in import from_objects
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder


def fill(workplace: Workplace) -> int:
    """Register the invented people and their forms; returns how many submissions were made. A second time adds nothing."""
    people = json.loads((data_folder("resources") / "demo" / "people.json").read_text(encoding="utf-8"))
    made = 0
    with workplace.store.atomic():
        workplace.store.settings.put("organisation", _("Demonstration: invented people"))
    for form in people["forms"]:
        report = register_lines(workplace, form["form"], tuple(from_objects(form["rows"])))
        made += report.registered + report.new_participants
    return made
