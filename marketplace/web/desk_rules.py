"""The rules of the coin at the console: in force, proposed, earlier; propose and approve."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import RuleSet
from currency.queries import RulesInForce, rule_versions, rules_in_force
from currency.rules.document import Rules
from currency.services.rules import approve_rules, propose_rules
from marketplace.web.desk_rule_forms import ApproveRulesForm, RulesForm
from marketplace.web.desk_rule_words import changes, told
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.queries import names_by_party
from tenants.web.steps import person_who_may, step

VERSIONS_SHOWN: Final = 50


@dataclass(frozen=True)
class VersionRow:
    """A version on the list: where it stands, whose it is, and whether this person may approve."""

    version: RuleSet
    standing: str
    proposer: str
    approver: str
    is_own: bool
    may_approve: bool


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
        "versions": _version_rows(person, in_force, now),
        "may_propose": person.may("propose-rules"),
    }
    return render(request, "marketplace/console_rules.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Change a few of the rules; a colleague approves."""
    person = person_who_may(request, "propose-rules")
    in_force = rules_in_force(timezone.now())
    form = RulesForm(request.POST or None, initial=RulesForm.initial_of(in_force.rules))

    def run() -> HttpResponse:
        propose_rules(document=form.document(in_force.rules), actor=person.party_id)
        messages.success(request, _("Voorgelegd. Een collega keurt goed."))
        return redirect("marketplace:console-rules")

    context = {"in_force": in_force}
    return step(request, "marketplace/console_rules_propose.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, version: int) -> HttpResponse:
    """A second person reads what changes and lets it hold from a day on."""
    person = person_who_may(request, "approve-rules")
    proposed = rule_versions().filter(version=version, state=RuleSet.State.PROPOSED).first()
    if proposed is None:
        raise NotFound
    form = ApproveRulesForm(request.POST or None, initial={"starts_on": timezone.localdate()})

    def run() -> HttpResponse:
        now = timezone.now()
        approve_rules(
            version=version, actor=person.party_id, starts_at=form.starts_at(now), now=now
        )
        messages.success(request, _("Goedgekeurd. De nieuwe regels staan klaar."))
        return redirect("marketplace:console-rules")

    old, new = rules_in_force(timezone.now()).rules, Rules.model_validate(proposed.document)
    context = {
        "proposed": proposed,
        "proposer": names_by_party([proposed.proposed_by]).get(proposed.proposed_by, ""),
        "is_own": proposed.proposed_by == person.party_id,
        "changes": changes(old, new),
    }
    return step(request, "marketplace/console_rules_approve.html", run, context=context, form=form)


def _version_rows(person: Person, in_force: RulesInForce, now: datetime) -> list[VersionRow]:
    found = list(rule_versions()[:VERSIONS_SHOWN])
    names = names_by_party([who for one in found for who in (one.proposed_by, one.approved_by)])
    may_approve = person.may("approve-rules")
    return [
        VersionRow(
            version=one,
            standing=_standing(one, in_force, now),
            proposer=names.get(one.proposed_by, ""),
            approver=names.get(one.approved_by, ""),
            is_own=one.proposed_by == person.party_id,
            may_approve=may_approve and one.state == RuleSet.State.PROPOSED,
        )
        for one in found
    ]


def _standing(version: RuleSet, in_force: RulesInForce, now: datetime) -> str:
    """ "now", "later", "before", "proposed" or "draft"."""
    if version.id == in_force.id:
        return "now"
    if version.state != RuleSet.State.APPROVED:
        return version.state
    return "later" if version.starts_at and version.starts_at > now else "before"
