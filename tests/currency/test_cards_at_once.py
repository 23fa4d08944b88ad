"""Cards at many tills at once: blocked is blocked, three tries are three, once is once."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from currency.card_errors import CardLocked
from currency.models import Card, CardPayment, Counter, Pot
from currency.proof import verify_ledger
from currency.receipts import Receipt
from currency.services.cards import block_card, issue_card, replace_card
from tenants.errors import Refusal
from tenants.models import Tenant
from tests.cast import NOW, Town, at_once, people_a_town, refusals_in
from tests.currency.card_cast import Cards, Held, a_desk


@pytest.fixture
def desk(committed: None, heerlen: Tenant) -> Cards:
    """Heerlen, committed; a test looks at it by itself."""
    return a_desk(people_a_town(heerlen))


def paying(desk: Cards, held: Held, amount: int, pin: str = "") -> Callable[[], Receipt]:
    asked = desk.town.asks(desk.town.shop(), amount)
    return lambda: desk.pays(held, asked, pin)


def here(town: Town, act: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        with town.here():
            return act()

    return run


def test_one_card_at_eight_tills_pays_no_more_than_the_code_may(desk: Cards) -> None:
    held = desk.issued()

    answers = at_once(*[paying(desk, held, 900) for _ in range(8)])

    assert len([one for one in answers if isinstance(one, Receipt)]) == 2
    assert refusals_in(answers) == ["pin-needed"] * 6
    assert desk.town.balance(held.holder) == 10_000 - 1_800
    with desk.town.here():
        assert Counter.objects.get(name="card-without-pin").used == 1_800
        assert CardPayment.objects.count() == 2
    assert verify_ledger("heerlen") == []


def test_twelve_guesses_at_once_are_three(desk: Cards) -> None:
    held = desk.issued()

    answers = at_once(*[paying(desk, held, 1_500, desk.wrong(held)) for _ in range(12)])

    assert refusals_in(answers) == ["card-locked"] * 10 + ["pin-wrong"] * 2
    with desk.town.here():
        assert Card.objects.get().wrong_pins == 3
    with pytest.raises(CardLocked):
        paying(desk, held, 100, held.pin)()


def test_one_tap_sent_six_times_is_one_payment(desk: Cards) -> None:
    held, shop = desk.issued(), desk.town.shop()
    asked = desk.town.asks(shop, 700)

    answers = at_once(*[lambda: desk.pays(held, asked)] * 6)

    assert len(set(answers)) == 1
    assert desk.town.balance(shop, Pot.MERCHANT) == 700
    with desk.town.here():
        assert Counter.objects.get(name="card-without-pin").used == 700


def test_the_card_and_the_phone_of_one_holder_pay_one_request_once(desk: Cards) -> None:
    held, shop = desk.issued(), desk.town.shop()
    asked = desk.town.asks(shop, 700)

    answers = at_once(
        lambda: desk.pays(held, asked), lambda: desk.town.pays(held.holder, asked.code)
    )

    assert not refusals_in(answers)
    assert desk.town.balance(shop, Pot.MERCHANT) == 700


def test_after_a_block_is_answered_no_payment_comes_through(desk: Cards) -> None:
    held = desk.issued(coins=10_000)
    pays = [paying(desk, held, 100) for _ in range(6)]
    seen: list[int] = []

    def block() -> object:
        with desk.town.here():
            block_card(card_id=held.card.id, actor=desk.clerk, reason="stolen", at=NOW)
            seen.append(CardPayment.objects.count())
        return "blocked"

    answers = at_once(block, *pays)

    with desk.town.here():
        assert CardPayment.objects.count() == seen[0]
    paid = [one for one in answers if isinstance(one, Receipt)]
    assert len(paid) == seen[0]
    assert refusals_in(answers) == ["card-blocked"] * (6 - len(paid))
    assert desk.town.balance(held.holder) == 10_000 - 100 * len(paid)


def test_two_colleagues_replace_one_card_by_one(desk: Cards) -> None:
    held = desk.issued()
    replacing = here(
        desk.town,
        lambda: replace_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW),
    )

    answers = at_once(*[replacing] * 4)

    assert len({one.id for one in answers}) == 1
    with desk.town.here():
        assert sorted(Card.objects.values_list("state", flat=True)) == ["active", "replaced"]


def test_one_form_sent_twice_makes_one_card_and_two_forms_too(desk: Cards) -> None:
    person, key = desk.town.resident().person, uuid4()

    def issuing(key) -> Callable[[], object]:
        return here(desk.town, lambda: issue_card(key=key, holder=person, actor=desk.clerk, at=NOW))

    answers = at_once(issuing(key), issuing(key), issuing(uuid4()), issuing(uuid4()))

    made = {one.id for one in answers if not isinstance(one, Refusal)}
    assert len(made) == 1
    with desk.town.here():
        assert Card.objects.count() == 1
