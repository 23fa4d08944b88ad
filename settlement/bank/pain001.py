"""Writing a batch for the bank: pain.001.001.09, SEPA credit transfers, one payment block.

The same file always gives the same bytes, so its sha256 means something. Every file is checked
against the published scheme before it leaves here. No addresses (PstlAdr): since November 2026 a
bank refuses unstructured ones, and needs none for a euro account (EPC SCT rulebook).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from lxml import etree

from settlement.bank.amounts import euros
from settlement.bank.calendar import BANK_TIME
from settlement.bank.errors import LinesRefused, SchemeViolated
from settlement.bank.iban import plain_iban, problem_of
from settlement.bank.ids import payment_information_id
from settlement.bank.sepa_text import sepa_text

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
DEFAULT_NAMESPACE: Final[Any] = {None: NAMESPACE}  # lxml's stubs know no default namespace
SCHEME: Final = "pain.001.001.09.xsd"
# EPC SCT implementation guidelines: Nm is cut at 70 signs, Ustrd at 140.
NAME_LENGTH: Final = 70
REMITTANCE_LENGTH: Final = 140
# EPC SCT implementation guidelines, InstdAmt: 0.01 to 999999999.99.
MAXIMUM_CENTS: Final = 99_999_999_999
ELEMENT: Final = re.compile(r"^Element '(?:\{[^}]*\})?(\w+)'")


@dataclass(frozen=True)
class CreditTransfer:
    """One line (CdtTrfTxInf): cents to an account, with the id every bank repeats.

    `remittance` are words for the payee, "" for none.
    """

    end_to_end_id: str
    cents: int
    name: str
    iban: str
    remittance: str


@dataclass(frozen=True)
class PaymentFile:
    """A file: who pays, when, and the lines. `debtor_bic` may be empty.

    `batch_booking` (BtchBookg) asks the bank for one lump on the statement. By default each line
    stands there alone, so that each can be matched by its own id.
    """

    message_id: str
    created_at: datetime
    execution_date: date
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    transfers: Sequence[CreditTransfer]
    batch_booking: bool = False


def build_pain001(file: PaymentFile) -> bytes:
    """The file as UTF-8 XML, fit for the bank. Raises LinesRefused, SchemeViolated.

    Whether the execution date is a bank day, or over, is for the caller to judge.
    """
    _refuse_unless_payable(file)
    document = etree.Element(f"{{{NAMESPACE}}}Document", nsmap=DEFAULT_NAMESPACE)
    initiation = _put(document, "CstmrCdtTrfInitn")
    _write_header(initiation, file)
    _write_block(initiation, file)
    content = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    validate(content)
    return content


def validate(content: bytes) -> None:
    """Hold a file against the published scheme. Raises SchemeViolated with line and reason."""
    try:
        document = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise SchemeViolated(f"line {error.lineno}: not well-formed XML") from error
    scheme = _scheme()
    if not scheme.validate(document):
        log: Any = scheme.error_log  # lxml's stubs do not say what is in it
        found = log[0]
        # The message itself repeats what was written, a name or an account number perhaps.
        named = ELEMENT.search(found.message)
        element = named.group(1) if named else "file"
        raise SchemeViolated(f"line {found.line}: {element}: {found.type_name}")


def _refuse_unless_payable(file: PaymentFile) -> None:
    """What the scheme lets through and no bank should see. Lines are counted from one."""
    if not file.transfers:
        raise LinesRefused("empty", "no line to pay")
    if problem := problem_of(file.debtor_iban):
        raise LinesRefused(f"debtor-iban-{problem}", "the account to pay from is none")
    seen: set[str] = set()
    for number, transfer in enumerate(file.transfers, start=1):
        if not 1 <= transfer.cents <= MAXIMUM_CENTS:
            raise LinesRefused("amount", f"line {number}: an amount SEPA does not carry")
        if problem := problem_of(transfer.iban):
            raise LinesRefused(f"iban-{problem}", f"line {number}: an account that cannot be paid")
        if transfer.end_to_end_id in seen:
            raise LinesRefused("end-to-end-id", f"line {number}: an id that was used before")
        seen.add(transfer.end_to_end_id)


def _write_header(parent: etree._Element, file: PaymentFile) -> None:
    header = _put(parent, "GrpHdr")
    _put(header, "MsgId", file.message_id)
    _put(header, "CreDtTm", f"{file.created_at.astimezone(BANK_TIME):%Y-%m-%dT%H:%M:%S}")
    _write_sums(header, file)
    _put(header, "InitgPty/Nm", sepa_text(file.debtor_name, NAME_LENGTH))


def _write_block(parent: etree._Element, file: PaymentFile) -> None:
    block = _put(parent, "PmtInf")
    _put(block, "PmtInfId", payment_information_id(file.message_id))
    _put(block, "PmtMtd", "TRF")
    _put(block, "BtchBookg", "true" if file.batch_booking else "false")
    _write_sums(block, file)
    _put(block, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _put(block, "ReqdExctnDt/Dt", file.execution_date.isoformat())
    _put(block, "Dbtr/Nm", sepa_text(file.debtor_name, NAME_LENGTH))
    _put(block, "DbtrAcct/Id/IBAN", plain_iban(file.debtor_iban))
    if file.debtor_bic:
        _put(block, "DbtrAgt/FinInstnId/BICFI", file.debtor_bic)
    else:
        _put(block, "DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED")
    # SLEV, "following service level": the only bearer SEPA knows; each side pays its own bank.
    _put(block, "ChrgBr", "SLEV")
    for transfer in file.transfers:
        _write_transfer(block, transfer)


def _write_transfer(block: etree._Element, transfer: CreditTransfer) -> None:
    line = _put(block, "CdtTrfTxInf")
    _put(line, "PmtId/EndToEndId", transfer.end_to_end_id)
    _put(line, "Amt/InstdAmt", euros(transfer.cents)).set("Ccy", "EUR")
    _put(line, "Cdtr/Nm", sepa_text(transfer.name, NAME_LENGTH))
    _put(line, "CdtrAcct/Id/IBAN", plain_iban(transfer.iban))
    if transfer.remittance.strip():
        _put(line, "RmtInf/Ustrd", sepa_text(transfer.remittance, REMITTANCE_LENGTH))


def _write_sums(parent: etree._Element, file: PaymentFile) -> None:
    _put(parent, "NbOfTxs", str(len(file.transfers)))
    _put(parent, "CtrlSum", euros(sum(transfer.cents for transfer in file.transfers)))


def _put(parent: etree._Element, path: str, text: str | None = None) -> etree._Element:
    """A new chain of elements below the parent, with text in the last."""
    element = parent
    for step in path.split("/"):
        element = etree.SubElement(element, f"{{{NAMESPACE}}}{step}")
    element.text = text
    return element


@lru_cache(maxsize=1)
def _scheme() -> etree.XMLSchema:
    published = files("sepaxml").joinpath("schemas", SCHEME).read_bytes()
    return etree.XMLSchema(etree.fromstring(published))
