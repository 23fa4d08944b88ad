"""Several people at the same moment over one shop's account: one change, one answer, used once."""

from functools import partial
from uuid import uuid4

from marketplace.models import AccountChange
from marketplace.partner_errors import AccountChangeOver, AccountChangeWaits, LastOwner
from marketplace.services.account_changes import (
    approve_account_change,
    use_account_changes,
    withdraw_account_change,
)
from marketplace.services.shop_staff import change_duty, link_word, take_invitation
from tenants.people.models import Seat
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.marketplace.cast import NOW, Town, make_person
from tests.marketplace.partner_cast import (
    NEW,
    OLD,
    WAIT,
    a_shop,
    asks_change,
    iban_of,
    invited,
    works_there,
)
from tests.marketplace.test_services_at_once import of
from tests.settlement.cast import at_once, shop_iban


def test_of_many_changes_at_once_one_waits(committed_town: Town) -> None:
    shop = a_shop(committed_town)
    asks = [partial(asks_change, shop, iban=shop_iban(900 + number)) for number in range(6)]

    answers = at_once(committed_town.tenant, *asks)

    assert (of(answers, AccountChange), of(answers, AccountChangeWaits)) == (1, 5)
    assert AccountChange.objects.count() == 1


def test_the_same_form_sent_many_times_at_once_is_one_change(committed_town: Town) -> None:
    shop, key = a_shop(committed_town), uuid4()

    answers = at_once(committed_town.tenant, *[partial(asks_change, shop, key=key)] * 5)

    assert of(answers, AccountChange) == 5
    assert AccountChange.objects.count() == 1
    assert OutboxEvent.objects.filter(kind="account-change.moved").count() == 1


def test_of_yes_and_calling_off_at_once_nothing_is_half(committed_town: Town) -> None:
    town, shop = committed_town, a_shop(committed_town)
    change = asks_change(shop)

    answers = at_once(
        town.tenant,
        partial(approve_account_change, change_id=change.id, actor=town.clerk, now=NOW),
        partial(withdraw_account_change, change_id=change.id, actor=shop.owner, now=NOW),
    )
    used = use_account_changes(now=NOW + WAIT)

    change.refresh_from_db()
    # Calling off is heard last: before the yes, which is then refused, or after it.
    assert change.state == "withdrawn"
    assert of(answers, AccountChange) + of(answers, AccountChangeOver) == 2
    assert (used, iban_of(shop)) == (0, OLD)


def test_an_account_is_used_once_by_many_workers(committed_town: Town) -> None:
    town, shop = committed_town, a_shop(committed_town)
    change = asks_change(shop)
    approve_account_change(change_id=change.id, actor=town.clerk, now=NOW)

    answers = at_once(town.tenant, *[partial(use_account_changes, now=NOW + WAIT)] * 4)

    assert sorted(answers) == [0, 0, 0, 1]  # type: ignore[type-var]
    assert iban_of(shop) == NEW
    assert AuditEvent.objects.filter(verb="use-account-change").count() == 1


def test_of_using_and_calling_off_at_once_one_wins(committed_town: Town) -> None:
    town, shop = committed_town, a_shop(committed_town)
    change = asks_change(shop)
    approve_account_change(change_id=change.id, actor=town.clerk, now=NOW)

    at_once(
        town.tenant,
        partial(use_account_changes, now=NOW + WAIT),
        partial(withdraw_account_change, change_id=change.id, actor=shop.owner, now=NOW + WAIT),
    )

    change.refresh_from_db()
    assert (change.state, iban_of(shop)) in {("applied", NEW), ("withdrawn", OLD)}


def test_two_owners_who_step_down_at_once_leave_one(committed_town: Town) -> None:
    shop = a_shop(committed_town)
    works_there(shop, Seat.Duty.OWNER)
    down = [
        partial(
            change_duty, merchant_id=shop.merchant.id, seat_id=seat.id, duty=Seat.Duty.STAFF,
            actor=seat.person,
        )
        for seat in Seat.objects.filter(party=shop.merchant.party)
    ]  # fmt: skip

    answers = at_once(committed_town.tenant, *down)

    assert (of(answers, Seat), of(answers, LastOwner)) == (1, 1)
    assert Seat.objects.filter(party=shop.merchant.party, duty=Seat.Duty.OWNER).count() == 1


def test_an_invitation_taken_many_times_at_once_is_one_seat(committed_town: Town) -> None:
    shop, person = a_shop(committed_town), make_person("hulp")
    word = link_word(invited(shop, person.email))

    answers = at_once(
        committed_town.tenant, *[partial(take_invitation, word=word, actor=person, now=NOW)] * 4
    )

    assert of(answers, Seat) == 4
    assert Seat.objects.filter(person=person).count() == 1
