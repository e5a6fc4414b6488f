"""Pictures of questions for translators."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from nbnb_desktop.actions import translating
from nbnb_desktop.actions.translation_sheet import places
from nbnb_desktop.ui import picturing
from nbnb_desktop.xforms import library


@pytest.mark.parametrize("form_id", ["pitch", "werkervaring"])
def test_every_text_of_a_form_stands_on_a_picture(form_id, qapp):
    shown = {place for picture in picturing.of_form(library.meta(form_id), "ar") for place in picture.shows}
    asked = {
        place for message in translating.read("forms", "ar") for place in places("forms", message) if place[1].startswith(f"{form_id}: ")
    }
    assert len(asked) > 5
    assert asked - shown <= {("forms", f"{form_id}: bsn_guard")}


def test_a_picture_is_that_of_its_question_in_that_language_and_small(qapp):
    arabic, turkish = (list(picturing.of_form(library.meta("pitch"), language)) for language in ("ar", "tr"))
    assert [picture.shows for picture in arabic] == [picture.shows for picture in turkish]
    for mine, other in zip(arabic, turkish, strict=True):
        assert mine.content != other.content
        assert len(mine.content) < 20_000
        with Image.open(io.BytesIO(mine.content)) as picture:
            assert picture.width == picturing.WIDTH
            assert len(picture.convert("RGB").getcolors()) > 3  # something is written on it
