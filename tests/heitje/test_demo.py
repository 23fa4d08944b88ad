"""The demo's town as a visitor finds it: everything is there, and all of it adds up."""

from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tenants.utils import tenant_context
from PIL import Image

from currency.models import PaymentRequest, Transfer
from currency.proof import verify_ledger
from currency.queries import budgets, cover, open_disputes, rule_versions, total_balance
from heitje.demo.build import build_demo
from heitje.demo.checking import ROUND, WORDS
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.reports import DISPUTED
from marketplace import queries
from marketplace.checking.models import Desk
from marketplace.checking.queries import counts_at, on_the_round, second_looks
from marketplace.models import Klus, Merchant, SignUp
from marketplace.rules.attendance import may_check_in
from settlement.clearing.models import ClearingRun
from settlement.clearing.queries import caps, positions
from settlement.models import BankEntry, BankFile, Payout, PayoutBatch
from settlement.queries import payables
from tenants.households.queries import housemates
from tenants.models import Agreement, Region
from tenants.people.models import Neighbourhood, Person
from tenants.people.queries import (
    people_who_may,
    people_with_roles,
    people_with_seats,
    plain_residents,
)
from tenants.queries import all_tenants, domains, tenant_by_schema
from tenants.services import keep_public_faces
from tenants.trail.models import OutboxEvent
from tests import database

pytestmark = pytest.mark.slow
STATES = PayoutBatch.State


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole demo, built once in a database of its own."""
    var = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        database.an_empty_one(),
        override_settings(VAR_DIR=var, MEDIA_ROOT=var / "media"),
    ):
        call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
        keep_public_faces(base_host="localhost")
        steps = []
        build_demo(progress=lambda step, done, total: steps.append((step, done, total)))
        yield steps


@pytest.fixture
def heerlen(town):
    with tenant_context(tenant := tenant_by_schema("heerlen")):
        yield tenant


@pytest.fixture
def samira(heerlen):
    return Person.objects.get(name=TOUR_RESIDENT)


def in_each_town(look):
    found = {}
    for tenant in all_tenants():
        with tenant_context(tenant):
            found[tenant.schema_name] = look()
    return found


def test_it_says_how_far_it_is_until_all_is_done(town):
    ends = {step: (done, total) for step, done, total in town}

    assert len(ends) == 2
    assert all(done == total for done, total in ends.values())


def test_nobody_gets_a_letter_about_what_happened_in_those_weeks(town):
    waiting = in_each_town(OutboxEvent.objects.filter(told_at=None).count)

    assert waiting == {"heerlen": 0, "sittard_geleen": 0, "parkstad": 0}


def test_three_towns_a_region_and_an_operator_have_a_host_each(town):
    hosts = {domain.domain: domain.face for domain in domains()}

    assert hosts == {
        "localhost": "front", "beheer.localhost": "operator", "regio.localhost": "coordinator",
        "heerlen.localhost": "tenant", "sittard-geleen.localhost": "tenant",
        "parkstad.localhost": "tenant",
    }  # fmt: skip
    coins = {tenant.code: tenant.coin_plural for tenant in all_tenants()}
    assert coins == {"HE": "heitjes", "SG": "zitters", "PA": "parkmunten"}


def test_every_ledger_keeps_its_promises(town):
    assert {schema: verify_ledger(schema) for schema in in_each_town(list)} == {
        "heerlen": [], "sittard_geleen": [], "parkstad": [],
    }  # fmt: skip
    assert all(percent >= 100 for percent in in_each_town(lambda: cover().percent).values())


def test_what_towns_owe_each_other_stands_in_both_books(town):
    found = positions(Region.objects.get())

    assert [position.breaks for position in found] == [[], []]
    pairs = {(position.first.code, position.second.code) for position in found}
    assert pairs == {("HE", "SG"), ("PA", "SG")}
    assert all(position.gross_cents for position in found)


def test_one_clearing_run_is_settled_and_one_waits_for_a_yes(town):
    runs = ClearingRun.objects.order_by("number")

    assert [(run.number, run.state) for run in runs] == [(1, "closed"), (2, "proposed")]
    assert all(run.net_cents for run in runs)
    assert not runs[0].payments.filter(confirmed_at=None).exists()
    assert runs[1].payments.filter(debtor__code="HE", approved_at=None).exists()


def test_agreements_are_in_each_stage_and_one_is_nearly_used_up(town):
    states = {(one.issuer.code, one.acceptor.code): one.state for one in Agreement.objects.all()}

    assert states == {
        ("HE", "SG"): "in-force", ("SG", "HE"): "in-force", ("PA", "SG"): "in-force",
        ("PA", "HE"): "proposed", ("HE", "PA"): "declined",
    }  # fmt: skip
    waits = Agreement.objects.get(state=Agreement.State.PROPOSED)
    assert waits.issuer_approved_by is not None
    assert waits.acceptor_approved_by is None
    fullest = caps(Region.objects.get())[0]
    assert fullest.agreement.issuer.code == "PA"
    assert 85 <= fullest.percent < 100


@pytest.mark.usefixtures("heerlen")
def test_a_customer_reported_a_payment_and_another_got_a_part_back():
    (waits,) = open_disputes()
    assert waits.text == DISPUTED
    assert waits.hold.remaining == waits.amount

    part = Transfer.objects.get(kind="refund")
    assert part.refunds.kind == "payment"


def test_the_resident_of_the_tour_has_something_of_everything(samira):
    now = timezone.now()
    coming = list(queries.coming_sign_ups(samira))

    assert total_balance(samira.party) == 4_250
    assert queries.on_its_way(samira) > 0
    today = queries.next_sign_up(samira, now=now)
    assert may_check_in(
        starts_at=today.slot.starts_at, ends_at=today.slot.ends_at, now=now,
        zone=timezone.get_default_timezone(),
    )  # fmt: skip
    assert {sign_up.state for sign_up in coming} == {"signed-up", "handed-in"}
    assert queries.past_sign_ups(samira).count() >= 8
    assert Transfer.objects.filter(kind="payment-abroad", actor=samira.party_id).exists()


def test_work_waits_to_be_checked_with_photos_that_open(heerlen):
    waiting = [one for one in queries.waiting_proofs() if one.slot.klus.checking == "photo"]

    assert 6 <= len(waiting) <= 10
    assert any(one.seen_before for one in waiting)
    assert not all(one.seen_before for one in waiting)
    for one in waiting:
        with one.proofs.all()[0].photo.open() as photo:
            assert Image.open(BytesIO(photo.read())).format == "JPEG"


def test_work_is_checked_at_a_desk_on_a_round_and_once_more(heerlen, samira):
    desk = Desk.objects.select_related("slot").get(closed_at=None)
    assert counts_at(desk.slot).there == 1
    manager, *_others = people_who_may("approve-merchant")
    assert {one.slot.klus.title for one in on_the_round(manager)} == {one.title for one in ROUND}
    (look,) = second_looks()
    assert look.words == WORDS
    assert len(housemates(samira)) == 1


def test_klussen_are_of_every_kind_and_state(heerlen):
    now = timezone.now()

    assert Klus.objects.count() == 65
    # What is closed is finished as soon as everybody has had an answer.
    states = set(Klus.State.values) - {Klus.State.CLOSED}
    assert set(Klus.objects.values_list("state", flat=True)) >= states
    assert {klus.category for klus in queries.open_klussen(now=now)} == set(Klus.Category.values)
    published = Klus.objects.filter(state="published").prefetch_related("slots")
    ahead = [[s for s in klus.slots.all() if s.starts_at > now] for klus in published]
    assert sum(bool(slots) and not any(slot.free for slot in slots) for slots in ahead) >= 4
    assert max(slot.starts_at for slots in ahead for slot in slots) < now + timedelta(days=22)
    states = Counter(SignUp.objects.values_list("state", flat=True))
    assert set(states) >= {"approved", "rejected", "sent-back", "no-show", "cancelled"}
    assert states["approved"] > 100


def test_payouts_are_in_each_state(town):
    states = in_each_town(lambda: Counter(PayoutBatch.objects.values_list("state", flat=True)))

    assert states["heerlen"] == {STATES.CLOSED: 3, STATES.SENT: 1, STATES.DRAFT: 1}
    assert states["sittard_geleen"] == {STATES.CLOSED: 1, STATES.SEALED: 1}
    assert states["parkstad"] == {STATES.CLOSED: 1, STATES.CANCELLED: 1}


def test_the_bank_refused_one_payout_and_sent_one_back(heerlen):
    reasons = dict(Payout.objects.exclude(reason="").values_list("state", "reason"))

    assert reasons == {"rejected": "AC04", "returned": "MD07"}
    assert set(BankFile.objects.values_list("kind", "state")) == {
        ("pain.002", "read"), ("camt.053", "read"), ("camt.054", "read"),
    }  # fmt: skip
    assert set(BankEntry.objects.values_list("state", flat=True)) == {
        "matched", "booked", "unmatched",
    }  # fmt: skip
    assert "account-refused" in {payable.hold for payable in payables()}


def test_everybody_has_an_address_that_is_nobodys(town):
    people = list(Person.objects.values_list("email", flat=True))
    for found in in_each_town(
        lambda: list(Person.objects.values_list("email", flat=True))
    ).values():
        people += found

    assert len(people) > 80
    # A made-up shop, and what stands where somebody has no address.
    nobodys = (".example", "@geen-mail.invalid")
    assert [mail for mail in people if not mail.endswith(nobodys)] == []


def test_every_town_has_its_cast_its_rules_and_nothing_empty(town):
    def look():
        return {
            "roles": {grant.role.code for one in people_with_roles() for grant in one.grants.all()},
            "versions": [(version.version, version.state) for version in rule_versions()],
            "seats": people_with_seats().count(),
            "residents": plain_residents().count(),
            "places": Neighbourhood.objects.filter(latitude__isnull=False).count(),
            "open": queries.open_klussen(now=timezone.now()).count(),
            "spent": min(budget.spent for budget in budgets()),
            "paid": PaymentRequest.objects.filter(state="paid").count(),
            "payable": len(payables()),
        }

    for name, found in in_each_town(look).items():
        drafts = [(4, "draft")] if name == "heerlen" else []
        assert found.pop("roles") == {"manager", "organiser", "finance", "agreements"}
        assert found.pop("versions") == [*drafts, (3, "proposed"), (2, "approved"), (1, "approved")]
        assert [name for name, number in found.items() if not number] == []


def test_shops_pay_nobody_and_one_waits_to_join(heerlen):
    shops = list(Merchant.objects.filter(listed=None).order_by("name"))

    assert (
        Merchant.objects.exclude(listed=None).filter(listed__shop_list__approved_by=None).count()
        == 3
    )
    assert Counter(shop.state for shop in shops) == {"approved": 14, "applied": 1}
    assert all(shop.iban[8:13] == "00000" for shop in shops)
    assert all(shop.kvk_number.startswith("00") for shop in shops)
    assert all(shop.hours and shop.about and shop.latitude for shop in shops)
