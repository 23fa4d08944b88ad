"""Cards for people without a phone: paying at a till, and for the desk making and blocking them."""

from typing import Final
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import ApiView, body, operation, query
from currency.api.permissions import caller
from currency.models import Card
from currency.queries.cards import card_by_id, cards_found, cards_of
from currency.services.cards import block_card, issue_card, replace_card
from marketplace import queries
from marketplace.api.shop_serializers import TextQuery
from marketplace.services.till_cards import pay_by_card
from tenants.errors import NotFound
from tenants.people.queries import person_by_id

TAG: Final = "cards"


class CardPaymentIn(serializers.Serializer[object]):
    """A customer's card."""

    card = serializers.CharField(
        max_length=200, help_text="What its QR code says, or its 18 signs."
    )
    pin = serializers.RegexField(
        r"^([0-9]{4})?$", required=False, allow_blank=True, default="",
        help_text="Needed above the sum of the rules, and above their sum of a day.",
    )  # fmt: skip


class CardPaymentOut(serializers.Serializer[object]):
    """What was paid."""

    transfer_id = serializers.IntegerField()
    at = serializers.DateTimeField()
    received = serializers.IntegerField(help_text="Minor units.")


class CardOut(serializers.Serializer[Card]):
    """A card, without its signature or PIN: those stand on paper alone."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    holder = serializers.IntegerField(source="holder.person.id", help_text="The resident's number.")
    state = serializers.ChoiceField(choices=Card.State.values)
    is_locked = serializers.BooleanField(help_text="Too many wrong PINs: it needs a new one.")
    made_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    replaced_by = serializers.IntegerField(source="replaced_by_id", allow_null=True)


class CardIn(serializers.Serializer[object]):
    """For whom."""

    resident = serializers.IntegerField(min_value=1, help_text="The resident's number.")


class CloseIn(serializers.Serializer[object]):
    """Why it goes out of use."""

    reason = serializers.ChoiceField(choices=Card.Reason.values)


class PayView(ApiView):
    """Paying with a card."""

    needs = {"POST": ""}
    throttle_scope = "payment-code"

    @operation("payWithCard", TAG, asks=CardPaymentIn, answers=CardPaymentOut, query=[WELCOME_KEY])
    def post(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """Pay an open request of this till out of the pots of the card's holder. Twice is once."""
        till, asked = queries.till_of(caller(request), till_id), body(request, CardPaymentIn)
        # Not in one transaction with anything else: a wrong PIN counts though nothing is paid.
        done = pay_by_card(
            request_id=request_id, till=till, card_code=asked["card"], pin=asked["pin"],
            actor=caller(request), now=timezone.now(),
        )  # fmt: skip
        return Response(CardPaymentOut(done).data)


class CardsView(ApiView):
    """Cards at the desk."""

    needs = {"GET": "issue-card", "POST": "issue-card"}

    @operation("listCards", TAG, query=[TextQuery], answers=CardOut(many=True))
    def get(self, request: Request) -> Response:
        """All cards, the newest first; by a part of the holder's name or of the number."""
        return self.page(request, cards_found(**query(request, TextQuery)), CardOut)

    @operation("issueCard", TAG, asks=CardIn, answers=CardOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Make a card for a resident who has none in use; it is printed at the console."""
        holder = person_by_id(body(request, CardIn)["resident"])
        if holder is None:
            raise NotFound
        with once(request) as key:
            made = issue_card(key=key, holder=holder, actor=caller(request), at=timezone.now())
        return Response(CardOut(made).data, status=201)


class CardView(ApiView):
    """One card."""

    needs = {"GET": "issue-card"}

    @operation("getCard", TAG, answers=CardOut)
    def get(self, request: Request, card_id: int) -> Response:
        """A card, and how it stands."""
        return Response(CardOut(card_by_id(card_id)).data)


class ReplaceView(ApiView):
    """Another card in its place."""

    needs = {"POST": "issue-card"}

    @operation("replaceCard", TAG, asks=CloseIn, answers=CardOut, query=[WELCOME_KEY])
    def post(self, request: Request, card_id: int) -> Response:
        """Another card for the same resident; this one pays no more. Twice is once."""
        made = replace_card(
            card_id=card_id, actor=caller(request), at=timezone.now(), **body(request, CloseIn)
        )
        return Response(CardOut(made).data)


class BlockView(ApiView):
    """Out of use."""

    needs = {"POST": ""}

    @operation("blockCard", TAG, asks=CloseIn, answers=CardOut, query=[WELCOME_KEY])
    def post(self, request: Request, card_id: int) -> Response:
        """Nobody pays with it any more: by the desk, or by its holder. Twice is once."""
        done = block_card(
            card_id=card_id, actor=caller(request), at=timezone.now(), **body(request, CloseIn)
        )
        return Response(CardOut(done).data)


class OwnCardsView(ApiView):
    """One's own cards."""

    needs = {"GET": ""}

    @operation("listOwnCards", TAG, answers=CardOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's cards, the newest first."""
        found = cards_of(caller(request).party).select_related("holder__person")
        return self.page(request, found, CardOut)
