"""A form that is open on the screen: opened, kept with every answer, finished or left.

The page gets a session and knows no store; this stands between the page and the actions.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import attachments, entry, participants, renewing, second_entry, sharing
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.page import Desk, Place
from nbnb_desktop.ui.words import isolated, person_name

ABOUT_EMPLOYERS = ("werkgever", "vacature")
"""Forms about an employer, which belong to no participant (``actions.employers.FORMS``, which is slow to import here)."""


Opened = tuple[entry.Entry, Any, str, dict[str, bytes], renewing.Newer | None]
"""The entry, the participant (or None), the form's title, its files by name, and the newer version of the form (or None)."""


class KeptFiles:
    """The files of one open form: in memory while it is open, encrypted in the store from the moment they are added."""

    def __init__(self, desk: Desk, known: dict[str, bytes]) -> None:
        self._desk = desk
        self._known = known

    def keep(self, name: str, content: bytes) -> str:
        answer = attachments.name_of(content, name)
        self._known[answer] = content
        # One worker does things in the order asked for: the file is kept before the draft that names it.
        workplace = self._desk.workplace
        self._desk.tasks.run(lambda: attachments.keep(workplace, content, name))
        return answer

    def read(self, name: str) -> bytes | None:
        return self._known.get(name)


class FillingIn(QObject):
    """Signals: opened(page) to show; ended(Place, words) when it is closed; refused(error) when it cannot be opened or finished."""

    opened = Signal(QWidget)
    ended = Signal(object, str)
    refused = Signal(object)

    is_handed_over = False
    keep = staticmethod(entry.save_draft)
    finish = staticmethod(entry.finish)

    def __init__(self, desk: Desk, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.place = place
        self.page: Any = None
        self._run(self.open_entry, place, then=self._on_opened, failed=self.refused.emit)

    def flush(self) -> None:
        """Hand what was typed to the store now (before a lock, at the end of the day)."""
        if self.page is not None:
            self.page.flush()

    @staticmethod
    def open_entry(workplace: Any, place: Place) -> Opened:
        """The form with all that the page needs."""
        if place.submission:
            sharing.refuse_sealed(workplace, place.submission)
        found = (
            entry.reopen(workplace, place.submission)
            if place.submission
            else entry.begin(workplace, place.form, place.participant, place.language or None)
        )
        return gathered(workplace, found, renewing.newer(workplace, found))

    def _run(self, action: Any, *arguments: Any, then: Any = None, failed: Any = None) -> None:
        workplace = self._desk.workplace
        self._desk.tasks.run(lambda: action(workplace, *arguments), then=then, failed=failed)

    def _on_opened(self, opened: Opened) -> None:
        self._entry, self._person, self._title, files, newer = opened
        self._files = KeptFiles(self._desk, files)
        self._show()
        if newer is not None:
            self.page.offer_newer([(each.question, each.answer, each.why) for each in newer.lost])
            self.page.renewal_wanted.connect(self._on_renewal_wanted)

    def _on_renewal_wanted(self) -> None:
        self._run(renewing.renew, self._snapshot(self.page.place), then=self._on_renewed, failed=self._on_not_renewed)

    def _on_not_renewed(self, refusal: NbnbError) -> None:
        self.page.setEnabled(True)
        self.refused.emit(refusal)

    def _on_renewed(self, renewed: entry.Entry) -> None:
        """The page of the newer version takes the place of the old one, which has handed out everything."""
        before, self._entry = self.page, renewed
        self._show()
        before.hide()
        before.deleteLater()

    def _show(self) -> None:
        from nbnb_desktop.ui.pages.entry import EntryPage

        person = self._person
        subject = person_name(person) if person else ""
        self.page = EntryPage(
            self._entry.session,
            self._snapshot,
            place=self._entry.place,
            language=i18n.current(),
            second=next((code for code in person.languages if code != i18n.current()), "") if person else "",
            title=self._title_shown,
            subject=subject,
            files=self._files,
        )
        self.page.changed.connect(self._on_changed)
        self.page.finished.connect(self._on_finished)
        self.page.left.connect(self._on_left)
        self.opened.emit(self.page)

    def _snapshot(self, place: str) -> entry.EntrySnapshot:
        return entry.snapshot(self._entry, place)

    def _on_changed(self, kept: entry.EntrySnapshot) -> None:
        self._run(self.keep, kept, then=self.page.saved, failed=self.page.not_saved)

    def _on_finished(self) -> None:
        self._run(self.finish, self._snapshot(""), then=self._on_kept, failed=self._on_not_kept)

    def _on_not_kept(self, refusal: NbnbError) -> None:
        self.page.not_saved(refusal)
        self.refused.emit(refusal)

    def _on_kept(self, _submission: str) -> None:
        self.ended.emit(self._back, _("{form} has been kept.").format(form=isolated(self._title)))

    def _on_left(self, _place: str) -> None:
        self.ended.emit(self._back, "")

    @property
    def _title_shown(self) -> str:
        return self._title

    @property
    def _back(self) -> Place:
        if self._entry.participant:
            return Place("participant", participant=self._entry.participant)
        return Place("employers" if self._entry.form_id in ABOUT_EMPLOYERS else "today")


class TypingOver(FillingIn):
    """A returned paper form is typed over once more; ``place.submission`` is the first entry (``actions.second_entry``)."""

    keep = staticmethod(second_entry.keep_second)
    finish = staticmethod(second_entry.finish_second)

    @staticmethod
    def open_entry(workplace: Any, place: Place) -> Opened:
        return gathered(workplace, second_entry.open_second(workplace, place.submission))

    def _on_kept(self, _submission: str) -> None:
        self.ended.emit(self._back, "")

    @property
    def _title_shown(self) -> str:
        return _("Second entry of {form}").format(form=isolated(self._title))

    @property
    def _back(self) -> Place:
        return Place("second_entry", participant=self._entry.participant, submission=self._entry.submission)


def gathered(workplace: Any, found: entry.Entry, newer: renewing.Newer | None = None) -> Opened:
    """An entry with whose it is, its title, its files, and the newer version that there may be."""
    person = participants.get(workplace, found.participant) if found.participant else None
    files = attachments.of_entry(workplace, found)
    return found, person, workplace.library.title(found.form_id), files, newer
