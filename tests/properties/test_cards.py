"""Any order of paying, guessing, blocking and replacing: no coin lost, no limit passed."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.models import CardPayment, Pot
from currency.proof import verify_ledger
from currency.services.cards import block_card, replace_card
from tenants.errors import Refusal
from tenants.models import Tenant
from tenants.schema import look_at
from tests.cast import NOW, people_a_town
from tests.currency.card_cast import Cards, Held, a_desk

COINS = 6_000
ABOVE, DAY = 700, 1_500
AMOUNTS = st.sampled_from([1, 300, 699, 700, 701, 1_400, 2_500])
PAYING = st.tuples(st.just("pay"), AMOUNTS, st.sampled_from(["none", "right", "wrong"]))
OTHER = st.tuples(st.sampled_from(["block", "replace", "print", "old"]), st.just(0), st.just(""))


@pytest.fixture
def desk(heerlen: Tenant) -> Cards:
    look_at(heerlen)
    return a_desk(people_a_town(heerlen), pin_above=ABOVE, without_pin_per_day=DAY)


@given(acts=st.lists(st.one_of(PAYING, PAYING, OTHER), max_size=18))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_happens_the_rules_of_cards_hold(desk: Cards, acts: list[Any]) -> None:
    town, shop = desk.town, desk.town.shop()
    held, olds, paid, by_code = desk.issued(coins=COINS), [], 0, {}
    for act, amount, pin in acts:
        if act == "pay":
            got = _try(desk, held, shop, amount, pin)
            paid += got
            if got and pin == "none":
                assert amount <= ABOVE
                by_code[held.card.number] = by_code.get(held.card.number, 0) + amount
        elif act == "old":
            assert all(_try(desk, old, shop, 1, "right") == 0 for old in olds)
        elif act == "block":
            _block(desk, held)
        else:
            held, olds = _renewed(desk, held, olds, is_new=act == "replace")
        assert town.balance(held.holder) == COINS - paid
        assert town.balance(shop, Pot.MERCHANT) == paid
        assert all(sum_ <= DAY for sum_ in by_code.values())
    assert sum(
        one.request.amount for one in CardPayment.objects.filter(card__holder=held.holder)
    ) == paid  # fmt: skip
    assert verify_ledger("heerlen") == []


def _try(desk: Cards, held: Held, shop: Any, amount: int, pin: str) -> int:
    """What was paid: all of it or nothing."""
    typed = {"none": "", "right": held.pin, "wrong": desk.wrong(held)}[pin]
    asked = desk.town.asks(shop, amount)
    try:
        desk.pays(held, asked, typed)
    except Refusal:
        return 0
    held.card.refresh_from_db()
    assert pin != "wrong"
    assert held.card.state == "active"
    assert held.card.wrong_pins == 0 or pin == "none"
    return amount


def _block(desk: Cards, held: Held) -> None:
    with suppress(Refusal):
        block_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW)


def _renewed(desk: Cards, held: Held, olds: list[Held], *, is_new: bool) -> tuple[Held, list[Held]]:
    """A new card, or a new PIN on this one; a blocked card gets no PIN."""
    if is_new:
        made = replace_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW)
        return desk.printed(made), [*olds, held]
    try:
        return desk.printed(held.card), olds
    except Refusal:
        return held, olds
