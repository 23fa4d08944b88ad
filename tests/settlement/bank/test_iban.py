"""Account numbers: what is wrong with one, its bank, and how it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.iban import IbanProblem, bic_of, is_iban, masked_iban, plain_iban, problem_of

GOOD = "NL91ABNA0417164300"


@pytest.mark.parametrize("typed", [GOOD, "nl91 abna 0417 1643 00", " NL91\tABNA0417164300\n"])
def test_an_account_number_may_be_typed_with_spaces(typed: str) -> None:
    assert plain_iban(typed) == GOOD
    assert is_iban(typed)


@pytest.mark.parametrize("good", ["BE68539007547034", "DE89370400440532013000", GOOD])
def test_accounts_of_the_neighbours_can_be_paid(good: str) -> None:
    assert problem_of(good) is None


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", IbanProblem.EMPTY),
        (" \n", IbanProblem.EMPTY),
        ("NL92ABNA0417164300", IbanProblem.CHECK_DIGITS),
        ("NL91ABNA0417164301", IbanProblem.CHECK_DIGITS),
        ("NL91ABNA041716430", IbanProblem.LENGTH),
        ("NL91ABNA04171643000", IbanProblem.LENGTH),
        ("NL91ABN10417164300", IbanProblem.STRUCTURE),
        ("NL91ABNA04171643-0", IbanProblem.STRUCTURE),
        ("ΝL91ABNA0417164300", IbanProblem.STRUCTURE),
        ("XX82WEST12345698765432", IbanProblem.COUNTRY),
        ("TR330006100519786457841326", IbanProblem.OUTSIDE_SEPA),
    ],
)
def test_what_is_wrong_is_told_apart(typed: str, problem: IbanProblem) -> None:
    assert problem_of(typed) is problem
    assert not is_iban(typed)


@given(st.text(max_size=40))
def test_no_text_at_all_makes_it_fall(text: str) -> None:
    assert is_iban(text) == (problem_of(text) is None)
    assert isinstance(bic_of(text), str)
    masked_iban(text)


def test_the_bank_is_known_by_its_bic() -> None:
    assert bic_of(GOOD) == "ABNANL2A"
    assert bic_of("nonsense") == ""


def test_a_masked_number_shows_country_and_last_two_signs() -> None:
    assert masked_iban("nl91 abna 0417 1643 00") == "NL.. .... .... .... 00"
    assert masked_iban("BE68539007547034") == "BE.. .... .... ..34"
    assert masked_iban("NL9") == "...."
