"""The waiting list on the pages of residents and of the console, and in the API."""

from datetime import timedelta

from django.utils import timezone

from marketplace.models import Klus, Slot, WaitingEntry
from tests.clients import HostClient, client_for
from tests.marketplace.cast import Town


def full_klus(town: Town) -> Klus:
    """A klus of next week, whatever the day of the test, with its one place taken."""
    klus = town.klus(places=1)
    town.signed_up(klus, town.another())
    starts = timezone.now() + timedelta(days=7)
    Slot.objects.filter(klus=klus).update(starts_at=starts, ends_at=starts + timedelta(hours=2))
    return klus


def resident(town: Town) -> HostClient:
    return client_for(town.tenant, town.resident)


def test_who_comes_too_late_for_the_last_place_can_wait_with_one_tap(town: Town) -> None:
    klus = full_klus(town)
    slot = klus.slots.get()

    refused = resident(town).post(f"/klussen/{klus.id}/aanmelden/", {"slot": slot.id})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Dit moment is vol" in page
    assert f'formaction="/klussen/{klus.id}/wachtlijst/"' in page
    assert f'name="wacht" value="{slot.id}"' in page


def test_a_resident_waits_sees_it_and_says_no_again(town: Town) -> None:
    klus, client = full_klus(town), resident(town)

    client.post(f"/klussen/{klus.id}/wachtlijst/", {"wacht": klus.slots.get().id})
    entry = WaitingEntry.objects.get()
    mine = client.get("/mijn-klussen/").content.decode()
    client.post(f"/mijn-klussen/wachtlijst/{entry.id}/af/")

    assert "Jij bent de eerste die een plek krijgt." in mine
    entry.refresh_from_db()
    assert entry.state == "left"
    assert "Op de wachtlijst" not in client.get("/mijn-klussen/").content.decode()


def test_what_cannot_be_waited_for_is_said_on_the_klus(town: Town) -> None:
    klus, free = full_klus(town), town.klus()
    Slot.objects.filter(klus=free).update(
        starts_at=timezone.now() + timedelta(days=3), ends_at=timezone.now() + timedelta(days=4)
    )
    client = resident(town)

    there = client.post(f"/klussen/{free.id}/wachtlijst/", {"wacht": free.slots.get().id})
    elsewhere = client.post(f"/klussen/{free.id}/wachtlijst/", {"wacht": klus.slots.get().id})
    nonsense = client.post(f"/klussen/{free.id}/wachtlijst/", {"wacht": "x" * 30})

    assert there.status_code == 409
    assert "Er is nog plek bij dit moment" in there.content.decode()
    assert (elsewhere.status_code, nonsense.status_code) == (404, 404)
    assert not WaitingEntry.objects.exists()


def test_nobody_takes_somebody_elses_place_off_the_list(town: Town) -> None:
    klus = full_klus(town)
    resident(town).post(f"/klussen/{klus.id}/wachtlijst/", {"wacht": klus.slots.get().id})

    other = client_for(town.tenant, town.another())
    answer = other.post(f"/mijn-klussen/wachtlijst/{WaitingEntry.objects.get().id}/af/")

    assert answer.status_code == 404
    assert WaitingEntry.objects.get().state == "waiting"


def test_full_klussen_have_a_page_of_their_own(town: Town) -> None:
    klus = full_klus(town)
    resident(town).post(f"/klussen/{klus.id}/wachtlijst/", {"wacht": klus.slots.get().id})

    page = client_for(town.tenant).get("/klussen/vol/").content.decode()

    assert f'href="/klussen/{klus.id}/"' in page
    assert "1 wacht" in page


def test_the_organiser_sees_who_waits(town: Town) -> None:
    klus = full_klus(town)
    resident(town).post(f"/klussen/{klus.id}/wachtlijst/", {"wacht": klus.slots.get().id})

    page = client_for(town.tenant, town.organiser).get(f"/beheer/klussen/{klus.id}/")

    assert "Wachtlijst:</b> Resident Jansen" in page.content.decode()


def test_a_program_waits_and_leaves_as_well(town: Town) -> None:
    klus, client = full_klus(town), resident(town)

    made = client.post(f"/api/v1/slots/{klus.slots.get().id}/wait")
    listed = client.get("/api/v1/waiting-list").json()
    left = client.post(f"/api/v1/waiting-list/{made.json()['id']}/leave")

    assert made.status_code == 201
    assert [one["klus"] for one in listed["results"]] == [klus.id]
    assert left.json()["state"] == "left"
