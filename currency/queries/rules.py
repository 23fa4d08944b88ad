"""Which rules hold, and all their versions."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from currency.errors import NoRules
from currency.models import RuleSet
from currency.rules.document import Rules
from tenants.schema import current_schema, looking_at


@dataclass(frozen=True)
class RulesInForce:
    """A version of the rules and its document."""

    id: int
    version: int
    rules: Rules


def rules_in_force(at: datetime) -> RulesInForce:
    """The approved version with the latest start not after `at`. Raises NoRules."""
    found = (
        RuleSet.objects.filter(state=RuleSet.State.APPROVED, starts_at__lte=at)
        .order_by("-starts_at", "-version")
        .values_list("id", "version", "approved_at")
        .first()
    )
    if found is None:
        raise NoRules
    version_id, version, approved_at = found
    rules = parsed_rules(current_schema(), version_id, approved_at)
    return RulesInForce(version_id, version, rules)


@lru_cache(maxsize=1_000)
def parsed_rules(schema_name: str, version_id: int, approved_at: datetime | None) -> Rules:
    """A version's document, parsed once a process: what was approved never changes, by a trigger.

    The moment of approval is part of what it is kept by: a database restored from a backup may
    give the same number to another version.
    """
    with looking_at(schema_name):
        return Rules.model_validate(RuleSet.objects.get(id=version_id).document)


def forget_rules() -> None:
    """Drop the parsed documents: between tests, whose databases number alike."""
    parsed_rules.cache_clear()


def rule_versions() -> QuerySet[RuleSet]:
    """All versions, newest first."""
    return RuleSet.objects.order_by("-version")
