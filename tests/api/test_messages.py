"""One's own messages by the API: read, counted, and chosen how to hear of."""

from django_tenants.utils import schema_context

from tenants.messages.kinds import kind_named
from tenants.messages.services.telling import tell_person
from tests.api.cast import Town, refused, told


def tell_resident(town: Town) -> int:
    """A message to the resident; its id."""
    with schema_context(town.tenant.schema_name):
        kind = kind_named("approved")
        message = tell_person(
            person=town.person("resident"), kind=kind, path="/", context=kind.example()
        )
        return message.id


def test_a_message_is_listed_counted_and_read_once(town: Town):
    message = tell_resident(town)
    assert told(town.resident.get("messages/unread")) == {"unread": 1}
    listed = told(town.resident.get("messages"))["results"]
    assert [one["subject"] for one in listed] == ["Je klus is goedgekeurd"]

    first = told(town.resident.post(f"messages/{message}/read"))["read_at"]
    again = told(town.resident.post(f"messages/{message}/read"))["read_at"]

    assert first == again is not None
    assert told(town.resident.get("messages/unread")) == {"unread": 0}


def test_somebody_elses_message_is_not_there(town: Town):
    message = tell_resident(town)

    refused(town.organiser.get(f"messages/{message}"), 404, "not-found")
    refused(town.organiser.post(f"messages/{message}/read"), 404, "not-found")


def test_a_way_is_chosen_and_safety_always_comes_by_mail(town: Town):
    off = {"sort": "work", "channel": "mail", "is_on": False}
    safe = {"sort": "safety", "channel": "mail", "is_on": False}

    town.resident.post("messages/ways", off)
    ways = told(town.resident.post("messages/ways", safe))

    known = {(one["sort"], one["channel"]): one for one in ways}
    assert known["work", "mail"]["is_on"] is False
    assert (known["safety", "mail"]["is_on"], known["safety", "mail"]["is_fixed"]) == (True, True)


def test_a_way_that_is_none_is_told_at_its_field(town: Town):
    answer = town.resident.post("messages/ways", {"sort": "x", "channel": "duif", "is_on": True})

    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"sort", "channel"}
