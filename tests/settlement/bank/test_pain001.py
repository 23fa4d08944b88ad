"""The file for the bank: fit for the scheme, exact in its sums, the same bytes each time."""

from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from settlement.bank.amounts import cents_of, euros
from settlement.bank.errors import LinesRefused, SchemeViolated
from settlement.bank.ids import end_to_end_id
from settlement.bank.pain001 import MAXIMUM_CENTS, NAMESPACE, build_pain001, validate
from settlement.bank.safe_xml import Node
from tests.settlement.bank.files import SHOPS, TOWN, payment_file, transfer

BLOCK = "CstmrCdtTrfInitn/PmtInf"
LINE = BLOCK + "/CdtTrfTxInf"
CENTS = st.integers(1, MAXIMUM_CENTS)


def read(content: bytes) -> Node:
    return Node(etree.fromstring(content))


@given(st.lists(CENTS, min_size=1, max_size=20))
def test_count_and_control_sum_are_those_of_the_lines(amounts: list[int]) -> None:
    lines = [transfer(number, cents) for number, cents in enumerate(amounts, start=1)]

    document = read(build_pain001(payment_file(*lines)))

    assert [cents_of(line.text("Amt/InstdAmt")) for line in document.all(LINE)] == amounts
    for place in ("CstmrCdtTrfInitn/GrpHdr", BLOCK):
        assert document.text(f"{place}/NbOfTxs") == str(len(amounts))
        assert document.text(f"{place}/CtrlSum") == euros(sum(amounts))


@given(st.text(max_size=200), st.text(max_size=400), st.uuids())
def test_any_name_and_remark_makes_a_file_the_scheme_takes(
    name: str, remark: str, payout: UUID
) -> None:
    line = transfer(name=name, remittance=remark, end_to_end_id=end_to_end_id(payout))

    validate(build_pain001(payment_file(line, debtor_name=name)))


def test_the_same_file_always_gives_the_same_bytes() -> None:
    one, other = payment_file(transfer(1), transfer(2)), payment_file(transfer(1), transfer(2))

    assert build_pain001(one) == build_pain001(other)
    assert build_pain001(one) != build_pain001(payment_file(transfer(2), transfer(1)))


def test_the_file_says_what_a_sepa_file_says() -> None:
    document = read(build_pain001(payment_file()))
    said = {
        path: document.text(f"CstmrCdtTrfInitn/{path}")
        for path in (
            "GrpHdr/MsgId", "GrpHdr/InitgPty/Nm", "PmtInf/PmtInfId", "PmtInf/PmtMtd",
            "PmtInf/BtchBookg", "PmtInf/PmtTpInf/SvcLvl/Cd", "PmtInf/ReqdExctnDt/Dt",
            "PmtInf/Dbtr/Nm", "PmtInf/DbtrAcct/Id/IBAN", "PmtInf/DbtrAgt/FinInstnId/BICFI",
            "PmtInf/ChrgBr", "PmtInf/CdtTrfTxInf/PmtId/EndToEndId",
            "PmtInf/CdtTrfTxInf/Cdtr/Nm", "PmtInf/CdtTrfTxInf/CdtrAcct/Id/IBAN",
            "PmtInf/CdtTrfTxInf/RmtInf/Ustrd",
        )
    }  # fmt: skip

    assert list(said.values()) == [
        "HTJHE26000001", "Gemeente Heerlen", "HTJHE26000001-1", "TRF", "false", "SEPA",
        "2026-11-25", "Gemeente Heerlen", TOWN, "BNGHNL2G", "SLEV", end_to_end_id(UUID(int=1)),
        "Bakkerij 1", SHOPS[0], "Heerlen HTJHE26000001",
    ]  # fmt: skip
    assert document.all(LINE)[0].attribute("Amt/InstdAmt", "Ccy") == "EUR"


def test_nobody_has_an_address_in_the_file() -> None:
    content = build_pain001(payment_file())

    assert b"PstlAdr" not in content
    assert b"AdrLine" not in content


def test_the_moment_of_making_is_dutch_time() -> None:
    late = payment_file(created_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    assert b"<CreDtTm>2026-07-02T00:30:00</CreDtTm>" in build_pain001(late)


def test_without_a_known_bank_the_file_says_so() -> None:
    document = read(build_pain001(payment_file(debtor_bic="")))

    assert document.text(BLOCK + "/DbtrAgt/FinInstnId/Othr/Id") == "NOTPROVIDED"


def test_one_lump_on_the_statement_may_be_asked_for() -> None:
    assert b"<BtchBookg>true</BtchBookg>" in build_pain001(payment_file(batch_booking=True))


def test_no_remark_is_no_element() -> None:
    assert b"RmtInf" not in build_pain001(payment_file(transfer(remittance=" ")))


def test_a_name_is_cut_at_seventy_and_a_remark_at_a_hundred_and_forty() -> None:
    document = read(build_pain001(payment_file(transfer(name="é" * 71, remittance="ü" * 141))))

    assert document.text(LINE + "/Cdtr/Nm") == "e" * 70
    assert document.text(LINE + "/RmtInf/Ustrd") == "u" * 140


def test_a_typed_account_number_is_written_without_spaces() -> None:
    spaced = " ".join(SHOPS[0][at : at + 4] for at in range(0, len(SHOPS[0]), 4)).lower()

    document = read(build_pain001(payment_file(transfer(iban=spaced))))

    assert document.text(LINE + "/CdtrAcct/Id/IBAN") == SHOPS[0]


@pytest.mark.parametrize("cents", [0, -1, MAXIMUM_CENTS + 1])
def test_an_amount_sepa_does_not_carry_is_refused(cents: int) -> None:
    with pytest.raises(LinesRefused) as refused:
        build_pain001(payment_file(transfer(1), transfer(2, cents)))

    assert refused.value.reason == "amount"
    assert "line 2" in refused.value.why


@pytest.mark.parametrize(
    ("iban", "reason"),
    [
        ("NL92ABNA0417164300", "iban-check-digits"),
        ("TR330006100519786457841326", "iban-outside-sepa"),
        ("", "iban-empty"),
    ],
)
def test_an_account_that_cannot_be_paid_is_refused(iban: str, reason: str) -> None:
    with pytest.raises(LinesRefused) as refused:
        build_pain001(payment_file(transfer(iban=iban)))

    assert refused.value.reason == reason
    assert not iban or iban not in refused.value.why


def test_a_debtor_without_a_real_account_is_refused() -> None:
    with pytest.raises(LinesRefused) as refused:
        build_pain001(payment_file(debtor_iban="NL92ABNA0417164300"))

    assert refused.value.reason == "debtor-iban-check-digits"


def test_the_same_end_to_end_id_twice_is_refused() -> None:
    with pytest.raises(LinesRefused) as refused:
        build_pain001(payment_file(transfer(1), transfer(1, 5)))

    assert refused.value.reason == "end-to-end-id"


def test_a_file_without_lines_is_refused() -> None:
    with pytest.raises(LinesRefused) as refused:
        build_pain001(replace(payment_file(), transfers=()))

    assert refused.value.reason == "empty"


def test_an_id_longer_than_the_scheme_allows_is_refused() -> None:
    with pytest.raises(SchemeViolated):
        build_pain001(payment_file(message_id="H" * 36))


@pytest.mark.parametrize(
    ("written", "broken", "named"),
    [
        (b"SLEV", b"SLOW", "ChrgBr"),
        (b"<PmtMtd>TRF</PmtMtd>", b"", "BtchBookg"),
        (b"</Document>", b"", "not well-formed"),
        (SHOPS[0].encode(), b"0000", "IBAN"),
    ],
)
def test_what_does_not_fit_the_scheme_is_told_by_line_and_element(
    written: bytes, broken: bytes, named: str
) -> None:
    content = build_pain001(payment_file()).replace(written, broken)

    with pytest.raises(SchemeViolated, match=rf"line \d+: {named}") as refused:
        validate(content)
    assert "0000" not in refused.value.why


def test_the_scheme_it_is_held_to_is_the_published_one() -> None:
    published = files("sepaxml").joinpath("schemas/pain.001.001.09.xsd").read_text()

    assert f'targetNamespace="{NAMESPACE}"' in published
