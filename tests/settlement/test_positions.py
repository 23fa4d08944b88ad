"""Positions between tenants: read from both books, in euros, and a difference is flagged."""

import dataclasses
from datetime import date
from uuid import UUID, uuid4

import pytest
from django_tenants.utils import schema_context

from currency.models import Pot, Transfer
from currency.services import payments, requests
from currency.services.accounts import account_of, clearing_account
from currency.services.posting import Leg, Movement, post
from settlement.clearing import queries
from settlement.clearing.queries import Position
from tenants.models import Region, Tenant
from tenants.services.agreements import approve_agreement, propose_agreement
from tests.settlement.cast import NOW, Town, give, people_a_town


@pytest.fixture
def abroad(sittard_geleen: Tenant) -> Town:
    with schema_context(sittard_geleen.schema_name):
        return people_a_town(sittard_geleen)


@pytest.fixture
def region(town: Town, abroad: Town) -> Region:
    """Both directions agreed, one for one."""
    found = town.tenant.region
    assert found is not None
    for issuer, acceptor in ((town, abroad), (abroad, town)):
        agree(found, issuer.tenant, acceptor.tenant)
    return found


def agree(region: Region, issuer: Tenant, acceptor: Tenant, rate: tuple[int, int] = (1, 1)) -> None:
    made = propose_agreement(
        region=region, issuer=issuer, acceptor=acceptor, starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1), cap_outstanding=100_000, cap_payment=10_000, rate=rate,
        actor=uuid4(), now=NOW,
    )  # fmt: skip
    for side in (issuer, acceptor):
        approve_agreement(agreement_id=made.id, tenant=side, actor=uuid4(), now=NOW)


def pay(payer: Town, shop_town: Town, amount: int) -> UUID:
    """The payer town's resident pays `amount` of the shop's coin in the other town."""
    with schema_context(shop_town.tenant.schema_name):
        shop = shop_town.open_shop()
        asked = requests.request_payment(
            key=uuid4(), payee=shop.party, amount=amount, desk="1", actor=uuid4(), at=NOW
        )
    with schema_context(payer.tenant.schema_name):
        give(payer.programme, payer.resident.party, amount * 2)
        payments.pay(code=asked.code, payer=payer.resident.party, at=NOW)
    return asked.id


def only(region: Region) -> Position:
    (found,) = queries.positions(region)
    return found


def test_payments_both_ways_are_set_off(region: Region, town: Town, abroad: Town) -> None:
    pay(town, abroad, 1_200)
    pay(town, abroad, 300)
    pay(abroad, town, 500)

    position = only(region)

    assert (position.first_owes.cents, position.second_owes.cents) == (1_500, 500)
    assert (position.first_owes.paid.payments, position.second_owes.paid.payments) == (2, 1)
    assert (position.debtor, position.creditor) == (town.tenant, abroad.tenant)
    assert (position.net_cents, position.gross_cents, position.breaks) == (1_000, 2_000, [])


def test_at_another_rate_and_value_the_issuer_owes_what_it_set_aside(
    town: Town, abroad: Town
) -> None:
    region = town.tenant.region
    assert region is not None
    Tenant.objects.filter(id=abroad.tenant.id).update(coin_value_cents=50)
    agree(region, town.tenant, abroad.tenant, rate=(2, 1))

    pay(town, abroad, 1_001)

    position = only(region)
    assert (position.first_owes.paid.own, position.first_owes.paid.there) == (501, 1_001)
    assert position.first_owes.cents == 501
    assert position.breaks == []


def test_without_payments_abroad_there_is_no_position(region: Region) -> None:
    assert queries.positions(region) == []


def test_a_payment_in_one_book_only_is_a_break(region: Region, town: Town, abroad: Town) -> None:
    pay(town, abroad, 1_000)
    post(
        Movement(
            key=uuid4(),
            kind=Transfer.Kind.PAYMENT_ABROAD,
            legs=(
                Leg(account_of(town.programme.party, Pot.PROGRAMME).id, -50),
                Leg(clearing_account(abroad.tenant).id, 50),
            ),
            at=NOW,
            facts={"tenant": abroad.tenant.schema_name, "there": 50},
        )
    )

    assert only(region).breaks == ["first-owes"]


def test_the_same_sums_under_other_keys_are_a_break(
    region: Region, town: Town, abroad: Town
) -> None:
    for one, other, kind, sign in (
        (town, abroad, Transfer.Kind.PAYMENT_ABROAD, 1),
        (abroad, town, Transfer.Kind.RECEIPT_ABROAD, -1),
    ):
        with schema_context(one.tenant.schema_name):
            post(
                Movement(
                    key=uuid4(),
                    kind=kind,
                    legs=(
                        Leg(account_of(one.programme.party, Pot.PROGRAMME).id, -sign * 70),
                        Leg(clearing_account(other.tenant).id, sign * 70),
                    ),
                    at=NOW,
                    facts={"there": 70},
                )
            )

    assert only(region).breaks == ["first-owes"]


def test_a_movement_that_is_no_payment_is_a_break_of_the_balance(
    region: Region, town: Town, abroad: Town
) -> None:
    post(
        Movement(
            key=uuid4(),
            kind=Transfer.Kind.GIFT,
            legs=(
                Leg(account_of(town.programme.party, Pot.PROGRAMME).id, -50),
                Leg(clearing_account(abroad.tenant).id, 50),
            ),
            at=NOW,
        )
    )

    assert only(region).breaks == ["first-balance"]


def test_every_tenant_gets_or_pays_and_together_it_is_nothing(
    region: Region, town: Town, abroad: Town
) -> None:
    pay(town, abroad, 1_200)

    owed = queries.owed_by_tenant(region, queries.positions(region))

    nets = {one.tenant: one.net for one in owed}
    assert nets[town.tenant] == -1_200
    assert nets[abroad.tenant] == 1_200
    assert sum(nets.values()) == 0


def test_the_matrix_has_a_row_a_debtor_and_a_column_a_creditor(
    region: Region, town: Town, abroad: Town
) -> None:
    pay(town, abroad, 1_200)
    pay(abroad, town, 500)

    rows = {row.debtor: row for row in queries.debt_matrix(region, queries.positions(region))}

    names = list(queries.tenants_of(region))
    assert rows[town.tenant].cents[names.index(abroad.tenant)] == 1_200
    assert rows[abroad.tenant].cents[names.index(town.tenant)] == 500
    assert rows[town.tenant].cents[names.index(town.tenant)] is None
    assert rows[town.tenant].total == 1_200


def test_caps_tell_how_full_they_are(region: Region, town: Town, abroad: Town) -> None:
    pay(town, abroad, 9_900)

    caps = queries.caps(region)

    assert [cap.percent for cap in caps] == [9, 0]
    assert caps[0].agreement.issuer == town.tenant


def test_a_position_has_no_field_that_could_name_a_person(
    region: Region, town: Town, abroad: Town
) -> None:
    pay(town, abroad, 1_200)

    side = only(region).first_owes.paid

    assert {field.name for field in dataclasses.fields(side)} == {
        "payments", "own", "there", "keys",
    }  # fmt: skip
