"""Series and patterns at the desk: begun, copied, left out, stopped; what is wrong is said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.models import Klus, KlusChecker
from marketplace.planning.models import Series, Template
from marketplace.planning.services.templates import keep_template
from marketplace.services.copies import NOT_COPIED, copied
from tests.marketplace.cast import BUDGET, NOW, REWARD, Town
from tests.marketplace.planning.cast import a_series, made


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.organiser)


def text(answer) -> str:
    return answer.content.decode()


def repeat_fields(**other) -> dict[str, object]:
    return {
        "key": uuid4(), "way": "weekly", "days": ["2"], "starts_on": "2026-11-25",
        "begins_at": "10:00", "places": "2", "weeks": "4",
    } | other  # fmt: skip


def test_a_klus_is_repeated_and_the_page_tells_its_times(town, desk):
    klus = town.draft()
    path = f"/beheer/klussen/{klus.id}/herhaal/"
    assert 'value="2026-12-02"' in text(desk.get(path))  # a week after its own moment

    form = repeat_fields()
    first, again = desk.post(path, form), desk.post(path, form)

    series = Series.objects.get()
    assert first["location"] == again["location"] == f"/beheer/reeksen/{series.id}/"
    page = text(desk.get(first["location"]))
    assert "Elke week op woensdag" in page
    assert page.count(">open<") == 4
    assert "gaat later open" in page
    assert "Elke week op woensdag" in text(desk.get("/beheer/reeksen/"))
    assert "hoort bij een reeks" in text(desk.get(f"/beheer/klussen/{made(series)[0].id}/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": ""}, "starts_on"), ({"until": "2026-11-24"}, "until"),
        ({"begins_at": "25:00"}, "begins_at"), ({"places": "0"}, "places"),
        ({"way": "own", "rule": ""}, "rule"), ({"way": "own", "rule": "FREQ=HOURLY"}, "rule"),
        ({"way": "elke dag"}, "way"), ({"days": ["9"]}, "days"), ({"weeks": "99"}, "weeks"),
    ],
)  # fmt: skip
def test_what_is_no_repeat_is_said_at_its_field(town, desk, wrong, field):
    path = f"/beheer/klussen/{town.draft().id}/herhaal/"

    answer = desk.post(path, repeat_fields(**wrong))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert not Series.objects.exists()


def test_a_rule_of_ones_own_without_a_day_is_refused_and_stays(town, desk):
    path = f"/beheer/klussen/{town.draft().id}/herhaal/"
    rule = "FREQ=WEEKLY;UNTIL=20200101"

    answer = desk.post(path, repeat_fields(way="own", rule=rule))

    assert answer.status_code == 422
    assert "geen enkele dag" in text(answer)
    assert rule in text(answer)


def test_a_time_is_left_out_and_the_series_is_stopped_after_a_question(town, desk):
    series = a_series(town)
    page = f"/beheer/reeksen/{series.id}/"

    desk.post(page + "doe/", {"keuze": "overslaan", "keer": "2026-12-23T10:00"})
    assert "overgeslagen" in text(desk.get(page))
    for nonsense in ("", "morgen", "2026-12-24T10:00"):
        answer = desk.post(page + "doe/", {"keuze": "overslaan", "keer": nonsense})
        assert answer.status_code == 404
    assert desk.get(page + "stop/").status_code == 200
    desk.post(page + "stop/")

    assert Series.objects.get().state == "stopped"
    assert "Er komt niets meer" not in text(desk.get(page))  # what is open still comes


def test_what_the_budget_does_not_cover_is_told_with_its_reason(town, desk):
    series = a_series(town, places=BUDGET // REWARD // 2)
    page = f"/beheer/reeksen/{series.id}/"

    assert text(desk.get(page)).count("te weinig in het budget") == 2
    assert "2 keer niet open" in text(desk.get("/beheer/reeksen/"))
    answer = desk.post(page + "doe/", {"keuze": "probeer"}, follow=True)
    assert "Nog niet alles kan open" in text(answer)


def test_a_colleague_takes_a_series_over(town, client_for):
    series = a_series(town)
    colleague = client_for(town.tenant, town.checker)
    page = f"/beheer/reeksen/{series.id}/"
    assert "Neem over" in text(colleague.get(page))

    colleague.post(page + "doe/", {"keuze": "overnemen"})

    assert Series.objects.get().made_by == town.checker


def test_a_klus_is_kept_as_a_pattern_copied_from_and_put_away(town, desk):
    klus = town.klus()
    desk.post(f"/beheer/klussen/{klus.id}/voorbeeld/", {"name": "Prikken"})
    pattern = Template.objects.get().pattern
    assert "Prikken" in text(desk.get("/beheer/voorbeelden/"))

    form = {"key": uuid4(), "title": "Prikken in mei", "programme": town.programme.id,
            "day_1": "2026-12-05", "start_1": "14:00", "places_1": "6"}  # fmt: skip
    answer = desk.post(f"/beheer/klussen/{pattern.id}/kopie/", form)
    again = desk.post(f"/beheer/klussen/{pattern.id}/kopie/", form)

    copy = Klus.objects.get(title="Prikken in mei")
    assert answer["location"] == again["location"] == f"/beheer/klussen/{copy.id}/"
    assert (copy.state, copy.reward, copy.slots.get().places) == ("draft", klus.reward, 6)
    desk.post(f"/beheer/voorbeelden/{Template.objects.get().id}/weg/")
    assert not Template.objects.exists()
    assert not Klus.objects.filter(state="pattern").exists()


def test_two_patterns_never_have_one_name(town, desk):
    klus = town.draft()
    keep_template(klus_id=klus.id, name="Prikken", actor=town.organiser, now=NOW)

    answer = desk.post(f"/beheer/klussen/{klus.id}/voorbeeld/", {"name": "Prikken"})

    assert answer.status_code == 409
    assert "al een voorbeeld met deze naam" in text(answer)


def test_a_copy_without_a_moment_is_asked_for_one(town, desk):
    answer = desk.post(
        f"/beheer/klussen/{town.draft().id}/kopie/",
        {"key": uuid4(), "title": "Weer", "programme": town.programme.id},
    )

    assert answer.status_code == 422
    assert 'id="id_day_1_error"' in text(answer)


def test_a_copy_says_all_that_the_klus_says_and_nothing_of_what_became_of_it(town: Town):
    klus = town.klus()
    KlusChecker.objects.create(
        klus=klus, person=town.checker, named_by=town.organiser.party, named_at=NOW
    )

    copy = copied(klus, by=town.checker, now=NOW + timedelta(days=1))

    for field in Klus._meta.concrete_fields:
        if field.name not in NOT_COPIED:
            assert getattr(copy, field.attname) == getattr(klus, field.attname), field.name
    assert (copy.state, copy.hold, copy.published_at) == ("draft", None, None)
    assert [one.person for one in copy.checkers.all()] == [town.checker]


def test_a_resident_sees_the_other_times_and_no_desk(town, client_for):
    series = a_series(town)
    visitor = client_for(town.tenant, town.resident)

    page = text(visitor.get(f"/klussen/{made(series)[0].id}/"))

    assert page.count('href="/klussen/') >= 4
    assert "komt vaker terug" in page
    assert visitor.get(f"/klussen/{series.pattern_id}/").status_code == 404
    for path in ("/beheer/reeksen/", "/beheer/voorbeelden/", f"/beheer/reeksen/{series.id}/"):
        assert visitor.get(path).status_code == 403
