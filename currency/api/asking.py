"""Asking a person to pay, answering that, and sharing a bill."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.asking_serializers import (
    DeclinedOut,
    PersonalRequestIn,
    PersonalRequestOut,
    ReceivedRequestOut,
    SplitBillIn,
    SplitBillOut,
)
from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.models import PaymentRequest
from currency.services.personal_requests import ask_anybody, ask_person, decline_request
from currency.services.requests import cancel_request
from currency.services.split_bills import ShareAsked, cancel_bill, split_bill

TAG: Final = "asking"


class PersonalRequestsView(ApiView):
    """Asking somebody."""

    needs = {"GET": "", "POST": ""}

    @operation("listPersonalRequests", TAG, answers=PersonalRequestOut(many=True))
    def get(self, request: Request) -> Response:
        """What the caller asked, newest first."""
        asked = queries.asked_by(caller(request).party)
        return self.page(request, asked, PersonalRequestOut, requests_told)

    @operation(
        "askPerson", TAG,
        asks=PersonalRequestIn, answers=PersonalRequestOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Ask a person by mail address, or whoever has the code; where the rules let residents."""
        asked, person = body(request, PersonalRequestIn), caller(request)
        email = asked.pop("email", "")
        said = {"payee": person.party, "actor": person.party_id, "at": timezone.now(), **asked}
        with once(request) as key:
            made = (
                ask_person(key=key, email=email, **said) if email else ask_anybody(key=key, **said)
            )
        return Response(PersonalRequestOut(request_told(made)).data, status=201)


class PersonalRequestView(ApiView):
    """One that was asked."""

    needs = {"GET": ""}

    @operation("getPersonalRequest", TAG, answers=PersonalRequestOut)
    def get(self, request: Request, request_id: UUID) -> Response:
        """What became of a request of the caller's."""
        asked = queries.request_of_payee(request_id, caller(request).party)
        return Response(PersonalRequestOut(request_told(asked)).data)


class CancelView(ApiView):
    """Stopping."""

    needs = {"POST": ""}

    @operation(
        "cancelPersonalRequest", TAG, asks=None, answers=PersonalRequestOut, query=[WELCOME_KEY]
    )
    def post(self, request: Request, request_id: UUID) -> Response:
        """Stop asking. Twice is once."""
        done = cancel_request(request_id=request_id, payee=caller(request).party, at=timezone.now())
        return Response(PersonalRequestOut(request_told(done)).data)


class ReceivedView(ApiView):
    """What is asked of the caller."""

    needs = {"GET": ""}

    @operation("listReceivedRequests", TAG, answers=ReceivedRequestOut(many=True))
    def get(self, request: Request) -> Response:
        """What others ask of the caller and is still open, the oldest first."""
        asked = queries.asked_of(caller(request).party, now=timezone.now())
        return self.page(request, asked, ReceivedRequestOut)


class DeclineView(ApiView):
    """Saying no."""

    needs = {"POST": ""}

    @operation("declineRequest", TAG, asks=None, answers=DeclinedOut, query=[WELCOME_KEY])
    def post(self, request: Request, request_id: UUID) -> Response:
        """Say no to what is asked of the caller. Twice is once."""
        done = decline_request(
            request_id=request_id, payer=caller(request).party, at=timezone.now()
        )
        return Response(DeclinedOut(done).data)


class SplitBillsView(ApiView):
    """Sharing."""

    needs = {"POST": ""}

    @operation("splitBill", TAG, asks=SplitBillIn, answers=SplitBillOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Ask an amount in shares; a request for each. All are asked, or none."""
        asked, person = body(request, SplitBillIn), caller(request)
        shares = [ShareAsked(**share) for share in asked.pop("shares")]
        with once(request) as key:
            made = split_bill(
                key=key, payee=person.party, shares=shares, actor=person.party_id,
                at=timezone.now(), **asked,
            )  # fmt: skip
        found = queries.bill_state(made.id, person.party, now=timezone.now())
        return Response(SplitBillOut(bill_told(found)).data, status=201)


class SplitBillView(ApiView):
    """One bill."""

    needs = {"GET": ""}

    @operation("getSplitBill", TAG, answers=SplitBillOut)
    def get(self, request: Request, bill_id: int) -> Response:
        """Who paid their share of a bill of the caller's."""
        found = queries.bill_state(bill_id, caller(request).party, now=timezone.now())
        return Response(SplitBillOut(bill_told(found)).data)


class CancelBillView(ApiView):
    """Asking no more."""

    needs = {"POST": ""}

    @operation("cancelSplitBill", TAG, asks=None, answers=SplitBillOut, query=[WELCOME_KEY])
    def post(self, request: Request, bill_id: int) -> Response:
        """Stop the shares nobody paid; what was paid stays paid. Twice is once."""
        party = caller(request).party
        cancel_bill(bill_id=bill_id, payee=party, at=timezone.now())
        found = queries.bill_state(bill_id, party, now=timezone.now())
        return Response(SplitBillOut(bill_told(found)).data)


def bill_told(found: queries.BillState) -> dict[str, Any]:
    """A bill as the API tells it."""
    bill = found.bill
    return {
        "id": bill.id, "total": bill.total, "description": bill.description,
        "created_at": bill.created_at, "paid": found.paid, "open": found.open,
        "shares": requests_told(found.shares),
    }  # fmt: skip


def requests_told(asked: Sequence[PaymentRequest]) -> list[dict[str, object]]:
    """A page of requests, as who asked may know them."""
    return [request_told(one) for one in asked]


def request_told(one: PaymentRequest) -> dict[str, object]:
    """A request as who asked may know it: never who has an address."""
    return {
        "id": one.id, "asked_of": one.asked_of or "", "amount": one.amount,
        "code": one.code if one.payer_id is None else "", "description": one.description,
        "created_at": one.created_at, "expires_at": one.expires_at,
        "state": queries.state_of(one, timezone.now()), "payer": queries.payer_name(one),
    }  # fmt: skip
