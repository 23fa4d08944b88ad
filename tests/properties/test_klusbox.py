"""Whatever people do with a box, in whatever order: nothing is lost and nothing is lent twice."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from marketplace.klusbox.models import Item, Loan, Movement
from marketplace.klusbox.services import counting, lending, overdue, reserving, upkeep
from tenants.errors import Refusal
from tests.klusbox.cast import HOUR, NOW, Shed, a_box, a_shed, judge
from tests.marketplace.conftest import media, town  # noqa: F401 - fixtures

ACTS = (
    "reserve", "reserve", "reserve", "cancel", "hand out", "hand out another", "lend now",
    "back", "back broken",
    "lost", "set aside", "mend", "miss", "find", "move", "write off", "count", "clock",
)  # fmt: skip
SOME = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(0, 50)), max_size=25
)


class Life:
    """A box through the days; each act is tried, and may be refused."""

    def __init__(self, shed: Shed) -> None:
        self.shed, self.now = shed, NOW
        self.people = [shed.town.another() for _ in range(3)]
        self.other = a_box(shed.town, f"Andere {uuid4()}")
        # Something is out and something promised from the start: most acts are about those.
        made = shed.reserved(2, person=self.people[0], starts_at=NOW, ends_at=NOW + 5 * HOUR)
        shed.handed_out(made, made.loans.all()[0].item, now=NOW)
        shed.reserved(1, kind=shed.mowers, person=self.people[1], starts_at=NOW + HOUR)

    def item(self, pick: int) -> Item:
        found = list(Item.objects.order_by("number"))
        return found[pick % len(found)]

    def loan(self, pick: int) -> Loan | None:
        found = list(Loan.objects.order_by("id"))
        return found[pick % len(found)] if found else None

    def act(self, name: str, pick: int, more: int) -> None:
        by = {"actor": self.shed.lender, "now": self.now}
        item, loan = self.item(pick), self.loan(pick)
        on_item = {
            "set aside": upkeep.set_aside, "mend": upkeep.mend, "miss": upkeep.miss,
            "find": upkeep.find, "write off": upkeep.write_off,
        }  # fmt: skip
        if name in on_item:
            on_item[name](item_id=item.id, note="x", **by)
        elif name == "move":
            box = [self.shed.box, self.other][more % 2]
            upkeep.move_box(item_id=item.id, box_id=box.id, **by)
        elif name in ("reserve", "lend now", "count", "clock"):
            self._at_the_box(name, item, more, by)
        elif loan is not None:
            self._with_a_loan(name, loan, more, by)

    def _at_the_box(self, name: str, item: Item, more: int, by: dict) -> None:
        person = self.people[more % 3]
        if name == "reserve":
            start = self.now + (more % 9) * HOUR
            reserving.reserve(
                key=uuid4(), box_id=item.box_id, wanted={item.kind_id: 1 + more % 2},
                person=person, starts_at=start, ends_at=start + (1 + more % 5) * HOUR,
                now=self.now,
            )  # fmt: skip
        elif name == "lend now":
            lending.lend_now(key=uuid4(), item_id=item.id, person=person,
                             ends_at=self.now + HOUR, **by)  # fmt: skip
        elif name == "count":
            seen = dict(Item.objects.filter(box=item.box_id).values_list("id", "moves"))
            there = [one for place, one in enumerate(sorted(seen)) if more >> place & 1]
            counting.count_stock(key=uuid4(), box_id=item.box_id, seen=seen, there=there, **by)
        else:
            self.now += timedelta(minutes=20 * more)
            for job in (overdue.remind_late, overdue.replace_late, overdue.lapse_unfetched):
                job(now=self.now)

    def _with_a_loan(self, name: str, loan: Loan, more: int, by: dict) -> None:
        if name == "cancel":
            reserving.cancel_reservation(reservation_id=loan.reservation_id, **by)
        elif name.startswith("hand out"):
            item = self.item(more) if name.endswith("another") else loan.item
            lending.hand_out(reservation_id=loan.reservation_id, item_ids=[item.id], **by)
        elif name == "lost":
            lending.report_lost(loan_id=loan.id, note="x", **by)
        else:
            lending.take_back(loan_id=loan.id, is_broken=name.endswith("broken"), note="x", **by)

    def is_whole(self, count: int) -> None:
        """What must hold after every act, asked of the rows themselves."""
        judge()
        items = list(Item.objects.all())
        assert len(items) == count
        out = {loan.item_id: loan.id for loan in Loan.objects.filter(state="out")}
        assert out == {item.id: item.loan_id for item in items if item.state == "out"}
        for item in items:
            history = list(Movement.objects.filter(item=item).order_by("number"))
            assert [one.number for one in history] == list(range(1, item.moves + 1))
            assert (history[-1].to_state, history[-1].box_id) == (item.state, item.box_id)
        live = Loan.objects.filter(state__in=["reserved", "out"]).order_by("item_id", "starts_at")
        for one, next_one in pairwise(live):
            assert one.item_id != next_one.item_id or one.ends_at <= next_one.starts_at


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=SOME)
def test_nothing_is_lost_and_nothing_is_lent_twice(town, acts):  # noqa: F811
    with transaction.atomic():
        life = Life(a_shed(town))
        for name, pick, more in acts:
            try:
                with transaction.atomic():
                    life.act(name, pick, more)
            except Refusal as refusal:
                event(f"{name}: {refusal.code}")
            else:
                event(f"{name}: done")
            life.is_whole(count=4)
        transaction.set_rollback(True)
