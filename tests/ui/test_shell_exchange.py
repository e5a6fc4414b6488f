"""Two invented workers exchange through the pages: cards, a code, files, and a difference that a person decides."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QLabel, QPushButton

from nbnb_desktop.actions import entry, ledger, participants, setup
from nbnb_desktop.actions import laptops as actions_laptops
from nbnb_desktop.ui.page import Desk, Place
from nbnb_desktop.ui.pages.conflicts import ConflictsPage
from nbnb_desktop.ui.pages.exchange import DropPlace, ExchangePage
from nbnb_desktop.ui.pages.pairing import PairingPage
from nbnb_desktop.ui.tasks import Tasks
from tests.ui.shell import PASSPHRASE, choices, dressed  # noqa: F401

WAIT = 20_000


class Laptop:
    """One laptop with its own store and its own worker thread."""

    def __init__(self, qtbot, folder, account, settings):
        self.tasks = Tasks()
        self._qtbot = qtbot
        answers = setup.FirstStart("nl", "Stichting Voorbeeld", setup.Project(0, "Proef", ""), account, PASSPHRASE, f"Laptop van {account}")
        self.workplace, __ = self.do(lambda _none: setup.first_start(folder, answers), None)
        self.desk = Desk(self.workplace, self.tasks, folder, settings)

    def do(self, action, *arguments, **named):
        """Do an action on this laptop's thread and wait for the answer."""
        answers: list = []
        first = (self.workplace, *arguments) if arguments != (None,) else arguments
        self.tasks.run(partial(action, *first, **named), then=answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
        return answers[0]

    def page(self, kind, place=None):
        made = kind(self.desk)
        self._qtbot.addWidget(made)
        made.show()
        made.arrive(place or Place(made.name))
        self.idle()
        return made

    def idle(self):
        self._qtbot.waitUntil(lambda: not self.tasks.is_busy, timeout=WAIT)


@pytest.fixture
def laptops(qtbot, dressed, choices, tmp_path):  # noqa: F811
    """Anna's and Youssef's laptops, each trusting the other."""
    both = [Laptop(qtbot, tmp_path / name, name, choices) for name in ("Anna", "Youssef")]
    cards = [each.do(actions_laptops.my_card) for each in both]
    for each, card in zip(both, reversed(cards), strict=True):
        each.do(actions_laptops.pair, card)
    yield both
    for each in both:
        workplace = each.workplace
        each.tasks.run(partial(setup.lock, workplace))
        each.tasks.close()


def send(tmp_path, sender, receiver, name):
    """A file from one laptop taken in by the other; both pages, as they stand after it."""
    path = tmp_path / name
    out, came = sender.page(ExchangePage), receiver.page(ExchangePage)
    out.export(path)
    sender.idle()
    came.take_in(str(path))
    receiver.idle()
    receiver.idle()
    return out, came


def words_on(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_two_laptops_trust_each_other_after_the_same_code(qtbot, dressed, choices, tmp_path):  # noqa: F811
    anna, youssef = (Laptop(qtbot, tmp_path / name, name, choices) for name in ("Anna", "Youssef"))
    pages = [each.page(PairingPage) for each in (anna, youssef)]
    files = [tmp_path / "anna.nbnb-device", tmp_path / "youssef.nbnb-device"]
    for each, page, file in zip((anna, youssef), pages, files, strict=True):
        page.save_card(file)
        each.idle()
    for each, page, file in zip((anna, youssef), pages, reversed(files), strict=True):
        page.open_card(str(file))
        each.idle()
        each.idle()
    assert pages[0].code == pages[1].code
    pages[0].confirm()
    anna.idle()
    assert [line.name for line in anna.do(actions_laptops.devices)] == ["Laptop van Youssef"]
    for each in (anna, youssef):
        workplace = each.workplace
        each.tasks.run(partial(setup.lock, workplace))
        each.tasks.close()


def test_a_card_that_is_none_is_refused_in_words(qtbot, laptops, tmp_path):
    page = laptops[0].page(PairingPage)
    wrong = tmp_path / "wrong.nbnb-device"
    wrong.write_text("this is no card", encoding="ascii")
    page.open_card(str(wrong))
    laptops[0].idle()
    assert page._refused.text()
    assert page._compare.isHidden()


def test_codes_that_differ_end_the_pairing(qtbot, laptops, tmp_path):
    page = laptops[0].page(PairingPage)
    page.open_card(laptops[1].do(actions_laptops.my_card).text)
    laptops[0].idle()
    laptops[0].idle()
    assert not page._compare.isHidden()
    page._on_differ()
    assert page.card is None
    assert page._compare.isHidden()
    assert not page._refused.isHidden()


def test_a_participant_travels_in_a_file_and_the_ledger_says_so(laptops, tmp_path):
    anna, youssef = laptops
    anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay", "ሰላም ተስፋይ", "1994", "year", ("ti",)))
    out, came = send(tmp_path, anna, youssef, "one.nbnb")
    assert "1 deelnemer" in out.said or "1 participant" in out.said
    assert youssef.do(participants.search, "Selam").total == 1
    assert "Laptop van Anna" in came.said
    assert youssef.do(ledger.rows)


def test_the_same_file_twice_changes_nothing_and_says_so(laptops, tmp_path):
    anna, youssef = laptops
    anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    __, came = send(tmp_path, anna, youssef, "one.nbnb")
    came.take_in(str(tmp_path / "one.nbnb"))
    youssef.idle()
    assert youssef.do(participants.search).total == 1
    assert came.said


def test_a_damaged_file_is_refused_in_words_and_nothing_came_in(laptops, tmp_path):
    anna, youssef = laptops
    anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    anna.page(ExchangePage).export(tmp_path / "one.nbnb")
    anna.idle()
    content = bytearray((tmp_path / "one.nbnb").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "one.nbnb").write_bytes(content)
    came = youssef.page(ExchangePage)
    came.take_in(str(tmp_path / "one.nbnb"))
    youssef.idle()
    assert came._received.property("role") == "error"
    assert youssef.do(participants.search).total == 0


@pytest.fixture
def differing(laptops, tmp_path):
    """Both changed the family name of the same participant; Anna has taken in Youssef's file."""
    anna, youssef = laptops
    person = anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    send(tmp_path, anna, youssef, "one.nbnb")
    anna.do(answered, person, "family_name", "Tesfaye")
    youssef.do(answered, person, "family_name", "Tesfai")
    __, came = send(tmp_path, youssef, anna, "two.nbnb")
    assert not came.decide_button.isHidden()
    return anna, person


def test_a_difference_shows_both_answers_with_who_and_where(qtbot, differing):
    anna, __ = differing
    desk = anna.page(ConflictsPage)
    qtbot.waitUntil(lambda: all(word in words_on(desk) for word in ("Tesfaye", "Tesfai", "Anna", "Youssef", "Selam")), timeout=WAIT)


def test_nothing_is_decided_before_a_choice_was_made(differing):
    anna, __ = differing
    desk = anna.page(ConflictsPage)
    submission = next(iter(desk.questions))
    desk.decide(submission)
    assert not desk._missing[submission].isHidden()
    assert len(anna.page(ConflictsPage).questions) == 1


def test_the_answer_of_the_other_can_be_kept(differing):
    anna, person = differing
    desk = anna.page(ConflictsPage)
    _submission, (question,) = next(iter(desk.questions.items()))
    question.theirs.click()
    next(button for button in desk.findChildren(QPushButton) if button.property("role") == "primary").click()
    anna.idle()
    anna.idle()
    assert anna.do(participants.get, person).family_name == "Tesfai"
    assert not desk.questions


def test_a_new_answer_can_be_typed_instead(differing):
    anna, person = differing
    desk = anna.page(ConflictsPage)
    submission, (question,) = next(iter(desk.questions.items()))
    question.other.setText("Tesfay Haile")
    question.other.textEdited.emit("Tesfay Haile")
    desk.decide(submission)
    anna.idle()
    assert anna.do(participants.get, person).family_name == "Tesfay Haile"


def answered(workplace, participant, name, value):
    opened = entry.begin(workplace, "deelnemer", participant)
    ref = next(column.ref for column in opened.session.definition.columns() if column.name == name)
    opened.session.answer(ref, value)
    entry.finish(workplace, entry.snapshot(opened))


def test_another_choice_is_taken_from_the_choices_of_the_question(laptops, tmp_path):
    anna, youssef = laptops
    person = anna.do(participants.new, participants.NewParticipant("Selam", "Tesfay"))
    send(tmp_path, anna, youssef, "one.nbnb")
    anna.do(answered, person, "gender", "1")
    youssef.do(answered, person, "gender", "2")
    send(tmp_path, youssef, anna, "two.nbnb")
    desk = anna.page(ConflictsPage)
    submission, (question,) = next(iter(desk.questions.items()))
    question.other.setCurrentIndex(question.other.findData("3"))
    question.other.activated.emit(question.other.currentIndex())
    assert question.decision == "3"
    desk.decide(submission)
    anna.idle()
    anna.idle()
    assert not desk.questions


def test_only_one_exchange_file_can_be_dropped(qtbot):
    place = DropPlace("Drop")
    qtbot.addWidget(place)

    class Event:
        def __init__(self, *names):
            self._mime = QMimeData()
            self._mime.setUrls([QUrl.fromLocalFile(f"/tmp/{name}") for name in names])

        def mimeData(self):
            return self._mime

    assert place._path(Event("a.nbnb")).endswith("a.nbnb")
    assert place._path(Event("a.pdf")) == ""
    assert place._path(Event("a.nbnb", "b.nbnb")) == ""


# -- what goes along


def two_people(laptop):
    """A laptop with two invented people; their ids."""
    return [laptop.do(participants.new, participants.NewParticipant(name, "Verzonnen")) for name in ("Rahma", "Bilal")]


def known(laptop):
    return {one.name for one in laptop.do(participants.search, "").rows}


def test_one_participant_goes_to_another_project_with_what_was_agreed(laptops, tmp_path):
    anna, youssef = laptops
    rahma, __ = two_people(anna)
    out = anna.page(ExchangePage, Place("exchange", participant=rahma))
    anna.idle()
    assert out.parcel.is_of_one
    assert "Rahma" in out.parcel.what.currentText()
    assert not out.chosen, "to whom a life goes is chosen and never proposed"
    next(iter(out.recipients.values())).setChecked(True)
    out.parcel.consent.setText("Akkoord in gesprek op 3 maart (verzonnen)")
    out.export(tmp_path / "rahma.nbnb")
    anna.idle()
    assert not out.parcel.is_of_one, "the next file is not of one by accident"
    came = youssef.page(ExchangePage)
    came.take_in(str(tmp_path / "rahma.nbnb"))
    youssef.idle()
    youssef.idle()
    assert known(youssef) == {"Rahma Verzonnen"}


def test_nobody_goes_to_another_project_without_what_was_agreed(laptops, tmp_path):
    anna, __ = laptops
    rahma, __ = two_people(anna)
    out = anna.page(ExchangePage, Place("exchange", participant=rahma))
    anna.idle()
    next(iter(out.recipients.values())).setChecked(True)
    out.export(tmp_path / "rahma.nbnb")
    anna.idle()
    assert "toestemming" in out.said.lower()
    assert not list(tmp_path.glob("*.nbnb"))


def test_forms_alone_bring_nobody(laptops, tmp_path):
    anna, youssef = laptops
    two_people(anna)
    out = anna.page(ExchangePage)
    out.parcel.what.setCurrentIndex(out.parcel.what.findData("forms"))
    assert not out.parcel.road_field.isVisible()
    out.export(tmp_path / "formulieren.nbnb")
    anna.idle()
    came = youssef.page(ExchangePage)
    came.take_in(str(tmp_path / "formulieren.nbnb"))
    youssef.idle()
    youssef.idle()
    assert "1" in came.said
    assert known(youssef) == set()


def test_a_file_for_e_mail_asks_for_small_parts(laptops, tmp_path, monkeypatch):
    anna, __ = laptops
    asked = []
    monkeypatch.setattr("nbnb_desktop.actions.exchange.export", lambda *_args, **named: asked.append(named["part_size"]))
    out = anna.page(ExchangePage)
    out.parcel.road.setCurrentIndex(1)
    out.parcel.work(anna.workplace, out.chosen, tmp_path / "x.nbnb")(lambda *_steps: None)
    assert asked == [10 << 20]
