"""Where the data of the package lies: forms, locales, resources."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """The folder ``forms``, ``locales`` or ``resources``.

    In a checkout they stand beside the package; in an installed one inside it, under ``data``.
    """
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE / "data" / name
