"""Statements and notifications: each movement on our account kept once and matched to a payout.

A payout is known by its end-to-end id and its amount. Money out settles it, money in with its id
brings it back. What fits no payout, or fits one that was debited before, waits for a person.
"""

from datetime import datetime

from settlement.bank.camt053 import Entry, Statement
from settlement.models import BankEntry, BankFile, Payout, TenantBankAccount
from settlement.services.batches import HANDED_OVER
from settlement.services.outcomes import close_if_answered, return_payout, settle_payout

State = BankEntry.State


def read_statement(
    statement: Statement, *, file: BankFile, account: TenantBankAccount, now: datetime
) -> int:
    """Keep and match the movements of a statement; returns how many were new."""
    new = 0
    touched: set[int] = set()
    for movement in statement.entries:
        if BankEntry.objects.filter(account=account, reference=movement.reference).exists():
            continue
        payout = _payout_for(movement)
        _keep(movement, statement, file, account, payout)
        new += 1
        if payout is not None:
            _book(payout, movement, now)
            touched.add(payout.batch_id)
    for batch_id in sorted(touched):
        close_if_answered(batch_id, now)
    return new


def _payout_for(movement: Entry) -> Payout | None:
    """The payout a movement is about, unless another movement already was that one."""
    payout = Payout.objects.filter(
        end_to_end_id=movement.end_to_end_id,
        cents=abs(movement.cents),
        batch__state__in=HANDED_OVER,
    ).first()
    if payout is None:
        return None
    same_way = {"cents__lt": 0} if movement.cents < 0 else {"cents__gt": 0}
    return None if payout.bank_entries.filter(**same_way).exists() else payout


def _keep(
    movement: Entry,
    statement: Statement,
    file: BankFile,
    account: TenantBankAccount,
    payout: Payout | None,
) -> None:
    BankEntry.objects.create(
        file=file,
        account=account,
        statement_id=statement.id[:35],
        reference=movement.reference[:80],
        cents=movement.cents,
        booked_on=movement.booked_on,
        end_to_end_id=movement.end_to_end_id[:35],
        counterparty_tail=movement.counterparty_iban[-4:],
        remittance=movement.remittance[:140],
        reason=movement.reason[:8],
        payout=payout,
        state=State.MATCHED if payout else State.UNMATCHED,
    )


def _book(payout: Payout, movement: Entry, now: datetime) -> None:
    if movement.cents < 0:
        settle_payout(payout_id=payout.id, booked_on=movement.booked_on, now=now)
    else:
        return_payout(
            payout_id=payout.id, reason=movement.reason, booked_on=movement.booked_on, now=now
        )
