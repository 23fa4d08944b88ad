"""Rules that cannot be meant are refused with the field at fault and a sentence, every one."""

from typing import Any, get_args

import pytest

from currency.rule_check import checked_rules, document_in_file
from currency.rule_errors import RulesInvalid
from currency.rule_words import CONTRADICTIONS, TEMPLATES
from currency.rules.contradictions import contradictions
from currency.rules.document import PotName, Rules
from currency.rules.templates import TEMPLATES as DOCUMENTS

NORM = {"since": "2025-01-01", "hourly": 560, "hourly_under_21": 330, "month": 21_000,
        "year": 210_000}  # fmt: skip
BOUGHT = {"enabled": True, "maximum": 10_000}
ENDS = {"last_earning_on": "2027-01-01", "last_spending_on": "2027-02-01"}
BOTH_OFF = {"rewards": {"enabled": False}}
CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"coin": {"singular": "munt"}}, "coin.plural", "coin-words-incomplete"),
    ({"coin": {"plural": "munten"}}, "coin.singular", "coin-words-incomplete"),
    ({"rewards": {"minimum": 5_001}}, "rewards.minimum", "reward-minimum-above-maximum"),
    ({"rewards": {"per_hour": 5_001}}, "rewards.per_hour", "usual-reward-above-maximum"),
    ({"rewards": {"basis": "klus", "per_klus": 5_001}}, "rewards.per_klus",
     "usual-reward-above-maximum"),
    ({"rewards": {"basis": "klus", "per_klus": 99}}, "rewards.per_klus",
     "usual-reward-below-minimum"),
    ({"rewards": {"maximum": 50_001}}, "rewards.maximum", "reward-above-balance"),
    ({"pots": {"earned": {"maximum_balance": 4_999}}}, "rewards.maximum", "reward-above-balance"),
    ({"rewards": {"organiser_per_month": 99}}, "rewards.organiser_per_month",
     "organiser-below-minimum"),
    ({"checking": {"several_from": 100}}, "checking.several_from", "several-without-checkers"),
    ({"checking": {"checkers": 2, "several_from": 5_001}}, "checking.several_from",
     "several-never"),
    ({"cards": {"enabled": True, "pin_above": 2_001}}, "cards.pin_above", "pin-above-day"),
    ({"cards": {"enabled": True, "without_pin_per_day": 30_001}}, "cards.without_pin_per_day",
     "pin-day-above-day"),
    ({"volunteers": {"norms": []}}, "volunteers.norms", "norm-missing"),
    ({"volunteers": {"norms": [NORM, NORM]}}, "volunteers.norms.1.since", "norms-overlap"),
    ({"volunteers": {"norms": [{**NORM, "hourly_under_21": 561}]}},
     "volunteers.norms.0.hourly_under_21", "young-above-adult"),
    ({"volunteers": {"norms": [{**NORM, "hourly": 21_001}]}}, "volunteers.norms.0.hourly",
     "hour-above-month"),
    ({"volunteers": {"norms": [{**NORM, "month": 210_001}]}}, "volunteers.norms.0.month",
     "month-above-year"),
    ({"payments": {"maximum": 2, "maximum_per_day": 1}}, "payments.maximum", "payment-above-day"),
    ({"payments": {"maximum_per_month": 29_999}}, "payments.maximum_per_day", "day-above-month"),
    ({"paying": {"resident_to_resident": True}}, "payments.maximum_per_month",
     "residents-without-month"),
    ({"pots": {"order": []}}, "pots.order", "order-empty"),
    ({**BOTH_OFF, "pots": {"order": []}}, "pots.order", "order-empty"),
    ({"pots": {"order": ["gift"]}}, "pots.order", "earned-not-spent"),
    ({"pots": {"order": ["earned", "earned"]}}, "pots.order", "pot-twice"),
    ({"pots": {"order": ["earned"]}, "top_up": BOUGHT}, "pots.order", "topped-up-not-spent"),
    *(({**BOTH_OFF, "pots": {"order": ["gift" if name != "gift" else "emergency"],
        name.replace("-", "_"): {"maximum_payment": 100}}}, "pots.order",
       f"{name}-ruled-not-spent") for name in get_args(PotName)),
    ({"pots": {"gift": {"maximum_payment": 2, "maximum_per_day": 1}}},
     "pots.gift.maximum_payment", "payment-above-day"),
    ({"pots": {"gift": {"maximum_payment": 2, "maximum_per_month": 1}}},
     "pots.gift.maximum_payment", "payment-above-month"),
    ({"pots": {"topped_up": {"maximum_per_day": 2, "maximum_per_month": 1}}},
     "pots.topped_up.maximum_per_day", "day-above-month"),
    ({"pots": {"gift": {"maximum_balance": 50_001}}}, "pots.gift.maximum_balance",
     "pot-above-balance"),
    ({"pots": {"gift": {"maximum_payment": 15_001}}}, "pots.gift.maximum_payment",
     "pot-above-all"),
    ({"pots": {"gift": {"maximum_per_day": 30_001}}}, "pots.gift.maximum_per_day",
     "pot-above-all"),
    ({"payments": {"maximum_per_month": 30_000}, "pots": {"gift": {"maximum_per_month": 30_001}}},
     "pots.gift.maximum_per_month", "pot-above-all"),
    ({"pots": {"gift": {"categories": ["food", "food"]}}}, "pots.gift.categories",
     "category-twice"),
    ({"pots": {"gift": {"expiry": {"kind": "months"}}}}, "pots.gift.expiry.months",
     "expiry-months-missing"),
    ({"pots": {"gift": {"expiry": {"months": 3}}}}, "pots.gift.expiry.months",
     "expiry-months-unused"),
    ({"pots": {"gift": {"expiry": {"kind": "date"}}}}, "pots.gift.expiry.on",
     "expiry-day-missing"),
    ({"pots": {"gift": {"expiry": {"on": "2027-01-01"}}}}, "pots.gift.expiry.on",
     "expiry-day-unused"),
    ({"pots": {"gift": {"expiry": {"kind": "months", "months": 1}}},
      "redemption": {"holding_days": 29}}, "pots.gift.expiry.months", "expiry-within-holding"),
    ({"demurrage": {"pots": ["gift", "gift"]}}, "demurrage.pots", "pot-twice"),
    ({"demurrage": {"share_bp": 1, "pots": []}}, "demurrage.pots", "demurrage-without-pots"),
    ({"demurrage": {"share_bp": 1, "above": 50_000}}, "demurrage.above", "demurrage-never"),
    ({"top_up": {"minimum": 10_001}}, "top_up.minimum", "top-up-minimum-above-maximum"),
    ({"top_up": {"maximum_per_month": 9_999}}, "top_up.maximum", "top-up-above-month"),
    ({"top_up": BOUGHT, "pots": {"topped_up": {"maximum_balance": 9_999}}}, "top_up.maximum",
     "top-up-above-balance"),
    ({"top_up": {"bonus_bp": 1}}, "top_up.bonus_maximum_per_month", "bonus-without-maximum"),
    ({"abroad": {"maximum_payment": 15_001}}, "abroad.maximum_payment", "abroad-above-payment"),
    ({"wind_down": {"last_earning_on": "2027-01-01"}}, "wind_down.last_spending_on",
     "wind-down-incomplete"),
    ({"wind_down": ENDS}, "wind_down.last_redemption_on", "wind-down-incomplete"),
    ({"wind_down": {"last_redemption_on": "2027-01-01"}}, "wind_down.last_redemption_on",
     "wind-down-incomplete"),
    ({"wind_down": {**ENDS, "last_spending_on": "2026-12-31", "last_redemption_on": "2027-03-01"}},
     "wind_down.last_spending_on", "wind-down-out-of-order"),
    ({"wind_down": {**ENDS, "last_redemption_on": "2027-01-31"}}, "wind_down.last_redemption_on",
     "wind-down-out-of-order"),
    ({"wind_down": {**ENDS, "last_redemption_on": "2027-02-07"}}, "wind_down.last_redemption_on",
     "wind-down-within-holding"),
]  # fmt: skip
# Judged by the town's books or its calendar, not by the document alone.
ELSEWHERE = {
    "coin-value-in-use", "coin-value-later", "start-in-the-past", "start-taken", "not-json",
    "template-unknown",
}  # fmt: skip
ALONE: list[tuple[dict[str, Any], str]] = [
    ({"payments": {"maximum": 0}}, "payments.maximum"),
    ({"payments": {"maximum": 10.5}}, "payments.maximum"),
    ({"payments": {"maximum": "500"}}, "payments.maximum"),
    ({"payments": {"maximum": True}}, "payments.maximum"),
    ({"payments": {"maximum": 10**30}}, "payments.maximum"),
    ({"payments": None}, "payments"),
    ({"pots": {"order": ["programme"]}}, "pots.order.0"),
    ({"pots": {"order": "earned"}}, "pots.order"),
    ({"redemption": {"fee_bp": 2_001}}, "redemption.fee_bp"),
    ({"redemption": {"rhythm": "daily"}}, "redemption.rhythm"),
    ({"refunds": {"partial": "ja"}}, "refunds.partial"),
    ({"wind_down": {"last_earning_on": "31-12-2026"}}, "wind_down.last_earning_on"),
    ({"volunteers": {"norms": [{"since": "2025-01-01"}]}}, "volunteers.norms.0.hourly"),
    ({"coin": {"singular": "", "plural": "x" * 31}}, "coin.singular"),
    ({"coin": {"singular": "a\x00b", "plural": "munten"}}, "coin.singular"),
    ({"coin": {"singular": "\ud800", "plural": "munten"}}, "document"),
    ({"unknown": 1}, "unknown"),
    ({"format": 2}, "format"),
]


@pytest.mark.parametrize(("document", "field", "code"), CASES)
def test_what_contradicts_is_refused_with_its_field(
    document: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(RulesInvalid) as refused:
        checked_rules(document)

    assert field in refused.value.facts["fields"]
    assert CONTRADICTIONS[code] in refused.value.wrong[field]


@pytest.mark.parametrize(("document", "field"), ALONE)
def test_what_a_field_alone_cannot_be_is_refused_in_dutch(
    document: dict[str, Any], field: str
) -> None:
    with pytest.raises(RulesInvalid) as refused:
        checked_rules(document)

    said = [str(one) for one in refused.value.wrong[field]]
    assert said != []
    assert not any(word in one for one in said for word in ("Input", "should", "valid"))


def test_every_contradiction_has_a_case_and_a_sentence() -> None:
    assert {code for _, _, code in CASES} == set(CONTRADICTIONS) - ELSEWHERE


def test_everything_at_fault_is_said_at_once() -> None:
    document = {"payments": {"maximum": 0, "typo": 1}, "redemption": {"fee_bp": -1}}

    with pytest.raises(RulesInvalid) as refused:
        checked_rules(document)

    assert refused.value.facts["fields"] == [
        "payments.maximum", "payments.typo", "redemption.fee_bp",
    ]  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_template_can_be_meant_and_is_described(name: str) -> None:
    assert contradictions(DOCUMENTS[name]) == []
    assert checked_rules(DOCUMENTS[name].model_dump(mode="json")) == DOCUMENTS[name]
    assert len(str(TEMPLATES[name].about)) > 40
    assert set(TEMPLATES) == set(DOCUMENTS)


def test_the_usual_rules_can_be_meant() -> None:
    assert contradictions(Rules()) == []


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"geen json", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000, b"7"]
)
def test_a_file_that_holds_no_document_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(RulesInvalid) as refused:
        document_in_file(content)

    assert refused.value.facts == {"fields": ["document"]}
