"""Coordinators, towns and residents at the same moment: each payment is cleared exactly once."""

from collections.abc import Callable
from uuid import uuid4

from django_tenants.utils import schema_context

from currency.models import Entry, Pot, Transfer
from currency.proof import verify_ledger
from settlement.clearing import errors, queries
from settlement.clearing.models import ClearingObligation, ClearingPair, ClearingRun
from settlement.clearing.services import payments as steps
from settlement.services.redemptions import redeem
from tests.settlement.cast import NOW, Town, at_once
from tests.settlement.clearing.cast import Method, Parkstad, later


def spender(region: Parkstad, payer: Town, shop_town: Town, coins: int) -> Callable[[], object]:
    """A payment that has all it needs, to be made at the given moment."""

    def spend() -> object:
        return region.spend(payer, shop_town, coins)

    return spend


def sound(region: Parkstad) -> bool:
    return not any(verify_ledger(town.tenant.schema_name) for town in region.towns)


def test_of_two_runs_opened_at_once_one_is_refused(committed_region: Parkstad) -> None:
    region = committed_region
    region.spend(region.heerlen, region.sittard, 100)

    answers = at_once(region.heerlen.tenant, region.open, region.open)

    assert sorted(type(answer).__name__ for answer in answers) == [
        "ClearingRun", "RunInPreparation",
    ]  # fmt: skip
    assert ClearingRun.objects.get().gross_cents == 100


def test_one_form_sent_twice_at_once_opens_one_run(committed_region: Parkstad) -> None:
    region, key = committed_region, uuid4()
    region.spend(region.heerlen, region.sittard, 100)

    answers = at_once(
        region.heerlen.tenant, lambda: region.open(key=key), lambda: region.open(key=key)
    )

    assert answers[0] == answers[1] == ClearingRun.objects.get()


def test_a_payment_made_while_a_run_is_opened_is_in_exactly_one_run(
    committed_region: Parkstad,
) -> None:
    region = committed_region
    region.spend(region.heerlen, region.sittard, 1)
    amounts = [2**n for n in range(1, 7)]
    acts = [spender(region, region.heerlen, region.sittard, coins) for coins in amounts]

    first, *_ = at_once(region.heerlen.tenant, lambda: region.open(cut_off=NOW), *acts)
    assert isinstance(first, ClearingRun)
    settle(region, first)
    try:
        second = region.open(cut_off=NOW)
    except errors.NothingToClear:
        pass
    else:
        settle(region, second)

    cleared = [one.coins for one in ClearingObligation.objects.order_by("id")]
    assert sum(cleared) == 127
    assert queries.positions(region.region) == []
    assert stretches(region) == payments(region)
    assert sound(region)


def settle(region: Parkstad, run: ClearingRun) -> None:
    region.propose(run)
    for payment in run.payments.all():
        region.approve(region.of(payment.debtor), run)
        region.pay(region.of(payment.debtor), payment)
        region.confirm(region.of(payment.creditor), payment)


def payments(region: Parkstad) -> list[int]:
    """Numbers of the payments on Heerlen's clearing account."""
    with schema_context("heerlen"):
        found = Entry.objects.filter(account__pot=Pot.CLEARING)
        return sorted(found.filter(transfer__kind="payment-abroad").values_list("seq", flat=True))


def stretches(region: Parkstad) -> list[int]:
    """The same numbers, as the stretches of the runs hold them; twice where a run overlaps."""
    made = payments(region)
    side = "first" if region.heerlen.tenant.id < region.sittard.tenant.id else "second"
    return sorted(
        number
        for pair in ClearingPair.objects.filter(is_live=True)
        for number in made
        if getattr(pair, f"{side}_after") < number <= getattr(pair, f"{side}_until")
    )


def test_the_last_two_towns_say_yes_at_once_and_it_is_booked_once(
    committed_region: Parkstad,
) -> None:
    region = committed_region
    region.spend(region.heerlen, region.sittard, 100)
    region.spend(region.parkstad, region.sittard, 200)
    run = region.propose(region.open(Method.MULTILATERAL))

    answers = at_once(
        region.heerlen.tenant,
        lambda: region.approve(region.heerlen, run),
        lambda: region.approve(region.parkstad, run),
        lambda: region.approve(region.parkstad, run),
    )

    assert [type(answer) for answer in answers] == [ClearingRun] * 3
    run.refresh_from_db()
    assert run.state == "approved"
    with schema_context("sittard_geleen"):
        assert Transfer.objects.filter(kind="clearing").count() == 1
    assert sound(region)


def test_a_payment_confirmed_twice_at_once_is_booked_once(committed_region: Parkstad) -> None:
    region = committed_region
    region.spend(region.heerlen, region.sittard, 100)
    run = region.agreed()
    payment = run.payments.get()
    region.pay(region.heerlen, payment)

    def deny() -> object:
        with schema_context("sittard_geleen"):
            return steps.deny_payment(payment_id=payment.id, by=region.sittard.alice, now=NOW)

    answers = at_once(
        region.sittard.tenant,
        lambda: region.confirm(region.sittard, payment),
        lambda: region.confirm(region.sittard, payment),
        deny,
    )

    assert any(isinstance(answer, errors.PaymentNotOpen) for answer in answers)
    payment.refresh_from_db()
    booked = 1 if payment.confirmed_at else 0
    with schema_context("sittard_geleen"):
        assert Transfer.objects.filter(kind="clearing-paid").count() == booked
    assert sound(region)


def test_booking_while_residents_spend_and_shops_redeem_never_deadlocks(
    committed_region: Parkstad,
) -> None:
    region = committed_region
    towns = (region.heerlen, region.sittard, region.parkstad)
    ways = [(one, other) for one in towns for other in towns if one is not other]
    for number, (payer, shop_town) in enumerate(ways, start=1):
        region.spend(payer, shop_town, 100 * number, at=later(-10))
    run = region.propose(region.open())
    debtors = sorted({one.debtor for one in run.payments.all()}, key=lambda town: -town.id)
    *others, last = [region.of(debtor) for debtor in debtors]
    for town in others:
        region.approve(town, run)

    def redeem_all(town: Town) -> Callable[[], object]:
        def run_it() -> object:
            with schema_context(town.tenant.schema_name):
                return [redeem(merchant=shop.party, actor=None, now=NOW) for shop in town.shops]

        return run_it

    shops = [redeem_all(town) for town in towns]
    buyers = [spender(region, payer, shop_town, 10) for payer, shop_town in ways]
    booked, *_ = at_once(region.heerlen.tenant, lambda: region.approve(last, run), *shops, *buyers)

    assert isinstance(booked, ClearingRun)
    assert booked.state == "approved"
    assert set(region.positions().values()) == {10}
    assert all(found.breaks == [] for found in queries.positions(region.region))
    assert sound(region)
