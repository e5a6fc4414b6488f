"""What goes wrong with sticks and files: one clear sentence, and the store as it was. All people are invented."""

from __future__ import annotations

import errno
import os
from collections import namedtuple
from pathlib import Path

import pytest

from nbnb_desktop.actions import entry, exchange, laptops, participants, saving
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import BundleError, DocumentError, NbnbError

Pair = namedtuple("Pair", "one other")


@pytest.fixture
def pair(make_workplace):
    """Two paired laptops; the first has a participant that the second lacks."""
    one, other = make_workplace("een"), make_workplace("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    participants.new(one, NewParticipant("Selam", "Tekle"))
    return Pair(one, other)


def exported(pair, path):
    exchange.export(pair.one, ("Laptop twee",), path)
    return path


def is_refused(pair, path, reason):
    """The file is refused with this reason, in words, and the receiver holds what it held."""
    before = pair.other.store.revisions.count(), pair.other.store.exchange.received()
    with pytest.raises(BundleError) as refusal:
        exchange.import_file(pair.other, path)
    now = pair.other.store.revisions.count(), pair.other.store.exchange.received()
    return refusal.value.reason == reason and bool(refusal.value.title and refusal.value.advice) and before == now


def failing(monkeypatch, error, after=0):
    """Let the making durable of a file fail with an error of the disk, after so many that went well."""
    calls = []

    def fsync(handle):
        calls.append(handle)
        if len(calls) > after:
            raise OSError(error, os.strerror(error))

    monkeypatch.setattr(saving.os, "fsync", fsync)


@pytest.mark.parametrize("error", [errno.EIO, errno.ENODEV, errno.ENOSPC, errno.EROFS], ids=["pulled out", "gone", "full", "read-only"])
def test_a_stick_that_fails_during_the_export_leaves_nothing_and_the_next_file_brings_it_all(pair, tmp_path, monkeypatch, error):
    with monkeypatch.context() as trouble:
        failing(trouble, error)
        with pytest.raises(DocumentError) as refusal:
            exported(pair, tmp_path / "x.nbnb")
    assert refusal.value.advice
    assert not [path for path in tmp_path.iterdir() if path.is_file()]
    assert exchange.import_file(pair.other, exported(pair, tmp_path / "x.nbnb")).new_participants == 1


def test_a_stick_that_is_full_at_the_second_part_keeps_no_part(pair, tmp_path, monkeypatch):
    scan = pair.one.store.attachments.put(os.urandom(1_000_000), "image/png", "scan.png")
    person = participants.new(pair.one, NewParticipant("Yusuf", "al-Hamwi"))
    entry.register(pair.one, "certificaat", person, {"certificate_kind": "VCA", "scan": f"{scan}.png"})
    with monkeypatch.context() as trouble:
        failing(trouble, errno.ENOSPC, after=1)
        with pytest.raises(DocumentError):
            exchange.export(pair.one, ("Laptop twee",), tmp_path / "x.nbnb", part_size=300_000)
    assert not list(tmp_path.glob("*.nbnb*"))


class Pulled:
    """A file on a stick that is pulled out after its first bytes were read."""

    def __init__(self, stream):
        self._stream = stream

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._stream.close()

    def readline(self, size=-1):
        return self._stream.readline(size)

    def read(self, size=-1):
        raise OSError(errno.EIO, "pulled out")


def test_a_stick_that_is_pulled_out_during_the_import_changes_nothing(pair, tmp_path, monkeypatch):
    path = exported(pair, tmp_path / "x.nbnb")
    real = Path.open
    with monkeypatch.context() as trouble:
        trouble.setattr(
            Path, "open", lambda self, *how, **more: Pulled(real(self, *how, **more)) if self == path else real(self, *how, **more)
        )
        assert is_refused(pair, path, "unreadable")
    assert exchange.import_file(pair.other, path).new_participants == 1


@pytest.mark.parametrize("name", ["naam met spaties", "ሰላም ملف", "50% & 'quotes' #1", "-rf", "e\u0301\u00e9", "a" * 200])
def test_any_characters_in_a_path(pair, tmp_path, name):
    folder = tmp_path / name[:100]
    folder.mkdir()
    assert exchange.import_file(pair.other, exported(pair, folder / f"{name}.nbnb")).new_participants == 1


@pytest.mark.parametrize("path", ["x\0y.nbnb", "nergens/x.nbnb", "."], ids=["zero character", "no such folder", "a folder"])
def test_a_path_that_cannot_be_read(pair, path):
    assert is_refused(pair, path, "unreadable")


@pytest.mark.parametrize("name", ["x\0y.nbnb", "nergens/x.nbnb", "z" * 300 + ".nbnb"], ids=["zero character", "no such folder", "too long"])
def test_a_path_that_cannot_be_written(pair, tmp_path, name):
    with pytest.raises(NbnbError) as refusal:
        exported(pair, tmp_path / name)
    assert refusal.value.advice


def test_a_renamed_file_is_taken_in_all_the_same(pair, tmp_path):
    path = exported(pair, tmp_path / "x.nbnb").rename(tmp_path / "foto.jpg")
    assert exchange.import_file(pair.other, path).new_participants == 1


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.99])
def test_a_half_copied_file(pair, tmp_path, share):
    path = exported(pair, tmp_path / "x.nbnb")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert is_refused(pair, path, "truncated" if share else "not-a-bundle")
    path.write_bytes(content)
    assert exchange.import_file(pair.other, path).new_participants == 1


def test_two_files_of_one_number(pair, tmp_path):
    exchange.import_file(pair.other, exported(pair, tmp_path / "1.nbnb"))
    with pair.one.store.atomic():
        pair.one.store._database.run("delete from bundle_made")  # as a copied data folder would
    participants.new(pair.one, NewParticipant("Yusuf", "al-Hamwi"))
    assert is_refused(pair, exported(pair, tmp_path / "2.nbnb"), "number-reused")


def test_a_file_of_a_newer_program(pair, tmp_path):
    path = exported(pair, tmp_path / "x.nbnb")
    path.write_bytes(path.read_bytes().replace(b"nbnb-bundle/1\n", b"nbnb-bundle/2\n", 1))
    assert is_refused(pair, path, "newer-version")


def test_answers_from_the_future_are_taken_in_and_told(pair, tmp_path, monkeypatch):
    store = pair.one.store
    monkeypatch.setattr(store.revisions._log, "_clock", lambda: 4_000_000_000.0)
    participants.new(pair.one, NewParticipant("Yusuf", "al-Hamwi"))
    report = exchange.import_file(pair.other, exported(pair, tmp_path / "x.nbnb"))
    assert report.new_participants == 2
    assert report.remarks
