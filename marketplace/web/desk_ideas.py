"""Ideas of residents at the console: what waits, making a klus of one, saying no."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.queries.ideas import decided_ideas, open_idea, open_ideas
from marketplace.services.ideas import decline_idea, take_up_idea
from marketplace.web.desk_forms import KlusForm, ReasonForm
from marketplace.web.desk_klussen import budgets_to_choose, klus_context, made_of
from tenants.web.steps import person_who_may, step

IDEAS_PER_PAGE: Final = 20


@login_required
@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Longest waiting first; on the other tab what was answered."""
    person_who_may(request, "publish-klus")
    is_decided = request.GET.get("toon") == "klaar"
    found = decided_ideas() if is_decided else open_ideas()
    page = Paginator(found, IDEAS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "is_decided": is_decided,
        "waiting": open_ideas().count(),
        "asked": "toon=klaar" if is_decided else "",
    }
    return render(request, "marketplace/console_ideas.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Make a klus of it: the form of a new klus, with the resident's words in it."""
    person, now = person_who_may(request, "publish-klus"), timezone.now()
    idea, found = open_idea(idea_id), budgets_to_choose(now)
    initial = {
        "title": idea.title, "description": idea.description, "category": idea.category,
        "neighbourhood": idea.neighbourhood_id, "place": idea.place,
    }  # fmt: skip
    data = request.POST if request.method == "POST" else None
    form = KlusForm(data, budgets=found, initial=initial)

    def run() -> HttpResponse:
        made = take_up_idea(
            idea_id=idea.id, actor=person, now=now, make=lambda: made_of(form, person, now)
        )
        messages.success(request, _("Het idee is nu een klus. De bedenker krijgt bericht."))
        return redirect("marketplace:console-klus", made.id)

    context = {**klus_context(person, found, now), "idea": idea}
    return step(request, "marketplace/console_klus_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Say no, and why."""
    person, idea = person_who_may(request, "publish-klus"), open_idea(idea_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def run() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        decline_idea(idea_id=idea.id, actor=person, reason=reason, now=timezone.now())
        messages.success(request, _("De bedenker leest waarom het niet doorgaat."))
        return redirect("marketplace:console-ideas")

    context = {"idea": idea}
    return step(request, "marketplace/console_idea_decline.html", run, context=context, form=form)
