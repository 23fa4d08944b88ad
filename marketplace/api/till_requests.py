"""At the till, besides one customer who pays now: a table that shares, a resident at home."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.asking import bill_told, request_told
from currency.api.asking_serializers import PersonalRequestOut, SplitBillOut
from currency.api.idempotency import once
from currency.api.operations import MOST, ApiView, body, operation
from currency.api.permissions import caller
from currency.queries import bill_state
from currency.rules import shares
from currency.rules.shares import equal_shares
from marketplace import queries
from marketplace.api.tills import TAG
from marketplace.services.till_requests import ask_resident, split_at_till


class TableIn(serializers.Serializer[object]):
    """A bill and how many share it in equal parts."""

    total = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    people = serializers.IntegerField(min_value=shares.FEWEST, max_value=shares.MOST)
    description = serializers.CharField(max_length=140, allow_blank=True, default="")


class ResidentIn(serializers.Serializer[object]):
    """Who is asked, and how much."""

    email = serializers.EmailField(
        help_text="The answer is the same whether or not somebody has this address."
    )
    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    description = serializers.CharField(max_length=140, allow_blank=True, default="")


class SplitBillsView(ApiView):
    """A table that shares."""

    needs = {"POST": ""}

    @operation(
        "splitBillAtTill", TAG, asks=TableIn, answers=SplitBillOut, status=201, is_keyed=True
    )
    def post(self, request: Request, till_id: int) -> Response:
        """Ask a table an amount in equal shares, exact to the minor unit; a code for each."""
        till, asked = queries.till_of(caller(request), till_id), body(request, TableIn)
        parts = equal_shares(asked["total"], asked.pop("people"))
        with once(request) as key:
            made = split_at_till(
                key=key, till=till, shares=parts, actor=caller(request), now=timezone.now(), **asked
            )
        found = bill_state(made.id, till.merchant.party, now=timezone.now())
        return Response(SplitBillOut(bill_told(found)).data, status=201)


class SplitBillView(ApiView):
    """One bill."""

    needs = {"GET": ""}

    @operation("getTillSplitBill", TAG, answers=SplitBillOut)
    def get(self, request: Request, till_id: int, bill_id: int) -> Response:
        """Who of the table paid."""
        till = queries.till_of(caller(request), till_id)
        found = bill_state(bill_id, till.merchant.party, now=timezone.now())
        return Response(SplitBillOut(bill_told(found)).data)


class ResidentView(ApiView):
    """A resident who is not at the counter."""

    needs = {"POST": ""}

    @operation(
        "askResidentAtTill", TAG,
        asks=ResidentIn, answers=PersonalRequestOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request, till_id: int) -> Response:
        """Ask a resident by mail address to pay the shop; they pay or say no."""
        till, asked = queries.till_of(caller(request), till_id), body(request, ResidentIn)
        with once(request) as key:
            made = ask_resident(
                key=key, till=till, actor=caller(request), now=timezone.now(), **asked
            )
        return Response(PersonalRequestOut(request_told(made)).data, status=201)
