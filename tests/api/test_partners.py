"""A shop keeps its places, people, terms and account by program; a second person decides."""

import pytest
from django_tenants.utils import schema_context

from marketplace.models import Merchant
from marketplace.services.shop_terms import publish_terms
from tests.api.acts import a_key, a_shop, open_shop
from tests.api.cast import Town, an_iban, refused, told
from tests.marketplace.cast import NOW

HOURS = {"0": [["09:00", "12:00"], ["13:00", "17:00"]]}
PLACE = {"address": "Markt 2", "hours": HOURS}


@pytest.fixture
def shop(town: Town) -> str:
    open_shop(town)
    return f"merchants/{told(town.resident.get('merchants'))['results'][0]['id']}"


def test_places_and_tills_are_kept_by_program(town: Town, shop: str):
    keeper = town.shopkeeper
    assert told(keeper.put(f"{shop}/place", PLACE))["hours"] == HOURS
    made = told(keeper.post(f"{shop}/branches", PLACE | {"name": "Kerk"}), 201)
    refused(keeper.post(f"{shop}/branches", PLACE | {"name": "Kerk"}), 409, "shop-name-taken")
    till = told(keeper.get("tills"))["results"][0]["id"]
    changed = {"name": "Balie", "branch": made["id"], "is_active": True}

    assert told(keeper.put(f"{shop}/tills/{till}", changed))["name"] == "Balie"
    path = f"{shop}/branches/{made['id']}"
    assert told(keeper.put(path, PLACE | {"name": "Kerk", "is_open": False}))["is_open"] is False

    assert told(keeper.get(f"{shop}/branches"))["count"] == 1
    assert told(keeper.get("tills"))["results"] == []
    refused(keeper.put(f"{shop}/tills/{till}", changed), 409, "branch-closed")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": {"7": [["09:00", "12:00"]]}}, {"hours": {"0": [["9:00", "12:00"]]}},
        {"hours": {"0": [["09:00", "12:00"], ["11:00", "17:00"]]}}, {"hours": {"0": [["09:00"]]}},
        {"latitude": "50.9"}, {"address": ""},
    ],
)  # fmt: skip
def test_a_place_that_makes_no_sense_is_refused(town: Town, shop: str, wrong):
    refused(town.shopkeeper.put(f"{shop}/place", PLACE | wrong), 422, "invalid")


def test_a_pause_is_told_and_asked_around_by_nobody(town: Town, shop: str):
    till = told(town.shopkeeper.get("tills"))["results"][0]["id"]
    told(town.shopkeeper.post(f"{shop}/pause", {"note": "Dicht"}))

    found = told(town.resident.get(shop))
    assert (found["is_paused"], found["pause_note"]) == (True, "Dicht")
    path = f"tills/{till}/payment-requests"
    refused(town.shopkeeper.post(path, {"amount": 100}, key=a_key()), 409, "merchant-paused")
    refused(town.resident.post(f"{shop}/resume"), 404, "not-found")
    assert told(town.shopkeeper.post(f"{shop}/resume"))["is_paused"] is False


def test_people_are_invited_by_program(town: Town, shop: str):
    keeper, asked = town.shopkeeper, {"email": "nieuw@elders.example", "duty": "staff"}

    told(keeper.post(f"{shop}/invitations", asked), 201)

    assert [one["duty"] for one in told(keeper.get(f"{shop}/staff"))["results"]] == ["owner"]
    (waiting,) = told(keeper.get(f"{shop}/invitations"))["results"]
    assert set(waiting) == {"id", "email", "duty", "invited_at", "expires_at"}
    own = {"email": town.person("shopkeeper").email, "duty": "staff"}
    refused(keeper.post(f"{shop}/invitations", own), 409, "works-there-already")
    refused(town.resident.get(f"{shop}/staff"), 404, "not-found")


def test_another_account_goes_by_a_second_person(town: Town, shop: str):
    key, asked = a_key(), {"iban": an_iban(4_321), "account_name": "B. Jongen"}
    made = told(town.shopkeeper.post(f"{shop}/account-changes", asked, key=key), 201)
    again = told(town.shopkeeper.post(f"{shop}/account-changes", asked, key=key), 201)
    assert (made["id"], made["state"]) == (again["id"], "asked")
    path = f"account-changes/{made['id']}"

    assert an_iban(4_321) not in str(told(town.finance.get("account-changes")))
    refused(town.organiser.post(f"{path}/approve"), 403, "not-allowed")
    assert told(town.finance.post(f"{path}/approve"))["state"] == "approved"
    declined = told(town.second_finance.post(f"{path}/decline", {"reason": "Nee"}))
    assert (declined["state"], declined["reason"]) == ("declined", "Nee")
    refused(town.shopkeeper.post(f"{path}/withdraw"), 409, "account-change-over")
    assert told(town.shopkeeper.get(f"{shop}/account-changes"))["count"] == 1


@pytest.mark.parametrize(
    ("iban", "code"), [("NL00ABNA0417164300", "iban-invalid"), ("", "account-unchanged")]
)
def test_an_account_that_is_wrong_or_the_same_is_refused(
    town: Town, shop: str, iban: str, code: str
):
    with schema_context(town.tenant.schema_name):
        own = Merchant.objects.get()
    asked = {"iban": iban or own.iban, "account_name": own.account_name}

    status = 422 if code == "iban-invalid" else 409
    refused(town.shopkeeper.post(f"{shop}/account-changes", asked, key=a_key()), status, code)


def test_another_change_waits_for_the_first_to_be_withdrawn(town: Town, shop: str):
    def ask(number: int):
        asked = {"iban": an_iban(number), "account_name": "B. Jongen"}
        return town.shopkeeper.post(f"{shop}/account-changes", asked, key=a_key())

    made = told(ask(1), 201)
    refused(ask(2), 409, "account-change-waits")
    told(town.shopkeeper.post(f"account-changes/{made['id']}/withdraw"))
    told(ask(2), 201)


def test_terms_are_read_and_agreed_to_by_program(town: Town, shop: str):
    refused(town.shopkeeper.get("shop-terms"), 404, "not-found")
    with schema_context(town.tenant.schema_name):
        publish_terms(text="Afspraken", after=0, actor=town.person("manager"), now=NOW)

    assert told(town.shopkeeper.get("shop-terms"))["version"] == 1
    assert told(town.shopkeeper.post(f"{shop}/terms", {"version": 1}))["version"] == 1
    refused(town.shopkeeper.post(f"{shop}/terms", {"version": 2}), 409, "terms-outdated")
    applying = a_shop(name="Tweede")
    refused(town.shopkeeper.post("merchants", applying, key=a_key()), 409, "terms-not-accepted")
    told(town.shopkeeper.post("merchants", applying | {"terms_version": 1}, key=a_key()), 201)


def test_staff_sorts_a_shop_and_a_vat_number_must_add_up(town: Town, shop: str):
    assert told(town.manager.post(f"{shop}/category", {"category": "bike"}))["category"] == "bike"
    refused(town.shopkeeper.post(f"{shop}/category", {"category": "bike"}), 403, "not-allowed")
    wrong = a_shop(vat_number="NL123456789B01")
    refused(town.shopkeeper.post("merchants", wrong, key=a_key()), 422, "vat-invalid")
