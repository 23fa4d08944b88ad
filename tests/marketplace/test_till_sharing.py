"""The till asks a table in shares and a resident at home, and a shop pays where rules let it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import PaymentRequest, Pot, RuleSet, SplitBill
from currency.queries import balance_of, rules_in_force
from currency.services.requests import request_payment
from tests.marketplace.cast import Town
from tests.marketplace.till_cast import Shop, open_shop, pays, with_coins


@pytest.fixture
def shop(town: Town) -> Shop:
    return open_shop(town)


@pytest.fixture
def samira(town: Town):
    return with_coins(town)


@pytest.fixture
def till(town: Town, shop: Shop, client_for):
    return client_for(town.tenant, shop.owner)


def allow(**paying: bool) -> None:
    """The rules let shops pay others."""
    now = timezone.now()
    found = rules_in_force(now)
    document = {**found.rules.model_dump(mode="json"), "paying": paying}
    RuleSet.objects.create(
        version=found.version + 1, document=document, state=RuleSet.State.APPROVED, starts_at=now,
        proposed_by=uuid4(), approved_by=uuid4(), approved_at=now,
    )  # fmt: skip


def posted(till, path: str, **fields: str):
    return till.post(path, {"key": str(uuid4()), **fields})


def test_a_table_shares_a_bill_and_the_till_sees_who_paid(till, shop: Shop, samira) -> None:
    response = posted(till, "/kassa/delen/", total="10", people="3", description="Tafel 4")
    bill = SplitBill.objects.get()
    share = bill.shares.get(amount=334)
    pays(samira, share)

    page = till.get(response["Location"]).content.decode()

    assert sorted(bill.shares.values_list("amount", flat=True)) == [333, 333, 334]
    assert "1 van 3 betaalde: 3,34 van 10,00." in page
    assert "Tafel 4" in page
    assert "hx-get" in page
    open_codes = bill.shares.filter(state="open").values_list("code", flat=True)
    assert all(f"{code[:4]}-{code[4:]}" in page for code in open_codes)
    till.post(f"/kassa/delen/{bill.id}/stop/")
    assert "hx-get" not in till.get(response["Location"]).content.decode()
    assert balance_of(shop.merchant.party, Pot.MERCHANT) == 334


def test_a_share_has_its_own_screen_with_a_code(till, shop: Shop) -> None:
    posted(till, "/kassa/delen/", total="10", people="2")
    share = PaymentRequest.objects.first()

    page = till.get(f"/kassa/verzoek/{share.id}/").content.decode()

    assert f"{share.code[:4]}-{share.code[4:]}" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"total": "", "people": "2"}, "Vul een bedrag in."),
        ({"total": "10", "people": "1"}, "2 tot 20"),
        ({"total": "0,01", "people": "2"}, "te klein"),
        ({"total": "400", "people": "2"}, "Dit bedrag is te hoog."),
    ],
)
def test_a_wrong_bill_asks_nobody(till, fields: dict[str, str], sentence: str) -> None:
    response = posted(till, "/kassa/delen/", description="Tafel 9", **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Tafel 9" in response.content.decode()
    assert not PaymentRequest.objects.exists()


def test_a_resident_is_asked_and_what_became_of_it_is_listed(till, shop: Shop, samira) -> None:
    posted(till, "/kassa/inwoner/", email=samira.email, amount="3", description="Taart")
    posted(till, "/kassa/inwoner/", email="nemo@town.example", amount="3", description="Taart")
    asked = PaymentRequest.objects.get(payer=samira.party)
    pays(samira, asked)

    page = till.get("/kassa/inwoner/").content.decode()

    assert "nemo@town.example" in page
    assert "Betaald" in page
    assert "Wacht op betaling" in page


def asked_by(party) -> PaymentRequest:
    return request_payment(
        key=uuid4(), payee=party, amount=300, desk="", actor=uuid4(), at=timezone.now()
    )


def test_a_shop_pays_another_out_of_what_it_took(town: Town, till, shop: Shop, samira) -> None:
    shop.sells(samira, 1_000)
    allow(shop_to_shop=True)
    other = open_shop(town, "Slager")
    asked = asked_by(other.merchant.party)

    assert till.get("/kassa/betalen/", {"code": asked.code})["Location"] == (
        f"/kassa/betalen/{asked.code}/"
    )
    page = till.get(f"/kassa/betalen/{asked.code}/").content.decode()
    paid = till.post(f"/kassa/betalen/{asked.code}/")

    assert "Betaal Slager" in page
    assert "Slager" in till.get(paid["Location"]).content.decode()
    assert balance_of(other.merchant.party, Pot.MERCHANT) == 300
    assert balance_of(shop.merchant.party, Pot.MERCHANT) == 700
    statement = till.get("/kassa/afschrift/").content.decode()
    assert "Zelf betaald" in statement
    assert "1 betaling, 10 heitjes" in statement


def test_where_the_rules_do_not_let_shops_pay_the_page_says_so(
    town: Town, till, shop: Shop, samira
) -> None:
    shop.sells(samira, 1_000)
    asked = asked_by(open_shop(town, "Slager").merchant.party)

    for response in (
        till.get(f"/kassa/betalen/{asked.code}/"),
        till.post(f"/kassa/betalen/{asked.code}/"),
    ):
        assert response.status_code == 403
        assert "niet met munten aan een andere winkel" in response.content.decode()


def test_staff_does_not_spend_what_the_shop_took(
    town: Town, shop: Shop, samira, client_for
) -> None:
    shop.sells(samira, 1_000)
    allow(shop_to_shop=True)
    asked = asked_by(open_shop(town, "Slager").merchant.party)
    staff = client_for(town.tenant, shop.staff())

    response = staff.post(f"/kassa/betalen/{asked.code}/")

    assert response.status_code == 403
    assert "eigenaar" in response.content.decode()
    assert balance_of(shop.merchant.party, Pot.MERCHANT) == 1_000


def test_a_code_nobody_knows_is_told_at_the_till(till) -> None:
    response = till.get("/kassa/betalen/", {"code": "HE222222"})

    assert response.status_code == 404
    assert "We kennen deze code niet." in response.content.decode()
