"""The rules of the coin: in force, all versions, proposing, and approving by a second person."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.api.serializers import RulesApprovalIn, RulesIn, RulesOut, RuleVersionOut
from currency.services.rules import approve_rules, propose_rules

TAG: Final = "rules"


class RulesView(ApiView):
    """The rules in force."""

    needs = {"GET": ""}

    @operation("getRules", TAG, answers=RulesOut)
    def get(self, request: Request) -> Response:
        """The version that judges now, and its document."""
        found = queries.rules_in_force(timezone.now())
        return Response({"version": found.version, "rules": found.rules.model_dump(mode="json")})


class VersionsView(ApiView):
    """Versions of the rules."""

    needs = {"GET": "see-rules", "POST": "propose-rules"}

    @operation("listRuleVersions", TAG, answers=RuleVersionOut(many=True))
    def get(self, request: Request) -> Response:
        """All versions, newest first."""
        return self.page(request, queries.rule_versions(), RuleVersionOut)

    @operation("proposeRules", TAG, asks=RulesIn, answers=RuleVersionOut, status=201)
    def post(self, request: Request) -> Response:
        """Put a new version before a second person. Each time it is a version of its own."""
        asked = body(request, RulesIn)
        made = propose_rules(document=asked["rules"], actor=caller(request).party_id)
        return Response(RuleVersionOut(made).data, status=201)


class ApproveView(ApiView):
    """Approving a version."""

    needs = {"POST": "approve-rules"}

    @operation("approveRules", TAG, asks=RulesApprovalIn, answers=RuleVersionOut)
    def post(self, request: Request, version: int) -> Response:
        """A second person says yes; the version holds from then on, or from `starts_at`."""
        now = timezone.now()
        starts_at = body(request, RulesApprovalIn)["starts_at"] or now
        actor = caller(request).party_id
        done = approve_rules(version=version, actor=actor, starts_at=starts_at, now=now)
        return Response(RuleVersionOut(done).data)
