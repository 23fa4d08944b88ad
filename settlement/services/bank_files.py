"""Files that come back from the bank: read once, checked, matched to payouts, kept as they came.

Guarantees: the same bytes are read once, the same movement is booked once, however files overlap;
a file of another account, or whose sums are wrong, books nothing; what matches no payout waits
for a person. One file is read at a time.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from settlement import errors
from settlement.bank import camt, pain002
from settlement.bank.camt import Entry, Statement
from settlement.bank.pain002 import StatusReport
from settlement.bank.safe_xml import BankFileRefused
from settlement.models import BankEntry, BankFile, Payout, PayoutBatch, TenantBankAccount
from settlement.services.bank_accounts import lock_bank_account
from settlement.services.batches import HANDED_OVER
from settlement.services.outcomes import (
    close_if_answered,
    note_answer,
    reject_payout,
    return_payout,
    settle_payout,
)
from tenants.errors import Refusal
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.sealed import blind_index
from tenants.trail.services import audit
