"""Residents sharing a bill: ask the others for their part, and see who paid."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency import queries
from currency.services.split_bills import cancel_bill, split_bill
from currency.web.asking import may_ask, spaced
from currency.web.request_forms import SplitForm
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Share what one paid; the one who shares bears a part too."""
    form = SplitForm(request.POST or None)
    person = person_of(request)

    def run() -> HttpResponse:
        shares = form.shares()
        made = split_bill(
            key=form.used_key(), payee=person.party, total=sum(one.amount for one in shares),
            shares=shares, description=form.cleaned_data["description"],
            actor=person.party_id, at=timezone.now(), own_share=True,
        )  # fmt: skip
        return redirect("currency:split", made.id)

    context = {"may_ask": may_ask(), "bills": queries.bills_of(person.party)[:10]}
    return step(request, "currency/split_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def bill(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Who paid their share; asked again by itself as long as somebody still has to."""
    found = queries.bill_state(bill_id, person_of(request).party, now=timezone.now())
    context = {
        "state": found,
        "shares": [
            (
                share,
                told,
                queries.payer_name(share),
                spaced(share.code) if told == "open" and share.payer_id is None else "",
            )
            for share, told in found.told
        ],
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(
        request, "currency/_split.html" if is_fragment else "currency/split.html", context
    )


@login_required
@require_POST
def stop(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Ask nobody any more; what was paid stays paid."""
    cancel_bill(bill_id=bill_id, payee=person_of(request).party, at=timezone.now())
    messages.success(request, _("We vragen het niemand meer. Wat betaald is, blijft betaald."))
    return redirect("currency:split", bill_id)
