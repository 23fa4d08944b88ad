"""Ideas for a klus: a resident's own, and for who organises what to make of them."""

from typing import Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace.api.klussen import created
from marketplace.api.serializers import KlusIn, KlusOut, ReasonIn
from marketplace.models import Klus, KlusIdea
from marketplace.queries.ideas import ideas_of, open_ideas, own_idea
from marketplace.services.ideas import decline_idea, propose_idea, take_up_idea, withdraw_idea
from tenants.people.models import Neighbourhood

TAG: Final = "klussen"


class IdeaIn(serializers.Serializer[object]):
    """Work that somebody sees in the neighbourhood."""

    title = serializers.CharField(max_length=80)
    description = serializers.CharField(max_length=2000)
    category = serializers.ChoiceField(choices=Klus.Category.values)
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    place = serializers.CharField(max_length=120, allow_blank=True, default="")


class IdeaOut(serializers.Serializer[object]):
    """An idea and what became of it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    description = serializers.CharField()
    category = serializers.ChoiceField(choices=Klus.Category.values)
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    place = serializers.CharField()
    state = serializers.ChoiceField(choices=KlusIdea.State.values)
    reason = serializers.CharField(help_text="Why it was declined.")
    klus = serializers.IntegerField(source="klus_id", allow_null=True)
    made_at = serializers.DateTimeField()


class IdeasView(ApiView):
    """One's own ideas."""

    needs = {"GET": "", "POST": ""}

    @operation("listIdeas", TAG, answers=IdeaOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's own ideas, newest first."""
        return self.page(request, ideas_of(caller(request)), IdeaOut)

    @operation("proposeIdea", TAG, asks=IdeaIn, answers=IdeaOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Propose a klus. An organiser answers; so many may wait (`too-many-ideas`)."""
        told = body(request, IdeaIn)
        with once(request) as key:
            made = propose_idea(key=key, resident=caller(request), now=timezone.now(), **told)
        return Response(IdeaOut(made).data, status=201)


class WaitingIdeasView(ApiView):
    """What waits."""

    needs = {"GET": "publish-klus"}

    @operation("listWaitingIdeas", TAG, answers=IdeaOut(many=True))
    def get(self, request: Request) -> Response:
        """Ideas that wait for an answer, longest first."""
        return self.page(request, open_ideas(), IdeaOut)


class WithdrawIdeaView(ApiView):
    """Taking back."""

    needs = {"POST": ""}

    @operation("withdrawIdea", TAG, answers=IdeaOut)
    def post(self, request: Request, idea_id: int) -> Response:
        """Take one's own idea back. Twice is once."""
        found = own_idea(caller(request), idea_id)
        return Response(IdeaOut(withdraw_idea(idea_id=found.id, actor=caller(request))).data)


class DeclineIdeaView(ApiView):
    """Saying no."""

    needs = {"POST": "publish-klus"}

    @operation("declineIdea", TAG, asks=ReasonIn, answers=IdeaOut)
    def post(self, request: Request, idea_id: int) -> Response:
        """No klus will be made of it; who had it reads why."""
        done = decline_idea(
            idea_id=idea_id, actor=caller(request), now=timezone.now(), **body(request, ReasonIn)
        )
        return Response(IdeaOut(done).data)


class TakeUpIdeaView(ApiView):
    """Making a klus of it."""

    needs = {"POST": "publish-klus"}

    @operation("takeUpIdea", TAG, asks=KlusIn, answers=KlusOut, status=201, is_keyed=True)
    def post(self, request: Request, idea_id: int) -> Response:
        """A draft is made of it, and who had the idea is told."""
        told = body(request, KlusIn)
        with once(request) as key:
            made = take_up_idea(
                idea_id=idea_id,
                actor=caller(request),
                make=lambda: created(request, key, told),
                now=timezone.now(),
            )
        return Response(KlusOut(made).data, status=201)
