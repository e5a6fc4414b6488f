"""R4 participation, R5 functions, R6 contracts, R7 education and R8 drop-out (fig 4.1 to 4.7, table 4.1; spec 2.4, 2.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked, RowSpec, ident
from nbnb_desktop.reports.codes import NOT_KNOWN, codes
from nbnb_desktop.reports.disclosure import SMALLEST
from nbnb_desktop.reports.exits import participation_columns
from nbnb_desktop.reports.register import Person, SourceRow, text
from nbnb_desktop.reports.tables import TOTAL, UNKNOWN, Cell, Column, Row, Table, counted_rows, cross, of_row

LONG = 36
"""Months beyond which a contract is left out of the second mean (table 4.1 has one of 65)."""

AGES = ("0-17", "18-24", "25-34", "35-44", "45-54", "55+")
_SECTIONS: tuple[tuple[str, str, Callable[[Person], str]], ...] = (
    ("gender", N_("Gender"), lambda one: one.gender),
    ("education", N_("Education in the country of origin"), lambda one: one.education),
    ("age", N_("Age at the start"), lambda one: one.age_group),
)


def participation(ask: Asked) -> Table:
    """R4: whether people take part after the programme, by gender, education and age, percent of the row (fig 4.1 to 4.3)."""

    def rows_of(one: Person) -> tuple[str, ...]:
        return (*(f"{key}:{_known(value(one))}" for key, __, value in _SECTIONS), TOTAL)

    counts = cross(ask.people, ident, rows_of, lambda one: (one.participation, one.exit, TOTAL))
    columns = participation_columns(ask)
    lists = {
        "gender": ask.code_rows("geslacht", "gender:"),
        "education": ask.code_rows("onderwijsniveau", "education:"),
        "age": [(f"age:{age}", age, "") for age in AGES],
    }
    rows: list[Row] = []
    for key, label, __ in _SECTIONS:
        rows.append(heading(f"{key}:", ask.say(label), len(columns)))
        rows += counted_rows(counts, [*lists[key], ask.unknown_row(f"{key}:")], columns, of_row)
    rows += counted_rows(counts, [ask.total_row()], columns, of_row)
    return ask.table("R4", N_("Participation by gender, education and age"), columns, rows, notes=_known_notes(ask))


def _known_notes(ask: Asked) -> tuple[str, ...]:
    if ask.outsider:
        return ()
    said = ask.say(N_("Education is known of {known} of {all} participants."))
    return (said.format(known=sum(one.education not in NOT_KNOWN for one in ask.people), all=len(ask.people)),)


def _known(code: str) -> str:
    return UNKNOWN if code in NOT_KNOWN else code


def heading(key: str, label: str, width: int) -> Row:
    """A row that only names the rows below it."""
    return Row(key, label, (Cell(),) * width, "heading")


def functions(ask: Asked) -> Table:
    """R5: the functions of those in paid work, most frequent first (fig 4.4)."""
    workers = _with_exit(ask, "01")

    def key(one: Person) -> str:
        return one.job_function if one.job_function not in ("", "F00") else UNKNOWN

    counts = cross(workers, ident, lambda one: (key(one), TOTAL), lambda __: (TOTAL,))
    rows = [row for row in ask.code_rows("functie", leave=frozenset({"F00"})) if (row[0], TOTAL) in counts]
    rows.sort(key=lambda row: (-len(counts[row[0], TOTAL]), row[1]))
    columns = (Column(TOTAL, ask.say(N_("Paid jobs"))),)
    made = counted_rows(counts, [*rows, ask.unknown_row(), ask.total_row()], columns)
    return ask.table("R5", N_("Functions in paid work"), columns, made, n=len(workers), chart=TOTAL, first=ask.say(N_("Function")))


def contracts(ask: Asked) -> Table:
    """R6: months of contract and hours a week of the paid jobs, with the means that belong to them (table 4.1)."""
    workers = _with_exit(ask, "01")
    columns = (Column(TOTAL, ask.say(N_("Paid jobs"))),)
    months = _distribution(ask, workers, "months", lambda one: one.contract_months, columns)
    hours = _distribution(ask, workers, "hours", lambda one: one.hours_per_week, columns)
    rows = [
        heading("months:", ask.say(N_("Months of contract")), 1), *months, *_mean_months(ask, workers),
        heading("hours:", ask.say(N_("Hours per week")), 1), *hours, *_mean_hours(ask, workers),
    ]  # fmt: skip
    note = ask.say(N_("0 hours is a zero-hours contract. Contracts are not always shared, so months and hours can be unknown."))
    return ask.table("R6", N_("Contracts: months and hours"), columns, rows, n=len(workers), notes=(note,))


def _distribution(
    ask: Asked, workers: Sequence[Person], prefix: str, value: Callable[[Person], str], columns: Sequence[Column]
) -> Sequence[Row]:
    def key(one: Person) -> tuple[str, ...]:
        number = _number(value(one))
        return (f"{prefix}:{UNKNOWN if number is None else number}", f"{prefix}:{TOTAL}")

    counts = cross(workers, ident, key, lambda __: (TOTAL,))
    numbers = sorted({number for one in workers if (number := _number(value(one))) is not None}, reverse=True)
    specs: list[RowSpec] = [(f"{prefix}:{number}", str(number), "") for number in numbers]
    specs += [ask.unknown_row(f"{prefix}:"), (f"{prefix}:{TOTAL}", ask.say(N_("Total")), TOTAL)]
    return counted_rows(counts, specs, columns, lambda __, column: (f"{prefix}:{TOTAL}", column))


def _number(value: str) -> int | None:
    return int(float(value)) if value.replace(".", "", 1).isdecimal() else None


def _mean_months(ask: Asked, workers: Iterable[Person]) -> list[Row]:
    known = [number for one in workers if (number := _number(one.contract_months)) is not None]
    rest = [number for number in known if number <= LONG]
    rows = _mean_row(ask, "months:mean", N_("Mean months of the known contracts"), known, known)
    if rest != known:
        rows += _mean_row(ask, "months:mean_without_longest", N_("Mean months without contracts longer than 36 months"), rest, known)
    return rows


def _mean_hours(ask: Asked, workers: Iterable[Person]) -> list[Row]:
    known = [number for one in workers if (number := _number(one.hours_per_week)) is not None]
    paid = [number for number in known if number]
    return [
        *_mean_row(ask, "hours:mean", N_("Mean hours, zero-hours contracts counted as 0"), known, known),
        *_mean_row(ask, "hours:mean_without_zero", N_("Mean hours without zero-hours contracts"), paid, known),
    ]


def _mean_row(ask: Asked, key: str, label: str, values: Sequence[int], known: Sequence[int]) -> list[Row]:
    """A mean with the number of contracts in it; not for outsiders when it leaves out so few that they could be known from it."""
    if not values or (ask.outsider and 0 < len(known) - len(values) < SMALLEST):
        return []
    shown = ask.say(label) if ask.outsider else f"{ask.say(label)} (n = {len(values)})"
    return [Row(key, shown, (Cell(len(values), value=fmean(values)),), "figure")]


def education(ask: Asked) -> Table:
    """R7: level and field of those who went to regular education (fig 4.5, 4.6)."""
    learners = _with_exit(ask, "02")
    columns = (Column(TOTAL, ask.say(N_("Participants"))),)
    counts = cross(learners, ident, _education_keys, lambda __: (TOTAL,))
    higher = ("higher", ask.say(N_("of which higher education (hbo and wo)")), "figure")
    levels = [*ask.code_rows("edu_niveau", "level:"), ask.unknown_row("level:"), higher]
    fields = [*ask.code_rows("edu_richting", "field:"), ask.unknown_row("field:")]
    rows = [
        heading("level:", ask.say(N_("Level")), 1), *counted_rows(counts, levels, columns),
        heading("field:", ask.say(N_("Field")), 1), *counted_rows(counts, fields, columns),
        *counted_rows(counts, [ask.total_row()], columns),
    ]  # fmt: skip
    return ask.table("R7", N_("Regular education: level and field"), columns, rows, n=len(learners), chart=TOTAL)


def _education_keys(one: Person) -> tuple[str, ...]:
    keys = (f"level:{_known(one.edu_level)}", f"field:{_known(one.edu_field)}", TOTAL)
    return (*keys, "higher") if one.edu_level in ("H", "U") else keys


def dropout(ask: Asked) -> Table:
    """R8: why people left early, by the main reason that was registered and by what the participant says (fig 4.7)."""
    left = _with_exit(ask, "09")
    reasons: dict[str, SourceRow] = {}
    for row in sorted(ask.rows("uitval", "dropout_date"), key=lambda row: (text(row, "dropout_date"), text(row, "_changed_at"))):
        reasons[row["_participant"]] = row
    ids: dict[tuple[str, str], list[str]] = {}
    for one in left:
        for key in _dropout_keys(reasons.get(one.id, {})):
            ids.setdefault(key, []).append(one.id)
    specs = [row for code in ask.code_rows("uitvalreden", leave=frozenset({"99"})) for row in _with_explanations(ask, code)]
    columns = (
        Column("registered", ask.say(N_("Main reason, registered"))),
        Column("participant", ask.say(N_("Cause, says the participant"))),
    )
    rows = counted_rows(ids, [*specs, ask.unknown_row(), ask.total_row()], columns)
    notes = (
        ask.say(N_("The participant can name several causes; that column is of those who were asked.")),
        ask.say(N_("Motivation is often only part of the story.")),
    )
    return ask.table("R8", N_("Early drop-out"), columns, rows, n=len(left), notes=notes, chart="registered", first=ask.say(N_("Reason")))


def _with_explanations(ask: Asked, row: RowSpec) -> list[RowSpec]:
    below = [(code, ask.label("uitval_toelichting", code), "of") for code in codes("uitval_toelichting")] if row[0] == "01" else []
    return [row, *below]


def _dropout_keys(row: SourceRow) -> list[tuple[str, str]]:
    reason = text(row, "dropout_reason")
    keys = [(_known(reason), "registered"), (TOTAL, "registered")]
    if reason == "01":
        keys.append((text(row, "dropout_motivation") or "01z", "registered"))
    if text(row, "participant_asked") == "1":
        said = text(row, "dropout_cause_participant").split()
        keys += [(_known(code), "participant") for code in said or [""]] + [(TOTAL, "participant")]
    return keys


def _with_exit(ask: Asked, code: str) -> list[Person]:
    return [one for one in ask.people if one.exit == code]
