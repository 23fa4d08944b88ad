"""Buurtdeals on pages: made, filled, printed, signed, given, looked back on."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from marketplace.buurtdeals.models import Buurtdeal
from marketplace.buurtdeals.services.drafts import Gift
from marketplace.planning.services.templates import keep_template
from tests.marketplace.buurtdeals.cast import GIFTS, a_draft, signed
from tests.marketplace.cast import NOW

ALL = "/beheer/buurtdeals/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.clerk)


def text(answer) -> str:
    return answer.content.decode()


def fields(**other) -> dict[str, object]:
    return {
        "key": uuid4(), "title": "Groene Akerstraat", "place": "Akerstraat",
        "starts_on": "2026-12-01", "ends_on": "2026-12-31", "review_on": "",
        "work": "Rapen.", "gives": "", "residents": "Bewoners", "contact": "Truus",
        "reach": "06 1234", "name_1": "Grijpers", "number_1": "6", "rhythm_1": "once",
        "name_2": "Zakken", "number_2": "40", "rhythm_2": "monthly",
    } | other  # fmt: skip


def test_a_deal_is_made_filled_signed_and_shown_to_everybody(town, desk, client_for):
    keep_template(klus_id=town.draft().id, name="Rapen", actor=town.organiser, now=NOW)
    form = fields()
    first, again = desk.post(ALL + "nieuw/", form), desk.post(ALL + "nieuw/", form)
    deal = Buurtdeal.objects.get()
    page = f"{ALL}{deal.id}/"
    assert first["location"] == again["location"] == page
    assert "40, elke maand" in text(desk.get(page))
    (choice,) = [part for part in text(desk.get(page + "klus/")).split('"') if "/klus/" in part]
    desk.post(choice, {"key": uuid4(), "way": "weekly", "days": ["2"], "begins_at": "10:00",
                       "places": "2"})  # fmt: skip
    assert "Elke week op woensdag" in text(desk.get(page))
    assert "5 keer" in text(desk.get(page))

    desk.post(page + "teken/", {"signer": "Truus", "signed_on": "2026-11-24"})

    deal.refresh_from_db()
    assert deal.state == "signed"
    visitor = client_for(town.tenant)
    assert "Groene Akerstraat" in text(visitor.get("/buurtdeals/"))
    public = text(visitor.get(f"/buurtdeals/{deal.id}/"))
    assert "Zwerfvuil rapen" in public
    assert "Truus" not in public
    assert "06 1234" not in public
    klus = deal.klussen.get().series.occurrences.first().klus_id
    assert "hoort bij een buurtdeal" in text(visitor.get(f"/klussen/{klus}/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": ""}, "title"), ({"ends_on": "2026-12-01"}, "ends_on"),
     ({"ends_on": "2028-01-01"}, "ends_on"), ({"review_on": "2027-01-01"}, "review_on"),
     ({"starts_on": "morgen"}, "starts_on"), ({"name_1": ""}, "name_1"),
     ({"number_2": ""}, "number_2"), ({"number_2": "0"}, "number_2"),
     ({"rhythm_1": "dagelijks"}, "rhythm_1"), ({"contact": ""}, "contact")],
)  # fmt: skip
def test_what_makes_no_deal_is_said_at_its_field_and_stays(town, desk, wrong, field):
    answer = desk.post(ALL + "nieuw/", fields(**wrong))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert "Akerstraat" in text(answer)
    assert not Buurtdeal.objects.exists()


def test_a_draft_is_changed_and_its_klus_taken_out(town, desk):
    deal = a_draft(town)
    page = f"{ALL}{deal.id}/"

    assert 'value="Grijpers"' in text(desk.get(page + "wijzig/"))
    desk.post(page + "wijzig/", fields(title="Anders"))
    desk.post(f"{ALL}klus-weg/{deal.klussen.get().id}/")

    assert "Anders" in text(desk.get(page))
    assert not deal.klussen.exists()
    assert desk.get(page + "teken/").status_code == 200
    answer = desk.post(page + "teken/", {"signer": "Truus", "signed_on": "2026-11-24"})
    assert (answer.status_code, Buurtdeal.objects.get().state) == (409, "draft")


def test_the_sheet_is_one_page_with_all_that_was_agreed(town, desk):
    long = ("Elke week rapen we.\n" * 75)[:1500]
    much = [Gift("Een heel erg lange naam van een ding dat de gemeente geeft " + str(n), 6)
            for n in range(6)]  # fmt: skip
    big = a_draft(
        town, [*GIFTS[:1], *much[:5]], work=long, gives=long[:1000],
        title="Lang #verhaal *x* $1$ @a " + "w " * 20,
    )  # fmt: skip
    for deal in (signed(town), big):
        answer = desk.get(f"{ALL}{deal.id}/blad.pdf")

        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        (only,) = PdfReader(BytesIO(answer.content)).pages
        words = " ".join(only.extract_text().split())
        title = " ".join(deal.title.split())
        for told in (title, "Truus Hendriks", "06 12 34 56 78", "6 × Grijpers",
                     "Bewoners Akerstraat", "Handtekening", "3 maart 2027",
                     "elke week op woensdag"):  # fmt: skip
            assert told in words


def test_material_is_given_on_its_page_and_shown_as_given(town, desk):
    deal = signed(town)
    first = deal.hand_overs.first()
    page = f"{ALL}overdracht/{first.id}/"
    lines = {f"line_{line.id}": "5" for line in first.lines.all()}

    assert "Materiaal dat mee moet" in text(desk.get(ALL))
    assert desk.post(page, {}).status_code == 422
    desk.post(page, lines | {"note": "Een stuk"})

    assert "Een stuk" in text(desk.get(f"{ALL}{deal.id}/"))
    assert "Meegegeven door" in text(desk.get(page))


def test_looking_back_a_next_season_and_stopping(town, desk):
    deal = signed(town)
    page = f"{ALL}{deal.id}/"

    desk.post(page + "terugblik/", {"outcome": "change", "review": "Meer grijpers"})
    assert "Meer grijpers" in text(desk.get(page))
    later = desk.post(page + "vervolg/")["location"]
    assert "1 april 2027" in text(desk.get(later))
    assert desk.get(page + "stop/").status_code == 200
    desk.post(page + "stop/")

    deal.refresh_from_db()
    assert deal.state == "stopped"
    assert desk.get("/buurtdeals/").status_code == 200
    assert desk.post(page + "terugblik/", {"outcome": "end"}).status_code == 409
    assert desk.get(page + "wijzig/").status_code == 409


def test_a_draft_is_not_there_for_residents_and_its_desk_neither(town, client_for):
    deal = a_draft(town)
    visitor = client_for(town.tenant, town.resident)

    assert visitor.get(f"/buurtdeals/{deal.id}/").status_code == 404
    assert "Nog geen buurtdeals" in text(visitor.get("/buurtdeals/"))
    for path in (ALL, f"{ALL}{deal.id}/", f"{ALL}{deal.id}/blad.pdf"):
        assert visitor.get(path).status_code == 403
    organiser = client_for(town.tenant, town.organiser)
    assert organiser.get(f"{ALL}{deal.id}/teken/").status_code == 403
    assert "Klusbeheer van de gemeente" in text(organiser.get(f"{ALL}{deal.id}/"))
