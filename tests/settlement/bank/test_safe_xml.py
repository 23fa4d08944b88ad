"""XML from outside is read only when it is plain: no entities, no network, bounded."""

import socket
import time
from pathlib import Path

import pytest

from settlement.bank import errors
from settlement.bank.safe_xml import MAXIMUM_BYTES, MAXIMUM_DEPTH, Node, message_of, read_xml

BOMB = (
    '<!DOCTYPE r [<!ENTITY a0 "xxxxxxxxxx">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize(
    "raw",
    [
        BOMB + "<r>&a11;</r>",
        BOMB + '<r name="&a11;"/>',
        "<!DOCTYPE r><r/>",
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r/>',
        "<?xml version='1.0'?><!-- x --><!DOCTYPE r><r/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_in_it_is_read(raw: str, encoding: str) -> None:
    started = time.perf_counter()

    with pytest.raises(errors.DoctypeRefused):
        read_xml(raw.encode(encoding))

    assert time.perf_counter() - started < 1


def test_an_entity_never_reads_a_file_of_ours(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the key")

    with pytest.raises(errors.BankFileError) as refused:
        read_xml(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><r>&x;</r>'.encode())

    assert "the key" not in str(refused.value)


def test_an_outside_dtd_makes_no_call() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/r.dtd"
        with pytest.raises(errors.DoctypeRefused):
            read_xml(f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{address}"> %p;]><r/>'.encode())

        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("raw", [b"", b" \n", b"\t"])
def test_nothing_is_no_file(raw: bytes) -> None:
    with pytest.raises(errors.FileEmpty):
        read_xml(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"hello", b"<a>", b"<a><b></a>", b"<a/><b/>", b"<a>&unknown;</a>", b"<a>\x00</a>",
        b"\x1f\x8b\x08\x00", b"<a b='1' b='2'/>", b"<a>\xff\xfe</a>", b"<x:a/>",
    ],
)  # fmt: skip
def test_broken_xml_is_refused(raw: bytes) -> None:
    with pytest.raises(errors.NotWellFormed):
        read_xml(raw)


def test_a_file_above_the_limit_is_refused_unread() -> None:
    with pytest.raises(errors.FileTooLarge):
        read_xml(b"<a>" + b" " * MAXIMUM_BYTES + b"</a>")


def test_elements_may_not_stand_deeper_than_in_any_bank_message() -> None:
    read_xml(b"<a>" * MAXIMUM_DEPTH + b"</a>" * MAXIMUM_DEPTH)

    for depth in (MAXIMUM_DEPTH + 1, 100_000):
        with pytest.raises(errors.TooDeep):
            read_xml(b"<a>" * depth + b"</a>" * depth)


def test_the_codes_of_the_refusals_stay_apart() -> None:
    kinds = [errors.BankFileError, *errors.BankFileError.__subclasses__(), errors.LinesRefused]

    assert len({kind.code for kind in kinds}) == len(kinds)


def test_elements_are_found_whatever_version_their_namespace_is() -> None:
    root = read_xml(
        b'<D xmlns="urn:iso:x:camt.053.001.02"><!-- c --><A b="1"> one </A><A>2</A></D>'
    )

    assert message_of(root) == "camt.053.001.02"
    assert Node(root).text("B", "A") == "one"
    assert Node(root).attribute("A", "b") == "1"
    assert Node(root).attribute("B", "b") == ""
    assert message_of(read_xml(b"<D/>")) == ""
