"""The operator's desk: every tenant, where it lives, and whether its books are right."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.proof import verify_ledger
from heitje.observability.backlog import waiting_events
from heitje.pages.front import port_suffix
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.queries import all_tenants, primary_host


@login_required
@never_cache
@require_GET
def operator(request: HttpRequest) -> HttpResponse:
    """All tenants with a fresh proof of each ledger, and what still waits to be told."""
    person = request.user
    assert isinstance(person, Person)
    refuse_unless_may(person, "see-installation")
    rows = [
        {
            "tenant": tenant,
            "host": (host := primary_host(tenant)),
            "url": f"{request.scheme}://{host}{port_suffix(request)}/",
            "findings": verify_ledger(tenant.schema_name),
        }
        for tenant in all_tenants()
    ]
    context = {
        "rows": rows,
        "broken": sum(1 for row in rows if row["findings"]),
        "waiting": waiting_events(),
    }
    return render(request, "operator.html", context)
