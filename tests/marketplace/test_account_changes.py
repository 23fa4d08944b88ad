"""Another account of a shop: by a second person, after a wait, told to the addresses of before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from currency.errors import KeyReused
from marketplace.errors import IbanInvalid
from marketplace.models import AccountChange
from marketplace.partner_errors import AccountChangeOver, AccountChangeWaits, AccountUnchanged
from marketplace.services.account_changes import (
    approve_account_change,
    decline_account_change,
    use_account_changes,
    withdraw_account_change,
)
from tenants.errors import NeedsSecondPerson, NotAllowed, NotFound
from tenants.people.models import Person, Seat
from tenants.people.services import give_seat, grant_role
from tenants.trail.models import AuditEvent
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import NOW, Town, make_person
from tests.marketplace.partner_cast import (
    NEW,
    OLD,
    WAIT,
    a_shop,
    asks_change,
    iban_of,
    works_there,
)

SECOND = timedelta(seconds=1)
State = AccountChange.State


@pytest.fixture
def shop(town: Town):
    return a_shop(town)


def approved(change: AccountChange, actor: Person, now=NOW) -> AccountChange:
    return approve_account_change(change_id=change.id, actor=actor, now=now)


def test_another_account_is_used_after_a_second_person_and_the_wait(town: Town, shop) -> None:
    change = asks_change(shop)
    assert iban_of(shop) == OLD
    approved(change, town.clerk)

    assert use_account_changes(now=NOW + WAIT - SECOND) == 0
    assert iban_of(shop) == OLD
    assert use_account_changes(now=NOW + WAIT) == 1
    assert use_account_changes(now=NOW + WAIT) == 0

    assert iban_of(shop) == NEW
    change.refresh_from_db()
    assert (change.state, change.decided_by) == (State.APPLIED, town.clerk)


def test_without_a_second_person_waiting_is_not_enough(shop) -> None:
    asks_change(shop)

    assert use_account_changes(now=NOW + 10 * WAIT) == 0
    assert iban_of(shop) == OLD


def test_a_late_yes_is_used_at_once_as_the_shop_was_told_long_ago(town: Town, shop) -> None:
    change = asks_change(shop)
    approved(change, town.clerk, now=NOW + 2 * WAIT)

    assert use_account_changes(now=NOW + 2 * WAIT) == 1


def test_who_asked_or_works_at_the_shop_is_no_second_person(town: Town, shop) -> None:
    change = asks_change(shop)
    grant_role(person=shop.owner, code="finance", actor=None)
    helper = works_there(shop)
    grant_role(person=helper, code="finance", actor=None)

    for person in (shop.owner, helper):
        fresh = Person.objects.get(id=person.id)
        with pytest.raises(NeedsSecondPerson):
            approved(change, fresh)
        with pytest.raises(NeedsSecondPerson):
            decline_account_change(change_id=change.id, reason="Nee", actor=fresh, now=NOW)
    with pytest.raises(NotAllowed):
        approved(change, town.organiser)
    with pytest.raises(NotFound):
        approve_account_change(change_id=404, actor=town.clerk, now=NOW)


@pytest.mark.parametrize("duty", [Seat.Duty.LEAD, Seat.Duty.STAFF])
def test_only_an_owner_asks_for_another_account_or_calls_it_off(shop, duty: str) -> None:
    person = works_there(shop, duty)
    change = asks_change(shop)

    with pytest.raises(NotFound):
        asks_change(shop, actor=person)
    with pytest.raises(NotFound):
        withdraw_account_change(change_id=change.id, actor=person, now=NOW)


def test_one_change_waits_at_a_time_and_the_same_key_is_the_same_asking(shop) -> None:
    key = uuid4()
    change = asks_change(shop, key=key)

    assert asks_change(shop, key=key) == change
    with pytest.raises(KeyReused):
        asks_change(shop, iban=OLD, key=key)
    with pytest.raises(AccountChangeWaits):
        asks_change(shop)
    withdraw_account_change(change_id=change.id, actor=shop.owner, now=NOW)
    assert asks_change(shop).state == State.ASKED


@pytest.mark.parametrize("iban", ["", "NL00ABNA0417164300", "BR1800360305000010009795493C1"])
def test_an_account_nothing_can_be_paid_to_is_refused(shop, iban: str) -> None:
    with pytest.raises(IbanInvalid):
        asks_change(shop, iban=iban)


def test_the_account_a_shop_has_needs_no_change_but_another_name_on_it_does(shop) -> None:
    with pytest.raises(AccountUnchanged):
        asks_change(shop, iban=OLD)

    assert asks_change(shop, iban=OLD, account_name="Fatima Jansen").state == State.ASKED


def test_any_owner_calls_it_off_also_after_the_yes(town: Town, shop) -> None:
    other = works_there(shop, Seat.Duty.OWNER)
    change = approved(asks_change(shop), town.clerk)

    withdraw_account_change(change_id=change.id, actor=other, now=NOW)
    withdraw_account_change(change_id=change.id, actor=other, now=NOW)

    assert use_account_changes(now=NOW + WAIT) == 0
    for decide in (approve_account_change, decline_account_change):
        more = {"reason": "Nee"} if decide is decline_account_change else {}
        with pytest.raises(AccountChangeOver):
            decide(change_id=change.id, actor=town.clerk, now=NOW, **more)


def test_a_colleague_still_says_no_after_the_yes(town: Town, shop) -> None:
    change = approved(asks_change(shop), town.clerk)
    colleague = make_person("finance", "finance")

    done = decline_account_change(
        change_id=change.id, reason=" Niet van de winkel ", actor=colleague, now=NOW
    )

    assert (done.state, done.reason) == (State.DECLINED, "Niet van de winkel")
    assert use_account_changes(now=NOW + WAIT) == 0
    with pytest.raises(AccountChangeOver):
        withdraw_account_change(change_id=change.id, actor=shop.owner, now=NOW)


def test_each_step_is_told_to_the_addresses_of_when_it_was_asked(town: Town, shop) -> None:
    before = shop.owner.email
    change = asks_change(shop)
    thief = make_person("dief")
    give_seat(person=thief, party=shop.merchant.party, duty=Seat.Duty.OWNER, actor=None)
    Person.objects.filter(id=shop.owner.id).update(email="dief@elders.example")
    approved(change, town.clerk)
    use_account_changes(now=NOW + WAIT)
    relay_outbox(now=NOW + 2 * WAIT)

    sent = [letter for letter in mail.outbox if "rekening" in letter.subject]
    assert [letter.to for letter in sent] == [[before]] * 3
    assert all(NEW not in letter.body and NEW[-4:] in letter.body for letter in sent)


def test_the_trail_says_who_did_what_and_no_account(town: Town, shop) -> None:
    approved(asks_change(shop), town.clerk)
    use_account_changes(now=NOW + WAIT)

    kept = AuditEvent.objects.filter(thing="merchant", verb__contains="account-change")
    assert [(one.verb, one.actor) for one in kept.order_by("id")] == [
        ("ask-account-change", shop.owner.party_id),
        ("approve-account-change", town.clerk.party_id),
        ("use-account-change", None),
    ]
    assert not [one for one in kept if NEW in str(one.facts)]


def test_the_database_keeps_a_change_as_it_was_asked_and_going_forward(town: Town, shop) -> None:
    change = asks_change(shop)
    rows = AccountChange.objects.filter(id=change.id)

    for wrong in (
        {"iban": OLD}, {"told_to": "x@y.example"}, {"usable_at": NOW + SECOND},
        {"state": State.APPLIED}, {"state": State.APPROVED}, {"asked_by": town.clerk},
        {"decided_by": shop.owner, "decided_at": NOW},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


def test_the_database_lets_no_account_be_used_before_its_day(town: Town, shop) -> None:
    change = approved(asks_change(shop), town.clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        AccountChange.objects.filter(id=change.id).update(
            state=State.APPLIED, ended_at=NOW + WAIT - SECOND
        )
