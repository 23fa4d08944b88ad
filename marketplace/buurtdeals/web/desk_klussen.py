"""The klussen of a draft: choose a pattern, say how often, take one out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.buurtdeals import queries
from marketplace.buurtdeals.services.drafts import add_deal_klus, remove_deal_klus
from marketplace.planning.queries import templates
from marketplace.planning.web.forms import RepeatForm
from marketplace.queries import klus_seen_by
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def choose(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """From which pattern."""
    person = person_who_may(request, "publish-klus")
    context = {"deal": queries.deal_seen_by(person, buurtdeal_id), "templates": templates()}
    return render(request, "marketplace/console_buurtdeal_choose.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, buurtdeal_id: int, klus_id: int) -> HttpResponse:
    """How often it comes back."""
    person = person_who_may(request, "publish-klus")
    deal, klus = queries.deal_seen_by(person, buurtdeal_id), klus_seen_by(person, klus_id)
    form = SeasonForm(request.POST or None, klus=klus, starts_on=deal.starts_on)

    def run() -> HttpResponse:
        told = form.told()
        add_deal_klus(
            deal_id=deal.id, klus_id=klus.id, rule=told["rule"], begins_at=told["begins_at"],
            places=told["places"], actor=person, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("De klus zit in de buurtdeal."))
        return redirect("marketplace:console-buurtdeal", deal.id)

    context = {"deal": deal, "klus": klus}
    return step(request, "marketplace/console_buurtdeal_klus.html", run, context=context, form=form)


@login_required
@require_POST
def remove(request: HttpRequest, deal_klus_id: int) -> HttpResponse:
    """It does not come back after all."""
    person = person_who_may(request, "publish-klus")
    buurtdeal_id = queries.deal_klus(deal_klus_id).deal_id
    remove_deal_klus(deal_klus_id=deal_klus_id, actor=person)
    messages.success(request, _("De klus is uit de buurtdeal."))
    return redirect("marketplace:console-buurtdeal", buurtdeal_id)


class SeasonForm(RepeatForm):
    """How often, in a season whose days stand in the deal."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        first = kwargs.pop("starts_on")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.first = first
        for name in ("starts_on", "until", "weeks"):
            del self.fields[name]

    def clean(self) -> dict[str, object]:
        """The rule counts from the first day of the season."""
        self.cleaned_data |= {"starts_on": self.first, "weeks": 4}
        return super().clean()
