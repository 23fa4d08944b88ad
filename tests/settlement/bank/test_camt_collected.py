"""Collected entries: a lump is read as its parts, as long as they add up to it."""

import pytest

from settlement.bank.camt053 import parse_camt, read_camt
from settlement.bank.errors import SumsWrong
from tests.settlement.bank.files import part, row, statement


def test_a_collected_entry_is_read_as_its_parts() -> None:
    details = part("6.00", "E1") + part("4.00", "E2")

    (read,) = parse_camt(statement([row(details=details)], closing="90.00"))

    assert [(one.reference, one.cents, one.end_to_end_id) for one in read.entries] == [
        ("REF1/1", -600, "E1"),
        ("REF1/2", -400, "E2"),
    ]


def test_parts_with_a_reference_of_their_own_keep_it() -> None:
    details = part("6.00", "E1").replace("<Refs>", "<Refs><AcctSvcrRef>OWN</AcctSvcrRef>")

    (read,) = parse_camt(statement([row(details=details + part("4.00", "E2"))], closing="90.00"))

    assert [entry.reference for entry in read.entries] == ["OWN", "REF1/2"]


def test_parts_that_do_not_add_up_leave_the_whole() -> None:
    raw = statement([row(details=part("6.00", "E1") + part("3.99", "E2"))], closing="90.00")

    with pytest.raises(SumsWrong):
        parse_camt(raw)
    (read,) = read_camt(raw)
    assert [problem.code for problem in read.problems] == ["parts-wrong"]
    assert [entry.cents for entry in read.entries] == [-1_000]


def test_a_lump_without_its_parts_tells_its_block_and_their_number() -> None:
    batch = "<Btch><PmtInfId>HTJHE26000001-1</PmtInfId><NbOfTxs>12</NbOfTxs></Btch>"

    (read,) = parse_camt(statement([row(details=batch)], closing="90.00"))

    (entry,) = read.entries
    assert (entry.payment_information_id, entry.transaction_count) == ("HTJHE26000001-1", 12)


def test_parts_without_amounts_leave_the_lump() -> None:
    bare = "<TxDtls><Refs><EndToEndId>E</EndToEndId></Refs></TxDtls>"

    (read,) = parse_camt(statement([row(details=bare * 3)], closing="90.00"))

    (entry,) = read.entries
    assert (entry.cents, entry.transaction_count, entry.end_to_end_id) == (-1_000, 3, "")


def test_version_02_names_the_amount_of_a_part_elsewhere() -> None:
    details = (part("6.00", "E1") + part("4.00", "E2")).replace(
        '<Amt Ccy="EUR">', '<AmtDtls><TxAmt><Amt Ccy="EUR">'
    ).replace("</Amt>", "</Amt></TxAmt></AmtDtls>")  # fmt: skip

    (read,) = parse_camt(
        statement([row(details=details, status="BOOK")], closing="90.00", version="02")
    )

    assert [entry.cents for entry in read.entries] == [-600, -400]
