"""A volunteer's limits from sign-up to approval and back: here, over all organisations."""

from datetime import date, timedelta

import pytest

from currency.limit_errors import BirthdayUnknown, HourlyNormPassed, VolunteerLimitReached
from currency.models import Counter, Transfer, VolunteerRoom
from currency.queries.volunteers import volunteer_meter
from currency.rules.document import NORM_2025, Pots, Volunteers
from currency.services.reversals import reverse_transfer
from marketplace.errors import ResidentLimitReached
from marketplace.models import Klus, SignUp
from marketplace.rules.moments import Moment
from marketplace.services.approvals import approve_proof, reject_proof
from marketplace.services.klussen import cancel_klus, close_klus, create_klus, publish_klus
from marketplace.services.sign_ups import cancel_sign_up, mark_no_show, sign_up
from tenants.people.models import Person
from tenants.people.services import change_profile
from tests.marketplace.cast import DAY, END, NOW, START, Town
from tests.marketplace.test_services_approvals import new_rules

LATER = START + 14 * DAY


def limits(month: int = 1_200, year: int = 210_000, **more: object) -> None:
    """Rules with these norms, in cents."""
    norm = NORM_2025.model_copy(update={"month": month, "year": year})
    new_rules(volunteers=Volunteers(norms=(norm,), **more))


def left(person: Person, period: str = "2026-11") -> int:
    """What counts for somebody in a period, in cents."""
    found = Counter.objects.filter(
        name="volunteer-cents", subject=str(person.party_id), period=period
    )
    return sum(found.values_list("used", flat=True))


def states(person: Person) -> list[str]:
    found = VolunteerRoom.objects.filter(party=person.party_id).order_by("id")
    return list(found.values_list("state", flat=True))


def born(person: Person, day: date | None) -> None:
    change_profile(person=person, name=person.name, neighbourhood=None, language="nl",
                   birthday=day)  # fmt: skip


def test_a_sign_up_reserves_what_the_klus_gives(town: Town) -> None:
    town.signed_up()

    room = VolunteerRoom.objects.get()
    assert (room.cents, room.day, room.state) == (500, date(2026, 11, 25), "reserved")
    assert (left(town.resident), left(town.resident, "2026")) == (500, 500)


def test_past_the_month_a_sign_up_is_refused_and_nothing_is_taken(town: Town) -> None:
    limits(month=1_200)
    town.signed_up()
    town.signed_up()
    klus = town.klus()

    with pytest.raises(VolunteerLimitReached) as refused:
        town.signed_up(klus)

    assert refused.value.facts == {
        "asked": 500, "room": 200, "period": "2026-11", "room_from": "2026-12-01",
    }  # fmt: skip
    assert "nog €\xa02,00" in refused.value.detail
    assert "vanaf 1 december 2026" in refused.value.detail
    assert klus.slots.get().taken == 0
    assert (left(town.resident), SignUp.objects.count()) == (1_000, 2)


def test_past_the_year_there_is_room_in_january(town: Town) -> None:
    limits(month=1_200, year=1_200)
    town.signed_up()
    town.signed_up()

    with pytest.raises(VolunteerLimitReached) as refused:
        sign_up(slot_id=late_klus(town).slots.get().id, resident=town.resident, now=NOW)

    assert refused.value.facts["period"] == "2026"
    assert refused.value.facts["room_from"] == "2027-01-01"


def late_klus(town: Town, reward: int = 500) -> Klus:
    """A klus in December."""
    made = create_klus(
        key=VolunteerRoom._meta.get_field("key").to_python("0" * 31 + "1"), actor=town.organiser,
        title="Kerstbomen", description="Halen.", category="green", programme=town.programme,
        place="Plein", reward=reward, duration_minutes=120, now=NOW,
        moments=[Moment(LATER, LATER + timedelta(hours=2), 2)],
    )  # fmt: skip
    return publish_klus(klus_id=made.id, actor=town.organiser, now=NOW)


def test_it_counts_in_the_month_of_the_work(town: Town) -> None:
    limits(month=1_000)
    town.signed_up()
    town.signed_up()

    sign_up(slot_id=late_klus(town).slots.get().id, resident=town.resident, now=NOW)

    assert (left(town.resident), left(town.resident, "2026-12")) == (1_000, 500)
    assert left(town.resident, "2026") == 1_500


def test_who_cancels_misses_or_is_rejected_has_room_again(town: Town) -> None:
    klus, others = town.klus(places=6), [town.another() for _ in range(3)]
    gone = town.signed_up(klus, others[0])
    missed = town.signed_up(klus, others[1])
    bad = town.handed_in(klus, others[2])

    cancel_sign_up(sign_up_id=gone.id, actor=others[0], now=NOW)
    mark_no_show(sign_up_id=missed.id, actor=town.organiser, now=END)
    reject_proof(sign_up_id=bad.id, actor=town.checker, reason="Nee", now=END)

    assert [left(one) for one in others] == [0, 0, 0]
    assert [states(one) for one in others] == [["released"]] * 3


def test_a_klus_that_is_called_off_or_closed_gives_room_back(town: Town) -> None:
    off, over, other = town.klus(), town.klus(), town.another()
    town.signed_up(off)
    town.signed_up(over, other)

    cancel_klus(klus_id=off.id, actor=town.organiser, reason="Storm", now=NOW)
    close_klus(klus_id=over.id, actor=town.organiser, now=END + DAY)

    assert (left(town.resident), left(other)) == (0, 0)


def test_approval_turns_what_was_reserved_into_received(town: Town) -> None:
    done = town.approved()

    room = VolunteerRoom.objects.get()
    assert (room.state, room.transfer_id) == ("received", done.transfer_id)
    assert left(town.resident) == 500


def test_a_reward_that_is_reversed_gives_room_back_in_its_month(town: Town) -> None:
    done = town.approved()

    for _ in range(2):
        reverse_transfer(
            transfer_id=done.transfer_id, reason="Verkeerd", actor=town.clerk.party_id,
            at=END + 30 * DAY,
        )  # fmt: skip

    assert (left(town.resident), left(town.resident, "2026")) == (0, 0)
    assert states(town.resident) == ["released"]


def test_approval_judges_again_and_leaves_the_work_waiting(town: Town) -> None:
    found = town.handed_in()
    limits(month=499)

    with pytest.raises(ResidentLimitReached):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    found.refresh_from_db()
    assert (found.state, town.coins_of(town.resident)) == ("handed-in", 0)
    assert Transfer.objects.filter(kind="reward").count() == 0


def test_a_full_balance_leaves_the_room_reserved(town: Town) -> None:
    found = town.handed_in()
    new_rules(pots=Pots(maximum_balance=499))

    with pytest.raises(Exception, match="resident-balance-full"):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert states(town.resident) == ["reserved"]


def test_work_from_before_the_limits_is_counted_at_approval(town: Town) -> None:
    found = town.handed_in()
    VolunteerRoom.objects.all().delete()
    Counter.objects.all().delete()

    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert (left(town.resident), states(town.resident)) == (500, ["received"])


def test_where_the_limits_do_not_apply_nothing_is_counted(town: Town) -> None:
    limits(month=100, applies=False)

    town.approved(town.klus(reward=1_500))

    assert (left(town.resident), VolunteerRoom.objects.count()) == (0, 0)
    assert volunteer_meter(town.resident, NOW) is None


@pytest.mark.parametrize(
    ("birthday", "reward", "refusal"),
    [
        (None, 660, None),
        (None, 661, BirthdayUnknown),
        (None, 1_121, HourlyNormPassed),
        (date(2005, 11, 26), 661, HourlyNormPassed),
        (date(2005, 11, 25), 1_120, None),
        (date(2005, 11, 25), 1_121, HourlyNormPassed),
    ],
)
def test_the_hourly_norm_is_that_of_ones_age_on_the_day_of_the_work(
    town: Town, birthday: date | None, reward: int, refusal: type | None
) -> None:
    born(town.resident, birthday)
    klus = town.klus(reward=reward)

    if refusal is None:
        town.signed_up(klus)
    else:
        with pytest.raises(refusal) as refused:
            town.signed_up(klus)
        assert type(refused.value) is refusal

    assert SignUp.objects.count() == (0 if refusal else 1)


def test_a_moment_wider_than_the_work_is_reckoned_by_the_work(town: Town) -> None:
    klus = town.klus(reward=700)
    Klus.objects.filter(id=klus.id).update(duration_minutes=60)

    with pytest.raises(HourlyNormPassed):
        town.signed_up(klus)


def test_the_meter_shows_what_is_received_reserved_and_left(town: Town) -> None:
    town.approved()
    town.signed_up()

    meter = volunteer_meter(town.resident, NOW)

    assert meter is not None
    assert (meter.month.received, meter.month.reserved, meter.month.elsewhere) == (500, 500, 0)
    assert (meter.month.limit, meter.month.room, meter.year.room) == (21_000, 20_000, 209_000)
    assert (meter.hourly, meter.is_young, meter.knows_age) == (560, False, True)


def test_a_birthday_is_sealed_and_can_be_taken_away_again(town: Town) -> None:
    born(town.resident, date(1990, 5, 1))
    assert Person.objects.get(id=town.resident.id).birthday == date(1990, 5, 1)

    born(town.resident, None)

    assert Person.objects.get(id=town.resident.id).birthday is None
