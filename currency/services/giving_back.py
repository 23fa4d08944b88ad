"""A payment that is about to be given back: locked, with who gave what and what is left of it.

Everything that gives back takes its locks in one order, so that none waits for another in a
circle: the payment, its open dispute, what the rules count, then accounts by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from currency.errors import AccountUnknown
from currency.keys import key_for
from currency.models import Account, Counter, Dispute, Entry, Transfer
from currency.queries import given_back_of, parsed_rules
from currency.refund_errors import NotImpartial, NotRefundable
from currency.rules.document import Rules
from currency.rules.refunds import spread_back
from currency.services.accounts import lock_accounts
from currency.services.holds import place_hold, release_hold
from currency.services.limits import limits_of_payment
from currency.services.posting import Leg, Limit
from tenants.people.models import Party
from tenants.people.queries import acts_for
from tenants.schema import current_schema
from tenants.trail.services import tell

# Across tenants the other half of a payment stands elsewhere.
REFUNDABLE: Final = frozenset({Transfer.Kind.PAYMENT, Transfer.Kind.PERSONAL, Transfer.Kind.TRADE})


@dataclass(frozen=True)
class Paid:
    """A payment: what each of the payer's accounts gave, in that order, and who received it."""

    transfer: Transfer
    drawn: Sequence[Entry]
    received: Entry
    given_back: int

    @property
    def amount(self) -> int:
        """Minor units that were paid."""
        return self.received.amount

    @property
    def left(self) -> int:
        """Minor units that may still be given back."""
        return self.amount - self.given_back

    @property
    def payer(self) -> Party:
        """Whose coins they were."""
        return self.drawn[0].account.holder

    @property
    def payee(self) -> Party:
        """Who received them."""
        return self.received.account.holder

    def parts(self, amount: int) -> Sequence[tuple[Entry, int]]:
        """Which pot gets how much of `amount` back: the one drawn last first."""
        by_account = {entry.account_id: entry for entry in self.drawn}
        drawn = [(entry.account_id, -entry.amount) for entry in self.drawn]
        spread = spread_back(drawn, already=self.given_back, amount=amount)
        return [(by_account[account], part) for account, part in spread]

    def counted(self, amount: int) -> Sequence[Limit]:
        """What giving `amount` back does to what is counted.

        Of this payment never more than was paid; and the payer's limits get their room again, in
        the day and month in which it was taken.
        """
        refunded = Limit("refunded", str(self.transfer.id), "ever", amount, self.amount)
        rules = rules_of(self.transfer)
        if rules is None or self.transfer.actor is None:
            return [refunded]
        room = limits_of_payment(
            rules=rules,
            payer=self.transfer.actor,
            at=self.transfer.at,
            amount=-amount,
            parts=[(entry.account.pot, -part) for entry, part in self.parts(amount)],
        )
        return [refunded, *room]


def lock_transfer(transfer_id: int) -> Transfer:
    """A transfer, for one at a time: the second who gives back sees what the first gave.

    Raises AccountUnknown.
    """
    found = Transfer.objects.select_for_update(no_key=True).filter(id=transfer_id).first()
    if found is None:
        raise AccountUnknown
    return found


def paid_of(transfer: Transfer) -> Paid:
    """The payment behind a transfer. Raises NotRefundable."""
    if transfer.kind not in REFUNDABLE:
        raise NotRefundable
    entries = list(transfer.entries.select_related("account__holder"))
    rules = rules_of(transfer)
    order = rules.pots.order if rules else ()
    drawn = sorted(
        (entry for entry in entries if entry.amount < 0),
        key=lambda entry: (
            order.index(entry.account.pot) if entry.account.pot in order else len(order),
            entry.account_id,
        ),
    )
    (received,) = (entry for entry in entries if entry.amount > 0)
    return Paid(transfer, drawn, received, given_back_of([transfer.id]).get(transfer.id, 0))


def open_dispute_of(transfer: Transfer) -> Dispute | None:
    """The report on this payment that is not decided yet, locked."""
    return (
        Dispute.objects.select_for_update(of=("self",))
        .select_related("hold")
        .filter(transfer=transfer, state=Dispute.State.OPEN)
        .first()
    )


def take_locks(counted: Iterable[Limit], account_ids: Iterable[int]) -> None:
    """Lock what the rules count and then the accounts, in the order in which a posting does."""
    wanted = sorted({(limit.name, limit.subject, limit.period) for limit in counted})
    for name, subject, period in wanted:
        Counter.objects.bulk_create(
            [Counter(name=name, subject=subject, period=period)], ignore_conflicts=True
        )
        Counter.objects.select_for_update().get(name=name, subject=subject, period=period)
    lock_accounts(*account_ids)


def receiving_accounts(paid: Paid) -> Sequence[Account]:
    """Where the receiver may have the coins by now: the account that got them, then its slots."""
    first = paid.received.account
    slots = Account.objects.filter(holder=first.holder, pot=first.pot, unit=first.unit)
    return sorted(slots, key=lambda account: (account.id != first.id, account.slot))


def taken_from(accounts: Sequence[Account], amount: int) -> list[Leg]:
    """Legs that take `amount` from these accounts, in their order; what is short from the first.

    The ledger refuses what nobody has.
    """
    parts: dict[int, int] = {}
    left = amount
    for account in accounts:
        part = min(left, max(0, account.available or 0))
        parts[account.id] = part
        left -= part
    parts[accounts[0].id] += left
    return [Leg(account_id, -part) for account_id, part in parts.items() if part]


def free_hold(dispute: Dispute) -> None:
    """Give back to the shop what is still set aside for a dispute."""
    if dispute.hold is not None:
        dispute.hold = release_hold(hold_id=dispute.hold.id)


def hold_again(dispute: Dispute, paid: Paid, at: datetime, why: object) -> None:
    """Set aside for an open dispute what is left of its payment, as far as it is there."""
    accounts = receiving_accounts(paid)
    first, fullest = accounts[0], max(accounts, key=lambda account: account.available or 0)
    chosen = first if (first.available or 0) >= paid.left else fullest
    amount = min(paid.left, max(0, chosen.available or 0))
    dispute.hold = None
    if amount:
        key = key_for("dispute-hold", dispute.key, why)
        dispute.hold = place_hold(key=key, account_id=chosen.id, amount=amount, at=at)
    dispute.save(update_fields=["hold"])


def close_dispute(
    dispute: Dispute, *, state: str, actor: UUID, at: datetime, decision: str,
    refund: Transfer | None = None,
) -> None:  # fmt: skip
    """The dispute is over: what is still held goes back to the shop. Both sides are told."""
    free_hold(dispute)
    dispute.state, dispute.refund = state, refund
    dispute.decided_by, dispute.decided_at = actor, at
    dispute.decision = (decision.strip() or str(Dispute.State(state).label))[:500]
    dispute.save(update_fields=["state", "refund", "decided_by", "decided_at", "decision"])
    tell("dispute.decided", dispute=dispute.id)


def given_back_by(actor: UUID, paid: Paid) -> str:
    """How a report ends when its payment is given back: by who received it, or by staff."""
    is_of_payee = actor == paid.payee.id or acts_for(person_party=actor, party=paid.payee.id)
    return Dispute.State.ACCEPTED if is_of_payee else Dispute.State.UPHELD


def refuse_unless_impartial(actor: UUID, paid: Paid) -> None:
    """Who decides neither paid nor works for who received. Raises NotImpartial."""
    if actor in {paid.payer.id, paid.payee.id} or acts_for(person_party=actor, party=paid.payee.id):
        raise NotImpartial


def rules_of(transfer: Transfer) -> Rules | None:
    """The rules that judged a transfer."""
    version = transfer.rules
    if version is None:
        return None
    return parsed_rules(current_schema(), version.id, version.approved_at)
