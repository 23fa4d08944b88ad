"""The caller's own coins: balance, entries, what a code asks, and paying it."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.idempotency import WELCOME_KEY
from currency.api.operations import ApiView, operation
from currency.api.permissions import caller
from currency.api.serializers import BalanceOut, EntryOut, QuoteOut, ReceiptOut, VolunteerRoomOut
from currency.services import payments
from currency.statements import lines_of
from tenants.errors import NotFound

TAG: Final = "coins"


class BalanceView(ApiView):
    """What the caller has."""

    needs = {"GET": ""}

    @operation("getBalance", TAG, answers=BalanceOut)
    def get(self, request: Request) -> Response:
        """What the caller has, pot by pot, and what of it expires soon."""
        party = caller(request).party
        accounts = queries.accounts_of(party)
        pots = [
            {"pot": account.pot, "balance": account.balance, "available": account.available or 0}
            for account in accounts
        ]
        told = {
            "balance": sum(account.balance for account in accounts),
            "pots": pots,
            "expiring": queries.expiring(party, timezone.now()),
        }
        return Response(BalanceOut(told).data)


class VolunteerRoomView(ApiView):
    """What the law lets a volunteer receive."""

    needs = {"GET": ""}

    @operation("getVolunteerRoom", TAG, answers=VolunteerRoomOut)
    def get(self, request: Request) -> Response:
        """What the caller received and reserved this month and year, and what is left.

        Where the rules set no limits there is none to show (`not-found`).
        """
        found = queries.volunteer_meter(caller(request), timezone.now())
        if found is None:
            raise NotFound
        return Response(VolunteerRoomOut(found).data)


class EntriesView(ApiView):
    """The caller's statement."""

    needs = {"GET": ""}

    @operation("listEntries", TAG, answers=EntryOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's statement, newest first. A payment out of two pots has two lines."""
        entries = queries.EntriesInOrder(queries.accounts_of(caller(request).party))
        return self.page(request, entries, EntryOut, lines_of)


class PaymentRequestView(ApiView):
    """What a code asks."""

    needs = {"GET": ""}
    throttle_scope = "payment-code"

    @operation("getPaymentRequest", TAG, answers=QuoteOut)
    def get(self, request: Request, code: str) -> Response:
        """What paying this code would cost the caller now, or why it cannot be paid."""
        quote = payments.quote(code=code, payer=caller(request).party, at=timezone.now())
        return Response(QuoteOut(quote).data)


class PayView(ApiView):
    """Paying a code."""

    needs = {"POST": ""}
    throttle_scope = "payment-code"

    @operation("payPaymentRequest", TAG, answers=ReceiptOut, query=[WELCOME_KEY])
    def post(self, request: Request, code: str) -> Response:
        """Pay what a code asks. It is paid once: asking again answers the same receipt."""
        receipt = payments.pay(code=code, payer=caller(request).party, at=timezone.now())
        return Response(ReceiptOut(receipt).data)


class ReceiptView(ApiView):
    """What was paid."""

    needs = {"GET": ""}
    throttle_scope = "payment-code"

    @operation("getReceipt", TAG, answers=ReceiptOut)
    def get(self, request: Request, code: str) -> Response:
        """The caller's own receipt, also long afterwards."""
        receipt = payments.receipt_for(code=code, payer=caller(request).party)
        return Response(ReceiptOut(receipt).data)
