"""What goes wrong at a till: a part is given back, and a payment that its payer reports."""

from datetime import datetime, timedelta

from currency.keys import key_for
from currency.models import Dispute, PaymentRequest
from currency.services.disputes import open_dispute
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline
from heitje.demo.trade import Purchase
from marketplace.services.tills import refund_part
from tenants.people.models import Person
from tenants.schema import look_at

DISPUTED = "Ik betaalde voor twee broden, maar er was er nog maar één."


def plan_reports(place: Place, timeline: Timeline, *, busy: list[Person]) -> None:
    """One refund of a part, and one report that waits for the municipality."""
    shop = place.open_shops[0]
    refunded, reported = (
        Purchase(place, None, place, shop, seed, busy=busy) for seed in (20_261, 20_262)
    )

    def give_a_part_back(at: datetime) -> None:
        asked = _paid(place, refunded)
        if asked is not None and asked.amount > 1:
            refund_part(
                key=key_for("demo", "part", asked.id), request_id=asked.id, till=shop.tills[0],
                amount=asked.amount // 2, actor=shop.owner, reason="Eén brood was op", now=at,
            )  # fmt: skip

    def report(at: datetime) -> None:
        asked = _paid(place, reported)
        if asked is not None and asked.transfer is not None:
            payer = asked.transfer.entries.get(amount__lt=0).account.holder
            open_dispute(
                key=key_for("demo", "report", asked.id), transfer_id=asked.transfer.id,
                payer=payer, reason=Dispute.Reason.NOT_RECEIVED, text=DISPUTED, at=at,
            )  # fmt: skip

    hour = timeline.now.replace(minute=0, second=0)
    timeline.add(hour - timedelta(hours=30), place, refunded.happen)
    timeline.add(hour - timedelta(hours=29), place, give_a_part_back)
    timeline.add(hour - timedelta(hours=28), place, reported.happen)
    timeline.add(hour - timedelta(hours=20), place, report)


def _paid(place: Place, bought: Purchase) -> PaymentRequest | None:
    """What was asked and paid; None where nobody could afford it."""
    if bought.request_id is None:
        return None
    look_at(place.tenant)
    found = PaymentRequest.objects.filter(id=bought.request_id).select_related("transfer").first()
    return found if found is not None and found.transfer_id else None
