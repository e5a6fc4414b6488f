"""docs/forms.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from nbnb_desktop.xforms import check, check_definition, check_rows, conversion, expressions, limits, notation, workbook
from nbnb_desktop.xforms.check import check as check_form
from nbnb_desktop.xforms.sources import build

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")


def test_the_example_builds_and_is_free_of_errors(tmp_path: Path) -> None:
    path = tmp_path / "intake.yaml"
    path.write_text(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1], encoding="utf-8")  # type: ignore[index]
    assert build(path).form_id == "intake"
    assert [str(fault) for fault in check_form(path) if fault.severity == "error"] == []


def test_every_code_of_a_fault_is_explained() -> None:
    modules = (check, check_definition, check_rows, conversion, expressions, notation, workbook)
    sources = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in modules)
    codes = set(re.findall(r'(?:Fault|Problem|\bfault|_fault)\(\s*"([a-z-]+)"', sources)) - {"form", "too-large"}
    explained = set(re.findall(r"`([a-z-]+)`", PAGE))
    assert {code for code in codes if not code.startswith("too-") and not code.endswith("too-long")} <= explained
    assert len(codes) > 25


def test_the_limits_are_those_of_the_code() -> None:
    figures = [limits.FILE_BYTES, limits.TEXT_BYTES, limits.XML_BYTES, limits.UNPACKED_BYTES]
    for figure in figures:
        assert f"{figure // limits.MEBIBYTE} MB" in PAGE
    counts = [limits.PARTS, *(limits.ROWS[sheet] for sheet in ("survey", "choices")), limits.COLUMNS, limits.CELL_CHARACTERS]
    for number in (*counts, limits.NESTING, limits.UNPACK_RATIO):
        assert f"{number:,}" in PAGE
