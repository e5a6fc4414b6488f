"""Writing a data file: CSV row by row, Parquet piece by piece, SPSS and Stata at once (their library takes no pieces).

The last three need the optional libraries of ``pip install "nbnb-desktop[data]"``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.reports.dataset import STATA_NAME, DataFile, Variable, shortened

Answers = Sequence[object]
"""The answers of one row in the order of the file's variables, as the register keeps them."""

PIECE = 20_000
"""Rows of a Parquet row group."""


def write_csv(path: Path, file: DataFile, rows: Iterable[Answers], language: str = "nl") -> None:
    """The register's own codes, UTF-8 with a mark, a heading with the names."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        write_lines(stream, file, rows)


def write_lines(stream: TextIO, file: DataFile, rows: Iterable[Answers]) -> None:
    """The heading and the rows as CSV."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([variable.name for variable in file.variables])
    for row in rows:
        writer.writerow([variable.code(answer) for variable, answer in zip(file.variables, row, strict=True)])


def write_parquet(path: Path, file: DataFile, rows: Iterable[Answers], language: str = "nl") -> None:
    """Numbers, dates and text, the labels as metadata of each column."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    kinds = {"id": arrow.string(), "text": arrow.string(), "date": arrow.date32()}
    fields = [
        arrow.field(variable.name, kinds.get(variable.kind, arrow.float64()), metadata={"label": variable.labels[language]})
        for variable in file.variables
    ]
    schema = arrow.schema(fields, metadata={"title": file.labels[language]})
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for piece in _pieces(file, rows):
            writer.write_table(arrow.table(piece, schema=schema))


def write_sav(path: Path, file: DataFile, rows: Iterable[Answers], language: str = "nl") -> None:
    """SPSS: labels of variables and values, missing codes declared."""
    _library("polars")
    missing = {one.name: codes for one in file.variables if (codes := [float(value.number) for value in one.values if value.missing][:3])}
    _library("pyreadstat").write_sav(
        _frame(file, rows),
        path,
        file_label=file.labels[language][:64],
        column_labels={variable.name: variable.labels[language][:250] for variable in file.variables},
        variable_value_labels=_value_labels(file.variables, language, 120),
        missing_ranges=missing,
        row_compress=True,
    )


def write_dta(path: Path, file: DataFile, rows: Iterable[Answers], language: str = "nl") -> None:
    """Stata: missing codes as the extended missing values .a, .b, .c that its users know, with their labels."""
    polars = _library("polars")
    taken: set[str] = set()
    names = {variable.name: shortened(variable.name, taken, STATA_NAME) for variable in file.variables}
    letters = {one.name: found for one in file.variables if (found := _letters(one))}
    frame = _frame(file, rows)
    frame = frame.with_columns(
        polars.Series(name, [found.get(number, number) for number in frame[name].to_list()], dtype=polars.Object)
        for name, found in letters.items()
    )
    labels = {
        name: {letters.get(name, {}).get(number, number): words for number, words in found.items()}
        for name, found in _value_labels(file.variables, language, 32_000).items()
    }
    _library("pyreadstat").write_dta(
        frame.rename(names),
        path,
        file_label=file.labels[language][:80],
        column_labels=[variable.labels[language][:80] for variable in file.variables],
        variable_value_labels={names[name]: found for name, found in labels.items()},
        missing_user_values={names[name]: list(found.values()) for name, found in letters.items()},
    )


def _letters(variable: Variable) -> dict[float, str]:
    """Number of a missing answer -> the letter of Stata's extended missing value: a for the first, b for the second."""
    missing = [float(value.number) for value in variable.values if value.missing]
    return dict(zip(missing, "abcdefghijklmnopqrstuvwxyz", strict=False))


def _value_labels(variables: Sequence[Variable], language: str, most: int) -> dict[str, dict[float, str]]:
    return {one.name: {float(value.number): value.labels[language][:most] for value in one.values} for one in variables if one.values}


def _frame(file: DataFile, rows: Iterable[Answers]) -> Any:
    polars = _library("polars")
    kinds = {"id": polars.String, "text": polars.String, "date": polars.Date}
    schema = {variable.name: kinds.get(variable.kind, polars.Float64) for variable in file.variables}
    pieces = [polars.DataFrame(piece, schema=schema) for piece in _pieces(file, rows)]
    return polars.concat(pieces) if pieces else polars.DataFrame(schema=schema)


def _pieces(file: DataFile, rows: Iterable[Answers]) -> Iterator[Mapping[str, list[object]]]:
    """The rows as columns, a piece at a time; coded answers are looked up once per code."""
    readers = [(variable.name, _reader(variable)) for variable in file.variables]
    source = iter(rows)
    while some := list(islice(source, PIECE)):
        yield {name: [read(answer) for answer in column] for (name, read), column in zip(readers, zip(*some, strict=True), strict=True)}


def _reader(variable: Variable) -> Callable[[object], object]:
    """The variable's way from an answer to data; codes by a table instead of a search."""
    if variable.kind != "code":
        return variable.data
    numbers: dict[object, float] = {value.code: float(value.number) for value in variable.values}
    return lambda answer: numbers.get(variable.code(answer))


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as missing:
        raise RecordError(
            _("This format needs the library {name}, which is not installed.").format(name=name.partition(".")[0]),
            _("Choose CSV, or ask your administrator to install nbnb-desktop[data]."),
        ) from missing


WRITERS: Mapping[str, Callable[[Path, DataFile, Iterable[Answers], str], None]] = {
    "csv": write_csv,
    "sav": write_sav,
    "dta": write_dta,
    "parquet": write_parquet,
}
