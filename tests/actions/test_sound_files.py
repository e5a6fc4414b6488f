"""One laptop reads in for all: recordings go through a folder."""

from __future__ import annotations

import pytest

from nbnb_desktop.actions import sound, sound_files, speech
from nbnb_desktop.actions.sound_files import Taken
from nbnb_desktop.cli import main
from nbnb_desktop.errors import RecordError

from .conftest import PASSPHRASE

BEEP = speech.wav(b"\0\x10" * 800, 16_000)


def test_a_recording_made_on_one_laptop_is_heard_on_another(make_workplace, tmp_path):
    one, two = make_workplace("een"), make_workplace("twee")
    sound.add(one, "ti", "እወ", BEEP)
    sound.add(one, "tr", "Evet", b"ogg", "evet.ogg")
    assert sound_files.to_folder(one, tmp_path / "stick") == 2
    assert sound_files.from_folder(two, tmp_path / "stick") == Taken(2, ())
    assert sound.find(two, "ti", "እወ").content == BEEP
    assert sound.find(two, "tr", "Evet").media_type == "audio/ogg"


def test_files_that_are_no_recordings_of_ours_are_named_and_left_out(workplace, tmp_path):
    folder = tmp_path / "stick"
    good = f"{sound.key_of('nl', 'Ja')}.wav"
    files = {f"nl/{good}": BEEP, "nl/holiday.wav": BEEP, f"xx/{good}": BEEP, f"tr/{good[:-4]}.exe": b"MZ", f"fa/{good}": b""}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    taken = sound_files.from_folder(workplace, folder)
    assert taken.count == 1
    assert taken.left == (f"fa/{good}", "nl/holiday.wav", f"tr/{good[:-4]}.exe", f"xx/{good}")


def test_a_folder_that_is_not_there_is_refused(workplace, tmp_path):
    with pytest.raises(RecordError):
        sound_files.from_folder(workplace, tmp_path / "nowhere")


def test_the_command_line_says_how_far_each_language_is(make_workplace, tmp_path, capsys):
    workplace = make_workplace("een")
    sound.add(workplace, "nl", "Weet ik niet", BEEP)
    workplace.store.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    assert main(["sound", "status", "--store", str(tmp_path / "een"), "--passphrase-file", str(secret)]) == 0
    told = dict(line.rsplit("\t", 1) for line in capsys.readouterr().out.splitlines())
    assert told["nulmeting\tnl"].startswith("1/")
    assert told["nulmeting\tti"].startswith("0/")
