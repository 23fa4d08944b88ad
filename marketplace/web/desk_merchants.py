"""Shops at the console: who takes part, who asks to, letting one in, stopping one."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace import queries
from marketplace.queries import partners
from marketplace.services.merchants import approve_merchant, stop_merchant
from marketplace.web.partner_forms import ConsoleShopFilter
from tenants.web.steps import person_who_may, step

MERCHANTS_PER_PAGE: Final = 25


@login_required
@never_cache
@require_GET
def merchants(request: HttpRequest) -> HttpResponse:
    """All shops, those that wait first."""
    person = person_who_may(request, "see-merchants")
    form = ConsoleShopFilter(request.GET)
    text, state, category = form.chosen()
    found = partners.with_changes(
        queries.merchants_of_console(text, state=state, category=category)
    )
    page = Paginator(found, MERCHANTS_PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "page": page,
        "form": form,
        "text": text,
        "is_narrowed": bool(text or state or category),
        "asked": asked.urlencode(),
        "may_approve": person.may("approve-merchant"),
    }
    return render(request, "marketplace/console_merchants.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """Let a shop in, after reading what it tells of itself."""
    person = person_who_may(request, "approve-merchant")

    def run() -> HttpResponse:
        found = approve_merchant(merchant_id=merchant_id, actor=person, now=timezone.now())
        messages.success(request, _("%(name)s doet mee.") % {"name": found.name})
        return redirect("marketplace:console-merchants")

    found = queries.merchant_of_console(merchant_id)
    context = {
        "merchant": found,
        "terms": partners.current_terms(),
        "accepted": partners.accepted_terms(found),
    }
    return step(request, "marketplace/console_merchant_approve.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """No more payments at this shop, after a question."""
    person = person_who_may(request, "approve-merchant")

    def run() -> HttpResponse:
        found = stop_merchant(merchant_id=merchant_id, actor=person, now=timezone.now())
        messages.success(request, _("%(name)s is gestopt.") % {"name": found.name})
        return redirect("marketplace:console-merchants")

    context = {"merchant": queries.merchant_of_console(merchant_id)}
    return step(request, "marketplace/console_merchant_stop.html", run, context=context)
