"""A new worker's twelve tasks can be done by mouse alone and by keyboard alone, and do not take more than docs/usability.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usability import TASKS, Keys, Mouse, play, read_table

PAGE = (Path(__file__).parents[1] / "docs" / "usability.md").read_text(encoding="utf-8")
NEW_BUTTONS = 10
"""Keys that a task may take more than the table says: a button that is added to a page is one Tab more for who passes it."""


def test_the_page_has_every_task():
    assert [told for told, *__ in read_table(PAGE)] == [task.told for task in TASKS]


@pytest.mark.parametrize("kind", [Mouse, Keys], ids=lambda kind: kind.__name__)
def test_each_task_succeeds_with_no_more_than_the_table_says(kind, qapp, tmp_path):
    taken = play(tmp_path, kind)
    for (told, clicks, keys, screens), took in zip(read_table(PAGE), taken, strict=True):
        assert took.actions <= (clicks if kind is Mouse else keys + NEW_BUTTONS), told
        assert took.screens <= screens, told
