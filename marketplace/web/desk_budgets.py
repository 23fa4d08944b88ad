"""Budgets at the console: what is given, spent, reserved and free; a new one; coins into one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import Programme
from currency.queries import budgets, cover, ever_given, open_alarms, programmes
from currency.services.programmes import create_programme, fund_programme
from marketplace.web.desk_forms import FundForm, ProgrammeForm
from tenants.errors import NotFound
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every budget with its bar, and how much the cover still allows."""
    person = person_who_may(request, "see-programmes")
    found = budgets()
    money = cover()
    context = {
        "budgets": found,
        "may_fund": person.may("fund-programme"),
        "may_top_up": person.may("deposit-cover"),
        "may_hand_out": person.may("propose-hand-out") or person.may("approve-hand-out"),
        "total": {
            name: sum(getattr(budget, name) for budget in found)
            for name in ("funded", "spent", "reserved", "free")
        },
        "cover": money,
        "alarms": open_alarms(),
        "cover_scale": max(money.euros, money.needed, 1),
        "today": timezone.localdate(),
    }
    return render(request, "marketplace/console_budgets.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new budget, still without coins."""
    person = person_who_may(request, "fund-programme")
    form = ProgrammeForm(request.POST or None)

    def run() -> HttpResponse:
        made = create_programme(actor=person.party_id, **form.cleaned_data)
        return redirect("marketplace:console-fund", made.id)

    return step(request, "marketplace/console_budget_new.html", run, context={}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def fund(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Issue coins into a budget: the sum, then a question, then it is done."""
    person = person_who_may(request, "fund-programme")
    programme = _programme(programme_id)
    form = FundForm(request.POST or None)
    context = {
        "programme": programme, "cover": cover(),
        "cap_room": None if programme.cap is None
        else max(0, programme.cap - ever_given(programme)),
    }  # fmt: skip

    def run() -> HttpResponse:
        fund_programme(
            key=form.used_key(),
            programme=programme,
            amount=form.cleaned_data["amount"],
            actor=person.party_id,
            at=timezone.now(),
        )
        messages.success(request, _("Het budget is opgewaardeerd."))
        return redirect("marketplace:console-budgets")

    def sure() -> dict[str, object]:
        return {"amount": form.cleaned_data["amount"]}

    template = "marketplace/console_fund.html"
    return step(request, template, run, context=context, form=form, sure=sure)


def _programme(programme_id: int) -> Programme:
    found = programmes().filter(id=programme_id).first()
    if found is None:
        raise NotFound
    return found
