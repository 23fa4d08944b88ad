"""Our files against a bank that is not ours: what we write it takes, what it writes we read."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.request import Request, urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from settlement.bank.camt053 import Entry, Statement, parse_camt, read_camt
from settlement.bank.connection import BankConnection
from settlement.bank.errors import SumsWrong
from settlement.bank.ids import message_id
from settlement.bank.pain001 import CreditTransfer, build_pain001
from settlement.bank.pain002 import StatusReport, parse_pain002
from settlement.bank.safe_xml import message_of, read_xml
from tests.mock_bank import MockBank
from tests.settlement.bank.files import SHOPS, TOWN, payment_file, transfer

LINES = (transfer(1, 1_234), transfer(2, 5_000), transfer(3, 1))


def send(bank: MockBank, *lines: CreditTransfer, sequence: int = 1, **changes: Any) -> None:
    file = payment_file(*lines, message_id=message_id("HE", 2026, sequence), **changes)
    BankConnection(bank.url).send(build_pain001(file))


def reports(bank: MockBank) -> list[StatusReport]:
    return [parse_pain002(raw) for raw in bank.messages("pain.002")]


def ours(bank: MockBank, kind: str, read: Callable[..., Any] = parse_camt) -> list[Statement]:
    found = [statement for raw in bank.messages(kind) for statement in read(raw)]
    return [statement for statement in found if statement.iban == TOWN]


def entries(bank: MockBank, kind: str) -> list[Entry]:
    return [entry for statement in ours(bank, kind) for entry in statement.entries]


def moved(found: list[Entry]) -> dict[str, int]:
    return {entry.end_to_end_id: entry.cents for entry in found}


def test_a_file_is_accepted_and_each_line_booked_under_its_id(mock_bank: MockBank) -> None:
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    (report,) = reports(mock_bank)
    assert (report.original_message_id, report.group_status) == ("HTJHE26000001", "ACCP")
    assert {line.end_to_end_id for line in report.lines} == {one.end_to_end_id for one in LINES}
    for kind in ("camt.054", "camt.053"):
        found = entries(mock_bank, kind)
        assert moved(found) == {one.end_to_end_id: -one.cents for one in LINES}
        assert {entry.booked_on for entry in found} == {date(2026, 11, 25)}
        assert {entry.counterparty_iban for entry in found} == {one.iban for one in LINES}


def test_statement_and_notification_name_a_movement_alike(mock_bank: MockBank) -> None:
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    told, booked = entries(mock_bank, "camt.054"), entries(mock_bank, "camt.053")
    assert {entry.reference for entry in told} == {entry.reference for entry in booked}


def test_the_statements_of_following_days_lead_to_one_another(mock_bank: MockBank) -> None:
    send(mock_bank, *LINES)
    mock_bank.receive("TOWN", 25_000, "voor dekking")
    mock_bank.advance(days=4)

    days = ours(mock_bank, "camt.053")
    assert [day.sequence for day in days] == [1, 2, 3, 4]
    assert days[0].opening_cents == 10_000_000
    assert [day.closing_cents for day in days][:-1] == [day.opening_cents for day in days][1:]
    assert days[-1].closing_cents == 10_000_000 + 25_000 - sum(one.cents for one in LINES)


def test_money_that_comes_in_is_read_with_its_remark(mock_bank: MockBank) -> None:
    mock_bank.receive("TOWN", 25_000, "voor dekking")

    (entry,) = entries(mock_bank, "camt.054")
    assert (entry.cents, entry.end_to_end_id, entry.remittance) == (25_000, "", "voor dekking")
    assert entry.counterparty_name == "Gemeente"


def test_a_closed_account_is_refused_alone(mock_bank: MockBank) -> None:
    mock_bank.behave("SHOP2", "closed-account")
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    (report,) = reports(mock_bank)
    assert report.group_status == "PART"
    refused = [line for line in report.lines if line.is_refused]
    assert [(line.end_to_end_id, line.reason) for line in refused] == [
        (LINES[1].end_to_end_id, "AC04")
    ]
    assert set(moved(entries(mock_bank, "camt.053"))) == {
        LINES[0].end_to_end_id,
        LINES[2].end_to_end_id,
    }


def test_a_bank_that_is_not_found_is_refused(mock_bank: MockBank) -> None:
    mock_bank.behave("SHOP1", "bad-bank-id")
    send(mock_bank, *LINES)

    (report,) = reports(mock_bank)
    assert [line.reason for line in report.lines if line.is_refused] == ["RC01"]


def test_too_little_on_the_account_is_refused(mock_bank: MockBank) -> None:
    mock_bank.ask("PATCH", "/_mock/accounts/TOWN", {"balance": 2_000})
    mock_bank.behave("TOWN", "insufficient-funds")
    send(mock_bank, *LINES)

    (report,) = reports(mock_bank)
    assert [line.reason for line in report.lines if line.is_refused] == ["AM04"]


def test_a_payment_that_comes_back_days_later_is_known_by_its_id(mock_bank: MockBank) -> None:
    back = LINES[1]
    mock_bank.behave("TOWN", "return-later", days=2, reason="AC04",
                     end_to_end_id=back.end_to_end_id)  # fmt: skip
    send(mock_bank, *LINES)
    mock_bank.advance(days=5)

    for kind in ("camt.054", "camt.053"):
        returned = [entry for entry in entries(mock_bank, kind) if entry.cents > 0]
        assert [(one.end_to_end_id, one.cents, one.reason) for one in returned] == [
            (back.end_to_end_id, back.cents, "AC04")
        ]
        assert returned[0].booked_on == date(2026, 11, 27)
        assert returned[0].counterparty_iban == back.iban


def test_a_refused_file_moves_nothing(mock_bank: MockBank) -> None:
    mock_bank.behave("TOWN", "reject-file")
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    (report,) = reports(mock_bank)
    assert report.is_refused
    assert report.reason == "FF01"
    assert entries(mock_bank, "camt.053") == []


def test_a_file_sent_twice_is_paid_once_and_known_as_delivered(mock_bank: MockBank) -> None:
    mock_bank.behave("TOWN", "duplicate-file")
    send(mock_bank, *LINES)
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    first, second = reports(mock_bank)
    assert (first.was_delivered_before, second.was_delivered_before) == (False, True)
    assert not second.is_refused
    assert len(entries(mock_bank, "camt.053")) == len(LINES)


def test_a_silent_bank_pays_without_a_word(mock_bank: MockBank) -> None:
    mock_bank.behave("TOWN", "silent")
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    assert reports(mock_bank) == []
    assert moved(entries(mock_bank, "camt.053")) == {one.end_to_end_id: -one.cents for one in LINES}


def test_a_statement_with_a_movement_left_out_is_noticed(mock_bank: MockBank) -> None:
    mock_bank.behave("TOWN", "statement-gap")
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    days = ours(mock_bank, "camt.053", read_camt)
    (problem,) = [problem for day in days for problem in day.problems]
    left_out = {one.end_to_end_id for one in LINES} - {
        entry.end_to_end_id for day in days for entry in day.entries
    }
    missing = sum(one.cents for one in LINES if one.end_to_end_id in left_out)
    assert problem.code == "sums-wrong"
    assert len(left_out) == 1
    assert f" {-missing} cents" in problem.text
    with pytest.raises(SumsWrong):
        ours(mock_bank, "camt.053")


def test_a_statement_of_another_account_says_so(mock_bank: MockBank) -> None:
    mock_bank.advance(days=1)

    found = [one.iban for raw in mock_bank.messages("camt.053") for one in parse_camt(raw)]
    assert TOWN in found
    assert SHOPS[0] in found


def test_the_bank_itself_finds_nothing_wrong_with_our_file(mock_bank: MockBank) -> None:
    content = build_pain001(payment_file(*LINES))

    request = Request(mock_bank.url + "/_mock/validate", content)  # noqa: S310
    with urlopen(request, timeout=10) as answer:  # noqa: S310 - a bank on this machine
        assert "0 findings" in answer.read().decode()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amounts=st.lists(st.integers(1, 10_000), min_size=1, max_size=20))
def test_any_list_of_amounts_comes_back_from_the_bank_as_it_went(
    mock_bank: MockBank, amounts: list[int]
) -> None:
    mock_bank.ask("POST", "/_mock/reset")
    mock_bank.open_account("TOWN", TOWN, bic="BNGHNL2G", balance=10_000_000)
    lines = [transfer(number, cents) for number, cents in enumerate(amounts, start=1)]

    send(mock_bank, *lines)
    mock_bank.advance(days=9)

    sent = {one.end_to_end_id: -one.cents for one in lines}
    assert moved(entries(mock_bank, "camt.053")) == moved(entries(mock_bank, "camt.054")) == sent


def test_what_the_line_fetches_is_what_the_bank_sent(mock_bank: MockBank) -> None:
    send(mock_bank, *LINES)
    mock_bank.advance(days=2)

    fetched = list(BankConnection(mock_bank.url).files())
    again = list(BankConnection(mock_bank.url).files())

    kinds = [message_of(read_xml(raw))[:8] for raw in fetched]
    assert fetched == again
    assert kinds[0] == "pain.002"
    assert {"camt.054", "camt.053"} <= set(kinds)
