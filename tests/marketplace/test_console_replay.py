"""Replaying a draft at the console: asked, watched, read; and what is said when it went wrong."""

import pytest
from django.utils import timezone

from currency.models import Replay, RuleSet
from currency.replay import Difference, Effect, Example, Happened, Report
from currency.services.replays import LEFT_AFTER, run_replay
from tests.marketplace.cast import NOW, make_person
from tests.marketplace.rules_cast import RULES

WAITS = 'hx-trigger="every 2s"'


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def clerk(town, client_for):
    """Who may make rules."""
    return client_for(town.tenant, town.clerk)


@pytest.fixture
def draft(clerk):
    """A draft of the rules in force, and where its replays are."""
    clerk.post(f"{RULES}nieuw/", {"start": "now", "note": ""})
    return RuleSet.objects.get(state="draft")


@pytest.fixture
def page(draft):
    """The address."""
    return f"{RULES}{draft.version}/proef/"


def ask(client, page, months=6):
    key = client.get(page).context["form"].initial["key"]
    return client.post(page, {"key": key, "months": months})


def finished(report):
    found = Replay.objects.get()
    found.state, found.report = "done", report.model_dump(mode="json")
    found.finished_at = NOW
    found.save()


def a_report(**more):
    values = {"months": 6, "since": "2026-05-01", "until": "2026-11-24", "transfers": 40, **more}
    return Report.model_validate(values)


def test_asking_shows_how_far_it_is_until_it_is_done(clerk, page):
    response = ask(clerk, page)
    assert response.headers["Location"].endswith(page)
    assert WAITS in clerk.get(page).content.decode()

    Replay.objects.update(state="running", seen=250, total=1_000)
    part = clerk.get(f"{page}stand/").content.decode()
    assert "250 van 1.000 boekingen" in part
    assert 'value="25"' in part

    run_replay(replay_id=Replay.objects.get().id, clock=lambda: NOW)
    done = clerk.get(f"{page}stand/").content.decode()
    assert WAITS not in done
    assert "Niets om na te spelen" in done
    assert "Verder met het voorstel" in done


@pytest.mark.parametrize("months", ["0", "25", "", "zes", "1,5"])
def test_a_wrong_number_of_months_is_told_at_the_field(clerk, page, months):
    response = ask(clerk, page, months)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"months"}
    assert not Replay.objects.exists()


def test_the_report_names_the_rules_in_words_and_nobody(clerk, page):
    ask(clerk, page)
    case = Example(transfer=12, on="2026-11-02", kind="payment", amount=900)
    finished(a_report(
        happened=[Happened(kind="payment", count=40, amount=20_000)],
        differences=[Difference(
            rule="payments.maximum", effect=Effect.REFUSED, kind="payment", count=3, amount=2_700,
            parties=2, examples=[case],
        )],
    ))  # fmt: skip

    response = clerk.get(page)

    text = " ".join(response.content.decode().split())
    assert "Betalen: Hoogste betaling in een keer" in text
    assert "Betalingen: 37 gaan zoals toen, 0 gaan anders, 3 lukken niet" in text
    assert "2 nov. 2026" in text or "2 nov 2026" in text
    assert "boeking 12" in text
    assert "payments.maximum" not in text


def test_a_draft_that_changes_nothing_is_told_so(clerk, page):
    ask(clerk, page)
    finished(a_report(happened=[Happened(kind="reward", count=40, amount=20_000)]))

    assert "Met deze regels was alles precies zo gegaan." in clerk.get(page).content.decode()


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        ({"failed": "fault"}, "Het naspelen is mislukt."),
        ({"failed": "draft-changed"}, "De regels zijn gewijzigd terwijl we ze naspeelden."),
    ],
)
def test_what_failed_is_told_and_may_be_tried_again(clerk, page, report, sentence):
    ask(clerk, page)
    Replay.objects.update(state="failed", report=report)

    response = clerk.get(page)

    assert sentence in response.content.decode()
    assert "Speel opnieuw na" in response.content.decode()


def test_a_replay_whose_worker_is_lost_can_be_begun_again(clerk, page):
    ask(clerk, page)
    Replay.objects.update(state="running", asked_at=NOW - LEFT_AFTER - LEFT_AFTER)
    assert "Begin opnieuw" in clerk.get(page).content.decode()

    ask(clerk, page)

    assert (Replay.objects.get().state, Replay.objects.get().asked_at) == ("waiting", NOW)


def test_a_draft_that_changed_since_asks_for_another_replay(clerk, page, draft):
    ask(clerk, page)
    finished(a_report())
    draft.document["payments"]["maximum"] -= 100
    draft.save()

    text = clerk.get(page).content.decode()

    assert "gewijzigd sinds ze voor het laatst zijn nagespeeld" in text
    assert "Met deze regels" not in text


def test_who_may_only_look_sees_the_report_and_cannot_ask(town, client_for, clerk, page):
    finance = client_for(town.tenant, make_person("fien", "finance"))
    assert "Deze versie is niet nagespeeld." in finance.get(page).content.decode()

    assert finance.post(page, {"months": 6}).status_code == 403
    assert client_for(town.tenant, make_person("rik")).get(page).status_code == 403
    assert not Replay.objects.exists()


def test_rules_that_hold_are_not_replayed_any_more(clerk, town):
    page = f"{RULES}{RuleSet.objects.get(state='approved').version}/proef/"

    assert ask(clerk, page).status_code == 409
