"""Shapes of the rules in requests and answers. Amounts are whole minor units."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from currency.models import RuleSet
from currency.rule_words import TEMPLATES
from currency.rules.digest import document_digest
from currency.rules.document import Rules
from currency.rules.templates import TEMPLATES as TEMPLATE_NAMES

STANDINGS = ("draft", "proposed", "approved", "in-force", "superseded")


def _described(model: type[Rules]) -> dict[str, Any]:
    """The document's JSON schema with its sections written out: it refers to nothing outside."""
    schema = model.model_json_schema()
    sections = schema.pop("$defs", {})

    def written_out(part: Any) -> Any:
        if isinstance(part, list):
            return [written_out(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return written_out(sections[part["$ref"].rsplit("/", 1)[1]])
        return {name: written_out(one) for name, one in part.items()}

    return {name: written_out(part) for name, part in schema.items()}


@extend_schema_field(_described(Rules))
class RulesField(serializers.DictField):
    """The document of rules."""


class RulesOut(serializers.Serializer[object]):
    """The rules in force."""

    version = serializers.IntegerField()
    rules = RulesField()


class RuleVersionOut(serializers.Serializer[Any]):
    """One version of the rules."""

    version = serializers.IntegerField(source="row.version")
    state = serializers.ChoiceField(source="row.state", choices=RuleSet.State.values)
    standing = serializers.ChoiceField(
        source="standing.state", choices=STANDINGS,
        help_text="Where it stands now: its state, and for what is approved by its dates.",
    )  # fmt: skip
    digest = serializers.SerializerMethodField()
    note = serializers.CharField(
        source="row.note", help_text="Why, in the words of who drafted it."
    )
    based_on = serializers.IntegerField(
        source="row.based_on", allow_null=True,
        help_text="The version it was copied from; null for a template or a file.",
    )  # fmt: skip
    declined_because = serializers.CharField(
        source="row.declined_because", help_text='Why a proposal came back; else "".'
    )
    starts_at = serializers.DateTimeField(source="row.starts_at", allow_null=True)
    until = serializers.DateTimeField(
        source="standing.until", allow_null=True,
        help_text="When the next version takes, or took, its place.",
    )  # fmt: skip
    approved_at = serializers.DateTimeField(source="row.approved_at", allow_null=True)
    rules = RulesField(source="row.document")

    def get_digest(self, told: dict[str, Any]) -> str:
        """The sha256 of the document, in hexadecimal."""
        return document_digest(told["row"].document).hex()


class DraftIn(serializers.Serializer[object]):
    """A draft to make: of a document, or of a template, or of another version."""

    rules = RulesField(required=False, help_text="A field left out has its default.")
    template = serializers.ChoiceField(choices=list(TEMPLATE_NAMES), required=False)
    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    note = serializers.CharField(max_length=300, default="", allow_blank=True)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One of the three, so that a slip of the pen makes no draft of something else."""
        if len({"rules", "template", "version"} & set(asked)) != 1:
            raise serializers.ValidationError(
                _("Kies waar het concept mee begint: rules, template of version.")
            )
        return asked


class DraftChangeIn(serializers.Serializer[object]):
    """The whole document of a draft, anew; a section or a field left out has its default."""

    rules = RulesField()
    note = serializers.CharField(max_length=300, default="", allow_blank=True)
    digest = serializers.RegexField(
        r"^[0-9a-f]{64}$", default=None, allow_null=True,
        help_text="The digest of the document that was read; refused when it changed since.",
    )  # fmt: skip


class DeclineIn(serializers.Serializer[object]):
    """Why a proposal goes back."""

    reason = serializers.CharField(max_length=300, allow_blank=True)


class RulesApprovalIn(serializers.Serializer[object]):
    """From when the rules hold."""

    starts_at = serializers.DateTimeField(
        default=None, allow_null=True, help_text="Not before now, which it is when left out."
    )
    digest = serializers.RegexField(
        r"^[0-9a-f]{64}$", default=None, allow_null=True,
        help_text="The digest of the document that was read; refused when it changed since.",
    )  # fmt: skip


class TemplateOut(serializers.Serializer[Any]):
    """A rule set to start from."""

    name = serializers.CharField()
    title = serializers.SerializerMethodField()
    about = serializers.SerializerMethodField()
    rules = RulesField()

    def get_title(self, template: dict[str, Any]) -> str:
        """What it is called, by Accept-Language."""
        return str(TEMPLATES[template["name"]].name)

    def get_about(self, template: dict[str, Any]) -> str:
        """For whom it is, by Accept-Language."""
        return str(TEMPLATES[template["name"]].about)


class TemplatesOut(serializers.Serializer[Any]):
    """Every template."""

    templates = TemplateOut(many=True)
