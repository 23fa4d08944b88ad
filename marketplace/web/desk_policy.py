"""The town's house rules for klussen at the console, and the kinds of work it watches."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.models import Klus, WatchedWork
from marketplace.queries.guard import watched_one, watched_work
from marketplace.queries.policy import klus_policy
from marketplace.services.policy import KEEP, change_policy, keep_watched_work
from tenants.web.steps import person_who_may, step


class PolicyForm(forms.Form):
    """The house rules."""

    late_hours = forms.IntegerField(
        label=gettext_lazy("Vanaf hoeveel uur vooraf is afmelden laat?"), min_value=0,
        max_value=336,
        help_text=gettext_lazy("De organisator krijgt dan bericht. 0: nooit voor het begin."),
    )  # fmt: skip
    needs_check = forms.BooleanField(
        label=gettext_lazy("Een collega kijkt elke klus na"),
        required=False,
        help_text=gettext_lazy("Pas daarna kan een klus open."),
    )
    most_hours_a_week = forms.IntegerField(
        label=gettext_lazy("Hoeveel uur per week op één plek?"), required=False, min_value=1,
        max_value=10_000,
        help_text=gettext_lazy(
            "Alle mensen samen. Meer lijkt op betaald werk: dan is een tweede mening nodig."
            " Leeg: we tellen niet."
        ),
    )  # fmt: skip
    most_weeks_at_place = forms.IntegerField(
        label=gettext_lazy("In hoeveel weken van een jaar op één plek?"), required=False,
        min_value=1, max_value=52,
        help_text=gettext_lazy("Langer lijkt op betaald werk. Leeg: we tellen niet."),
    )  # fmt: skip


class WatchedForm(forms.Form):
    """A kind of work that looks like paid work."""

    name = forms.CharField(
        label=gettext_lazy("Wat voor werk is het?"), max_length=80,
        help_text=gettext_lazy("Bijvoorbeeld: gras maaien voor de gemeente."),
    )  # fmt: skip
    category = forms.ChoiceField(
        label=gettext_lazy("Soort klus"), required=False,
        choices=[("", gettext_lazy("Elke soort")), *Klus.Category.choices],
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Woorden"), required=False, max_length=400,
        help_text=gettext_lazy(
            "Met een komma ertussen. Een klus valt op als een van deze woorden in de titel of de"
            " tekst staat. Het begin van een woord is genoeg."
        ),
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("Waarom letten jullie hierop? (mag, hoeft niet)"), required=False,
        max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_watched = forms.BooleanField(
        label=gettext_lazy("Hier letten we op"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        """It names something to look for."""
        found = super().clean() or self.cleaned_data
        if not found.get("category") and not self.words_asked():
            self.add_error("words", _("Vul woorden in, of kies een soort klus."))
        return found

    def words_asked(self) -> list[str]:
        """The words one by one."""
        parts = self.cleaned_data.get("words", "").split(",")
        return [word.strip() for word in parts if word.strip()]


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """The rules as they are, to be changed; and the list."""
    person, now_so = person_who_may(request, KEEP), klus_policy()
    initial = {name: getattr(now_so, name) for name in PolicyForm.base_fields}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial)

    def run() -> HttpResponse:
        change_policy(actor=person, **form.cleaned_data)
        messages.success(request, _("De spelregels zijn bewaard. Ze gelden vanaf nu."))
        return redirect("marketplace:console-policy")

    context = {"watched": watched_work()}
    return step(request, "marketplace/console_policy.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def watched(request: HttpRequest, watched_id: int | None = None) -> HttpResponse:
    """A kind of work: a new one, or one to be made otherwise."""
    person = person_who_may(request, KEEP)
    found = None if watched_id is None else watched_one(watched_id)
    data = request.POST if request.method == "POST" else None
    form = WatchedForm(data, initial=_as_it_is(found) if found else None)

    def run() -> HttpResponse:
        told = form.cleaned_data
        keep_watched_work(
            actor=person, watched_id=watched_id, name=told["name"], why=told["why"],
            category=told["category"], words=form.words_asked(), is_watched=told["is_watched"],
        )  # fmt: skip
        messages.success(request, _("De lijst is bewaard."))
        return redirect("marketplace:console-policy")

    context = {"found": found}
    return step(request, "marketplace/console_watched.html", run, context=context, form=form)


def _as_it_is(found: WatchedWork) -> dict[str, object]:
    return {
        "name": found.name, "why": found.why, "category": found.category,
        "words": ", ".join(found.words), "is_watched": found.is_watched,
    }  # fmt: skip
