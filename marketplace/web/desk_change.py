"""Changing a klus at the console, with a second question where people are told; and checking it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import queries
from marketplace.models import Klus, SignUp, Slot
from marketplace.services.klus_changes import SlotChange, change_klus
from marketplace.services.klus_checks import check_klus
from marketplace.web.desk_forms import PLACES
from marketplace.web.desk_klussen import shown
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.errors import Refusal
from tenants.web.amount import AmountField
from tenants.web.dates import DateField
from tenants.web.steps import person_who_may_somewhere, step

TEXTS = ("title", "description", "category", "neighbourhood", "place")


class ChangeForm(forms.Form):
    """A klus as it is, to be made otherwise; reward and length only while nobody sees it."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=80)
    description = forms.CharField(
        label=gettext_lazy("Wat ga je doen?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    category = forms.ChoiceField(label=gettext_lazy("Soort"), choices=Klus.Category.choices)
    neighbourhood = NeighbourhoodField(
        label=gettext_lazy("Wijk"), required=False, empty_label=gettext_lazy("Hele gemeente")
    )
    place = forms.CharField(label=gettext_lazy("Waar spreek je af?"), max_length=120)
    reward = AmountField(label=gettext_lazy("Beloning"), max_length=24)
    minutes = forms.IntegerField(
        label=gettext_lazy("Hoe lang duurt het?"), min_value=15, max_value=720,
        help_text=gettext_lazy("In minuten."),
    )  # fmt: skip

    def __init__(self, *args: Any, klus: Klus, slots: Sequence[Slot], **kwargs: Any) -> None:
        kwargs["initial"] = _as_it_is(klus)
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
        self.klus, self.slots = klus, slots
        if klus.state == Klus.State.PUBLISHED:
            del self.fields["reward"], self.fields["minutes"]
        for slot in slots:
            self._add(slot)

    def slot_fields(self) -> list[tuple[Slot, list[forms.BoundField]]]:
        """The fields of each moment, for the page."""
        return [
            (slot, [self[name] for name in _names(slot) if name in self.fields])
            for slot in self.slots
        ]

    def fields_asked(self) -> dict[str, object]:
        """How the klus is to be."""
        found = self.cleaned_data
        asked = {name: found[name] for name in TEXTS}
        if "reward" in found:
            asked |= {"reward": found["reward"], "duration_minutes": found["minutes"]}
        return asked

    def slots_asked(self) -> list[SlotChange]:
        """How each moment is to be; the seconds that no form shows stay."""
        return [SlotChange(slot.id, self._start(slot), self._places(slot)) for slot in self.slots]

    def _start(self, slot: Slot) -> datetime:
        day, start, _places = _names(slot)
        if day not in self.fields:
            return slot.starts_at
        asked = timezone.make_aware(
            datetime.combine(self.cleaned_data[day], self.cleaned_data[start])
        )
        was = timezone.localtime(slot.starts_at)
        same = was.replace(second=0, microsecond=0) == asked.replace(second=0, microsecond=0)
        return slot.starts_at if same else asked

    def _places(self, slot: Slot) -> int:
        places: int = self.cleaned_data[_names(slot)[2]]
        return places

    def _add(self, slot: Slot) -> None:
        day, start, places = _names(slot)
        local = timezone.localtime(slot.starts_at)
        if not self.klus.is_standing:
            self.fields[day] = DateField(label=gettext_lazy("Dag"), initial=local.date())
            self.fields[start] = forms.TimeField(
                label=gettext_lazy("Begint om"), initial=f"{local:%H:%M}",
                widget=forms.TimeInput({"type": "time"}),
            )  # fmt: skip
        self.fields[places] = forms.IntegerField(
            label=gettext_lazy("Plekken"), min_value=1, max_value=max(PLACES, slot.places),
            initial=slot.places,
        )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Make it otherwise; who takes part hears what is different."""
    person = person_who_may_somewhere(request, "publish-klus")
    klus, now = queries.klus_run_by(person, klus_id), timezone.now()
    slots = list(queries.slots_of(klus, now=now))
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, klus=klus, slots=slots)

    def run() -> HttpResponse:
        change_klus(
            klus_id=klus.id, actor=person, now=now, fields=form.fields_asked(),
            slots=form.slots_asked(),
        )  # fmt: skip
        messages.success(request, _("De klus is gewijzigd."))
        return redirect("marketplace:console-klus", klus.id)

    told = SignUp.objects.filter(slot__klus=klus, state=SignUp.State.SIGNED_UP).count()
    context = {"klus": klus, "told": told}
    return step(
        request, "marketplace/console_klus_change.html", run, context=context, form=form,
        sure=(lambda: _who_is_told(told)) if told else None,
    )  # fmt: skip


@login_required
@require_POST
def check(request: HttpRequest, klus_id: int) -> HttpResponse:
    """A colleague looked through it."""
    person = person_who_may_somewhere(request, "publish-klus")
    try:
        check_klus(klus_id=klus_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return shown(request, klus_id, refusal)
    messages.success(request, _("De klus is nagekeken. Hij kan nu open."))
    return redirect("marketplace:console-klus", klus_id)


def _who_is_told(told: int) -> Mapping[str, object]:
    words = ngettext(
        "%(count)s inwoner die meedoet, krijgt bericht van wat er anders is.",
        "%(count)s inwoners die meedoen, krijgen bericht van wat er anders is.", told,
    )  # fmt: skip
    return {"sure_words": words % {"count": told}}


def _as_it_is(klus: Klus) -> dict[str, object]:
    return {
        "title": klus.title, "description": klus.description, "category": klus.category,
        "neighbourhood": klus.neighbourhood_id, "place": klus.place, "reward": klus.reward,
        "minutes": klus.duration_minutes,
    }  # fmt: skip


def _names(slot: Slot) -> tuple[str, str, str]:
    return f"day_{slot.id}", f"start_{slot.id}", f"places_{slot.id}"
