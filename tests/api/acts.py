"""Whole acts of a town, each done by the API alone. Amounts are minor units."""

from typing import Any
from uuid import uuid4

from django_tenants.utils import schema_context

from currency.models import RuleSet
from tests.api.cast import Api, Town, a_photo, an_iban, in_days, in_minutes, told
from tests.cast import replayed

COVER = 1_000_000
BUDGET = 500_000
REWARD = 500


def a_key() -> str:
    """A key no command had before."""
    return str(uuid4())


def fund(town: Town, amount: int = BUDGET) -> int:
    """Finance sets euros aside, a manager makes a budget and issues coins into it."""
    told(town.finance.post("cover/deposit", {"cents": COVER}, key=a_key()), 201)
    made = told(town.manager.post("programmes", a_budget()), 201)
    told(town.manager.post(f"programmes/{made['id']}/fund", {"amount": amount}, key=a_key()), 201)
    return int(made["id"])


def a_budget(**more: Any) -> dict[str, Any]:
    """What a budget is told as."""
    name = f"Buurt {uuid4()}"
    return {"name": name, "starts_on": in_days(-30), "ends_on": in_days(300), **more}


def a_klus(programme: int, **more: Any) -> dict[str, Any]:
    """What a klus is told as; it begins soon enough to check in at once."""
    moment = {"starts_at": in_minutes(20), "ends_at": in_minutes(140), "places": 2}
    return {
        "title": "Zwerfvuil rapen", "description": "Met een prikstok door het park.",
        "category": "litter", "programme": programme, "place": "Ingang Akerstraat",
        "reward": REWARD, "duration_minutes": 120, "moments": [moment], **more,
    }  # fmt: skip


def publish(town: Town, programme: int, **more: Any) -> Any:
    """The organiser makes a klus and puts it up."""
    made = told(town.organiser.post("klussen", a_klus(programme, **more), key=a_key()), 201)
    return told(town.organiser.post(f"klussen/{made['id']}/publish"))


def work(town: Town, klus: Any, resident: Api | None = None) -> int:
    """A resident takes a place, begins, and hands in a photo; answers the sign-up."""
    who = resident or town.resident
    sign_up: int = told(who.post(f"slots/{klus['slots'][0]['id']}/sign-up"), 201)["id"]
    told(who.post(f"sign-ups/{sign_up}/check-in"))
    told(who.upload(f"sign-ups/{sign_up}/proof", photo=a_photo(), note="Klaar"), 201)
    return sign_up


def earn(town: Town, times: int = 1) -> None:
    """The resident works and is rewarded."""
    programme = fund(town)
    for _ in range(times):
        sign_up = work(town, publish(town, programme))
        told(town.manager.post(f"sign-ups/{sign_up}/approve"))


def a_shop(**more: Any) -> dict[str, Any]:
    """What a shop is told as."""
    return {
        "name": "Bakkerij Jongen", "category": "food", "kvk_number": "12345678",
        "iban": an_iban(int(uuid4()) % 10**9), "account_name": "B. Jongen",
        "address": "Akerstraat 1", **more,
    }  # fmt: skip


def open_shop(town: Town) -> int:
    """The shopkeeper applies, a manager lets the shop in; answers its till."""
    made = told(town.shopkeeper.post("merchants", a_shop(), key=a_key()), 201)
    told(town.manager.post(f"merchants/{made['id']}/approve"))
    till: int = told(town.shopkeeper.get("tills"))["results"][0]["id"]
    return till


def ask(town: Town, till: int, amount: int) -> Any:
    """The shopkeeper asks for an amount."""
    path = f"tills/{till}/payment-requests"
    return told(town.shopkeeper.post(path, {"amount": amount}, key=a_key()), 201)


def agree(region: Api, issuer: Town, acceptor: Town, **terms: Any) -> Any:
    """The coordinator proposes, both municipalities say yes; answers the agreement in force."""
    proposed = told(region.post("agreements", an_agreement(issuer, acceptor, **terms)), 201)
    for side in (issuer, acceptor):
        done = told(side.board.post(f"agreements/{proposed['id']}/approve"))
    return done


def an_agreement(issuer: Town, acceptor: Town, **terms: Any) -> dict[str, Any]:
    """What an agreement is told as."""
    return {
        "issuer": issuer.tenant.schema_name, "acceptor": acceptor.tenant.schema_name,
        "starts_on": in_days(-1), "ends_on": in_days(100),
        "cap_outstanding": 100_000, "cap_payment": 10_000, **terms,
    }  # fmt: skip


def redeem_at_once(town: Town) -> None:
    """Two people let rules hold under which nothing has to age."""
    rules = told(town.manager.get("rules"))["rules"]
    rules["redemption"]["holding_days"] = 0
    let_hold(town, rules)


def propose(town: Town, rules: dict[str, Any], by: Api | None = None) -> dict[str, Any]:
    """A draft of these rules, replayed and put before a second person."""
    manager = by or town.manager
    made = told(manager.post("rules/versions", {"rules": rules}), 201)
    with schema_context(town.tenant.schema_name):
        replayed(RuleSet.objects.get(version=made["version"]))
    found: dict[str, Any] = told(manager.post(f"rules/versions/{made['version']}/propose"))
    return found


def let_hold(town: Town, rules: dict[str, Any]) -> None:
    """Two people let these rules hold from now on."""
    version = propose(town, rules)["version"]
    told(town.finance.post(f"rules/versions/{version}/approve", {}))
