"""Shapes of the klusbox."""

from rest_framework import serializers

from currency.api.operations import MOST
from marketplace.klusbox.models import Item, Loan


class KlusboxOut(serializers.Serializer[object]):
    """A box that lends."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    place = serializers.CharField()
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    hours = serializers.DictField(
        child=serializers.ListField(),
        help_text="Per weekday, 0 is Monday, pairs of HH:MM; {} is at any time.",
    )
    in_box = serializers.IntegerField(source="here", help_text="Things that lie in it now.")


class OfferQuery(serializers.Serializer[object]):
    """The time somebody wants to borrow."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class OfferOut(serializers.Serializer[object]):
    """A kind of thing in a box, in the time that was asked for."""

    kind = serializers.IntegerField(source="kind.id")
    name = serializers.CharField(source="kind.name")
    about = serializers.CharField(source="kind.about")
    longest_days = serializers.IntegerField(source="kind.longest_days")
    total = serializers.IntegerField()
    free = serializers.IntegerField()


class OffersOut(serializers.Serializer[object]):
    """What a box offers in that time."""

    offers = OfferOut(many=True)


class WantedIn(serializers.Serializer[object]):
    """So many of a kind."""

    kind = serializers.IntegerField(min_value=1, max_value=MOST)
    count = serializers.IntegerField(min_value=1, max_value=MOST)


class ReservationIn(serializers.Serializer[object]):
    """What is set aside, and for when."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    wanted = WantedIn(many=True)


class LoanOut(serializers.Serializer[object]):
    """One thing of a reservation."""

    id = serializers.IntegerField()
    item = serializers.IntegerField(source="item_id")
    number = serializers.IntegerField(source="item.number", help_text="As on its sticker.")
    kind = serializers.CharField(source="item.kind.name")
    state = serializers.ChoiceField(choices=Loan.State.values)
    reported = serializers.CharField(help_text="What its borrower says is broken.")


class ReservationOut(serializers.Serializer[object]):
    """Things set aside for somebody."""

    id = serializers.IntegerField()
    box = serializers.IntegerField(source="box_id")
    code = serializers.CharField(help_text="What the desk scans or types.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    over_at = serializers.DateTimeField(allow_null=True)
    loans = LoanOut(many=True)


class LendOutIn(serializers.Serializer[object]):
    """Which things leave the box."""

    items = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST), min_length=1, max_length=20,
        help_text="Ids of things; another one of the same kind than was set aside may be taken.",
    )  # fmt: skip


class TakeBackIn(serializers.Serializer[object]):
    """How it came back."""

    outcome = serializers.ChoiceField(choices=["whole", "broken", "lost"])
    note = serializers.CharField(
        max_length=300, allow_blank=True, default="", help_text="Needed unless it is whole."
    )


class LendNoteIn(serializers.Serializer[object]):
    """What is the matter."""

    note = serializers.CharField(max_length=300, allow_blank=True)


class ItemOut(serializers.Serializer[object]):
    """A thing, and where it is."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    code = serializers.CharField()
    kind = serializers.CharField(source="kind.name")
    box = serializers.IntegerField(source="box_id")
    state = serializers.ChoiceField(choices=Item.State.values)
    remark = serializers.CharField()
    back_at = serializers.DateTimeField(source="loan.ends_at", default=None)
