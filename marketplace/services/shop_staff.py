"""Commands about the people of a shop: invite, take an invitation, another duty, farewell."""

from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction

from marketplace.models import Merchant, StaffInvitation
from marketplace.partner_errors import (
    InvitationForAnother,
    InvitationOver,
    LastOwner,
    TooManyInvitations,
    WorksThereAlready,
)
from marketplace.queries import partners
from marketplace.services.merchants import locked_merchant
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Person, Seat
from tenants.people.services import end_seat, give_seat
from tenants.schema import current_schema
from tenants.trail.services import audit, tell

INVITATION_DAYS: Final = 7
OPEN_AT_MOST: Final = 20
SALT: Final = "marketplace.staff-invitation"


@transaction.atomic
def invite_staff(
    *, merchant_id: int, email: str, duty: str, actor: Person, now: datetime
) -> StaffInvitation:
    """Ask somebody by mail to work for the shop, for a week. Inviting again ends the link before.

    An owner invites for every duty, a lead for the till alone; the municipality invites an owner
    of a shop that has none yet. Raises NotFound, NotAllowed, WorksThereAlready,
    TooManyInvitations.
    """
    merchant = locked_merchant(merchant_id)
    _refuse_unless_may_give(actor, merchant, duty)
    address = email.strip().lower()
    if partners.people_of(merchant).filter(person__email__iexact=address).exists():
        raise WorksThereAlready
    waiting = partners.invitations_of(merchant)
    waiting.filter(email=address).update(withdrawn_at=now)
    if waiting.filter(expires_at__gt=now).count() >= OPEN_AT_MOST:
        raise TooManyInvitations(maximum=OPEN_AT_MOST)
    made = StaffInvitation.objects.create(
        merchant=merchant, email=address, duty=duty, invited_by=actor, invited_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    _audit("invite-staff", merchant, actor, invitation=made.id, duty=duty)
    tell("staff.invited", invitation=made.id)
    return made


@transaction.atomic
def withdraw_invitation(
    *, merchant_id: int, invitation_id: int, actor: Person, now: datetime
) -> None:
    """The link in the letter leads nowhere from now on. Twice is once. Raises NotFound."""
    partners.own_shop(actor, merchant_id, partners.KEEPERS)
    merchant = locked_merchant(merchant_id)
    found = merchant.invitations.filter(id=invitation_id).first()
    if found is None:
        raise NotFound
    waiting = partners.invitations_of(merchant).filter(id=invitation_id)
    if waiting.update(withdrawn_at=now):
        _audit("withdraw-invitation", merchant, actor, invitation=invitation_id)


def link_word(invitation: StaffInvitation) -> str:
    """What stands in the letter's link: good for this invitation in this tenant alone."""
    return signing.dumps([current_schema(), invitation.id], salt=SALT)


def read_link(word: str) -> StaffInvitation:
    """The invitation a link is about, whatever became of it. Raises NotFound."""
    try:
        schema, invitation_id = signing.loads(word, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFound from error
    found = StaffInvitation.objects.select_related("merchant__party", "invited_by")
    invitation = found.filter(id=invitation_id).first() if schema == current_schema() else None
    if invitation is None:
        raise NotFound
    return invitation


def refuse_unless_for(invitation: StaffInvitation, person: Person, now: datetime) -> None:
    """Raises InvitationForAnother, InvitationOver."""
    if invitation.email != person.email.lower():
        raise InvitationForAnother
    if invitation.accepted_by_id == person.id:
        return
    is_spent = invitation.accepted_at or invitation.withdrawn_at
    if is_spent or invitation.is_over(now):
        raise InvitationOver


@transaction.atomic
def take_invitation(*, word: str, actor: Person, now: datetime) -> Seat:
    """The invited person works for the shop from now on. Twice is once.

    Raises NotFound, InvitationForAnother, InvitationOver.
    """
    merchant = locked_merchant(read_link(word).merchant_id)
    invitation = read_link(word)
    refuse_unless_for(invitation, actor, now)
    seat = Seat.objects.filter(person=actor, party=merchant.party).first()
    if invitation.accepted_at is not None:
        if seat is None:
            raise InvitationOver
        return seat
    invitation.accepted_by, invitation.accepted_at = actor, now
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    return seat or give_seat(
        person=actor, party=merchant.party, duty=invitation.duty, actor=actor.party_id
    )


@transaction.atomic
def change_duty(*, merchant_id: int, seat_id: int, duty: str, actor: Person) -> Seat:
    """Another duty at the shop, by an owner. Raises NotFound, LastOwner."""
    partners.own_shop(actor, merchant_id, partners.OWNERS)
    # The shop is locked: two owners who step down at once do not both find the other.
    merchant = locked_merchant(merchant_id)
    seat = partners.seat_of(merchant, seat_id)
    if duty != Seat.Duty.OWNER:
        _refuse_last_owner(merchant, seat)
    if seat.duty == duty:
        return seat
    return give_seat(person=seat.person, party=merchant.party, duty=duty, actor=actor.party_id)


@transaction.atomic
def say_farewell(*, merchant_id: int, seat_id: int, actor: Person) -> None:
    """Somebody works for the shop no longer; who it is, is told.

    An owner ends every seat, a lead those at the till, and anybody their own. Raises NotFound,
    NotAllowed, LastOwner.
    """
    partners.own_shop(actor, merchant_id)
    merchant = locked_merchant(merchant_id)
    seat = partners.seat_of(merchant, seat_id)
    if seat.person_id != actor.id:
        _refuse_unless_may_give(actor, merchant, seat.duty)
    _refuse_last_owner(merchant, seat)
    end_seat(seat=seat, actor=actor.party_id)
    if seat.person_id != actor.id:
        tell("staff.left", merchant=merchant.id, person=seat.person_id)


def forget_invitations(*, before: datetime) -> int:
    """Delete the invitations whose days ended before then; who works somewhere has a seat."""
    deleted, _ = StaffInvitation.objects.filter(expires_at__lt=before).delete()
    return deleted


def _refuse_unless_may_give(actor: Person, merchant: Merchant, duty: str) -> None:
    """Raises NotFound for who does not keep the shop, NotAllowed for a lead who wants too much."""
    own = partners.duty_of(actor, merchant)
    if own == Seat.Duty.OWNER:
        return
    if own == Seat.Duty.LEAD:
        if duty != Seat.Duty.STAFF:
            raise NotAllowed(permission="own-shop")
        return
    has_owner = partners.owners_of(merchant).exists()
    if has_owner or duty != Seat.Duty.OWNER or not actor.may("approve-merchant"):
        raise NotFound


def _refuse_last_owner(merchant: Merchant, seat: Seat) -> None:
    if seat.duty != Seat.Duty.OWNER:
        return
    others = partners.people_of(merchant).filter(duty=Seat.Duty.OWNER).exclude(id=seat.id)
    if not others.filter(person__is_active=True).exists():
        raise LastOwner


def _audit(verb: str, merchant: Merchant, actor: Person, **facts: object) -> None:
    audit(verb=verb, thing="merchant", thing_id=merchant.id, actor=actor.party_id, **facts)
