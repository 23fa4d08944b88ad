"""The sticker and the poster: one page each, of the size it says, with the words of the shop."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from marketplace.models import Merchant
from marketplace.offers.models import ShopPage
from marketplace.offers.rules.ink import ink_on
from tests.marketplace.cast import Town
from tests.marketplace.till_cast import Shop


def text_of(answer) -> tuple[str, tuple[int, int]]:
    assert answer["Content-Type"] == "application/pdf"
    (page,) = PdfReader(BytesIO(answer.content)).pages
    box = page.mediabox
    return page.extract_text(), (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4))


def test_the_sticker_is_an_a6_with_the_name_and_the_coin(town, shop, client_for) -> None:
    text, size = text_of(client_for(town.tenant, shop.owner).get("/kassa/raamsticker.pdf"))

    assert size == (105, 148)
    for words in ("Hier betaal je met", "heitjes", shop.merchant.name):
        assert words in text


def test_the_poster_is_an_a4_with_steps_part_and_deals(town, shop, make, client_for) -> None:
    make()
    ShopPage.objects.create(merchant=shop.merchant, part_percent=50)

    text, size = text_of(client_for(town.tenant, shop.owner).get("/kassa/poster.pdf"))

    assert size == (210, 297)
    for words in ("Scan met je telefoon", "tot 50 procent", "Koffie met vlaai", "3,50 heitjes"):
        assert words in " ".join(text.split())


@pytest.mark.parametrize("name", ["#panic() Bakker", "Café “De Kroon” & Zn.", "Yılmaz", "A" * 120])
def test_a_name_is_printed_and_never_obeyed(town: Town, shop: Shop, client_for, name) -> None:
    Merchant.objects.filter(id=shop.merchant.id).update(name=name)

    text, _ = text_of(client_for(town.tenant, shop.owner).get("/kassa/raamsticker.pdf"))

    assert name.split()[-1] in "".join(text.split("\n"))


@pytest.mark.parametrize(
    ("colour", "ink"), [("#0b5a5e", "#ffffff"), ("#f2a541", "#14120f"), ("#ffffff", "#14120f")]
)
def test_ink_is_read_on_every_colour(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink


def test_a_visitor_gets_no_sticker(town: Town, client_for) -> None:
    answer = client_for(town.tenant, town.resident).get("/kassa/raamsticker.pdf")

    assert answer.status_code in (403, 404)
