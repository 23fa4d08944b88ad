"""The guard on paid work at the console: rules, list, asking, answering, the register."""

import pytest

from marketplace.models import KlusPolicy, SecondOpinion, WatchedWork
from tests.clients import HostClient, client_for
from tests.marketplace.cast import Town, make_person


@pytest.fixture
def manager(town: Town) -> HostClient:
    return client_for(town.tenant, town.clerk)


def watched(manager: HostClient, **changed: str) -> object:
    told = {"name": "Straten vegen", "words": "zwerfvuil, vegen", "category": "", "why": "",
            "is_watched": "on", **changed}  # fmt: skip
    return manager.post("/beheer/spelregels/werk/", told)


def test_the_rules_are_changed_on_a_page(manager: HostClient) -> None:
    told = {
        "late_hours": "12",
        "needs_check": "on",
        "most_hours_a_week": "",
        "most_weeks_at_place": "26",
    }

    wrong = manager.post("/beheer/spelregels/", {**told, "most_weeks_at_place": "0"})
    right = manager.post("/beheer/spelregels/", told)

    assert (wrong.status_code, right.status_code) == (422, 302)
    policy = KlusPolicy.objects.get()
    assert (policy.late_hours, policy.needs_check) == (12, True)
    assert (policy.most_hours_a_week, policy.most_weeks_at_place) == (None, 26)


def test_the_list_is_kept_on_a_page_that_loses_nothing_typed(manager: HostClient) -> None:
    wrong = watched(manager, words=" , ")
    made = watched(manager)
    again = watched(manager)

    assert wrong.status_code == 422
    assert "Vul woorden in, of kies een soort klus." in wrong.content.decode()
    assert 'value="Straten vegen"' in wrong.content.decode()
    assert (made.status_code, again.status_code) == (302, 422)
    assert WatchedWork.objects.get().words == ["zwerfvuil", "vegen"]
    path = f"/beheer/spelregels/werk/{WatchedWork.objects.get().id}/"
    assert 'value="zwerfvuil, vegen"' in manager.get(path).content.decode()


def test_from_question_to_register(town: Town, manager: HostClient) -> None:
    watched(manager)
    board = make_person("bestuur", "agreements")
    desk, klus = client_for(town.tenant, town.organiser), town.draft()
    path = f"/beheer/klussen/{klus.id}/"

    shown = desk.get(path).content.decode()
    desk.post(f"{path}tweede-mening/", {"asked_of": board.id, "question": "=Een dag per jaar"})
    opinion = SecondOpinion.objects.get()
    reader = client_for(town.tenant, board)
    asked = reader.get("/beheer/klusregister/").content.decode()
    half = reader.post(f"/beheer/klusregister/{opinion.id}/", {"reason": "Mag"})
    done = reader.post(f"/beheer/klusregister/{opinion.id}/", {"answer": "ja", "reason": "Mag"})

    assert "Dit werk staat op de lijst: Straten vegen." in shown
    assert f"{path}open/" not in shown
    assert "Wacht op jouw oordeel" in asked
    assert (half.status_code, done.status_code) == (422, 302)
    assert f"{path}open/" in desk.get(path).content.decode()
    assert "1 keer akkoord, 0 keer niet" in reader.get("/beheer/klusregister/").content.decode()
    file = reader.get("/beheer/klusregister.csv").content.decode()
    assert "'=Een dag per jaar" in file
    assert "Bestuur Jansen" in file


def test_another_adviser_cannot_answer_and_a_resident_sees_nothing(
    town: Town, manager: HostClient
) -> None:
    watched(manager)
    klus, board = town.draft(), make_person("bestuur", "agreements")
    desk = client_for(town.tenant, town.organiser)
    desk.post(
        f"/beheer/klussen/{klus.id}/tweede-mening/", {"asked_of": board.id, "question": "Mag dit?"}
    )
    path = f"/beheer/klusregister/{SecondOpinion.objects.get().id}/"

    assert manager.get(path).status_code == 404
    assert desk.get("/beheer/klusregister/").status_code == 403
    assert client_for(town.tenant, town.resident).get("/beheer/klusregister.csv").status_code == 403


def test_a_program_asks_answers_and_reads_the_register(town: Town, manager: HostClient) -> None:
    watched(manager)
    klus, desk = town.draft(), client_for(town.tenant, town.organiser)
    json = {"content_type": "application/json"}

    asked = desk.post(
        f"/api/v1/klussen/{klus.id}/second-opinion",
        {"asked_of": town.clerk.id, "question": "Mag dit?"}, **json,
    )  # fmt: skip
    path = f"/api/v1/second-opinions/{asked.json()['id']}/answer"
    said = manager.post(path, {"agrees": False, "reason": "Dit is betaald werk"}, **json)
    listed = manager.get("/api/v1/second-opinions/register?year=2026").json()

    assert (asked.status_code, said.json()["state"]) == (201, "against")
    assert [one["klus"] for one in listed["results"]] == [klus.id]
