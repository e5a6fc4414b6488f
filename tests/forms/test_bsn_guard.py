"""No BSN in any text. The numbers are made for the test; none belongs to a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.xforms.guards import BSN_MESSAGE, guarded, holds_bsn, passes_eleven_test
from tests.forms.conftest import Filling

LIKE_A_BSN = [
    "111222333",
    "123456782",
    "bsn 123456782",
    "1234.56.782",
    "123 456 782",
    "mijn nummer: 111222333, tel 0612345678",
    "1980\n111222333",
]
HARMLESS = [
    "123456783",
    "0612345678",
    "+31 6 12345678",
    "1980-2020",
    "20200901",
    "geboren in 1984",
    "Sub 2, lokaal 14",
    "123456783 en 2020",
]


@pytest.fixture(scope="module")
def form() -> Filling:
    return Filling("contact")


@pytest.mark.parametrize("text", LIKE_A_BSN)
def test_a_text_with_a_bsn_is_refused_with_the_reason(form, text):
    form.answer(topic=text)
    message = next(found.message for found in form.session.violations() if found.ref == form.ref("topic"))
    assert message == BSN_MESSAGE
    assert holds_bsn(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_welcome(form, text):
    assert "topic" not in form.answer(topic=text).violated()
    assert not holds_bsn(text)


@settings(max_examples=80, deadline=None)
@given(st.from_regex(r"[0-9]{8,9}", fullmatch=True))
def test_the_form_and_the_scan_agree_on_any_number(number):
    refused = "topic" in SHARED.answer(topic=f"nr {number}!").violated()
    assert refused == (passes_eleven_test(number) or set(number) == {"0"})
    assert holds_bsn(number) == passes_eleven_test(number)


SHARED = Filling("contact")


def test_digits_of_other_scripts_are_read_as_digits():
    assert holds_bsn("١١١٢٢٢٣٣٣")
    assert holds_bsn("۱۲۳۴۵۶۷۸۲")


def test_the_guard_keeps_a_questions_own_rule_and_sentence():
    cells = guarded(
        {"type": "text", "name": "postcode4", "constraint": "regex(., '^[1-9][0-9]{3}$')", "constraint_message": "Vier cijfers."}
    )
    assert cells["constraint"].startswith("(regex(., '^[1-9][0-9]{3}$')) and not(")
    assert cells["constraint_message"] == f"Vier cijfers. {BSN_MESSAGE}"


def test_other_questions_are_left_alone():
    assert guarded({"type": "integer", "name": "n"}) == {"type": "integer", "name": "n"}
