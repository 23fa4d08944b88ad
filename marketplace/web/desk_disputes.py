"""Reports on payments at the console: who waits longest, both sides of it, and deciding."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import Dispute
from currency.queries import closed_disputes, open_disputes, payees_of
from currency.services.disputes import DECIDE, decide_dispute
from marketplace.queries.payments import payment_of_console
from tenants.errors import NotFound
from tenants.people.queries import names_by_party
from tenants.web.amount import AmountField
from tenants.web.steps import person_who_may, step

DISPUTES_PER_PAGE: Final = 25
WHOLE, PART, NOTHING = "alles", "deel", "niets"


class DecisionForm(forms.Form):
    """What goes back to the resident, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Wat krijgt de inwoner terug?"),
        choices=[
            (WHOLE, gettext_lazy("Alles wat er over is")),
            (PART, gettext_lazy("Een deel")),
            (NOTHING, gettext_lazy("Niets")),
        ],
        widget=forms.RadioSelect,
    )
    part = AmountField(
        label=gettext_lazy("Hoeveel is dat deel?"),
        required=False,
        max_length=24,
        help_text=gettext_lazy("Alleen invullen bij een deel."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Waarom?"),
        max_length=500,
        help_text=gettext_lazy("De inwoner en de winkel lezen dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left

    def clean(self) -> dict[str, Any]:
        """A part has its sum, below what is left."""
        found = super().clean() or {}
        if found.get("outcome") == PART and "part" not in self.errors:
            part = found.get("part")
            if not part:
                self.add_error("part", gettext_lazy("Vul in hoeveel de inwoner terugkrijgt."))
            elif part > self.left:
                self.add_error("part", gettext_lazy("Zoveel is er niet meer over."))
        return found

    def amount(self) -> int:
        """What goes back, in minor units."""
        part: int = self.cleaned_data.get("part") or 0
        return {WHOLE: self.left, PART: part, NOTHING: 0}[self.cleaned_data["outcome"]]


@login_required
@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first; and what was decided."""
    person_who_may(request, DECIDE)
    is_closed = request.GET.get("toon") == "klaar"
    found = closed_disputes() if is_closed else open_disputes()
    page = Paginator(found, DISPUTES_PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    shops = payees_of([one.transfer_id for one in shown])
    names = names_by_party(one.decided_by for one in shown)
    context = {
        "page": page,
        "asked": "toon=klaar" if is_closed else "",
        "rows": [(one, shops[one.transfer_id], names.get(one.decided_by, "")) for one in shown],
        "is_closed": is_closed,
        "waiting": open_disputes().count(),
        "now": timezone.now(),
    }
    return render(request, "marketplace/console_disputes.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """One report with both sides of it; then a question; then it is decided."""
    person = person_who_may(request, DECIDE)
    dispute = _dispute(dispute_id)
    if request.method == "POST" and dispute.decided_by == person.party_id:
        return redirect("marketplace:console-disputes")  # the second tap of one decision
    payment = payment_of_console(dispute.transfer_id)
    form = DecisionForm(request.POST or None, left=payment.left)
    context = {
        "dispute": dispute,
        "payment": payment,
        "decided_by": names_by_party([dispute.decided_by]).get(dispute.decided_by, ""),
    }

    def run() -> HttpResponse:
        decide_dispute(
            dispute_id=dispute.id,
            actor=person,
            amount=form.amount(),
            decision=form.cleaned_data["decision"],
            at=timezone.now(),
        )
        messages.success(request, _("Besloten. De inwoner en de winkel krijgen bericht."))
        return redirect("marketplace:console-disputes")

    def sure() -> dict[str, object]:
        return {"amount": form.amount()}

    template = "marketplace/console_dispute.html"
    return step(request, template, run, context=context, form=form, sure=sure)


def _dispute(dispute_id: int) -> Dispute:
    found = Dispute.objects.select_related("party", "hold").filter(id=dispute_id).first()
    if found is None:
        raise NotFound
    return found
