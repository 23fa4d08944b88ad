"""Which rules hold, and all their versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from currency.errors import NoRules
from currency.models import RuleSet
from currency.rules.document import Rules
from currency.rules.templates import TEMPLATES
from tenants.errors import NotFound
from tenants.schema import current_schema, looking_at


@dataclass(frozen=True)
class RulesInForce:
    """A version of the rules and its document."""

    id: int
    version: int
    rules: Rules


@dataclass(frozen=True)
class Standing:
    """Where a version stands at a moment.

    `state` is "draft", "proposed", "approved" (its start is still to come), "in-force" or
    "superseded"; `until` is when the next version takes, or took, its place.
    """

    state: str
    until: datetime | None = None


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


def rule_version(version: int) -> RuleSet:
    """A version by its number. Raises NotFound."""
    found = RuleSet.objects.filter(version=version).first()
    if found is None:
        raise NotFound
    return found


def starting_document(
    *, template: str, version: int | None, now: datetime
) -> tuple[dict[str, object], int | None]:
    """The document a draft begins with, and the version it is of: a template, a version, or now's.

    Raises NotFound, NoRules.
    """
    if template:
        if template not in TEMPLATES:
            raise NotFound
        return TEMPLATES[template].model_dump(mode="json"), None
    based_on = rules_in_force(now).version if version is None else version
    return rule_version(based_on).document, based_on


def standings(versions: Iterable[RuleSet], now: datetime) -> dict[int, Standing]:
    """Where each of these versions stands, by its number."""
    starts = list(
        RuleSet.objects.filter(state=RuleSet.State.APPROVED)
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
    )
    return {one.version: _standing(one, starts, now) for one in versions}


def _standing(version: RuleSet, starts: Sequence[datetime | None], now: datetime) -> Standing:
    if version.starts_at is None:
        return Standing(version.state)
    until = next((start for start in starts if start and start > version.starts_at), None)
    if version.starts_at > now:
        return Standing("approved", until)
    return Standing("superseded" if until and until <= now else "in-force", until)
