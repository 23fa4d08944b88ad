"""A municipality's agreements: read them, say yes or no, stop them at once."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tenants import queries
from tenants.errors import NotFound
from tenants.models import Agreement, Tenant
from tenants.people.models import Person
from tenants.services import agreements as services
from tenants.web.acceptance import waits_for
from tenants.web.forms import ReasonForm
from tenants.web.steps import person_who_may, step

Close = Callable[..., Agreement]


@login_required
@never_cache
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements this municipality is a side of: what waits for its word comes first."""
    tenant, _person = _asker(request, "see-agreements")
    found = list(queries.agreements_of_tenant(tenant))
    context = {
        "waiting": [one for one in found if waits_for(one, tenant)],
        "accepting": [one for one in found if one.acceptor_id == tenant.id],
        "issuing": [one for one in found if one.issuer_id == tenant.id],
    }
    return render(request, "tenants/agreements.html", context)


@login_required
@never_cache
@require_GET
def agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One agreement with its terms, who said yes, and what this person may do with it."""
    tenant, person = _asker(request, "see-agreements")
    found = _agreement(tenant, agreement_id)
    may_decide = person.may("approve-agreement")
    context = {
        "agreement": found,
        "may_approve": may_decide and waits_for(found, tenant),
        "may_decline": may_decide and found.state == Agreement.State.PROPOSED,
        "may_suspend": may_decide and found.state == Agreement.State.IN_FORCE,
    }
    return render(request, "tenants/agreement.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Confirm, then say yes for this municipality."""
    tenant, person = _asker(request, "approve-agreement")

    def run() -> HttpResponse:
        done = services.approve_agreement(
            agreement_id=agreement_id, tenant=tenant, actor=person.party_id, now=timezone.now()
        )
        messages.success(request, _approved_text(done))
        return redirect("tenants:agreement", agreement_id)

    found = _agreement(tenant, agreement_id)
    context = {"agreement": found, "is_open": waits_for(found, tenant)}
    return step(request, "tenants/approve.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Say no to a proposal, with a reason."""
    return _close(request, agreement_id, services.decline_agreement, "tenants/decline.html",
                  _("Je hebt de overeenkomst afgewezen."))  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Stop an agreement at once, with a reason: tills refuse these coins from now on."""
    told = _("De overeenkomst ligt stil. Kassa’s nemen deze munten niet meer aan.")
    return _close(request, agreement_id, services.suspend_agreement, "tenants/suspend.html", told)


def _close(
    request: HttpRequest, agreement_id: int, close: Close, template: str, told: str
) -> HttpResponse:
    tenant, person = _asker(request, "approve-agreement")
    form = ReasonForm(request.POST or None)

    def run() -> HttpResponse:
        close(
            agreement_id=agreement_id,
            tenant=tenant,
            actor=person.party_id,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, told)
        return redirect("tenants:agreement", agreement_id)

    context = {"agreement": _agreement(tenant, agreement_id)}
    return step(request, template, run, context=context, form=form)


def _asker(request: HttpRequest, permission: str) -> tuple[Tenant, Person]:
    """The municipality of this host and the person asking. Raises NotAllowed."""
    person = person_who_may(request, permission)
    return queries.current_tenant(), person


def _agreement(tenant: Tenant, agreement_id: int) -> Agreement:
    found = queries.agreements_of_tenant(tenant).filter(id=agreement_id).first()
    if found is None:
        raise NotFound
    return found


def _approved_text(agreement: Agreement) -> str:
    if agreement.state == Agreement.State.IN_FORCE:
        return _("De overeenkomst geldt. Beide gemeenten zeiden ja.")
    return _("Je hebt ja gezegd. De andere gemeente is nu aan zet.")
