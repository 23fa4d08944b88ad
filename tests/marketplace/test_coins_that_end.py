"""What residents and shops are told: coins that expire, and a coin that comes to its end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from currency.models import Pot, RuleSet, Transfer
from currency.rules.document import Rules
from currency.services.accounts import account_of
from currency.services.expiry import expire_coins
from currency.services.expiry_notices import tell_of_expiry
from currency.services.posting import Leg, Movement, post
from tenants.trail.services import relay_outbox
from tests.cast import SOMEBODY
from tests.marketplace.cast import Town, make_person
from tests.marketplace.till_cast import open_shop

TODAY = timezone.localdate()


def rules(**sections) -> None:
    """New rules, in force since a moment."""
    latest = RuleSet.objects.first()
    assert latest is not None
    RuleSet.objects.create(
        version=latest.version + 1, document=Rules.model_validate(sections).model_dump(mode="json"),
        state=RuleSet.State.APPROVED, starts_at=timezone.now(), proposed_by=SOMEBODY,
        approved_by=latest.approved_by, approved_at=timezone.now(),
    )  # fmt: skip


def ending(earn: int, spend: int, redeem: int) -> None:
    """A coin whose last days are so many days from today."""
    days = [TODAY + timedelta(days=number) for number in (earn, spend, redeem)]
    rules(wind_down=dict(zip(
        ("last_earning_on", "last_spending_on", "last_redemption_on"), days, strict=True
    )))  # fmt: skip


@pytest.fixture
def samira(town: Town):
    """Somebody whose gift of 12.50 came in yesterday and expires in five days."""
    rules(pots={"gift": {"expiry": {"kind": "date", "on": TODAY + timedelta(days=5)}}})
    person = make_person("samira")
    legs = (
        Leg(account_of(town.programme.party, Pot.PROGRAMME).id, -1_250),
        Leg(account_of(person.party, Pot.GIFT).id, 1_250),
    )
    yesterday = timezone.now() - timedelta(days=1)
    post(Movement(key=SOMEBODY, kind=Transfer.Kind.GIFT, legs=legs, at=yesterday))
    return person


def test_a_resident_gets_a_letter_about_what_expires(town: Town, samira) -> None:
    now = timezone.now()
    tell_of_expiry(now=now)
    relay_outbox(now=now)

    (letter,) = mail.outbox

    assert (letter.to, letter.subject) == ([samira.email], "Een deel van je saldo verloopt")
    assert "12,50 heitjes zijn goed tot en met" in letter.body
    assert "heerlen.localhost:8000/winkels/" in letter.body


def test_who_has_left_gets_no_letter_about_coins(town: Town, samira) -> None:
    samira.is_active = False
    samira.save()
    tell_of_expiry(now=timezone.now())

    assert relay_outbox(now=timezone.now()) > 0
    assert mail.outbox == []


@pytest.mark.parametrize("page", ["/", "/saldo/"])
def test_a_resident_reads_what_expires(town: Town, samira, client_for, page: str) -> None:
    shown = client_for(town.tenant, samira).get(page).content.decode()

    assert "<strong>12,50 heitjes</strong> verlopen na" in shown


def test_an_app_hears_what_expires(town: Town, samira, client_for) -> None:
    told = client_for(town.tenant, samira).get("/api/v1/balance").json()

    last = (TODAY + timedelta(days=5)).isoformat()
    assert told["expiring"] == [{"pot": "gift", "last_day": last, "amount": 1_250}]


def test_what_expired_stands_on_the_statement(town: Town, samira, client_for) -> None:
    tell_of_expiry(now=timezone.now())
    expire_coins(now=timezone.now() + timedelta(days=9))

    shown = client_for(town.tenant, samira).get("/saldo/").content.decode()

    assert '<span class="item-t">Verlopen</span>' in shown
    assert "verlopen na" not in shown


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((5, 10, 20), "Je kunt ze verdienen tot en met"),
        ((-1, 10, 20), "Er komen geen nieuwe bij. Betalen kan tot en met"),
        ((-9, -1, 20), "Onze heitjes zijn gestopt"),
    ],
)
@pytest.mark.parametrize("page", ["/", "/betalen/", "/saldo/"])
def test_a_resident_reads_how_far_the_end_is(
    town: Town, client_for, page: str, days: tuple[int, int, int], words: str
) -> None:
    ending(*days)

    assert words in client_for(town.tenant, make_person("piet")).get(page).content.decode()


def test_a_shop_reads_when_it_is_paid_the_last_time(town: Town, client_for) -> None:
    shop = open_shop(town)
    ending(5, 10, 20)

    shown = client_for(town.tenant, shop.owner).get("/kassa/").content.decode()

    assert "Alles wat je hebt ontvangen betalen we uit, de laatste keer op" in shown


def test_where_the_coin_goes_on_nothing_is_said(town: Town, client_for) -> None:
    assert "stoppen" not in client_for(town.tenant, make_person("piet")).get("/").content.decode()
