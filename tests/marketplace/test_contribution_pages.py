"""Fixed contributions on the pages, their letters, and a shop that stops."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from currency.models import Contribution, Pot
from currency.queries import balance_of
from currency.services.contributions import pay_contributions, start_contribution
from marketplace.services.merchants import stop_merchant
from tenants.trail.services import count_as_told, relay_outbox
from tests.marketplace.cast import Town, make_person
from tests.marketplace.till_cast import Shop, open_shop, with_coins


@pytest.fixture
def shop(town: Town) -> Shop:
    return open_shop(town)


@pytest.fixture
def samira(town: Town):
    return with_coins(town, 1_000)


@pytest.fixture
def browser(town: Town, samira, client_for):
    return client_for(town.tenant, samira)


def begins(browser, shop: Shop, **fields: str):
    today = timezone.localdate().isoformat()
    sent = {
        "key": str(uuid4()), "payee": str(shop.merchant.party_id), "amount": "2",
        "rhythm": "monthly", "starts_on": today, "ends_on": "", "description": "Vriend", **fields,
    }  # fmt: skip
    return browser.post("/bijdragen/nieuw/", sent)


def test_a_resident_begins_one_sees_it_and_stops_it(browser, shop: Shop) -> None:
    assert "Nog geen vaste bijdrage" in browser.get("/bijdragen/").content.decode()
    page = browser.get(f"/bijdragen/nieuw/?aan={shop.merchant.party_id}").content.decode()
    assert f'value="{shop.merchant.party_id}" selected' in page

    assert begins(browser, shop)["Location"] == "/bijdragen/"
    made = Contribution.objects.get()
    listed = browser.get("/bijdragen/").content.decode()
    assert shop.merchant.party.name in listed
    assert "Volgende keer" in listed

    assert "Wil je stoppen?" in browser.get(f"/bijdragen/{made.id}/stop/").content.decode()
    browser.post(f"/bijdragen/{made.id}/stop/")
    assert pay_contributions(now=timezone.now()) == 0
    assert "Gestopt" in browser.get("/bijdragen/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"payee": ""}, "Kies aan wie je betaalt."),
        ({"payee": str(uuid4())}, "Kies aan wie je betaalt."),
        ({"amount": "nul"}, "Dit is geen bedrag."),
        ({"starts_on": "2020-01-01"}, "Kies een eerste dag vanaf vandaag."),
        ({"ends_on": "2020-01-01"}, "Kies een dag na de eerste keer."),
        ({"rhythm": "daily"}, "keuze"),
    ],
)
def test_wrong_terms_are_told_at_their_field(
    browser, shop: Shop, fields: dict[str, str], sentence: str
) -> None:
    response = begins(browser, shop, **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert 'value="Vriend"' in response.content.decode()
    assert not Contribution.objects.exists()


def test_a_second_one_to_the_same_shop_is_refused(browser, shop: Shop) -> None:
    begins(browser, shop)

    assert begins(browser, shop).status_code == 409
    assert Contribution.objects.count() == 1


def test_only_shops_that_take_part_and_nobody_s_neighbours_are_offered(
    browser, shop: Shop, town: Town
) -> None:
    stranger = make_person("onbekend")
    stop_merchant(merchant_id=shop.merchant.id, actor=town.clerk, now=timezone.now())

    page = browser.get("/bijdragen/nieuw/").content.decode()

    assert shop.merchant.party.name not in page
    assert stranger.party.name not in page


def started(samira, shop: Shop, amount: int) -> Contribution:
    count_as_told(now=timezone.now())
    return start_contribution(
        key=uuid4(), payer=samira.party, payee=shop.merchant.party, amount=amount,
        rhythm="weekly", starts_on=timezone.localdate(), ends_on=None, at=timezone.now(),
    )  # fmt: skip


def test_a_payer_reads_that_one_was_skipped_and_after_three_that_it_stopped(
    samira, shop: Shop
) -> None:
    started(samira, shop, 1_001)
    weeks = [timezone.now() + timedelta(days=7 * week) for week in range(3)]

    for week in weeks:
        pay_contributions(now=week)
    relay_outbox(now=weeks[-1])

    assert [letter.to for letter in mail.outbox] == [[samira.email]] * 3
    skipped, _, stopped = mail.outbox
    assert skipped.subject == "Je vaste bijdrage is niet betaald"
    assert "Er stond niet genoeg op je saldo." in skipped.body
    assert stopped.subject == "Je vaste bijdrage is gestopt"
    assert "drie keer" in stopped.body
    assert balance_of(shop.merchant.party, Pot.MERCHANT) == 0


def test_when_a_shop_stops_its_contributors_read_so(samira, shop: Shop, town: Town) -> None:
    started(samira, shop, 100)

    stop_merchant(merchant_id=shop.merchant.id, actor=town.clerk, now=timezone.now())
    relay_outbox(now=timezone.now())

    (letter,) = mail.outbox
    assert "doet niet meer mee" in letter.body
    assert pay_contributions(now=timezone.now()) == 0
