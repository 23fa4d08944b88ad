"""Which pots pay where: kinds of shop, other towns, people, and the limits of a pot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency import errors, paying_errors
from currency.models import Counter, Pot
from currency.rules.document import Rules
from currency.rules.spending import Payee, Skip, spread, why_not
from currency.services import payments
from currency.services.reversals import reverse_transfer
from tenants.people.models import Party
from tenants.people.services import categorise_party
from tests.cast import NOW, SOMEBODY, Town, agree

GROCER, BIKES = Payee("merchant", "grocery"), Payee("merchant", "bike")
SOMEONE, ELSEWHERE = Payee("person"), Payee("merchant", "grocery", is_abroad=True)
EARMARKED = Rules.model_validate(
    {
        "pots": {
            "emergency": {"categories": ["grocery", "care"], "abroad": False},
            "gift": {"expiry": {"kind": "months", "months": 3}},
            "topped_up": {},
            "earned": {"expiry": {"kind": "months", "months": 12}},
        }
    }
)
FADING = Rules.model_validate({"demurrage": {"share_bp": 100, "pots": ["gift"]}})


@pytest.mark.parametrize(
    ("rules", "pot", "payee", "answer"),
    [
        (EARMARKED, "emergency", GROCER, None),
        (EARMARKED, "emergency", BIKES, Skip.CATEGORY),
        (EARMARKED, "emergency", Payee("merchant"), Skip.CATEGORY),
        (EARMARKED, "emergency", Payee("organisation"), Skip.CATEGORY),
        (EARMARKED, "emergency", ELSEWHERE, Skip.ABROAD),
        (EARMARKED, "emergency", SOMEONE, Skip.PEOPLE),
        (Rules(), "emergency", SOMEONE, Skip.PEOPLE),
        (EARMARKED, "gift", BIKES, None),
        (EARMARKED, "gift", SOMEONE, Skip.PEOPLE),
        (Rules(), "gift", SOMEONE, None),
        (FADING, "gift", SOMEONE, Skip.PEOPLE),
        (EARMARKED, "topped-up", SOMEONE, None),
        (EARMARKED, "earned", SOMEONE, None),
        (EARMARKED, "earned", ELSEWHERE, None),
    ],
)
def test_a_pot_is_good_where_the_rules_say(
    rules: Rules, pot: str, payee: Payee, answer: Skip | None
) -> None:
    assert why_not(rules, pot, payee) == answer


pots = st.dictionaries(
    st.sampled_from(["emergency", "gift", "topped-up", "earned"]), st.integers(0, 10_000)
)


@given(
    pots, pots, st.integers(1, 30_000), st.sampled_from([GROCER, BIKES, SOMEONE, ELSEWHERE]),
    st.none() | st.integers(1, 5_000),
)  # fmt: skip
def test_a_payment_comes_whole_out_of_pots_that_are_good(
    available: dict[str, int], rooms: dict[str, int], amount: int, payee: Payee, most: int | None
) -> None:
    rules = EARMARKED.model_copy(
        update={"pots": EARMARKED.pots.model_copy(
            update={"topped_up": EARMARKED.pots.topped_up.model_copy(
                update={"maximum_payment": most})})}
    )  # fmt: skip

    try:
        found = spread(rules, available, amount, payee, rooms)
    except errors.InsufficientBalance:
        good = [pot for pot in available if why_not(rules, pot, payee) is None]
        assert most or rooms or sum(available[pot] for pot in good) < amount
        return

    given_by = dict(found.parts)
    assert sum(given_by.values()) == amount
    for pot, part in given_by.items():
        assert why_not(rules, pot, payee) is None
        assert 0 < part <= min(available[pot], rooms.get(pot, part))
    assert given_by.get("topped-up", 0) <= (most or amount)
    assert not {pot for pot, reason in found.skipped if reason != Skip.LIMIT} & given_by.keys()


@pytest.fixture
def earmarked(town: Town) -> Town:
    """Coins for an emergency are for groceries, at home."""
    town.rules(pots={"emergency": {"categories": ["grocery"], "abroad": False}})
    return town


def shop_of(town: Town, category: str) -> Party:
    with town.here():
        return categorise_party(party=town.shop(), category=category)


def test_earmarked_coins_pay_at_their_kind_of_shop_and_stay_shut_elsewhere(earmarked: Town) -> None:
    samira = earmarked.resident(500)
    earmarked.give(samira, 400, Pot.EMERGENCY)
    bikes = earmarked.asks(shop_of(earmarked, "bike"), 450)

    quote = payments.quote(code=bikes.code, payer=samira, at=NOW)
    earmarked.pays(samira, earmarked.asks(shop_of(earmarked, "grocery"), 300).code)
    earmarked.pays(samira, bikes.code)

    assert (quote.parts, quote.skipped) == ([("earned", 450)], [("emergency", Skip.CATEGORY)])
    assert (quote.available, quote.left) == (900, 450)
    assert (earmarked.balance(samira, Pot.EMERGENCY), earmarked.balance(samira)) == (100, 50)


def test_too_little_tells_which_pots_are_not_good_here(earmarked: Town) -> None:
    samira = earmarked.resident(100)
    earmarked.give(samira, 400, Pot.EMERGENCY)

    with pytest.raises(errors.InsufficientBalance) as refused:
        earmarked.pays(samira, earmarked.asks(shop_of(earmarked, "bike"), 450).code)
    assert refused.value.facts == {
        "amount": 450, "available": 100, "skipped": ["emergency:category"],
    }  # fmt: skip


def test_coins_that_stay_at_home_do_not_pay_elsewhere(earmarked: Town, abroad: Town) -> None:
    agree(earmarked, abroad)
    samira, grocer = earmarked.resident(100), shop_of(abroad, "grocery")
    earmarked.give(samira, 400, Pot.EMERGENCY)

    with pytest.raises(errors.InsufficientBalance) as refused:
        earmarked.pays(samira, abroad.asks(grocer, 200).code)
    assert refused.value.facts["skipped"] == ["emergency:abroad"]
    assert earmarked.pays(samira, abroad.asks(grocer, 100).code).paid == 100


@pytest.mark.parametrize(
    ("here", "there", "refusal"),
    [
        ({"spend": False}, {}, paying_errors.AbroadNotSpent),
        ({}, {"accept": False}, paying_errors.AbroadNotAccepted),
        ({"maximum_payment": 99}, {}, errors.AmountTooLarge),
        ({"maximum_payment": 100, "accept": False}, {"spend": False, "maximum_payment": 1}, None),
    ],
)
def test_both_sides_rules_say_what_crosses_the_border(
    town: Town, abroad: Town, here: dict, there: dict, refusal: type | None
) -> None:
    agree(town, abroad)
    town.rules(abroad=here)
    abroad.rules(abroad=there)
    samira, asked = town.resident(500), abroad.asks(abroad.shop(), 100)

    if refusal is None:
        assert town.pays(samira, asked.code).paid == 100
        return
    with town.here(), pytest.raises(refusal):
        payments.quote(code=asked.code, payer=samira, at=NOW)
    with pytest.raises(refusal):
        town.pays(samira, asked.code)
    assert town.balance(samira) == 500


def test_a_pot_gives_no_more_than_its_day_and_the_next_pot_gives_the_rest(town: Town) -> None:
    town.rules(pots={"gift": {"maximum_payment": 300, "maximum_per_day": 400}})
    samira, shop = town.resident(1_000), town.shop()
    town.give(samira, 1_000, Pot.GIFT)

    first = town.pays(samira, town.asks(shop, 350).code)
    quote = payments.quote(code=town.asks(shop, 200).code, payer=samira, at=NOW)
    town.pays(samira, town.asks(shop, 200).code)

    assert (quote.parts, quote.skipped) == (
        [("gift", 100), ("earned", 100)], [("gift", Skip.LIMIT)],
    )  # fmt: skip
    assert (town.balance(samira, Pot.GIFT), town.balance(samira)) == (600, 850)
    reverse_transfer(transfer_id=first.transfer_id, reason="", actor=SOMEBODY, at=NOW)
    assert dict(Counter.objects.filter(name__startswith="paid").values_list("name", "used")) == {
        "paid-per-day": 200, "paid-per-day:gift": 100,
    }  # fmt: skip


def test_the_month_is_full_exactly_at_its_limit_and_the_next_one_is_new(town: Town) -> None:
    town.rules(payments={"maximum": 500, "maximum_per_day": 500, "maximum_per_month": 700})
    samira, shop = town.resident(5_000), town.shop()
    days = [NOW.replace(day=day) for day in (28, 29, 30)]
    town.pays(samira, town.asks(shop, 500, at=days[0]).code, at=days[0])
    town.pays(samira, town.asks(shop, 200, at=days[1]).code, at=days[1])

    with pytest.raises(paying_errors.OverMonthLimit) as refused:
        town.pays(samira, town.asks(shop, 1, at=days[2]).code, at=days[2])
    december = NOW.replace(month=12, day=1)

    assert refused.value.facts == {"limit": "paid-per-month"}
    assert town.pays(samira, town.asks(shop, 500, at=december).code, at=december).paid == 500
