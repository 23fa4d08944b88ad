"""Many at once, each on a connection of its own: nothing twice, nobody below the floor."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from currency.models import Account, Counter, PaymentRequest, Pot, Transfer
from currency.proof import verify_ledger
from currency.receipts import Receipt
from currency.services.holds import lapse_holds, place_hold, release_hold
from currency.services.requests import cancel_request
from currency.services.reversals import reverse_transfer
from tenants.models import Agreement, Tenant
from tests.cast import NOW, SOMEBODY, Town, agree, at_once, people_a_town, refusals_in

SIXTEEN = 16


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed; a test looks at it by itself."""
    return people_a_town(heerlen)


@pytest.fixture
def abroad(committed: None, sittard_geleen: Tenant) -> Town:
    """The other town, committed."""
    return people_a_town(sittard_geleen)


def receipts_in(answers: list[object]) -> list[Receipt]:
    return [answer for answer in answers if isinstance(answer, Receipt)]


def paying(town: Town, payer, code: str) -> Callable[[], Receipt]:
    return lambda: town.pays(payer, code)


def test_a_balance_pays_no_more_than_it_has_however_many_ask(town: Town) -> None:
    samira = town.resident(1_000)
    codes = [town.asks(town.shop(), 300).code for _ in range(8)]

    answers = at_once(*[paying(town, samira, code) for code in codes])

    assert len(receipts_in(answers)) == 3
    assert refusals_in(answers) == ["insufficient-balance"] * 5
    assert town.balance(samira) == 100
    assert verify_ledger("heerlen") == []


def test_two_taps_are_one_payment_with_one_receipt(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    code = town.asks(shop, 600).code

    answers = at_once(*[paying(town, samira, code)] * 6)

    assert len(receipts_in(answers)) == 6
    assert len(set(answers)) == 1
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (400, 600)


def test_of_many_payers_of_one_request_one_pays(town: Town) -> None:
    payers = [town.resident(1_000) for _ in range(8)]
    code = town.asks(town.shop(), 600).code

    answers = at_once(*[paying(town, payer, code) for payer in payers])

    assert len(receipts_in(answers)) == 1
    assert refusals_in(answers) == ["request-paid"] * 7
    assert sorted(town.balance(payer) for payer in payers) == [400] + [1_000] * 7


def test_sixteen_people_pay_at_one_shop(town: Town) -> None:
    shop = town.shop()
    payers = [town.resident(1_000) for _ in range(SIXTEEN)]
    codes = [town.asks(shop, 10 + number).code for number in range(SIXTEEN)]

    answers = at_once(*map(lambda payer, code: paying(town, payer, code), payers, codes))

    assert len(receipts_in(answers)) == SIXTEEN
    assert town.balance(shop, Pot.MERCHANT) == sum(range(10, 10 + SIXTEEN))
    assert verify_ledger("heerlen") == []


def test_the_day_limit_holds_for_payments_at_once(town: Town) -> None:
    town.rules(payments={"maximum": 1_000, "maximum_per_day": 1_000})
    samira, shop = town.resident(10_000), town.shop()
    codes = [town.asks(shop, 300).code for _ in range(8)]

    answers = at_once(*[paying(town, samira, code) for code in codes])

    assert len(receipts_in(answers)) == 3
    assert refusals_in(answers) == ["over-limit"] * 5
    with town.here():
        assert Counter.objects.get().used == 900


def test_the_agreement_cap_holds_for_payments_at_once(town: Town, abroad: Town) -> None:
    agree(town, abroad, cap_payment=300, cap_outstanding=1_000)
    shop = abroad.shop()
    codes = [abroad.asks(shop, 300).code for _ in range(8)]
    payers = [town.resident(1_000) for _ in codes]

    answers = at_once(*map(lambda payer, code: paying(town, payer, code), payers, codes))

    assert len(receipts_in(answers)) == 3
    assert refusals_in(answers) == ["agreement-cap-reached"] * 5
    assert Agreement.objects.get().used == 900
    assert (town.owed_to(abroad), abroad.owed_to(town)) == (900, -900)


def test_two_taps_in_another_town_use_the_agreement_once(town: Town, abroad: Town) -> None:
    agree(town, abroad)
    samira, code = town.resident(5_000), abroad.asks(abroad.shop(), 600).code

    answers = at_once(*[paying(town, samira, code)] * 6)

    assert len(set(receipts_in(answers))) == 1
    assert len(receipts_in(answers)) == 6
    assert (town.balance(samira), town.owed_to(abroad)) == (4_400, 600)
    assert Agreement.objects.get().used == 600


def test_payments_in_opposite_directions_do_not_deadlock(town: Town, abroad: Town) -> None:
    agree(town, abroad)
    agree(abroad, town)
    acts = []
    for number in range(SIXTEEN):
        home, there = (town, abroad) if number % 2 else (abroad, town)
        acts.append(paying(home, home.resident(500), there.asks(there.shop(), 400).code))

    answers = at_once(*acts)

    assert len(receipts_in(answers)) == SIXTEEN
    assert (town.owed_to(abroad), abroad.owed_to(town)) == (0, 0)
    assert list(Agreement.objects.values_list("used", flat=True)) == [3_200, 3_200]
    assert [verify_ledger(name) for name in ("heerlen", "sittard_geleen")] == [[], []]


def test_people_who_pay_each_other_s_accounts_do_not_deadlock(town: Town) -> None:
    accounts = [town.account(town.resident(10_000), Pot.EARNED) for _ in range(4)]
    pairs = [(one, other) for one in accounts for other in accounts if one != other]

    answers = at_once(*[lambda pair=pair: town.move(*pair, 100) for pair in pairs])

    assert all(isinstance(answer, Transfer) for answer in answers)
    assert verify_ledger("heerlen") == []


def test_stopped_or_paid_but_not_both(town: Town) -> None:
    shop, samira = town.shop(), town.resident(1_000)
    asked = town.asks(shop, 600)

    def stop() -> PaymentRequest:
        with town.here():
            return cancel_request(request_id=asked.id, payee=shop, at=NOW)

    answers = at_once(stop, paying(town, samira, asked.code))

    with town.here():
        asked.refresh_from_db()
    is_paid = asked.state == PaymentRequest.State.PAID
    assert town.balance(samira) == (400 if is_paid else 1_000)
    assert refusals_in(answers) == (["request-paid"] if is_paid else ["request-cancelled"])


def test_one_key_of_a_till_makes_one_request(town: Town) -> None:
    shop, key = town.shop(), uuid4()

    answers = at_once(*[lambda: town.asks(shop, 600, key=key, description="Brood")] * 6)

    assert len(set(answers)) == 1
    with town.here():
        assert PaymentRequest.objects.get().description == "Brood"


def test_a_payment_is_given_back_once_whoever_asks(town: Town) -> None:
    samira = town.resident(1_000)
    paid = town.pays(samira, town.asks(town.shop(), 600).code)

    def reverse(actor) -> Transfer:
        with town.here():
            return reverse_transfer(
                transfer_id=paid.transfer_id, reason="", actor=actor, at=NOW
            )  # fmt: skip

    answers = at_once(*[lambda: reverse(uuid4()) for _ in range(6)])

    assert len(set(answers)) == 1
    assert town.balance(samira) == 1_000


def test_a_budget_is_not_reserved_twice(town: Town) -> None:
    budget = town.account(town.programme.party, Pot.PROGRAMME)

    def reserve() -> object:
        with town.here():
            return place_hold(key=uuid4(), account_id=budget, amount=400_000, at=NOW)

    answers = at_once(*[reserve] * 4)

    assert refusals_in(answers) == ["insufficient-balance"] * 2
    with town.here():
        assert Account.objects.get(id=budget).held == 800_000


def test_a_hold_that_lapses_twice_at_once_is_given_back_once(town: Town) -> None:
    budget = town.account(town.programme.party, Pot.PROGRAMME)
    with town.here():
        hold = place_hold(key=uuid4(), account_id=budget, amount=500, at=NOW, lapses_at=NOW)

    def lapse() -> int:
        with town.here():
            return lapse_holds(now=NOW)

    def release() -> object:
        with town.here():
            return release_hold(hold_id=hold.id)

    at_once(lapse, lapse, release, release)

    with town.here():
        assert Account.objects.get(id=budget).held == 0
    assert verify_ledger("heerlen") == []


def test_one_key_posts_once_and_everybody_gets_its_answer(town: Town) -> None:
    samira, piet, key = town.resident(1_000), town.resident(), uuid4()
    pair = town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED)

    answers = at_once(*[lambda: town.move(*pair, 300, key=key, actor=SOMEBODY)] * 8)

    assert len(set(answers)) == 1
    assert (town.balance(samira), town.balance(piet)) == (700, 300)
