"""Fixed contributions of a resident: what is paid each week or month, a new one, stopping."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import Contribution
from currency.queries import contribution_of, contributions_of, rules_in_force
from currency.services.contributions import start_contribution, stop_contribution
from marketplace.queries.payees import payees_of
from tenants.people.models import Party
from tenants.web.amount import AmountField
from tenants.web.dates import DateField
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_of, step

ENDED_SHOWN: Final = 20


class PayeeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it is made at run time
    """Somebody to pay, by the name others may see."""

    def label_from_instance(self, obj: Party) -> str:
        """The public name."""
        return obj.name


class ContributionForm(KeyForm):
    """To whom, how much, how often, from when until when."""

    payee = PayeeField(
        label=gettext_lazy("Aan wie?"),
        queryset=Party.objects.none(),
        empty_label=gettext_lazy("Kies"),
        error_messages={
            "required": gettext_lazy("Kies aan wie je betaalt."),
            "invalid_choice": gettext_lazy("Kies aan wie je betaalt."),
        },
    )
    amount = AmountField(label=gettext_lazy("Hoeveel elke keer?"), max_length=24)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak?"), choices=Contribution.Rhythm.choices, initial="monthly"
    )
    starts_on = DateField(label=gettext_lazy("Eerste keer"))
    ends_on = DateField(label=gettext_lazy("Tot en met (mag leeg)"), required=False)
    description = forms.CharField(
        label=gettext_lazy("Waarvoor? (mag, hoeft niet)"), required=False, max_length=140
    )

    def __init__(self, *args: Any, payer: Party, now: datetime, **kwargs: Any) -> None:
        today = timezone.localdate(now)
        kwargs["initial"] = {"starts_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["payee"]
        assert isinstance(field, PayeeField)
        field.queryset = payees_of(payer, rules_in_force(now).rules.paying)

    def clean(self) -> dict[str, Any]:
        """What the service would refuse about the days is said at the field itself."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and first < self.today:
            self.add_error("starts_on", _("Kies een eerste dag vanaf vandaag."))
        if first and last and last < first:
            self.add_error("ends_on", _("Kies een dag na de eerste keer."))
        return found


@login_required
@never_cache
@require_GET
def contributions(request: HttpRequest) -> HttpResponse:
    """What runs, and what ended."""
    found = contributions_of(person_of(request).party)
    context = {
        "running": found.filter(next_on__isnull=False),
        "ended": found.filter(next_on=None)[:ENDED_SHOWN],
    }
    return render(request, "marketplace/contributions.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin one; a shop's page may have said to whom."""
    payer, now = person_of(request).party, timezone.now()
    form = ContributionForm(
        request.POST or None, payer=payer, now=now, initial={"payee": request.GET.get("aan")}
    )

    def run() -> HttpResponse:
        terms = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        start_contribution(key=form.used_key(), payer=payer, at=now, **terms)
        messages.success(request, _("Je vaste bijdrage staat klaar. Stoppen kan altijd."))
        return redirect("marketplace:contributions")

    return step(request, "marketplace/contribution_new.html", run, context={}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Stop one, asked first."""
    payer = person_of(request).party
    found = contribution_of(contribution_id, payer)

    def run() -> HttpResponse:
        stop_contribution(contribution_id=contribution_id, payer=payer, at=timezone.now())
        messages.success(request, _("Je vaste bijdrage is gestopt."))
        return redirect("marketplace:contributions")

    return step(request, "marketplace/contribution_stop.html", run, context={"found": found})
