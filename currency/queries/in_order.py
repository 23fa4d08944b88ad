"""A statement in the order it was posted, by page: as quick at its end as at its start.

An account numbers its entries without a gap, so that which entries a page shows is arithmetic: no
row is counted or passed over to get there.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from django.db import connection

from currency.models import Account, Entry

# Of each account as many of its newest entries as the page can hold or stands behind.
MERGED: Final = """
    SELECT newest.account_id, newest.seq
    FROM unnest(%s::bigint[]) account, LATERAL (
        SELECT account_id, seq, transfer_id FROM currency_entry
        WHERE account_id = account ORDER BY seq DESC LIMIT %s) newest
    ORDER BY newest.transfer_id DESC, newest.account_id LIMIT %s OFFSET %s"""


class EntriesInOrder:
    """The entries of a holder's accounts, newest first, to be counted and sliced.

    Each comes with its transfer and account. `accounts_of` gives the accounts.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = [account for account in accounts if account.last_seq]

    def count(self) -> int:
        """How many there are: what the accounts have numbered."""
        return sum(account.last_seq for account in self._accounts)

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self[:])

    def __getitem__(self, part: slice) -> list[Entry]:
        """The entries from `part.start` up to `part.stop`, counted from the newest."""
        start, stop = part.start or 0, self.count()
        if part.stop is not None:
            stop = min(stop, part.stop)
        if stop <= start:
            return []
        if len(self._accounts) == 1:
            return self._of_one(self._accounts[0], start, stop)
        return self._of_many(start, stop)

    def _of_one(self, account: Account, start: int, stop: int) -> list[Entry]:
        first, last = account.last_seq - stop + 1, account.last_seq - start
        found = Entry.objects.filter(account=account, seq__gte=first, seq__lte=last)
        return list(found.select_related("transfer", "account").order_by("-seq"))

    def _of_many(self, start: int, stop: int) -> list[Entry]:
        ids = [account.id for account in self._accounts]
        with connection.cursor() as cursor:
            cursor.execute(MERGED, [ids, stop, stop - start, start])
            keys = cursor.fetchall()
        found = Entry.objects.filter(pk__in=keys).select_related("transfer", "account")
        by_key = {(entry.account_id, entry.seq): entry for entry in found}
        return [by_key[key] for key in keys]
