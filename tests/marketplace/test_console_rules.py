"""The rules at the desk: told in words, proposed by one, approved by another."""

from decimal import Decimal

import pytest
from django.utils import timezone

from currency.models import RuleSet
from currency.queries import rules_in_force
from currency.rules.document import Rules
from marketplace.web.desk_rule_words import LINES, changes, told
from tenants.people.services import grant_role
from tests.marketplace.cast import NOW, make_person
from tests.marketplace.console_cast import proposal

RULES = "/beheer/regels/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def clerk(town, client_for):
    """Who may propose."""
    return client_for(town.tenant, town.clerk)


@pytest.fixture
def finance(town, client_for):
    """Who may approve."""
    return client_for(town.tenant, make_person("fien", "finance"))


def typed(**other):
    """The form as it stands, with other values."""
    rules = rules_in_force(NOW).rules
    values = {
        "per_hour": rules.rewards.per_hour, "minimum": rules.rewards.minimum,
        "maximum": rules.rewards.maximum, "payment_maximum": rules.payments.maximum,
        "payment_maximum_per_day": rules.payments.maximum_per_day,
        "maximum_balance": rules.pots.maximum_balance,
    }  # fmt: skip
    sums = {name: f"{value // 100},{value % 100:02}" for name, value in values.items()}
    fee = f"{Decimal(rules.redemption.fee_bp) / 100}".replace(".", ",")
    days = rules.redemption.holding_days
    return sums | {"holding_days": days, "fee_percent": fee} | other


def leaves(model, path=""):
    for name, field in model.model_fields.items():
        here = f"{path}{name}"
        if hasattr(field.annotation, "model_fields"):
            yield from leaves(field.annotation, here + ".")
        else:
            yield here


def test_every_rule_of_the_document_is_told():
    assert {line.path for line in LINES} == set(leaves(Rules)) - {"format"}
    assert sum(len(lines) for _, lines in told(Rules())) == len(LINES)


def test_only_what_differs_is_a_change():
    old = Rules()
    new = Rules.model_validate({"redemption": {"fee_bp": 150, "rhythm": "monthly"}})

    found = changes(old, new)

    assert [(one.old.value, one.new.value) for one in found] == [
        (0, 150), ("elke week", "elke maand"),
    ]  # fmt: skip
    assert changes(old, old) == []


def test_a_proposal_changes_what_was_typed_and_nothing_else(clerk):
    old = rules_in_force(NOW).rules

    answer = clerk.post(RULES + "voorstel/", typed(per_hour="6,50", fee_percent="1,5"))

    made = RuleSet.objects.latest("version")
    assert answer.status_code == 302
    assert made.state == RuleSet.State.PROPOSED
    assert [line.new.value for line in changes(old, Rules.model_validate(made.document))] == [
        650, 150,
    ]  # fmt: skip
    assert "Jij hebt dit voorgesteld" in clerk.get(RULES).content.decode()


def test_a_proposal_sent_twice_is_one(clerk):
    before = RuleSet.objects.count()

    for _ in range(2):
        assert clerk.post(RULES + "voorstel/", typed(per_hour="6,50")).status_code == 302

    assert RuleSet.objects.count() == before + 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("per_hour", "0"), ("per_hour", "-1"), ("per_hour", "1,234"), ("per_hour", "9" * 40),
        ("minimum", "9999"), ("payment_maximum", "99999"), ("holding_days", "91"),
        ("holding_days", "-1"), ("fee_percent", "21"), ("fee_percent", "veel"),
        ("maximum_balance", ""), ("maximum", "501"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_said_at_its_field(clerk, field, value):
    before = RuleSet.objects.count()

    answer = clerk.post(RULES + "voorstel/", typed(**{field: value}))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert RuleSet.objects.count() == before


def test_a_proposal_that_changes_nothing_is_none(clerk):
    answer = clerk.post(RULES + "voorstel/", typed())

    assert answer.status_code == 422
    assert "nog niets gewijzigd" in answer.content.decode()


def test_another_reads_old_and_new_and_approves(town, finance):
    made = proposal(town)
    path = f"{RULES}{made.version}/goed/"

    shown = finance.get(path).content.decode()
    yesterday = finance.post(path, {"starts_on": "2026-11-23"})
    done = finance.post(path, {"starts_on": "2026-11-24"})

    assert "Gewone beloning voor een uur" in shown
    assert "6,50" in shown
    assert (yesterday.status_code, done.status_code) == (422, 302)
    assert rules_in_force(NOW).version == made.version
    assert finance.get(path).status_code == 404


def test_who_proposed_does_not_approve(town, client_for):
    grant_role(person=town.clerk, code="finance", actor=None)
    made = proposal(town)
    both = client_for(town.tenant, town.clerk)
    path = f"{RULES}{made.version}/goed/"

    assert "Een collega moet het goedkeuren." in both.get(path).content.decode()
    assert both.post(path, {"starts_on": "2026-11-24"}).status_code == 403
    assert rules_in_force(NOW).version != made.version


def test_roles_see_what_they_may_do(town, clerk, finance):
    made = proposal(town)

    assert "Stel een wijziging voor" in clerk.get(RULES).content.decode()
    assert "Stel een wijziging voor" not in finance.get(RULES).content.decode()
    assert f"{RULES}{made.version}/goed/" in finance.get(RULES).content.decode()
    assert clerk.get(f"{RULES}{made.version}/goed/").status_code == 403
    assert finance.get(RULES + "voorstel/").status_code == 403
