"""The life of a version of the rules: draft, propose, approve by a second person, in force.

A proposal is declined or withdrawn back to a draft; what is approved never changes. A version is
proposed when a finished replay shows what exactly this document would have changed.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from currency import queries
from currency.models import RuleSet
from currency.rule_check import checked_rules
from currency.rule_errors import (
    DeclineReasonMissing,
    ReplayMissing,
    RulesChanged,
    RulesInvalid,
    RulesNotOpen,
)
from currency.rule_words import CONTRADICTIONS
from currency.rules.digest import document_digest
from currency.services.coin import name_the_coin, refuse_changed_value, set_first_value
from tenants.errors import NeedsSecondPerson
from tenants.trail.services import audit

State = RuleSet.State


@transaction.atomic
def draft_rules(
    *, document: Mapping[str, object], actor: UUID, now: datetime, based_on: int | None = None,
    note: str = "",
) -> RuleSet:  # fmt: skip
    """A new draft, of a version, a template or a file; the document is stored whole.

    The same draft asked again by the same person answers the one that is there. Raises
    RulesInvalid with the fields at fault.
    """
    # One at a time: two drafts at once would take the same number.
    RuleSet.objects.select_for_update().order_by("version").first()
    asked = {
        "document": _document(document), "state": State.DRAFT, "based_on": based_on,
        "note": note.strip(), "drafted_by": actor,
    }  # fmt: skip
    earlier = RuleSet.objects.filter(**asked).first()
    if earlier is not None:
        return earlier
    latest = RuleSet.objects.aggregate(latest=Max("version"))["latest"] or 0
    made = RuleSet.objects.create(version=latest + 1, drafted_at=now, **asked)
    audit(verb="draft-rules", thing="rules", thing_id=made.version, actor=actor)
    return made


@transaction.atomic
def change_draft(
    *, version: int, document: Mapping[str, object], note: str, actor: UUID, now: datetime,
    seen: bytes | None = None,
) -> RuleSet:  # fmt: skip
    """Another document in a draft. `seen` is the digest of what the actor read.

    Raises RulesNotOpen, RulesChanged, RulesInvalid with the fields at fault.
    """
    found = _locked(version, State.DRAFT, seen)
    found.document, found.note = _document(document), note.strip()
    found.drafted_by, found.drafted_at = actor, now
    found.save()
    audit(verb="change-rules", thing="rules", thing_id=version, actor=actor)
    return found


@transaction.atomic
def discard_draft(*, version: int, actor: UUID) -> None:
    """Throw a draft away, with its replays. Raises RulesNotOpen."""
    _locked(version, State.DRAFT).delete()
    audit(verb="discard-rules", thing="rules", thing_id=version, actor=actor)


@transaction.atomic
def propose_rules(*, version: int, actor: UUID) -> RuleSet:
    """Put a draft before a second person; proposed twice by the same person it is so once.

    Raises RulesNotOpen, RulesInvalid, ReplayMissing.
    """
    earlier = RuleSet.objects.filter(version=version, state=State.PROPOSED, proposed_by=actor)
    if (waiting := earlier.first()) is not None:
        return waiting
    found = _locked(version, State.DRAFT)
    _document(found.document)
    if queries.finished_replay(found) is None:
        raise ReplayMissing(version=version)
    found.state, found.proposed_by, found.declined_because = State.PROPOSED, actor, ""
    found.save()
    audit(verb="propose-rules", thing="rules", thing_id=version, actor=actor)
    return found


@transaction.atomic
def withdraw_proposal(*, version: int, actor: UUID) -> RuleSet:
    """Take a proposal back; it is a draft again. Raises RulesNotOpen."""
    found = _back_to_draft(_locked(version, State.PROPOSED), because="")
    audit(verb="withdraw-rules", thing="rules", thing_id=version, actor=actor)
    return found


@transaction.atomic
def decline_rules(*, version: int, actor: UUID, reason: str) -> RuleSet:
    """A second person sends a proposal back and says why; it is a draft again.

    Raises DeclineReasonMissing, RulesNotOpen, NeedsSecondPerson.
    """
    if not reason.strip():
        raise DeclineReasonMissing
    found = _locked(version, State.PROPOSED)
    if found.proposed_by == actor:
        raise NeedsSecondPerson
    _back_to_draft(found, because=reason.strip())
    audit(verb="decline-rules", thing="rules", thing_id=version, actor=actor)
    return found


@transaction.atomic
def approve_rules(
    *, version: int, actor: UUID, starts_at: datetime, now: datetime, seen: bytes | None = None
) -> RuleSet:
    """A second person approves; the version is in force from `starts_at` on.

    `seen` is the digest of what the actor read. Raises RulesInvalid (it would start in the past,
    or together with another version), RulesNotOpen, RulesChanged, NeedsSecondPerson.
    """
    if starts_at < now:
        raise _no_start("start-in-the-past")
    found = _locked(version, State.PROPOSED, seen)
    if found.proposed_by == actor:
        raise NeedsSecondPerson
    rules = checked_rules(found.document)
    set_first_value(rules, starts_at=starts_at, now=now)
    found.state, found.approved_by, found.approved_at = State.APPROVED, actor, now
    found.starts_at = starts_at
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise _no_start("start-taken") from error
    audit(verb="approve-rules", thing="rules", thing_id=version, actor=actor)
    name_the_coin(now=now)
    return found


def _document(document: Mapping[str, object]) -> dict[str, object]:
    """The whole document, judged, also against the value of coins that are there."""
    rules = checked_rules(document)
    refuse_changed_value(rules)
    return rules.model_dump(mode="json")


def _locked(version: int, state: str, seen: bytes | None = None) -> RuleSet:
    found = RuleSet.objects.select_for_update().filter(version=version).first()
    if found is None or found.state != state:
        raise RulesNotOpen(state=found.state if found else "unknown")
    if seen is not None and seen != document_digest(found.document):
        raise RulesChanged
    return found


def _back_to_draft(found: RuleSet, *, because: str) -> RuleSet:
    found.state, found.proposed_by, found.declined_because = State.DRAFT, None, because
    found.save()
    return found


def _no_start(code: str) -> RulesInvalid:
    return RulesInvalid({"starts_at": [CONTRADICTIONS[code]]})
