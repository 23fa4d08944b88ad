"""A shop at the console as a partner: all of it on one page, its category, an owner for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace import queries
from marketplace.queries import partners
from marketplace.services.account_changes import approve_account_change, decline_account_change
from marketplace.services.merchants import categorise_merchant
from marketplace.services.shop_staff import invite_staff
from marketplace.services.shop_terms import publish_terms
from marketplace.web.partner_forms import (
    AccountApproveForm,
    AccountDeclineForm,
    CategoryForm,
    OwnerForm,
    TermsForm,
)
from tenants.people.models import Seat
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def merchant(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """All of a shop: its places and people, what it agreed to, its account as far as it shows."""
    person = person_who_may(request, "see-merchants")
    found = queries.merchant_of_console(merchant_id)
    context = {
        "merchant": found,
        "may_approve": person.may("approve-merchant"),
        "may_decide": person.may("approve-account-change"),
        "places": partners.places_of(found),
        "seats": partners.people_of(found),
        "invitations": partners.invitations_of(found),
        "terms": partners.current_terms(),
        "accepted": found.acceptances.select_related("terms", "person"),
        "change": partners.waiting_change(found),
        "past": partners.past_changes(found)[:10],
    }
    return render(request, "marketplace/console_merchant.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """What kind of shop it is, said by staff."""
    person = person_who_may(request, "approve-merchant")
    found = queries.merchant_of_console(merchant_id)
    form = CategoryForm(request.POST or None, initial={"category": found.category})

    def run() -> HttpResponse:
        categorise_merchant(merchant_id=found.id, actor=person, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("marketplace:console-merchant", found.id)

    context = {"merchant": found}
    return step(request, "marketplace/console_category.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def invite_owner(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """Ask somebody to be the owner of a shop that has none."""
    person = person_who_may(request, "approve-merchant")
    found = queries.merchant_of_console(merchant_id)
    form = OwnerForm(request.POST or None)

    def run() -> HttpResponse:
        made = invite_staff(
            merchant_id=found.id, email=form.cleaned_data["email"], duty=Seat.Duty.OWNER,
            actor=person, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("De uitnodiging is weg naar %(mail)s.") % {"mail": made.email})
        return redirect("marketplace:console-merchant", found.id)

    context = {"merchant": found, "has_owner": partners.owners_of(found).exists()}
    return step(request, "marketplace/console_owner.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Other accounts that wait, for a second person first."""
    person = person_who_may(request, "see-merchants")
    context = {
        "changes": partners.changes_of_console(),
        "may_decide": person.may("approve-account-change"),
    }
    return render(request, "marketplace/console_accounts.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, change_id: int) -> HttpResponse:
    """Another account, looked at by a second person who says yes."""
    person = person_who_may(request, "approve-account-change")
    change = partners.change_of_console(change_id)
    # A box that is not ticked is not sent: an empty form is an answer too.
    form = AccountApproveForm(request.POST if request.method == "POST" else None)

    def run() -> HttpResponse:
        approve_account_change(change_id=change.id, actor=person, now=timezone.now())
        messages.success(request, _("Goedgekeurd. De winkel krijgt er een bericht over."))
        return redirect("marketplace:console-accounts")

    context = {"change": change, "merchant": change.merchant}
    return step(request, "marketplace/console_account.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decline_account(request: HttpRequest, change_id: int) -> HttpResponse:
    """Another account is not used, with the reason; also after the yes, until it is in use."""
    person = person_who_may(request, "approve-account-change")
    change = partners.change_of_console(change_id)
    form = AccountDeclineForm(request.POST or None)

    def run() -> HttpResponse:
        decline_account_change(
            change_id=change.id, actor=person, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Afgewezen. De winkel krijgt er een bericht over."))
        return redirect("marketplace:console-accounts")

    context = {"change": change, "merchant": change.merchant}
    return step(
        request, "marketplace/console_account_decline.html", run, context=context, form=form
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """The terms for shops, every version; a new one is asked twice, for it never changes again."""
    person = person_who_may(request, "see-merchants")
    if request.method == "POST":
        person_who_may(request, "approve-merchant")
    current = partners.current_terms()
    initial = {"text": current.text if current else "", "after": current.version if current else 0}
    form = TermsForm(request.POST or None, initial=initial)

    def run() -> HttpResponse:
        made = publish_terms(actor=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Versie %(number)s geldt nu.") % {"number": made.version})
        return redirect("marketplace:console-terms")

    context = {
        "current": current,
        "versions": partners.terms_so_far(),
        "may_publish": person.may("approve-merchant"),
    }
    return step(
        request, "marketplace/console_terms.html", run, context=context, form=form, sure=dict
    )
