"""Versions of the rules: approved by another than the proposer, in force from their start."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from currency import errors, queries, rule_errors
from currency.models import RuleSet, Transfer
from currency.rules.document import Rules
from currency.services.rules import approve_rules, change_draft
from tenants.errors import NeedsSecondPerson
from tests.cast import NOW, Town, proposed

ANNA, BOB = uuid4(), uuid4()
TOMORROW = NOW + timedelta(days=1)


def propose(**sections: object) -> RuleSet:
    return proposed(sections, ANNA)


def approve(found: RuleSet, starts_at=TOMORROW) -> RuleSet:
    return approve_rules(version=found.version, actor=BOB, starts_at=starts_at, now=NOW)


def test_a_version_is_in_force_from_its_start_and_the_one_before_until_then(town: Town) -> None:
    before = queries.rules_in_force(NOW)
    made = approve(propose(payments={"maximum": 700}))

    moment_before = queries.rules_in_force(TOMORROW - timedelta(microseconds=1))
    at_its_start = queries.rules_in_force(TOMORROW)

    assert moment_before == before
    assert (at_its_start.id, at_its_start.version) == (made.id, before.version + 1)
    assert at_its_start.rules.payments.maximum == 700


def test_two_versions_never_start_at_the_same_moment(town: Town) -> None:
    made = approve(propose(payments={"maximum": 700}))
    other = propose(payments={"maximum": 800})

    with pytest.raises(rule_errors.RulesInvalid) as refused:
        approve(other)

    assert refused.value.facts == {"fields": ["starts_at"]}
    assert queries.rules_in_force(TOMORROW).id == made.id
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.filter(id=other.id).update(starts_at=TOMORROW)


def test_each_version_says_where_it_stands_and_until_when(town: Town) -> None:
    made = approve(propose(payments={"maximum": 700}))
    waits = propose(payments={"maximum": 800})
    first = RuleSet.objects.get(version=1)

    def look(at):
        found = queries.standings([first, made, waits], at)
        return [(found[one.version].state, found[one.version].until) for one in (first, made)]

    assert look(NOW) == [("in-force", TOMORROW), ("approved", None)]
    assert look(TOMORROW) == [("superseded", TOMORROW), ("in-force", None)]
    assert queries.standings([waits], NOW)[waits.version].state == "proposed"


def test_a_version_approved_a_moment_ago_is_never_passed_over_for_an_older_one(town: Town) -> None:
    for later, maximum in enumerate((700, 800, 900)):
        at = NOW + timedelta(microseconds=later)
        approve(propose(payments={"maximum": maximum}), starts_at=at)
        assert queries.rules_in_force(at).rules.payments.maximum == maximum


def test_each_town_has_its_own_rules_also_under_the_same_number(town: Town, abroad: Town) -> None:
    one = town.rules(payments={"maximum": 700})
    with abroad.here():
        RuleSet.objects.create(
            id=one.id, version=2, document=Rules().model_dump(mode="json"), state="approved",
            starts_at=one.starts_at, proposed_by=ANNA, approved_by=BOB, approved_at=NOW,
        )  # fmt: skip
        assert queries.rules_in_force(NOW).rules.payments.maximum == 15_000
    assert queries.rules_in_force(NOW).rules.payments.maximum == 700


def test_a_document_is_read_once_a_process(town: Town) -> None:
    queries.rules_in_force(NOW)

    with CaptureQueriesContext(connection) as asking:
        queries.rules_in_force(NOW)

    assert len(asking) == 1
    assert "document" not in asking[0]["sql"]


def test_nobody_approves_what_they_proposed(town: Town) -> None:
    made = propose()

    with pytest.raises(NeedsSecondPerson):
        approve_rules(version=made.version, actor=ANNA, starts_at=TOMORROW, now=NOW)
    assert queries.rules_in_force(TOMORROW).version == 1


def test_a_version_is_approved_once_and_what_is_not_there_never(town: Town) -> None:
    made = approve(propose())

    with pytest.raises(rule_errors.RulesNotOpen) as refused:
        approve(made)
    assert refused.value.facts == {"state": "approved"}
    with pytest.raises(rule_errors.RulesNotOpen) as unknown:
        approve_rules(version=999, actor=BOB, starts_at=TOMORROW, now=NOW)
    assert unknown.value.facts == {"state": "unknown"}


def test_rules_never_start_in_the_past(town: Town) -> None:
    made = propose()

    with pytest.raises(rule_errors.RulesInvalid) as refused:
        approve(made, starts_at=NOW - timedelta(seconds=1))

    assert refused.value.facts == {"fields": ["starts_at"]}
    assert RuleSet.objects.get(version=made.version).state == RuleSet.State.PROPOSED


def test_a_payment_keeps_the_version_that_judged_it(town: Town) -> None:
    payer, shop = town.resident(coins=5_000), town.shop()
    before = queries.rules_in_force(NOW)
    town.pays(payer, town.asks(shop, 500).code)
    later = approve(propose(payments={"maximum": 700}))

    town.pays(payer, town.asks(shop, 600, at=TOMORROW).code, at=TOMORROW)

    paid = Transfer.objects.filter(kind=Transfer.Kind.PAYMENT).order_by("id")
    assert [transfer.rules_id for transfer in paid] == [before.id, later.id]


def test_an_approved_document_never_changes(town: Town) -> None:
    made = approve(propose())

    with pytest.raises(rule_errors.RulesNotOpen):
        change_draft(version=made.version, document={}, note="", actor=ANNA, now=NOW)
    for act in (lambda one: one.update(document={}), lambda one: one.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act(RuleSet.objects.filter(id=made.id))
    made.refresh_from_db()
    assert made.document == Rules().model_dump(mode="json")


def test_before_the_first_version_there_are_no_rules(town: Town) -> None:
    first = RuleSet.objects.get()

    with pytest.raises(errors.NoRules):
        queries.rules_in_force(first.starts_at - timedelta(seconds=1))
