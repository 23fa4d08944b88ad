"""Many payments at once: no counter of a day, a month or a pot is passed, nobody is overfilled."""

import pytest

from currency.models import Counter, Pot
from currency.proof import verify_ledger
from currency.receipts import Receipt
from tenants.models import Tenant
from tests.cast import Town, at_once, people_a_town, refusals_in


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed; a test looks at it by itself."""
    return people_a_town(heerlen)


def paid(answers: list[object]) -> int:
    return sum(isinstance(answer, Receipt) for answer in answers)


def used(town: Town) -> dict[str, int]:
    with town.here():
        return dict(Counter.objects.values_list("name", "used"))


def test_the_month_limit_holds(town: Town) -> None:
    town.rules(payments={"maximum": 500, "maximum_per_day": 1_000, "maximum_per_month": 1_000})
    samira, shop = town.resident(10_000), town.shop()
    codes = [town.asks(shop, 300).code for _ in range(8)]

    answers = at_once(*[lambda code=code: town.pays(samira, code) for code in codes])

    assert paid(answers) == 3
    assert set(refusals_in(answers)) <= {"over-limit", "over-month-limit"}
    assert used(town) == {"paid-per-day": 900, "paid-per-month": 900}


def test_the_limit_of_a_pot_holds_and_the_next_pot_pays(town: Town) -> None:
    town.rules(pots={"gift": {"maximum_per_day": 500, "maximum_per_month": 500}})
    samira, shop = town.resident(1_000), town.shop()
    town.give(samira, 2_000, Pot.GIFT)
    codes = [town.asks(shop, 200).code for _ in range(6)]

    answers = at_once(*[lambda code=code: town.pays(samira, code) for code in codes])

    assert paid(answers) + len(refusals_in(answers)) == 6
    assert set(refusals_in(answers)) <= {"over-pot-limit"}
    gift, earned = 2_000 - town.balance(samira, Pot.GIFT), 1_000 - town.balance(samira)
    assert gift == 500 == used(town)["paid-per-day:gift"]
    assert gift + earned == 200 * paid(answers)
    assert verify_ledger("heerlen") == []


def test_nobody_gets_more_than_a_person_may_have(town: Town) -> None:
    town.rules(paying={"resident_to_resident": True}, pots={"maximum_balance": 5_000})
    piet = town.resident(4_000)
    payers = [town.resident(1_000) for _ in range(8)]
    codes = [town.asks(piet, 300).code for _ in payers]

    pays = zip(payers, codes, strict=True)
    answers = at_once(
        *[lambda payer=payer, code=code: town.pays(payer, code) for payer, code in pays]
    )

    assert paid(answers) == 3
    assert refusals_in(answers) == ["receiver-full"] * 5
    assert town.balance(piet) == 4_900


def test_people_who_pay_each_other_at_once_do_not_deadlock(town: Town) -> None:
    town.rules(paying={"resident_to_resident": True})
    people = [town.resident(5_000) for _ in range(4)]
    pairs = [(one, other) for one in people for other in people if one != other]
    codes = [town.asks(payee, 100).code for _, payee in pairs]

    pays = zip(pairs, codes, strict=True)
    answers = at_once(
        *[lambda payer=pair[0], code=code: town.pays(payer, code) for pair, code in pays]
    )

    assert paid(answers) == len(pairs)
    assert [town.balance(person) for person in people] == [5_000] * 4
    assert verify_ledger("heerlen") == []
