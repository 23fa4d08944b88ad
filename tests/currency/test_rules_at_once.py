"""Rules that many people work on at once: each draft its own number, one approval, one start."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency.models import RuleSet
from currency.services import rules as services
from tenants.models import Tenant
from tests.cast import NOW, Town, at_once, people_a_town, proposed, refusals_in

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed."""
    return people_a_town(heerlen)


def drafting(town: Town, maximum: int, actor=None):
    def act() -> RuleSet:
        with town.here():
            return services.draft_rules(
                document={"payments": {"maximum": maximum}}, actor=actor or uuid4(), now=NOW
            )

    return act


def approving(town: Town, version: int):
    def act() -> RuleSet:
        with town.here():
            return services.approve_rules(
                version=version, actor=uuid4(), starts_at=TOMORROW, now=NOW
            )

    return act


def a_proposal(town: Town, maximum: int) -> int:
    with town.here():
        return proposed({"payments": {"maximum": maximum}}, uuid4()).version


def test_drafts_made_at_once_each_have_a_number_of_their_own(town: Town) -> None:
    answers = at_once(*[drafting(town, 700 + number) for number in range(6)])

    assert refusals_in(answers) == []
    assert sorted(made.version for made in answers) == [2, 3, 4, 5, 6, 7]


def test_two_taps_make_one_draft(town: Town) -> None:
    answers = at_once(*[drafting(town, 700, actor=uuid4())] * 4)

    assert len({made.version for made in answers}) == 1


def test_a_version_is_approved_by_one_of_all_who_try(town: Town) -> None:
    version = a_proposal(town, 700)

    answers = at_once(*[approving(town, version)] * 4)

    assert refusals_in(answers) == ["rules-not-open"] * 3


def test_of_two_versions_for_one_moment_one_is_approved(town: Town) -> None:
    versions = [a_proposal(town, maximum) for maximum in (700, 800)]

    answers = at_once(*[approving(town, version) for version in versions])

    assert refusals_in(answers) == ["rules-invalid"]
