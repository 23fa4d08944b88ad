"""Payments a second with four workers: through the service, beside pgbench with the same function.

All in one run, taking turns: pgbench, the service at home and in another town, the posting alone,
and the same movement written as the ORM invites one to.
"""

from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from currency.models import Account, Entry, Transfer
from currency.queries import rules_in_force
from currency.services import payments
from currency.services.limits import paid_per_day
from currency.services.posting import Leg, Movement, call_functions
from tenants.models import Tenant
from tenants.schema import look_at
from tests.bench.crowd import Crowd, account_ids, fill
from tests.bench.measuring import report, take_turns
from tests.bench.workers import pgbench, rate_of, shares
from tests.cast import NOW, agree, people_a_town

ROUNDS = 3
PER_ROUND = 6_000
SCRIPT = """
\\set a random({first_resident}, {last_resident})
\\set b random({first_shop}, {last_shop})
SELECT heerlen.post_transfer(gen_random_uuid(), 'payment', ARRAY[:a, :b]::bigint[],
    '{{-125,125}}'::bigint[], now(), NULL, {rules}, '{{"request": "x", "code": "y"}}'::jsonb, NULL,
    NULL, NULL, jsonb_build_array(jsonb_build_object('name', 'paid-per-day', 'subject', :a::text,
    'period', '2026-11-24', 'add', 125, 'cap', 1000000000)), 'payment.posted');
"""


@pytest.fixture
def crowd(committed: None, heerlen: Tenant) -> Crowd:
    """Heerlen full of people."""
    return fill(people_a_town(heerlen), requests=ROUNDS * PER_ROUND)


@pytest.fixture
def visited(crowd: Crowd, sittard_geleen: Tenant) -> Crowd:
    """The other town, where Heerlen's coins are good without end."""
    other = people_a_town(sittard_geleen)
    agree(crowd.town, other, cap_payment=10**9, cap_outstanding=10**12)
    return fill(other, requests=ROUNDS * PER_ROUND)


def movements(crowd: Crowd, count: int) -> list[Movement]:
    """Payments as the service would post them, between accounts at random."""
    chance = Random(7)
    earned, shops = account_ids(crowd.town, "earned"), account_ids(crowd.town, "merchant")
    with crowd.town.here():
        rules = rules_in_force(NOW)
    return [
        Movement(
            key=UUID(int=chance.getrandbits(128), version=4), kind=Transfer.Kind.PAYMENT,
            legs=(Leg(payer, -125), Leg(chance.choice(shops), 125)), at=NOW, rules_id=rules.id,
            facts={"request": "x", "code": "y"}, event="payment.posted",
            limits=(paid_per_day(payer=UUID(int=payer), at=NOW, amount=125, cap=10**9),),
        )
        for payer in chance.choices(earned, k=count)
    ]  # fmt: skip


@transaction.atomic
def as_the_orm_invites(movement: Movement) -> None:
    """No function: a look-up, two locks, six statements of the ORM in one transaction."""
    key = uuid4()
    assert not Transfer.objects.filter(key=key).exists()
    amounts = {leg.account_id: leg.amount for leg in movement.legs}
    made = Transfer.objects.create(key=key, digest=b"", kind=movement.kind, at=NOW)
    for account in Account.objects.select_for_update().filter(id__in=amounts).order_by("id"):
        account.balance += amounts[account.id]
        account.last_seq += 1
        account.save()
        Entry.objects.create(
            account=account, seq=account.last_seq, transfer=made, amount=amounts[account.id],
            balance_after=account.balance,
        )  # fmt: skip


def test_payments_a_second(crowd: Crowd, visited: Crowd, tmp_path: Path) -> None:
    chance, home = Random(7), crowd.town.tenant
    fresh = iter(movements(crowd, 2 * ROUNDS * PER_ROUND))
    earned, shops = account_ids(crowd.town, "earned"), account_ids(crowd.town, "merchant")
    with crowd.town.here():
        rules = rules_in_force(NOW).id
    script = SCRIPT.format(
        first_resident=earned[0], last_resident=earned[-1], first_shop=shops[0],
        last_shop=shops[-1], rules=rules,
    )  # fmt: skip

    def pay(code: str) -> None:
        look_at(home)
        payments.pay(code=code, payer=chance.choice(crowd.residents), at=NOW)

    def posts(movement: Movement) -> None:
        look_at(home)
        call_functions([(home.schema_name, movement)])

    def by_the_orm(movement: Movement) -> None:
        look_at(home)
        as_the_orm_invites(movement)

    found = take_turns(
        ROUNDS,
        {
            "pgbench": lambda: pgbench(script, tmp_path),
            "posting": lambda: rate_of(posts, shares(list(islice(fresh, PER_ROUND)))),
            "service": lambda: rate_of(pay, shares(crowd.next_codes(PER_ROUND))),
            "service-abroad": lambda: rate_of(pay, shares(visited.next_codes(PER_ROUND))),
            "orm": lambda: rate_of(by_the_orm, shares(list(islice(fresh, PER_ROUND // 4)))),
        },
    )
    report(
        "payments", "a second", found,
        [("posting", "pgbench"), ("service", "pgbench"), ("service-abroad", "service"),
         ("service", "orm"), ("posting", "orm")],
    )  # fmt: skip
