"""The ledger's greatest promises, screened in one pass: ten million entries in a few seconds.

Each is written as one sum over all entries that must come out at an exact figure, whatever weights
the rows get. The weights are drawn at random for each run: where a promise is broken the sums
differ, but for one chance in four million, and no second run draws the same. Where they differ the
exact queries of `proof.py` look for the row.
"""

import secrets
from typing import Final

from django.db import DatabaseError, connection, transaction

# 22 bits, so that a weight times any balance below 11 billion coins is a bigint.
WEIGHT: Final = "(hashint8extended({of}, %(seed)s) & 4194303)"
OF_TRANSFER: Final = WEIGHT.format(of="transfer_id")
OF_ENTRY: Final = WEIGHT.format(of="(account_id << 32) | seq")
OF_ENTRY_BEFORE: Final = WEIGHT.format(of="(account_id << 32) | (seq - 1)")
OF_LAST_ENTRY: Final = WEIGHT.format(of="(id << 32) | last_seq")
OF_NO_ENTRY: Final = WEIGHT.format(of="(id << 32)")
# Summed over a transfer, amounts times its weight are nothing where the transfer sums to nothing.
# And where each entry begins at the balance and the number at which the one before it ended, all
# that ends but does not begin anew is the last entry of each account: what the account says.
ENTRIES: Final = f"""
    SELECT coalesce(sum(amount * {OF_TRANSFER}), 0),
        coalesce(sum((balance_after + %(shift)s) * {OF_ENTRY}
            - (balance_after - amount + %(shift)s) * {OF_ENTRY_BEFORE}), 0)
    FROM currency_entry"""
EUROS: Final = f"""
    SELECT coalesce(sum(amount * {OF_TRANSFER}), 0) FROM currency_entry
    WHERE account_id IN (SELECT id FROM currency_account WHERE unit = 'euro')"""
ACCOUNTS: Final = f"""
    SELECT coalesce(sum((balance + %(shift)s) * {OF_LAST_ENTRY} - %(shift)s * {OF_NO_ENTRY}), 0)
    FROM currency_account"""
# No amount is zero, so a transfer that has entries and sums to nothing has two at least.
WITHOUT_ENTRIES: Final = """
    SELECT (SELECT count(*) FROM currency_transfer)
        - (SELECT count(DISTINCT transfer_id) FROM currency_entry)"""


def passes_the_screen() -> bool:
    """Whether all transfers balance in each unit and have entries, and all entries follow."""
    weights = {"seed": secrets.randbits(62), "shift": secrets.randbits(38) + 1}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ENTRIES, weights)
            transfers, ends = cursor.fetchone() or (None, None)
            cursor.execute(ACCOUNTS, weights)
            (said,) = cursor.fetchone() or (None,)
            cursor.execute(EUROS, weights)
            (euros,) = cursor.fetchone() or (None,)
            cursor.execute(WITHOUT_ENTRIES)
            (without,) = cursor.fetchone() or (None,)
    except DatabaseError:
        return False  # a figure too large to weigh: the exact queries will tell
    return (transfers, euros, without) == (0, 0, 0) and ends == said
