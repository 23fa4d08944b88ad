"""Who checks a klus, and so sees its photos."""

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
from django.views.decorators.http import require_http_methods

from marketplace import queries
from marketplace.services.checkers import name_checkers
from tenants.people.models import Person
from tenants.web.steps import person_who_may, step


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the people who may check, by name."""

    def label_from_instance(self, obj: Person) -> str:
        """Their name."""
        return obj.name


class CheckersForm(forms.Form):
    """Nobody: everybody who may check work."""

    people = PeopleField(
        queryset=Person.objects.none(),
        label=gettext_lazy("Wie kijkt deze klus na?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Kies je niemand? Dan kijkt iedereen na die dat mag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, PeopleField)
        field.queryset = queries.possible_checkers()


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Choose who checks; they alone see the photos from then on."""
    person = person_who_may(request, "publish-klus")
    klus = queries.klus_run_by(person, klus_id)
    # Without a single tick a form is sent too: it then holds nothing but its token.
    sent = request.POST if request.method == "POST" else None
    form = CheckersForm(sent, initial={"people": queries.checkers_of(klus)})

    def run() -> HttpResponse:
        people = [one.id for one in form.cleaned_data["people"]]
        name_checkers(klus_id=klus.id, people=people, actor=person, now=timezone.now())
        messages.success(request, _("Bewaard. Alleen wie nakijkt, ziet de foto’s van deze klus."))
        return redirect("marketplace:console-klus", klus.id)

    return step(
        request, "marketplace/console_klus_checkers.html", run, context={"klus": klus}, form=form
    )
