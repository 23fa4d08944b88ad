"""Versions of the rules: propose, and approve by a second person. Never edited in place."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pydantic
from django.db import transaction
from django.db.models import Max

from currency.errors import RulesInvalid, RulesNotOpen
from currency.models import RuleSet
from currency.rules.contradictions import contradictions
from currency.rules.document import Rules
from tenants.errors import NeedsSecondPerson
from tenants.trail.services import audit


def checked_rules(document: Mapping[str, object]) -> Rules:
    """The document as rules. Raises RulesInvalid with the fields at fault."""
    try:
        rules = Rules.model_validate(document)
    except pydantic.ValidationError as error:
        fields = [".".join(str(part) for part in found["loc"]) for found in error.errors()]
        raise RulesInvalid(fields=fields) from error
    found = contradictions(rules)
    if found:
        raise RulesInvalid(fields=[one.field for one in found])
    return rules


@transaction.atomic
def propose_rules(*, document: dict[str, object], actor: UUID) -> RuleSet:
    """Put a new version before a second person.

    The same document again by the same person, while it still waits, answers the version that is
    there. Raises RulesInvalid with the fields at fault.
    """
    rules = checked_rules(document)
    proposed = {
        "document": rules.model_dump(mode="json"),
        "state": RuleSet.State.PROPOSED,
        "proposed_by": actor,
    }
    waiting = RuleSet.objects.filter(**proposed).first()
    if waiting is not None:
        return waiting
    latest = RuleSet.objects.aggregate(latest=Max("version"))["latest"] or 0
    version = RuleSet.objects.create(version=latest + 1, **proposed)
    audit(verb="propose-rules", thing="rules", thing_id=version.version, actor=actor)
    return version


@transaction.atomic
def approve_rules(*, version: int, actor: UUID, starts_at: datetime, now: datetime) -> RuleSet:
    """A second person approves; the version is in force from `starts_at` on.

    Raises RulesInvalid (it would start in the past), RulesNotOpen, NeedsSecondPerson.
    """
    if starts_at < now:
        raise RulesInvalid(fields=["starts_at"])
    found = RuleSet.objects.select_for_update().filter(version=version).first()
    if found is None or found.state != RuleSet.State.PROPOSED:
        raise RulesNotOpen(state=found.state if found else "unknown")
    if found.proposed_by == actor:
        raise NeedsSecondPerson
    found.state = RuleSet.State.APPROVED
    found.approved_by = actor
    found.approved_at = now
    found.starts_at = starts_at
    found.save()
    audit(verb="approve-rules", thing="rules", thing_id=version, actor=actor)
    return found
