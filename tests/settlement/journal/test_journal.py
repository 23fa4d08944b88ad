"""The municipality's books: each step of a coin's life as debit and credit, never a cent off."""

import csv
import io
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from currency.models import Pot, Transfer
from currency.services.accounts import account_of, house_account
from currency.services.posting import Leg, Movement, post
from currency.services.programmes import deposit_cover
from settlement.errors import NumberTwice
from settlement.journal.audit_file import Books, audit_file
from settlement.journal.chart import POSITION_OF, USUAL, Position
from settlement.journal.lines import journal, totals
from settlement.journal.year_pack import year_pack
from settlement.services.journal import Code, keep_chart
from tenants.errors import NotAllowed
from tests.settlement.cast import NOW

SCHEME = etree.XMLSchema(etree.parse(Path(__file__).with_name("XmlAuditfileFinancieel3.2.xsd")))
X = "{http://www.auditfiles.nl/XAF/3.2}"


@pytest.fixture
def today():
    return timezone.localdate()


def booked(first, last):
    return totals(first, journal(first, last))


def closings(today):
    return {one.account.position: one.closing for one in booked(today, today) if one.closing}


def test_every_purse_of_the_ledger_stands_somewhere_in_the_books():
    assert set(POSITION_OF) == set(Pot)
    assert set(USUAL) == set(Position)


def test_a_coin_handed_out_is_a_cost_and_owed_until_the_shop_has_its_euros(town, today):
    before = closings(today)
    town.redeemed(town.open_shop(), 1_000)
    town.sell(town.open_shop(), 400)

    after = closings(today)
    assert after[Position.COSTS] - before.get(Position.COSTS, 0) == -1_400
    assert after[Position.OUTSTANDING] - before.get(Position.OUTSTANDING, 0) == 400
    assert after[Position.PAYABLES] == 1_000


def test_a_deposit_is_money_at_the_bank_and_a_budget_is_not_booked_at_all(town, today):
    assert closings(today) == {Position.BANK: -1_000_000, Position.CONTRIBUTIONS: 1_000_000}

    deposit_cover(key=uuid4(), cents=5_000, actor=None, at=NOW)

    assert closings(today)[Position.BANK] == -1_005_000


def test_what_was_closed_one_day_opens_the_next(town, today):
    town.redeemed(town.open_shop(), 1_000)
    tomorrow = today + timedelta(days=1)

    opened = {one.account.position: one.opening for one in booked(tomorrow, tomorrow)}

    assert {position: cents for position, cents in opened.items() if cents} == closings(today)
    assert sum(opened.values()) == 0
    assert journal(tomorrow, tomorrow) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    value=st.integers(1, 250),
    amounts=st.lists(st.integers(1, 999), min_size=1, max_size=12),
)
def test_whatever_a_coin_is_worth_each_day_and_kind_is_in_balance(town, today, value, amounts):
    town.tenant.coin_value_cents = value
    town.tenant.save(update_fields=["coin_value_cents"])
    source = account_of(town.programme.party, Pot.PROGRAMME)
    for number, amount in enumerate(amounts):
        target = account_of(town.resident.party, (Pot.EARNED, Pot.GIFT)[number % 2])
        post(Movement(key=uuid4(), kind=Transfer.Kind.GIFT, at=NOW,
                      legs=(Leg(source.id, -amount), Leg(target.id, amount))))  # fmt: skip

    found = booked(today, today)

    lines = journal(today, today)
    for document in {line.document for line in lines}:
        some = [line for line in lines if line.document == document]
        assert sum(line.debit for line in some) == sum(line.credit for line in some)
    owed = {one.account.position: one.closing for one in found}[Position.OUTSTANDING]
    exact = sum(town.balance(pot) for pot in (Pot.EARNED, Pot.GIFT)) * value / 100
    assert abs(owed - exact) <= 2


def books(today, tax_number="001234567B01"):
    first = today.replace(month=1, day=1)
    last = today.replace(month=12, day=31)
    return Books(
        "Heerlen", tax_number, first, last, today, booked(first, last), journal(first, last)
    )


def test_the_audit_file_keeps_to_the_published_scheme_and_its_control_totals_hold(town, today):
    keep_chart(
        codes={}, centres={town.programme.id: "KP-6.1"}, tax_number="001234567B01", by=town.alice
    )
    town.redeemed(town.open_shop("Café Zuid"), 1_050)

    root = etree.fromstring(audit_file(books(today)))

    SCHEME.assertValid(root)
    lines = root.findall(f".//{X}trLine")
    control = root.find(f".//{X}transactions")
    assert control.findtext(f"{X}linesCount") == str(len(lines))
    for side, total in (("D", "totalDebit"), ("C", "totalCredit")):
        cents = sum(
            round(float(line.findtext(f"{X}amnt")) * 100)
            for line in lines
            if line.findtext(f"{X}amntTp") == side
        )
        assert round(float(control.findtext(f"{X}{total}")) * 100) == cents > 0
    assert {line.findtext(f"{X}costID") for line in lines} == {None, "KP-6.1"}
    assert len(root.findall(f".//{X}period")) == 12
    assert audit_file(books(today)) == audit_file(books(today))


def test_an_audit_file_of_a_later_year_opens_with_what_stood_before(town, today):
    town.redeemed(town.open_shop(), 1_000)
    first = today.replace(year=today.year + 1, month=1, day=1)
    last = first.replace(month=12, day=31)

    root = etree.fromstring(
        audit_file(Books("Heerlen", "1", first, last, today, booked(first, last), ()))
    )

    SCHEME.assertValid(root)
    opening = root.find(f".//{X}openingBalance")
    assert opening.findtext(f"{X}totalDebit") == opening.findtext(f"{X}totalCredit") != "0.00"


def test_nobody_is_named_in_what_the_accountant_gets(town, today):
    shop = town.open_shop("Viswinkel")
    town.redeemed(shop, 1_000)

    packed = zipfile.ZipFile(io.BytesIO(year_pack(books(today))))

    for name in packed.namelist():
        text = packed.read(name).decode()
        for somebody in ("Viswinkel", shop.owner.email, town.resident.name, town.resident.email):
            assert somebody not in text, name


def test_the_pack_of_the_year_holds_books_samples_and_seals(town, today):
    town.redeemed(town.open_shop(), 1_000)

    packed = zipfile.ZipFile(io.BytesIO(year_pack(books(today))))

    assert packed.namelist() == [
        "LEESMIJ.txt", "balans.csv", "dagboek.csv", "auditfile.xaf", "dekking.csv", "zegels.csv",
        "steekproef.csv",
    ]  # fmt: skip
    balance = list(
        csv.reader(io.StringIO(packed.read("balans.csv").decode("utf-8-sig")), delimiter=";")
    )
    assert balance[-1][2] == balance[-1][5] == "0,00"
    assert balance[-1][3] == balance[-1][4]
    sample = packed.read("steekproef.csv").decode("utf-8-sig").splitlines()
    assert len(sample) == 1 + Transfer.objects.count()
    assert year_pack(books(today)) == year_pack(books(today))


def test_numbers_are_the_municipalitys_own_and_each_is_used_once(town, today):
    with pytest.raises(NumberTwice) as refused:
        keep_chart(
            codes={Position.FEES: Code(USUAL[Position.COSTS].number, "Dubbel")},
            centres={}, tax_number="", by=town.alice,
        )  # fmt: skip
    assert refused.value.facts == {"number": "4100"}
    with pytest.raises(NotAllowed):
        keep_chart(codes={}, centres={}, tax_number="", by=town.resident)

    keep_chart(
        codes={Position.COSTS: Code("6.430.01", "Buurtwerk")},
        centres={town.programme.id: "KP1", 0: "nergens"}, tax_number="", by=town.alice,
    )  # fmt: skip
    town.sell(town.open_shop(), 500)

    costs = [line for line in journal(today, today) if line.account.position == Position.COSTS]
    assert {(line.account.number, line.cost_centre) for line in costs} == {("6.430.01", "KP1")}


def test_payouts_leave_the_bank(town, today):
    town.redeemed(town.open_shop(), 1_000)
    payable = account_of(town.shops[0].party, Pot.PAYABLE)
    bank = house_account(Pot.BANK)
    legs = (Leg(payable.id, -1_000), Leg(bank.id, 1_000))
    post(Movement(key=uuid4(), kind=Transfer.Kind.PAYOUT, at=NOW, legs=legs))

    after = closings(today)

    assert after[Position.BANK] == -999_000
    assert Position.PAYABLES not in after
