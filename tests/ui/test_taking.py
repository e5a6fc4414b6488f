"""What must be new is taken from the camera or the microphone; where there is none a file may be chosen, and the page says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import devices
from nbnb_desktop.ui.questions import taking
from nbnb_desktop.ui.questions.base import MemoryFiles, Showing
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.theme import Theme

from .states import state


class PretendedCamera(QObject):
    """Sees a red wall as soon as it starts; nothing when it is broken."""

    seen = Signal(QImage)
    refused = Signal(str)
    is_broken = False
    running = 0

    def __init__(self, parent=None, *, front=False):
        super().__init__(parent)
        self.front = front

    def start(self):
        PretendedCamera.running += 1
        if self.is_broken:
            self.refused.emit("broken")
        else:
            self.seen.emit(wall())

    def stop(self):
        PretendedCamera.running -= 1


class PretendedRecorder(QObject):
    """A microphone that hears ``heard``, or says why it cannot."""

    recorded = Signal(bytes)
    refused = Signal(str)
    heard = b"RIFF"

    def start(self):
        if not self.heard:
            self.refused.emit("no microphone")

    def stop(self):
        self.recorded.emit(self.heard)


def wall():
    image = QImage(160, 120, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


@pytest.fixture
def ask(qtbot, monkeypatch):
    """Make the widget of an upload question on a laptop with these devices; it remembers what it says."""

    def make(kind="image", *looks, camera=True, microphone=True):
        monkeypatch.setattr(devices, "has_camera", lambda: camera)
        monkeypatch.setattr(devices, "has_microphone", lambda: microphone)
        monkeypatch.setattr(devices, "Camera", PretendedCamera)
        monkeypatch.setattr(PretendedCamera, "running", 0)
        monkeypatch.setattr(taking.SoundTaker.__init__, "__defaults__", (PretendedRecorder,))
        made = state("upload", "binary", label="Wat ziet u?", appearance=looks or ("new",), parameters={"mediatype": f"{kind}/*"})
        widget = widget_for(made, Showing(Theme(), files=MemoryFiles()))
        qtbot.addWidget(widget)
        widget.said = []
        widget.answered.connect(lambda ref, value: widget.said.append(value))
        widget.render_state(made)
        widget.show()
        return widget

    return make


def words_on(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def dropped(path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.held = data  # Qt does not keep it alive
    return event


def test_a_new_picture_is_taken_by_keyboard_and_kept(ask, qtbot):
    widget = ask()
    qtbot.keyClick(widget.choose, Qt.Key.Key_Space)
    window = widget.taker.window
    assert PretendedCamera.running == 1
    qtbot.keyClick(window.shoot, Qt.Key.Key_Space)
    assert widget.said == ["photo.jpg"]
    assert QImage.fromData(widget.showing.files.read("photo.jpg")).size() == wall().size()
    assert PretendedCamera.running == 0


def test_going_away_from_the_camera_answers_nothing_and_switches_it_off(ask, qtbot):
    widget = ask()
    widget.choose.click()
    qtbot.keyClick(widget.taker.window, Qt.Key.Key_Escape)
    assert widget.said == []
    assert PretendedCamera.running == 0


def test_a_camera_that_cannot_be_used_says_why_and_nothing_can_be_taken(ask, monkeypatch):
    monkeypatch.setattr(PretendedCamera, "is_broken", True)
    widget = ask()
    widget.choose.click()
    assert "broken" in words_on(widget.taker.window)
    assert not widget.taker.window.shoot.isEnabled()


@pytest.mark.parametrize(("look", "front"), [("new", False), ("new-front", True), ("selfie", True)])
def test_the_camera_that_is_asked_for_is_used(ask, look, front):
    widget = ask("image", look)
    widget.choose.click()
    assert widget.taker.window.findChild(PretendedCamera).front is front


def test_where_there_is_a_camera_nothing_can_be_chosen_dropped_or_pasted(ask, qtbot, tmp_path, monkeypatch):
    (tmp_path / "old.png").write_bytes(taking.jpeg(wall()))
    widget = ask()
    monkeypatch.setattr(widget, "ask_path", lambda: pytest.fail("a file was asked for"))
    QGuiApplication.clipboard().setImage(wall())
    qtbot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not widget.acceptDrops()
    widget.choose.click()
    assert widget.said == []


def test_annotating_begins_with_a_new_picture_too(ask, qtbot):
    widget = ask("image", "annotate", "new")
    qtbot.keyClick(widget.choose, Qt.Key.Key_Space)
    qtbot.keyClick(widget.taker.window.shoot, Qt.Key.Key_Space)
    widget.render_state(replace(widget.state, value=widget.said[0]))
    assert widget.canvas.image.pixelColor(260, 160).red() > 200


def test_a_new_recording_is_made_by_one_press_and_ended_by_the_next(ask, qtbot):
    widget = ask("audio")
    before = widget.choose.text()
    qtbot.keyClick(widget.choose, Qt.Key.Key_Space)
    assert widget.choose.text() != before
    qtbot.keyClick(widget.choose, Qt.Key.Key_Space)
    assert widget.choose.text() == before
    assert widget.said == ["recording.wav"]
    assert widget.showing.files.read("recording.wav") == b"RIFF"


def test_a_microphone_that_cannot_be_used_says_why_at_the_field(ask, monkeypatch):
    monkeypatch.setattr(PretendedRecorder, "heard", b"")
    widget = ask("audio")
    before = widget.choose.text()
    widget.choose.click()
    assert widget.fault == "no microphone"
    assert widget.choose.text() == before


@pytest.mark.parametrize("kind", ["image", "audio", "video"])
def test_without_a_device_a_file_can_be_chosen_and_the_reason_is_said(ask, kind, tmp_path):
    path = tmp_path / f"fresh.{kind}"
    path.write_bytes(taking.jpeg(wall()))
    widget = ask(kind, camera=False, microphone=False)
    assert _(taking.WHY_CHOSEN[kind]) in words_on(widget)
    widget.dropEvent(dropped(path))
    assert widget.said == [path.name]


def test_a_form_that_does_not_ask_for_something_new_lets_one_choose(ask):
    widget = ask("image", "w1")
    assert widget.taker is None
    assert _(taking.WHY_CHOSEN["image"]) not in words_on(widget)
    assert widget.acceptDrops()


@pytest.mark.skipif(devices._multimedia() is None, reason="QtMultimedia is not installed")
def test_what_the_camera_sees_comes_through_and_a_laptop_without_one_says_so(qtbot):
    from PySide6.QtMultimedia import QVideoFrame

    camera = devices.Camera()
    with qtbot.waitSignal(camera.seen) as seen:
        camera.sink.setVideoFrame(QVideoFrame(wall()))
    assert seen.args[0].pixelColor(5, 5).red() > 200
    if not devices.has_camera():
        with qtbot.waitSignal(camera.refused):
            camera.start()
    camera.stop()


def test_a_laptop_without_multimedia_has_no_devices(monkeypatch):
    monkeypatch.setattr(devices, "_multimedia", lambda: None)
    assert (devices.has_camera(), devices.has_microphone()) == (False, False)


class Format:
    """A format of a camera: width, height, pictures a second."""

    def __init__(self, width, height, rate):
        self.size, self.rate = (width, height), rate

    def resolution(self):
        from PySide6.QtCore import QSize

        return QSize(*self.size)

    def maxFrameRate(self):
        return self.rate


def test_a_camera_is_used_at_its_sharpest_that_is_not_too_large():
    formats = [Format(640, 480, 30), Format(1280, 720, 10), Format(1280, 720, 30), Format(4000, 3000, 5)]
    assert devices._best(formats) is formats[2]
    assert devices._best([]) is None
