"""The living style page: every small part, in the tenant's colours."""

from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from heitje.context import colors_of
from heitje.drawings import TEMPLATES
from heitje.pages.demo import only_where_allowed
from heitje.theme import audit, derive


class SampleForm(forms.Form):
    """A field of each kind, one of them with a mistake."""

    name = forms.CharField(label=_("Naam"), help_text=_("Zoals je genoemd wilt worden."))
    amount = forms.DecimalField(
        label=_("Bedrag"),
        error_messages={"invalid": _("Dit is geen bedrag.")},
    )
    kind = forms.ChoiceField(label=_("Soort"), choices=[("1", _("Groen")), ("2", _("Schoon"))])
    note = forms.CharField(label=_("Opmerking"), required=False, widget=forms.Textarea({"rows": 2}))
    agree = forms.BooleanField(label=_("Onthoud mij op dit apparaat"), required=False)


@only_where_allowed
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    context = {
        "form": SampleForm({"name": "Samira", "amount": "zeven"}),
        "icons": _names("icons"),
        "arts": _names("art"),
        "problems": audit(derive(*colors_of(request))),
    }
    return render(request, "style.html", context)


def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in Path(TEMPLATES / folder).glob("*.svg"))
