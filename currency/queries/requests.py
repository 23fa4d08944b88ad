"""Payment requests, as their payer and as their payee see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from currency.errors import RequestUnknown
from currency.models import Entry, PaymentRequest
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.queries import tenant_by_code
from tenants.schema import looking_at


@dataclass(frozen=True)
class OpenRequest:
    """A payment request as its payer sees it, wherever the shop stands. Amounts in minor units.

    `amount` counts in the coin of `tenant`, the shop's own; `payee_account` is an id there. Where
    `payer` is named, nobody else may pay it, nor see what it asks.
    """

    id: UUID
    code: str
    tenant: Tenant
    payee: str
    payee_party: UUID
    payee_account: int
    amount: int
    description: str
    expires_at: datetime
    state: str
    payer: UUID | None
    payee_kind: str
    payee_category: str

    @property
    def is_of_a_person(self) -> bool:
        """Whether a resident asks, and not a shop or an organisation."""
        return self.payee_kind == Party.Kind.PERSON


def plain_code(text: str) -> str:
    """A typed code without spaces and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def tenant_of_code(plain: str) -> Tenant:
    """The tenant whose shops give out codes like this one. Raises RequestUnknown."""
    found = tenant_by_code(plain[:2]) if len(plain) == 8 else None
    if found is None:
        raise RequestUnknown
    return found


def payment_request(code: str) -> OpenRequest:
    """A request by its code, here or at the tenant its first two signs name.

    Raises RequestUnknown.
    """
    plain = plain_code(code)
    tenant = tenant_of_code(plain)
    with looking_at(tenant.schema_name):
        found = PaymentRequest.objects.filter(code=plain).select_related("payee__holder").first()
    if found is None:
        raise RequestUnknown
    return OpenRequest(
        id=found.id,
        code=found.code,
        tenant=tenant,
        payee=found.payee.holder.name,
        payee_party=found.payee.holder_id,
        payee_account=found.payee_id,
        amount=found.amount,
        description=found.description,
        expires_at=found.expires_at,
        state=found.state,
        payer=found.payer_id,
        payee_kind=found.payee.holder.kind,
        payee_category=found.payee.holder.category,
    )


def request_of_payee(request_id: UUID, payee: Party) -> PaymentRequest:
    """A request as its own payee sees it. Raises RequestUnknown."""
    found = (
        PaymentRequest.objects.filter(id=request_id, payee__holder=payee)
        .select_related("transfer", "payee")
        .first()
    )
    if found is None:
        raise RequestUnknown
    return found


def payer_name(request: PaymentRequest) -> str:
    """The public name of who paid: a first name and initial, or the municipality they are from."""
    if request.transfer is None:
        return ""
    other = (
        Entry.objects.filter(transfer=request.transfer)
        .exclude(account_id=request.payee_id)
        .values_list("account__holder__name", flat=True)
        .first()
    )
    return other or ""


def live_state(request: PaymentRequest, *, now: datetime) -> dict[str, object]:
    """What a waiting till wants to know: its state, the amount, and who paid."""
    state = request.state
    if state == PaymentRequest.State.OPEN and request.expires_at <= now:
        state = "expired"
    return {"state": state, "amount": request.amount, "payer": payer_name(request)}
