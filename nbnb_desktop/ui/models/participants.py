"""The list of participants as Qt wants it: as long as the register, but read a window at a time."""

from __future__ import annotations

from typing import Any

from nbnb_desktop.i18n import N_
from nbnb_desktop.ui.models.windowed import WINDOW as WINDOW
from nbnb_desktop.ui.models.windowed import Columns, Fetch, WindowedModel
from nbnb_desktop.ui.words import birth_in_short, isolated, language_names, moment, person_name

COLUMNS: Columns = (
    (N_("Name"), person_name),
    (N_("Name in own script"), lambda row: isolated(row.own_name)),
    (N_("Born"), lambda row: birth_in_short(row.birth, row.birth_precision)),
    (N_("Languages"), lambda row: language_names(row.languages)),
    (N_("Last changed"), lambda row: moment(row.changed_at)),
)


class ParticipantModel(WindowedModel):
    """All participants that match the words that are searched for."""

    def __init__(self, fetch: Fetch, parent: Any = None) -> None:
        super().__init__(COLUMNS, fetch, parent)

    def participant(self, row: int) -> Any | None:
        """The participant in ``row``, or None while it is still being read."""
        return self.at(row)
