"""What customers reported at a shop: read it, answer, give in; and staff that puts right."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.dispute_serializers import DisputeOut
from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.queries import disputes_at, given_back_of
from currency.services.disputes import DECIDE, accept_dispute, answer_dispute
from marketplace import queries
from marketplace.api.shop_serializers import AnswerIn, PartIn, PartOut
from marketplace.services.corrections import give_back_by_staff
from tenants.errors import NotFound

TAG: Final = "disputes"


class ShopDisputesView(ApiView):
    """Reports at a shop."""

    needs = {"GET": ""}

    @operation("listShopDisputes", TAG, answers=DisputeOut(many=True))
    def get(self, request: Request, till_id: int) -> Response:
        """What customers reported of payments to this till's shop, what is open first."""
        till = queries.till_of(caller(request), till_id)
        return self.page(request, disputes_at(till.merchant.party), DisputeOut)


class AnswerView(ApiView):
    """The shop's side."""

    needs = {"POST": ""}

    @operation("answerDispute", TAG, asks=AnswerIn, answers=DisputeOut, query=[WELCOME_KEY])
    def post(self, request: Request, till_id: int, dispute_id: int) -> Response:
        """Tell the shop's side; a later answer takes the place of the one before."""
        _of_this_shop(request, till_id, dispute_id)
        done = answer_dispute(
            dispute_id=dispute_id,
            actor=caller(request),
            at=timezone.now(),
            **body(request, AnswerIn),
        )
        return Response(DisputeOut(done).data)


class AcceptView(ApiView):
    """Giving in."""

    needs = {"POST": ""}

    @operation("acceptDispute", TAG, answers=DisputeOut, query=[WELCOME_KEY])
    def post(self, request: Request, till_id: int, dispute_id: int) -> Response:
        """Give back what is left of the payment, at once. Twice is once."""
        _of_this_shop(request, till_id, dispute_id)
        done = accept_dispute(dispute_id=dispute_id, actor=caller(request), at=timezone.now())
        return Response(DisputeOut(done).data)


class GiveBackView(ApiView):
    """Putting a payment right."""

    needs = {"POST": DECIDE}

    @operation("giveBack", TAG, asks=PartIn, answers=PartOut, status=201, is_keyed=True)
    def post(self, request: Request, transfer_id: int) -> Response:
        """Give all or a part of a payment back, whenever it was. Both sides get a letter."""
        asked = body(request, PartIn)
        with once(request) as key:
            made = give_back_by_staff(
                key=key, transfer_id=transfer_id, actor=caller(request), now=timezone.now(), **asked
            )
        told = {
            "transfer": made.id, "refunds": transfer_id, "amount": asked["amount"],
            "given_back": given_back_of([transfer_id])[transfer_id], "at": made.at,
        }  # fmt: skip
        return Response(PartOut(told).data, status=201)


def _of_this_shop(request: Request, till_id: int, dispute_id: int) -> None:
    till = queries.till_of(caller(request), till_id)
    if not disputes_at(till.merchant.party).filter(id=dispute_id).exists():
        raise NotFound
