"""A project with invented participants, to try the program with; marked as such wherever it shows."""

from __future__ import annotations

import json
import uuid
from typing import Any

from nbnb_desktop.actions.entry import register
from nbnb_desktop.actions.registering import NAMESPACE, register_lines
from nbnb_desktop.actions.tables_in import from_objects
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder


def fill(workplace: Workplace) -> int:
    """Register the invented people and their forms; returns how many submissions were made. A second time adds nothing."""
    people = _read("people.json")
    made = 0
    with workplace.store.atomic():
        workplace.store.settings.put("organisation", _("Demonstration: invented people"))
    for form in people["forms"]:
        report = register_lines(workplace, form["form"], tuple(from_objects(form["rows"])))
        made += report.registered + report.new_participants
    return made + _employers(workplace)


def _employers(workplace: Workplace) -> int:
    """Employers and their places, which belong to no participant; their ids say which were registered before."""
    made = 0
    with workplace.store.atomic():
        for form in _read("employers.json")["forms"]:
            for row in form["rows"]:
                submission = str(uuid.uuid5(NAMESPACE, row["id"]))
                if workplace.store.submissions.get(submission) is None:
                    register(workplace, form["form"], "", {name: text for name, text in row.items() if name != "id"}, submission)
                    made += 1
    return made


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data_folder("resources") / "demo" / name).read_text(encoding="utf-8"))
    return found
