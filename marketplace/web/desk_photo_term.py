"""How long photos of work are kept: looked at and set by the municipality."""

from collections.abc import Mapping
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace import queries
from marketplace.models import PhotoTerm
from marketplace.services.checkers import set_photo_term
from tenants.web.steps import person_who_may, step

TERMS_SHOWN = 10


class PhotoTermForm(forms.Form):
    """A number of days."""

    days = forms.IntegerField(
        label=gettext_lazy("Hoeveel dagen na het nakijken?"),
        min_value=PhotoTerm.SHORTEST, max_value=PhotoTerm.LONGEST,
        help_text=gettext_lazy("Van 7 tot en met 730 dagen. Korter is beter voor de inwoner."),
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Set the term; a shorter one is asked twice, because it wipes photos."""
    person = person_who_may(request, "set-photo-term")
    now, kept = timezone.now(), queries.photo_days()
    form = PhotoTermForm(request.POST or None, initial={"days": kept})

    def run() -> HttpResponse:
        set_photo_term(days=form.cleaned_data["days"], actor=person, now=now)
        messages.success(request, _("Bewaard. Elke nacht wissen we wat over de termijn is."))
        return redirect("marketplace:console-photo-term")

    def sure() -> Mapping[str, object]:
        before = now - timedelta(days=form.cleaned_data["days"])
        return {"wiped": queries.photos_over(before=before).count()}

    context = {"kept": kept, "terms": queries.photo_terms()[:TERMS_SHOWN]}
    is_shorter = form.is_bound and form.is_valid() and form.cleaned_data["days"] < kept
    return step(
        request, "marketplace/console_photo_term.html", run, context=context, form=form,
        sure=sure if is_shorter else None,
    )  # fmt: skip
