"""Second opinions on klussen that look like paid work, and their register."""

from typing import Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import MOST, ApiView, body, operation, query
from currency.api.permissions import caller
from marketplace.guard_errors import NotAnAdviser
from marketplace.models import SecondOpinion
from marketplace.queries.guard import GIVE, opinion_asked_of, opinions_asked_of, register
from marketplace.services.opinions import answer_second_opinion, ask_second_opinion
from tenants.people.queries import person_by_id

TAG: Final = "klussen"


class SignalOut(serializers.Serializer[object]):
    """One reason why a klus looks like paid work."""

    code = serializers.ChoiceField(choices=["kind", "hours", "weeks"])
    name = serializers.CharField(help_text="The kind of work, of `kind`.")
    found = serializers.IntegerField()
    limit = serializers.IntegerField()


class OpinionOut(serializers.Serializer[object]):
    """What was asked about a klus, of whom, and what they said."""

    id = serializers.IntegerField()
    klus = serializers.IntegerField(source="klus_id")
    title = serializers.CharField(source="klus.title")
    signals = SignalOut(many=True)
    state = serializers.ChoiceField(choices=SecondOpinion.State.values)
    question = serializers.CharField()
    asked_by = serializers.CharField(source="asked_by.name")
    asked_of = serializers.CharField(source="asked_of.name")
    asked_at = serializers.DateTimeField()
    reason = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class OpinionAskIn(serializers.Serializer[object]):
    """Whom to ask, and what they should know."""

    asked_of = serializers.IntegerField(min_value=1, max_value=MOST, help_text="A person's id.")
    question = serializers.CharField(max_length=500, allow_blank=True)


class OpinionAnswerIn(serializers.Serializer[object]):
    """Yes or no, and why."""

    agrees = serializers.BooleanField()
    reason = serializers.CharField(max_length=500, allow_blank=True)


class RegisterQuery(serializers.Serializer[object]):
    """Which answers."""

    year = serializers.IntegerField(min_value=2000, max_value=9000, required=False)


class AskOpinionView(ApiView):
    """Asking."""

    needs = {"POST": "publish-klus"}
    narrows = True

    @operation("askSecondOpinion", TAG, asks=OpinionAskIn, answers=OpinionOut, status=201)
    def post(self, request: Request, klus_id: int) -> Response:
        """Ask a colleague by name whether this may be a klus. The same question twice is once."""
        told = body(request, OpinionAskIn)
        asked_of = person_by_id(told["asked_of"])
        if asked_of is None:
            raise NotAnAdviser
        made = ask_second_opinion(
            klus_id=klus_id, actor=caller(request), asked_of=asked_of, question=told["question"],
            now=timezone.now(),
        )  # fmt: skip
        return Response(OpinionOut(made).data, status=201)


class AskedOpinionsView(ApiView):
    """What waits."""

    needs = {"GET": GIVE}

    @operation("listAskedOpinions", TAG, answers=OpinionOut(many=True))
    def get(self, request: Request) -> Response:
        """What was asked of the caller and waits for an answer, longest first."""
        return self.page(request, opinions_asked_of(caller(request)), OpinionOut)


class AnswerOpinionView(ApiView):
    """Answering."""

    needs = {"POST": GIVE}

    @operation("answerSecondOpinion", TAG, asks=OpinionAnswerIn, answers=OpinionOut)
    def post(self, request: Request, opinion_id: int) -> Response:
        """Yes or no, and why; by who was asked alone. It stands in the register."""
        found = opinion_asked_of(caller(request), opinion_id)
        done = answer_second_opinion(
            opinion_id=found.id, actor=caller(request), now=timezone.now(),
            **body(request, OpinionAnswerIn),
        )  # fmt: skip
        return Response(OpinionOut(done).data)


class OpinionRegisterView(ApiView):
    """The register."""

    needs = {"GET": "see-work-register"}

    @operation("listOpinions", TAG, query=[RegisterQuery], answers=OpinionOut(many=True))
    def get(self, request: Request) -> Response:
        """All answers, newest first: what the council may read."""
        return self.page(request, register(**query(request, RegisterQuery)), OpinionOut)
