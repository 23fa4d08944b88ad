"""Acceptance agreements: in force by the word of both, stopped by either, proposed once."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django_tenants.utils import schema_context

from tenants.errors import AgreementExists, AgreementInvalid, AgreementNotOpen, NotFound
from tenants.models import Agreement, Region, Tenant
from tenants.queries import issuers_accepted_by, latest_agreement
from tenants.services.agreements import (
    approve_agreement,
    decline_agreement,
    propose_agreement,
    suspend_agreement,
)
from tenants.trail.models import AuditEvent
from tenants.web.acceptance import matrix, waits_for

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
State = Agreement.State


@pytest.fixture
def region(heerlen: Tenant) -> Region:
    assert heerlen.region is not None
    return heerlen.region


def propose(region: Region, issuer: Tenant, acceptor: Tenant, **terms: object) -> Agreement:
    asked: dict[str, object] = {
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 1, 1),
        "cap_outstanding": 100_000,
        "cap_payment": 5_000,
        **terms,
    }
    return propose_agreement(
        region=region, issuer=issuer, acceptor=acceptor, actor=uuid4(), now=NOW, **asked
    )  # type: ignore[arg-type]


def approve(agreement: Agreement, tenant: Tenant) -> Agreement:
    return approve_agreement(agreement_id=agreement.id, tenant=tenant, actor=uuid4(), now=NOW)


def test_it_takes_the_word_of_both(region: Region, heerlen: Tenant, sittard_geleen: Tenant) -> None:
    made = propose(region, heerlen, sittard_geleen)

    first = approve(made, heerlen)
    again = approve(made, heerlen)
    second = approve(made, sittard_geleen)

    assert (first.state, again.state, second.state) == (
        State.PROPOSED, State.PROPOSED, State.IN_FORCE,
    )  # fmt: skip
    assert issuers_accepted_by(sittard_geleen, on=TODAY) == [heerlen]
    assert issuers_accepted_by(heerlen, on=TODAY) == []


def test_the_same_terms_proposed_twice_are_one_proposal(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    first, second = (propose(region, heerlen, sittard_geleen) for _ in range(2))
    other = propose(region, heerlen, sittard_geleen, cap_outstanding=200_000)

    assert first == second != other
    assert AuditEvent.objects.filter(verb="propose-agreement").count() == 2


def test_either_side_declines_a_proposal(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    made = propose(region, heerlen, sittard_geleen)
    approve(made, heerlen)

    done = decline_agreement(
        agreement_id=made.id, tenant=sittard_geleen, actor=uuid4(), reason="Nog niet"
    )

    assert (done.state, done.closed_reason) == (State.DECLINED, "Nog niet")
    with pytest.raises(AgreementNotOpen):
        approve(made, sittard_geleen)


def test_either_side_suspends_what_is_in_force_at_once(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    made = propose(region, heerlen, sittard_geleen)
    for side in (heerlen, sittard_geleen):
        approve(made, side)

    suspend_agreement(agreement_id=made.id, tenant=heerlen, actor=uuid4(), reason="Fraude")

    assert issuers_accepted_by(sittard_geleen, on=TODAY) == []
    found = latest_agreement(issuer=heerlen, acceptor=sittard_geleen)
    assert found is not None
    assert found.state == State.SUSPENDED
    with pytest.raises(AgreementNotOpen):
        suspend_agreement(agreement_id=made.id, tenant=heerlen, actor=uuid4(), reason="Fraude")


def test_a_second_agreement_in_the_same_direction_is_refused(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    for cap in (100_000, 200_000):
        made = propose(region, heerlen, sittard_geleen, cap_outstanding=cap)
        approve(made, heerlen)
        if cap == 100_000:
            approve(made, sittard_geleen)

    with pytest.raises(AgreementExists):
        approve(made, sittard_geleen)


def test_a_stranger_has_no_say(region: Region, heerlen: Tenant, sittard_geleen: Tenant) -> None:
    made = propose(region, heerlen, sittard_geleen)
    stranger = Tenant(id=0, schema_name="elders", name="Elders")

    with pytest.raises(NotFound):
        approve(made, stranger)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"ends_on": date(2026, 1, 1)}, "ends_on"),
        ({"cap_payment": 0}, "cap_outstanding"),
        ({"cap_outstanding": 4_999}, "cap_outstanding"),
        ({"rate": (0, 1)}, "rate"),
    ],
)
def test_terms_that_contradict_each_other_are_refused(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant, terms: dict[str, object], field: str
) -> None:
    with pytest.raises(AgreementInvalid) as refused:
        propose(region, heerlen, sittard_geleen, **terms)
    assert refused.value.facts == {"field": field}


def test_both_sides_belong_to_the_region(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    sittard_geleen.region = None
    with pytest.raises(AgreementInvalid):
        propose(region, heerlen, sittard_geleen)
    with pytest.raises(AgreementInvalid):
        propose(region, heerlen, heerlen)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("agreement_within_cap", {"used": 100_001}),
        ("agreement_in_force_by_both", {"state": "in-force"}),
        ("agreement_rate_positive", {"rate_numerator": 0}),
        ("agreement_ends_after_start", {"ends_on": date(2025, 1, 1)}),
    ],
)
def test_the_database_refuses_what_no_service_does(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant, name: str, change: dict[str, object]
) -> None:
    propose(region, heerlen, sittard_geleen)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Agreement.objects.update(**change)


def test_approving_is_audited_where_the_approver_works(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    made = propose(region, heerlen, sittard_geleen)
    with schema_context(heerlen.schema_name):
        approve(made, heerlen)
        assert AuditEvent.objects.filter(verb="approve-agreement").count() == 1
    with schema_context(sittard_geleen.schema_name):
        assert AuditEvent.objects.filter(verb="approve-agreement").count() == 0


def test_the_matrix_shows_what_says_most(
    region: Region, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    made = propose(region, heerlen, sittard_geleen)
    for side in (heerlen, sittard_geleen):
        approve(made, side)
    talks = propose(region, heerlen, sittard_geleen, cap_outstanding=300_000)

    rows = matrix([heerlen, sittard_geleen], [talks, Agreement.objects.get(id=made.id)])

    assert [[cell.state for cell in row.cells] for row in rows] == [
        ["self", "none"],
        ["in-force", "self"],
    ]
    assert rows[1].accepted == [heerlen]
    assert waits_for(talks, sittard_geleen)
    assert waits_for(talks, heerlen)
