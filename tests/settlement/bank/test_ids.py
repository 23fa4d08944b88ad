"""Ids are stable, fit the bank's 35 signs, and lead back to the payout."""

import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.ids import end_to_end_id, message_id, payment_information_id, payout_of

BANK_SIGNS = re.compile(r"[A-Z0-9]{1,35}")


def test_a_message_id_names_house_tenant_year_and_number() -> None:
    assert message_id("HE", 2026, 17) == "HTJHE26000017"
    assert payment_information_id("HTJHE26000017") == "HTJHE26000017-1"


def test_message_ids_stay_apart_when_the_numbers_grow_long() -> None:
    assert message_id("HE", 2026, 1_234_567) == "HTJHE261234567"
    assert len(payment_information_id(message_id("ABCDEFGH", 2026, 10**20 - 1))) <= 35


@pytest.mark.parametrize(
    ("code", "sequence"), [("", 1), ("he", 1), ("H-E", 1), ("A" * 9, 1), ("HE", 0), ("HE", 10**20)]
)
def test_no_message_id_is_made_of_what_does_not_fit(code: str, sequence: int) -> None:
    with pytest.raises(ValueError, match="no message id"):
        message_id(code, 2026, sequence)


@given(st.uuids())
def test_an_end_to_end_id_fits_and_leads_back_to_its_payout(payout: UUID) -> None:
    made = end_to_end_id(payout)

    assert BANK_SIGNS.fullmatch(made)
    assert payout_of(made) == payout


@given(st.uuids(), st.uuids())
def test_two_payouts_never_share_an_end_to_end_id(one: UUID, other: UUID) -> None:
    assert (end_to_end_id(one) == end_to_end_id(other)) == (one == other)


def test_ids_of_others_lead_nowhere() -> None:
    ours = end_to_end_id(uuid4())

    for other in ("", "NOTPROVIDED", "HTJ", ours.lower(), ours + "A", ours[:-1], f" {ours}"):
        assert payout_of(other) is None


def test_a_changed_last_sign_is_not_taken_for_ours() -> None:
    made = end_to_end_id(UUID(int=0))

    assert made.endswith("A")
    assert payout_of(made[:-1] + "B") is None
