"""The people of a shop: invited by mail, each with a duty, and never without an owner."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from marketplace import queries
from marketplace.models import StaffInvitation
from marketplace.partner_errors import (
    InvitationForAnother,
    InvitationOver,
    LastOwner,
    TooManyInvitations,
    WorksThereAlready,
)
from marketplace.services.shop_staff import (
    OPEN_AT_MOST,
    change_duty,
    forget_invitations,
    invite_staff,
    link_word,
    read_link,
    say_farewell,
    take_invitation,
    withdraw_invitation,
)
from tenants.errors import NotAllowed, NotFound
from tenants.messages.models import Message
from tenants.models import Tenant
from tenants.people.models import Seat
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import NOW, Town, make_person
from tests.marketplace.partner_cast import a_shop, invited, works_there

DAY = timedelta(days=1)
Duty = Seat.Duty


@pytest.fixture
def shop(town: Town):
    return a_shop(town)


def take(invitation: StaffInvitation, person, now=NOW) -> Seat:
    return take_invitation(word=link_word(invitation), actor=person, now=now)


def test_who_is_invited_works_at_the_till_after_saying_yes(shop) -> None:
    person = make_person("hulp")
    assert list(queries.tills_of(person)) == []

    seat = take(invited(shop, f" {person.email.upper()} "), person)

    assert (seat.duty, seat.party) == (Duty.STAFF, shop.merchant.party)
    assert [till.id for till in queries.tills_of(person)] == [shop.till.id]


def test_the_letter_goes_to_the_address_with_a_link_that_leads_to_the_invitation(shop) -> None:
    found = invited(shop, "nieuw@elders.example", now=timezone.now())
    relay_outbox(now=timezone.now())

    (letter,) = mail.outbox
    assert letter.to == ["nieuw@elders.example"]
    assert "Bakkerij Wiertz" in letter.body
    (link,) = [line for line in letter.body.splitlines() if "/kassa/uitnodiging/" in line]
    assert read_link(link.rstrip("/").rsplit("/", 1)[-1]) == found


def test_nothing_is_sent_for_an_invitation_that_was_withdrawn_meanwhile(shop) -> None:
    found = invited(shop, "nieuw@elders.example", now=timezone.now())
    withdraw_invitation(
        merchant_id=shop.merchant.id, invitation_id=found.id, actor=shop.owner, now=NOW
    )
    relay_outbox(now=timezone.now())

    assert mail.outbox == []


@pytest.mark.parametrize("spoilt", ["over", "withdrawn", "again"])
def test_an_invitation_that_is_over_lets_nobody_in(shop, spoilt: str) -> None:
    person, now = make_person("hulp"), NOW
    found = invited(shop, person.email)
    if spoilt == "over":
        now = found.expires_at
    elif spoilt == "withdrawn":
        withdraw_invitation(
            merchant_id=shop.merchant.id, invitation_id=found.id, actor=shop.owner, now=NOW
        )
    else:
        invited(shop, person.email)

    with pytest.raises(InvitationOver):
        take(found, person, now)
    assert not Seat.objects.filter(person=person).exists()


def test_an_invitation_is_for_one_address_and_taken_once(shop) -> None:
    person, stranger = make_person("hulp"), make_person("vreemde")
    found = invited(shop, person.email)

    with pytest.raises(InvitationForAnother):
        take(found, stranger)
    first = take(found, person)
    assert take(found, person) == first
    seat = Seat.objects.get(person=person)
    say_farewell(merchant_id=shop.merchant.id, seat_id=seat.id, actor=shop.owner)
    with pytest.raises(InvitationOver):
        take(found, person)


def test_a_link_that_was_made_up_or_is_of_another_town_leads_nowhere(
    shop, parkstad: Tenant
) -> None:
    word = link_word(invited(shop, "nieuw@elders.example"))

    for wrong in ("x", word[:-1], word + "a", ""):
        with pytest.raises(NotFound):
            read_link(wrong)
    with schema_context(parkstad.schema_name), pytest.raises(NotFound):
        read_link(word)


def test_a_lead_invites_for_the_till_alone_and_staff_nobody(shop) -> None:
    lead, staff = works_there(shop, Duty.LEAD), works_there(shop)
    merchant = {"merchant_id": shop.merchant.id, "now": NOW}

    invite_staff(email="a@elders.example", duty=Duty.STAFF, actor=lead, **merchant)
    for duty in (Duty.LEAD, Duty.OWNER):
        with pytest.raises(NotAllowed):
            invite_staff(email="b@elders.example", duty=duty, actor=lead, **merchant)
    for person in (staff, make_person("vreemde")):
        with pytest.raises(NotFound):
            invite_staff(email="b@elders.example", duty=Duty.STAFF, actor=person, **merchant)


def test_the_municipality_invites_an_owner_for_a_shop_without_one(town: Town, shop) -> None:
    ask = {"merchant_id": shop.merchant.id, "now": NOW, "actor": town.clerk}
    with pytest.raises(NotFound):
        invite_staff(email="a@elders.example", duty=Duty.OWNER, **ask)

    Seat.objects.all().delete()

    assert invite_staff(email="a@elders.example", duty=Duty.OWNER, **ask).duty == Duty.OWNER
    with pytest.raises(NotFound):
        invite_staff(email="b@elders.example", duty=Duty.STAFF, **ask)


def test_who_works_there_is_not_invited_and_not_everybody_at_once(shop) -> None:
    with pytest.raises(WorksThereAlready):
        invited(shop, shop.owner.email.upper())
    for number in range(OPEN_AT_MOST):
        invited(shop, f"{number}@elders.example")

    with pytest.raises(TooManyInvitations):
        invited(shop, "meer@elders.example")
    invited(shop, "0@elders.example")


def test_there_is_always_an_owner(shop) -> None:
    own = Seat.objects.get(person=shop.owner)
    merchant = {"merchant_id": shop.merchant.id, "seat_id": own.id, "actor": shop.owner}

    with pytest.raises(LastOwner):
        change_duty(duty=Duty.STAFF, **merchant)
    with pytest.raises(LastOwner):
        say_farewell(**merchant)
    works_there(shop, Duty.OWNER)
    assert change_duty(duty=Duty.LEAD, **merchant).duty == Duty.LEAD


def test_who_left_is_told_and_the_till_is_closed_to_them(shop) -> None:
    helper = works_there(shop)
    seat = Seat.objects.get(person=helper)

    say_farewell(merchant_id=shop.merchant.id, seat_id=seat.id, actor=shop.owner)
    relay_outbox(now=timezone.now())

    assert list(queries.tills_of(helper)) == []
    assert Message.objects.get(person=helper).subject == "Je werkt niet meer in een winkel"


def test_a_lead_says_farewell_to_staff_alone_and_everybody_to_themselves(shop) -> None:
    lead, staff, other = works_there(shop, Duty.LEAD), works_there(shop), works_there(shop)
    seats = {seat.person_id: seat.id for seat in shop.merchant.party.seats.all()}

    def farewell(who, actor) -> None:
        say_farewell(merchant_id=shop.merchant.id, seat_id=seats[who.id], actor=actor)

    with pytest.raises(NotAllowed):
        farewell(shop.owner, lead)
    with pytest.raises(NotFound):
        farewell(other, staff)
    farewell(staff, lead)
    farewell(other, other)
    assert set(shop.merchant.party.seats.values_list("person", flat=True)) == {
        shop.owner.id, lead.id,
    }  # fmt: skip


def test_an_invitation_is_forgotten_when_its_days_are_long_past(shop) -> None:
    found = invited(shop, "nieuw@elders.example")

    assert forget_invitations(before=found.expires_at) == 0
    assert forget_invitations(before=found.expires_at + DAY) == 1


def test_the_database_keeps_one_waiting_invitation_per_address(town: Town, shop) -> None:
    found = invited(shop, "nieuw@elders.example")
    rows = StaffInvitation.objects.filter(id=found.id)

    with pytest.raises(IntegrityError), transaction.atomic():
        StaffInvitation.objects.create(
            merchant=shop.merchant, email=found.email, duty=Duty.STAFF, invited_by=shop.owner,
            invited_at=NOW, expires_at=NOW + DAY,
        )  # fmt: skip
    for wrong in (
        {"expires_at": NOW}, {"accepted_at": NOW}, {"accepted_by": town.clerk},
        {"accepted_at": NOW, "accepted_by": town.clerk, "withdrawn_at": NOW},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
