"""Forms of the agreement pages."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.models import Region, Tenant
from tenants.queries import all_tenants
from tenants.web.amount import AmountField
from tenants.web.dates import DateField

LARGEST: Final = 10_000_000_000

if TYPE_CHECKING:
    TenantChoice = forms.ModelChoiceField[Tenant]
else:
    TenantChoice = forms.ModelChoiceField


class TenantField(TenantChoice):
    """One of the region's municipalities, by name."""

    def label_from_instance(self, obj: Tenant) -> str:
        """Its name."""
        return str(obj.name)


class AgreementForm(forms.Form):
    """What a coordinator proposes: whose coins, in whose shops, how long, how much."""

    issuer = TenantField(label=_("De munten van"), queryset=Tenant.objects.none())
    acceptor = TenantField(label=_("zijn geldig bij winkels in"), queryset=Tenant.objects.none())
    starts_on = DateField(label=_("Vanaf"))
    ends_on = DateField(label=_("Tot en met"))
    cap_outstanding = AmountField(
        label=_("Plafond in munten"),
        maximum=LARGEST,
        help_text=_("Zoveel munten mogen er hoogstens openstaan. Daarna neemt de kassa ze niet."),
    )
    cap_payment = AmountField(label=_("Hoogste bedrag per betaling"))
    rate_numerator = forms.IntegerField(
        label=_("Koers: de winkel krijgt"),
        min_value=1,
        max_value=10_000,
        initial=1,
        help_text=_("Meestal 1 voor 1."),
    )
    rate_denominator = forms.IntegerField(
        label=_("voor zoveel van de betaler"), min_value=1, max_value=10_000, initial=1
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("issuer", "acceptor"):
            field = self.fields[name]
            assert isinstance(field, TenantField)
            field.queryset = all_tenants().filter(region=region)

    def clean(self) -> dict[str, Any]:
        """What `propose_agreement` would refuse is said at the field itself."""
        found = super().clean() or self.cleaned_data
        issuer, acceptor = found.get("issuer"), found.get("acceptor")
        if issuer and issuer == acceptor:
            self.add_error("acceptor", _("Kies een andere gemeente dan die van de munten."))
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Kies een dag na de eerste dag."))
        cap, most = found.get("cap_outstanding"), found.get("cap_payment")
        if cap and most and most > cap:
            self.add_error("cap_payment", _("Dit bedrag is hoger dan het plafond."))
        return found

    def terms(self) -> dict[str, Any]:
        """The arguments of `propose_agreement` that the form decides."""
        found = dict(self.cleaned_data)
        found["rate"] = (found.pop("rate_numerator"), found.pop("rate_denominator"))
        return found


class ReasonForm(forms.Form):
    """Why a municipality says no, or stops."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De andere gemeente en de regio lezen dit."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
