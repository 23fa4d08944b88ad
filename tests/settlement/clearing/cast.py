"""Three towns that spend in each other's shops, and the coordinator of their region."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django_tenants.utils import schema_context

from currency.models import Account, Pot
from currency.queries import Cover, cover
from currency.services import payments, requests
from settlement.clearing import queries
from settlement.clearing.models import ClearingPayment, ClearingRun
from settlement.clearing.services import payments as steps
from settlement.clearing.services import runs
from tenants.models import Agreement, Region, Tenant
from tenants.people.models import Person
from tenants.people.roles import PUBLIC_ROLES
from tenants.people.services import add_person, grant_role, keep_roles
from tenants.services.agreements import approve_agreement, propose_agreement
from tests.settlement.cast import NOW, Town, give, people_a_town

Method = ClearingRun.Method


@dataclass
class Parkstad:
    """A region with its towns. Acts go into the right schema by themselves."""

    region: Region
    coordinator: Person
    heerlen: Town
    sittard: Town
    parkstad: Town

    @property
    def towns(self) -> tuple[Town, ...]:
        """All three, by name."""
        return (self.heerlen, self.parkstad, self.sittard)

    def spend(self, payer: Town, shop_town: Town, coins: int, *, at: datetime = NOW) -> UUID:
        """The payer town's resident spends this much in a shop of the other town."""
        with schema_context(shop_town.tenant.schema_name):
            shop = shop_town.open_shop()
            asked = requests.request_payment(
                key=uuid4(), payee=shop.party, amount=coins, desk="1",
                actor=shop.owner.party_id, at=at,
            )  # fmt: skip
        with schema_context(payer.tenant.schema_name):
            give(payer.programme, payer.resident.party, coins * 2)
            payments.pay(code=asked.code, payer=payer.resident.party, at=at)
        return asked.id

    def open(
        self, method: str = Method.BILATERAL, *, cut_off: datetime = NOW, key: UUID | None = None
    ) -> ClearingRun:
        """The coordinator opens a run."""
        with schema_context("public"):
            return runs.open_run(
                region=self.region, method=method, cut_off=cut_off, key=key or uuid4(),
                by=self.coordinator, now=NOW,
            )  # fmt: skip

    def propose(self, run: ClearingRun) -> ClearingRun:
        """The coordinator puts it before the towns."""
        with schema_context("public"):
            return runs.propose_run(run_id=run.id, region=self.region, by=self.coordinator, now=NOW)

    def cancel(self, run: ClearingRun) -> ClearingRun:
        """The coordinator calls it off."""
        with schema_context("public"):
            return runs.cancel_run(run_id=run.id, region=self.region, by=self.coordinator, now=NOW)

    def approve(self, town: Town, run: ClearingRun) -> ClearingRun:
        """Alice says yes for her town."""
        with schema_context(town.tenant.schema_name):
            return steps.approve_run(run_id=run.id, by=town.alice, now=NOW)

    def pay(self, town: Town, payment: ClearingPayment, reference: str = "BNG2026-1") -> None:
        """Bob marks what his town paid."""
        with schema_context(town.tenant.schema_name):
            steps.mark_paid(payment_id=payment.id, bank_reference=reference, by=town.bob, now=NOW)

    def confirm(self, town: Town, payment: ClearingPayment) -> ClearingPayment:
        """Bob of the other town sees it on the account."""
        with schema_context(town.tenant.schema_name):
            return steps.confirm_payment(payment_id=payment.id, by=town.bob, now=NOW)

    def agreed(self, method: str = Method.BILATERAL) -> ClearingRun:
        """A run that every net payer has said yes to."""
        run = self.propose(self.open(method))
        for town in self.towns:
            if run.payments.filter(debtor=town.tenant).exists():
                self.approve(town, run)
        run.refresh_from_db()
        return run

    def settled(self, method: str = Method.BILATERAL) -> ClearingRun:
        """A run of which everything is paid and confirmed."""
        run = self.agreed(method)
        for payment in run.payments.all():
            self.pay(self.of(payment.debtor), payment)
            self.confirm(self.of(payment.creditor), payment)
        run.refresh_from_db()
        return run

    def of(self, tenant: Tenant) -> Town:
        """The cast of a tenant."""
        return next(town for town in self.towns if town.tenant.id == tenant.id)

    def cover(self, town: Town) -> Cover:
        """A town's cover report."""
        with schema_context(town.tenant.schema_name):
            return cover()

    def balance(self, town: Town, pot: Pot) -> int:
        """All of a town's accounts for a purpose together."""
        with schema_context(town.tenant.schema_name):
            return town.balance(pot)

    def open_accounts(self, town: Town) -> list[int]:
        """Balances that stand between a town and others, in coins and in euros."""
        with schema_context(town.tenant.schema_name):
            found = Account.objects.filter(pot__in=[Pot.CLEARING, Pot.EURO_CLEARING])
            return sorted(found.exclude(balance=0).values_list("balance", flat=True))

    def positions(self) -> dict[tuple[str, str], int]:
        """What is not cleared, in cents: who owes whom."""
        return {
            (flow.issuer.schema_name, flow.acceptor.schema_name): flow.cents
            for found in queries.positions(self.region)
            for flow in (found.first_owes, found.second_owes)
            if flow.cents
        }


def agree(region: Region, issuer: Tenant, acceptor: Tenant, **terms: object) -> Agreement:
    """Both say yes: the issuer's coins are good in the acceptor's shops."""
    asked: dict[str, object] = {"cap_outstanding": 100_000, "cap_payment": 50_000, **terms}
    made = propose_agreement(
        region=region, issuer=issuer, acceptor=acceptor, starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1), actor=uuid4(), now=NOW, **asked,
    )  # fmt: skip
    for side in (issuer, acceptor):
        approve_agreement(agreement_id=made.id, tenant=side, actor=uuid4(), now=NOW)
    return made


def people_the_region(heerlen: Tenant, sittard: Tenant, parkstad: Tenant) -> Parkstad:
    """Everybody, and an agreement in each direction."""
    towns = []
    for tenant in (heerlen, sittard, parkstad):
        with schema_context(tenant.schema_name):
            towns.append(people_a_town(tenant))
    region = heerlen.region
    assert region is not None
    for issuer in towns:
        for acceptor in towns:
            if issuer is not acceptor:
                agree(region, issuer.tenant, acceptor.tenant)
    with schema_context("public"):
        keep_roles(PUBLIC_ROLES)
        coordinator = add_person(email=f"joep-{uuid4()}@regio.example", name="Joep Smeets")
        grant_role(person=coordinator, code="coordinator", actor=None)
    return Parkstad(region, coordinator, *towns)


def later(days: int) -> datetime:
    """So many days after now."""
    return NOW + timedelta(days=days)
