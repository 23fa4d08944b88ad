"""A klusbox with one of everything in it, for who visits every page."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from marketplace.klusbox.services.boxes import BoxDetails, add_items, create_box, create_kind
from marketplace.klusbox.services.counting import count_stock
from marketplace.klusbox.services.lending import hand_out
from marketplace.klusbox.services.reserving import reserve
from tenants.people.models import Person
from tests.marketplace.cast import a_photo


def a_klusbox(chief: Person) -> dict[str, object]:
    """What the chief keeps and borrows, by the names that routes use."""
    now = timezone.now()
    details = BoxDetails(name="Geheime tuin", place="Geheime tuin")
    box = create_box(key=uuid4(), details=details, actor=chief, now=now)
    kind = create_kind(name="Geheime tuin", about="", longest_days=3, actor=chief)
    item, *_more = add_items(
        key=uuid4(), box_id=box.id, kind_id=kind.id, count=2, actor=chief, now=now,
        photo=a_photo(),
    )  # fmt: skip
    made = reserve(
        key=uuid4(), box_id=box.id, wanted={kind.id: 1}, person=chief, starts_at=now,
        ends_at=now + timedelta(hours=2), now=now,
    )  # fmt: skip
    (loan,) = hand_out(reservation_id=made.id, item_ids=[item.id], actor=chief, now=now)
    count = count_stock(key=uuid4(), box_id=box.id, seen={}, there=[], actor=chief, now=now)
    return {
        "box_id": box.id, "item_id": item.id, "reservation_id": made.id, "loan_id": loan.id,
        "count_id": count.id, "kind_id": kind.id, "klusbox:item-code code": item.code,
        "klusbox:reservation-code code": made.code,
    }  # fmt: skip
