"""Coins bought at the counter."""

from typing import Any, Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import MOST, ApiView, body, operation
from currency.api.permissions import caller
from currency.queries.top_ups import receipt_of, top_ups
from currency.services.top_ups import top_up
from tenants.errors import NotFound
from tenants.people.queries import person_by_word

TAG: Final = "top-ups"


class TopUpIn(serializers.Serializer[Any]):
    """Who paid for how much, and how."""

    person = serializers.CharField(max_length=254, help_text="A mail address or a number.")
    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    reference = serializers.CharField(
        max_length=35, help_text="Of the payment in euros: letters, figures, dashes, spaces."
    )


class TopUpOut(serializers.Serializer[Any]):
    """Coins that were bought."""

    id = serializers.IntegerField(source="transfer.id")
    at = serializers.DateTimeField(source="transfer.at")
    person = serializers.IntegerField(source="person.id")
    amount = serializers.IntegerField(help_text="Minor units.")
    bonus = serializers.IntegerField(help_text="Minor units that came with it.")
    cents = serializers.IntegerField(help_text="Euro cents that were paid.")
    reference = serializers.CharField(source="transfer.facts.reference")


class TopUpsView(ApiView):
    """Buying coins."""

    needs = {"POST": "deposit-cover"}

    @operation("topUp", TAG, asks=TopUpIn, answers=TopUpOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Book what a resident paid for, with the bonus of the rules. The euros are set aside."""
        asked = body(request, TopUpIn)
        person = person_by_word(asked["person"])
        if person is None:
            raise NotFound
        with once(request) as key:
            done = top_up(
                key=key, resident=person.party, amount=asked["amount"],
                payment_reference=asked["reference"], actor=caller(request).party_id,
                at=timezone.now(),
            )  # fmt: skip
        return Response(TopUpOut(done).data, status=201)


class TopUpView(ApiView):
    """One top-up."""

    needs = {"GET": "deposit-cover"}

    @operation("getTopUp", TAG, answers=TopUpOut)
    def get(self, request: Request, top_up_id: int) -> Response:
        """What was bought."""
        found = top_ups().filter(id=top_up_id).first()
        if found is None:
            raise NotFound
        return Response(TopUpOut(receipt_of(found)).data)
