"""A draft is replayed and read back by the API alone; the worker is run by hand."""

from typing import Any

from django.utils import timezone
from django_tenants.utils import schema_context

from currency.services.replays import run_replay
from tests.api.acts import a_key
from tests.api.cast import Town, refused, told


def a_draft(town: Town) -> int:
    rules = told(town.manager.get("rules"))["rules"]
    return int(told(town.manager.post("rules/versions", {"rules": rules}), 201)["version"])


def finished(town: Town, found: dict[str, Any]) -> Any:
    with schema_context(town.tenant.schema_name):
        run_replay(replay_id=found["id"], clock=timezone.now)
    return told(town.manager.get(f"rules/versions/{found['version']}/replays/{found['id']}"))


def test_a_draft_is_replayed_and_may_then_be_proposed(town: Town) -> None:
    version = a_draft(town)
    refused(town.manager.post(f"rules/versions/{version}/propose"), 409, "replay-missing")

    path = f"rules/versions/{version}/replays"
    asked = told(town.manager.post(path, {"months": 3}, key=a_key()), 202)
    assert (asked["state"], asked["months"], asked["report"]) == ("waiting", 3, {})
    done = finished(town, asked)

    assert (done["state"], done["is_current"]) == ("done", True)
    assert (done["report"]["transfers"], done["report"]["differences"]) == (0, [])
    assert told(town.manager.get(path))["results"] == [done]
    assert told(town.manager.post(f"rules/versions/{version}/propose"))["state"] == "proposed"


def test_the_same_key_is_the_same_replay(town: Town) -> None:
    path, key = f"rules/versions/{a_draft(town)}/replays", a_key()
    first = told(town.manager.post(path, {}, key=key), 202)
    finished(town, first)

    again = told(town.manager.post(path, {}, key=key), 202)

    assert (again["id"], again["state"], again["months"]) == (first["id"], "done", 6)
    refused(town.manager.post(path, {"months": 2}, key=key), 409, "key-reused")


def test_a_replay_is_for_who_makes_rules_and_looks_back_two_years_at_most(town: Town) -> None:
    path = f"rules/versions/{a_draft(town)}/replays"

    refused(town.resident.post(path, {}, key=a_key()), 403, "not-allowed")
    refused(town.resident.get(path), 403, "not-allowed")
    refused(town.manager.post(path, {"months": 25}, key=a_key()), 422, "invalid")
    refused(town.manager.post("rules/versions/99/replays", {}, key=a_key()), 409, "rules-not-open")
    refused(town.manager.get(f"{path}/999"), 404, "not-found")
