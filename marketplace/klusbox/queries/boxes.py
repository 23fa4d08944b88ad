"""Reads about boxes and the things in them."""

from django.db.models import Count, Q, QuerySet

from marketplace.klusbox.models import Item, Kind, Klusbox, Movement, StockCount
from tenants.errors import NotFound
from tenants.people.models import Person

PERMISSION = "lend-klusbox"


def boxes() -> QuerySet[Klusbox]:
    """All boxes by name, with how many things lie in each, are out, are broken or missing."""
    states = {"here": "box", "away": "out", "broken": "repair", "lost": "missing"}
    counts = {name: Count("items", filter=Q(items__state=state)) for name, state in states.items()}
    return Klusbox.objects.select_related("neighbourhood").annotate(**counts).order_by("name")


def open_boxes() -> QuerySet[Klusbox]:
    """Boxes that lend, by name."""
    return boxes().filter(is_open=True)


def box_seen_by(person: Person | None, box_id: int) -> Klusbox:
    """A box that lends; one that does not is there for who lends alone. Raises NotFound."""
    box = boxes().filter(id=box_id).first()
    if box is None or not (box.is_open or (person is not None and person.may(PERMISSION))):
        raise NotFound
    return box


def kinds() -> QuerySet[Kind]:
    """All sorts of things, by name."""
    return Kind.objects.all()


def items_of(box: Klusbox) -> QuerySet[Item]:
    """The things of a box that are still of use, by kind and number."""
    return (
        Item.objects.filter(box=box)
        .exclude(state=Item.State.GONE)
        .select_related("kind", "loan__reservation__person")
        .order_by("kind__name", "number")
    )


def all_items() -> QuerySet[Item]:
    """Every thing there is or was, by number, with who has it."""
    return Item.objects.select_related("kind", "box", "loan__reservation__person").order_by(
        "number"
    )


def item(item_id: int) -> Item:
    """One thing. Raises NotFound."""
    found = all_items().filter(id=item_id).first()
    if found is None:
        raise NotFound
    return found


def item_of_code(code: str) -> Item:
    """The thing with this sticker. Raises NotFound."""
    found = all_items().filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def movements_of(item: Item) -> QuerySet[Movement]:
    """Where a thing has been, newest first."""
    return item.movements.select_related("actor", "box", "loan__reservation__person")


def aside() -> QuerySet[Item]:
    """What is broken or missing, by state and number."""
    states = [Item.State.REPAIR, Item.State.MISSING]
    return all_items().filter(state__in=states).order_by("state", "number")


def counts_of(box: Klusbox) -> QuerySet[StockCount]:
    """The counts of a box, newest first, with how many things were not right."""
    wrong = Count("lines", filter=~Q(lines__outcome="right"))
    return box.counts.select_related("made_by").annotate(wrong=wrong, total=Count("lines"))


def stock_count(count_id: int) -> StockCount:
    """One count. Raises NotFound."""
    found = StockCount.objects.select_related("box", "made_by").filter(id=count_id).first()
    if found is None:
        raise NotFound
    return found
