"""What a worker, a project leader, the bureau and an administrator may do. All people are invented."""

from __future__ import annotations

import csv
import io

import pytest

from nbnb_desktop.actions import exchange, keeping, laptops, participants, printing, reporting, roles, setup
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import RecordError, StoreError
from nbnb_desktop.store import ROLES, bureau_key, recovery_code
from tests.actions.conftest import PASSPHRASE

SECOND = "zeven gele emmers dansen"


@pytest.fixture
def as_role(make_workplace, tmp_path):
    """Give a second account a role and unlock with it; the participant ``Selam Tekle`` is there."""
    opened = []

    def unlock(role):
        first = make_workplace(role)
        person = participants.new(first, NewParticipant("Selam", "Tekle"))
        setup.add_account(first, "noor", SECOND, role)
        setup.lock(first)
        opened.append(setup.unlock(tmp_path / role, "noor", SECOND))
        return opened[-1], person

    yield unlock
    for workplace in opened:
        setup.lock(workplace)


def test_every_role_has_a_name_and_no_other_has():
    assert roles.NAMES.keys() == set(ROLES)


@pytest.mark.parametrize("deed", [*roles.MAY, "a deed for everybody"])
def test_an_administrator_may_everything_and_nobody_without_a_role_may_anything(deed):
    assert roles.may("administrator", deed)
    assert not roles.may("", deed)


DEEDS = {
    "accounts": lambda workplace, __: setup.add_account(workplace, "derde", "acht rode stoelen wachten"),
    "accounts, disable": lambda workplace, __: setup.disable_account(workplace, "sanne"),
    "accounts, role": lambda workplace, __: setup.change_role(workplace, "noor", "administrator"),
    "accounts, passphrase": lambda workplace, __: setup.reset_passphrase(workplace, "sanne", "acht rode stoelen wachten"),
    "bureau key": lambda workplace, __: setup.trust_bureau(workplace, bureau_key.generate()[1]),
    "bureau key, code": lambda workplace, __: setup.keep_recovery_code(workplace, recovery_code.generate()),
    "audit": lambda workplace, __: keeping.audit_trail(workplace),
    "erase": lambda workplace, person: keeping.erase(workplace, person),
}


@pytest.mark.parametrize("role", ["worker", "leader", "bureau"])
def test_what_a_role_may_not_is_refused_and_changes_nothing(as_role, role):
    workplace, person = as_role(role)
    for deed, work in DEEDS.items():
        if not roles.may(role, deed.partition(",")[0]):
            before = workplace.store._database.connection.total_changes
            with pytest.raises(RecordError) as refusal:
                work(workplace, person)
            assert refusal.value.advice
            assert workplace.store._database.connection.total_changes == before


def test_a_project_leader_erases(as_role):
    workplace, person = as_role("leader")
    assert keeping.erase(workplace, person) == 1


def test_an_administrator_takes_back_an_account_and_gives_another_passphrase(workplace, tmp_path):
    setup.add_account(workplace, "noor", SECOND)
    setup.reset_passphrase(workplace, "noor", "acht rode stoelen wachten")
    setup.lock(workplace)
    noor = setup.unlock(tmp_path / "een", "noor", "acht rode stoelen wachten")
    setup.lock(noor)
    again = setup.unlock(tmp_path / "een", "sanne", "vier blauwe fietsen zingen")
    setup.disable_account(again, "noor")
    setup.lock(again)
    with pytest.raises(StoreError):
        setup.unlock(tmp_path / "een", "noor", "acht rode stoelen wachten")


def test_the_bureau_opens_the_store_when_passphrase_and_sheet_are_gone(workplace, tmp_path):
    private, public = bureau_key.generate()
    setup.trust_bureau(workplace, public)
    setup.lock(workplace)
    opened, code = setup.recover(tmp_path / "een", private, "sanne", "acht rode stoelen wachten")
    assert code
    setup.lock(opened)


def test_the_audit_tells_who_unlocked_read_printed_exported_and_more_and_is_itself_noted(make_workplace, tmp_path):
    setup.lock(make_workplace("een"))
    one, other = setup.unlock(tmp_path / "een", "sanne", PASSPHRASE), make_workplace("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    person = participants.new(one, NewParticipant("Selam", "Tekle"))
    participants.open_file(one, person)
    printing.portfolio(one, person)
    exchange.export(one, ("Laptop twee",), tmp_path / "x.nbnb")
    exchange.export(other, ("Laptop een",), tmp_path / "y.nbnb")
    exchange.import_file(one, tmp_path / "y.nbnb")
    setup.add_account(one, "noor", SECOND)
    reporting.to_file(one, reporting.report(one, "R1"), "csv")
    keeping.my_file(one, person)
    keeping.backup(one)
    laptops.revoke(one, laptops.my_card(other).device)
    keeping.erase(one, person)
    rows = list(csv.DictReader(io.StringIO(keeping.audit_trail(one).decode("utf-8-sig"))))
    setup.lock(one)
    noted = ["unlock", "read", "print", "export", "import", "report", "backup", "pair", "revoke", "erase"]
    assert {*noted, "access request", "account added", "audit export"} <= {row["event"] for row in rows}
    assert {row["account"] for row in rows} == {"sanne"}
    assert all(row["at"] for row in rows)


def test_what_people_typed_is_no_formula_in_the_audit(workplace):
    setup.add_account(workplace, "=noor", SECOND)
    rows = list(csv.DictReader(io.StringIO(keeping.audit_trail(workplace).decode("utf-8-sig"))))
    assert not [value for row in rows for value in row.values() if value.startswith("=")]
