"""A resident's ideas for a klus: propose one, see what became of it, take it back."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.queries.ideas import ideas_of, own_idea
from marketplace.services.ideas import propose_idea, withdraw_idea
from marketplace.web.idea_forms import IdeaForm
from tenants.errors import Refusal
from tenants.web.steps import person_of, step

IDEAS_PER_PAGE: Final = 20


@login_required
@never_cache
@require_GET
def ideas(request: HttpRequest) -> HttpResponse:
    """One's own, newest first."""
    page = Paginator(ideas_of(person_of(request)), IDEAS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/ideas.html", {"page": page})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose one; it begins in one's own neighbourhood."""
    person = person_of(request)
    data = request.POST if request.method == "POST" else None
    form = IdeaForm(data, initial={"neighbourhood": person.neighbourhood_id})

    def run() -> HttpResponse:
        told = {
            name: form.cleaned_data[name]
            for name in ("title", "description", "category", "neighbourhood", "place")
        }
        propose_idea(key=form.used_key(), resident=person, now=timezone.now(), **told)
        messages.success(
            request, _("Bedankt voor je idee! Je krijgt bericht of we er een klus van maken.")
        )
        return redirect("marketplace:ideas")

    return step(request, "marketplace/idea_new.html", run, context={}, form=form)


@login_required
@require_POST
def withdraw(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Take it back."""
    person = person_of(request)
    found = own_idea(person, idea_id)
    try:
        withdraw_idea(idea_id=found.id, actor=person)
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence))
    else:
        messages.success(request, _("Je idee is ingetrokken."))
    return redirect("marketplace:ideas")
