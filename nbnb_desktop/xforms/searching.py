"""The appearance ``search('table', ...)`` of ODK Collect: choices from an attached CSV file, in forms from before select_one_from_file.

``search('t')`` gives all rows; ``search('t', 'matches', 'columns', text)`` those with the text in one of the columns (also ``contains``,
``startswith``, ``endswith``); two arguments more, a column and its value, narrow it down. A choice of the form whose value is a whole
number stays as it is; the other one names the columns: its value that of the values, its label those of the labels.
Source: the XLSForm reference of ODK, "Dynamic selects from pre-loaded data".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nbnb_desktop.xforms.state import Choice
from nbnb_desktop.xforms.tree import Node

TESTS: dict[str, Callable[[str, str], bool]] = {
    "matches": lambda cell, text: cell == text,
    "contains": lambda cell, text: text in cell,
    "startswith": lambda cell, text: cell.startswith(text),
    "endswith": lambda cell, text: cell.endswith(text),
}
ARITIES = (1, 4, 6)
_SORT = "sortby"


def searched(choices: Sequence[Choice], table: Node | None, arguments: Sequence[str]) -> tuple[Choice, ...]:
    """The choices of a question with ``search()``; ``arguments`` are those behind the name of the table, as text."""
    found: dict[tuple[str, str], Choice] = {}
    rows = list(_rows(table, arguments))
    for choice in choices:
        columns = [column.strip() for column in choice.label.split(",")]
        made = [choice] if _is_whole(choice.value) else [_choice(row, choice.value, columns) for row in rows]
        found.update({(each.value, each.label): each for each in made if each.value})
    return tuple(found.values())


def _rows(table: Node | None, arguments: Sequence[str]) -> Iterator[Node]:
    root = table.child("root") if table is not None else None
    rows: list[Node] = root.kids.get("item", []) if root is not None else []
    if rows and rows[0].child(_SORT) is not None:
        rows = sorted(rows, key=lambda row: _order(_cell(row, _SORT)))
    for row in rows:
        if _fits(row, arguments):
            yield row


def _fits(row: Node, arguments: Sequence[str]) -> bool:
    if not arguments:
        return True
    kind, columns, text, *narrowed = arguments
    test = TESTS.get(kind.strip().lower(), TESTS["matches"])
    is_found = any(test(_cell(row, column.strip()).casefold(), text.casefold()) for column in columns.split(","))
    return is_found and (not narrowed or _cell(row, narrowed[0]) == narrowed[1])


def _choice(row: Node, value: str, columns: Sequence[str]) -> Choice:
    return Choice(_cell(row, value), ", ".join(_cell(row, column) for column in columns), {})


def _cell(row: Node, column: str) -> str:
    found = row.child(column)
    return found.text if found is not None else ""


def _is_whole(value: str) -> bool:
    return value.removeprefix("-").isdecimal()


def _order(cell: str) -> tuple[bool, float]:
    try:
        return False, float(cell)
    except ValueError:
        return True, 0.0
