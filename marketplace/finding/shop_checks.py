"""What a list of shops would do: which lines are right beside what the town knows already."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from marketplace.finding.models import ListedShop, ShopList
from marketplace.finding.shop_file import ShopLine, WrongCell, read_shops, wrong
from marketplace.models import Merchant
from marketplace.services.merchants import ShopDetails
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood
from tenants.people.queries import neighbourhoods


@dataclass(frozen=True)
class CheckedShop:
    """A shop as it would be read in; its owner is asked by mail where the list knows an address."""

    number: int
    details: ShopDetails
    email: str

    @property
    def sort(self) -> str:
        """What kind of shop it is, as people say it."""
        return str(Merchant.Category(self.details.category).label)


@dataclass(frozen=True)
class CheckedShops:
    """The shops that are right, and all that is wrong: with one wrong line nothing is read in."""

    shops: list[CheckedShop]
    wrong: list[WrongCell]


def checked_shops(raw: bytes) -> CheckedShops:
    """A file beside the shops and neighbourhoods of this town. Raises ShopListUnreadable."""
    found = read_shops(raw)
    places = {place.name.casefold(): place for place in neighbourhoods()}
    known = {
        _same(name, address)
        for name, address in Merchant.objects.exclude(state=Merchant.State.STOPPED).values_list(
            "name", "address"
        )
    }
    seen: set[tuple[str, str]] = set()
    shops: list[CheckedShop] = []
    faults = list(found.wrong)
    for line in found.lines:
        at_fault = list(_faults(line, places, known, seen))
        seen.add(_same(line.told["name"], line.told["address"]))
        faults.extend(at_fault)
        if not at_fault:
            place = places.get(line.neighbourhood.casefold())
            details = ShopDetails(**line.told, neighbourhood=place)
            shops.append(CheckedShop(line.number, details, line.email))
    return CheckedShops(shops, sorted(faults, key=lambda one: one.number))


def shop_lists() -> QuerySet[ShopList]:
    """Every list that was read in, the newest first."""
    return ShopList.objects.select_related("read_by")


def listed_shops(found: ShopList) -> QuerySet[ListedShop]:
    """The shops of a list, in its order. Their account numbers are not read."""
    return found.shops.select_related("merchant").defer("merchant__iban")


def shop_list(list_id: int) -> ShopList:
    """A list that was read in. Raises NotFound."""
    found = ShopList.objects.select_related("read_by", "approved_by").filter(id=list_id).first()
    if found is None:
        raise NotFound
    return found


def _faults(
    line: ShopLine, places: dict[str, Neighbourhood], known: set[tuple[str, str]],
    seen: set[tuple[str, str]],
) -> Iterator[WrongCell]:  # fmt: skip
    if line.neighbourhood and line.neighbourhood.casefold() not in places:
        yield wrong(line.number, "neighbourhood", "neighbourhood")
    same = _same(line.told["name"], line.told["address"])
    if same in seen:
        yield wrong(line.number, "name", "twice")
    elif same in known:
        yield wrong(line.number, "name", "known")


def _same(name: str, address: str) -> tuple[str, str]:
    """What makes two lines one shop: its name and address, however they are spaced and cased."""
    return " ".join(name.casefold().split()), " ".join(address.casefold().split())
