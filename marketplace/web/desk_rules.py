"""The rules of the coin at the console: in force, proposed, earlier; propose and approve."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import RuleSet
from currency.queries import rule_versions, rules_in_force
from currency.rules.document import Rules
from currency.services.rules import approve_rules, propose_rules
from marketplace.web.desk_forms import ApproveRulesForm, RulesForm
from tenants.errors import NotFound
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What holds now, in words, and every version."""
    person_who_may(request, "see-rules")
    context = {
        "in_force": rules_in_force(timezone.now()),
        "versions": rule_versions()[:50],
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

    context = {
        "proposed": proposed,
        "new": Rules.model_validate(proposed.document),
        "old": rules_in_force(timezone.now()).rules,
    }
    return step(request, "marketplace/console_rules_approve.html", run, context=context, form=form)
