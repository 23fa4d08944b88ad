"""A document of rules filled in at the desk, or read in from a file: nothing typed is lost."""

import json

import pytest
from django.utils import timezone

from currency.models import RuleSet
from currency.rules.document import Rules
from currency.rules.templates import TEMPLATES
from marketplace.web.desk_rules.form import RulesForm
from tests.marketplace.cast import NOW
from tests.marketplace.rules_cast import RULES, as_shown


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def clerk(town, client_for):
    """Who may propose."""
    return client_for(town.tenant, town.clerk)


@pytest.fixture
def draft(clerk):
    """A draft of the rules in force."""
    assert clerk.post(RULES + "nieuw/", {"start": "now", "note": "Zomer"}).status_code == 302
    return RuleSet.objects.latest("version")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_sent_back_as_it_was_shown_changes_nothing(name):
    document = TEMPLATES[name].model_dump(mode="json")

    form = RulesForm(as_shown(document), document=document)

    assert form.is_valid(), form.errors
    assert form.document() == document


def test_every_rule_of_a_draft_can_be_changed(clerk, draft):
    sent = as_shown(draft.document) | {
        "note": "Herfst", "rewards-per_hour": "6,50", "redemption-fee_bp": "1,5",
        "pots-gift-categories": ["food", "bike"], "pots-gift-expiry-kind": "months",
        "pots-gift-expiry-months": "12", "wind_down-last_earning_on": "2027-01-01",
        "wind_down-last_spending_on": "2027-02-01", "wind_down-last_redemption_on": "2027-03-01",
        "volunteers-norms-1-since": "2026-01-01", "volunteers-norms-1-hourly": "5,80",
        "volunteers-norms-1-hourly_under_21": "3,40", "volunteers-norms-1-month": "215",
        "volunteers-norms-1-year": "2150", "pots-order_0": "earned", "pots-order_3": "emergency",
    }  # fmt: skip

    answer = clerk.post(f"{RULES}{draft.version}/wijzig/", sent)

    draft.refresh_from_db()
    rules = Rules.model_validate(draft.document)
    assert answer.status_code == 302
    assert (draft.note, rules.rewards.per_hour, rules.redemption.fee_bp) == ("Herfst", 650, 150)
    assert rules.pots.gift.categories == ("food", "bike")
    assert rules.pots.order == ("earned", "gift", "topped-up", "emergency")
    assert [norm.hourly for norm in rules.volunteers.norms] == [560, 580]
    assert rules.wind_down.last_redemption_on.isoformat() == "2027-03-01"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rewards-per_hour", "0"), ("rewards-per_hour", "-1"), ("rewards-per_hour", "1,234"),
        ("rewards-per_hour", "9" * 40), ("rewards-minimum", "9999"), ("rewards-maximum", "501"),
        ("payments-maximum", "99999"), ("redemption-holding_days", "91"),
        ("redemption-holding_days", "-1"), ("redemption-fee_bp", "21"),
        ("redemption-fee_bp", "veel"), ("pots-maximum_balance", ""),
        ("pots-gift-expiry-months", "3"), ("pots-gift-maximum_payment", "200"),
        ("payments-request_lifetime_s", "29"), ("abroad-maximum_payment", "151"),
        ("coin-singular", "duit"), ("pots-order_0", ""), ("wind_down-last_earning_on", "morgen"),
        ("volunteers-norms-0-month", "2101"), ("volunteers-norms-1-hourly", "5"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_said_at_its_field_and_nothing_typed_is_lost(clerk, draft, field, value):
    elsewhere = {"coin-singular": "coin-plural", "pots-order_0": "pots-order",
                 "volunteers-norms-1-hourly": "volunteers-norms-1-since"}  # fmt: skip
    sent = as_shown(draft.document) | {field: value, "note": "Lang over nagedacht"}
    if field == "pots-order_0":
        sent |= {f"pots-order_{place}": "" for place in range(4)}

    answer = clerk.post(f"{RULES}{draft.version}/wijzig/", sent)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{elsewhere.get(field, field)}_error"' in shown
    assert "Lang over nagedacht" in shown
    assert draft.document == RuleSet.objects.get(version=draft.version).document


def test_who_read_another_draft_than_there_is_overwrites_nothing(clerk, draft):
    sent = as_shown(draft.document) | {"digest": "0" * 64, "rewards-per_hour": "6,50"}

    answer = clerk.post(f"{RULES}{draft.version}/wijzig/", sent)

    assert answer.status_code == 409
    assert "intussen gewijzigd" in answer.content.decode()
    assert "6,50" in answer.content.decode()


def test_what_was_exported_elsewhere_is_read_in_here(town, clerk, draft):
    sent = as_shown(draft.document) | {"rewards-per_hour": "6,50"}
    clerk.post(f"{RULES}{draft.version}/wijzig/", sent)
    file = clerk.get(f"{RULES}{draft.version}/bestand/")
    clerk.post(f"{RULES}{draft.version}/weg/")

    answer = clerk.post(RULES + "inlezen/", {"text": file.content.decode(), "note": "Buren"})

    made = RuleSet.objects.latest("version")
    assert file["Content-Disposition"] == f'attachment; filename="rules-{draft.version}.json"'
    assert answer.status_code == 302
    assert (made.state, made.note, made.document) == ("draft", "Buren", json.loads(file.content))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("geen json", "in JSON"),
        ("[1]", "in JSON"),
        ("", "Kies een bestand of plak de tekst."),
        ('{"payments": {"maximum": 0}}', "Betalen: Hoogste betaling in een keer"),
        ('{"payments": {"maximum": 99999}}', "hoger dan wat per dag mag"),
        ('{"betalen": 1}', "Dit veld kennen we niet."),
        ('{"coin": {"value_cents": 10000}, "pots": {"order": []}}', "Kies minstens één potje"),
    ],
)
def test_a_file_that_cannot_be_says_why_and_is_not_lost(clerk, text, said):
    before = RuleSet.objects.count()

    answer = clerk.post(RULES + "inlezen/", {"text": text, "note": "Uit Kerkrade"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert "Uit Kerkrade" in shown
    assert text.replace('"', "&quot;") in shown
    assert RuleSet.objects.count() == before
