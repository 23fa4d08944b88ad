"""MT940: the same statement as a bank's camt.053 would be, or a clear word why not."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.errors import BankFileError, SumsWrong
from settlement.bank.mt940 import is_mt940, parse_mt940
from tests.settlement.bank.files import SHOPS, TOWN


def money(cents):
    return f"{abs(cents) // 100},{abs(cents) % 100:02d}"


def balance(tag, cents, day="261124"):
    return f":{tag}:{'D' if cents < 0 else 'C'}{day}EUR{money(cents)}"


def mt940(*rows, opening=100_000, closing=100_000, number="251", account=TOWN + "EUR"):
    """One statement, as Dutch banks write them."""
    lines = [
        ":20:HEERLEN", f":25:{account}", f":28C:{number}", balance("60F", opening),
        *rows, balance("62F", closing), "-",
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n").encode()


def row(cents, *, reference="REF1", about="", status=""):
    status = status or ("D" if cents < 0 else "C")
    field = f":61:2611241124{status}{money(cents)}N544NONREF//{reference}"
    return field + (f"\r\n:86:{about}" if about else "")


PAID = f"/EREF/HTJ-1//IBAN/{SHOPS[0]}/BIC/RABONL2U/NAME/Bakkerij Wiertz/REMI/Heitjes week 47/"


def test_a_statement_is_read_with_its_balances_and_days():
    (read,) = parse_mt940(mt940(row(-5_025, about=PAID), closing=94_975))

    assert (read.kind, read.iban) == ("mt940", TOWN)
    assert (read.opening_cents, read.closing_cents) == (100_000, 94_975)
    assert (read.starts_on, read.ends_on) == (date(2026, 11, 24), date(2026, 11, 24))


def test_code_words_tell_what_a_movement_is_about():
    (read,) = parse_mt940(mt940(row(-5_025, about=PAID), closing=94_975))
    (entry,) = read.entries

    assert (entry.reference, entry.cents, entry.booked_on) == ("REF1", -5_025, date(2026, 11, 24))
    assert (entry.end_to_end_id, entry.remittance) == ("HTJ-1", "Heitjes week 47")
    assert (entry.counterparty_name, entry.counterparty_iban) == ("Bakkerij Wiertz", SHOPS[0])


def test_a_return_tells_its_reason_and_words_broken_over_lines_are_whole():
    about = "/RTRN/MD07/EREF/HTJ-\r\n1//NAME/Bakke\r\nrij/REMI/Terug"
    (read,) = parse_mt940(mt940(row(5_025, about=about), closing=105_025))
    (entry,) = read.entries

    assert (entry.cents, entry.reason, entry.end_to_end_id) == (5_025, "MD07", "HTJ-1")
    assert entry.counterparty_name == "Bakkerij"


@pytest.mark.parametrize(("status", "sign"), [("C", 1), ("D", -1), ("RC", -1), ("RD", 1)])
def test_the_taking_back_of_a_credit_is_money_out(status, sign):
    (read,) = parse_mt940(mt940(row(1_000, status=status), closing=100_000 + sign * 1_000))

    assert read.entries[0].cents == sign * 1_000
    assert read.entries[0].is_reversal == status.startswith("R")


def test_an_end_to_end_id_that_was_not_given_is_none():
    (read,) = parse_mt940(mt940(row(1, about="/EREF/NOTPROVIDED//NAME/Iemand"), closing=100_001))

    assert read.entries[0].end_to_end_id == ""


def test_words_without_a_code_are_the_description():
    (read,) = parse_mt940(mt940(row(1, about="Subsidie buurtbanen"), closing=100_001))

    assert read.entries[0].remittance == "Subsidie buurtbanen"


def test_several_statements_in_a_file_are_told_apart():
    both = mt940(row(500), closing=100_500) + mt940(opening=100_500, closing=100_500, number="252")

    first, second = parse_mt940(both)

    assert first.id != second.id
    assert (len(first.entries), len(second.entries)) == (1, 0)


def test_two_movements_with_one_reference_are_both_kept():
    (read,) = parse_mt940(mt940(row(100), row(200), closing=100_300))

    assert [(one.reference, one.cents) for one in read.entries] == [("REF1", 100), ("REF1#2", 200)]


def test_balances_that_the_movements_do_not_join_are_refused():
    with pytest.raises(SumsWrong):
        parse_mt940(mt940(row(100), closing=100_000))


@pytest.mark.parametrize(
    "raw",
    [
        b":20:X\r\n:25:GEEN REKENING\r\n:28C:1\r\n:60F:C261124EUR0,00\r\n:62F:C261124EUR0,00\r\n-",
        mt940().replace(b"EUR100", b"USD100"),
        mt940(row(100), closing=100_100).replace(b"C1,00", b"C1,005"),
        b":20:X\r\n:25:",
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(raw):
    with pytest.raises(BankFileError) as refused:
        parse_mt940(raw)
    assert refused.value.why


@given(st.lists(st.integers(-(10**9), 10**9).filter(bool), max_size=20), st.integers(0, 10**9))
def test_what_is_read_sums_to_what_was_written(moves, opening):
    rows = [row(cents, reference=f"R{number}") for number, cents in enumerate(moves)]
    (read,) = parse_mt940(mt940(*rows, opening=opening, closing=opening + sum(moves)))

    assert [entry.cents for entry in read.entries] == moves


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall_over(noise):
    with suppress(BankFileError):
        parse_mt940(b":20:X\r\n:25:" + noise)


def test_xml_is_not_taken_for_it():
    assert is_mt940(mt940())
    assert is_mt940(b"{1:F01RABONL2UXXXX}{2:I940}{4:\r\n" + mt940())
    assert not is_mt940(b'<?xml version="1.0"?><Document>:20: :25:</Document>')
