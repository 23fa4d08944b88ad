"""Files as the tests write them: ours for the bank, and those a bank might send."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from schwifty import IBAN

from settlement.bank.ids import end_to_end_id
from settlement.bank.pain001 import CreditTransfer, PaymentFile

TOWN = str(IBAN.generate("NL", bank_code="BNGH", account_code="0285000001"))
SHOPS = tuple(
    str(IBAN.generate("NL", bank_code="RABO", account_code=f"{number:010d}"))
    for number in range(1, 6)
)
DAY = date(2026, 11, 25)


def transfer(number: int = 1, cents: int = 1_234, **changes: Any) -> CreditTransfer:
    """A line to the n-th shop."""
    values: dict[str, Any] = {
        "end_to_end_id": end_to_end_id(UUID(int=number)),
        "cents": cents,
        "name": f"Bakkerij {number}",
        "iban": SHOPS[(number - 1) % len(SHOPS)],
        "remittance": "Heerlen HTJHE26000001",
    }
    return CreditTransfer(**{**values, **changes})


def payment_file(*transfers: CreditTransfer, **changes: Any) -> PaymentFile:
    """A file of the town with these lines, or with one."""
    values: dict[str, Any] = {
        "message_id": "HTJHE26000001",
        "created_at": datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        "execution_date": DAY,
        "debtor_name": "Gemeente Heerlen",
        "debtor_iban": TOWN,
        "debtor_bic": "BNGHNL2G",
        "transfers": transfers or (transfer(),),
    }
    return PaymentFile(**{**values, **changes})


def row(
    amount: str = "10.00",
    direction: str = "DBIT",
    *,
    reference: str = "REF1",
    details: str = "",
    status: str = "<Cd>BOOK</Cd>",
    booked: str = "<Dt>2026-11-25</Dt>",
    extra: str = "",
) -> str:
    """One Ntry."""
    named = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{extra}'
        f"<Sts>{status}</Sts><BookgDt>{booked}</BookgDt><ValDt><Dt>2026-11-26</Dt></ValDt>"
        f"{named}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def part(amount: str, end_to_end_id: str, *, rest: str = "") -> str:
    """One TxDtls of a collected Ntry, as version 08 writes it."""
    return (
        f"<TxDtls><Refs><EndToEndId>{end_to_end_id}</EndToEndId></Refs>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>{rest}</TxDtls>'
    )


def balance(code: str, amount: str, direction: str = "CRDT") -> str:
    """One Bal."""
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd></Bal>'
    )


def statement(
    rows: Sequence[str] = (),
    *,
    opening: str = "100.00",
    closing: str = "100.00",
    version: str = "08",
    iban: str = TOWN,
    currency: str = "EUR",
    identity: str = "S1",
    balances: str | None = None,
) -> bytes:
    """A camt.053."""
    if balances is None:
        balances = balance("OPBD", opening) + balance("CLBD", closing)
    return (
        "<?xml version='1.0' encoding='utf-8'?>"
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>{identity}</Id>"
        "<ElctrncSeqNb>17</ElctrncSeqNb>"
        "<FrToDt><FrDtTm>2026-11-25T00:00:00+01:00</FrDtTm>"
        "<ToDtTm>2026-11-25T23:59:59+01:00</ToDtTm></FrToDt>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
        f"{balances}{''.join(rows)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def notification(*rows: str) -> bytes:
    """A camt.054."""
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        f"<Ntfctn><Id>N1</Id><Acct><Id><IBAN>{TOWN}</IBAN></Id></Acct>{''.join(rows)}"
        "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def status_report(group: str, *blocks: str, version: str = "10") -> bytes:
    """A pain.002 about HTJHE26000001: what stands in the group, and blocks."""
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>R1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>HTJHE26000001"
        f"</OrgnlMsgId>{group}</OrgnlGrpInfAndSts>{''.join(blocks)}</CstmrPmtStsRpt></Document>"
    ).encode()


def because(code: str) -> str:
    """One StsRsnInf."""
    return f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>"
