"""Patterns at the console: keep a klus as one, copy from one, put one away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.queries import budgets
from marketplace.planning import queries
from marketplace.planning.services.templates import copy_klus, keep_template, put_template_away
from marketplace.planning.web.forms import CopyForm, TemplateForm
from marketplace.queries import klus_seen_by
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """All patterns, by name."""
    person_who_may(request, "publish-klus")
    context = {"templates": queries.templates()}
    return render(request, "marketplace/console_templates.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Keep a klus as a pattern."""
    person = person_who_may(request, "publish-klus")
    klus = klus_seen_by(person, klus_id)
    form = TemplateForm(request.POST or None, initial={"name": klus.title})

    def run() -> HttpResponse:
        name = form.cleaned_data["name"]
        keep_template(klus_id=klus.id, name=name, actor=person, now=timezone.now())
        messages.success(request, _("Het voorbeeld is bewaard."))
        return redirect("marketplace:console-templates")

    return step(
        request, "marketplace/console_klus_keep.html", run, context={"klus": klus}, form=form
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, klus_id: int) -> HttpResponse:
    """A draft like this klus or pattern, at moments of its own."""
    person = person_who_may(request, "publish-klus")
    klus, now = klus_seen_by(person, klus_id), timezone.now()
    found = [budget for budget in budgets() if budget.programme.ends_on >= localdate(now)]
    form = CopyForm(request.POST or None, budgets=found, klus=klus)

    def run() -> HttpResponse:
        made = copy_klus(
            key=form.used_key(), klus_id=klus.id, actor=person,
            title=form.cleaned_data["title"], programme=form.cleaned_data["programme"],
            moments=form.moments(), now=now,
        )  # fmt: skip
        messages.success(request, _("De klus is bewaard. Zet hem nu open."))
        return redirect("marketplace:console-klus", made.id)

    return step(
        request, "marketplace/console_klus_copy.html", run, context={"klus": klus}, form=form
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def put_away(request: HttpRequest, template_id: int) -> HttpResponse:
    """Nobody copies from it any more, after a question."""
    person = person_who_may(request, "publish-klus")
    found = queries.template(template_id)

    def run() -> HttpResponse:
        put_template_away(template_id=found.id, actor=person)
        messages.success(request, _("Het voorbeeld is weg. Je klussen blijven staan."))
        return redirect("marketplace:console-templates")

    return step(request, "marketplace/console_template_away.html", run, context={"template": found})
