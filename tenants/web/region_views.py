"""The coordinator's agreements: who accepts whose coins, and proposing a new one."""

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
from tenants.models import Agreement, Domain, Region
from tenants.people.models import Person
from tenants.services import agreements as services
from tenants.web.acceptance import matrix
from tenants.web.forms import AgreementForm
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """Who accepts whose coins, as a matrix and as a list; what waits for a signature."""
    region, person = asker(request, "see-region")
    found = list(queries.agreements_of_region(region))
    tenants = list(queries.all_tenants().filter(region=region))
    context = {
        "agreements": found,
        "waiting": [one for one in found if one.state == Agreement.State.PROPOSED],
        "tenants": tenants,
        "matrix": matrix(tenants, found),
        "may_propose": person.may("propose-agreement"),
    }
    return render(request, "tenants/region_agreements.html", context)


@login_required
@never_cache
@require_GET
def agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One agreement with its terms and signatures."""
    region, _person = asker(request, "see-region")
    found = queries.agreements_of_region(region).filter(id=agreement_id).first()
    if found is None:
        raise NotFound
    return render(request, "tenants/region_agreement.html", {"agreement": found})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Put an agreement before two municipalities."""
    region, person = asker(request, "propose-agreement")
    initial = {
        "issuer": request.GET.get("van"),
        "acceptor": request.GET.get("bij"),
        "starts_on": timezone.localdate(),
    }
    form = AgreementForm(request.POST or None, region=region, initial=initial)

    def run() -> HttpResponse:
        made = services.propose_agreement(
            region=region, actor=person.party_id, now=timezone.now(), **form.terms()
        )
        messages.success(request, _("Het voorstel ligt bij beide gemeenten."))
        return redirect("tenants:region-agreement", made.id)

    return step(request, "tenants/propose.html", run, context={}, form=form)


def asker(request: HttpRequest, permission: str) -> tuple[Region, Person]:
    """The region of this host and the person asking. Raises NotAllowed, NotFound."""
    person = person_who_may(request, permission)
    domain: Domain | None = getattr(request, "domain", None)
    if domain is None or domain.region is None:
        raise NotFound
    return domain.region, person
