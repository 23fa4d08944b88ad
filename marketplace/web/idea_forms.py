"""The form with which a resident proposes a klus."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models import Klus
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.web.key_form import KeyForm


class IdeaForm(KeyForm):
    """What somebody sees that could be done."""

    title = forms.CharField(
        label=_("Wat moet er gebeuren?"), max_length=80,
        help_text=_("In een paar woorden. Bijvoorbeeld: het speelveld opruimen."),
    )  # fmt: skip
    description = forms.CharField(
        label=_("Vertel er iets meer over"), max_length=2000,
        help_text=_("Wat is er aan de hand, en wie heeft er iets aan?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("Soort"), choices=Klus.Category.choices)
    neighbourhood = NeighbourhoodField(
        label=_("Wijk"), required=False, empty_label=_("Hele gemeente")
    )
    place = forms.CharField(
        label=_("Waar is het? (mag, hoeft niet)"), required=False, max_length=120
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
