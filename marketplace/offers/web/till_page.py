"""The shop's own page, written by its owner; and a bill that is paid in coins for a part."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.offers import queries
from marketplace.offers.models import ShopPage
from marketplace.offers.rules.parts import most_of, part_of
from marketplace.offers.services.pages import PageText, ask_part, change_page
from marketplace.offers.web.forms import PageForm, PartForm
from marketplace.web.till_choice import till_or_refuse
from tenants.people.queries import owns
from tenants.queries import current_tenant
from tenants.web.figures import euros_said
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What everybody reads of this shop, and what hangs on its window; its owner writes it."""
    chosen, person = till_or_refuse(request), person_of(request)
    form = PageForm(
        request.POST or None, initial=asdict(_text(queries.page_of(chosen.merchant_id)))
    )

    def run() -> HttpResponse:
        change_page(merchant_id=chosen.merchant_id, text=form.as_text(), actor=person)
        messages.success(request, _("Je pagina is bijgewerkt."))
        return redirect("offers:till-page")

    is_owner = owns(person_party=person.party_id, party=chosen.merchant.party_id)
    context = {"till": chosen, "shop": chosen.merchant, "is_owner": is_owner}
    return step(request, "offers/till_page.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest) -> HttpResponse:
    """Ask a part of a bill in coins; the rest is paid in another way."""
    chosen = till_or_refuse(request)
    own = queries.page_of(chosen.merchant_id)
    form = PartForm(request.POST or None)
    value = current_tenant().coin_value_cents

    def run() -> HttpResponse:
        total, coins = form.cleaned_data["total"], form.cleaned_data["coins"]
        most = most_of(total, percent=own.part_percent, coin_value_cents=value)
        found = part_of(total, most if coins is None else coins, coin_value_cents=value)
        told = _("Rekening {total}, nog {rest} op een andere manier").format(
            total=euros_said(total), rest=euros_said(found.rest_cents)
        )
        asked = ask_part(
            key=form.used_key(), till=chosen, total_cents=total, coins=coins, description=told,
            actor=person_of(request), now=timezone.now(),
        )  # fmt: skip
        return redirect("marketplace:till-request", asked.id)

    context = {"till": chosen, "page": own}
    return step(request, "offers/till_part.html", run, context=context, form=form)


def _text(found: ShopPage) -> PageText:
    return PageText(found.intro, found.website, found.phone, found.part_percent, found.part_note)
