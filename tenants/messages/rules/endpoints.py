"""Which push addresses are taken. A browser tells them, so anybody can make one up."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 2_000
HTTPS: Final = 443
# Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
INSIDE: Final = (
    ".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".test", ".example",
    ".invalid", ".alt", ".onion",
)  # fmt: skip


def is_public_https(address: str) -> bool:
    """Whether an address is https at a host with a public name, at its usual port, in plain."""
    if len(address) > LONGEST or not address.isascii() or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and parts.password is None and port in (None, HTTPS)
    return parts.scheme == "https" and is_plain and _is_public_name(host.rstrip("."))


def _is_public_name(host: str) -> bool:
    if "." not in host or host.endswith(INSIDE):
        return False
    try:
        ip_address(host)
    except ValueError:
        # An address written as a number or in octal has a last part of digits; a name has not.
        return not host.rpartition(".")[2].replace("x", "").isdigit()
    return False
