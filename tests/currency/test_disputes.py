"""Reports on payments: what is held meanwhile, who decides, and what each decision moves."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from currency import errors, refund_errors
from currency.models import Account, Dispute, Pot, Transfer
from currency.proof import verify_ledger
from currency.services import disputes
from currency.services.refunds import refund
from currency.services.reversals import reverse_transfer
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Party, Person, Seat
from tenants.people.services import add_person, give_seat, grant_role
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, SOMEBODY, Town, agree

LATER = NOW + timedelta(days=2)


@pytest.fixture
def samira(town: Town) -> Party:
    return town.resident(1_000)


@pytest.fixture
def shop(town: Town) -> Party:
    return town.shop()


@pytest.fixture
def paid(town: Town, samira: Party, shop: Party) -> int:
    """Samira paid 400 of her 1,000."""
    return town.pays(samira, town.asks(shop, 400).code).transfer_id


@pytest.fixture
def staff(town: Town) -> Person:
    return somebody("manager")


@pytest.fixture
def baker(shop: Party) -> Person:
    """Who works at the shop."""
    person = somebody()
    give_seat(person=person, party=shop, duty=Seat.Duty.STAFF, actor=None)
    return person


def somebody(*roles: str) -> Person:
    person = add_person(email=f"{uuid4()}@town.example", name="Bo Vos")
    for role in roles:
        grant_role(person=person, code=role, actor=None)
    return person


def reports(transfer_id: int, payer: Party, **more) -> Dispute:
    asked = {"key": uuid4(), "reason": "not-received", "text": "Niets gekregen", "at": NOW, **more}
    return disputes.open_dispute(transfer_id=transfer_id, payer=payer, **asked)


def decides(dispute: Dispute, actor: Person, amount: int) -> Dispute:
    return disputes.decide_dispute(
        dispute_id=dispute.id, actor=actor, amount=amount, decision="Zo is het", at=LATER
    )


def held_at(shop: Party) -> int:
    return sum(Account.objects.filter(holder=shop).values_list("held", flat=True))


def told() -> list[str]:
    return list(
        OutboxEvent.objects.filter(kind__startswith="dispute").values_list("kind", flat=True)
    )


def test_a_report_sets_the_payment_aside_at_the_shop(samira: Party, shop: Party, paid: int) -> None:
    dispute = reports(paid, samira)

    assert (dispute.state, dispute.amount, held_at(shop)) == ("open", 400, 400)
    assert told() == ["dispute.opened"]
    assert verify_ledger("heerlen") == []


def test_a_shop_that_has_less_is_held_for_less_and_one_without_for_nothing(
    town: Town, samira: Party, shop: Party, paid: int
) -> None:
    till, redeemed = town.account(shop, Pot.MERCHANT), town.account(None, Pot.REDEEMED)
    town.move(till, redeemed, 250)
    assert (reports(paid, samira).amount, held_at(shop)) == (400, 150)

    other = town.shop()
    second = town.pays(samira, town.asks(other, 100).code).transfer_id
    town.move(town.account(other, Pot.MERCHANT), redeemed, 100)
    assert (reports(second, samira).hold, held_at(other)) == (None, 0)


def test_the_same_key_is_the_same_report(samira: Party, shop: Party, paid: int) -> None:
    key = uuid4()

    assert reports(paid, samira, key=key) == reports(paid, samira, key=key)
    assert held_at(shop) == 400
    with pytest.raises(errors.KeyReused):
        reports(paid, samira, key=key, text="Iets anders")
    with pytest.raises(refund_errors.DisputeOpen):
        reports(paid, samira)


def test_only_the_payer_reports(town: Town, paid: int) -> None:
    for somebody_else in (town.resident(), town.shop()):
        with pytest.raises(NotFound):
            reports(paid, somebody_else)


def test_a_payment_is_reported_in_time(town: Town, samira: Party, paid: int) -> None:
    town.rules(refunds={"dispute_days": 3})

    with pytest.raises(refund_errors.DisputeTooLate) as refused:
        reports(paid, samira, at=NOW + timedelta(days=3))
    assert refused.value.facts == {"days": 3}
    assert reports(paid, samira, at=NOW + timedelta(days=3, seconds=-1)).state == "open"


def test_a_payment_in_another_town_is_not_reported_here(
    town: Town, abroad: Town, samira: Party
) -> None:
    agree(town, abroad)
    paid = town.pays(samira, abroad.asks(abroad.shop(), 100).code).transfer_id

    with pytest.raises(refund_errors.DisputeAbroad):
        reports(paid, samira)


def test_what_was_given_back_already_is_not_reported(samira: Party, paid: int) -> None:
    reverse_transfer(transfer_id=paid, reason="", actor=SOMEBODY, at=NOW)

    with pytest.raises(errors.AlreadyReversed):
        reports(paid, samira)


@pytest.mark.parametrize(
    ("amount", "state", "has", "left"),
    [(400, "upheld", 1_000, 0), (150, "upheld", 750, 250), (0, "dismissed", 600, 400)],
)
def test_staff_decides_how_much_goes_back_and_frees_the_rest(
    town: Town, samira: Party, shop: Party, paid: int, staff: Person,
    amount: int, state: str, has: int, left: int,
) -> None:  # fmt: skip
    dispute = decides(reports(paid, samira), staff, amount)

    assert (dispute.state, dispute.decided_by, dispute.decided_at) == (state, staff.party_id, LATER)
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT), held_at(shop)) == (has, left, 0)
    assert (dispute.hold.captured, dispute.hold.released) == (amount, 400 - amount)
    assert told() == ["dispute.opened", "dispute.decided"]
    assert verify_ledger("heerlen") == []


def test_more_than_is_held_comes_out_of_what_the_shop_has_by_now(
    town: Town, samira: Party, shop: Party, paid: int, staff: Person
) -> None:
    town.move(town.account(shop, Pot.MERCHANT), town.account(None, Pot.REDEEMED), 350)
    dispute = reports(paid, samira)
    with pytest.raises(refund_errors.RefundNotCovered), transaction.atomic():
        decides(dispute, staff, 400)

    town.pays(town.resident(500), town.asks(shop, 500).code)
    decides(dispute, staff, 400)

    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT), held_at(shop)) == (
        1_000,
        150,
        0,
    )


def test_deciding_again_is_the_same_and_otherwise_too_late(
    samira: Party, paid: int, staff: Person
) -> None:
    dispute = reports(paid, samira)
    decides(dispute, staff, 100)

    assert decides(dispute, staff, 100).state == "upheld"
    for actor, amount in ((staff, 0), (staff, 101), (somebody("finance"), 100)):
        with pytest.raises(refund_errors.DisputeDecided):
            decides(dispute, actor, amount)
    assert Transfer.objects.filter(kind="refund").count() == 1


def test_who_reported_or_works_there_does_not_decide(
    samira: Party, shop: Party, paid: int, baker: Person
) -> None:
    dispute = reports(paid, samira)
    grant_role(person=baker, code="manager", actor=None)
    grant_role(person=samira.person, code="manager", actor=None)

    for actor in (baker, samira.person):
        with pytest.raises(refund_errors.NotImpartial):
            decides(dispute, actor, 400)
    with pytest.raises(NotAllowed):
        decides(dispute, somebody("organiser"), 400)
    with pytest.raises(NotFound):
        disputes.decide_dispute(
            dispute_id=0, actor=somebody("manager"), amount=0, decision="x", at=NOW
        )


def test_the_database_too_refuses_a_judge_in_the_own_case(samira: Party, paid: int) -> None:
    dispute = reports(paid, samira)

    with pytest.raises(IntegrityError, match="dispute_decided_by_another"), transaction.atomic():
        Dispute.objects.filter(id=dispute.id).update(
            state="upheld", decided_by=samira.id, decided_at=NOW, decision="Zelf"
        )


def test_the_resident_takes_it_back_and_may_report_again(
    samira: Party, shop: Party, paid: int, town: Town, staff: Person
) -> None:
    dispute = reports(paid, samira)
    with pytest.raises(NotFound):
        disputes.withdraw_dispute(dispute_id=dispute.id, payer=town.resident(), at=LATER)

    for _ in range(2):
        gone = disputes.withdraw_dispute(dispute_id=dispute.id, payer=samira, at=LATER)

    assert (gone.state, gone.decided_by, held_at(shop)) == ("withdrawn", None, 0)
    again = reports(paid, samira)
    decides(again, staff, 0)
    with pytest.raises(refund_errors.DisputeDecided):
        disputes.withdraw_dispute(dispute_id=again.id, payer=samira, at=LATER)
    with pytest.raises(refund_errors.DisputeDecided):
        reports(paid, samira)


def test_the_shop_tells_its_side_and_gives_in(
    town: Town, samira: Party, shop: Party, paid: int, baker: Person
) -> None:
    dispute = reports(paid, samira)

    disputes.answer_dispute(dispute_id=dispute.id, actor=baker, text=" Sorry. ", at=LATER)
    for _ in range(2):
        done = disputes.accept_dispute(dispute_id=dispute.id, actor=baker, at=LATER)

    assert (done.state, done.answer, done.decided_by) == ("accepted", "Sorry.", baker.party_id)
    assert (town.balance(samira), held_at(shop)) == (1_000, 0)
    with pytest.raises(refund_errors.DisputeDecided):
        disputes.answer_dispute(dispute_id=dispute.id, actor=baker, text="Toch niet", at=LATER)


def test_nobody_speaks_for_a_shop_without_a_seat_there(
    samira: Party, shop: Party, paid: int
) -> None:
    dispute = reports(paid, samira)
    give_seat(person=samira.person, party=shop, duty=Seat.Duty.STAFF, actor=None)

    for actor in (somebody("manager"), samira.person):
        with pytest.raises(NotFound):
            disputes.answer_dispute(dispute_id=dispute.id, actor=actor, text="x", at=LATER)
        with pytest.raises(NotFound):
            disputes.accept_dispute(dispute_id=dispute.id, actor=actor, at=LATER)


def test_a_part_given_back_meanwhile_comes_out_of_what_is_held(
    town: Town, samira: Party, shop: Party, paid: int, staff: Person, baker: Person
) -> None:
    dispute = reports(paid, samira)

    refund(key=uuid4(), transfer_id=paid, amount=150, reason="Deel", actor=baker.party_id, at=NOW)

    dispute.refresh_from_db()
    assert (dispute.state, held_at(shop), town.balance(samira)) == ("open", 250, 750)
    with pytest.raises(refund_errors.RefundTooLarge):
        decides(dispute, staff, 251)
    decides(dispute, staff, 250)
    assert (town.balance(samira), held_at(shop)) == (1_000, 0)


def test_a_part_above_what_is_held_holds_anew_what_is_left(
    town: Town, samira: Party, shop: Party, paid: int, baker: Person
) -> None:
    town.move(town.account(shop, Pot.MERCHANT), town.account(None, Pot.REDEEMED), 300)
    dispute = reports(paid, samira)
    town.pays(town.resident(500), town.asks(shop, 500).code)
    assert held_at(shop) == 100

    refund(key=uuid4(), transfer_id=paid, amount=150, reason="Deel", actor=baker.party_id, at=NOW)

    dispute.refresh_from_db()
    assert (dispute.state, held_at(shop)) == ("open", 250)
    assert verify_ledger("heerlen") == []


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_payment_given_back_by_the_shop_ends_the_report(
    town: Town, samira: Party, shop: Party, paid: int, baker: Person, is_whole: bool
) -> None:
    dispute = reports(paid, samira)
    said = {"transfer_id": paid, "reason": "Klopt", "actor": baker.party_id, "at": LATER}

    made = reverse_transfer(**said) if is_whole else refund(key=uuid4(), amount=400, **said)

    dispute.refresh_from_db()
    assert (dispute.state, dispute.refund, dispute.decision) == ("accepted", made, "Klopt")
    assert (town.balance(samira), held_at(shop)) == (1_000, 0)
    assert verify_ledger("heerlen") == []


def test_staff_that_gives_a_reported_payment_back_upholds_the_report(
    samira: Party, paid: int, staff: Person
) -> None:
    dispute = reports(paid, samira)

    reverse_transfer(transfer_id=paid, reason="Dubbel", actor=staff.party_id, at=LATER)

    dispute.refresh_from_db()
    assert (dispute.state, dispute.decided_by) == ("upheld", staff.party_id)
