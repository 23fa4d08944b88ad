"""Reading XML from outside: no entities, no DTD, no network, bounded in size and depth."""

from typing import Any, Final

from lxml import etree

from settlement.bank.errors import DoctypeRefused, FileEmpty, FileTooLarge, NotWellFormed, TooDeep

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
# The deepest path of camt.053.001.08 has 13 elements.
MAXIMUM_DEPTH: Final = 32


def read_xml(raw: bytes) -> etree._Element:
    """The root element. For anything but plain, well-formed XML one of BankFileError.

    Raises FileEmpty, FileTooLarge, DoctypeRefused, TooDeep, NotWellFormed.
    """
    if not raw.strip():
        raise FileEmpty("is empty")
    if len(raw) > MAXIMUM_BYTES:
        raise FileTooLarge("larger than 10 MB")
    try:
        # Twice over: the sentry stops at a document type before any entity in it is read, also
        # one that would be filled in inside an attribute.
        etree.fromstring(raw, _parser(_Sentry()))
        return etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as error:
        raise NotWellFormed("not well-formed XML") from error


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


class _Sentry:
    """Sees each element go by and keeps none of them."""

    def __init__(self) -> None:
        self._depth = 0

    def doctype(self, *_: object) -> None:
        """Called for `<!DOCTYPE`, before what is in it."""
        raise DoctypeRefused("carries a document type")

    def start(self, *_: object) -> None:
        """Called for each opening tag."""
        self._depth += 1
        if self._depth > MAXIMUM_DEPTH:
            raise TooDeep("elements too deep in one another")

    def end(self, _: object) -> None:
        """Called for each closing tag."""
        self._depth -= 1

    def close(self) -> None:
        """Called at the end; lxml asks for it."""


def _parser(target: Any = None) -> etree.XMLParser:
    return etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
