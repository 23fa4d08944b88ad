"""A proposal at the console: a second person approves or declines, its proposer withdraws."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from currency.models import RuleSet
from currency.queries import rule_version
from currency.rule_errors import RulesInvalid
from currency.rules.digest import document_digest
from currency.services.rules import approve_rules, decline_rules, withdraw_proposal
from marketplace.web.desk_rules.forms import ApproveRulesForm, DeclineForm
from marketplace.web.desk_rules.pages import about
from marketplace.web.desk_rules.words import name_of
from tenants.errors import NotFound
from tenants.web.steps import person_who_may, step

TEMPLATE = "marketplace/console_rules_approve.html"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, version: int) -> HttpResponse:
    """A second person reads what changes and lets it hold from a day on."""
    person = person_who_may(request, "approve-rules")
    found = _proposed(version)
    read = {"digest": document_digest(found.document).hex(), "starts_on": timezone.localdate()}
    form = ApproveRulesForm(request.POST or None, initial=read)
    context = about(found, person, timezone.now())

    def run() -> HttpResponse:
        now = timezone.now()
        try:
            approve_rules(
                version=version, actor=person.party_id, starts_at=form.starts_at(now), now=now,
                seen=bytes.fromhex(form.cleaned_data["digest"]),
            )  # fmt: skip
        except RulesInvalid as refusal:
            _tell(form, refusal)
            return render(request, TEMPLATE, {**context, "form": form}, status=422)
        messages.success(request, _("Goedgekeurd. De nieuwe regels staan klaar."))
        return redirect("marketplace:console-rules")

    return step(request, TEMPLATE, run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, version: int) -> HttpResponse:
    """A second person sends the proposal back and says why."""
    person = person_who_may(request, "approve-rules")
    found = _proposed(version)
    form = DeclineForm(request.POST or None)

    def run() -> HttpResponse:
        decline_rules(version=version, actor=person.party_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Teruggegeven. Het is weer een concept."))
        return redirect("marketplace:console-rules")

    context = about(found, person, timezone.now())
    return step(request, "marketplace/console_rules_decline.html", run, context=context, form=form)


@login_required
@never_cache
@require_POST
def withdraw(request: HttpRequest, version: int) -> HttpResponse:
    """The proposal is a draft again."""
    person = person_who_may(request, "propose-rules")
    found = _proposed(version)

    def run() -> HttpResponse:
        withdraw_proposal(version=version, actor=person.party_id)
        messages.success(request, _("Teruggehaald. Het is weer een concept."))
        return redirect("marketplace:console-rules-version", version)

    context = about(found, person, timezone.now())
    return step(request, "marketplace/console_rules_version.html", run, context=context)


def _proposed(version: int) -> RuleSet:
    found = rule_version(version)
    if found.state != RuleSet.State.PROPOSED:
        raise NotFound
    return found


def _tell(form: ApproveRulesForm, refusal: RulesInvalid) -> None:
    """The day at its field; what the document says wrong by now, above it."""
    for path, sentences in refusal.wrong.items():
        for sentence in sentences:
            if path == "starts_at":
                form.add_error("starts_on", str(sentence))
            else:
                form.add_error(None, f"{name_of(path)}: {sentence}")
