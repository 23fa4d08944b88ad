"""How fast somebody may ask: counted per town and person, with an answer that says when again."""

from typing import Any

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as CacheGone

from heitje.api.throttling import ActRate, AnonymousRate, PersonRate
from tenants.models import Tenant
from tests.api.cast import Api, Town, make_person, refused


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of everything in a minute; codes once."""
    rates = {"person": "2/min", "anonymous": "2/min", "payment-code": "1/min", "upload": "1/min"}
    for kind in (PersonRate, AnonymousRate, ActRate):
        monkeypatch.setattr(kind, "THROTTLE_RATES", rates)


def test_who_asks_too_fast_is_told_when_to_come_back(town: Town):
    for _ in range(2):
        assert town.resident.get("balance").status_code == 200

    response = town.resident.get("entries")

    body = refused(response, 429, "throttled")
    assert 0 < int(response["Retry-After"]) <= 60
    assert body["facts"] == {"retry_after_s": int(response["Retry-After"])}


def test_one_person_does_not_hold_up_another(town: Town):
    resident, organiser = town.resident, town.organiser
    for _ in range(3):
        resident.get("balance")

    assert organiser.get("balance").status_code == 200


def test_one_town_does_not_hold_up_another(heerlen: Tenant, sittard_geleen: Tenant):
    # The first person of each town, so that both have the same number.
    programs = [Api(where, make_person(where, "resident")) for where in (heerlen, sittard_geleen)]
    for program in programs:
        for _ in range(2):
            assert program.get("balance").status_code == 200

    assert [program.get("balance").status_code for program in programs] == [429, 429]


def test_what_is_counted_stands_under_the_name_of_the_town(town: Town):
    town.resident.get("balance")

    kept = [name.decode() for name in cache._cache.get_client().keys("*throttle*")]
    assert kept
    assert all(name.startswith("heerlen:") for name in kept)


def test_codes_are_not_to_be_tried_out(town: Town):
    refused(town.resident.get("payment-requests/HE222222"), 404, "request-unknown")

    refused(town.resident.get("payment-requests/HE222223"), 429, "throttled")
    refused(town.resident.post("payment-requests/HE222224/pay"), 429, "throttled")
    refused(town.resident.get("payment-requests/HE222225/receipt"), 429, "throttled")


def test_who_did_not_sign_in_is_counted_by_address(heerlen: Tenant):
    program = Api(heerlen)
    for _ in range(2):
        assert program.get("").status_code == 200

    refused(program.get(""), 429, "throttled")


def test_an_address_that_a_caller_makes_up_counts_for_nothing(heerlen: Tenant):
    program = Api(heerlen)

    met = [
        program.browser.get("/api/v1/", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in range(3)
    ]

    assert met == [200, 200, 429]


def test_without_a_cache_nobody_is_held_up(town: Town, monkeypatch: pytest.MonkeyPatch):
    def gone(*args: Any, **more: Any) -> None:
        raise CacheGone

    program = town.resident
    monkeypatch.setattr(type(cache._cache), "get", gone)

    assert program.get("balance").status_code == 200
