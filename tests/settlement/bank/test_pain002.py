"""The bank's answer to a file: what it will not carry out, and what it had already."""

import pytest

from settlement.bank.errors import BankFileError
from settlement.bank.pain002 import LineStatus, parse_pain002
from settlement.bank.reasons import OTHERWISE, SENTENCES, sentence_of
from tests.settlement.bank.files import because, statement, status_report

REFUSED = "<GrpSts>RJCT</GrpSts>"


def line(identity: str, status: str, reason: str = "") -> str:
    told = because(reason) if reason else ""
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{identity}</OrgnlEndToEndId><TxSts>{status}</TxSts>{told}"
        "</TxInfAndSts>"
    )


def block(*lines: str, status: str = "", reason: str = "") -> str:
    said = f"<PmtInfSts>{status}</PmtInfSts>" if status else ""
    told = because(reason) if reason else ""
    return f"<OrgnlPmtInfAndSts>{said}{told}{''.join(lines)}</OrgnlPmtInfAndSts>"


@pytest.mark.parametrize("version", ["03", "10"])
def test_each_line_has_its_status_and_reason(version: str) -> None:
    lines = block(line("A", "ACCP"), line("B", "RJCT", "AC04"), status="PART")

    report = parse_pain002(status_report("<GrpSts>PART</GrpSts>", lines, version=version))

    assert (report.id, report.original_message_id) == ("R1", "HTJHE26000001")
    assert (report.group_status, report.reason) == ("PART", "")
    assert list(report.lines) == [LineStatus("A", "ACCP", ""), LineStatus("B", "RJCT", "AC04")]
    assert [one.is_refused for one in report.lines] == [False, True]
    assert not report.is_refused


def test_a_refused_file_says_why() -> None:
    report = parse_pain002(status_report(REFUSED + because("FF01")))

    assert report.is_refused
    assert (report.reason, list(report.lines)) == ("FF01", [])


def test_our_one_block_refused_is_the_file_refused() -> None:
    for group in ("", "<GrpSts>PART</GrpSts>"):
        report = parse_pain002(status_report(group, block(status="RJCT", reason="AM04")))

        assert report.is_refused
        assert report.reason == "AM04"


@pytest.mark.parametrize("reason", ["DUPL", "AM05"])
def test_a_file_the_bank_had_already_is_delivered_and_not_refused(reason: str) -> None:
    report = parse_pain002(status_report(REFUSED + because(reason)))

    assert report.was_delivered_before
    assert not report.is_refused


def test_a_line_the_bank_had_already_is_not_refused() -> None:
    report = parse_pain002(status_report("", block(line("A", "RJCT", "AM05"))))

    assert not report.lines[0].is_refused


def test_a_later_report_on_one_line_speaks_of_that_line_only() -> None:
    report = parse_pain002(status_report("", block(line("A", "RJCT", "AC04"))))

    assert (report.group_status, report.is_refused) == ("", False)
    assert report.lines[0].is_refused


@pytest.mark.parametrize(
    "raw",
    [
        statement(),
        status_report("").replace(b"HTJHE26000001", b""),
        status_report("")[:-20],
        b"<Document/>",
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"/>',
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
    ],
)
def test_what_is_no_answer_is_refused(raw: bytes) -> None:
    with pytest.raises(BankFileError):
        parse_pain002(raw)


@pytest.mark.parametrize(
    "code",
    ["AC01", "AC04", "AC06", "AM04", "AM05", "BE05", "RC01", "MS03", "FF01", "DUPL", "MD07"],
)
def test_a_usual_reason_has_its_own_sentence(code: str) -> None:
    assert sentence_of(code) == sentence_of(code.lower()) != OTHERWISE


def test_an_unknown_reason_has_a_plain_sentence() -> None:
    assert sentence_of("ZZ99") == sentence_of("") == OTHERWISE
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
