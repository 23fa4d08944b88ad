"""Reading a list: the ways a spreadsheet saves it, and each way a line can be wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency.hand_out_list import MOST_LINES, read_list
from currency.issuing_errors import ListUnreadable
from tenants.web.figures import coins_plain


def lines(raw: bytes) -> list[tuple[int, str, int]]:
    right, faults = read_list(raw)
    assert faults == []
    return [(line.number, line.who, line.amount) for line in right]


def codes(raw: bytes) -> list[tuple[int, str]]:
    return [(fault.number, fault.code) for fault in read_list(raw)[1]]


@pytest.mark.parametrize(
    "raw",
    [
        b"samira@town.example;12,50\n17;5\n",
        b"samira@town.example,12.50\n17,5\n",
        b'samira@town.example,"12,50"\r\n17,5\r\n',
        b"samira@town.example\t12,50\n17\t5",
        b"\xef\xbb\xbfsamira@town.example;12,50\n17;5",
        b"\n samira@town.example ; 12,50 ;;\n\n17;5\n\n",
    ],
)
def test_a_list_reads_alike_however_it_was_saved(raw: bytes) -> None:
    assert [line[1:] for line in lines(raw)] == [("samira@town.example", 1_250), ("17", 500)]


def test_windows_signs_are_read_too() -> None:
    assert lines("renée@town.example;1".encode("cp1252")) == [(1, "renée@town.example", 100)]


def test_a_heading_is_passed_over_and_numbers_are_those_of_the_file() -> None:
    assert lines(b"E-mail;Bedrag\n\n17;5\n") == [(3, "17", 500)]
    assert codes(b"17;vijf\n18;1\n") == [(1, "amount-malformed")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("17", "columns"), ("17;1;x", "columns"), (f"{'a' * 255}@x.nl;1", "columns"),
        ("17;0", "amount-zero"), ("17;-5", "amount-negative"), ("17;1,234", "amount-decimals"),
        ("17;5 euro", "amount-malformed"), ("17;9999999999", "amount-too-large"),
        ("17;" + "9" * 5_000, "amount-too-large"), ("=1+1;=2", "amount-malformed"),
    ],
)  # fmt: skip
def test_each_wrong_line_is_told_and_the_others_are_read(line: str, code: str) -> None:
    right, faults = read_list(f"1;1\n{line}\n2;2\n".encode())

    assert [(fault.number, fault.code) for fault in faults] == [(2, code)]
    assert all(str(fault.sentence).endswith((".", ";")) for fault in faults)
    assert [one.number for one in right] == [1, 3]


def test_an_amount_with_a_bare_comma_between_commas_is_not_guessed_at() -> None:
    assert codes(b"17,12,50\n") == [(1, "comma")]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"), (b"\n\n", "empty"), (b"naam;bedrag\n", "empty"), (b"1;1\x00\n", "signs"),
        ("1;1\n".encode("utf-16"), "signs"), (b"\x81\x8d;1", "signs"), (b'1;"1\n2;2', "quotes"),
        (b"x" * 1_000_001, "size"), (b"1;1\n" * (MOST_LINES + 1), "lines"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_as_a_whole(raw: bytes, why: str) -> None:
    with pytest.raises(ListUnreadable) as refused:
        read_list(raw)
    assert refused.value.facts["why"] == why


@given(st.binary(max_size=200))
def test_whatever_is_sent_is_a_list_or_refused(raw: bytes) -> None:
    try:
        right, _faults = read_list(raw)
    except ListUnreadable:
        return
    assert all(line.amount > 0 for line in right)


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**8)), min_size=1, max_size=20))
def test_what_was_written_is_what_is_read(rows: list[tuple[int, int]]) -> None:
    raw = "\n".join(f"{who};{coins_plain(amount)}" for who, amount in rows).encode()

    assert lines(raw) == [(n + 1, str(who), amount) for n, (who, amount) in enumerate(rows)]
