"""From proposed to closed: who says yes, what is booked when, and that the cover stays true."""

from collections.abc import Callable

import pytest
from django.db.models import F
from django_tenants.utils import schema_context

from currency.models import Account, Hold, Pot, Transfer
from currency.proof import verify_ledger
from settlement.clearing import errors, queries
from settlement.clearing.models import ClearingPayment, ClearingRun
from settlement.clearing.services import payments as steps
from tenants.errors import NotAllowed, NotFound
from tenants.models import Agreement, Tenant
from tests.settlement.cast import NOW, Town
from tests.settlement.clearing.cast import Method, Parkstad

METHODS = pytest.mark.parametrize("method", list(Method))


@pytest.fixture
def spent(region: Parkstad) -> Parkstad:
    """Heerlen owes 400 and 150, Sittard-Geleen 300 and 500, Parkstad 250: in cents."""
    region.spend(region.heerlen, region.sittard, 400)
    region.spend(region.heerlen, region.parkstad, 150)
    region.spend(region.sittard, region.heerlen, 300)
    region.spend(region.sittard, region.parkstad, 500)
    region.spend(region.parkstad, region.heerlen, 250)
    return region


def margins(region: Parkstad) -> list[int]:
    """Of each town: euros set aside less the euros its coins need."""
    return [cover.euros - cover.needed for cover in map(region.cover, region.towns)]


def used(issuer: Town, acceptor: Town) -> int:
    return Agreement.objects.get(issuer=issuer.tenant, acceptor=acceptor.tenant).used


def sound(region: Parkstad) -> bool:
    return not any(verify_ledger(town.tenant.schema_name) for town in region.towns)


def one_payment(run: ClearingRun, debtor: Town, creditor: Town) -> ClearingPayment:
    return run.payments.get(debtor=debtor.tenant, creditor=creditor.tenant)


@METHODS
def test_after_a_closed_run_every_position_is_nothing(spent: Parkstad, method: str) -> None:
    run = spent.settled(method)

    assert run.state == "closed"
    assert queries.positions(spent.region) == []
    for town in spent.towns:
        assert spent.open_accounts(town) == []
    assert not Agreement.objects.filter(used__gt=0).exists()
    assert sound(spent)


@METHODS
def test_what_was_paid_meanwhile_counts_anew(spent: Parkstad, method: str) -> None:
    run = spent.propose(spent.open(method))
    spent.spend(spent.heerlen, spent.sittard, 70)
    for debtor in {payment.debtor for payment in run.payments.all()}:
        spent.approve(spent.of(debtor), run)

    assert spent.positions() == {("heerlen", "sittard_geleen"): 70}
    assert [found.breaks for found in queries.positions(spent.region)] == [[]]
    spent.spend(spent.sittard, spent.heerlen, 30)

    again = spent.open()
    assert (again.gross_cents, again.net_cents) == (100, 40)


@METHODS
def test_the_cover_of_every_town_is_true_at_each_step(spent: Parkstad, method: str) -> None:
    before = margins(spent)
    run = spent.propose(spent.open(method))
    for debtor in sorted({one.debtor for one in run.payments.all()}, key=lambda town: town.id):
        spent.approve(spent.of(debtor), run)
        assert margins(spent) == before
    for payment in run.payments.all():
        spent.pay(spent.of(payment.debtor), payment)
        assert margins(spent) == before
        spent.confirm(spent.of(payment.creditor), payment)
        assert margins(spent) == before


@METHODS
def test_each_town_pays_and_gets_exactly_its_net(spent: Parkstad, method: str) -> None:
    banks = [spent.balance(town, Pot.BANK) for town in spent.towns]

    spent.settled(method)

    # The bank account in the books is minus what stands at the bank.
    moved = [before - spent.balance(town, Pot.BANK)
             for town, before in zip(spent.towns, banks, strict=True)]  # fmt: skip
    assert dict(zip((town.tenant.name for town in spent.towns), moved, strict=True)) == {
        "Heerlen": 0, "Parkstad": 400, "Sittard-Geleen": -400,
    }  # fmt: skip


def test_at_the_last_yes_coins_leave_the_clearing_accounts_and_euros_are_owed(
    spent: Parkstad,
) -> None:
    spent.agreed()

    heerlen = spent.heerlen
    # Owed to Sittard-Geleen, due from Parkstad, and what is due from all.
    assert spent.open_accounts(heerlen) == [-100, 100, 100]
    assert spent.balance(heerlen, Pot.REDEEMED) == 550
    assert spent.balance(heerlen, Pot.CLEARING) == 0
    with schema_context("heerlen"):
        found = Transfer.objects.filter(kind__startswith="clearing").order_by("id")
        kinds = [one.kind for one in found]
        owed = {
            entry.account.holder.name: entry.amount
            for entry in found.get(kind="clearing-owed").entries.all()
        }
        assert not Hold.objects.filter(state="open").exists()
    assert kinds == ["clearing", "clearing-owed", "clearing-due"]
    assert owed == {"dekking": -100, "Sittard-Geleen": 100}
    assert spent.cover(heerlen).due_cents == 100


def test_who_said_yes_has_its_euros_set_aside_until_the_others_do(spent: Parkstad) -> None:
    run = spent.propose(spent.open())

    spent.approve(spent.heerlen, run)

    with schema_context("heerlen"):
        hold = Hold.objects.get(state="open")
        assert (hold.amount, hold.account.pot) == (100, Pot.COVER)
    run.refresh_from_db()
    assert run.state == "proposed"
    assert spent.open_accounts(spent.heerlen) == [-100, 100]


def test_a_cancelled_run_gives_the_euros_back(spent: Parkstad) -> None:
    run = spent.propose(spent.open())
    spent.approve(spent.heerlen, run)

    spent.cancel(run)

    with schema_context("heerlen"):
        assert not Hold.objects.filter(state="open").exists()
    assert sound(spent)
    with pytest.raises(errors.RunNotOpen):
        spent.approve(spent.sittard, run)


def test_a_booked_run_is_not_cancelled(spent: Parkstad) -> None:
    run = spent.agreed()

    with pytest.raises(errors.RunNotOpen):
        spent.cancel(run)


def test_a_town_without_enough_cover_does_not_say_yes(spent: Parkstad) -> None:
    run = spent.propose(spent.open())
    with schema_context("heerlen"):
        Account.objects.filter(pot=Pot.COVER).update(held=F("balance") - 99)

    with pytest.raises(errors.TownCoverMissing) as refused:
        spent.approve(spent.heerlen, run)

    assert refused.value.facts == {"cents": 100, "available": 99}
    assert not run.payments.filter(approved_at__isnull=False).exists()


def test_who_does_not_pay_leaves_the_run_open_and_harms_nobody(spent: Parkstad) -> None:
    run = spent.agreed()
    lazy = one_payment(run, spent.heerlen, spent.sittard)
    for payment in run.payments.exclude(id=lazy.id):
        spent.pay(spent.of(payment.debtor), payment)
        spent.confirm(spent.of(payment.creditor), payment)

    run.refresh_from_db()
    assert run.state == "settling"
    assert used(spent.heerlen, spent.sittard) == 400
    assert used(spent.heerlen, spent.parkstad) == 150
    assert [used(spent.sittard, one) for one in (spent.heerlen, spent.parkstad)] == [0, 0]
    assert used(spent.parkstad, spent.heerlen) == 0
    spent.spend(spent.sittard, spent.heerlen, 80)
    assert spent.open().gross_cents == 80


def test_only_what_is_paid_frees_the_caps(spent: Parkstad) -> None:
    run = spent.agreed(Method.MULTILATERAL)
    payment = run.payments.get()
    assert (payment.debtor.name, payment.cents) == ("Sittard-Geleen", 400)
    assert used(spent.heerlen, spent.sittard) == 0
    assert used(spent.sittard, spent.parkstad) == 500

    spent.pay(spent.sittard, payment)
    assert used(spent.sittard, spent.parkstad) == 500
    spent.confirm(spent.parkstad, payment)

    assert used(spent.sittard, spent.parkstad) == 0


def test_a_circle_without_payments_is_closed_when_it_is_proposed(region: Parkstad) -> None:
    for payer, shop in ((region.heerlen, region.sittard), (region.sittard, region.parkstad),
                        (region.parkstad, region.heerlen)):  # fmt: skip
        region.spend(payer, shop, 100)

    run = region.propose(region.open(Method.CIRCULAR))

    assert (run.state, run.gross_cents, run.net_cents) == ("closed", 300, 0)
    assert queries.positions(region.region) == []
    assert not Agreement.objects.filter(used__gt=0).exists()
    assert sound(region)


def test_at_another_rate_and_value_both_sides_are_cleared_to_nothing(region: Parkstad) -> None:
    sittard = region.sittard.tenant
    Tenant.objects.filter(id=sittard.id).update(coin_value_cents=50)
    Agreement.objects.filter(issuer=region.heerlen.tenant, acceptor=sittard).update(
        rate_numerator=2
    )
    region.spend(region.heerlen, region.sittard, 1_001)

    run = region.settled()

    assert (run.gross_cents, run.net_cents) == (501, 501)
    assert region.open_accounts(region.sittard) == []
    assert region.open_accounts(region.heerlen) == []
    assert used(region.heerlen, region.sittard) == 0
    assert sound(region)


def test_every_step_done_twice_is_done_once(spent: Parkstad) -> None:
    run = spent.propose(spent.propose(spent.open(Method.MULTILATERAL)))
    spent.approve(spent.sittard, run)
    spent.approve(spent.sittard, run)
    payment = run.payments.get()
    for _ in range(2):
        spent.pay(spent.sittard, payment)
    for _ in range(2):
        done = spent.confirm(spent.parkstad, payment)

    assert done.confirmed_at == NOW
    assert spent.balance(spent.parkstad, Pot.EURO_CLEARING) == 0
    with schema_context("parkstad"):
        assert Transfer.objects.filter(kind="clearing-paid").count() == 1


def test_a_payment_that_did_not_come_in_goes_back_to_the_debtor(spent: Parkstad) -> None:
    run = spent.agreed(Method.MULTILATERAL)
    payment = run.payments.get()
    spent.pay(spent.sittard, payment)

    with schema_context("parkstad"):
        for _ in range(2):
            denied = steps.deny_payment(payment_id=payment.id, by=spent.parkstad.bob, now=NOW)

    assert (denied.state, denied.denied_at, denied.bank_reference) == ("approved", NOW, "")
    with pytest.raises(errors.PaymentNotOpen):
        spent.confirm(spent.parkstad, payment)
    spent.pay(spent.sittard, payment, "BNG2026-2")
    assert spent.confirm(spent.parkstad, payment).bank_reference == "BNG2026-2"


def test_a_payment_is_marked_only_after_all_have_said_yes(spent: Parkstad) -> None:
    run = spent.propose(spent.open())
    spent.approve(spent.heerlen, run)

    with pytest.raises(errors.PaymentNotOpen):
        spent.pay(spent.heerlen, one_payment(run, spent.heerlen, spent.sittard))


def test_a_paid_payment_is_not_marked_again_under_another_reference(spent: Parkstad) -> None:
    payment = spent.agreed(Method.MULTILATERAL).payments.get()
    spent.pay(spent.sittard, payment)

    with pytest.raises(errors.PaymentNotOpen):
        spent.pay(spent.sittard, payment, "BNG2026-2")


@pytest.mark.parametrize("reference", ["", "JAN JANSEN", "Jansen", "12", "A" * 40 + "1", "é-1234"])
def test_what_could_be_a_name_is_no_bank_reference(spent: Parkstad, reference: str) -> None:
    payment = spent.agreed(Method.MULTILATERAL).payments.get()

    with pytest.raises(errors.BankReferenceInvalid):
        spent.pay(spent.sittard, payment, reference)


Act = Callable[[ClearingPayment, Town], object]
ACTS = pytest.mark.parametrize(
    "act",
    [
        lambda one, town: steps.approve_run(run_id=one.run_id, by=town.clerk, now=NOW),
        lambda one, town: steps.mark_paid(
            payment_id=one.id, bank_reference="BNG1", by=town.clerk, now=NOW
        ),
        lambda one, town: steps.confirm_payment(payment_id=one.id, by=town.clerk, now=NOW),
        lambda one, town: steps.deny_payment(payment_id=one.id, by=town.clerk, now=NOW),
    ],
    ids=["approve", "pay", "confirm", "deny"],
)


@ACTS
def test_who_may_not_does_none_of_it(spent: Parkstad, act: Act) -> None:
    payment = spent.agreed(Method.MULTILATERAL).payments.get()

    with schema_context("sittard_geleen"), pytest.raises(NotAllowed):
        act(payment, spent.sittard)


def test_a_town_that_is_neither_side_sees_no_payment(spent: Parkstad) -> None:
    run = spent.propose(spent.open(Method.MULTILATERAL))
    payment = run.payments.get()

    with pytest.raises(NotFound):
        spent.approve(spent.heerlen, run)
    with pytest.raises(NotFound):
        spent.pay(spent.heerlen, payment)
    with pytest.raises(NotFound):
        spent.confirm(spent.sittard, payment)
