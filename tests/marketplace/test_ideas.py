"""Ideas of residents: proposed, taken up or declined with a reason, and always answered."""

from functools import partial
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from currency.errors import KeyReused
from marketplace.errors import ReasonMissing, StepNotPossible
from marketplace.life_errors import TooManyIdeas
from marketplace.models import Klus, KlusIdea
from marketplace.services.ideas import (
    MOST_OPEN,
    decline_idea,
    propose_idea,
    take_up_idea,
    withdraw_idea,
)
from marketplace.services.klussen import publish_klus
from tenants.errors import NotAllowed, NotFound
from tenants.people.models import Person
from tenants.trail.services import relay_outbox
from tests.clients import client_for
from tests.marketplace.cast import DAY, END, NOW, Town
from tests.settlement.cast import at_once


def idea_of(person: Person, title: str = "Het speelveld opruimen", key=None) -> KlusIdea:
    return propose_idea(
        key=key or uuid4(), resident=person, title=title, description="Er ligt veel glas.",
        category="litter", neighbourhood=None, place="Achter de flat", now=NOW,
    )  # fmt: skip


def letters_to(person: Person) -> list[str]:
    relay_outbox(now=END + DAY)
    return [one.subject for one in mail.outbox if one.to == [person.email]]


def test_an_idea_becomes_a_draft_and_who_had_it_hears_that_and_when_it_opens(town: Town) -> None:
    idea = idea_of(town.resident)

    klus = take_up_idea(idea_id=idea.id, actor=town.organiser, make=town.draft, now=NOW)
    again = take_up_idea(idea_id=idea.id, actor=town.checker, make=town.draft, now=NOW)
    heard = letters_to(town.resident)
    publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)

    assert (klus, klus.state, Klus.objects.count()) == (again, "draft", 1)
    assert heard == ["Je idee wordt een klus"]
    assert letters_to(town.resident)[1:] == ["De klus van jouw idee staat open"]


def test_a_no_says_why_and_its_maker_reads_it(town: Town) -> None:
    idea = idea_of(town.resident)
    with pytest.raises(ReasonMissing):
        decline_idea(idea_id=idea.id, actor=town.organiser, reason=" ", now=NOW)

    decline_idea(idea_id=idea.id, actor=town.organiser, reason="Van de school", now=NOW)

    assert letters_to(town.resident) == ["Over je idee voor een klus"]
    assert "Van de school" in mail.outbox[0].body
    with pytest.raises(StepNotPossible):
        take_up_idea(idea_id=idea.id, actor=town.organiser, make=town.draft, now=NOW)


def test_who_had_an_idea_and_nobody_else_takes_it_back(town: Town) -> None:
    idea = idea_of(town.resident)
    with pytest.raises(NotAllowed):
        withdraw_idea(idea_id=idea.id, actor=town.organiser)
    with pytest.raises(NotAllowed):
        decline_idea(idea_id=idea.id, actor=town.resident, reason="Nee", now=NOW)
    with pytest.raises(NotFound):
        withdraw_idea(idea_id=404, actor=town.resident)

    for _ in range(2):
        assert withdraw_idea(idea_id=idea.id, actor=town.resident).state == "withdrawn"


def test_the_same_key_is_one_idea(town: Town) -> None:
    key = uuid4()
    assert idea_of(town.resident, key=key) == idea_of(town.resident, key=key)
    with pytest.raises(KeyReused):
        idea_of(town.resident, "Iets anders", key=key)
    with pytest.raises(KeyReused):
        idea_of(town.organiser, key=key)


def test_so_many_ideas_wait_and_no_more_even_at_once(committed_town: Town) -> None:
    town = committed_town
    for _ in range(MOST_OPEN - 1):
        idea_of(town.resident)

    answers = at_once(town.tenant, *[partial(idea_of, town.resident) for _ in range(3)])

    assert sum(isinstance(one, TooManyIdeas) for one in answers) == 2
    assert KlusIdea.objects.count() == MOST_OPEN
    idea_of(town.another())


def test_of_yes_and_no_at_once_one_is_heard(committed_town: Town) -> None:
    town = committed_town
    idea = idea_of(town.resident)

    at_once(
        town.tenant,
        partial(take_up_idea, idea_id=idea.id, actor=town.organiser, make=town.draft, now=NOW),
        partial(decline_idea, idea_id=idea.id, actor=town.checker, reason="Nee", now=NOW),
        partial(withdraw_idea, idea_id=idea.id, actor=town.resident),
    )

    idea.refresh_from_db()
    assert idea.state != "open"
    assert (idea.klus is not None) == (idea.state == "taken-up") == (Klus.objects.count() == 1)


@pytest.mark.parametrize("wrong", [{"state": "taken-up"}, {"state": "declined"}])
def test_the_database_knows_what_a_decision_needs(town: Town, wrong) -> None:
    idea_of(town.resident)
    with pytest.raises(IntegrityError), transaction.atomic():
        KlusIdea.objects.update(**wrong)


def test_a_resident_proposes_on_the_page_and_loses_nothing_typed(town: Town) -> None:
    client = client_for(town.tenant, town.resident)
    told = {"key": uuid4(), "title": "Speelveld", "description": "", "category": "litter",
            "place": "Achter de flat"}  # fmt: skip

    wrong = client.post("/ideeen/nieuw/", told)
    right = client.post("/ideeen/nieuw/", {**told, "description": "Er ligt glas"}, follow=True)

    assert wrong.status_code == 422
    assert 'value="Achter de flat"' in wrong.content.decode()
    assert "Bedankt voor je idee!" in right.content.decode()
    assert "wordt bekeken" in right.content.decode()


def test_nobody_sees_or_takes_back_somebody_elses_idea(town: Town) -> None:
    idea = idea_of(town.resident)
    other = client_for(town.tenant, town.another())

    assert "speelveld" not in other.get("/ideeen/").content.decode()
    assert other.post(f"/ideeen/{idea.id}/intrekken/").status_code == 404
    assert other.get("/beheer/ideeen/").status_code == 403


def test_the_desk_makes_a_klus_in_the_words_of_the_resident(town: Town) -> None:
    idea = idea_of(town.resident)
    desk = client_for(town.tenant, town.organiser)
    path = f"/beheer/ideeen/{idea.id}/klus/"
    asked = desk.get(path).content.decode()
    told = {
        "key": uuid4(), "title": idea.title, "description": idea.description, "minutes": 60,
        "category": "litter", "place": idea.place, "programme": town.programme.id,
        "reward": "5", "day_1": "2026-12-04", "start_1": "10:00", "places_1": 3,
    }  # fmt: skip

    done = desk.post(path, told)

    idea.refresh_from_db()
    assert 'value="Het speelveld opruimen"' in asked
    assert "Dit is een idee van Resident Jansen." in asked
    assert (done.status_code, idea.state) == (302, "taken-up")
    assert done["Location"] == f"/beheer/klussen/{idea.klus_id}/"
