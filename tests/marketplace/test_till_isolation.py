"""Whose till it is: nobody else sees, stops or gives back, and nothing leaks."""

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from currency.models import PaymentRequest, Transfer
from marketplace.services.merchants import stop_merchant
from tests.marketplace.cast import make_person
from tests.marketplace.till_cast import open_shop, with_coins

OF_A_REQUEST = [
    ("get", "/kassa/verzoek/{id}/"),
    ("get", "/kassa/verzoek/{id}/stand/"),
    ("post", "/kassa/verzoek/{id}/stop/"),
    ("get", "/kassa/verzoek/{id}/terug/"),
    ("post", "/kassa/verzoek/{id}/terug/"),
]
OF_A_SHOP = [
    ("get", "/kassa/"),
    ("post", "/kassa/"),
    ("get", "/kassa/kies/"),
    ("get", "/kassa/afschrift/"),
    ("get", "/kassa/afschrift.csv"),
]
SECRETS = ("Bakkerij Wiertz", "7,50", "Samira")


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture(params=["open", "paid"])
def asked(request, shop, town):
    return shop.asks() if request.param == "open" else shop.sells(with_coins(town))


@pytest.fixture
def untouched(asked):
    """Whatever is tried, the request and the ledger stay as they were."""
    transfers = Transfer.objects.count()
    yield
    assert PaymentRequest.objects.get().state == asked.state
    assert Transfer.objects.count() == transfers


def visit(client, method, path, asked):
    """The answer, which says nothing of the shop."""
    answer = getattr(client, method)(path.format(id=asked.id), {"reason": "Zomaar", "amount": "5"})
    shown = answer.content.decode()
    assert not [word for word in (*SECRETS, asked.code) if word in shown]
    return answer


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("method", "path"), OF_A_REQUEST + OF_A_SHOP)
def test_nobody_is_asked_to_sign_in(town, asked, client_for, method, path):
    answer = visit(client_for(town.tenant), method, path, asked)

    assert answer.status_code == 302
    assert answer.url.startswith("/inloggen/")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("method", "path"), OF_A_REQUEST + OF_A_SHOP)
def test_a_resident_has_no_till(town, asked, client_for, method, path):
    answer = visit(client_for(town.tenant, town.resident), method, path, asked)

    assert answer.status_code == 403
    assert "Je hebt geen kassa." in answer.content.decode()


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("method", "path"), OF_A_REQUEST)
def test_another_shop_knows_no_such_request(town, asked, client_for, method, path):
    neighbour = open_shop(town, "Fietsenmaker")

    assert visit(client_for(town.tenant, neighbour.owner), method, path, asked).status_code == 404


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("method", "path"), OF_A_REQUEST + OF_A_SHOP)
def test_a_session_of_another_town_is_no_session_here(
    town, asked, sittard_geleen, client_for, method, path
):
    with schema_context(sittard_geleen.schema_name):
        stranger = make_person("vreemde", "manager")
    client = client_for(town.tenant)
    elsewhere = client_for(sittard_geleen, stranger)
    client.cookies["sessionid"] = elsewhere.cookies["sessionid"].value

    assert visit(client, method, path, asked).url.startswith("/inloggen/")


@pytest.mark.usefixtures("untouched")
def test_a_shop_that_stopped_has_no_till_any_more(town, shop, asked, client_for):
    stop_merchant(merchant_id=shop.merchant.id, actor=town.clerk, now=timezone.now())

    for method, path in OF_A_REQUEST + OF_A_SHOP:
        assert visit(client_for(town.tenant, shop.owner), method, path, asked).status_code == 403


def test_a_till_of_another_shop_cannot_be_chosen(town, shop, client_for):
    neighbour = open_shop(town, "Fietsenmaker")
    client = client_for(town.tenant, neighbour.owner)

    assert client.post("/kassa/kies/", {"till": shop.till.id}).status_code == 403
    assert client.post("/kassa/kies/", {"till": "x"}).status_code == 403
