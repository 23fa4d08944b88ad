"""Klussen are spread: not always the same people, newcomers first, what is near, what one can."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from marketplace import queries
from marketplace.fairness_errors import FirstTimersFirst, SameKlusOften
from marketplace.models import Klus, SignUp
from marketplace.queries import KlusFilter
from marketplace.rules.fairness import first_timers_until, reach_m
from marketplace.rules.routes import walking_order
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from tests.cast import Town as Ledger
from tests.marketplace.cast import NOW
from tests.marketplace.resident_cast import Street
from tests.settlement.cast import at_once

HOUR = timedelta(hours=1)


def rules(town, **fairness):
    Ledger(town.tenant, town.programme).rules(fairness=fairness)


def take(klus, person, place=0):
    slot = klus.slots.order_by("id")[place]
    return sign_up(slot_id=slot.id, resident=person, now=NOW)


def test_nobody_does_the_same_klus_more_often_than_the_rules_say(town):
    rules(town, times_same_klus=2)
    klus = town.klus(moments=3)
    first, _second = take(klus, town.resident), take(klus, town.resident, 1)

    with pytest.raises(SameKlusOften) as refused:
        take(klus, town.resident, 2)

    assert refused.value.facts == {"maximum": 2}
    assert klus.slots.order_by("id")[2].taken == 0
    take(klus, town.another(), 2)
    cancel_sign_up(sign_up_id=first.id, actor=town.resident, now=NOW)
    take(klus, town.resident, 2)


def test_the_same_klus_another_week_is_the_same_klus(town):
    rules(town, times_same_klus=1)
    take(town.klus(), town.resident)
    other = town.klus()
    Klus.objects.filter(id=other.id).update(title="Iets heel anders")

    with pytest.raises(SameKlusOften):
        take(town.klus(), town.resident)
    take(other, town.resident)


def test_two_moments_taken_at_once_are_counted_one_after_the_other(committed_town):
    town = committed_town
    rules(town, times_same_klus=1)
    klus = town.klus(moments=2)

    answers = at_once(town.tenant, *(partial(take, klus, town.resident, n) for n in range(2)))

    assert sum(isinstance(one, SameKlusOften) for one in answers) == 1
    assert SignUp.objects.filter(resident=town.resident).count() == 1


def test_at_first_a_klus_is_for_who_never_took_part(town):
    old_hand, newcomer = town.approved().resident, town.another()
    rules(town, first_timers_hours=6)
    klus = town.klus(places=3)

    with pytest.raises(FirstTimersFirst):
        take(klus, old_hand)
    take(klus, newcomer)
    slot = klus.slots.get()
    sign_up(slot_id=slot.id, resident=old_hand, now=NOW + 6 * HOUR)


@pytest.mark.parametrize(
    ("ahead", "hours", "until"),
    [(48, 6, 6), (8, 6, 4), (48, 0, None), (-2, 6, 0)],
)
def test_first_timers_have_at_most_half_of_the_time(ahead, hours, until):
    found = first_timers_until(published_at=NOW, open_until=NOW + ahead * HOUR, hours=hours)

    assert found == (None if until is None else NOW + until * HOUR)


def test_a_list_holds_what_somebody_can_do_and_what_is_near(town):
    near, far = town.klus(), town.klus()
    Klus.objects.filter(id=near.id).update(
        suits=["sitting", "indoors"], languages=["pl"], latitude=Decimal("50.88300"),
        longitude=Decimal("5.98100"),
    )  # fmt: skip
    Klus.objects.filter(id=far.id).update(
        suits=["indoors"], latitude=Decimal("50.90300"), longitude=Decimal("5.98100")
    )

    def found(**asked):
        return set(queries.open_klussen(now=NOW, narrow=KlusFilter(**asked)).ids)

    here = (Decimal("50.88200"), Decimal("5.98000"))
    assert found(suits=["indoors"]) == {near.id, far.id}
    assert found(suits=["indoors", "sitting"]) == {near.id}
    assert found(language="pl") == {near.id}
    assert found(language="tr") == set()
    assert found(within=(here, reach_m(15))) == {near.id}
    assert found(within=(here, 3_000)) == {near.id, far.id}


def test_the_list_begins_within_a_walk_and_reaches_further_when_asked(town, client_for):
    street = Street(town)
    near, far = street.klus("Om de hoek"), street.klus("Aan de rand")
    for klus, latitude in ((near, "50.88300"), (far, "50.93000")):
        Klus.objects.filter(id=klus.id).update(
            latitude=Decimal(latitude), longitude=Decimal("5.98100")
        )
    street.live_at("50.88200", "5.98000")
    client = client_for(town.tenant, town.resident)

    first = client.get("/klussen/").content.decode()
    everywhere = client.get("/klussen/?ver=overal").content.decode()

    assert ("Om de hoek" in first, "Aan de rand" in first) == (True, False)
    assert "Binnen 15 minuten lopen" in first
    assert "Aan de rand" in everywhere
    assert "Aan de rand" in client.get("/klussen/?text=rand").content.decode()
    Klus.objects.filter(id=near.id).update(state="cancelled")
    assert "Dit is verder weg" in client.get("/klussen/").content.decode()
    assert "Aan de rand" not in client.get("/klussen/?ver=30").content.decode()


def test_the_page_of_a_klus_says_for_whom_it_is(town, client_for, monkeypatch):
    old_hand = town.approved().resident
    rules(town, first_timers_hours=6)
    klus = town.klus()
    Klus.objects.filter(id=klus.id).update(suits=["sitting"], languages=["uk"])
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    path = f"/klussen/{klus.id}/"

    seen = client_for(town.tenant, old_hand).get(path).content.decode()

    assert "Kan zittend" in seen
    assert "Українська" in seen
    assert "Jij kunt je aanmelden vanaf" in seen
    newcomer = client_for(town.tenant, town.another()).get(path).content.decode()
    assert "Dat ben jij misschien!" in newcomer


def test_a_round_goes_each_time_to_what_is_nearest():
    north = Decimal("50.88")
    places = {
        1: (north, Decimal("5.90")), 2: None, 3: (north, Decimal("5.93")),
        4: (north, Decimal("5.91")),
    }  # fmt: skip

    order = walking_order(places)

    assert [key for key, _metres in order] == [1, 4, 3, 2]
    assert order[0][1] is None
    assert order[1][1] == pytest.approx(701, abs=10)
    assert walking_order({}) == []


def test_who_was_never_rewarded_stays_a_first_timer(town):
    rules(town, first_timers_hours=6)
    waiting = town.handed_in()
    klus = town.klus()

    assert take(klus, waiting.resident).state == "signed-up"
