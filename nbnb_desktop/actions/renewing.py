"""A draft that was begun in an older version of its form goes on in the newest one, when the worker wants that.

What is finished is read and changed in the version that it was made with; only a draft moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions.entry import Entry, EntrySnapshot, save_draft, snapshot, speak
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.xforms import library as shipped
from nbnb_desktop.xforms.definition import FormDefinition, language_code
from nbnb_desktop.xforms.migrate import Dropped, Moved, move
from nbnb_desktop.xforms.session import FormSession

_POSITIONS = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer that does not fit the newer version: the question, the answer, and why not."""

    question: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class Newer:
    """What a draft would become in the newest version of its form."""

    version: str
    kept: int
    lost: tuple[Lost, ...]


def newer(workplace: Workplace, entry: Entry) -> Newer | None:
    """What a newer version would make of an open draft; None where there is none, and for what was finished before."""
    if entry.parents or not entry.resumed:
        return None
    latest = workplace.library.definition(entry.form_id)
    if latest.version == entry.form_version:
        return None
    old = entry.session.definition
    moved = _moved(workplace, entry.form_id, entry.session.draft_xml(), old, latest)
    return Newer(latest.version, len(moved.kept), tuple(_in_words(old, dropped) for dropped in moved.dropped))


def renew(workplace: Workplace, kept: EntrySnapshot) -> Entry:
    """The draft in the newest version of its form, kept as such; what does not fit is left behind (``newer`` names it)."""
    old = workplace.library.definition(kept.form_id, kept.form_version)
    latest = workplace.library.definition(kept.form_id)
    moved = _moved(workplace, kept.form_id, kept.draft_xml, old, latest)
    session = FormSession(latest, workplace.provider(), instance=moved.xml, draft=True)
    speak(session, kept.language)
    place = kept.place if _POSITIONS.sub("", kept.place) in latest.elements else ""
    entry = Entry(session, kept.submission, kept.participant, kept.form_id, latest.version, kept.parents, place, resumed=True)
    save_draft(workplace, snapshot(entry, place))
    return entry


def _moved(workplace: Workplace, form_id: str, xml: str, old: FormDefinition, latest: FormDefinition) -> Moved:
    """A form from elsewhere says by itself what was renamed, so that a bundle brings it along (docs/forms.md)."""
    told = workplace.library.meta(form_id).renames or shipped.renames(latest.main_instance.get("renames", ""))
    return move(xml, old, latest, {old.root.ref + before: latest.root.ref + now for before, now in told})


def _in_words(form: FormDefinition, dropped: Dropped) -> Lost:
    ref = _POSITIONS.sub("", dropped.ref)
    language = next((name for name in form.languages if language_code(name) == i18n.current()), form.default_language)
    element = form.elements[ref]
    values = dropped.text.split() if element.kind in ("select_multiple", "rank") else [dropped.text]
    answer = ", ".join(form.choice_label(ref, value, language) for value in values)
    return Lost(form.label(ref, language) or element.name, answer, dropped.message)
