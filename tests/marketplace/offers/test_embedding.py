"""The list and map inside another web site: whom the municipality names, no cookie, no script."""

import pytest
from django.utils import timezone

from marketplace.models import Merchant
from marketplace.offers.models import EmbedHost
from marketplace.offers.rules.origins import plain_origin
from tests.marketplace.cast import Town
from tests.marketplace.till_cast import open_shop

PATH = "/inbed/winkels/"


def policy(answer) -> dict[str, str]:
    parts = (part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    return dict(parts)


def allow(town: Town, *origins: str) -> None:
    for origin in origins:
        EmbedHost.objects.create(
            origin=origin, added_by=town.clerk.party_id, added_at=timezone.now()
        )


def test_nobody_may_frame_it_until_somebody_is_named(town: Town, client_for) -> None:
    answer = client_for(town.tenant).get(PATH)

    assert policy(answer)["frame-ancestors"] == "'none'"


def test_the_named_sites_may_frame_it_and_no_other_page(town: Town, client_for) -> None:
    allow(town, "https://www.heerlen.example", "https://buurt.example:8443")
    client = client_for(town.tenant)

    answer = client.get(PATH)

    assert policy(answer)["frame-ancestors"] == (
        "https://buurt.example:8443 https://www.heerlen.example"
    )
    assert policy(answer)["script-src"] == "'none'"
    assert "X-Frame-Options" not in answer
    assert policy(client.get("/winkels/"))["frame-ancestors"] == "'none'"


def test_it_sets_no_cookie_and_knows_nobody(town: Town, client_for) -> None:
    open_shop(town)
    client = client_for(town.tenant, town.resident)

    answer = client.get(PATH)

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "<script" not in answer.content.decode()
    assert town.resident.name not in answer.content.decode()


def test_it_lists_shops_with_their_deals_and_draws_them(town, shop, make, client_for) -> None:
    make()
    Merchant.objects.filter(id=shop.merchant.id).update(latitude="50.88750", longitude="5.98100")

    page = client_for(town.tenant).get(PATH).content.decode()

    assert f"1. {shop.merchant.name}" in page
    assert "Koffie met vlaai" in page
    assert 'class="pin"' in page
    assert 'target="_blank" rel="noopener"' in page


def test_it_speaks_the_language_that_is_asked(town: Town, client_for) -> None:
    client = client_for(town.tenant)

    assert '<html lang="de">' in client.get(PATH, {"taal": "de"}).content.decode()
    assert '<html lang="nl">' in client.get(PATH, {"taal": "xx"}).content.decode()
    assert client.get(PATH, {"soort": "niets"}).status_code == 200


def test_a_clerk_adds_a_site_and_takes_it_away(town: Town, client_for) -> None:
    desk = client_for(town.tenant, town.clerk)

    desk.post("/beheer/inbedden/", {"origin": " https://WWW.heerlen.example/ "})
    host = EmbedHost.objects.get()
    assert host.origin == "https://www.heerlen.example"
    assert "&lt;iframe src=" in desk.get("/beheer/inbedden/").content.decode()

    desk.post(f"/beheer/inbedden/{host.id}/weg/")
    assert not EmbedHost.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["", "heerlen", "http://heerlen.example", "https://a.example; script-src *", "https://*",
     "https://a.example/pad", "https://a.example https://b.example", "https://a.example\n*",
     "https://-a.example", "ftp://a.example", "https://" + "a" * 300],
)  # fmt: skip
def test_what_is_no_plain_address_never_reaches_the_policy(town, client_for, text) -> None:
    answer = client_for(town.tenant, town.clerk).post("/beheer/inbedden/", {"origin": text})

    assert plain_origin(text) is None
    assert answer.status_code == 422
    assert not EmbedHost.objects.exists()
