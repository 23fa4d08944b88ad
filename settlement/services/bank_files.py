"""Files that come back from the bank: read once, checked, kept as they came.

Guarantees: the same bytes are read once, the same movement is booked once, however files overlap;
a file of another account, or whose sums are wrong, books nothing. One file is read at a time. A
refused file is kept with its reason, for somebody to look into.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from settlement import errors
from settlement.bank.camt053 import Statement, parse_camt
from settlement.bank.errors import BankFileError, SumsWrong
from settlement.bank.mt940 import KIND as MT940
from settlement.bank.mt940 import is_mt940, parse_mt940
from settlement.bank.pain002 import STATUS, StatusReport, parse_pain002
from settlement.bank.safe_xml import message_of, read_xml
from settlement.models import BankFile, TenantBankAccount
from settlement.services.bank_accounts import lock_bank_account
from settlement.services.statements import read_statement
from settlement.services.status_reports import read_status_report
from tenants.errors import Refusal
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.sealed import blind_index
from tenants.trail.services import audit

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
State = BankFile.State


def refuse_unless_size(size: int | None) -> None:
    """Raises FileTooLarge: before anything of it is read."""
    if size is None or size > MAXIMUM_BYTES:
        raise errors.FileTooLarge(maximum_bytes=MAXIMUM_BYTES)


def import_bank_file(*, raw: bytes, by: Person, now: datetime) -> BankFile:
    """Read a file somebody brings; the same bytes again answer what was read the first time.

    Raises NotAllowed, FileTooLarge, and keeping the file: FileUnreadable, FileSumsWrong,
    FileOfAnotherAccount, UnknownBatch, NoBankAccount.
    """
    refuse_unless_may(by, "import-bank-file")
    return take_bank_file(raw=raw, actor=by.party_id, now=now)


def take_bank_file(
    *, raw: bytes, actor: UUID | None, now: datetime, keep_refused: bool = True
) -> BankFile:
    """As `import_bank_file`, for the house itself, which may also leave no trace of a refusal."""
    refuse_unless_size(len(raw))
    try:
        return _read(raw, actor, now)
    except Refusal as refusal:
        if keep_refused:
            _keep_refused(raw, refusal, actor, now)
        raise


@transaction.atomic
def _read(raw: bytes, actor: UUID | None, now: datetime) -> BankFile:
    lock_bank_account()
    sha256 = hashlib.sha256(raw).hexdigest()
    earlier = BankFile.objects.filter(sha256=sha256).first()
    if earlier and earlier.state == State.READ:
        return earlier
    report, statements, kind = _parse(raw)
    file = earlier or BankFile(sha256=sha256, raw=raw)
    file.kind, file.state, file.reason = kind, State.READ, ""
    file.received_at, file.received_by = now, actor
    file.line_count = len(report.lines) if report else sum(len(one.entries) for one in statements)
    file.save()
    if report:
        read_status_report(report, now=now)
    for statement in statements:
        read_statement(statement, file=file, account=_account_of(statement), now=now)
    audit(verb="import-bank-file", thing="bank-file", thing_id=file.id, actor=actor,
          sha256=sha256, lines=file.line_count)  # fmt: skip
    return file


def _parse(raw: bytes) -> tuple[StatusReport | None, Sequence[Statement], str]:
    try:
        if is_mt940(raw):
            return None, parse_mt940(raw), MT940
        kind = message_of(read_xml(raw))[:8]
        if kind == STATUS:
            return parse_pain002(raw), [], kind
        return None, parse_camt(raw), kind
    except SumsWrong as error:
        raise errors.FileSumsWrong from error
    except BankFileError as error:
        raise errors.FileUnreadable(why=error.why) from error


def _account_of(statement: Statement) -> TenantBankAccount:
    """Our account, also one we no longer pay from. Raises FileOfAnotherAccount."""
    found = TenantBankAccount.objects.filter(iban_index=blind_index(statement.iban)).order_by(
        "-is_active", "-id"
    )
    account = found.first()
    if account is None:
        raise errors.FileOfAnotherAccount
    return account


def _keep_refused(raw: bytes, refusal: Refusal, actor: UUID | None, now: datetime) -> None:
    """The bytes and why they were refused; offered again they are read again."""
    sha256 = hashlib.sha256(raw).hexdigest()
    file, is_new = BankFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "kind": BankFile.Kind.UNKNOWN,
            "raw": raw,
            "state": State.REFUSED,
            "reason": refusal.code,
            "received_at": now,
            "received_by": actor,
        },
    )
    if is_new:
        audit(verb="refuse-bank-file", thing="bank-file", thing_id=file.id, actor=actor,
              sha256=sha256, reason=refusal.code)  # fmt: skip
