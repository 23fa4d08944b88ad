"""Versions of the rules: proposed by one, approved by another, in force from their start."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from currency import errors, queries
from currency.models import RuleSet
from currency.rules.document import Rules
from currency.services.rules import approve_rules, propose_rules
from tenants.errors import NeedsSecondPerson
from tests.cast import NOW, Town

ANNA, BOB = uuid4(), uuid4()
TOMORROW = NOW + timedelta(days=1)


def propose(**sections: object) -> RuleSet:
    return propose_rules(document=sections, actor=ANNA)


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


def test_of_two_with_one_start_the_later_version_holds(town: Town) -> None:
    approve(propose(payments={"maximum": 700}))
    approve(propose(payments={"maximum": 800}))

    assert queries.rules_in_force(TOMORROW).rules.payments.maximum == 800


def test_a_version_approved_a_moment_ago_is_never_passed_over_for_an_older_one(town: Town) -> None:
    for maximum in (700, 800, 900):
        approve(propose(payments={"maximum": maximum}), starts_at=NOW)
        assert queries.rules_in_force(NOW).rules.payments.maximum == maximum


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

    with pytest.raises(errors.RulesNotOpen) as refused:
        approve(made)
    assert refused.value.facts == {"state": "approved"}
    with pytest.raises(errors.RulesNotOpen) as unknown:
        approve_rules(version=999, actor=BOB, starts_at=TOMORROW, now=NOW)
    assert unknown.value.facts == {"state": "unknown"}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"payments": {"maximum": 0}}, "payments.maximum"),
        ({"payments": {"maximum": 2, "maximum_per_day": 1}}, "payments.maximum"),
        ({"payments": {"maximum": 10.5}}, "payments.maximum"),
        ({"rewards": {"minimum": 5_001}}, "rewards.minimum"),
        ({"rewards": {"maximum": 50_001}}, "rewards.maximum"),
        ({"pots": {"order": []}}, "pots.order"),
        ({"pots": {"order": ["gift"]}}, "pots.order"),
        ({"pots": {"order": ["earned", "earned"]}}, "pots.order"),
        ({"pots": {"order": ["programme"]}}, "pots.order.0"),
        ({"redemption": {"fee_bp": 2_001}}, "redemption.fee_bp"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_rules_that_contradict_themselves_are_refused_with_their_fields(
    town: Town, document: dict[str, object], field: str
) -> None:
    with pytest.raises(errors.RulesInvalid) as refused:
        propose(**document)

    assert refused.value.facts == {"fields": [field]}
    assert RuleSet.objects.count() == 1


def test_before_the_first_version_there_are_no_rules(town: Town) -> None:
    first = RuleSet.objects.get()

    with pytest.raises(errors.NoRules):
        queries.rules_in_force(first.starts_at - timedelta(seconds=1))
