"""Shapes of the currency's requests and answers. Amounts are whole minor units."""

from typing import Any

from rest_framework import serializers

from currency.api.operations import MOST
from currency.rules.spending import Skip
from tenants.people.models import Neighbourhood


class PotOut(serializers.Serializer[object]):
    """One pot of a resident."""

    pot = serializers.CharField()
    balance = serializers.IntegerField(help_text="Minor units: 100 is one coin.")
    available = serializers.IntegerField(help_text="Minor units free to spend.")


class ExpiringOut(serializers.Serializer[object]):
    """Coins that expire within 30 days when nothing is spent."""

    pot = serializers.CharField()
    last_day = serializers.DateField(help_text="They are good to the end of this day.")
    amount = serializers.IntegerField(help_text="Minor units.")


class BalanceOut(serializers.Serializer[object]):
    """What the caller has."""

    balance = serializers.IntegerField(help_text="Minor units over all pots.")
    pots = PotOut(many=True)
    expiring = ExpiringOut(many=True)


class EntryOut(serializers.Serializer[object]):
    """One line of the caller's statement."""

    transfer = serializers.IntegerField(source="entry.transfer_id")
    at = serializers.DateTimeField(source="entry.transfer.at")
    kind = serializers.CharField(source="entry.transfer.kind")
    title = serializers.CharField(help_text="With whom, or for what.")
    town = serializers.CharField(help_text='The other municipality of a payment there, else "".')
    code = serializers.CharField(help_text='Finds the receipt of a payment; else "".')
    pot = serializers.CharField(source="entry.account.pot")
    amount = serializers.IntegerField(
        source="entry.amount", help_text="Minor units; negative is what went out."
    )
    balance_after = serializers.IntegerField(
        source="entry.balance_after", help_text="Minor units in this pot afterwards."
    )


class PotPartOut(serializers.Serializer[object]):
    """What one pot gives."""

    pot = serializers.CharField()
    amount = serializers.IntegerField(help_text="Minor units.")


class SkippedPotOut(serializers.Serializer[object]):
    """A pot with coins in it that is not used up here, and why."""

    pot = serializers.CharField()
    reason = serializers.ChoiceField(
        choices=[reason.value for reason in Skip],
        help_text="Not this kind of shop, not in another town, not to people, or over its limit.",
    )


class QuoteOut(serializers.Serializer[object]):
    """What paying a request would cost the caller now."""

    code = serializers.CharField(source="asked.code")
    payee = serializers.CharField(source="asked.payee")
    tenant = serializers.CharField(source="asked.tenant.schema_name")
    description = serializers.CharField(source="asked.description")
    asked = serializers.IntegerField(
        source="asked.amount", help_text="Minor units of the shop's own coin."
    )
    amount = serializers.IntegerField(help_text="Minor units of the caller's coin.")
    most = serializers.IntegerField(
        allow_null=True,
        help_text="In another town: minor units that may be paid there at once now; else null.",
    )
    left = serializers.IntegerField(help_text="Minor units the caller has afterwards.")
    pots = PotPartOut(many=True, source="parts")
    skipped = SkippedPotOut(many=True)
    expires_at = serializers.DateTimeField(source="asked.expires_at")


class ReceiptOut(serializers.Serializer[object]):
    """What was paid."""

    transfer = serializers.IntegerField(source="transfer_id")
    at = serializers.DateTimeField()
    payee = serializers.CharField()
    tenant = serializers.CharField(source="tenant.schema_name")
    paid = serializers.IntegerField(help_text="Minor units of the caller's coin.")
    received = serializers.IntegerField(help_text="Minor units of the shop's coin.")
    balance_after = serializers.IntegerField(help_text="Minor units the caller has now.")


class ProblemOut(serializers.Serializer[object]):
    """A refusal or a mistake, RFC 9457."""

    type = serializers.CharField(help_text='"urn:heitje:problem:" and the code.')
    title = serializers.CharField(help_text="One sentence for a person, by Accept-Language.")
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable: this is what a program looks at.")
    facts = serializers.DictField(help_text="Numbers and codes that belong to the refusal.")
    fields = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="With `invalid`: for each field at fault, what is wrong."
    )


class ProgrammeIn(serializers.Serializer[object]):
    """A budget to make. Its name is its own key."""

    name = serializers.CharField(max_length=120)
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    cap = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, allow_null=True, default=None,
        help_text="Minor units it may ever be given, above 0; null: as the cover allows.",
    )  # fmt: skip


class ProgrammeOut(serializers.Serializer[object]):
    """A budget with its figures, in minor units."""

    id = serializers.IntegerField(source="programme.id")
    name = serializers.CharField(source="programme.name")
    neighbourhood = serializers.CharField(source="programme.neighbourhood.name", default=None)
    starts_on = serializers.DateField(source="programme.starts_on")
    ends_on = serializers.DateField(source="programme.ends_on")
    cap = serializers.IntegerField(
        source="programme.cap", allow_null=True, help_text="The most it may ever be given."
    )
    funded = serializers.IntegerField(help_text="Given in all, less what went back at its end.")
    spent = serializers.IntegerField(help_text="Went out as rewards and gifts.")
    reserved = serializers.IntegerField(help_text="Set aside by klussen.")
    free = serializers.IntegerField(help_text="What a new klus may still reserve.")


class ProgrammesOut(serializers.Serializer[object]):
    """Every budget."""

    programmes = ProgrammeOut(many=True)


class FundingIn(serializers.Serializer[object]):
    """Coins to issue into a budget."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )


class FundingOut(serializers.Serializer[object]):
    """Coins that were issued."""

    transfer = serializers.IntegerField()
    programme = ProgrammeOut()


class CoverOut(serializers.Serializer[object]):
    """Euros set aside against the coins that exist."""

    euros = serializers.IntegerField(help_text="Cents set aside.")
    needed = serializers.IntegerField(help_text="Cents the coins that exist need.")
    coins = serializers.IntegerField(help_text="Minor units that somebody may still spend.")
    owed_by_others = serializers.IntegerField(
        help_text="Minor units of these that other municipalities owe euros for."
    )
    coin_value_cents = serializers.IntegerField(help_text="Cents that one coin is worth.")
    room = serializers.IntegerField(help_text="Minor units that may still be issued.")
    percent = serializers.IntegerField(allow_null=True, help_text="Rounded down.")


class HexField(serializers.CharField):
    """Bytes, written as hexadecimal."""

    def to_representation(self, value: Any) -> str:
        """Two signs for each byte."""
        return bytes(value).hex()


class SealOut(serializers.Serializer[Any]):
    """One sealed day; the digests are sha256 in hexadecimal."""

    day = serializers.DateField()
    transfers = serializers.IntegerField()
    entries = serializers.IntegerField()
    content = HexField()
    previous = HexField()
    digest = HexField()


class SealsOut(serializers.Serializer[Any]):
    """The whole chain, the oldest day first."""

    seals = SealOut(many=True)


class GaugeOut(serializers.Serializer[object]):
    """One limit of the law and what counts for it. Cents of euros."""

    limit = serializers.IntegerField()
    received = serializers.IntegerField()
    reserved = serializers.IntegerField()
    elsewhere = serializers.IntegerField(help_text="In other towns of the region.")
    room = serializers.IntegerField()


class VolunteerRoomOut(serializers.Serializer[object]):
    """What the caller may receive as a volunteer. Cents of euros."""

    on = serializers.DateField()
    month = GaugeOut()
    year = GaugeOut()
    hourly = serializers.IntegerField(help_text="The most for an hour, by the caller's age.")
    knows_age = serializers.BooleanField(help_text="Without it the norm of under 21 holds.")
