"""Deals and cards by the API alone: given once, paid by PIN, blocked at once."""

from typing import Any

import pytest
from django_tenants.utils import schema_context

from currency.card_codes import printed_code
from currency.models import Card
from currency.services.cards import print_pin
from tests.api.acts import a_key, ask, earn, let_hold, open_shop
from tests.api.cast import Town, in_days, refused, told
from tests.cast import NOW


def a_deal(**more: Any) -> dict[str, Any]:
    """What a deal is told as."""
    days = {"starts_on": in_days(-1), "ends_on": in_days(5)}
    return {"title": "Koffie met vlaai", "price": 350, "number": 2, **days, **more}


def test_a_deal_is_made_read_by_all_and_claimed_until_it_is_gone(town: Town) -> None:
    till, shop = open_shop(town), town.shopkeeper
    made = told(shop.post(f"tills/{till}/deals", a_deal(price=0), key=a_key()), 201)
    (read,) = told(town.resident.get("deals"))["results"]
    assert (read["title"], read["left"]) == ("Koffie met vlaai", 2)
    path, key = f"tills/{till}/deals/{made['id']}/claims", a_key()

    first = [told(shop.post(path, {}, key=key), 201) for _ in range(2)]
    told(shop.post(path, {}, key=a_key()), 201)

    assert first[0] == first[1]
    assert first[0]["request_id"] is None
    refused(shop.post(path, {}, key=a_key()), 409, "deal-sold-out")
    assert told(town.resident.get("deals"))["count"] == 0


def test_a_deal_with_a_price_is_a_payment_request(town: Town) -> None:
    till, shop = open_shop(town), town.shopkeeper
    made = told(shop.post(f"tills/{till}/deals", a_deal(), key=a_key()), 201)

    claim = told(shop.post(f"tills/{till}/deals/{made['id']}/claims", {}, key=a_key()), 201)

    asked = told(shop.get(f"tills/{till}/payment-requests/{claim['request_id']}"))
    assert (asked["amount"], asked["description"]) == (350, "Koffie met vlaai")
    told(shop.post(f"tills/{till}/deals/{made['id']}/stop"))
    path = f"tills/{till}/deals/{made['id']}/claims"
    refused(shop.post(path, {}, key=a_key()), 409, "deal-not-running")


def test_a_deal_that_makes_no_sense_is_refused(town: Town) -> None:
    till = open_shop(town)
    path = f"tills/{till}/deals"

    backwards = a_deal(starts_on=in_days(5), ends_on=in_days(1))
    refused(town.shopkeeper.post(path, backwards, key=a_key()), 422, "deal-invalid")
    keyed = told(town.shopkeeper.post(path, a_deal(price=None), key=a_key()), 201)
    claims = f"{path}/{keyed['id']}/claims"
    refused(town.shopkeeper.post(claims, {}, key=a_key()), 422, "deal-amount-missing")


@pytest.fixture
def carded(town: Town) -> tuple[Town, int, str, str]:
    """The resident has coins and a card: its id, its code and its PIN."""
    earn(town)
    rules = told(town.manager.get("rules"))["rules"]
    rules["cards"] = {"enabled": True, "pin_above": 200, "without_pin_per_day": 300}
    let_hold(town, rules)
    resident = {"resident": town.person("resident").id}
    made = told(town.manager.post("cards", resident, key=a_key()), 201)
    with schema_context(town.tenant.schema_name):
        card, pin = print_pin(
            key=Card.objects.get().key, card_id=made["id"], actor=town.person("manager"), at=NOW
        )
        return town, made["id"], printed_code(card.number), pin


def test_a_card_pays_at_a_till_with_its_pin(carded) -> None:
    town, _card, code, pin = carded
    till = open_shop(town)
    asked = ask(town, till, 250)
    path = f"tills/{till}/payment-requests/{asked['id']}/card"

    refused(town.shopkeeper.post(path, {"card": code}), 409, "pin-needed")
    wrong = "1357" if pin != "1357" else "2468"
    answer = town.shopkeeper.post(path, {"card": code, "pin": wrong})
    refused(answer, 409, "pin-wrong")
    done = [told(town.shopkeeper.post(path, {"card": code, "pin": pin})) for _ in range(2)]

    assert done[0] == done[1]
    assert done[0]["received"] == 250
    refused(town.shopkeeper.post(path, {"card": "HE" + "2" * 16}), 404, "card-unknown")


def test_a_blocked_card_pays_nothing_and_a_new_one_takes_its_place(carded) -> None:
    town, card, code, pin = carded
    till = open_shop(town)
    path = f"tills/{till}/payment-requests/{ask(town, till, 100)['id']}/card"
    refused(town.shopkeeper.post(f"cards/{card}/block", {"reason": "lost"}), 404, "not-found")

    told(town.resident.post(f"cards/{card}/block", {"reason": "lost"}))

    refused(town.shopkeeper.post(path, {"card": code, "pin": pin}), 409, "card-blocked")
    new = told(town.manager.post(f"cards/{card}/replace", {"reason": "lost"}))
    assert new["id"] != card
    refused(town.shopkeeper.post(path, {"card": code, "pin": pin}), 409, "card-replaced")
    own = told(town.resident.get("cards/own"))["results"]
    assert [one["state"] for one in own] == ["active", "replaced"]
    assert "pin_digest" not in own[0]
    resident = {"resident": town.person("resident").id}
    refused(town.manager.post("cards", resident, key=a_key()), 409, "card-in-use")
    refused(town.resident.get("cards"), 403, "not-allowed")
