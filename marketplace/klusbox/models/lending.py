"""Reservations and loans: who borrows what, from when until when."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import BigIntegerField, CheckConstraint, F, Func, Q, UniqueConstraint, Value
from django.utils.translation import gettext_lazy as _

from marketplace.klusbox.models.stock import Item, Klusbox
from marketplace.models import SignUp
from tenants.people.models import Party, Person


class Reservation(models.Model):
    """Somebody borrows things of one box for a time, maybe for a klus.

    `person` is forgotten some time after it is over. Always true, kept by the database: it ends
    after it starts; while it is not over, somebody answers for it.
    """

    box = models.ForeignKey(Klusbox, on_delete=models.PROTECT, related_name="reservations")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="reservations"
    )
    sign_up = models.ForeignKey(
        SignUp, null=True, blank=True, on_delete=models.PROTECT, related_name="reservations"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    code = models.CharField(max_length=8, unique=True)
    key = models.UUIDField(unique=True, default=uuid4)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["person", "-starts_at"], name="reservation_by_person"),
            models.Index(fields=["over_at", "starts_at"], name="reservation_open"),
        ]
        constraints = [
            CheckConstraint(
                name="reservation_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            CheckConstraint(
                name="reservation_somebody_answers",
                condition=Q(person__isnull=False) | Q(over_at__isnull=False),
            ),
        ]


class Loan(models.Model):
    """One thing in a reservation. `starts_at` and `ends_at` are those of the reservation.

    Always true, kept by the database: no two promised or running loans of one thing overlap; at
    most one loan of a thing is out, and the thing says so too; what was ever out has its moment.
    """

    class State(models.TextChoices):
        """How far it is."""

        RESERVED = "reserved", _("gereserveerd")
        OUT = "out", _("opgehaald")
        BACK = "back", _("terug")
        LOST = "lost", _("kwijt")
        CANCELLED = "cancelled", _("afgezegd")
        LAPSED = "lapsed", _("niet opgehaald")
        DROPPED = "dropped", _("gaat niet door")

    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="loans")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="loans")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.RESERVED)
    handed_out_at = models.DateTimeField(null=True, blank=True)
    handed_out_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item__kind__name", "item__number"]
        indexes = [models.Index(fields=["state", "ends_at"], name="loan_by_end")]
        constraints = [
            # A range of one number stands for the thing: so no extension is needed for it.
            ExclusionConstraint(
                name="loan_never_twice",
                index_type="GIST",
                expressions=[
                    (
                        Func(
                            F("item_id"), F("item_id"), Value("[]"), function="int8range",
                            output_field=BigIntegerField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("starts_at"), F("ends_at"), function="tstzrange",
                            output_field=models.DateTimeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=["reserved", "out"]),
            ),
            UniqueConstraint(name="loan_out_once", fields=["item"], condition=Q(state="out")),
            CheckConstraint(name="loan_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            CheckConstraint(
                name="loan_out_has_its_moment",
                condition=~Q(state__in=["out", "back", "lost"]) | Q(handed_out_at__isnull=False),
            ),
            CheckConstraint(
                name="loan_ended_has_its_moment",
                condition=Q(state__in=["reserved", "out"]) | Q(ended_at__isnull=False),
            ),
            # Target of the foreign key by which a thing that is out has a loan that is out.
            UniqueConstraint(name="loan_and_its_state", fields=["id", "state"]),
        ]  # fmt: skip
