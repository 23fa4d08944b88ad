"""Reads about klussen and taking part in them."""

from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    When,
)

from marketplace.models import Klus, Proof, SignUp, Slot
from marketplace.queries.checkers import checked_by
from marketplace.queries.reach import CHECK, in_reach, organises
from tenants.errors import NotFound
from tenants.people.models import Person

LIVE = (SignUp.State.SIGNED_UP, SignUp.State.CHECKED_IN, SignUp.State.SENT_BACK)


def klus_seen_by(person: Person | None, klus_id: int) -> Klus:
    """A klus that is open to everybody, or that this person has to do with. Raises NotFound."""
    klus = (
        Klus.objects.filter(id=klus_id)
        .select_related("neighbourhood", "organiser", "programme", "hold", "checked_by")
        .first()
    )
    if klus is None:
        raise NotFound
    if klus.state == Klus.State.PUBLISHED:
        return klus
    if person is not None and (
        organises(person, klus) or SignUp.objects.filter(slot__klus=klus, resident=person).exists()
    ):
        return klus
    raise NotFound


def klus_run_by(person: Person, klus_id: int) -> Klus:
    """A klus this person runs; of others they are told that it is not there. Raises NotFound."""
    klus = klus_seen_by(person, klus_id)
    if not organises(person, klus):
        raise NotFound
    return klus


def slots_of(klus: Klus, *, now: datetime) -> QuerySet[Slot]:
    """The moments that still take people, soonest first."""
    column = "ends_at" if klus.is_standing else "starts_at"
    return klus.slots.filter(**{f"{column}__gt": now}).order_by("starts_at", "id")


def _sign_ups() -> QuerySet[SignUp]:
    return SignUp.objects.select_related("slot__klus__neighbourhood", "transfer").prefetch_related(
        "proofs"
    )


def coming_sign_ups(person: Person) -> QuerySet[SignUp]:
    """What this person still has to do or waits for, soonest first."""
    states = (*LIVE, SignUp.State.HANDED_IN, SignUp.State.LOOK_AGAIN)
    return _sign_ups().filter(resident=person, state__in=states).order_by("slot__starts_at", "id")


def past_sign_ups(person: Person) -> QuerySet[SignUp]:
    """What is over for this person, newest first."""
    states = (*LIVE, SignUp.State.HANDED_IN, SignUp.State.LOOK_AGAIN)
    return (
        _sign_ups()
        .filter(resident=person)
        .exclude(state__in=states)
        .order_by("-slot__starts_at", "-id")
    )


def own_sign_up(person: Person, sign_up_id: int) -> SignUp:
    """One of this person's own sign-ups. Raises NotFound."""
    found = _sign_ups().filter(resident=person, id=sign_up_id).first()
    if found is None:
        raise NotFound
    return found


def own_at_slot(person: Person, slot_id: int) -> SignUp | None:
    """This person's own sign-up for a moment, unless it was cancelled."""
    found = _sign_ups().filter(resident=person, slot=slot_id)
    return found.exclude(state=SignUp.State.CANCELLED).first()


def sign_up_seen_by(person: Person, sign_up_id: int) -> SignUp:
    """One's own sign-up, or anybody's for who organises; others are told it is not there.

    Raises NotFound.
    """
    found = _sign_ups().filter(id=sign_up_id).first()
    if found is None or not (found.resident_id == person.id or organises(person, found.slot.klus)):
        raise NotFound
    return found


def own_of_klus(person: Person, klus: Klus) -> dict[int, SignUp]:
    """This person's sign-ups for a klus that were not cancelled, by slot."""
    found = SignUp.objects.filter(resident=person, slot__klus=klus).select_related("slot")
    return {sign_up.slot_id: sign_up for sign_up in found.exclude(state=SignUp.State.CANCELLED)}


def next_sign_up(person: Person, *, now: datetime) -> SignUp | None:
    """What this person does next, or is busy with."""
    return (
        SignUp.objects.filter(resident=person, state__in=LIVE)
        .filter(Q(slot__ends_at__gt=now) | ~Q(state=SignUp.State.SIGNED_UP))
        .select_related("slot__klus")
        .order_by("slot__starts_at", "id")
        .first()
    )


def on_its_way(person: Person) -> int:
    """Minor units this person gets when what is handed in is good; of a group at least."""
    found = SignUp.objects.filter(resident=person, state=SignUp.State.HANDED_IN)
    part = Case(
        When(slot__klus__is_group=True, then=F("slot__klus__reward") / F("slot__places")),
        default=F("slot__klus__reward"),
        output_field=BigIntegerField(),
    )
    return found.aggregate(total=Sum(part))["total"] or 0


def waiting_proofs(person: Person | None = None) -> QuerySet[SignUp]:
    """Handed-in work, longest waiting first, with its newest photo and whether it was seen before.

    `person`: what this checker may decide on alone. `seen_before`: the same picture, to the byte
    after our own encoding, came with other work.
    """
    same_elsewhere = Proof.objects.filter(sha256=OuterRef("proofs__sha256")).exclude(
        sign_up_id=OuterRef("id")
    )
    flagged = SignUp.objects.filter(id=OuterRef("id")).filter(Exists(same_elsewhere))
    return (
        SignUp.objects.filter(_waits_for(person))
        .annotate(seen_before=Exists(flagged))
        .select_related("slot__klus__programme", "slot__klus__neighbourhood", "resident")
        .prefetch_related(Prefetch("proofs", queryset=Proof.objects.order_by("-made_at", "-id")))
        .order_by("handed_in_at", "id")
    )


def waiting_of_slot(slot_id: int, person: Person | None = None) -> tuple[Slot, list[SignUp]]:
    """A moment and the work of it that waits, by name. Raises NotFound where none does."""
    waiting = list(waiting_proofs(person).filter(slot_id=slot_id).order_by("resident__name", "id"))
    if not waiting:
        raise NotFound
    return waiting[0].slot, waiting


def slots_to_approve(person: Person | None = None) -> QuerySet[Slot]:
    """Moments of which several wait, or a group does; with `waiting`, longest ago first."""
    mine = (
        checked_by(person, "klus") & in_reach(person, CHECK, "klus__organiser") if person else Q()
    )
    return (
        Slot.objects.filter(mine, sign_ups__state=SignUp.State.HANDED_IN)
        .annotate(waiting=Count("sign_ups"))
        .filter(Q(waiting__gte=2) | Q(klus__is_group=True))
        .select_related("klus")
        .order_by("starts_at", "id")
    )


def waiting_count(person: Person | None = None) -> int:
    """How much handed-in work waits to be checked, by this person where one is given."""
    return waiting_of(person).count()


def waiting_of(person: Person | None = None) -> QuerySet[SignUp]:
    """Handed-in work that waits; for this checker where one is given."""
    return SignUp.objects.filter(_waits_for(person))


def waiting_sign_up(sign_up_id: int, person: Person | None = None) -> SignUp:
    """One piece of handed-in work. Raises NotFound."""
    found = waiting_proofs(person).filter(id=sign_up_id).first()
    if found is None:
        raise NotFound
    return found


def decided_sign_ups(person: Person) -> QuerySet[SignUp]:
    """What was decided of the klussen this person checks, newest first."""
    return (
        SignUp.objects.filter(
            in_reach(person, CHECK, "slot__klus__organiser"), decided_at__isnull=False
        )
        .select_related("slot__klus", "resident", "decided_by")
        .order_by("-decided_at", "-id")
    )


def sign_ups_of_klus(klus: Klus) -> QuerySet[SignUp]:
    """Who takes part, by moment and name."""
    return (
        SignUp.objects.filter(slot__klus=klus)
        .exclude(state=SignUp.State.CANCELLED)
        .select_related("resident", "slot")
        .order_by("slot__starts_at", "resident__name", "id")
    )


def sign_up_to_tell_of(sign_up_id: int, state: str) -> SignUp | None:
    """A sign-up that is still in this state and whose resident can be written to."""
    return (
        SignUp.objects.filter(id=sign_up_id, state=state, resident__is_active=True)
        .select_related("slot__klus", "resident")
        .first()
    )


def _waits_for(person: Person | None) -> Q:
    waits = Q(state=SignUp.State.HANDED_IN)
    if person is None:
        return waits
    return waits & checked_by(person) & in_reach(person, CHECK, "slot__klus__organiser")
