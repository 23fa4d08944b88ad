"""How long photos are kept is set by the municipality, and kept by the night."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from heitje.privacy.forgetting import forget_what_is_over
from marketplace import queries
from marketplace.models import PhotoTerm, Proof
from marketplace.photo_errors import PhotoTermInvalid
from marketplace.services.checkers import set_photo_term
from tenants.errors import NotAllowed
from tests.marketplace.cast import DAY, END, NOW

PAGE = "/beheer/fotos/"


def set_to(town, days):
    return set_photo_term(days=days, actor=town.clerk, now=NOW)


def test_without_a_term_of_its_own_a_town_keeps_photos_as_the_house_does(town):
    assert queries.photo_days() == 90


@pytest.mark.parametrize("days", [7, 200])
def test_the_night_keeps_the_term_that_was_set(town, days):
    town.approved()
    set_to(town, days)

    assert forget_what_is_over(now=END + days * DAY)["photos"] == 0
    assert forget_what_is_over(now=END + days * DAY + timedelta(seconds=1))["photos"] == 1
    assert not Proof.objects.exists()


def test_the_newest_term_counts_and_the_same_again_is_nothing_new(town):
    for days in (30, 60, 60):
        set_to(town, days)

    assert queries.photo_days() == 60
    assert [one.days for one in queries.photo_terms()] == [60, 30]


@pytest.mark.parametrize("days", [6, 731, 0, -1])
def test_a_term_out_of_bounds_is_refused_by_service_and_database(town, days):
    with pytest.raises(PhotoTermInvalid):
        set_to(town, days)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoTerm.objects.create(days=days, set_by=town.clerk.party, set_at=NOW)


def test_setting_it_is_for_who_may(town, client_for):
    with pytest.raises(NotAllowed):
        set_photo_term(days=30, actor=town.organiser, now=NOW)
    assert client_for(town.tenant, town.organiser).get(PAGE).status_code == 403


def test_a_shorter_term_is_asked_twice_and_says_how_many_photos_it_wipes(
    town, client_for, monkeypatch
):
    town.approved()
    monkeypatch.setattr(timezone, "now", lambda: END + 20 * DAY)
    desk = client_for(town.tenant, town.clerk)

    asked = desk.post(PAGE, {"days": "10"})
    assert "wissen we vannacht 1 foto." in asked.content.decode()
    assert queries.photo_days() == 90

    assert desk.post(PAGE, {"days": "10", "zeker": "ja"}).status_code == 302
    assert queries.photo_days() == 10


def test_a_longer_term_is_kept_at_once_and_told_to_residents(town, client_for):
    desk = client_for(town.tenant, town.clerk)

    assert desk.post(PAGE, {"days": "120"}).status_code == 302

    assert town.clerk.party.name in desk.get(PAGE).content.decode()
    assert (
        "Tot 120 dagen na de beslissing"
        in client_for(town.tenant).get("/privacy/").content.decode()
    )


def test_a_wrong_number_is_told_at_the_field(town, client_for):
    answer = client_for(town.tenant, town.clerk).post(PAGE, {"days": "3"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
