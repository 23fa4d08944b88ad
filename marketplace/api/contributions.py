"""Paying a shop the same amount each week or month."""

from typing import Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import MOST, ApiView, body, operation
from currency.api.permissions import caller
from currency.models import Contribution
from currency.queries import contribution_of, contributions_of
from currency.services.contributions import start_contribution, stop_contribution
from marketplace import queries

TAG: Final = "asking"


class ContributionIn(serializers.Serializer[object]):
    """To which shop, how much, how often."""

    merchant = serializers.IntegerField(help_text="The shop's id.")
    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    rhythm = serializers.ChoiceField(choices=Contribution.Rhythm.values)
    starts_on = serializers.DateField(help_text="The first day, not before today.")
    ends_on = serializers.DateField(allow_null=True, default=None)
    description = serializers.CharField(max_length=140, allow_blank=True, default="")


class ContributionOut(serializers.Serializer[object]):
    """What is paid again and again."""

    id = serializers.IntegerField()
    payee = serializers.CharField(source="payee.name")
    amount = serializers.IntegerField(help_text="Minor units.")
    rhythm = serializers.ChoiceField(choices=Contribution.Rhythm.values)
    description = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    next_on = serializers.DateField(allow_null=True, help_text="Null once it is over.")
    missed = serializers.IntegerField(help_text="Payments skipped in a row; three stop it.")
    stopped_at = serializers.DateTimeField(allow_null=True)


class ContributionsView(ApiView):
    """The caller's contributions."""

    needs = {"GET": "", "POST": ""}

    @operation("listContributions", TAG, answers=ContributionOut(many=True))
    def get(self, request: Request) -> Response:
        """What the caller pays each week or month, what runs first."""
        return self.page(request, contributions_of(caller(request).party), ContributionOut)

    @operation(
        "startContribution", TAG,
        asks=ContributionIn, answers=ContributionOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Pay a shop the same amount each week or month, until it ends or is stopped."""
        asked = body(request, ContributionIn)
        shop = queries.merchant(asked.pop("merchant"))
        with once(request) as key:
            made = start_contribution(
                key=key, payer=caller(request).party, payee=shop.party, at=timezone.now(), **asked
            )
        return Response(ContributionOut(made).data, status=201)


class StopView(ApiView):
    """Stopping."""

    needs = {"POST": ""}

    @operation("stopContribution", TAG, asks=None, answers=ContributionOut, query=[WELCOME_KEY])
    def post(self, request: Request, contribution_id: int) -> Response:
        """Stop a contribution of the caller's. Twice is once."""
        payer = caller(request).party
        stop_contribution(contribution_id=contribution_id, payer=payer, at=timezone.now())
        return Response(ContributionOut(contribution_of(contribution_id, payer)).data)
