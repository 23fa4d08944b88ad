"""Second opinions at the console: ask a colleague by name, answer, take the question back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import queries
from marketplace.models import Klus
from marketplace.queries.guard import (
    GIVE,
    advisers_for,
    opinion_asked_of,
    opinion_of_klus,
    signals_of,
)
from marketplace.rules.displacement import as_read
from marketplace.services.opinions import (
    answer_second_opinion,
    ask_second_opinion,
    withdraw_second_opinion,
)
from marketplace.web.desk_klussen import shown
from marketplace.web.signal_words import signal_words
from tenants.errors import Refusal
from tenants.people.models import Person
from tenants.web.steps import person_who_may, person_who_may_somewhere, step


class AdviserField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague, by name."""

    def label_from_instance(self, obj: Person) -> str:
        """Their name."""
        return obj.name


class AskForm(forms.Form):
    """Whom to ask, and what they should know."""

    asked_of = AdviserField(
        label=gettext_lazy("Aan wie vraag je het?"), queryset=Person.objects.none(),
        empty_label=gettext_lazy("Kies een collega"),
    )  # fmt: skip
    question = forms.CharField(
        label=gettext_lazy("Waarom is dit volgens jou geen betaald werk?"), max_length=500,
        help_text=gettext_lazy("Je collega leest dit. Het komt in het klusregister te staan."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, klus: Klus, asker: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["asked_of"]
        assert isinstance(field, AdviserField)
        field.queryset = advisers_for(klus, asker)


class AnswerForm(forms.Form):
    """Yes or no, and why."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Wat vind jij?"), widget=forms.RadioSelect,
        choices=[
            ("ja", gettext_lazy("Akkoord: dit mag een klus zijn")),
            ("nee", gettext_lazy("Niet akkoord: dit is betaald werk")),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"), max_length=500,
        help_text=gettext_lazy("Dit staat in het klusregister. De gemeenteraad kan het lezen."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Ask a colleague whether this may be a klus."""
    person = person_who_may_somewhere(request, "publish-klus")
    klus = queries.klus_run_by(person, klus_id)
    form = AskForm(request.POST if request.method == "POST" else None, klus=klus, asker=person)

    def run() -> HttpResponse:
        made = ask_second_opinion(
            klus_id=klus.id, actor=person, now=timezone.now(), **form.cleaned_data
        )
        told = _("De vraag ligt bij %(name)s. Je krijgt bericht van het antwoord.")
        messages.success(request, told % {"name": made.asked_of.name})
        return redirect("marketplace:console-klus", klus.id)

    context = {"klus": klus, "signals": signal_words(signals_of(klus))}
    return step(request, "marketplace/console_opinion_ask.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """What was asked of this person, and their answer."""
    person = person_who_may(request, GIVE)
    found = opinion_asked_of(person, opinion_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def run() -> HttpResponse:
        answer_second_opinion(
            opinion_id=found.id, actor=person, agrees=form.cleaned_data["answer"] == "ja",
            reason=form.cleaned_data["reason"], now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Je oordeel staat in het klusregister."))
        return redirect("marketplace:console-register")

    context = {
        "opinion": found, "klus": found.klus, "slots": found.klus.slots.all(),
        "signals": signal_words(as_read(found.signals)),
    }  # fmt: skip
    return step(request, "marketplace/console_opinion.html", run, context=context, form=form)


@login_required
@require_POST
def withdraw(request: HttpRequest, klus_id: int, opinion_id: int) -> HttpResponse:
    """Take the question back."""
    person = person_who_may_somewhere(request, "publish-klus")
    try:
        found = opinion_of_klus(queries.klus_run_by(person, klus_id).id, opinion_id)
        withdraw_second_opinion(opinion_id=found.id, actor=person)
    except Refusal as refusal:
        return shown(request, klus_id, refusal)
    messages.success(request, _("De vraag is ingetrokken."))
    return redirect("marketplace:console-klus", klus_id)
