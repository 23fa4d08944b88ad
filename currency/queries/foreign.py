"""What a sum at a shop comes to in the coins of other towns, and up to what they may be paid."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from currency.errors import NoRules
from currency.queries.rules import rules_in_force
from currency.rules import rates
from currency.rules.document import Abroad
from tenants.models import Agreement, Tenant
from tenants.queries import agreements_accepted_by
from tenants.schema import looking_at


@dataclass(frozen=True)
class ForeignPrice:
    """What a payer of another town would give. Minor units of the issuer's coin.

    `most` is what may be paid at once now, by the agreement and the issuer's own rules; `most_here`
    the same in the shop's coin, rounded down.
    """

    issuer: Tenant
    amount: int
    most: int
    most_here: int

    @property
    def is_possible(self) -> bool:
        """Whether the sum fits."""
        return self.amount <= self.most


def foreign_prices(acceptor: Tenant, amount: int, at: datetime) -> list[ForeignPrice]:
    """For each town whose coins are good in this tenant's shops today, by name."""
    rules = _abroad(acceptor, at)
    if rules is None or not rules.accept:
        return []
    found = []
    for agreement in agreements_accepted_by(acceptor, on=localdate(at)):
        own = _abroad(agreement.issuer, at)
        if own is not None and own.spend:
            found.append(_price(agreement, amount, own))
    return found


def most_abroad(agreement: Agreement, rules: Abroad) -> int:
    """The most that may be paid at once under an agreement now: the lowest of all its bounds."""
    return rates.effective_cap(agreement.cap_payment, agreement.room_left, rules.maximum_payment)


def _price(agreement: Agreement, amount: int, own: Abroad) -> ForeignPrice:
    rate = {
        "numerator": agreement.rate_numerator,
        "denominator": agreement.rate_denominator,
    }
    most = most_abroad(agreement, own)
    return ForeignPrice(
        issuer=agreement.issuer,
        amount=rates.to_issuer(amount, **rate),
        most=most,
        most_here=rates.to_acceptor(most, **rate),
    )


def _abroad(tenant: Tenant, at: datetime) -> Abroad | None:
    """What a town's rules in force say about its borders; None where it has none."""
    with looking_at(tenant.schema_name):
        try:
            return rules_in_force(at).rules.abroad
        except NoRules:
            return None
