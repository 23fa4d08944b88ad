"""Reading the bank's answer to a file: pain.002. Which lines it will not carry out, and why.

Written for version 001.10, and reads 001.03 as well: elements are found by their local names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from settlement.bank.errors import BankFileError
from settlement.bank.safe_xml import Node, message_of, read_xml

STATUS: Final = "pain.002"
REJECTED: Final = "RJCT"
# ISO 20022 ExternalStatusReason1Code: the bank has had this before, so it is there already. Never
# a reason to pay again.
DUPLICATE: Final = frozenset({"AM05", "DUPL"})


@dataclass(frozen=True)
class LineStatus:
    """The bank's word on one line (TxInfAndSts)."""

    end_to_end_id: str
    status: str
    reason: str

    @property
    def is_refused(self) -> bool:
        """Whether the bank will not carry it out; what it has twice it does carry out."""
        return self.status == REJECTED and self.reason not in DUPLICATE


@dataclass(frozen=True)
class StatusReport:
    """The bank's word on a file: as a whole ("" where it says nothing), and on its lines."""

    id: str
    original_message_id: str
    group_status: str
    reason: str
    lines: Sequence[LineStatus]

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the file will be carried out."""
        return self.group_status == REJECTED and self.reason not in DUPLICATE

    @property
    def was_delivered_before(self) -> bool:
        """Whether the bank refused it only because it has the file already."""
        return self.group_status == REJECTED and self.reason in DUPLICATE


def parse_pain002(raw: bytes) -> StatusReport:
    """The report in a file. Raises BankFileError."""
    root = read_xml(raw)
    if message_of(root)[: len(STATUS)] != STATUS:
        raise BankFileError("no pain.002")
    reports = Node(root).all("CstmrPmtStsRpt")
    group = reports[0].all("OrgnlGrpInfAndSts") if reports else []
    if not group or not group[0].text("OrgnlMsgId"):
        raise BankFileError("names no original message")
    blocks = reports[0].all("OrgnlPmtInfAndSts")
    status, reason = group[0].text("GrpSts"), _reason(group[0])
    # We write one block a file: a block refused as a whole is the file refused as a whole.
    if len(blocks) == 1 and (not status or blocks[0].text("PmtInfSts") == REJECTED):
        status, reason = blocks[0].text("PmtInfSts"), _reason(blocks[0]) or reason
    return StatusReport(
        id=reports[0].text("GrpHdr/MsgId"),
        original_message_id=group[0].text("OrgnlMsgId"),
        group_status=status,
        reason=reason,
        lines=[
            LineStatus(line.text("OrgnlEndToEndId"), line.text("TxSts"), _reason(line))
            for block in blocks
            for line in block.all("TxInfAndSts")
        ],
    )


def _reason(node: Node) -> str:
    return node.text("StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")
