"""Reading the rules at the console: what holds, every version, and what one would change."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.models import RuleSet
from currency.queries import (
    Standing,
    finished_replay,
    rule_version,
    rule_versions,
    rules_in_force,
    standings,
)
from currency.rules.document import Rules
from marketplace.web.desk_rules.words import changes, told
from tenants.people.models import Person
from tenants.people.queries import names_by_party
from tenants.web.steps import person_who_may

VERSIONS_SHOWN: Final = 50


@dataclass(frozen=True)
class VersionRow:
    """A version on a page: where it stands, whose it is, and what this person may do."""

    version: RuleSet
    standing: Standing
    drafter: str
    proposer: str
    approver: str
    is_own: bool
    may_edit: bool
    may_decide: bool


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What holds now, in words, and every version."""
    person = person_who_may(request, "see-rules")
    now = timezone.now()
    in_force = rules_in_force(now)
    context = {
        "in_force": in_force,
        "sections": told(in_force.rules),
        "versions": version_rows(list(rule_versions()[:VERSIONS_SHOWN]), person, now),
        "may_propose": person.may("propose-rules"),
    }
    return render(request, "marketplace/console_rules.html", context)


@login_required
@never_cache
@require_GET
def version(request: HttpRequest, version: int) -> HttpResponse:
    """One version: where it stands, what it changes, all it says, and what can be done with it."""
    person = person_who_may(request, "see-rules")
    now, found = timezone.now(), rule_version(version)
    return render(request, "marketplace/console_rules_version.html", about(found, person, now))


@login_required
@never_cache
@require_GET
def export(request: HttpRequest, version: int) -> HttpResponse:
    """The document as a file: it names no row of this town, so another can read it in."""
    person_who_may(request, "see-rules")
    document = json.dumps(rule_version(version).document, indent=2, ensure_ascii=False)
    name = f"rules-{version}.json"
    return HttpResponse(
        f"{document}\n", content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def about(found: RuleSet, person: Person, now: datetime) -> dict[str, object]:
    """What a page of one version shows."""
    in_force, rules = rules_in_force(now), Rules.model_validate(found.document)
    return {
        "row": version_rows([found], person, now)[0],
        "in_force": in_force,
        "is_in_force": found.id == in_force.id,
        "changes": changes(in_force.rules, rules),
        "sections": told(rules),
        "replay": finished_replay(found) if found.state == RuleSet.State.DRAFT else None,
        "later": [
            one
            for one in rule_versions().filter(starts_at__gt=now).order_by("starts_at")
            if one.id != found.id
        ],
    }


def version_rows(versions: list[RuleSet], person: Person, now: datetime) -> list[VersionRow]:
    """Versions with who they are of and what this person may do."""
    found = standings(versions, now)
    names = names_by_party(
        [who for one in versions for who in (one.drafted_by, one.proposed_by, one.approved_by)]
    )
    may_edit, may_decide = person.may("propose-rules"), person.may("approve-rules")
    return [
        VersionRow(
            version=one,
            standing=found[one.version],
            drafter=names.get(one.drafted_by, ""),
            proposer=names.get(one.proposed_by, ""),
            approver=names.get(one.approved_by, ""),
            is_own=one.proposed_by == person.party_id,
            may_edit=may_edit,
            may_decide=may_decide and one.state == RuleSet.State.PROPOSED,
        )
        for one in versions
    ]
