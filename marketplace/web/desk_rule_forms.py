"""Forms about the rules of the coin: a proposal, and from when it holds."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from currency.rules.document import Rules
from tenants.web.amount import AmountField
from tenants.web.dates import DateField


class RulesForm(forms.Form):
    """The few rules that a console changes; the rest of the document stays as it is."""

    per_hour = AmountField(
        label=_("Gewone beloning voor een uur"),
        help_text=_("Hiermee rekenen we voor wie een nieuwe klus maakt."),
    )
    minimum = AmountField(
        label=_("Minste beloning voor een klus"), help_text=_("Minder mag een klus niet geven.")
    )
    maximum = AmountField(
        label=_("Hoogste beloning voor een klus"), help_text=_("Meer mag een klus niet geven.")
    )
    payment_maximum = AmountField(
        label=_("Hoogste betaling in een keer"),
        help_text=_("Een kassa kan niet meer dan dit vragen."),
    )
    payment_maximum_per_day = AmountField(
        label=_("Hoogste bedrag dat iemand per dag betaalt"),
        help_text=_("Daarna kan een inwoner pas morgen weer betalen."),
    )
    maximum_balance = AmountField(
        label=_("Hoogste saldo van een inwoner"),
        help_text=_("Is iemands saldo vol, dan wacht een beloning."),
    )
    holding_days = forms.IntegerField(
        label=_("Zo lang wacht een ontvangst op uitbetaling"),
        min_value=0,
        max_value=90,
        help_text=_("In die dagen kan een winkel nog terugbetalen."),
    )
    fee_percent = forms.DecimalField(
        label=_("Kosten van inwisselen"),
        min_value=Decimal(0),
        max_value=Decimal(20),
        decimal_places=2,
        localize=True,
        help_text=_("Dit deel krijgt een winkel niet in euro’s."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.visible_fields():
            field.field.widget.attrs["class"] = "input input-num"

    def fields_with_old(self) -> Sequence[tuple[forms.BoundField, str, object]]:
        """Each field with its unit ("coins", "days", "percent") and what holds now, typed alike."""
        units = {"holding_days": "days", "fee_percent": "percent"}
        return [
            (field, units.get(field.name, "coins"), self._as_typed(field))
            for field in self.visible_fields()
        ]

    def clean(self) -> dict[str, Any]:
        """The least is not above the most; and something does change."""
        found = super().clean() or self.cleaned_data
        for low, high in (("minimum", "maximum"), ("payment_maximum", "payment_maximum_per_day")):
            if found.get(low) and found.get(high) and found[low] > found[high]:
                self.add_error(low, _("Dit bedrag is hoger dan het hoogste dat mag."))
        reward, balance = found.get("maximum"), found.get("maximum_balance")
        if reward and balance and reward > balance:
            self.add_error("maximum", _("Deze beloning past niet in het hoogste saldo."))
        if not self.errors and all(found[name] == old for name, old in self._olds().items()):
            raise forms.ValidationError(_("Je hebt nog niets gewijzigd."))
        return found

    def _olds(self) -> dict[str, object]:
        return {field.name: self.get_initial_for_field(field.field, field.name)
                for field in self.visible_fields()}  # fmt: skip

    def _as_typed(self, bound: forms.BoundField) -> object:
        return bound.field.prepare_value(self.get_initial_for_field(bound.field, bound.name))

    @staticmethod
    def initial_of(rules: Rules) -> dict[str, object]:
        """The fields as the rules have them now."""
        return {
            "per_hour": rules.rewards.per_hour,
            "minimum": rules.rewards.minimum,
            "maximum": rules.rewards.maximum,
            "payment_maximum": rules.payments.maximum,
            "payment_maximum_per_day": rules.payments.maximum_per_day,
            "maximum_balance": rules.pots.maximum_balance,
            "holding_days": rules.redemption.holding_days,
            "fee_percent": Decimal(rules.redemption.fee_bp) / 100,
        }

    def document(self, rules: Rules) -> dict[str, object]:
        """The whole document with what was changed."""
        found = self.cleaned_data
        old = rules.model_dump(mode="json")
        rewards = {name: found[name] for name in ("per_hour", "minimum", "maximum")}
        payments = {
            "maximum": found["payment_maximum"],
            "maximum_per_day": found["payment_maximum_per_day"],
        }
        redemption = {
            "holding_days": found["holding_days"],
            "fee_bp": int(found["fee_percent"] * 100),
        }
        return {
            **old,
            "rewards": {**old["rewards"], **rewards},
            "payments": {**old["payments"], **payments},
            "pots": {**old["pots"], "maximum_balance": found["maximum_balance"]},
            "redemption": {**old["redemption"], **redemption},
        }


class ApproveRulesForm(forms.Form):
    """From when the new rules hold."""

    starts_on = DateField(label=_("Gaat in op"))

    def clean_starts_on(self) -> date:
        """Rules are never changed backwards."""
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Kies vandaag of een latere dag."))
        return day

    def starts_at(self, now: datetime) -> datetime:
        """The start of that day; today is at once."""
        midnight = timezone.make_aware(datetime.combine(self.cleaned_data["starts_on"], time.min))
        return max(now, midnight)
