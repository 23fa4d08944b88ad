"""What residents and checkers are shown of klussen, and what they are told is not there."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace import queries
from marketplace.models import Klus
from marketplace.queries import KlusFilter
from marketplace.services.approvals import send_back
from marketplace.services.klussen import cancel_klus, close_klus
from marketplace.services.sign_ups import cancel_sign_up, mark_no_show
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood
from tests.marketplace.cast import DAY, END, NOW, REWARD, START, Town, a_photo


def shown(**narrow: object) -> list[int]:
    found = queries.open_klussen(now=NOW, narrow=KlusFilter(**narrow))
    return [klus.id for klus in found]


def test_only_what_still_takes_people_is_offered(town: Town) -> None:
    open_one, full, closed = town.klus(), town.klus(places=1), town.klus()
    town.draft()
    town.signed_up(full)
    close_klus(klus_id=closed.id, actor=town.organiser, now=NOW)

    assert shown() == [open_one.id]
    assert list(queries.open_klussen(now=START)) == []


def test_a_klus_says_when_it_is_next_and_how_many_places_are_left(town: Town) -> None:
    klus = town.klus(places=3, moments=2)
    town.signed_up(klus)

    (found,) = queries.open_klussen(now=NOW)
    (tomorrow,) = queries.open_klussen(now=START)

    assert (found.next_start, found.free_places) == (START, 5)
    assert (tomorrow.next_start, tomorrow.free_places) == (START + DAY, 3)


@pytest.mark.parametrize(
    ("narrow", "is_found"),
    [
        ({"category": "litter"}, True),
        ({"category": "green"}, False),
        ({"most_minutes": 120}, True),
        ({"most_minutes": 119}, False),
        ({"day": START.date()}, True),
        ({"day": NOW.date()}, False),
        ({"text": "prikSTOK park"}, True),
        ({"text": "prikstok zee"}, False),
        ({"text": "akerstraat"}, True),
        ({"text": "100%"}, False),
        ({"text": "_"}, False),
        ({"text": "zwerf\0 vuil\0"}, True),
        ({"text": "'; DROP TABLE x; --"}, False),
        ({"neighbourhood_id": 2**70}, False),
    ],
)
def test_a_list_is_narrowed_by_what_was_asked(
    town: Town, narrow: dict[str, object], is_found: bool
) -> None:
    klus = town.klus()

    assert shown(**narrow) == ([klus.id] if is_found else [])


def test_what_is_near_comes_first_and_what_is_nowhere_comes_last(town: Town) -> None:
    nowhere, far, near = town.klus(), town.klus(), town.klus()
    for klus, latitude in ((far, "50.95000"), (near, "50.89000")):
        Klus.objects.filter(id=klus.id).update(latitude=latitude, longitude="5.98000")

    found = queries.open_klussen(now=NOW, near=(Decimal("50.88800"), Decimal("5.97950")))

    assert [klus.id for klus in found] == [near.id, far.id, nowhere.id]


def test_a_klus_that_is_not_open_is_there_for_who_has_to_do_with_it(town: Town) -> None:
    klus = town.klus()
    town.signed_up(klus)
    stranger = town.another()
    assert queries.klus_seen_by(None, klus.id) == queries.klus_seen_by(stranger, klus.id)

    cancel_klus(klus_id=klus.id, actor=town.organiser, reason="Te veel wind", now=NOW)

    assert queries.klus_seen_by(town.resident, klus.id).state == "cancelled"
    assert queries.klus_seen_by(town.organiser, klus.id).state == "cancelled"
    for person in (None, stranger):
        with pytest.raises(NotFound):
            queries.klus_seen_by(person, klus.id)


def test_who_had_signed_up_still_reads_why_it_is_off(town: Town) -> None:
    found = town.signed_up()
    cancel_klus(klus_id=found.slot.klus_id, actor=town.organiser, reason="Te veel wind", now=NOW)

    assert queries.own_sign_up(town.resident, found.id).reason == "Te veel wind"
    assert [past.id for past in queries.past_sign_ups(town.resident)] == [found.id]
    assert list(queries.coming_sign_ups(town.resident)) == []


def test_nobody_sees_somebody_elses_sign_up(town: Town) -> None:
    found = town.signed_up()

    with pytest.raises(NotFound):
        queries.own_sign_up(town.another(), found.id)
    assert queries.own_of_klus(town.another(), found.slot.klus) == {}


def test_the_next_klus_is_the_first_that_is_still_to_be_done(town: Town) -> None:
    found = town.signed_up()

    assert queries.next_sign_up(town.resident, now=NOW) == found
    assert queries.next_sign_up(town.resident, now=END + DAY) is None
    busy = town.begun(town.klus())
    assert queries.next_sign_up(town.resident, now=END + DAY) == busy


def test_what_is_on_its_way_is_what_waits_to_be_checked(town: Town) -> None:
    town.handed_in()
    town.handed_in()
    town.signed_up()

    assert queries.on_its_way(town.resident) == 2 * REWARD


def test_the_queue_shows_who_waits_longest_first_and_a_photo_that_was_seen_before(
    town: Town,
) -> None:
    first = town.handed_in()
    own = town.begun(person=town.another())
    copied = town.begun(person=town.another())
    town.hand_in(own, a_photo("blue"), now=END + DAY)
    town.hand_in(copied, now=END + DAY)

    queue = list(queries.waiting_proofs())

    assert [one.id for one in queue] == [first.id, own.id, copied.id]
    assert [one.seen_before for one in queue] == [True, False, True]


def test_the_same_photo_for_the_same_work_is_not_flagged(town: Town) -> None:
    found = town.handed_in()
    send_back(sign_up_id=found.id, actor=town.checker, reason="Nog een keer", now=END)
    town.hand_in(found, now=END + DAY)

    (waiting,) = queries.waiting_proofs()

    assert waiting.proofs.count() == 2
    assert waiting.seen_before is False


def test_a_photo_is_there_for_its_maker_and_for_checkers_alone(town: Town) -> None:
    proof = town.handed_in().proofs.get()

    for person in (town.resident, town.checker):
        assert queries.proof_seen_by(person, proof.id) == proof
    for person in (town.another(), town.another("finance")):
        with pytest.raises(NotFound):
            queries.proof_seen_by(person, proof.id)
    with pytest.raises(NotFound):
        queries.proof_seen_by(town.checker, proof.id + 1)


def test_who_takes_part_is_listed_without_who_said_no(town: Town) -> None:
    klus = town.klus(places=3)
    there = town.signed_up(klus)
    gone = town.signed_up(klus, town.another())
    missed = town.signed_up(klus, town.another())
    cancel_sign_up(sign_up_id=gone.id, actor=gone.resident, now=NOW)
    mark_no_show(sign_up_id=missed.id, actor=town.organiser, now=END)

    assert {one.id for one in queries.sign_ups_of_klus(klus)} == {there.id, missed.id}


@pytest.mark.parametrize("number", [1, 6])
def test_a_longer_list_costs_no_more_queries(
    town: Town, number: int, django_assert_num_queries
) -> None:
    place = Neighbourhood.objects.create(name="Heerlerheide")
    for _ in range(number):
        found = town.handed_in(person=town.another())
        Klus.objects.filter(id=found.slot.klus_id).update(neighbourhood=place)

    with django_assert_num_queries(2):
        for one in queries.waiting_proofs():
            assert one.slot.klus.neighbourhood.name == "Heerlerheide"
            assert one.resident.name
            assert len(one.proofs.all()) == 1
    # Their numbers in order, the klussen themselves, and how klussen are spread over people.
    with django_assert_num_queries(3):
        assert [klus.neighbourhood for klus in queries.open_klussen(now=NOW)]


def test_what_is_overdue_is_found_in_the_order_it_ended(town: Town) -> None:
    long, short = town.klus(moments=3), town.klus()
    first, second = town.signed_up(long), town.signed_up(short)

    assert list(queries.klussen_past(END + DAY)) == [short]
    assert list(queries.klussen_past(END + 3 * DAY)) == [short, long]
    assert list(queries.sign_ups_missed(END + timedelta(days=7))) == [first, second]
