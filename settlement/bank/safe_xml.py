"""Reading XML from outside: no entities, no DTD, no network, bounded in size and depth."""

from typing import Final

from lxml import etree

from settlement.bank.errors import BankFileError

MAXIMUM_BYTES: Final = 10 * 1024 * 1024


def read_xml(raw: bytes) -> etree._Element:
    """The root element. Raises BankFileError for anything but plain, well-formed XML."""
    if not raw or len(raw) > MAXIMUM_BYTES:
        raise BankFileError("empty, or larger than 10 MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise BankFileError("not well-formed XML") from error
    if root.getroottree().docinfo.doctype:
        raise BankFileError("carries a document type")
    return root


def message_of(root: etree._Element) -> str:
    """The ISO 20022 message an element's namespace names ("camt.053.001.08"), or ""."""
    namespace = etree.QName(root).namespace or ""
    return namespace.rsplit(":", 1)[-1]


class Node:
    """An element seen by the local names of what is in it, whatever version its namespace is."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        namespace = etree.QName(element).namespace
        self._prefix = f"{{{namespace}}}" if namespace else ""

    def all(self, path: str) -> "list[Node]":
        """Every element at a path of local names ("GrpHdr/MsgId")."""
        steps = "/".join(self._prefix + step for step in path.split("/"))
        return [Node(found) for found in self.element.findall(steps)]

    def text(self, *paths: str) -> str:
        """The text at the first path that has any, without space around it; "" when none has."""
        for path in paths:
            for found in self.all(path):
                value = (found.element.text or "").strip()
                if value:
                    return value
        return ""

    def attribute(self, path: str, name: str) -> str:
        """An attribute of the first element at a path; "" when it is not there."""
        found = self.all(path)
        return str(found[0].element.get(name, "")) if found else ""
