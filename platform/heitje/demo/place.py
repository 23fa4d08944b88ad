"""A town of the demo as it stands: the plan it was made from, and who and what is there now."""

from dataclasses import dataclass, field

from currency.models import Programme
from heitje.demo.plans import ShopPlan, TownPlan
from marketplace.models import Merchant, Till
from tenants.models import Tenant
from tenants.people.models import Neighbourhood, Party, Person


@dataclass
class Shop:
    """A shop with whoever stands behind its counter."""

    plan: ShopPlan
    merchant: Merchant
    owner: Person
    staff: list[Person]
    tills: list[Till]


@dataclass
class Place:
    """One tenant and its people."""

    plan: TownPlan
    tenant: Tenant
    areas: dict[str, Neighbourhood] = field(default_factory=dict)
    officers: dict[str, list[Person]] = field(default_factory=dict)
    organisations: dict[str, Party] = field(default_factory=dict)
    residents: list[Person] = field(default_factory=list)
    programmes: dict[str, Programme] = field(default_factory=dict)
    shops: list[Shop] = field(default_factory=list)

    def officer(self, role: str, number: int = 0) -> Person:
        """Somebody with a role; the second of finance is `officer("finance", 1)`."""
        return self.officers[role][number]

    def shop(self, name: str) -> Shop:
        """A shop by its name."""
        return next(shop for shop in self.shops if shop.plan.name == name)

    def resident(self, name: str) -> Person:
        """A resident by name."""
        return next(person for person in self.residents if person.name == name)

    @property
    def open_shops(self) -> list[Shop]:
        """Shops that take part."""
        return [shop for shop in self.shops if not shop.plan.waits]
