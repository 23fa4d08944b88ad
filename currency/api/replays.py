"""Replays of a version of the rules over the tenant's own transfers: asking, and reading."""

from typing import Any, Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.models import Replay
from currency.replay import MOST_MONTHS
from currency.services.replays import start_replay
from tenants.errors import NotFound

TAG: Final = "rules"
USUAL_MONTHS: Final = 6


class ReplayIn(serializers.Serializer[object]):
    """Over how many months."""

    months = serializers.IntegerField(
        default=USUAL_MONTHS, min_value=1, max_value=MOST_MONTHS,
        help_text="From the first day of the month so many months ago.",
    )  # fmt: skip


class ReplayOut(serializers.Serializer[Any]):
    """A replay, how far it is, and what it found."""

    id = serializers.IntegerField()
    version = serializers.IntegerField(source="rules.version")
    months = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Replay.State.values)
    seen = serializers.IntegerField(help_text="Transfers replayed so far.")
    total = serializers.IntegerField(help_text="Transfers there are to replay.")
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    is_current = serializers.SerializerMethodField(
        help_text="Whether the version still says what was replayed."
    )
    report = serializers.DictField(
        help_text="Once it is done: for each rule, effect and kind of transfer how many, how much"
        " (minor units) and the largest cases, by number and day. Never a name."
    )

    def get_is_current(self, found: Replay) -> bool:
        """A draft that changed since needs another replay."""
        return queries.is_current(found)


class ReplaysView(ApiView):
    """Replays of one version."""

    needs = {"GET": "see-rules", "POST": "propose-rules"}

    @operation("listReplays", TAG, answers=ReplayOut(many=True))
    def get(self, request: Request, version: int) -> Response:
        """All replays of a version, the newest first."""
        found = queries.replays_of(queries.rule_version(version)).select_related("rules")
        return self.page(request, found, ReplayOut)

    @operation("startReplay", TAG, asks=ReplayIn, answers=ReplayOut, status=202, is_keyed=True)
    def post(self, request: Request, version: int) -> Response:
        """Have a draft or a proposal replayed. It takes a while: read it again until it is done."""
        asked = body(request, ReplayIn)
        with once(request) as key:
            made = start_replay(
                version=version, months=asked["months"], actor=caller(request).party_id,
                now=timezone.now(), key=key,
            )  # fmt: skip
        return Response(ReplayOut(made).data, status=202)


class ReplayView(ApiView):
    """One replay."""

    needs = {"GET": "see-rules"}

    @operation("getReplay", TAG, answers=ReplayOut)
    def get(self, request: Request, version: int, replay_id: int) -> Response:
        """How far it is, and what it found."""
        known = queries.replays_of(queries.rule_version(version)).select_related("rules")
        found = known.filter(id=replay_id).first()
        if found is None:
            raise NotFound
        return Response(ReplayOut(found).data)
