"""A free port on 127.0.0.1 that stays the same from start to start."""

import hashlib
import socket
from typing import Final

from heitje.embedded.errors import EmbeddedError
from heitje.embedded.home import Home

# Below 32768, where Linux begins to hand out ports to outgoing connections.
LOWEST: Final = 20_000
COUNT: Final = 10_000
TRIES: Final = 200


def choose(home: Home) -> int:
    """The port used last, or else the first free one from a number that the path gives."""
    known = home.read("port")
    if known and known.isdecimal() and is_free(int(known)):
        return int(known)
    start = int.from_bytes(hashlib.sha256(str(home.path).encode()).digest()[:4])
    for step in range(TRIES):
        port = LOWEST + (start + step) % COUNT
        if is_free(port):
            return port
    raise EmbeddedError(
        f"No port between {LOWEST} and {LOWEST + COUNT} is free on 127.0.0.1."
        " End some of the servers on this machine."
    )


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
