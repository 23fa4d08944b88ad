"""A town with one of everything in it, and somebody there who may do all of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django_tenants.utils import schema_context

from currency.models import Account, HandOut, PaymentRequest, Pot, RuleSet, SplitBill
from currency.rules.document import Rules
from currency.services.accounts import account_of
from currency.services.cards import issue_card, print_pin
from currency.services.contributions import start_contribution
from currency.services.disputes import open_dispute
from currency.services.hand_outs import propose_hand_out
from currency.services.rules import draft_rules
from currency.services.top_ups import top_up
from marketplace.checking.services.batches import approve_batch
from marketplace.checking.services.desks import open_desk
from marketplace.checking.services.second_looks import ask_second_look
from marketplace.finding.models import ShopList
from marketplace.models import Klus, Merchant, SignUp
from marketplace.offers.models import EmbedHost
from marketplace.offers.services.claims import claim_deal
from marketplace.offers.services.deals import DealTerms, make_deal
from marketplace.organisations.models import Organisation
from marketplace.organisations.services.organisations import apply_organisation
from marketplace.services.account_changes import ask_account_change
from marketplace.services.approvals import reject_proof
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from marketplace.services.places import Place, add_branch
from marketplace.services.shop_staff import invite_staff, link_word
from settlement.clearing.models import (
    ClearingObligation,
    ClearingPair,
    ClearingPayment,
    ClearingRun,
)
from settlement.models import BankEntry, BankFile, TenantBankAccount
from settlement.services.batches import make_payout_batch
from tenants.households.services import start_household
from tenants.models import Agreement, Tenant
from tenants.people.models import Person
from tenants.people.services import grant_role
from tests.cast import Town as Ledger
from tests.cast import proposed
from tests.isolation.klus_rows import klus_rows
from tests.isolation.lending_cast import a_klusbox
from tests.isolation.message_cast import message_rows
from tests.isolation.planning_cast import planned_rows
from tests.marketplace import till_cast
from tests.marketplace.cast import NOW, Town, make_person, people_a_town
from tests.settlement import cast as settlement

# Nowhere else may one of these be read.
SECRETS = ("Geheime tuin", "Bakkerij Verborgen", "Stille Samira", "Verzwegen budget")


@dataclass
class FullTown:
    """Its rows by the names that routes use, and the person who may do everything here."""

    tenant: Tenant
    rows: dict[str, object]
    chief: Person
    payer: Person
    paid: str
    photo: str


def a_full_town(tenant: Tenant, other: Tenant) -> FullTown:
    """One of everything, made through the services."""
    with schema_context(tenant.schema_name):
        town = people_a_town(tenant)
        chief = make_person("Stille Samira")
        for role in ("manager", "organiser", "finance", "agreements"):
            grant_role(person=chief, code=role, actor=None)
        sign_up = _work(town, chief)
        life = klus_rows(town, chief)
        proof = sign_up.proofs.get()
        shop, payer, paid = _shop(town, chief)
        draft = _draft().version
        shop |= _asked(chief, payer)
        version = _rules()
        rows: dict[str, object] = {
            "marketplace:console-rules-edit version": draft,
            "marketplace:console-rules-discard version": draft,
            "klus_id": sign_up.slot.klus_id, "slot_id": sign_up.slot_id, "sign_up_id": sign_up.id,
            **planned_rows(sign_up.slot.klus, chief),
            "proof_id": proof.id, **life,
            "programme_id": town.programme.id, "version": version.version,
            "replay_id": version.replays.get().id,
            "agreement_id": _agreement(tenant, other).id, "digest": "0", "size": 180,
            "uidb36": "1", "key": "x", **_checking(town, chief),
            **message_rows(chief),
            "hand_out_id": _hand_out(town, chief).id, "top_up_id": _top_up(town),
            "card_id": _card(town, chief), "shop_list_id": _shop_list(chief),
            "currency:receipt code": paid, "api-receipt code": paid, **shop, **_euros(tenant),
            **_clearing(tenant),
        }  # fmt: skip
        rows |= a_klusbox(chief)
        return FullTown(tenant, rows, chief, payer, paid, proof.photo.name)


def _work(town: Town, chief: Person) -> SignUp:
    klus = town.klus(places=3)
    Klus.objects.filter(id=klus.id).update(title="Geheime tuin")
    return town.handed_in(klus, chief)


def _checking(town: Town, chief: Person) -> dict[str, object]:
    """What checking keeps: a batch that can still be taken back."""
    start_household(person=chief, now=NOW)
    waiting = town.handed_in(person=town.another())
    made = approve_batch(key=uuid4(), sign_up_ids=[waiting.id], actor=chief, now=timezone.now())
    rejected = town.handed_in(person=chief)
    reject_proof(sign_up_id=rejected.id, actor=town.checker, reason="Nee", now=timezone.now())
    other = town.handed_in(person=town.another())
    reject_proof(sign_up_id=other.id, actor=town.checker, reason="Nee", now=timezone.now())
    ask_second_look(
        sign_up_id=other.id, resident=other.resident, words="Kijk nog eens", now=timezone.now()
    )
    batch = ("marketplace:console-batch-undo", "api-undo-batch")
    looks = ("marketplace:console-second-look-grant", "marketplace:console-second-look-uphold")
    coded = town.klus()
    Klus.objects.filter(id=coded.id).update(checking="code", title="Geheime tuin")
    at_desk = town.signed_up(coded, chief)
    open_desk(slot_id=at_desk.slot_id, actor=chief, now=NOW)
    desks = ("console-desk", "console-desk-code", "console-desk-open", "console-desk-close",
             "scanned-code")  # fmt: skip
    return {
        **{f"marketplace:{name} slot_id": at_desk.slot_id for name in desks},
        "api-desk slot_id": at_desk.slot_id,
        "marketplace:scanned-code code": "123456",
        "marketplace:give-code sign_up_id": at_desk.id,
        **{f"{name} batch_id": made.id for name in batch},
        **{f"{name} sign_up_id": other.id for name in looks},
        "marketplace:second-look sign_up_id": rejected.id,
    }


def _shop_list(chief: Person) -> int:
    return ShopList.objects.create(key=uuid4(), name="Verzwegen budget", read_by=chief).id


def _hand_out(town: Town, chief: Person) -> HandOut:
    return propose_hand_out(
        key=uuid4(), name="Verzwegen budget", programme=town.programme, pot=Pot.GIFT,
        raw=f"{town.resident.email};1".encode(), actor=chief, at=NOW,
    )  # fmt: skip


def _top_up(town: Town) -> int:
    Ledger(town.tenant, town.programme).rules(top_up={"enabled": True}, cards={"enabled": True})
    done = top_up(
        key=uuid4(), resident=make_person("Stille Samira").party, amount=1_000,
        payment_reference="contant", actor=None, at=NOW,
    )  # fmt: skip
    return done.transfer.id


def _card(town: Town, chief: Person) -> int:
    """A card of the chief's own, made by a colleague."""
    made = issue_card(key=uuid4(), holder=chief, actor=town.clerk, at=timezone.now())
    print_pin(key=uuid4(), card_id=made.id, actor=town.clerk, at=timezone.now())
    return made.id


def _shop(town: Town, chief: Person) -> tuple[dict[str, object], Person, str]:
    details = ShopDetails(name="Bakkerij Verborgen")
    merchant = apply_merchant(key=uuid4(), details=details, owner=chief, now=NOW)
    approve_merchant(merchant_id=merchant.id, actor=town.clerk, now=NOW)
    merchant.refresh_from_db()
    shop = till_cast.Shop(merchant, chief, merchant.tills.get())
    asked = shop.asks()
    payer = till_cast.with_coins(town, name="Stille Samira")
    sold = shop.sells(payer)
    dispute = open_dispute(
        key=uuid4(), transfer_id=sold.transfer_id, payer=payer.party, reason="twice", text="",
        at=timezone.now(),
    )  # fmt: skip
    reports = ("currency:report", "currency:report-withdraw", "api-report", "api-report-withdraw")
    rows: dict[str, object] = {
        **_partner(merchant, chief), "merchant_id": merchant.id, "till_id": shop.till.id,
        "request_id": asked.id,
        "code": asked.code, "dispute_id": dispute.id, "transfer_id": sold.transfer_id,
        **{f"{name} code": sold.code for name in reports}, **_offers(shop, chief),
        **_organisation(chief),
    }  # fmt: skip
    return rows, payer, sold.code


def _offers(shop: till_cast.Shop, chief: Person) -> dict[str, object]:
    """A deal that was given once for nothing, and a web site that shows the shops."""
    now = timezone.now()
    today = timezone.localdate(now)
    deal = make_deal(
        key=uuid4(), merchant_id=shop.merchant.id, actor=chief, now=now,
        terms=DealTerms("Geheime tuin", today, today + timedelta(days=3), 5, 0),
    )  # fmt: skip
    given = claim_deal(key=uuid4(), deal_id=deal.id, till=shop.till, actor=chief, now=now)
    host = EmbedHost.objects.create(
        origin="https://geheim.example", added_by=chief.party_id, added_at=now
    )
    return {"deal_id": deal.id, "place_id": given.place.id, "host_id": host.id}


def _organisation(chief: Person) -> dict[str, object]:
    """A club that asks to run klussen."""
    made = apply_organisation(
        key=uuid4(), name="Geheime tuin", kind=Organisation.Kind.OTHER, kvk_number="",
        about="Geheime tuin", owner=chief, now=timezone.now(),
    )  # fmt: skip
    seat = made.party.seats.get(person=chief)
    return {"organisation_id": made.id, "organisations:farewell seat_id": seat.id}


def _partner(merchant: Merchant, chief: Person) -> dict[str, object]:
    """What belongs to a shop: a branch, people, an invitation, another account."""
    shop: dict[str, Any] = {"merchant_id": merchant.id, "actor": chief}
    branch = add_branch(name="Geheime tuin", place=Place("Geheime tuin 1"), **shop)
    asked = invite_staff(email="stil@verborgen.example", duty="staff", now=timezone.now(), **shop)
    change = ask_account_change(
        key=uuid4(), iban=settlement.shop_iban(77), account_name="Bakkerij Verborgen",
        now=timezone.now(), **shop,
    )  # fmt: skip
    return {
        "branch_id": branch.id, "invitation_id": asked.id, "token": link_word(asked),
        "change_id": change.id, "seat_id": merchant.party.seats.get(person=chief).id,
    }  # fmt: skip


def _asked(chief: Person, other: Person) -> dict[str, object]:
    """What the chief asks as a resident and as a shop, is asked, and pays each month."""
    now = timezone.now()
    shop = Merchant.objects.get().party

    def asks(payee: Account, **more: object) -> PaymentRequest:
        return PaymentRequest.objects.create(
            code="HE" + uuid4().hex[:6].upper(), payee=payee, amount=100, key=uuid4(),
            description="Geheime tuin", created_at=now, expires_at=now + timedelta(days=9), **more,
        )  # fmt: skip

    def bill(payee: Account) -> SplitBill:
        made = SplitBill.objects.create(
            key=uuid4(), payee=payee, total=100, description="Geheime tuin", made_by=uuid4(),
            created_at=now,
        )  # fmt: skip
        asks(payee, split=made)
        return made

    own, till = account_of(chief.party, Pot.EARNED), account_of(shop, Pot.MERCHANT)
    contribution = start_contribution(
        key=uuid4(), payer=chief.party, payee=shop, amount=100, rhythm="monthly",
        starts_on=timezone.localdate(now), ends_on=None, at=now,
    )  # fmt: skip
    asked_of_her = asks(account_of(other.party, Pot.EARNED), payer=chief.party)
    return {
        "api-asked-one request_id": asks(own).id, "api-cancel-asked request_id": asks(own).id,
        "api-decline request_id": asks(account_of(other.party, Pot.EARNED), payer=chief.party).id,
        "api-split-bill bill_id": bill(own).id, "api-cancel-split-bill bill_id": bill(own).id,
        "currency:request request_id": asks(own).id, "currency:request-stop request_id":
        asks(own).id, "currency:request-decline request_id": asked_of_her.id,
        "currency:split bill_id": bill(own).id, "currency:split-stop bill_id": bill(own).id,
        "bill_id": bill(till).id, "contribution_id": contribution.id,
    }  # fmt: skip


def _euros(tenant: Tenant) -> dict[str, object]:
    town = settlement.people_a_town(tenant)
    town.redeemed(town.open_shop("Bakkerij Verborgen"), 1_000)
    batch = make_payout_batch(key=uuid4(), by=town.alice, now=settlement.NOW)
    file = BankFile.objects.create(
        kind="camt.053", sha256=uuid4().hex * 2, raw=b"<x/>", state="read", received_at=NOW
    )
    entry = BankEntry.objects.create(
        file=file, account=TenantBankAccount.objects.get(is_active=True), statement_id="1",
        reference=uuid4().hex, cents=250, booked_on=NOW.date(), state="unmatched",
    )  # fmt: skip
    return {
        "batch_id": batch.id, "payout_id": batch.payouts.get().id, "entry_id": entry.id,
    }  # fmt: skip


def _clearing(tenant: Tenant) -> dict[str, object]:
    """A run that asks the town to pay a third one, and a payment that would have come in."""
    third = Tenant.objects.get(schema_name="parkstad")
    received = _payment(third, tenant)
    ClearingRun.objects.filter(id=received.run_id).update(state="cancelled", cancelled_by=uuid4())
    paid = _payment(tenant, third)
    ClearingRun.objects.filter(id=paid.run_id).update(
        state="proposed", proposed_by=uuid4(), proposed_at=NOW
    )
    creditor = ("settlement:confirm-clearing", "settlement:deny-clearing",
                "api-clearing-confirm", "api-clearing-deny")  # fmt: skip
    return {
        "run_id": paid.run_id, "payment_id": paid.id,
        **{f"{name} payment_id": received.id for name in creditor},
    }  # fmt: skip


def _payment(debtor: Tenant, creditor: Tenant) -> ClearingPayment:
    """All that stands in a draft with one payment."""
    first, second = sorted((debtor, creditor), key=lambda town: int(town.id))
    number = ClearingRun.objects.count() + 1
    run = ClearingRun.objects.create(
        region=debtor.region, number=number, key=uuid4(), method="bilateral", cut_off=NOW,
        gross_cents=100, net_cents=100, opened_by=uuid4(), opened_at=NOW,
    )  # fmt: skip
    pair = ClearingPair.objects.create(
        run=run, first=first, second=second, first_after=number, first_until=number + 1,
        second_after=number, second_until=number + 1,
    )  # fmt: skip
    ClearingObligation.objects.create(
        pair=pair, issuer=debtor, acceptor=creditor, payments=1, coins=100, acceptor_coins=100,
        cents=100,
    )  # fmt: skip
    return ClearingPayment.objects.create(
        run=run, debtor=debtor, creditor=creditor, cents=100, reference=f"HTJ-V{run.id}-1",
        made_by=uuid4(),
    )  # fmt: skip


def _rules() -> RuleSet:
    return proposed(Rules().model_dump(mode="json"), uuid4())


def _draft() -> RuleSet:
    changed = {**Rules().model_dump(mode="json"), "payments": {"maximum": 14_000}}
    return draft_rules(document=changed, actor=uuid4(), now=timezone.now())


def _agreement(issuer: Tenant, acceptor: Tenant) -> Agreement:
    till_cast.agree(issuer, acceptor, timezone.now())
    return Agreement.objects.get(issuer=issuer, acceptor=acceptor)


def somebody_of(tenant: Tenant, *roles: str) -> Person:
    """Somebody of a town, with these roles."""
    with schema_context(tenant.schema_name):
        person = make_person("zomaar iemand")
        for role in roles:
            grant_role(person=person, code=role, actor=None)
        return person


def of_the_house(role: str) -> Person:
    """Somebody of the region or of the installation."""
    with schema_context("public"):
        return make_person(role, role)
