"""Half a year of a town's life, by the set: people who earn and pay at shops that are paid out.

The same each time. Filled past the service, so its proof does not hold: only for timing.
"""

from datetime import datetime
from typing import Final

from django.db import connection

from currency.models import Pot
from tests.bench.crowd import PEOPLE, account_ids, unguarded
from tests.cast import Town

RESIDENTS: Final = 20_000
SHOPS: Final = 500
BEGUN_WITH: Final = 20_000
# Of fifty: 43 payments (2 of them out of two pots), 5 rewards, 1 gift; a redemption now and then.
TRANSFERS: Final = """
    INSERT INTO currency_transfer (key, digest, kind, at, facts)
    SELECT gen_random_uuid(), '\\x00',
        CASE WHEN n %% 2500 = 0 THEN 'redemption' WHEN n %% 10 = 1 THEN 'reward'
            WHEN n %% 50 = 2 THEN 'gift' ELSE 'payment' END,
        %(since)s::timestamptz + n * ((%(until)s::timestamptz - %(since)s) / (%(count)s + 1)), '{}'
    FROM generate_series(1, %(count)s) n"""
# The accounts of one sort are numbered without a gap: a number of a transfer leads to one of them.
WHO: Final = """
    SELECT id, kind, %(earned)s + dice %% %(residents)s AS earned,
        %(gift)s + dice %% %(residents)s AS gift, %(shop)s + dice / 7 %% %(shops)s AS shop,
        50 + dice / 11 %% 2500 AS amount, CASE WHEN id %% 20 = 5 THEN 20 ELSE 0 END AS by_gift
    FROM (SELECT id, kind, hashint8(id)::bigint + 2147483648 AS dice FROM currency_transfer) t"""
LEGS: Final = f"""
    WITH who AS MATERIALIZED ({WHO})
    INSERT INTO currency_entry (account_id, seq, transfer_id, amount, balance_after)
    SELECT account, 1000000 + id, id, amount, 0 FROM (
        SELECT id, earned AS account, by_gift - amount AS amount FROM who WHERE kind = 'payment'
        UNION ALL SELECT id, gift, -by_gift FROM who WHERE kind = 'payment' AND by_gift > 0
        UNION ALL SELECT id, shop, amount FROM who WHERE kind = 'payment'
        UNION ALL SELECT id, earned, 1500 + amount / 6 FROM who WHERE kind = 'reward'
        UNION ALL SELECT id, %(programme)s, -1500 - amount / 6 FROM who WHERE kind = 'reward'
        UNION ALL SELECT id, gift, 1000 FROM who WHERE kind = 'gift'
        UNION ALL SELECT id, %(programme)s, -1000 FROM who WHERE kind = 'gift'
        UNION ALL SELECT id, shop, -30000 FROM who WHERE kind = 'redemption'
        UNION ALL SELECT id, %(redeemed)s, 30000 FROM who WHERE kind = 'redemption'
    ) legs"""  # noqa: S608
REFERENCES: Final = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT conname FROM pg_constraint
            WHERE contype = 'f' AND conrelid = 'currency_entry'::regclass
        LOOP EXECUTE format('ALTER TABLE currency_entry DROP CONSTRAINT %I', name); END LOOP;
    END $$"""
BALANCES: Final = """
    UPDATE currency_account a SET balance = %(begun_with)s + moved.amount, floor = NULL
    FROM (SELECT account_id, sum(amount) AS amount FROM currency_entry GROUP BY 1) moved
    WHERE moved.account_id = a.id"""


def write_history(town: Town, transfers: int, *, since: datetime, until: datetime) -> None:
    """So many transfers between two moments."""
    with town.here(), unguarded(), connection.cursor() as cursor:
        people = {"kind": "person", "pot": "earned", "balance": 0, "count": RESIDENTS}
        shops = {"kind": "merchant", "pot": "merchant", "balance": 0, "count": SHOPS}
        for facts in (people, shops):
            cursor.execute(PEOPLE, facts)
        cursor.execute(
            "INSERT INTO currency_account (holder_id, pot, unit, slot, balance, held, floor,"
            " last_seq)"
            " SELECT holder_id, 'gift', 'coin', 0, 0, 0, 0, 0 FROM currency_account"
            " WHERE pot = 'earned'"
        )
        cursor.execute("SET statement_timeout = 0")
        # All references are good; judging each of them would take most of the time.
        cursor.execute(REFERENCES)
        cursor.execute(TRANSFERS, {"count": transfers, "since": since, "until": until})
        cursor.execute(
            LEGS,
            {
                "earned": min(account_ids(town, "earned")), "residents": RESIDENTS,
                "gift": min(account_ids(town, "gift")),
                "shop": min(account_ids(town, "merchant")), "shops": SHOPS,
                "programme": town.account(town.programme.party, Pot.PROGRAMME),
                "redeemed": town.account(None, Pot.REDEEMED),
            },
        )  # fmt: skip
        cursor.execute(BALANCES, {"begun_with": BEGUN_WITH})
        cursor.execute("RESET statement_timeout")
        cursor.execute("ANALYZE")
