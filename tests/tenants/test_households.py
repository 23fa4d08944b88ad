"""Households: by a code of somebody who lives there, one at a time, and leaving is remembered."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from tenants.households.errors import AlreadyAtHome, HouseholdFull, HouseholdUnknown, NoHousehold
from tenants.households.models import Household, Membership
from tenants.households.queries import home_of, housemates
from tenants.households.services import (
    MOST_PEOPLE,
    join_household,
    leave_household,
    renew_household_code,
    start_household,
)
from tenants.people.services import add_person
from tests.settlement.cast import at_once

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
PAGE = "/mijn/huishouden/"


def somebody(name="Joep Smeets"):
    return add_person(email=f"{uuid4()}@stad.example", name=name)


@pytest.fixture
def town(heerlen):
    with schema_context(heerlen.schema_name):
        yield heerlen


def test_who_has_the_code_lives_there_too(town):
    one, other = somebody(), somebody()
    code = start_household(person=one, now=NOW).household.code

    for typed in (code, f" {code[:4].lower()}-{code[4:].lower()} "):
        join_household(code=typed, person=other, now=NOW)

    assert housemates(one) == {other.id}
    assert housemates(other) == {one.id}
    assert Membership.objects.count() == 2


def test_a_code_is_good_for_a_week_and_not_after_a_new_one(town):
    one = somebody()
    old = start_household(person=one, now=NOW).household.code
    new = renew_household_code(person=one, now=NOW).code

    for code, at in ((old, NOW), (new, NOW + 7 * DAY), ("", NOW), ("ZZZZ9999", NOW)):
        with pytest.raises(HouseholdUnknown):
            join_household(code=code, person=somebody(), now=at)


def test_the_code_of_a_home_that_everybody_left_is_good_for_nothing(town):
    one = somebody()
    code = start_household(person=one, now=NOW).household.code
    leave_household(person=one, now=NOW)

    with pytest.raises(HouseholdUnknown):
        join_household(code=code, person=somebody(), now=NOW)


def test_a_person_lives_in_one_home(town):
    one, other = somebody(), somebody()
    code = start_household(person=one, now=NOW).household.code
    start_household(person=other, now=NOW)

    with pytest.raises(AlreadyAtHome):
        start_household(person=one, now=NOW)
    with pytest.raises(AlreadyAtHome):
        join_household(code=code, person=other, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(household=Household.objects.first(), person=other, joined_at=NOW)


def test_a_home_has_no_more_than_so_many_people(town):
    code = start_household(person=somebody(), now=NOW).household.code
    for _ in range(MOST_PEOPLE - 1):
        join_household(code=code, person=somebody(), now=NOW)

    with pytest.raises(HouseholdFull):
        join_household(code=code, person=somebody(), now=NOW)


def test_leaving_is_remembered(town):
    one, other = somebody(), somebody()
    join_household(code=start_household(person=one, now=NOW).household.code, person=other, now=NOW)
    leave_household(person=other, now=NOW + DAY)

    assert (home_of(other), housemates(one)) == (None, frozenset())
    assert housemates(one, since=NOW) == {other.id}
    assert housemates(one, since=NOW + DAY) == frozenset()
    with pytest.raises(NoHousehold):
        leave_household(person=other, now=NOW)
    with pytest.raises(NoHousehold):
        renew_household_code(person=other, now=NOW)


def test_nobody_has_left_before_they_came(town):
    home = start_household(person=somebody(), now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(id=home.id).update(left_at=NOW - DAY)


def test_of_many_at_once_no_more_come_in_than_there_is_room_for(committed, heerlen):
    with schema_context(heerlen.schema_name):
        code = start_household(person=somebody(), now=NOW).household.code
        for _ in range(MOST_PEOPLE - 2):
            join_household(code=code, person=somebody(), now=NOW)
        late = [somebody() for _ in range(3)]

        at_once(heerlen, *(partial(join_household, code=code, person=one, now=NOW)
                           for one in late))  # fmt: skip

        assert Membership.objects.filter(left_at=None).count() == MOST_PEOPLE


def test_the_pages_lead_from_nothing_to_a_home_and_out_of_it(town, client_for):
    one, other = somebody("Lies Peters"), somebody("Jo Peters")
    first, second = client_for(town, one), client_for(town, other)

    assert "Ben jij de eerste?" in first.get(PAGE).content.decode()
    assert first.get(f"{PAGE}weg/").status_code == 404
    first.post(f"{PAGE}maak/")
    code = home_of(one).household.code
    joined = second.post(f"{PAGE}meedoen/", {"code": code}, follow=True).content.decode()
    assert "Lies Peters" in joined
    assert code[:4] in joined
    first.post(f"{PAGE}code/")
    assert home_of(one).household.code != code
    assert second.get(f"{PAGE}weg/").status_code == 200
    second.post(f"{PAGE}weg/")
    assert "Jo Peters" not in first.get(PAGE).content.decode()
    assert first.post(f"{PAGE}maak/").status_code == 409


def test_a_wrong_code_is_told_at_the_field_and_cannot_be_guessed_at(town, client_for):
    client = client_for(town, somebody())

    answers = [client.post(f"{PAGE}meedoen/", {"code": "FOUT 1234"}) for _ in range(9)]

    assert [one.status_code for one in answers] == [422] * 8 + [429]
    assert "Deze code kennen we niet" in answers[0].content.decode()
    assert "FOUT 1234" in answers[0].content.decode()
    assert client.post(f"{PAGE}meedoen/", {}).status_code == 422


def test_an_old_code_is_not_shown(town, client_for, monkeypatch):
    one = somebody()
    start_household(person=one, now=NOW)
    monkeypatch.setattr(timezone, "now", lambda: NOW + 8 * DAY)

    assert "De code is verlopen" in client_for(town, one).get(PAGE).content.decode()
