"""Who may pay whom: every pair of parties under every choice of the rules, and what is posted."""

from itertools import product

import pytest

from currency import errors, paying_errors
from currency.models import Pot, Transfer
from currency.proof import verify_ledger
from currency.rules.document import Paying, Rules
from currency.rules.spending import refuse_unless_may_pay
from currency.services.accounts import account_of
from tenants.people.models import Party
from tenants.people.services import add_party
from tests.cast import Town

PEOPLE = paying_errors.ResidentsMayNotPayEachOther
SHOPS = paying_errors.ShopsMayNotPayEachOther
OUT = paying_errors.ShopsMayNotPayResidents
PAIRS = [
    ("person", "merchant", None, None),
    ("person", "organisation", None, None),
    ("person", "person", "resident_to_resident", PEOPLE),
    ("merchant", "merchant", "shop_to_shop", SHOPS),
    ("merchant", "organisation", "shop_to_shop", SHOPS),
    ("organisation", "merchant", "shop_to_shop", SHOPS),
    ("merchant", "person", "shop_to_resident", OUT),
    ("organisation", "person", "shop_to_resident", OUT),
]


@pytest.mark.parametrize(("payer", "payee", "option", "refusal"), PAIRS)
@pytest.mark.parametrize("on", [*product([False, True], repeat=3)], ids=str)
def test_each_option_opens_its_own_pair_and_nothing_else(
    payer: str, payee: str, option: str | None, refusal: type, on: tuple[bool, bool, bool]
) -> None:
    options = dict(
        zip(("resident_to_resident", "shop_to_shop", "shop_to_resident"), on, strict=True)
    )
    rules = Rules(paying=Paying(**options))

    if option is None or options[option]:
        refuse_unless_may_pay(rules, payer, payee)
        return
    with pytest.raises(refusal):
        refuse_unless_may_pay(rules, payer, payee)


@pytest.mark.parametrize("house", ["programme", "system", "tenant"])
def test_the_house_pays_nobody_and_is_paid_by_nobody(house: str) -> None:
    rules = Rules(
        paying=Paying(resident_to_resident=True, shop_to_shop=True, shop_to_resident=True)
    )

    for pair in ((house, "person"), ("person", house), (house, "merchant"), (house, house)):
        with pytest.raises(paying_errors.MayNotPay):
            refuse_unless_may_pay(rules, *pair)


@pytest.fixture
def open_town(town: Town) -> Town:
    """Everybody may pay everybody."""
    town.rules(
        paying=dict.fromkeys(("resident_to_resident", "shop_to_shop", "shop_to_resident"), True)
    )
    return town


def test_a_resident_pays_a_resident_who_has_it_as_earned(open_town: Town) -> None:
    samira, piet = open_town.resident(1_000), open_town.resident(200, name="Piet Jansen")

    receipt = open_town.pays(samira, open_town.asks(piet, 300).code)

    assert (receipt.payee, receipt.paid, receipt.balance_after) == ("Piet J.", 300, 700)
    assert (open_town.balance(samira), open_town.balance(piet)) == (700, 500)
    assert Transfer.objects.get(id=receipt.transfer_id).kind == Transfer.Kind.PERSONAL
    assert verify_ledger("heerlen") == []


def test_a_shop_pays_a_shop_and_a_resident_out_of_what_it_took(open_town: Town) -> None:
    shop, other, piet = open_town.shop(), open_town.shop("Slager"), open_town.resident()
    open_town.give(shop, 1_000, Pot.MERCHANT)

    to_shop = open_town.pays(shop, open_town.asks(other, 300).code)
    to_piet = open_town.pays(shop, open_town.asks(piet, 100).code)

    assert (to_shop.balance_after, to_piet.balance_after) == (700, 600)
    assert open_town.balance(other, Pot.MERCHANT) == 300
    assert (open_town.balance(piet), open_town.balance(shop, Pot.MERCHANT)) == (100, 600)
    kinds = Transfer.objects.filter(actor=shop.id).values_list("kind", flat=True)
    assert set(kinds) == {Transfer.Kind.TRADE}


def test_an_organisation_is_paid_on_its_own_account(town: Town) -> None:
    samira = town.resident(1_000)
    club = add_party(kind=Party.Kind.ORGANISATION, name="Buurtclub")

    receipt = town.pays(samira, town.asks(club, 300).code)

    assert Transfer.objects.get(id=receipt.transfer_id).kind == Transfer.Kind.PAYMENT
    assert town.balance(club, Pot.ORGANISATION) == 300


def test_where_the_rules_do_not_let_residents_pay_each_other_nobody_asks_them(town: Town) -> None:
    samira, piet = town.resident(1_000), town.resident()

    with pytest.raises(paying_errors.ResidentsMayNotPayEachOther):
        town.asks(piet, 300)
    town.rules(paying={"resident_to_resident": True})
    asked = town.asks(piet, 300)
    town.rules(paying={"shop_to_resident": True})
    with pytest.raises(paying_errors.ResidentsMayNotPayEachOther):
        town.pays(samira, asked.code)
    assert town.balance(samira) == 1_000


def test_a_shop_without_enough_pays_nothing(open_town: Town) -> None:
    shop, other = open_town.shop(), open_town.shop("Slager")
    open_town.give(shop, 299, Pot.MERCHANT)

    with pytest.raises(errors.InsufficientBalance) as refused:
        open_town.pays(shop, open_town.asks(other, 300).code)
    assert refused.value.facts == {"amount": 300, "available": 299}


def test_nobody_pays_themselves_nor_by_way_of_their_own_shop(open_town: Town) -> None:
    shop, samira = open_town.shop(), open_town.resident(500)
    owner = open_town.owner_of(shop)
    open_town.give(shop, 500, Pot.MERCHANT)

    for payer, payee in ((samira, samira), (shop, owner)):
        with pytest.raises(paying_errors.PayingYourself):
            open_town.pays(payer, open_town.asks(payee, 100).code)
    with pytest.raises(errors.SameParty):
        open_town.pays(owner, open_town.asks(shop, 100).code)


def test_a_person_keeps_no_more_than_the_rules_say(town: Town) -> None:
    town.rules(
        paying={"resident_to_resident": True},
        pots={"maximum_balance": 1_000, "earned": {"maximum_balance": 800}},
        rewards={"maximum": 500, "minimum": 100},
    )
    samira, piet, full = town.resident(5_000), town.resident(700), town.resident(300)
    town.give(full, 600, Pot.GIFT)

    for payee, too_much, exactly in ((piet, 101, 100), (full, 101, 100)):
        with pytest.raises(paying_errors.ReceiverFull) as refused:
            town.pays(samira, town.asks(payee, too_much).code)
        assert refused.value.facts == {}
        town.pays(samira, town.asks(payee, exactly).code)
    assert (town.balance(piet), town.balance(full)) == (800, 400)
    assert account_of(samira, Pot.EARNED).balance == 4_800
