"""The rules of the coin: in force, all versions, and the life of a draft up to its approval."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.api.rule_shapes import (
    DeclineIn,
    DraftChangeIn,
    DraftIn,
    RulesApprovalIn,
    RulesOut,
    RuleVersionOut,
    TemplatesOut,
)
from currency.models import RuleSet
from currency.queries import starting_document
from currency.rules.schema import MEDIA_TYPE, json_schema
from currency.rules.templates import TEMPLATES
from currency.services import rules as services

TAG: Final = "rules"


class SchemaJson(JSONRenderer):
    """A JSON Schema under its own media type."""

    media_type = MEDIA_TYPE
    format = "schema"


class RulesView(ApiView):
    """The rules in force."""

    needs = {"GET": ""}

    @operation("getRules", TAG, answers=RulesOut)
    def get(self, request: Request) -> Response:
        """The version that judges now, and its document."""
        found = queries.rules_in_force(timezone.now())
        return Response({"version": found.version, "rules": found.rules.model_dump(mode="json")})


class RulesSchemaView(ApiView):
    """The JSON Schema of the rules."""

    permission_classes = [AllowAny]
    renderer_classes = [SchemaJson, JSONRenderer]

    @operation("getRulesSchema", TAG, answers={(200, MEDIA_TYPE): {"type": "object"}})
    def get(self, request: Request) -> Response:
        """What a document of rules may hold: JSON Schema 2020-12."""
        return Response(json_schema())


class TemplatesView(ApiView):
    """Rule sets to start from."""

    needs = {"GET": "see-rules"}

    @operation("listRuleTemplates", TAG, answers=TemplatesOut)
    def get(self, request: Request) -> Response:
        """Every template with its description and its document."""
        found = [
            {"name": name, "rules": rules.model_dump(mode="json")}
            for name, rules in TEMPLATES.items()
        ]
        return Response(TemplatesOut({"templates": found}).data)


class VersionsView(ApiView):
    """Versions of the rules."""

    needs = {"GET": "see-rules", "POST": "propose-rules"}

    @operation("listRuleVersions", TAG, answers=RuleVersionOut(many=True))
    def get(self, request: Request) -> Response:
        """All versions, newest first."""
        return self.page(request, queries.rule_versions(), RuleVersionOut, told_with_standing)

    @operation("draftRules", TAG, asks=DraftIn, answers=RuleVersionOut, status=201)
    def post(self, request: Request) -> Response:
        """Make a draft. The same draft asked again, while it is one, answers the one there is."""
        asked = body(request, DraftIn)
        document, based_on = asked.get("rules"), None
        if document is None:
            document, based_on = starting_document(
                template=asked.get("template", ""), version=asked.get("version"), now=timezone.now()
            )
        made = services.draft_rules(
            document=document, based_on=based_on, note=asked["note"],
            actor=caller(request).party_id, now=timezone.now(),
        )  # fmt: skip
        return version_answer(made, status=201)


class VersionView(ApiView):
    """One version of the rules."""

    needs = {"GET": "see-rules", "PUT": "propose-rules", "DELETE": "propose-rules"}

    @operation("getRuleVersion", TAG, answers=RuleVersionOut)
    def get(self, request: Request, version: int) -> Response:
        """A version, where it stands and its document."""
        return version_answer(queries.rule_version(version))

    @operation("changeRules", TAG, asks=DraftChangeIn, answers=RuleVersionOut)
    def put(self, request: Request, version: int) -> Response:
        """Another document in a draft. It needs a new replay before it can be proposed."""
        asked = body(request, DraftChangeIn)
        done = services.change_draft(
            version=version, document=asked["rules"], note=asked["note"],
            actor=caller(request).party_id, now=timezone.now(), seen=_digest(asked),
        )  # fmt: skip
        return version_answer(done)

    @operation("discardRules", TAG, answers={204: None}, status=204)
    def delete(self, request: Request, version: int) -> Response:
        """Throw a draft away, with its replays."""
        services.discard_draft(version=version, actor=caller(request).party_id)
        return Response(status=204)


class ProposeView(ApiView):
    """Proposing a draft."""

    needs = {"POST": "propose-rules"}

    @operation("proposeRules", TAG, answers=RuleVersionOut)
    def post(self, request: Request, version: int) -> Response:
        """Put a draft before a second person, after a finished replay of exactly this document."""
        actor = caller(request).party_id
        return version_answer(services.propose_rules(version=version, actor=actor))


class WithdrawView(ApiView):
    """Taking a proposal back."""

    needs = {"POST": "propose-rules"}

    @operation("withdrawRules", TAG, answers=RuleVersionOut)
    def post(self, request: Request, version: int) -> Response:
        """A proposal is a draft again."""
        actor = caller(request).party_id
        return version_answer(services.withdraw_proposal(version=version, actor=actor))


class ApproveView(ApiView):
    """Approving a version."""

    needs = {"POST": "approve-rules"}

    @operation("approveRules", TAG, asks=RulesApprovalIn, answers=RuleVersionOut)
    def post(self, request: Request, version: int) -> Response:
        """A second person says yes; the version holds from then on, or from `starts_at`."""
        now, asked = timezone.now(), body(request, RulesApprovalIn)
        done = services.approve_rules(
            version=version, actor=caller(request).party_id, now=now,
            starts_at=asked["starts_at"] or now, seen=_digest(asked),
        )  # fmt: skip
        return version_answer(done)


class DeclineView(ApiView):
    """Declining a version."""

    needs = {"POST": "approve-rules"}

    @operation("declineRules", TAG, asks=DeclineIn, answers=RuleVersionOut)
    def post(self, request: Request, version: int) -> Response:
        """A second person says no and why; the version is a draft again."""
        asked = body(request, DeclineIn)
        actor = caller(request).party_id
        done = services.decline_rules(version=version, actor=actor, reason=asked["reason"])
        return version_answer(done)


class ExportView(ApiView):
    """A version as a file."""

    needs = {"GET": "see-rules"}

    @operation("exportRules", TAG, answers={(200, "application/json"): {"type": "object"}})
    def get(self, request: Request, version: int) -> Response:
        """The document alone, without a number or a name of this town: to use elsewhere."""
        return Response(
            queries.rule_version(version).document,
            headers={"Content-Disposition": f'attachment; filename="{file_name(version)}"'},
        )


def file_name(version: int) -> str:
    """What an exported version is called."""
    return f"rules-{version}.json"


def told_with_standing(versions: Sequence[RuleSet]) -> Sequence[object]:
    """Each version with where it stands now."""
    standings = queries.standings(versions, timezone.now())
    return [{"row": one, "standing": standings[one.version]} for one in versions]


def version_answer(version: RuleSet, *, status: int = 200) -> Response:
    """A version as the API tells it."""
    return Response(RuleVersionOut(told_with_standing([version])[0]).data, status=status)


def _digest(asked: Mapping[str, Any]) -> bytes | None:
    return bytes.fromhex(asked["digest"]) if asked["digest"] else None
