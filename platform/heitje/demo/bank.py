"""The demo's bank: mock-bank, which keeps the towns' accounts and answers as a bank does.

Its own process while the demo runs (heitje.supervisor), and a thread while the town is built.
"""

import http.client
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from settlement.bank.calendar import is_bank_day
from settlement.bank.connection import BankConnection, BankUnreachable

TIMEOUT_S: Final = 10
SATURDAY: Final = 5
LONGEST_CLOSED_DAYS: Final = 6
# The bank opens with companies of its own, which have no business here.
STRANGERS: Final = ("ACME", "GLOBEX", "EURODIS")


@dataclass(frozen=True)
class BankDesk:
    """The bank's control desk, at its web address: what no customer can do."""

    url: str

    @property
    def counter(self) -> BankConnection:
        """Where customers bring and fetch their files."""
        return BankConnection(self.url)

    def open_doors(self, today: date) -> None:
        """A bank without strangers that is closed on the days on which euros do not move."""
        for name in STRANGERS:
            self.close_account(name)
        days = (today + timedelta(days=number) for number in range(-90, 400))
        closed = [day for day in days if day.weekday() < SATURDAY and not is_bank_day(day)]
        self._ask("PUT", "/_mock/holidays", [day.isoformat() for day in closed])

    def open_account(self, key: str, *, name: str, iban: str, bic: str, cents: int = 0) -> None:
        """An account the bank keeps."""
        account = {"id": key, "name": name, "iban": iban, "bic": bic, "balance": cents}
        self._ask("POST", "/_mock/accounts", account)

    def close_account(self, key: str) -> None:
        """What is paid to it from now on is refused."""
        self._ask("PATCH", f"/_mock/accounts/{key}", {"closed": True})

    def behave(self, key: str, behaviour: str, **parameters: object) -> None:
        """From now on the account behaves so: accept, return-later, silent..."""
        change = {"behaviour": behaviour, "parameters": parameters}
        self._ask("PATCH", f"/_mock/accounts/{key}", change)

    def receive(self, key: str, *, cents: int, payer: str, iban: str, note: str) -> None:
        """Somebody pays money into an account."""
        credit = {"account": key, "amount": cents, "note": note}
        self._ask("POST", "/_mock/credits", credit | {"debtor": {"name": payer, "iban": iban}})

    def today(self) -> date:
        """The day it is at the bank."""
        return date.fromisoformat(self._ask("GET", "/_mock/state")["clock"]["date"])

    def pass_days(self, days: int) -> None:
        """Let days pass: what is due is booked, and each bank day ends with a statement."""
        self._ask("POST", f"/_mock/advance?days={days}")

    def pass_bank_day(self) -> date:
        """Let time pass until the next day on which euros move, and say which that is."""
        for _ in range(LONGEST_CLOSED_DAYS):
            self.pass_days(1)
            if is_bank_day(self.today()):
                break
        return self.today()

    def payments_of(self, key: str) -> list[dict[str, Any]]:
        """What the bank made of the payments from an account, newest first."""
        return [one for one in self._ask("GET", "/_mock/payments") if one["account_id"] == key]

    def messages_of(self, key: str) -> list[dict[str, Any]]:
        """What the bank sent about an account, oldest first."""
        self._ask("GET", "/_mock/mailbox?leave")
        return [one for one in self._ask("GET", "/_mock/messages") if one["account"] == key]

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise BankUnreachable from error
        finally:
            connection.close()
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise BankUnreachable(answer.status)
        return json.loads(content)
