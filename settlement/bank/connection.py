"""A bank one can send files to and fetch files from. The one here speaks HTTP as mock-bank does.

Sending is safe to repeat: a bank refuses a message id it has seen, and says so by "duplicate".
"""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

TIMEOUT_S: Final = 10
# One answer holds all the bank ever sent; what is longer is none of a bank.
MAXIMUM_ANSWER_BYTES: Final = 64 * 1024 * 1024
MESSAGE_TYPES: Final = ("pain.002", "camt.053", "camt.054")
# The bank understood the file; 422 means that it refused it, and its pain.002 will say why.
ANSWERED: Final = frozenset({200, 202, 422})


class BankUnreachable(Exception):  # noqa: N818 - it says what happened
    """Nothing answered, or not as a bank does; `status` is the HTTP status, 0 without any."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(f"bank answered {status}")
        self.status = status


@dataclass(frozen=True)
class BankConnection:
    """A bank at a web address."""

    url: str

    def send(self, file: bytes) -> None:
        """Hand over a payment file. Raises BankUnreachable: then nobody knows whether it came."""
        status, _ = self._ask("POST", "/payments", file)
        if status not in ANSWERED:
            raise BankUnreachable(status)

    def files(self) -> Iterator[bytes]:
        """Everything the bank has sent so far, oldest first; taking it again gives it again.

        Raises BankUnreachable.
        """
        # Looking at the mailbox makes the bank send what is due; it takes nothing.
        self._list("/_mock/mailbox?leave")
        for message in self._list("/_mock/messages"):
            if str(message.get("type", "")).startswith(MESSAGE_TYPES):
                yield str(message.get("body", "")).encode()

    def _list(self, path: str) -> list[dict[str, Any]]:
        status, body = self._ask("GET", path)
        if status != http.client.OK:
            raise BankUnreachable(status)
        try:
            found = json.loads(body)
        except ValueError as error:
            raise BankUnreachable(status) from error
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise BankUnreachable(status)
        return found

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        try:
            headers = {"Content-Type": "application/xml"} if body is not None else {}
            connection.request(method, parts.path.rstrip("/") + path, body, headers)
            answer = connection.getresponse()
            content = answer.read(MAXIMUM_ANSWER_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise BankUnreachable from error
        finally:
            connection.close()
        if len(content) > MAXIMUM_ANSWER_BYTES:
            raise BankUnreachable(answer.status)
        return answer.status, content
