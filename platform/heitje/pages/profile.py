"""A person's own details, and the desks they work at."""

from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from currency.queries import volunteer_meter
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.people.models import Party, Person
from tenants.people.services import change_profile
from tenants.web.dates import DateField

OLDEST: Final = 130


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    name = forms.CharField(label=_("Jouw naam"), max_length=120)
    neighbourhood = NeighbourhoodField(
        label=_("Jouw wijk"), required=False, empty_label=_("Zeg ik liever niet")
    )
    birthday = DateField(
        label=_("Jouw geboortedatum (mag, hoeft niet)"),
        required=False,
        help_text=_(
            "Hiermee weten we hoeveel je per uur mag krijgen. Ben je jonger dan 21, dan is dat"
            " minder. Niemand anders ziet deze datum."
        ),
    )
    language = forms.ChoiceField(label=_("Taal"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)

    def clean_birthday(self) -> date | None:
        """A day on which somebody alive can have been born."""
        birthday: date | None = self.cleaned_data["birthday"]
        if birthday and not 0 <= localdate().year - birthday.year <= OLDEST:
            raise forms.ValidationError(_("Kijk je geboortedatum nog eens na."))
        if birthday and birthday > localdate():
            raise forms.ValidationError(_("Kijk je geboortedatum nog eens na."))
        return birthday


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """See and change one's own details."""
    person = request.user
    assert isinstance(person, Person)
    form = ProfileForm(
        request.POST or None,
        initial={
            "name": person.name,
            "neighbourhood": person.neighbourhood_id,
            "birthday": person.birthday,
            "language": person.language,
        },
    )
    if request.method == "POST" and form.is_valid():
        change_profile(person=person, **form.cleaned_data)
        return _kept(request, person.language)
    context = {
        "form": form,
        "meter": volunteer_meter(person, timezone.now()),
        "has_shop": person.seats.filter(party__kind=Party.Kind.MERCHANT).exists(),
        "has_desk": person.may("see-console"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "profile.html", context, status=status)


def _kept(request: HttpRequest, language: str) -> HttpResponse:
    messages.success(request, _("Bewaard."))
    response = redirect("heitje:profile")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS
    )
    return response
