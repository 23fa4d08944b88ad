"""The rules at the desk: told in words, drafted by one, approved by another."""

from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import RuleSet
from currency.queries import rules_in_force
from currency.rules.digest import document_digest
from currency.rules.document import Rules
from currency.services.rules import approve_rules
from marketplace.web.desk_rules.lines import LINES
from marketplace.web.desk_rules.words import changes, told
from tenants.people.services import grant_role
from tests.cast import replayed
from tests.marketplace.cast import NOW, make_person
from tests.marketplace.console_cast import proposal
from tests.marketplace.rules_cast import RULES


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


@pytest.fixture
def draft(clerk):
    """A draft of the rules in force."""
    assert clerk.post(RULES + "nieuw/", {"start": "now", "note": "Zomer"}).status_code == 302
    return RuleSet.objects.latest("version")


def leaves(model, path=""):
    for name, field in model.model_fields.items():
        here = f"{path}{name}"
        if hasattr(field.annotation, "model_fields"):
            yield from leaves(field.annotation, here + ".")
        else:
            yield here


def test_every_rule_of_the_document_has_its_line():
    assert [line.path for line in LINES if line.path] == list(dict.fromkeys(
        line.path for line in LINES
    ))  # fmt: skip
    assert {line.path for line in LINES} == set(leaves(Rules)) - {"format"}


def test_every_rule_that_says_something_is_told():
    # Two lines a pot only speak of an expiry that there is not.
    assert sum(len(lines) for _, lines in told(Rules())) == len(LINES) - 8


def test_only_what_differs_is_a_change():
    old = Rules()
    new = Rules.model_validate({
        "redemption": {"fee_bp": 150, "rhythm": "monthly"},
        "pots": {"order": ["gift", "earned"], "gift": {"categories": ["food"]}},
        "volunteers": {"norms": []}, "wind_down": {"last_earning_on": "2027-01-01"},
    })  # fmt: skip

    found = {one.label: (one.old.value, one.new.value) for one in changes(old, new)}

    assert list(found.values())[1:] == [
        ("noodsteun, wat gekregen is, wat zelf gekocht is, wat verdiend is",
         "wat gekregen is, wat verdiend is"),
        ("alle winkels", "Eten en drinken"), (0, 150), ("elke week", "elke maand"),
        ("geen dag", "1 januari 2027"),
    ]  # fmt: skip
    assert "5,60 per uur" in str(found["Normen"][0])
    assert changes(old, old) == []


def test_a_draft_begins_with_what_was_chosen(clerk, draft):
    assert (draft.state, draft.note, draft.based_on) == ("draft", "Zomer", 1)
    assert draft.document == rules_in_force(NOW).rules.model_dump(mode="json")

    clerk.post(RULES + "nieuw/", {"start": "template-time-bank", "note": ""})

    made = RuleSet.objects.latest("version")
    assert (made.document["rewards"]["per_hour"], made.based_on) == (100, None)
    assert clerk.post(RULES + "nieuw/", {"start": "template-gold"}).status_code == 422


def test_proposing_is_off_until_these_very_rules_were_replayed(clerk, draft):
    path = f"{RULES}{draft.version}/"
    assert 'disabled aria-describedby="why-not"' in clerk.get(path).content.decode()
    assert clerk.post(path + "voorstel/").status_code == 409

    replayed(draft)

    assert "why-not" not in clerk.get(path).content.decode()
    assert clerk.post(path + "voorstel/").status_code == 302
    assert "Jij hebt dit voorgesteld" in clerk.get(RULES).content.decode()


def test_a_draft_is_thrown_away_after_asking(clerk, draft):
    path = f"{RULES}{draft.version}/weg/"

    assert "komen niet terug" in clerk.get(path).content.decode()
    assert RuleSet.objects.filter(version=draft.version).exists()
    assert clerk.post(path).status_code == 302
    assert clerk.get(path).status_code == 404


def test_another_reads_old_and_new_and_approves(town, finance):
    made = proposal(town)
    path = f"{RULES}{made.version}/goed/"
    digest = document_digest(made.document).hex()

    shown = finance.get(path).content.decode()
    yesterday = finance.post(path, {"starts_on": "2026-11-23", "digest": digest})
    other = finance.post(path, {"starts_on": "2026-11-24", "digest": "0" * 64})
    done = finance.post(path, {"starts_on": "2026-11-24", "digest": digest})

    assert "Gewone beloning voor een uur" in shown
    assert "6,50" in shown
    assert (yesterday.status_code, other.status_code, done.status_code) == (422, 409, 302)
    assert rules_in_force(NOW).version == made.version
    assert finance.get(path).status_code == 404
    listed = finance.get(RULES).content.decode()
    assert ("geldt nu" in listed, "vervangen" in listed) == (True, True)


def test_a_day_on_which_another_version_starts_is_said_at_its_field(town, finance):
    first, second = proposal(town), proposal(town, per_hour=700)
    later = {"starts_on": "2026-12-01"}
    for made in (first, second):
        answer = finance.post(
            f"{RULES}{made.version}/goed/",
            later | {"digest": document_digest(made.document).hex()},
        )

    assert answer.status_code == 422
    assert 'id="id_starts_on_error"' in answer.content.decode()
    assert "gaat in op 1 december 2026" in answer.content.decode()


def test_who_proposed_does_not_approve(town, client_for):
    grant_role(person=town.clerk, code="finance", actor=None)
    made = proposal(town)
    both = client_for(town.tenant, town.clerk)
    path = f"{RULES}{made.version}/goed/"
    sent = {"starts_on": "2026-11-24", "digest": document_digest(made.document).hex()}

    assert "Een collega moet het goedkeuren." in both.get(path).content.decode()
    assert both.post(path, sent).status_code == 403
    assert rules_in_force(NOW).version != made.version


def test_a_proposal_goes_back_with_a_reason_or_is_taken_back(town, clerk, finance):
    made = proposal(town)
    path = f"{RULES}{made.version}/"

    empty = finance.post(path + "af/", {"reason": " "})
    back = finance.post(path + "af/", {"reason": "Te hoog voor de winkels"})

    assert (empty.status_code, back.status_code) == (422, 302)
    assert "Te hoog voor de winkels" in clerk.get(path).content.decode()
    assert clerk.post(path + "voorstel/").status_code == 302
    assert clerk.post(path + "terug/").status_code == 302
    assert RuleSet.objects.get(version=made.version).state == "draft"


def test_roles_see_what_they_may_do(town, clerk, finance):
    made = proposal(town)
    path = f"{RULES}{made.version}/"

    assert "Maak een concept" in clerk.get(RULES).content.decode()
    assert "Maak een concept" not in finance.get(RULES).content.decode()
    assert path + "goed/" in finance.get(RULES).content.decode()
    assert "Wacht op een collega" not in finance.get(path).content.decode()
    assert [clerk.get(path + end).status_code for end in ("goed/", "af/")] == [403, 403]
    for page in (RULES + "nieuw/", RULES + "inlezen/", path + "wijzig/", path + "weg/"):
        assert finance.get(page).status_code == 403


def test_an_approved_version_is_neither_changed_nor_thrown_away(town, clerk):
    made = proposal(town)
    approve_rules(version=made.version, actor=uuid4(), starts_at=NOW, now=NOW)

    for end in ("wijzig/", "weg/"):
        assert clerk.get(f"{RULES}{made.version}/{end}").status_code == 404
    assert clerk.post(f"{RULES}{made.version}/voorstel/").status_code == 409
    assert clerk.post(f"{RULES}{made.version}/terug/").status_code == 404
