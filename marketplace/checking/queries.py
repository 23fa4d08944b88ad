"""Reads about checking: the queue, what can still be taken back, second looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from currency.queries import rules_in_force
from marketplace.checking.models import Batch, BatchItem, Check, SecondLook
from marketplace.models import Klus, SignUp, Slot
from marketplace.queries.work import slots_to_approve, waiting_of, waiting_proofs
from tenants.errors import NotFound
from tenants.people.models import Person

LEFT_FOR: Final = timedelta(days=1)


def in_open_batch() -> Exists:
    """Whether a sign-up is in a batch that neither counts yet nor was undone."""
    return Exists(
        BatchItem.objects.filter(
            sign_up=OuterRef("pk"), batch__undone_at=None, batch__settled_at=None
        )
    )


def queue(person: Person | None = None) -> QuerySet[SignUp]:
    """Work that waits and is in no open batch, longest waiting first.

    `person`: what this checker may decide on alone. `agreed` is how many people found it good in
    this round, `is_agreed_by_me` whether this person is one of them.
    """
    found = waiting_proofs(person).filter(~in_open_batch())
    this_round = Q(checks__round_at=F("handed_in_at"))
    return found.annotate(
        agreed=Count("checks", filter=this_round, distinct=True), is_agreed_by_me=_agreed_by(person)
    )


def waiting_of_moment(slot: Slot, person: Person) -> list[SignUp]:
    """Work of one moment that waits and is in no open batch, by name. Raises NotFound."""
    found = list(queue(person).filter(slot=slot).order_by("resident__name", "id"))
    if not found:
        raise NotFound
    return found


def moments_to_approve(person: Person) -> QuerySet[Slot]:
    """Moments of which several wait, or a group does, and not all of it is in an open batch."""
    waits = SignUp.objects.filter(
        ~in_open_batch(), slot=OuterRef("pk"), state=SignUp.State.HANDED_IN
    )
    return slots_to_approve(person).filter(Exists(waits))


def queue_length(person: Person | None = None) -> int:
    """How much work waits and is in no open batch; for this checker where one is given."""
    return waiting_of(person).filter(~in_open_batch()).count()


def batches_to_undo(person: Person, now: datetime) -> QuerySet[Batch]:
    """What this person may still take back, newest first, with `size`."""
    found = Batch.objects.filter(made_by=person, undone_at=None, settled_at=None, due_at__gt=now)
    return found.annotate(size=Count("items"))


def batches_of(person: Person) -> QuerySet[Batch]:
    """This person's batches, newest first, with their work."""
    found = Batch.objects.filter(made_by=person).order_by("-made_at", "-id")
    return found.prefetch_related("items__sign_up__slot__klus", "items__sign_up__resident")


def batches_due(now: datetime) -> QuerySet[Batch]:
    """What counts by now and is not settled, longest ago first."""
    found = Batch.objects.filter(undone_at=None, settled_at=None, due_at__lte=now)
    return found.order_by("due_at", "id")


def left_by_batches(person: Person, now: datetime) -> QuerySet[BatchItem]:
    """What this person approved lately in a batch and could not be rewarded after all."""
    since = now - LEFT_FOR
    found = BatchItem.objects.filter(batch__made_by=person, batch__due_at__gte=since)
    return (
        found.exclude(outcome__in=["", "approved", "agreed"])
        .filter(sign_up__state=SignUp.State.HANDED_IN)
        .select_related("sign_up__slot__klus", "sign_up__resident")
    )


def second_looks() -> QuerySet[SecondLook]:
    """Second looks that wait, longest first, with the work and who rejected it."""
    return (
        SecondLook.objects.filter(outcome=SecondLook.Outcome.OPEN)
        .select_related(
            "sign_up__slot__klus__programme", "sign_up__slot__klus__neighbourhood",
            "sign_up__resident", "first_by",
        )
        .prefetch_related("sign_up__proofs")
    )  # fmt: skip


def second_look_of(sign_up_id: int) -> SecondLook:
    """The second look at one piece of work that waits. Raises NotFound."""
    found = second_looks().filter(sign_up=sign_up_id).first()
    if found is None:
        raise NotFound
    return found


def may_look_again(found: SignUp, now: datetime) -> bool:
    """Whether a resident can still ask for a second look at rejected work: once, and in time."""
    if found.state != SignUp.State.REJECTED or found.decided_at is None:
        return False
    days = rules_in_force(now).rules.checking.second_look_days
    is_in_time = now < found.decided_at + timedelta(days=days)
    return is_in_time and not SecondLook.objects.filter(sign_up=found).exists()


def on_the_round(person: Person) -> QuerySet[SignUp]:
    """Work that the team looks at where it was done, of what waits for this checker."""
    return queue(person).filter(
        ~_agreed_by(person),
        slot__klus__checking=Klus.Checking.ROUND,
        slot__klus__is_group=False,
    )


def slot_with_desk(slot_id: int) -> Slot:
    """A moment with its klus and the screen that was opened for it. Raises NotFound."""
    found = Slot.objects.select_related("klus", "desk__opened_by").filter(id=slot_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class DeskCounts:
    """How many were expected at a moment, are there, and are done."""

    expected: int
    there: int
    done: int


def counts_at(slot: Slot) -> DeskCounts:
    """One query."""
    state = SignUp.State
    rows = dict(
        SignUp.objects.filter(slot=slot).order_by().values_list("state").annotate(Count("id"))
    )
    return DeskCounts(
        expected=rows.get(state.SIGNED_UP, 0),
        there=rows.get(state.CHECKED_IN, 0) + rows.get(state.SENT_BACK, 0),
        done=sum(rows.get(one, 0) for one in (state.HANDED_IN, state.APPROVED, state.PARTLY)),
    )


def _agreed_by(person: Person | None) -> Exists:
    """Whether this person found a sign-up good in this round."""
    return Exists(
        Check.objects.filter(
            sign_up=OuterRef("pk"), round_at=OuterRef("handed_in_at"), checker=person
        )
    )
