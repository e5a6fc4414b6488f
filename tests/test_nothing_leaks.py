"""After a working day that ends in a crash, no planted name stands in clear in any file that the program wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.leaks import found_in_clear
from tests.working_day import PLANTED

ROOT = Path(__file__).parents[1]
PLACES = {"HOME": "home", "TMPDIR": "tmp", "XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data",
          "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run"}  # fmt: skip
"""Where programs write that are told nothing else; all of it lies in one box."""


def lived_through(box: Path, how: str) -> Path:
    """The box after a day: everything the program wrote is in it."""
    places = {variable: box / name for variable, name in PLACES.items()}
    for folder in (*places.values(), box / "saved", box / "stores", box / "work"):
        folder.mkdir(mode=0o700)
    surroundings = {
        **os.environ,
        **{name: str(path) for name, path in places.items()},
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-B", "-m", "tests.working_day", how, str(box)]
    ended = subprocess.run(command, cwd=box / "work", env=surroundings, capture_output=True, timeout=300)
    assert ended.returncode == 7, ended.stderr.decode()[-3000:]
    (box / "said.txt").write_bytes(ended.stdout + ended.stderr)
    return box


@pytest.mark.parametrize("how", ["actions", "windows"])
def test_no_planted_name_stands_in_any_file_of_the_program(tmp_path, how):
    box = lived_through(tmp_path, how)
    names = [path.name for path in box.rglob("*") if path.is_file()]
    assert "nbnb.db-wal" in names  # it died at work, so this is what a thief would find
    assert names.count("nbnb.db") > 1  # a backup too
    leaked = [(name, word) for name, word in found_in_clear(box, PLANTED) if not list((box / "saved").rglob(name))]
    assert leaked == []


def test_the_search_finds_a_name_wherever_it_stands(tmp_path):
    for number, encoding in enumerate(("utf-8", "utf-16-le")):
        (tmp_path / f"{number}.log").write_bytes(f"geopend: {PLANTED[2]} {PLANTED[0].upper()}".encode(encoding))
    assert {word for __, word in found_in_clear(tmp_path, PLANTED)} == {PLANTED[0], PLANTED[2]}
