"""What an owner alone does for a shop: where its euros go, and agreeing to the terms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.queries import partners
from marketplace.services.account_changes import ask_account_change, withdraw_account_change
from marketplace.services.shop_terms import accept_terms
from marketplace.web.partner_forms import AcceptTermsForm, AccountForm
from tenants.errors import NotFound
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """Where the shop's euros go, and asking for them elsewhere."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id, partners.OWNERS)
    form = AccountForm(request.POST or None, initial={"account_name": shop.account_name})

    def run() -> HttpResponse:
        told = form.cleaned_data
        ask_account_change(
            key=form.used_key(), merchant_id=shop.id, iban=told["iban"],
            account_name=told["account_name"], actor=person, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Aangevraagd. De eigenaren krijgen er een bericht over."))
        return redirect("marketplace:shop-account", shop.id)

    context = {
        "shop": shop,
        "change": partners.waiting_change(shop),
        "past": partners.past_changes(shop)[:10],
    }
    return step(request, "marketplace/shop_account.html", run, context=context, form=form)


@login_required
@require_POST
def withdraw_account(request: HttpRequest, merchant_id: int, change_id: int) -> HttpResponse:
    """Everything stays as it is; asking again is one form away."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id, partners.OWNERS)
    if partners.change_of_console(change_id).merchant_id != shop.id:
        raise NotFound
    withdraw_account_change(change_id=change_id, actor=person, now=timezone.now())
    messages.success(request, _("Ingetrokken. Je euro’s gaan naar de rekening die je al had."))
    return redirect("marketplace:shop-account", shop.id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """The terms that hold, what the shop agreed to, and agreeing; staff reads them too."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id)
    current = partners.current_terms()
    form = AcceptTermsForm(
        request.POST or None, initial={"version": current.version if current else None}
    )

    def run() -> HttpResponse:
        accept_terms(
            merchant_id=shop.id, version=form.cleaned_data["version"], actor=person,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Je bent akkoord. Dank je wel."))
        return redirect("marketplace:shop-terms", shop.id)

    context = {
        "shop": shop,
        "terms": current,
        "accepted": partners.accepted_terms(shop),
        "is_owner": partners.duty_of(person, shop) in partners.OWNERS,
    }
    return step(request, "marketplace/shop_terms.html", run, context=context, form=form)
