"""Buurtdeals at the console: all of them, one, make, change, sign, look back, stop."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.buurtdeals import queries
from marketplace.buurtdeals.errors import DealNotDraft
from marketplace.buurtdeals.models import Buurtdeal
from marketplace.buurtdeals.services.deals import review_deal, sign_deal, stop_deal
from marketplace.buurtdeals.services.drafts import change_deal, follow_deal, make_deal
from marketplace.buurtdeals.web.forms import DealForm, ReviewForm, SignForm
from marketplace.buurtdeals.web.words import with_words
from marketplace.rules.transitions import DEAL, Hat, verbs_of
from tenants.web.steps import person_who_may, step

PER_PAGE: Final = 25


@login_required
@never_cache
@require_GET
def deals(request: HttpRequest) -> HttpResponse:
    """All deals, and the material that is to be given soon."""
    person_who_may(request, "publish-klus")
    state = request.GET.get("stand", "")
    state = state if state in Buurtdeal.State.values else ""
    page = Paginator(queries.deals_of_console(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "states": Buurtdeal.State.choices,
        "state": state,
        "asked": f"stand={state}" if state else "",
        "hand_overs": queries.hand_overs_soon(timezone.now()),
        "today": localdate(),
    }
    return render(request, "marketplace/console_buurtdeals.html", context)


@login_required
@never_cache
@require_GET
def deal(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """One deal with its klussen, material and hand-overs."""
    person = person_who_may(request, "publish-klus")
    found = queries.deal_seen_by(person, buurtdeal_id)
    rows = with_words(queries.season(found))
    context = {
        "deal": found,
        "rows": rows,
        "most": sum(row.most for row in rows),
        "verbs": {verb.value for verb in verbs_of(DEAL, found.state, {Hat.ORGANISER})},
        "may_sign": person.may("sign-buurtdeal"),
        "follower": Buurtdeal.objects.filter(follows=found).first(),
    }
    return render(request, "marketplace/console_buurtdeal.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    person = person_who_may(request, "publish-klus")
    form = DealForm(request.POST or None)

    def run() -> HttpResponse:
        made = make_deal(
            key=form.used_key(), terms=form.terms(), gifts=form.gifts(), actor=person,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("De buurtdeal is bewaard. Zet er nu klussen in."))
        return redirect("marketplace:console-buurtdeal", made.id)

    return step(request, "marketplace/console_buurtdeal_form.html", run, context={}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """Other words for a draft."""
    person = person_who_may(request, "publish-klus")
    found = queries.deal_seen_by(person, buurtdeal_id)
    if found.state != Buurtdeal.State.DRAFT:
        raise DealNotDraft(state=found.state)
    form = DealForm(request.POST or None, deal=found)

    def run() -> HttpResponse:
        change_deal(deal_id=found.id, terms=form.terms(), gifts=form.gifts(), actor=person)
        messages.success(request, _("De buurtdeal is bewaard."))
        return redirect("marketplace:console-buurtdeal", found.id)

    context = {"deal": found}
    return step(request, "marketplace/console_buurtdeal_form.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """Both sides signed the sheet."""
    person = person_who_may(request, "sign-buurtdeal")
    found = queries.deal_seen_by(person, buurtdeal_id)
    form = SignForm(
        request.POST or None, initial={"signer": found.contact, "signed_on": localdate()}
    )

    def run() -> HttpResponse:
        sign_deal(
            deal_id=found.id, signer=form.cleaned_data["signer"],
            signed_on=form.cleaned_data["signed_on"], actor=person, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("De buurtdeal loopt. De klussen komen vanzelf."))
        return redirect("marketplace:console-buurtdeal", found.id)

    rows = queries.season(found)
    context = {"deal": found, "most": sum(row.most for row in rows)}
    return step(request, "marketplace/console_buurtdeal_sign.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """What both sides thought."""
    person = person_who_may(request, "publish-klus")
    found = queries.deal_seen_by(person, buurtdeal_id)
    form = ReviewForm(
        request.POST or None, initial={"outcome": found.outcome, "review": found.review}
    )

    def run() -> HttpResponse:
        review_deal(deal_id=found.id, actor=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("De terugblik is bewaard."))
        return redirect("marketplace:console-buurtdeal", found.id)

    return step(
        request, "marketplace/console_buurtdeal_review.html", run, context={"deal": found},
        form=form,
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """It holds no longer, after a question."""
    person = person_who_may(request, "publish-klus")
    found = queries.deal_seen_by(person, buurtdeal_id)

    def run() -> HttpResponse:
        stop_deal(deal_id=found.id, actor=person, now=timezone.now())
        messages.success(request, _("De buurtdeal is gestopt. Wat open staat, blijft open."))
        return redirect("marketplace:console-buurtdeal", found.id)

    return step(request, "marketplace/console_buurtdeal_stop.html", run, context={"deal": found})


@login_required
@require_POST
def follow(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """A draft for the season that follows."""
    person = person_who_may(request, "publish-klus")
    made = follow_deal(deal_id=buurtdeal_id, actor=person, now=timezone.now())
    messages.success(request, _("Dit is de buurtdeal voor het volgende seizoen. Kijk hem na."))
    return redirect("marketplace:console-buurtdeal", made.id)
