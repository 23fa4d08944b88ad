"""Round the services: the database itself keeps what must always be true of a run."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from settlement.clearing.models import (
    ClearingObligation,
    ClearingPair,
    ClearingPayment,
    ClearingRun,
)
from tests.settlement.cast import NOW
from tests.settlement.clearing.cast import Method, Parkstad


@pytest.fixture
def run(region: Parkstad) -> ClearingRun:
    """A draft in which Heerlen would pay Sittard-Geleen 100 cents."""
    region.spend(region.heerlen, region.sittard, 400)
    region.spend(region.sittard, region.heerlen, 300)
    return region.open()


def refused(act: Callable[[], object], named: str) -> None:
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        act()


def another(run: ClearingRun, **changed: object) -> Callable[[], object]:
    """A second run beside this one."""
    values: dict[str, object] = {
        "region": run.region, "number": 2, "key": uuid4(), "method": run.method, "cut_off": NOW,
        "gross_cents": 700, "net_cents": 100, "opened_by": uuid4(), "opened_at": NOW,
        "state": "cancelled", "cancelled_by": uuid4(),
    }  # fmt: skip
    return lambda: ClearingRun.objects.create(**(values | changed))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"number": 1}, "clearing_run_numbered_once"),
        ({"state": "draft", "cancelled_by": None}, "clearing_run_one_in_preparation"),
        ({"net_cents": 701}, "clearing_run_pays_no_more_than_owed"),
        ({"gross_cents": 0, "net_cents": 0}, "clearing_run_pays_no_more_than_owed"),
        ({"state": "proposed", "cancelled_by": None}, "clearing_run_proposed_by_somebody"),
        ({"approved_at": NOW}, "clearing_run_approved_at_a_moment"),
        ({"closed_at": NOW}, "clearing_run_closed_at_a_moment"),
        ({"cancelled_by": None}, "clearing_run_cancelled_by_somebody"),
    ],
)
def test_a_run_that_contradicts_itself_is_refused(
    run: ClearingRun, changed: dict[str, object], named: str
) -> None:
    refused(another(run, **changed), named)


def copy_of(pair: ClearingPair, run: ClearingRun, **changed: object) -> Callable[[], object]:
    names = ("first", "second", "first_after", "first_until", "second_after", "second_until")
    values = {name: getattr(pair, name) for name in names} | {"run": run} | changed
    return lambda: ClearingPair.objects.create(**values)


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_payment_lies_in_one_live_run_at_most(
    region: Parkstad, run: ClearingRun, side: str
) -> None:
    pair = run.pairs.get()
    region.propose(run)
    region.approve(region.heerlen, run)
    region.spend(region.heerlen, region.parkstad, 10)
    other = region.open()
    far = {"first_after": 100, "first_until": 102, "second_after": 100, "second_until": 102}
    until = getattr(pair, f"{side}_until")
    overlap = far | {f"{side}_after": until - 1, f"{side}_until": until + 5}

    refused(copy_of(pair, other, **overlap), f"clearing_pair_{side}_stretch_once")
    copy_of(pair, other, **overlap, is_live=False)()


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({}, "clearing_pair_once"),
        ({"left_out": "first-owes"}, "clearing_pair_left_out_is_not_live"),
        ({"first_after": 90, "first_until": 90}, "clearing_pair_live_covers_something"),
    ],
)
def test_a_pair_that_contradicts_itself_is_refused(
    run: ClearingRun, changed: dict[str, object], named: str
) -> None:
    refused(copy_of(run.pairs.get(), run, **changed), named)


def test_a_pair_has_its_lower_tenant_first(run: ClearingRun) -> None:
    pair = run.pairs.get()

    refused(copy_of(pair, run, first=pair.second, second=pair.first), "clearing_pair_lower_first")


def payment(run: ClearingRun, **changed: object) -> Callable[[], object]:
    """A payment the other way round than the one there is."""
    found = run.payments.get()
    values: dict[str, object] = {
        "run": run, "debtor": found.creditor, "creditor": found.debtor, "cents": 5,
        "reference": "HTJ-V0-9", "made_by": run.opened_by,
    }  # fmt: skip
    return lambda: ClearingPayment.objects.create(**(values | changed))


PAID = {"approved_by": uuid4(), "approved_at": NOW, "paid_by": uuid4(), "paid_at": NOW,
        "bank_reference": "BNG1"}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"cents": 0}, "clearing_payment_of_something"),
        ({"approved_by": uuid4()}, "clearing_payment_approved_by_another"),
        (PAID | {"approved_by": None, "approved_at": None}, "clearing_payment_paid_with_reference"),
        (PAID | {"bank_reference": ""}, "clearing_payment_paid_with_reference"),
        (PAID | {"bank_reference": "JANSEN"}, "clearing_payment_paid_with_reference"),
        (PAID | {"bank_reference": "JAN 1"}, "clearing_payment_paid_with_reference"),
        ({"confirmed_by": uuid4(), "confirmed_at": NOW}, "clearing_payment_confirmed_by_another"),
        (PAID | {"confirmed_by": PAID["paid_by"], "confirmed_at": NOW},
         "clearing_payment_confirmed_by_another"),
    ],
)  # fmt: skip
def test_a_payment_that_contradicts_itself_is_refused(
    run: ClearingRun, changed: dict[str, object], named: str
) -> None:
    refused(payment(run, **changed), named)


def test_a_payment_is_not_approved_by_who_made_it(run: ClearingRun) -> None:
    refused(
        payment(run, approved_by=run.opened_by, approved_at=NOW),
        "clearing_payment_approved_by_another",
    )


def test_a_town_pays_another_and_each_other_town_once(run: ClearingRun) -> None:
    found = run.payments.get()

    refused(payment(run, creditor=found.creditor), "clearing_payment_two_towns")
    refused(payment(run, debtor=found.debtor, creditor=found.creditor), "clearing_payment_once")


def test_a_run_whose_payments_are_not_what_towns_owe_is_never_proposed(
    region: Parkstad, run: ClearingRun
) -> None:
    payment(run)()

    refused(lambda: region.propose(run), "would not pay what it owes")


def test_a_run_whose_total_is_not_that_of_its_lines_is_never_proposed(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 400)
    good = region.open()
    region.cancel(good)
    pair, found, owed = good.pairs.get(), good.payments.get(), ClearingObligation.objects.get()

    run = another(good, state="draft", cancelled_by=None, gross_cents=401, net_cents=400)()
    assert isinstance(run, ClearingRun)
    again = copy_of(pair, run)()
    ClearingObligation.objects.create(
        pair=again, issuer=owed.issuer, acceptor=owed.acceptor, payments=1, coins=400,
        acceptor_coins=400, cents=400,
    )  # fmt: skip
    ClearingPayment.objects.create(
        run=run, debtor=found.debtor, creditor=found.creditor, cents=400, reference="HTJ-V0-9",
        made_by=run.opened_by,
    )  # fmt: skip

    refused(lambda: region.propose(run), "totals are not those of its lines")


def test_a_run_is_approved_and_closed_only_when_all_payments_are(
    region: Parkstad, run: ClearingRun
) -> None:
    region.propose(run)
    runs = ClearingRun.objects.filter(id=run.id)

    refused(lambda: runs.update(state="approved", approved_at=NOW), "not every payment")
    region.approve(region.heerlen, run)
    refused(lambda: runs.update(state="closed", closed_at=NOW), "not every payment")


@pytest.mark.parametrize("state", ["draft", "cancelled", "proposed"])
def test_a_run_never_goes_back(region: Parkstad, run: ClearingRun, state: str) -> None:
    region.propose(run)
    region.approve(region.heerlen, run)
    word = uuid4() if state == "cancelled" else None

    refused(
        lambda: ClearingRun.objects.filter(id=run.id).update(
            state=state, cancelled_by=word, approved_at=None
        ),
        "append-only",
    )


def test_what_was_proposed_never_changes(region: Parkstad, run: ClearingRun) -> None:
    region.propose(run)
    run.refresh_from_db()
    obligations = ClearingObligation.objects.filter(pair__run=run)

    for act in (
        lambda: ClearingRun.objects.filter(id=run.id).update(cut_off=NOW, method="multilateral"),
        lambda: run.pairs.update(first_until=F("first_until") + 1),
        lambda: obligations.update(cents=1),
        lambda: run.payments.update(cents=1),
        lambda: obligations.delete(),
        lambda: run.payments.all().delete(),
    ):
        refused(act, "append-only")
    refused(payment(run), "takes no more lines")


def test_a_confirmed_payment_is_final(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 400)
    run = region.settled(Method.BILATERAL)

    refused(lambda: run.payments.update(denied_at=NOW), "append-only")


def test_an_obligation_is_of_its_own_pair(region: Parkstad, run: ClearingRun) -> None:
    pair = run.pairs.get()

    def add() -> object:
        return ClearingObligation.objects.create(
            pair=pair, issuer=region.parkstad.tenant, acceptor=pair.first, payments=1, coins=1,
            acceptor_coins=1, cents=1,
        )  # fmt: skip

    refused(add, "takes no such obligation")
