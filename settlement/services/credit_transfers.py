"""The bank file of a batch: our lines in the bank's words, checked against the scheme."""

from collections.abc import Sequence
from datetime import datetime

from settlement.bank.pain001 import CreditTransfer, PaymentFile, build_pain001
from settlement.models import Payout, PayoutBatch, TenantBankAccount
from tenants.queries import current_tenant


def file_of(
    batch: PayoutBatch, lines: Sequence[Payout], *, debtor: TenantBankAccount, now: datetime
) -> bytes:
    """pain.001.001.09 of a batch; the same batch gives the same bytes."""
    return build_pain001(
        PaymentFile(
            message_id=batch.message_id,
            created_at=now,
            execution_date=batch.execution_date,
            debtor_name=debtor.name,
            debtor_iban=debtor.iban,
            debtor_bic=debtor.bic,
            transfers=tuple(
                CreditTransfer(
                    end_to_end_id=line.end_to_end_id,
                    cents=line.cents,
                    name=line.account_name,
                    iban=line.iban,
                    remittance=f"{current_tenant().name} {batch.message_id}",
                )
                for line in lines
            ),
        )
    )
