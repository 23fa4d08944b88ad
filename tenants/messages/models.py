"""Messages, where they go, and what a person said about that.

Written by `tenants.messages.services` alone. A message is in the app at once and for certain; a
delivery takes it outside, to one mailbox, browser or phone, and never twice.
"""

from datetime import time
from typing import Final

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.people.models import Person
from tenants.sealed import SealedTextField

# What holds for whoever never said anything about it.
QUIET_FROM: Final = time(22)
QUIET_UNTIL: Final = time(7)


class Sort(models.TextChoices):
    """What a message is about, as far as somebody may want to hear of one and not of another."""

    WORK = "work", _("Klussen")
    COINS = "coins", _("Je saldo")
    PAYING = "paying", _("Betalen en betaalverzoeken")
    SHOP = "shop", _("Je winkel")
    DESK = "desk", _("Beheer en organiseren")
    DIGEST = "digest", _("Weekbericht voor organisatoren")
    SAFETY = "safety", _("Veiligheid")


class Channel(models.TextChoices):
    """A way to reach somebody outside the app."""

    MAIL = "mail", _("E-mail")
    PUSH = "push", _("Melding")
    SMS = "sms", _("Sms")


class Message(models.Model):
    """Something told to one person, in the words and the language of that moment.

    Some go to a mail address alone: of somebody who is no person here yet, or not any more.
    `address_digest` is a keyed digest of the address, which is sealed.

    Always true, kept by the database: of one kind and key a person, or an address, has one
    message; there is one or the other. `path` is a page of the town's own. Times are UTC.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="letters")
    address = SealedTextField(null=True)  # type: ignore[misc]
    address_digest = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=2, default="nl")
    kind = models.CharField(max_length=40)
    sort = models.CharField(max_length=8, choices=Sort)
    key = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    path = models.CharField(max_length=300)
    is_urgent = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="message_once", fields=["person", "kind", "key"]),
            UniqueConstraint(
                name="message_once_at_an_address", fields=["address_digest", "kind", "key"],
                condition=Q(person=None),
            ),
            models.CheckConstraint(
                name="message_has_one_reader",
                condition=Q(person__isnull=False, address=None, address_digest="")
                | (Q(person=None, address__isnull=False) & ~Q(address_digest="")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="message_by_person"),
            models.Index(fields=["person"], name="message_unread", condition=Q(read_at=None)),
            models.Index(fields=["at"], name="message_by_age"),
        ]


class Device(models.Model):
    """A browser that shows messages: where to send to and how to seal (RFC 8030, RFC 8291).

    Always true: one address belongs to one person. `digest` is the SHA-256 of the address, which
    is sealed: whoever has it could show that browser something.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)
    endpoint = SealedTextField()
    public_key = models.CharField(max_length=100)
    secret = SealedTextField()
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField(default=timezone.now)
    reached_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-added_at", "-id"]


class Delivery(models.Model):
    """A message on its way to one place outside the app.

    Always true, kept by the database: one delivery for each message, channel and device; what is
    sent has its moment, and nothing else has; what is being sent was claimed. A claim is committed
    before anything leaves the house: what stopped half-way is `unknown` and is not sent again.
    """

    class State(models.TextChoices):
        """`skipped`: it was read in the app before it was due."""

        WAITING = "waiting", _("wacht")
        SENDING = "sending", _("wordt verstuurd")
        SENT = "sent", _("verstuurd")
        SKIPPED = "skipped", _("al gelezen")
        FAILED = "failed", _("mislukt")
        UNKNOWN = "unknown", _("onbekend")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=4, choices=Channel)
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="delivery_once",
                fields=["message", "channel", "device"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="delivery_sent_has_its_moment",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="delivery_sending_was_claimed",
                condition=~Q(state="sending") | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_device_is_for_push",
                condition=Q(channel="push", device__isnull=False)
                | (~Q(channel="push") & Q(device=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting")),
            models.Index(
                fields=["claimed_at"], name="delivery_claimed", condition=Q(state="sending")
            ),
        ]


class Preference(models.Model):
    """What somebody said about one sort by one channel; without a row the house's habit holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="preferences")
    sort = models.CharField(max_length=8, choices=Sort)
    channel = models.CharField(max_length=4, choices=Channel)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            UniqueConstraint(name="preference_once", fields=["person", "sort", "channel"])
        ]


class QuietHours(models.Model):
    """When a phone stays silent, in Amsterdam time; over midnight when it ends before it starts."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="quiet_hours")
    is_on = models.BooleanField(default=True)
    starts = models.TimeField(default=QUIET_FROM)
    ends = models.TimeField(default=QUIET_UNTIL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_hours_have_a_length",
                condition=Q(is_on=False) | ~Q(starts=F("ends")),
            )
        ]


class Phone(models.Model):
    """A mobile number for text messages, good once its owner typed the code that was sent there.

    `code_digest` is keyed; it is empty when no code is open. A row without a number stays for a
    while, because it counts the codes of a day: each costs money, and may annoy a stranger.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="phone")
    number = SealedTextField(null=True)  # type: ignore[misc]
    confirmed_at = models.DateTimeField(null=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    asked_that_day = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="phone_confirmed_has_a_number",
                condition=Q(confirmed_at=None) | Q(number__isnull=False),
            )
        ]
