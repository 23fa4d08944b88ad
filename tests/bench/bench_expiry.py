"""The night on which the coins of 100,000 residents expire, beside taking them one by one."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate
from pytest_django import DjangoDbBlocker

from currency import queries
from currency.keys import key_for
from currency.models import Account, Pot, Transfer
from currency.queries.expiring import due_tonight
from currency.services.accounts import house_account
from currency.services.expiry import expire_coins
from currency.services.expiry_notices import tell_of_expiry
from currency.services.posting import Leg, Movement, post
from tenants.queries import tenant_by_schema
from tests import database
from tests.bench.crowd import unguarded
from tests.bench.measuring import measured
from tests.cast import NOW, Town, people_a_town

RESIDENTS = 100_000
ONE_BY_ONE = 400
NIGHT = datetime(2026, 12, 25, 0, 30, tzinfo=NOW.tzinfo)
# Everybody was given ten coins at the same moment.
GIVEN = """
    WITH party AS (
        INSERT INTO people_party (id, kind, name, reference, category)
        SELECT gen_random_uuid(), 'person', 'P' || n, '', ''
        FROM generate_series(1, %(count)s) n RETURNING id
    ), account AS (
        INSERT INTO currency_account (holder_id, pot, unit, slot, balance, held, floor, last_seq)
        SELECT id, 'gift', 'coin', 0, 1000, 0, 0, 1 FROM party RETURNING id
    ), transfer AS (
        INSERT INTO currency_transfer (key, digest, kind, at, facts)
        SELECT gen_random_uuid(), '\\x00', 'gift', %(at)s, '{}'
        FROM generate_series(1, %(count)s) RETURNING id
    ), numbered AS (
        SELECT a.id AS account, t.id AS transfer
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM account) a
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM transfer) t USING (n)
    )
    INSERT INTO currency_entry (account_id, seq, transfer_id, amount, balance_after)
    SELECT account, 1, transfer, 1000, 1000 FROM numbered"""


@pytest.fixture
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """A city in which everybody got coins that are good for a month."""
    with django_db_blocker.unblock(), database.a_copy():
        town = people_a_town(tenant_by_schema("heerlen"))
        town.rules(pots={"gift": {"expiry": {"kind": "months", "months": 1}}})
        with town.here(), unguarded(), connection.cursor() as cursor:
            cursor.execute(GIVEN, {"count": RESIDENTS, "at": NOW})
            cursor.execute("ANALYZE")
        yield town


def taken_one_by_one(count: int) -> float:
    """Residents a second: each is reckoned and posted by itself."""
    version, day = queries.rules_in_force(NIGHT), localdate(NIGHT) - timedelta(days=1)
    house = house_account(Pot.EXPIRED)
    accounts = list(
        Account.objects.filter(pot=Pot.GIFT).order_by("-id").values_list("id", "holder_id")[:count]
    )
    begun = time.perf_counter()
    for account, holder in accounts:
        with transaction.atomic():
            expiry = version.rules.pots.gift.expiry
            (due,) = due_tonight(Pot.GIFT, expiry, day=day, holders=[holder])
            post(Movement(
                key=key_for("one-by-one", account), kind=Transfer.Kind.EXPIRY,
                legs=(Leg(account, -due.amount), Leg(house.id, due.amount)), at=NIGHT,
            ))  # fmt: skip
    return count / (time.perf_counter() - begun)


def test_expiry_night(town: Town) -> None:
    with town.here():
        begun = time.perf_counter()
        assert tell_of_expiry(now=NOW + timedelta(days=1)) == RESIDENTS
        telling_s = time.perf_counter() - begun
        alone = taken_one_by_one(ONE_BY_ONE)
        begun = time.perf_counter()
        assert expire_coins(now=NIGHT) == RESIDENTS - ONE_BY_ONE
        night_s = time.perf_counter() - begun
    at_once = (RESIDENTS - ONE_BY_ONE) / night_s
    print(f"\nexpiry-night: told in {telling_s:.1f} s, taken in {night_s:.1f} s")
    measured(
        "expiry-night", at_once / alone, "≥ 10", "residents a second", "one-by-one",
        {"set": [at_once], "one-by-one": [alone], "told": [RESIDENTS / telling_s]},
    )  # fmt: skip
