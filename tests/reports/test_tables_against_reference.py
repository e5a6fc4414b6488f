"""Tables of any register against a slow and obvious way of counting."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.errors import RecordError
from nbnb_desktop.reports import catalogue
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.figures import percent, rounded
from nbnb_desktop.reports.tables import RUNNING, TOTAL, UNKNOWN
from tests.reports.registers import left, rows

CODES = [f"{number:02d}" for number in range(1, 12)]
PRIORITY = ["01", "02", "03", "04", "05", "06", "07", "10", "09", "08", "11"]
DATES = ["2020-06-30", "2020-12-31", "2021-03-02"]

people = st.lists(
    st.fixed_dictionaries(
        {
            "project": st.sampled_from(["KIM", "RC", "NDC2", None]),
            "placed": st.sampled_from(["1", "2", "3", None]),
            "start": st.sampled_from([*DATES, None]),
            "gender": st.sampled_from(["1", "2", "3", "98", "99", None]),
            "exits": st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from([*DATES, None])), max_size=3),
            "hours": st.sampled_from(["0", "8", "40", "unknown", None]),
        }
    ),
    max_size=25,
)


def register(persons: list[dict]) -> dict:
    placed = [(f"p{number}", one) for number, one in enumerate(persons) if one["placed"]]
    return {
        "deelnemer": rows("deelnemer", *({"_participant": f"p{n}", "gender": one["gender"]} for n, one in enumerate(persons))),
        "instroom": rows(
            "instroom",
            *(
                {"_participant": n, "selection_result": one["placed"], "start_date": one["start"], "project": one["project"]}
                for n, one in placed
            ),
        ),
        "uitstroom": rows(
            "uitstroom",
            *(
                left(f"p{n}", code, one["project"], exit_date=day, hours_per_week=one["hours"] if code == "01" else None)
                for n, one in enumerate(persons)
                for code, day in one["exits"]
            ),
        ),
    }


def expected(person: dict, date: str) -> tuple[str, str] | None:
    """(exit or running, project) of who had started by ``date``, else None."""
    codes = [code for code, day in person["exits"] if not date or not day or day <= date]
    started = person["placed"] == "1" and (not date or not person["start"] or person["start"] <= date)
    if not codes and not started:
        return None
    return (min(codes, key=PRIORITY.index) if codes else RUNNING), person["project"] or UNKNOWN


@settings(max_examples=60, deadline=None)
@given(people, st.sampled_from(["", *DATES]), st.sampled_from(["", "KIM", "RC"]))
def test_the_exits_of_any_register_are_counted_rightly(persons: list[dict], date: str, project: str):
    table = catalogue.make("R2", Asked(register(persons), date=date, project=project))
    found = [one for person in persons if (one := expected(person, date)) and (not project or one[1] == project)]
    assert table.n == len(found)
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            inside = [one for one in found if column.key in (one[1], TOTAL)]
            count = sum(1 for one in inside if row.key in (one[0], TOTAL))
            assert cell.n == count
            share = floor(Fraction(100 * count, len(inside)) + Fraction(1, 2)) if inside else 0
            assert cell.percent_text("nl") == (str(share) if count else "")
    assert (RUNNING in [row.key for row in table.rows]) == any(one[0] == RUNNING for one in found)


@settings(max_examples=60, deadline=None)
@given(people, st.sampled_from(["", *DATES]))
def test_participation_by_gender_is_counted_rightly(persons: list[dict], date: str):
    table = catalogue.make("R4", Asked(register(persons), date=date))
    for gender in ("1", "2", "3", UNKNOWN):
        those = [
            one for person in persons if (person["gender"] in (gender,) or (gender == UNKNOWN and person["gender"] in (None, "98", "99")))
            and (one := expected(person, date))
        ]  # fmt: skip
        yes = [one for one in those if one[0] in CODES[:6]]
        assert table.cell(f"gender:{gender}", "yes").n == len(yes)
        assert table.cell(f"gender:{gender}", TOTAL).n == len(those)
        assert table.cell(f"gender:{gender}", "running").n == sum(one[0] == RUNNING for one in those)


@settings(max_examples=40, deadline=None)
@given(people)
def test_the_mean_hours_are_of_the_known_contracts(persons: list[dict]):
    table = catalogue.make("R6", Asked(register(persons)))
    working = [one["hours"] for one in persons if (found := expected(one, "")) and found[0] == "01"]
    known = [int(hours) for hours in working if hours not in (None, "unknown")]
    assert table.n == len(working)
    assert table.cell(f"hours:{UNKNOWN}", TOTAL).n == len(working) - len(known)
    assert table.cell("hours:mean", TOTAL).value == (pytest.approx(sum(known) / len(known)) if known else None)


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.sampled_from([0, 1, 2]))
def test_percentages_round_half_up(count: int, base: int, places: int):
    assert percent(count, base, places) == floor(Fraction(100 * count, base) * 10**places + Fraction(1, 2))


def test_the_halves_of_table_2_1_go_up():
    assert [percent(5, 40), percent(15, 40), percent(1, 8), percent(0, 0)] == [13, 38, 13, None]


@given(st.integers(0, 1000))
def test_rounding_to_five_takes_the_nearest(count: int):
    assert rounded(count, 5) % 5 == 0
    assert abs(rounded(count, 5) - count) <= 2


def test_a_person_with_two_exits_counts_once_with_the_first_in_priority():
    register = {"uitstroom": rows("uitstroom", left("a", "08"), left("a", "02"), left("a", "09"))}
    table = catalogue.make("R2", Asked(register))
    assert table.n == 1
    assert table.cell("02", TOTAL).ids == ("a",)


def test_of_equal_exits_the_last_one_counts_in_whatever_order_they_came_in():
    first = left("a", "01", job_function="F01", _changed_at="2021-01-01", _submission="s1")
    last = left("a", "01", job_function="F02", _changed_at="2021-02-01", _submission="s2")
    for order in ((first, last), (last, first)):
        table = catalogue.make("R5", Asked({"uitstroom": rows("uitstroom", *order)}))
        assert [row.key for row in table.rows if row.cells[0].n] == ["F02", TOTAL]


def test_who_was_refused_at_the_selection_did_not_start():
    refused = {"_participant": "a", "selection_result": "3", "project": "KIM"}
    assert catalogue.make("R1", Asked({"instroom": rows("instroom", refused)})).n == 0


def test_exits_without_a_date_are_named_under_a_table_with_a_date():
    ask = Asked({"uitstroom": rows("uitstroom", left("a", "01"))}, date="2021-03-02", language="en")
    assert "1 exits have no date; they count at every reference date." in catalogue.make("R2", ask).notes


def test_participants_without_start_or_exit_are_named_and_not_counted():
    files = rows("deelnemer", {"_participant": "a", "project": "KIM"}, {"_participant": "b", "project": "KIM"}, {"_participant": "c"})
    ask = Asked({"deelnemer": files, "uitstroom": rows("uitstroom", left("a", "01"))}, language="en", project="KIM")
    table = catalogue.make("R2", ask)
    assert table.n == 1
    assert any(note.startswith("1 participants have neither") for note in table.notes)


def test_an_unknown_table_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(RecordError, match="R15"):
        catalogue.report("R99")


@pytest.mark.parametrize("name", list(catalogue.REPORTS))
@pytest.mark.parametrize("outsider", [False, True])
def test_every_table_can_be_made_of_an_empty_register(name: str, outsider: bool):
    table = catalogue.make(name, Asked({}, language="en", outsider=outsider))
    assert table.n == 0
    assert table.title


def test_instruments_show_what_was_planned_and_who_took_part():
    sources = {
        "uitstroom": rows("uitstroom", left("a", "01"), left("b", "08")),
        "project": rows("project", {"_submission": "s", "project": "KIM", "planned_n": 50}),
        "project/project_instrument": rows(
            "project/project_instrument",
            {"_submission": "s", "instrument": "GT", "instrument_sub": "GTz GTs", "instrument_planned": "1", "instrument_delivered": "1"},
            {"_submission": "s", "instrument": "TL", "instrument_planned": "1"},
        ),
        "activiteit": rows(
            "activiteit",
            *({"_participant": one, "instrument": "P2P", "attendance": "1", "date": "2021-01-05"} for one in ("a", "a", "b", "stranger")),
            {"_participant": "b", "instrument": "SPO", "attendance": "3", "date": "2021-01-05"},
        ),
    }
    table = catalogue.make("R9", Asked(sources))
    shown = {column.key: table.cell("KIM", column.key).text("nl") for column in table.columns}
    assert (shown["GT"], shown["TL"], shown["IB"], shown["overig"]) == ("s,z* 2", "x", "", "")


def test_intermediate_goals_keep_the_last_status_and_that_of_the_coach():
    sources = {
        "instroom": rows("instroom", {"_participant": "a", "selection_result": "1", "tussendoelen": "TAA NET"}),
        "tussendoelen": rows(
            "tussendoelen",
            {"_participant": "a", "date": "2021-02-01", "source": "2", "status_TAA": "3"},
            {"_participant": "a", "date": "2021-02-01", "source": "1", "status_TAA": "2"},
            {"_participant": "a", "date": "2021-01-01", "source": "2", "status_TAA": "4"},
        ),
        "project": rows("project", {"_submission": "s", "project": "KIM", "tussendoelen": "TAA"}),
    }
    table = catalogue.make("R10", Asked(sources))
    assert [table.cell("TAA", state).n for state in ("1", "2", "3", "4")] == [0, 0, 1, 0]
    assert table.cell("NET", "1").n == 1
    assert (table.cell("TAA", "projects").n, table.cell("TAA", "mechanisms").text("nl")) == (1, "LER")


def test_obstacles_count_those_who_answered_at_the_start_and_at_the_end():
    sources = {
        "uitstroom": rows("uitstroom", left("a", "01", obstacles_left="TAAL"), left("b", "08")),
        "intake": rows("intake", {"_participant": "a", "obst_TAAL": "2", "obst_ZORG": "1"}, {"_participant": "b", "obst_TAAL": "0"}),
    }
    table = catalogue.make("R12", Asked(sources))
    shown = {column.key: table.cell("TAAL", column.key).text("nl") for column in table.columns}
    assert shown == {"start": "1 (50)", "much": "1 (50)", "end": "1 (100)"}


def test_own_and_municipal_channels_are_summed_apart():
    people = [
        {"_participant": f"p{n}", "selection_result": "1", "referral_channel": channel}
        for n, channel in enumerate(["01", "02", "04", "99", None])
    ]
    table = catalogue.make("R13", Asked({"instroom": rows("instroom", *people)}))
    assert [table.cell(key, TOTAL).n for key in ("type:own", "type:municipal", "type:other", UNKNOWN, TOTAL)] == [2, 1, 0, 2, 5]
    assert table.cell("01", "running").n == 1


def test_the_quality_of_the_register_names_late_missing_and_impossible():
    exits = rows(
        "uitstroom",
        left("late", "08", exit_date="2021-01-01", _created_at="2021-03-01T10:00:00.000Z"),
        left("early", "09", exit_date="2021-01-01", _created_at="2021-01-02T10:00:00.000Z"),
    )
    starts = rows("instroom", {"_participant": "early", "selection_result": "1", "start_date": "2021-02-01", "project": "KIM"})
    table = catalogue.make("R15", Asked({"uitstroom": exits, "instroom": starts}))
    assert {key: table.cell(key, TOTAL).ids for key in ("late", "before", "no_reason")} == {
        "late": ("late",), "before": ("early",), "no_reason": ("early",),
    }  # fmt: skip


def test_drop_outs_have_their_reason_and_what_they_say_themselves():
    own = {"_participant": "a", "dropout_date": "2021-01-01", "dropout_reason": "01", "dropout_motivation": "01c"}
    said = {"participant_asked": "1", "dropout_cause_participant": "08 07"}
    sources = {
        "uitstroom": rows("uitstroom", left("a", "09"), left("b", "09"), left("c", "01")),
        "uitval": rows("uitval", {**own, **said}),
    }
    table = catalogue.make("R8", Asked(sources))
    assert table.n == 2
    assert [table.cell(key, "registered").n for key in ("01", "01c", UNKNOWN, TOTAL)] == [1, 1, 1, 2]
    assert [table.cell(key, "participant").ids for key in ("07", "08", TOTAL)] == [("a",), ("a",), ("a",)]
