"""A paper on the screen as it will be on paper: which one, for whom, in which languages, then save or print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QPointF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from nbnb_desktop.actions import participants, printing
from nbnb_desktop.actions.printing import Wish
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, button, column, picture, px, row, scrolled, text, way_back
from nbnb_desktop.ui.page import Desk, Page, Place, Reply
from nbnb_desktop.ui.pages.printing_choices import Choices
from nbnb_desktop.ui.paper import open_folder, print_pdf
from nbnb_desktop.ui.theme import role, state
from nbnb_desktop.ui.words import isolated, person_name

ZOOM_STEP, LARGE_TEXT = 1.25, 1.5


class PrintingPage(Page):
    """The PDF lives in memory only; nothing personal is written to a temporary file.

    A Place says in ``form`` which paper is wanted first, and in ``submission`` which filled-in form.
    """

    name = "printing"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._participant = ""
        self._wanted = Place(self.name)
        self.pdf = b""
        self._folder = Path()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setDocument(self.document)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.view.setAccessibleName(_("Preview of the paper"))
        self.choices = Choices()
        self.choices.chosen.connect(self.make)
        self._asked = self.choices.wish
        self._lay_out()

    @property
    def profiles(self) -> dict[str, QRadioButton]:
        """The choices for whom a portfolio is, by name."""
        return self.choices.profiles

    @property
    def languages(self) -> dict[str, QCheckBox]:
        """The boxes of the languages, by code."""
        return self.choices.languages

    def arrive(self, place: Place) -> None:
        self._wanted = place
        if place.participant != self._participant:
            self.pdf = b""  # somebody else's papers are not shown or saved by mistake
            self.document.close()
            self._busy("")
        self.run(_opened, place.participant, then=self._on_participant)

    def make(self) -> None:
        """Make anew what is chosen now."""
        self._asked = self.choices.wish
        self._busy(_("The paper is being made…"))
        answer, refused = Reply(self._on_made, self._asked), Reply(self._on_refused, self._asked)
        self.run(printing.preview, self._participant, self._asked, then=answer, failed=refused)

    def save(self, path: Path) -> None:
        self.desk.tasks.run(partial(printing.save, self.pdf, path), then=Reply(self._on_saved, path))

    def _lay_out(self) -> None:
        self.body.addLayout(way_back(_("Back to the file"), self._on_back))
        self._title = text(_("Papers"), "title")
        self.save_button = button(_("Save as…"), self._on_save, icon="save")
        self.print_button = button(_("Print…"), self._on_print, kind="primary", icon="print")
        head = row(self._title, self.save_button, self.print_button, spacing=theme.MEDIUM)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        columns = row(spacing=theme.XLARGE)
        columns.addWidget(self._choices(), 1)
        columns.addLayout(self._preview(), 3)
        self.body.addLayout(columns, 1)

    def _choices(self) -> QScrollArea:
        inside = role(QWidget(), "page")
        inside.setLayout(column(self.choices, None))
        area = scrolled(inside)
        area.setMinimumWidth(px(232))
        area.setMaximumWidth(px(320))
        return area

    def _preview(self) -> QVBoxLayout:
        back = _icon_button("up", _("Previous page"), partial(self._turn, -1))
        onward = _icon_button("down", _("Next page"), partial(self._turn, 1))
        zoom_in = _icon_button("add", _("Larger"), partial(self._zoom, ZOOM_STEP))
        zoom_out = _icon_button("remove", _("Smaller"), partial(self._zoom, 1 / ZOOM_STEP))
        whole = button(_("Whole page"), partial(self.view.setZoomMode, QPdfView.ZoomMode.FitInView), kind="small")
        wide = button(_("Full width"), partial(self.view.setZoomMode, QPdfView.ZoomMode.FitToWidth), kind="small")
        self.folder_button = button(_("Open the folder"), self._on_folder, kind="small")
        self.folder_button.hide()
        self._said = text("", "muted")
        layout = QVBoxLayout()
        layout.setSpacing(px(theme.SMALL))
        zoom = row(zoom_out, zoom_in, spacing=theme.SMALL)
        turning = row(self._said, self.folder_button, back, onward, spacing=theme.SMALL)
        turning.setStretch(0, 1)
        if px(theme.LARGE) > LARGE_TEXT * theme.LARGE:  # under each other where the words are large
            turning.addLayout(zoom)
            layout.addLayout(column(turning, row(None, whole, wide, spacing=theme.SMALL)))
        else:
            line = row(turning, zoom, whole, wide, spacing=theme.SMALL)
            line.setStretch(0, 1)
            layout.addLayout(line)
        self._remark = text("", "strong")
        self._remark_bar = Card(kind="notice", margin=12)
        state(self._remark_bar, "tone", "warning")
        remark = row(picture("warning", "warning"), self._remark, spacing=theme.MEDIUM)
        remark.setStretch(1, 1)
        layout.addWidget(self._remark_bar.add(remark))
        self._remark_bar.hide()
        layout.addWidget(self.view, 1)
        self._fault = Empty("warning", _("This paper cannot be made"), "")
        self._fault_words = self._fault.findChildren(type(self._said))[-1]
        self._fault.hide()
        layout.addWidget(self._fault, 1)
        return layout

    def _on_participant(self, opened: tuple[Any, tuple[Any, ...]]) -> None:
        person, forms = opened
        if person.id != self._wanted.participant:
            return
        self._title.setText(_("Papers of {name}").format(name=person_name(person)))
        if person.id != self._participant:
            self._participant = person.id
            self.choices.speak(person.languages)
        self.choices.offer(forms)
        if self._wanted.form or self._wanted.submission:
            self.choices.choose(self._wanted.form or "form", self._wanted.submission)
        self.make()

    def _on_made(self, wish: Wish, made: printing.Preview) -> None:
        if wish != self._asked:
            return
        self.pdf = made.pdf
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(made.pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._remark.setText(made.remark)
        self._remark_bar.setVisible(bool(made.remark))
        self._ready()
        self._show_page(self.view.pageNavigator().currentPage())

    def _on_refused(self, wish: Wish, refusal: NbnbError) -> None:
        if wish != self._asked:
            return
        self.pdf = b""
        self._fault_words.setText(str(refusal))
        self._said.setText("")
        self._remark_bar.hide()
        self.view.hide()
        self._fault.show()

    def _show_page(self, page: int) -> None:
        count = self.document.pageCount()
        self._said.setText(_("Page {page} of {pages}").format(page=min(page + 1, count), pages=count) if count else "")

    def _turn(self, step: int) -> None:
        pages = self.view.pageNavigator()
        pages.jump(max(0, min(self.document.pageCount() - 1, pages.currentPage() + step)), QPointF())

    def _busy(self, words: str) -> None:
        self._said.setText(words)
        self.folder_button.hide()
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def _ready(self) -> None:
        self._fault.hide()
        self.view.show()
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)

    def _zoom(self, factor: float) -> None:
        now = self._zoomed()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(4.0, max(0.25, now * factor)))

    def _zoomed(self) -> float:
        """How large the page is shown now: 1 is its size on paper."""
        mode = self.view.zoomMode()
        if mode == QPdfView.ZoomMode.Custom or not self.document.pageCount():
            return self.view.zoomFactor()
        page, room, dots = self.document.pagePointSize(0), self.view.viewport().size(), self.view.logicalDpiX() / 72
        across = room.width() / max(1.0, page.width() * dots)
        return across if mode == QPdfView.ZoomMode.FitToWidth else min(across, room.height() / max(1.0, page.height() * dots))

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._participant))

    def _on_save(self) -> None:
        self.run(printing.file_name, self._participant, _(printing.TITLES[self._asked.paper]), then=self._on_name)

    def _on_name(self, name: str) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Save the paper"), name, "PDF (*.pdf)")
        if path:
            self.save(Path(path))

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self._folder = path.parent
        self.folder_button.show()
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_folder(self) -> None:
        if words := open_folder(self._folder):
            self.told.emit(words)

    def _on_print(self) -> None:
        if words := print_pdf(self.pdf, self):
            self.told.emit(words)


def _opened(workplace: Any, participant: str) -> tuple[Any, tuple[Any, ...]]:
    return participants.get(workplace, participant), printing.printable(workplace, participant)


def _icon_button(icon: str, words: str, clicked: Callable[[], object]) -> QPushButton:
    made = button("", clicked, kind="small", icon=icon)
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
