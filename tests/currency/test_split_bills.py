"""One amount in shares: exact to the minor unit, each paid on its own, all of it or none asked."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency import errors, paying_errors, queries
from currency.models import PaymentRequest, Pot, SplitBill
from currency.rules.shares import equal_shares
from currency.services.split_bills import ShareAsked, cancel_bill, split_bill
from tenants.people.models import Party
from tests.cast import NOW, SOMEBODY, Town


@given(st.integers(1, 10**12), st.integers(1, 50))
def test_equal_shares_add_up_and_differ_by_one_minor_unit_at_most(total: int, people: int) -> None:
    shares = equal_shares(total, people)

    assert (len(shares), sum(shares)) == (people, total)
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)


def splits(payee: Party, total: int = 1_000, people: int = 3, **more) -> SplitBill:
    shares = [ShareAsked(amount) for amount in equal_shares(total, people)]
    asked = {"key": uuid4(), "shares": shares, "actor": SOMEBODY, "at": NOW, **more}
    return split_bill(payee=payee, total=total, **asked)


def test_a_shop_asks_a_table_in_shares(town: Town) -> None:
    shop, payers = town.shop(), [town.resident(500) for _ in range(3)]
    bill = splits(shop, description="Tafel 4", desk="Kassa 1")
    state = queries.bill_state(bill.id, shop, now=NOW)

    assert [(one.amount, told) for one, told in state.told] == [
        (334, "open"), (333, "open"), (333, "open"),
    ]  # fmt: skip
    for payer, share in list(zip(payers, state.shares, strict=True))[:2]:
        town.pays(payer, share.code)
    state = queries.bill_state(bill.id, shop, now=NOW)
    assert (state.paid, state.paid_count, state.open, state.is_over) == (667, 2, 333, False)
    town.pays(payers[2], state.shares[2].code)
    assert queries.bill_state(bill.id, shop, now=NOW).is_over
    assert town.balance(shop, Pot.MERCHANT) == 1_000


def test_residents_share_what_one_of_them_paid(town: Town) -> None:
    town.rules(paying={"resident_to_resident": True})
    samira, piet = town.resident(), town.resident(1_000)
    shares = [ShareAsked(334, "piet@town.example"), ShareAsked(333)]
    piet.person.email = "piet@town.example"
    piet.person.save()

    bill = splits(samira, total=667, shares=shares, own_share=True)

    named, open_to_all = queries.bill_state(bill.id, samira, now=NOW).shares
    assert (named.payer, open_to_all.payer) == (piet, None)
    town.pays(piet, named.code)
    town.pays(piet, open_to_all.code)
    assert town.balance(samira) == 667


@pytest.mark.parametrize(
    "amounts",
    [[], [1_000], [500, 499], [500, 501], [1_000, 0], [1_001, -1], [50] * 20 + [0], [10] * 100],
)
def test_shares_that_are_not_the_bill_ask_nothing(town: Town, amounts: list[int]) -> None:
    shares = [ShareAsked(amount) for amount in amounts]

    with pytest.raises(paying_errors.SharesInvalid):
        splits(town.shop(), shares=shares)
    assert not SplitBill.objects.exists()
    assert not PaymentRequest.objects.exists()


def test_a_share_that_is_refused_takes_the_whole_bill_with_it(town: Town) -> None:
    town.rules(payments={"maximum": 500})

    with pytest.raises(errors.AmountTooLarge):
        splits(town.shop(), shares=[ShareAsked(400), ShareAsked(600)])
    with pytest.raises(paying_errors.ResidentsMayNotPayEachOther):
        splits(town.resident())
    assert not PaymentRequest.objects.exists()


def test_one_key_splits_once(town: Town) -> None:
    shop, key = town.shop(), uuid4()

    first = splits(shop, key=key)
    assert splits(shop, key=key) == first
    for more in ({"total": 999}, {"people": 4}, {"description": "Tafel 5"}):
        with pytest.raises(errors.KeyReused):
            splits(shop, key=key, **more)
    assert PaymentRequest.objects.count() == 3


def test_stopping_a_bill_leaves_what_was_paid(town: Town) -> None:
    shop, samira = town.shop(), town.resident(500)
    bill = splits(shop)
    town.pays(samira, queries.bill_state(bill.id, shop, now=NOW).shares[0].code)

    for _ in range(2):
        cancel_bill(bill_id=bill.id, payee=shop, at=NOW)

    state = queries.bill_state(bill.id, shop, now=NOW)
    assert [told for _, told in state.told] == ["paid", "cancelled", "cancelled"]
    assert state.is_over
    with pytest.raises(errors.RequestUnknown):
        cancel_bill(bill_id=bill.id, payee=town.shop(), at=NOW)
    with pytest.raises(errors.RequestUnknown):
        queries.bill_state(bill.id, town.shop(), now=NOW)
