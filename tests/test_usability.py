"""A new worker's twelve tasks can be done by mouse alone and by keyboard alone, and do not take more than docs/usability.md says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assistive.session import screen
from tests.usability import TASKS, WAYS, Mouse, Taken, play, read_table

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "usability.md").read_text(encoding="utf-8")
NEW_BUTTONS = 10
"""Keys that a task may take more than the table says: a button that is added to a page is one Tab more for who passes it."""


def test_the_page_has_every_task():
    assert [told for told, *__ in read_table(PAGE)] == [task.told for task in TASKS]


def played(kind, folder):
    """What each task took, on a real screen where there is Xvfb, else on one in memory."""
    if shutil.which("Xvfb") is None:
        return play(folder, kind)
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.usability", "--screen", "--way", kind.name]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [Taken(*pair) for pair in json.loads(done.stdout)]


@pytest.mark.parametrize("kind", WAYS, ids=lambda kind: kind.__name__)
def test_each_task_succeeds_with_no_more_than_the_table_says(kind, qapp, tmp_path):
    taken = played(kind, tmp_path)
    for (told, clicks, keys, screens), took in zip(read_table(PAGE), taken, strict=True):
        assert took.actions <= (clicks if kind is Mouse else keys + NEW_BUTTONS), told
        assert took.screens <= screens, told
