"""What rules say of the coin: its words from their start on, its value before the first coin."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency import rule_errors
from currency.models import Account, Pot, RuleSet
from currency.services.coin import name_the_coin
from currency.services.rules import approve_rules
from currency.tasks import name_the_coin as name_the_coin_task
from tenants.models import Tenant
from tenants.schema import look_at
from tests.cast import NOW, Town, proposed

ANNA, BOB = uuid4(), uuid4()
TOMORROW = NOW + timedelta(days=1)
WORDS = {"coin": {"singular": "duit", "plural": "duiten"}}
WORTH = {"coin": {"value_cents": 150}}


def approve(document, starts_at=NOW):
    version = proposed(document, ANNA).version
    return approve_rules(version=version, actor=BOB, starts_at=starts_at, now=NOW)


def coin_of(town: Town) -> tuple[str, str, int]:
    found = Tenant.objects.get(id=town.tenant.id)
    return found.coin_singular, found.coin_plural, found.coin_value_cents


def test_rules_that_start_at_once_name_the_coin(town: Town) -> None:
    approve(WORDS)

    assert coin_of(town) == ("duit", "duiten", 100)


def test_rules_that_start_later_name_it_when_they_do(town: Town) -> None:
    before = coin_of(town)
    approve(WORDS, starts_at=TOMORROW)
    assert (name_the_coin(now=NOW), coin_of(town)) == (False, before)

    assert name_the_coin(now=TOMORROW)

    assert coin_of(town) == ("duit", "duiten", 100)
    assert not name_the_coin(now=TOMORROW)


def test_rules_without_words_leave_the_coin_its_name(town: Town, monkeypatch) -> None:
    approve(WORDS)
    approve({}, starts_at=NOW + timedelta(seconds=1))
    monkeypatch.setattr("django.utils.timezone.now", lambda: TOMORROW)

    assert not name_the_coin_task()
    assert coin_of(town)[:2] == ("duit", "duiten")


def test_the_value_of_coins_that_were_issued_never_changes(town: Town) -> None:
    with pytest.raises(rule_errors.RulesInvalid) as refused:
        approve(WORTH)

    assert refused.value.facts == {"fields": ["coin.value_cents"]}
    approve({"coin": {"value_cents": 100}})
    assert coin_of(town)[2] == 100


def test_before_the_first_coin_rules_that_start_at_once_say_its_value(parkstad: Tenant) -> None:
    look_at(parkstad)
    assert Account.objects.get(pot=Pot.ISSUED).balance == 0
    with pytest.raises(rule_errors.RulesInvalid) as refused:
        approve(WORTH, starts_at=TOMORROW)
    assert refused.value.facts == {"fields": ["coin.value_cents"]}

    waits = RuleSet.objects.get(state=RuleSet.State.PROPOSED)
    approve_rules(version=waits.version, actor=BOB, starts_at=NOW, now=NOW)

    assert Tenant.objects.get(id=parkstad.id).coin_value_cents == 150
