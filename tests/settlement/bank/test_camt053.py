"""Statements and notifications: every movement once, in cents, or a clear word why not."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.amounts import euros
from settlement.bank.camt053 import parse_camt, read_camt
from settlement.bank.errors import BankFileError, SumsWrong
from tests.settlement.bank.files import (
    SHOPS,
    TOWN,
    balance,
    notification,
    row,
    statement,
    status_report,
)

DETAILS = (
    "<TxDtls><Refs><InstrId>I1</InstrId><EndToEndId>E1</EndToEndId></Refs>"
    f"<RltdPties><Cdtr><Pty><Nm>Bakkerij</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>{SHOPS[0]}</IBAN>"
    "</Id></CdtrAcct></RltdPties><RmtInf><Ustrd>Dank</Ustrd></RmtInf></TxDtls>"
)
MOVEMENTS = st.lists(st.integers(-(10**12), 10**12).filter(bool), max_size=20)


def direction(cents: int) -> str:
    return "CRDT" if cents > 0 else "DBIT"


def test_a_statement_is_read_with_its_balances_days_and_number() -> None:
    (read,) = parse_camt(statement([row(details=DETAILS)], closing="90.00"))

    assert (read.kind, read.id, read.iban) == ("camt.053", "S1", TOWN)
    assert (read.opening_cents, read.closing_cents, read.sequence) == (10_000, 9_000, 17)
    assert (read.starts_on, read.ends_on) == (date(2026, 11, 25), date(2026, 11, 25))
    assert read.problems == ()


def test_a_movement_is_read_with_all_it_tells() -> None:
    (read,) = parse_camt(statement([row(details=DETAILS)], closing="90.00"))
    (entry,) = read.entries

    assert (entry.reference, entry.cents, entry.reason) == ("REF1", -1_000, "")
    assert (entry.booked_on, entry.valued_on) == (date(2026, 11, 25), date(2026, 11, 26))
    assert (entry.end_to_end_id, entry.instruction_id) == ("E1", "I1")
    assert (entry.counterparty_name, entry.counterparty_iban) == ("Bakkerij", SHOPS[0])
    assert (entry.remittance, entry.is_reversal) == ("Dank", False)


def test_version_02_is_read_as_well() -> None:
    details = DETAILS.replace("<Pty>", "").replace("</Pty>", "")
    old = row(details=details, status="BOOK", booked="<DtTm>2026-11-25T23:30:00Z</DtTm>")

    (read,) = parse_camt(statement([old], closing="90.00", version="02"))

    assert read.entries[0].counterparty_name == "Bakkerij"
    assert read.entries[0].booked_on == date(2026, 11, 26)


@given(st.integers(-(10**12), 10**12), MOVEMENTS)
def test_what_a_bank_writes_is_read_to_the_cent(opening: int, cents: list[int]) -> None:
    closing = opening + sum(cents)
    balances = balance("OPBD", euros(abs(opening)), direction(opening)) + balance(
        "CLBD", euros(abs(closing)), direction(closing)
    )
    rows = [
        row(euros(abs(one)), direction(one), reference=f"R{number}")
        for number, one in enumerate(cents)
    ]

    (read,) = parse_camt(statement(rows, balances=balances))

    assert [entry.cents for entry in read.entries] == cents
    assert (read.opening_cents, read.closing_cents) == (opening, closing)


@given(MOVEMENTS, st.integers(-(10**6), 10**6).filter(bool))
def test_sums_that_do_not_lead_to_one_another_are_refused(cents: list[int], off: int) -> None:
    closing = sum(cents) + off
    rows = [
        row(euros(abs(one)), direction(one), reference=f"R{number}")
        for number, one in enumerate(cents)
    ]
    raw = statement(
        rows,
        balances=balance("OPBD", "0") + balance("CLBD", euros(abs(closing)), direction(closing)),
    )

    with pytest.raises(SumsWrong):
        parse_camt(raw)
    (read,) = read_camt(raw)
    assert [problem.code for problem in read.problems] == ["sums-wrong"]
    assert [entry.cents for entry in read.entries] == cents


@pytest.mark.parametrize(
    ("balances", "code"),
    [
        (balance("CLBD", "1.00"), "no-opening-balance"),
        (balance("OPBD", "1.00"), "no-closing-balance"),
        (balance("ITBD", "1.00") + balance("CLBD", "1.00"), "no-opening-balance"),
    ],
)
def test_a_missing_balance_is_told(balances: str, code: str) -> None:
    (read,) = read_camt(statement(balances=balances))

    assert [problem.code for problem in read.problems] == [code]


def test_the_closing_balance_of_the_day_before_opens_as_well() -> None:
    (read,) = parse_camt(statement(balances=balance("PRCD", "5.00") + balance("CLBD", "5.00")))

    assert read.opening_cents == 500


def test_a_notification_has_no_balances_to_hold_it_to() -> None:
    (read,) = parse_camt(notification(row(details=DETAILS)))

    assert (read.kind, read.opening_cents, read.closing_cents) == ("camt.054", None, None)
    assert read.entries[0].end_to_end_id == "E1"


def test_pending_movements_stand_apart_and_do_not_count() -> None:
    pending = row("3.00", status="<Cd>PDNG</Cd>", reference="P", booked="")
    told = row("4.00", status="<Cd>INFO</Cd>", reference="I")

    (read,) = parse_camt(statement([pending, told]))

    assert list(read.entries) == []
    assert [(entry.reference, entry.cents) for entry in read.pending] == [("P", -300)]
    assert read.pending[0].booked_on == date(2026, 11, 26)


def test_what_moves_nothing_is_no_movement() -> None:
    (read,) = parse_camt(statement([row("0.00")]))

    assert list(read.entries) == []


def test_a_return_tells_its_reason_and_who_sent_it_back() -> None:
    details = DETAILS.replace(
        "</TxDtls>", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>"
    ).replace("<Cdtr>", f"<DbtrAcct><Id><IBAN>{TOWN}</IBAN></Id></DbtrAcct><Cdtr>")

    (read,) = parse_camt(statement([row(direction="CRDT", details=details)], closing="110.00"))

    (entry,) = read.entries
    assert (entry.cents, entry.reason, entry.end_to_end_id) == (1_000, "AC04", "E1")
    assert (entry.counterparty_name, entry.counterparty_iban) == ("Bakkerij", SHOPS[0])


def test_what_the_bank_takes_back_keeps_its_sign() -> None:
    taken_back = row(direction="CRDT", extra="<RvslInd>true</RvslInd>")

    (read,) = parse_camt(statement([taken_back], closing="110.00"))

    assert (read.entries[0].is_reversal, read.entries[0].cents) == (True, 1_000)


def test_an_id_that_was_not_given_is_none() -> None:
    details = DETAILS.replace("E1", "NOTPROVIDED")

    (read,) = parse_camt(statement([row(details=details)], closing="90.00"))

    assert read.entries[0].end_to_end_id == ""


def test_movements_without_a_reference_are_told_apart_by_their_place() -> None:
    rows = [row("1.00", reference=""), row("1.00", reference="")]

    (read,) = parse_camt(statement(rows, closing="98.00"))

    assert [entry.reference for entry in read.entries] == ["S1#1", "S1#2"]


def test_movements_that_share_a_reference_are_each_kept() -> None:
    (read,) = parse_camt(statement([row("1.00"), row("1.00"), row("2.00")], closing="96.00"))

    assert [entry.reference for entry in read.entries] == ["REF1", "REF1#2", "REF1#3"]


def test_a_file_may_hold_several_statements() -> None:
    one = statement().decode()
    stmt = one[one.index("<Stmt>") : one.index("</BkToCstmrStmt>")]

    read = parse_camt(one.replace("</BkToCstmrStmt>", stmt + "</BkToCstmrStmt>").encode())

    assert len(read) == 2


@pytest.mark.parametrize(
    "raw",
    [
        statement(currency="USD"),
        statement(iban=""),
        statement(identity=""),
        statement(identity="S" * 36),
        statement([row()]).replace(b'Ccy="EUR"', b'Ccy="USD"'),
        statement([row()]).replace(b' Ccy="EUR"', b""),
        statement([row(direction="UP")]),
        statement([row("1e9")]),
        statement([row("99999999999999.00")]),
        statement([row("1.001")]),
        statement([row(booked="")]),
        statement([row(booked="<Dt>2026-02-30</Dt>")]),
        statement([row(booked="<DtTm>0001-01-01T00:00:00+23:59</DtTm>")]),
        statement([row(reference="R" * 36)]),
        statement([row()])[:-60],
        statement(version="08").replace(b"camt.053", b"camt.052"),
        statement().replace(b"<Stmt>", b"<Other>").replace(b"</Stmt>", b"</Other>"),
        status_report(""),
        b"<Document/>",
    ],
)
def test_a_file_no_bank_writes_is_refused_whole(raw: bytes) -> None:
    with pytest.raises(BankFileError):
        parse_camt(raw)


@given(st.data())
def test_a_file_cut_short_anywhere_is_refused(data: st.DataObject) -> None:
    raw = statement([row(details=DETAILS)], closing="90.00")
    length = data.draw(st.integers(0, len(raw) - 1))

    with pytest.raises(BankFileError):
        parse_camt(raw[:length])


@given(st.data())
def test_a_file_with_one_changed_byte_is_read_or_refused_and_never_falls(
    data: st.DataObject,
) -> None:
    raw = bytearray(statement([row(details=DETAILS)], closing="90.00"))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] = data.draw(st.integers(0, 255))

    with suppress(BankFileError):
        parse_camt(bytes(raw))
