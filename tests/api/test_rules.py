"""The rules by the API: the life of a draft, files from town to town, and the published schema."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from currency.rules.schema import json_schema
from currency.rules.templates import TEMPLATES
from tests.api.acts import let_hold, propose
from tests.api.cast import Api, Town, refused, told

VERSIONS = "rules/versions"


def drafted(town: Town, **asked: Any) -> dict[str, Any]:
    """A draft that a manager makes."""
    made: dict[str, Any] = told(town.manager.post(VERSIONS, asked or {"version": 1}), 201)
    return made


def test_the_schema_is_for_everybody_and_judges_as_the_town_does(rows: None):
    answer = Api("heerlen.localhost").get("rules/schema")

    schema = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/schema+json")
    assert Api("heerlen.localhost").get("rules/schema", accept="application/json").json() == schema
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema)
    for rules in TEMPLATES.values():
        judge.validate(rules.model_dump(mode="json"))
    for wrong in ({"typo": 1}, {"payments": {"maximum": 0}}, {"pots": {"order": ["gold"]}}):
        assert not judge.is_valid(wrong)


def test_the_schema_describes_every_section():
    sections = json_schema()["$defs"].values()

    assert all(section["description"] for section in sections)
    assert len(sections) > 12


def test_a_draft_is_made_changed_proposed_and_approved(town: Town):
    made = drafted(town, template="time-bank", note="Uren")
    path = f"{VERSIONS}/{made['version']}"
    rules = {**made["rules"], "refunds": {**made["rules"]["refunds"], "partial": False}}

    changed = told(town.manager.put(path, {"rules": rules, "digest": made["digest"]}))
    stale = town.manager.put(path, {"rules": rules, "digest": made["digest"]})
    unplayed = town.manager.post(f"{path}/propose")

    assert (made["standing"], made["based_on"]) == ("draft", None)
    assert changed["rules"]["refunds"]["partial"] is False
    refused(stale, 409, "rules-changed")
    refused(unplayed, 409, "replay-missing")
    let_hold(town, rules)
    listed = told(town.manager.get(VERSIONS))["results"]
    assert [one["standing"] for one in listed] == ["in-force", "superseded"]
    assert listed[1]["until"] == listed[0]["starts_at"]


def test_the_same_draft_asked_twice_is_one(town: Town):
    first, second = (drafted(town, template="top-up") for _ in range(2))

    assert first == second
    assert told(town.manager.get(VERSIONS))["count"] == 2


def test_a_draft_begins_with_one_thing(town: Town):
    for asked in ({}, {"template": "top-up", "version": 1}):
        refused(town.manager.post(VERSIONS, asked), 422, "invalid")
    refused(town.manager.post(VERSIONS, {"template": "gold"}), 422, "invalid")
    refused(town.manager.post(VERSIONS, {"version": 99}), 404, "not-found")


def test_a_proposal_goes_back_and_a_draft_is_thrown_away(town: Town):
    made = propose(town, {})
    path = f"{VERSIONS}/{made['version']}"

    refused(town.finance.post(f"{path}/decline", {"reason": ""}), 422, "decline-reason-missing")
    back = told(town.finance.post(f"{path}/decline", {"reason": "Te hoog"}))
    again = told(town.manager.post(f"{path}/propose"))
    taken_back = told(town.manager.post(f"{path}/withdraw"))
    gone = town.manager.ask("DELETE", path)

    assert (back["standing"], back["declined_because"]) == ("draft", "Te hoog")
    assert (again["standing"], taken_back["standing"]) == ("proposed", "draft")
    assert gone.status_code == 204
    refused(town.manager.get(path), 404, "not-found")


def test_who_approves_another_document_than_was_read_is_refused(town: Town):
    made = propose(town, {})
    path = f"{VERSIONS}/{made['version']}/approve"

    refused(town.finance.post(path, {"digest": "0" * 64}), 409, "rules-changed")
    assert told(town.finance.post(path, {"digest": made["digest"]}))["standing"] == "in-force"


def test_what_one_town_exports_another_reads_in(town: Town, abroad: Town):
    made = drafted(town, template="top-up")
    file = town.manager.get(f"{VERSIONS}/{made['version']}/export")
    document = json.loads(file.content)

    there = drafted(abroad, rules=document, note="Van de buren")

    assert file["Content-Disposition"] == f'attachment; filename="rules-{made["version"]}.json"'
    assert document == TEMPLATES["top-up"].model_dump(mode="json") == there["rules"]


@pytest.mark.parametrize(
    ("rules", "field", "said"),
    [
        ({"payments": {"maximum": 0}}, "payments.maximum", "Kies minstens 1."),
        ({"payments": {"maximum": 9e3}}, "payments.maximum", "Dit moet een heel getal zijn."),
        ({"betalen": {}}, "betalen", "Dit veld kennen we niet."),
        ({"pots": {"order": []}}, "pots.order",
         "Kies minstens één potje waaruit inwoners betalen."),
        ({"redemption": {"rhythm": "daily"}}, "redemption.rhythm",
         "Kies een van deze: weekly, monthly, on-request."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_field_in_dutch(
    town: Town, rules: dict[str, Any], field: str, said: str
):
    body = refused(town.manager.post(VERSIONS, {"rules": rules}), 422, "rules-invalid")

    assert body["facts"] == {"fields": [field]}
    assert body["fields"] == {field: [said]}


def test_every_template_is_told(town: Town):
    found = told(town.manager.get("rules/templates"))["templates"]

    assert [one["name"] for one in found] == list(TEMPLATES)
    assert found[1]["title"] == "Tijdbank"
