"""At the console: which web sites may show the town's shops inside their own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.offers import queries
from marketplace.offers.services.pages import allow_embedding, end_embedding
from marketplace.offers.web.forms import OriginForm
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def embedding(request: HttpRequest) -> HttpResponse:
    """The list, one more, and the line to copy."""
    person = person_who_may(request, "approve-merchant")
    form = OriginForm(request.POST or None)

    def run() -> HttpResponse:
        made = allow_embedding(origin=form.cleaned_data["origin"], actor=person, now=timezone.now())
        messages.success(
            request, _("%(origin)s mag de winkels laten zien.") % {"origin": made.origin}
        )
        return redirect("offers:console-embedding")

    address = request.build_absolute_uri(reverse("heitje:embedded-shops"))
    context = {"hosts": queries.embed_hosts(), "address": address}
    return step(request, "offers/console_embedding.html", run, context=context, form=form)


@login_required
@require_POST
def end(request: HttpRequest, host_id: int) -> HttpResponse:
    """A web site may show them no more; it can be added again."""
    person = person_who_may(request, "approve-merchant")
    end_embedding(host_id=host_id, actor=person)
    messages.success(request, _("Deze website mag de winkels niet meer laten zien."))
    return redirect("offers:console-embedding")
