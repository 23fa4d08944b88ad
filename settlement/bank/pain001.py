"""Writing a batch for the bank: pain.001.001.09, SEPA credit transfers, one payment block.

The same file always gives the same bytes, so its sha256 means something. Every file is checked
against the published scheme before it leaves here. No addresses: since November 2026 a bank
refuses unstructured ones, and needs none for a euro account.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Final

from lxml import etree

from settlement.bank.errors import SchemeViolated
from settlement.bank.iban import is_iban
from settlement.bank.ids import payment_information_id

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
# EPC217-08: the Latin signs every bank in SEPA takes.
SEPA_SIGNS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ "
)
SPELLED: Final[Mapping[str, str]] = {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O",
    "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "&": "+", "’": "'", "‘": "'",
    "–": "-", "—": "-", "_": "-", "€": "EUR"}  # fmt: skip
NAME_LENGTH: Final = 70
REMITTANCE_LENGTH: Final = 140


@dataclass(frozen=True)
class CreditTransfer:
    """One line: cents to an account, with the id every bank repeats and words for the payee."""

    end_to_end_id: str
    cents: int
    name: str
    iban: str
    remittance: str


@dataclass(frozen=True)
class PaymentFile:
    """A file: who pays, when, and the lines. `debtor_bic` may be empty."""

    message_id: str
    created_at: datetime
    execution_date: date
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    transfers: Sequence[CreditTransfer]


def build_pain001(file: PaymentFile) -> bytes:
    """The file as UTF-8 XML. Raises SchemeViolated, also for an account number that fails."""
    for iban in (file.debtor_iban, *(transfer.iban for transfer in file.transfers)):
        if not is_iban(iban):
            raise SchemeViolated("an account number fails its check digits")
    document = etree.Element("Document", nsmap={None: NAMESPACE})
    initiation = etree.SubElement(document, "CstmrCdtTrfInitn")
    _write_header(initiation, file)
    _write_block(initiation, file)
    content = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    # The elements were made without a namespace of their own: read back, they have the default.
    read_back = etree.fromstring(content)
    scheme = _scheme()
    if not scheme.validate(read_back):
        raise SchemeViolated(str(scheme.error_log.last_error.message))
    return content


def sepa_text(text: str, length: int) -> str:
    """Text in the signs every bank takes, cut to a length: "Zoë & Çelik" is "Zoe + Celik"."""
    spelled = "".join(SPELLED.get(sign, sign) for sign in text)
    plain = unicodedata.normalize("NFKD", spelled)
    kept = "".join(
        sign if sign in SEPA_SIGNS else " " for sign in plain if not unicodedata.combining(sign)
    )
    # EPC: a text may not begin with a slash nor hold two together.
    while "//" in kept:
        kept = kept.replace("//", "/")
    return " ".join(kept.split()).strip("/")[:length].strip() or "."


def euros(cents: int) -> str:
    """Cents as a bank writes them: 1234 is "12.34"."""
    return f"{cents // 100}.{cents % 100:02d}"


def _write_header(parent: etree._Element, file: PaymentFile) -> None:
    header = etree.SubElement(parent, "GrpHdr")
    _put(header, "MsgId", file.message_id)
    _put(header, "CreDtTm", f"{file.created_at:%Y-%m-%dT%H:%M:%S}")
    _write_sums(header, file)
    _put(header, "InitgPty/Nm", sepa_text(file.debtor_name, NAME_LENGTH))


def _write_block(parent: etree._Element, file: PaymentFile) -> None:
    block = etree.SubElement(parent, "PmtInf")
    _put(block, "PmtInfId", payment_information_id(file.message_id))
    _put(block, "PmtMtd", "TRF")
    # One statement entry a line, so that each line can be matched by its own id.
    _put(block, "BtchBookg", "false")
    _write_sums(block, file)
    _put(block, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _put(block, "ReqdExctnDt/Dt", file.execution_date.isoformat())
    _put(block, "Dbtr/Nm", sepa_text(file.debtor_name, NAME_LENGTH))
    _put(block, "DbtrAcct/Id/IBAN", file.debtor_iban)
    if file.debtor_bic:
        _put(block, "DbtrAgt/FinInstnId/BICFI", file.debtor_bic)
    else:
        _put(block, "DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED")
    _put(block, "ChrgBr", "SLEV")
    for transfer in file.transfers:
        _write_transfer(block, transfer)


def _write_transfer(block: etree._Element, transfer: CreditTransfer) -> None:
    line = etree.SubElement(block, "CdtTrfTxInf")
    _put(line, "PmtId/EndToEndId", transfer.end_to_end_id)
    _put(line, "Amt/InstdAmt", euros(transfer.cents)).set("Ccy", "EUR")
    _put(line, "Cdtr/Nm", sepa_text(transfer.name, NAME_LENGTH))
    _put(line, "CdtrAcct/Id/IBAN", transfer.iban)
    _put(line, "RmtInf/Ustrd", sepa_text(transfer.remittance, REMITTANCE_LENGTH))


def _write_sums(parent: etree._Element, file: PaymentFile) -> None:
    _put(parent, "NbOfTxs", str(len(file.transfers)))
    _put(parent, "CtrlSum", euros(sum(transfer.cents for transfer in file.transfers)))


def _put(parent: etree._Element, path: str, text: str) -> etree._Element:
    """A new chain of elements below the parent, with text in the last."""
    element = parent
    for step in path.split("/"):
        element = etree.SubElement(element, step)
    element.text = text
    return element


@lru_cache(maxsize=1)
def _scheme() -> etree.XMLSchema:
    published = files("sepaxml").joinpath("schemas/pain.001.001.09.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(published))
