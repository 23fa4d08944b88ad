"""Opening a run: what goes in, what stays out, and that nothing is booked by it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django_tenants.utils import schema_context

from currency.errors import KeyReused
from currency.models import Pot, Transfer
from currency.services.accounts import account_of, clearing_account
from currency.services.posting import Leg, Movement, post
from settlement.clearing import errors
from settlement.clearing.models import ClearingObligation, ClearingPayment
from settlement.clearing.services.runs import open_run
from tenants.errors import NotAllowed
from tenants.people.services import add_person
from tests.settlement.cast import NOW, Town
from tests.settlement.clearing.cast import Method, Parkstad


def stray(town: Town, other: Town, coins: int = 50) -> None:
    """A movement on the clearing account that no payment explains."""
    with schema_context(town.tenant.schema_name):
        post(
            Movement(
                key=uuid4(),
                kind=Transfer.Kind.GIFT,
                legs=(
                    Leg(account_of(town.programme.party, Pot.PROGRAMME).id, -coins),
                    Leg(clearing_account(other.tenant).id, coins),
                ),
                at=NOW,
            )
        )


def paid_by(run_payments: object) -> list[tuple[str, str, int]]:
    return [(one.debtor.name, one.creditor.name, one.cents) for one in run_payments]


def test_a_run_holds_both_directions_and_what_is_left_to_pay(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 1_200)
    region.spend(region.heerlen, region.sittard, 300)
    region.spend(region.sittard, region.heerlen, 500)

    run = region.open()

    assert (run.number, run.state, run.gross_cents, run.net_cents) == (1, "draft", 2_000, 1_000)
    assert paid_by(run.payments.all()) == [("Heerlen", "Sittard-Geleen", 1_000)]
    found = ClearingObligation.objects.filter(pair__run=run).order_by("coins")
    assert [(one.issuer.name, one.payments, one.coins, one.cents) for one in found] == [
        ("Sittard-Geleen", 1, 500, 500), ("Heerlen", 2, 1_500, 1_500),
    ]  # fmt: skip


def test_in_circles_a_round_trip_leaves_nothing_to_pay(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 400)
    region.spend(region.sittard, region.parkstad, 400)
    region.spend(region.parkstad, region.heerlen, 500)

    run = region.open(Method.CIRCULAR)

    assert (run.gross_cents, run.net_cents) == (1_300, 100)
    assert paid_by(run.payments.all()) == [("Parkstad", "Heerlen", 100)]


def test_together_a_town_in_between_neither_pays_nor_gets(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 400)
    region.spend(region.sittard, region.parkstad, 400)

    run = region.open(Method.MULTILATERAL)

    assert paid_by(run.payments.all()) == [("Heerlen", "Parkstad", 400)]


def test_what_was_paid_after_the_cut_off_waits_for_the_next_run(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100, at=NOW - timedelta(days=9))
    region.spend(region.heerlen, region.sittard, 200, at=NOW - timedelta(days=1))

    run = region.open(cut_off=NOW - timedelta(days=2))

    assert run.gross_cents == 100
    pair = run.pairs.get()
    assert (pair.first_after, pair.first_until) == (0, 1)
    assert (pair.second_after, pair.second_until) == (0, 1)


def test_a_pair_whose_books_differ_stays_out_and_the_others_go_on(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)
    region.spend(region.heerlen, region.parkstad, 200)
    stray(region.heerlen, region.sittard)

    run = region.open()

    assert paid_by(run.payments.all()) == [("Heerlen", "Parkstad", 200)]
    out = run.pairs.get(is_live=False)
    assert {out.first, out.second} == {region.heerlen.tenant, region.sittard.tenant}
    assert out.breaks == ["first-balance"]
    assert not out.obligations.exists()


def test_with_nothing_but_broken_pairs_there_is_nothing_to_clear(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)
    stray(region.heerlen, region.sittard)

    with pytest.raises(errors.NothingToClear) as refused:
        region.open()

    assert refused.value.facts == {"left_out": 1}


def test_without_payments_abroad_there_is_nothing_to_clear(region: Parkstad) -> None:
    with pytest.raises(errors.NothingToClear):
        region.open()


def test_less_than_a_cent_waits_until_it_is_one(region: Parkstad) -> None:
    type(region.heerlen.tenant).objects.filter(id=region.heerlen.tenant.id).update(
        coin_value_cents=1
    )
    region.spend(region.heerlen, region.sittard, 60)

    with pytest.raises(errors.NothingToClear):
        region.open()
    region.spend(region.heerlen, region.sittard, 60)

    run = region.open()
    assert (run.gross_cents, run.pairs.get().first_after) == (1, 0)


def test_a_second_run_is_refused_while_one_is_prepared(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)
    region.open()

    with pytest.raises(errors.RunInPreparation) as refused:
        region.open()

    assert refused.value.facts == {"number": 1}


def test_the_same_key_answers_the_same_run_and_no_other(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)
    key = uuid4()

    run = region.open(key=key)

    assert region.open(key=key) == run
    with pytest.raises(KeyReused):
        region.open(Method.MULTILATERAL, key=key)
    assert ClearingPayment.objects.count() == 1


def test_a_cut_off_that_is_still_to_come_is_refused(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)

    with pytest.raises(errors.CutOffInFuture):
        region.open(cut_off=NOW + timedelta(seconds=1))


def test_who_may_not_run_clearing_opens_nothing(region: Parkstad) -> None:
    with schema_context("public"):
        stranger = add_person(email="vreemd@regio.example", name="Vreemd")

    with pytest.raises(NotAllowed):
        open_run(region=region.region, method=Method.BILATERAL, cut_off=NOW, key=uuid4(),
                 by=stranger, now=NOW)  # fmt: skip


def test_opening_books_nothing_and_leaves_the_positions(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)
    before = region.cover(region.heerlen)

    region.open()

    assert region.cover(region.heerlen) == before
    assert region.positions() == {("heerlen", "sittard_geleen"): 100}


def test_a_cancelled_run_lets_its_payments_count_anew(region: Parkstad) -> None:
    region.spend(region.heerlen, region.sittard, 100)
    first = region.cancel(region.open())

    second = region.open()

    assert (first.state, second.number) == ("cancelled", 2)
    assert second.gross_cents == first.gross_cents
    assert second.pairs.get().first_after == 0
    assert region.cancel(first) == first
