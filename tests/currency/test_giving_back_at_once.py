"""Giving back, reporting and deciding at the same moment: never more than was paid, one outcome."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from currency.models import Account, Counter, Dispute, Pot, Transfer
from currency.proof import verify_ledger
from currency.services import disputes
from currency.services.refunds import refund
from currency.services.reversals import reverse_transfer
from tenants.models import Tenant
from tenants.people.models import Party, Person, Seat
from tenants.people.services import add_person, give_seat, grant_role
from tests.cast import NOW, Town, at_once, people_a_town, refusals_in


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed; a test looks at it by itself."""
    return people_a_town(heerlen)


def somebody(town: Town, role: str = "", shop: Party | None = None) -> Person:
    with town.here():
        person = add_person(email=f"{uuid4()}@town.example", name="Bo Vos")
        if role:
            grant_role(person=person, code=role, actor=None)
        if shop:
            give_seat(person=person, party=shop, duty=Seat.Duty.STAFF, actor=None)
        return person


def in_town(town: Town, act: Callable[..., object], **asked) -> Callable[[], object]:
    """The act, looking at the town by itself."""

    def acting() -> object:
        with town.here():
            return act(at=NOW, **asked)

    return acting


def part(town: Town, paid: int, amount: int, **more) -> Callable[[], object]:
    asked = {"key": uuid4(), "reason": "Deel", "actor": uuid4(), **more}
    return in_town(town, refund, transfer_id=paid, amount=amount, **asked)


def whole(town: Town, paid: int) -> Callable[[], object]:
    return in_town(town, reverse_transfer, transfer_id=paid, reason="", actor=uuid4())


def held(town: Town) -> int:
    with town.here():
        return sum(Account.objects.filter(pot=Pot.MERCHANT).values_list("held", flat=True))


def test_many_parts_at_once_never_pass_the_payment(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    paid = town.pays(samira, town.asks(shop, 1_000).code).transfer_id
    town.pays(town.resident(5_000), town.asks(shop, 5_000).code)

    answers = at_once(*[part(town, paid, 300) for _ in range(8)])

    assert refusals_in(answers) == ["refund-too-large"] * 5
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (900, 5_100)
    with town.here():
        assert Counter.objects.get(name="refunded").used == 900
    assert verify_ledger("heerlen") == []


def test_a_part_and_the_whole_at_once_never_give_back_twice(town: Town) -> None:
    for _ in range(4):
        samira, shop = town.resident(1_000), town.shop()
        paid = town.pays(samira, town.asks(shop, 1_000).code).transfer_id

        answers = at_once(part(town, paid, 600), whole(town, paid), part(town, paid, 600))

        made = [answer for answer in answers if isinstance(answer, Transfer)]
        assert len(made) == 1
        assert town.balance(samira) == (1_000 if made[0].kind == "reversal" else 600)
    assert verify_ledger("heerlen") == []


def test_one_key_gives_back_once(town: Town) -> None:
    samira = town.resident(1_000)
    paid = town.pays(samira, town.asks(town.shop(), 1_000).code).transfer_id
    same = {"key": uuid4(), "actor": uuid4()}

    answers = at_once(*[part(town, paid, 300, **same) for _ in range(6)])

    assert len(set(answers)) == 1
    assert town.balance(samira) == 300


def test_parts_go_to_the_right_pots_however_many_give_at_once(town: Town) -> None:
    samira = town.resident(500)
    town.give(samira, 500, Pot.GIFT)
    paid = town.pays(samira, town.asks(town.shop(), 1_000).code).transfer_id

    at_once(*[part(town, paid, 150) for _ in range(5)])

    assert (town.balance(samira), town.balance(samira, Pot.GIFT)) == (500, 250)


def test_paying_and_giving_back_at_once_do_not_deadlock(town: Town) -> None:
    people = [(town.resident(3_000), town.shop()) for _ in range(4)]
    acts: list[Callable[[], object]] = []
    for samira, shop in people:
        paid = town.pays(samira, town.asks(shop, 1_000).code).transfer_id
        disputed = town.pays(samira, town.asks(shop, 500).code).transfer_id
        in_town(town, disputes.open_dispute, key=uuid4(), transfer_id=disputed, payer=samira,
                reason="twice", text="")()  # fmt: skip
        code = town.asks(shop, 200).code
        acts += [lambda samira=samira, code=code: town.pays(samira, code)]
        acts += [part(town, paid, 400), part(town, disputed, 500), whole(town, disputed)]

    answers = at_once(*acts)

    assert set(refusals_in(answers)) <= {"refund-too-large", "partly-refunded"}
    assert held(town) == 0
    assert verify_ledger("heerlen") == []


def test_of_two_who_decide_otherwise_one_decides(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    paid = town.pays(samira, town.asks(shop, 1_000).code).transfer_id
    staff = [somebody(town, role) for role in ("manager", "finance")]
    dispute = in_town(town, disputes.open_dispute, key=uuid4(), transfer_id=paid, payer=samira,
                      reason="twice", text="")()  # fmt: skip

    answers = at_once(*[
        in_town(town, disputes.decide_dispute, dispute_id=dispute.id, actor=actor, amount=amount,
                decision="Zo")
        for actor, amount in zip(staff * 2, (700, 0) * 2, strict=True)
    ])  # fmt: skip

    assert refusals_in(answers) == ["dispute-decided"] * 2
    with town.here():
        dispute.refresh_from_db()
    assert town.balance(samira) == (700 if dispute.state == "upheld" else 0)
    assert held(town) == 0


def test_decided_accepted_taken_back_and_given_back_at_once_is_one_outcome(town: Town) -> None:
    staff = somebody(town, "manager")
    for _ in range(4):
        samira, shop = town.resident(1_000), town.shop()
        baker = somebody(town, shop=shop)
        paid = town.pays(samira, town.asks(shop, 1_000).code).transfer_id
        dispute = in_town(town, disputes.open_dispute, key=uuid4(), transfer_id=paid,
                          payer=samira, reason="other", text="")()  # fmt: skip
        about = {"dispute_id": dispute.id}

        at_once(
            in_town(town, disputes.decide_dispute, actor=staff, amount=400, decision="Zo", **about),
            in_town(town, disputes.accept_dispute, actor=baker, **about),
            in_town(town, disputes.withdraw_dispute, payer=samira, **about),
            whole(town, paid),
        )  # fmt: skip

        with town.here():
            dispute.refresh_from_db()
        assert dispute.state != Dispute.State.OPEN
        assert town.balance(samira) + town.balance(shop, Pot.MERCHANT) == 1_000
    assert held(town) == 0
    assert verify_ledger("heerlen") == []


def test_two_reports_at_once_are_one(town: Town) -> None:
    samira = town.resident(1_000)
    paid = town.pays(samira, town.asks(town.shop(), 600).code).transfer_id

    answers = at_once(*[
        in_town(town, disputes.open_dispute, key=uuid4(), transfer_id=paid, payer=samira,
                reason="twice", text="")
        for _ in range(4)
    ])  # fmt: skip

    assert refusals_in(answers) == ["dispute-open"] * 3
    assert held(town) == 600
