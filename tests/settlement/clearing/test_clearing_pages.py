"""The run pages: the coordinator opens and puts forward, towns say yes, pay and confirm."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from settlement.clearing.models import ClearingPayment, ClearingRun
from tests.clients import HostClient
from tests.settlement.cast import NOW, Town
from tests.settlement.clearing.cast import Method, Parkstad, later

REGION = "regio.localhost"
Browser = Callable[..., HostClient]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desk(region: Parkstad, client_for: Browser) -> HostClient:
    """The coordinator's browser; Heerlen owes Sittard-Geleen 1.000 cents and gets 400."""
    region.spend(region.heerlen, region.sittard, 1_000)
    region.spend(region.sittard, region.heerlen, 400)
    return client_for(REGION, region.coordinator)


def finance(client_for: Browser, town: Town) -> HostClient:
    return client_for(town.tenant, town.bob)


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field."""
    return str(page.context["form"][name].value())


def text(page: Any) -> str:
    return page.content.decode().replace("\xa0", " ")


def test_the_new_page_shows_gross_against_net_by_each_method(desk: HostClient) -> None:
    page = desk.get("/verrekening/rondes/nieuw/")

    assert page.status_code == 200
    assert "€ 14,00" in text(page)
    assert "€ 6,00" in text(page)
    assert [way["payments"] for way in page.context["methods"]] == [1, 1, 1]
    assert [way["saved"] for way in page.context["methods"]] == [57, 57, 57]


def test_the_day_chosen_is_the_last_one_that_counts(region: Parkstad, client_for: Browser) -> None:
    region.spend(region.heerlen, region.sittard, 300, at=later(-3))
    region.spend(region.heerlen, region.sittard, 1_000)
    desk = client_for(REGION, region.coordinator)

    page = desk.get("/verrekening/rondes/nieuw/?until=2026-11-21")

    ends: datetime = page.context["cut_off"]
    assert ends.isoformat() == "2026-11-21T23:59:59.999999+01:00"
    assert page.context["gross_cents"] == 300


def test_a_draft_is_made_as_it_was_shown_and_once(desk: HostClient) -> None:
    page = desk.get("/verrekening/rondes/nieuw/")
    asked = {"key": hidden(page, "key"), "cut_off": hidden(page, "cut_off"),
             "method": "multilateral"}  # fmt: skip

    first, second = (desk.post("/verrekening/rondes/nieuw/", asked) for _ in range(2))

    run = ClearingRun.objects.get()
    assert first.url == second.url == f"/verrekening/rondes/{run.id}/"
    assert (run.cut_off, run.method, run.net_cents) == (NOW, "multilateral", 600)


def test_a_second_draft_is_refused_on_the_same_page(desk: HostClient, region: Parkstad) -> None:
    page = desk.get("/verrekening/rondes/nieuw/")
    asked = {"key": hidden(page, "key"), "cut_off": hidden(page, "cut_off"),
             "method": "bilateral"}  # fmt: skip
    region.open()

    answer = desk.post("/verrekening/rondes/nieuw/", asked)

    assert answer.status_code == 409
    assert "Er ligt al een ronde klaar" in text(answer)


def test_a_broken_form_says_so(desk: HostClient) -> None:
    page = desk.post("/verrekening/rondes/nieuw/", {"method": "zomaar"})

    assert page.status_code == 422
    assert not ClearingRun.objects.exists()


def test_the_run_page_draws_who_pays_whom_beside_a_table(
    desk: HostClient, region: Parkstad
) -> None:
    run = region.open()

    page = desk.get(f"/verrekening/rondes/{run.id}/")

    assert 'class="g-flow"' in text(page)
    assert text(page).count("€ 6,00") >= 3
    assert "wacht op akkoord" in text(page)
    assert f"/verrekening/rondes/{run.id}/voorleggen/" in text(page)
    assert "style=" not in text(page)


def test_from_draft_to_closed_in_the_browser(
    desk: HostClient, region: Parkstad, client_for: Browser
) -> None:
    run = region.open()
    assert desk.get(f"/verrekening/rondes/{run.id}/voorleggen/").status_code == 200
    desk.post(f"/verrekening/rondes/{run.id}/voorleggen/")
    heerlen, sittard = (finance(client_for, town) for town in (region.heerlen, region.sittard))

    assert "wacht op jullie akkoord" in text(heerlen.get("/beheer/verrekening/"))
    approve = f"/beheer/verrekening/{run.id}/akkoord/"
    assert "€ 6,00" in text(heerlen.get(approve))
    assert heerlen.post(approve).url == "/beheer/verrekening/"
    payment = ClearingPayment.objects.get()
    pay = f"/beheer/verrekening/betaling/{payment.id}/betaald/"
    assert payment.reference in text(heerlen.get(pay))
    assert heerlen.post(pay, {"bank_reference": "Jan Jansen"}).status_code == 422
    assert heerlen.post(pay, {"bank_reference": "bng2611240001"}).status_code == 302

    assert "BNG2611240001" in text(sittard.get("/beheer/verrekening/"))
    confirm = f"/beheer/verrekening/betaling/{payment.id}/ontvangen/"
    assert "BNG2611240001" in text(sittard.get(confirm))
    assert sittard.post(confirm).status_code == 302

    run.refresh_from_db()
    assert run.state == "closed"
    assert "Afgerond" in text(sittard.get("/beheer/verrekening/"))
    assert "1 van 1" in text(desk.get("/verrekening/rondes/"))


def test_what_did_not_come_in_is_told_to_who_paid(
    desk: HostClient, region: Parkstad, client_for: Browser
) -> None:
    payment = region.agreed().payments.get()
    region.pay(region.heerlen, payment)
    sittard = finance(client_for, region.sittard)
    deny = f"/beheer/verrekening/betaling/{payment.id}/niet-ontvangen/"

    assert sittard.get(deny).status_code == 200
    assert sittard.post(deny).status_code == 302

    heerlen = finance(client_for, region.heerlen)
    assert "nog niet binnen" in text(heerlen.get("/beheer/verrekening/"))


def test_a_run_is_cancelled_after_a_question(desk: HostClient, region: Parkstad) -> None:
    run = region.open()
    path = f"/verrekening/rondes/{run.id}/intrekken/"

    assert "Er is nog niets geboekt" in text(desk.get(path))
    desk.post(path)

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "ingetrokken" in text(desk.get(f"/verrekening/rondes/{run.id}/"))


def test_a_circle_is_booked_when_it_is_put_forward(region: Parkstad, client_for: Browser) -> None:
    for payer, shop in ((region.heerlen, region.sittard), (region.sittard, region.parkstad),
                        (region.parkstad, region.heerlen)):  # fmt: skip
        region.spend(payer, shop, 100)
    run = region.open(Method.CIRCULAR)
    desk = client_for(REGION, region.coordinator)

    assert "meteen geboekt" in text(desk.get(f"/verrekening/rondes/{run.id}/voorleggen/"))
    page = desk.post(f"/verrekening/rondes/{run.id}/voorleggen/", follow=True)

    assert "Er hoeft niets betaald te worden" in text(page)
    assert "Alles valt tegen elkaar weg" in text(page)


def test_without_anything_to_clear_the_pages_say_so(region: Parkstad, client_for: Browser) -> None:
    desk = client_for(REGION, region.coordinator)

    assert "Er is nu niets te verrekenen" in text(desk.get("/verrekening/rondes/nieuw/"))
    assert "Nog geen rondes" in text(desk.get("/verrekening/rondes/"))


def test_a_town_is_not_asked_about_a_draft(
    desk: HostClient, region: Parkstad, client_for: Browser
) -> None:
    run = region.open()

    answer = finance(client_for, region.heerlen).get(f"/beheer/verrekening/{run.id}/akkoord/")

    assert answer.status_code == 404


def test_who_only_keeps_klussen_sees_no_clearing(
    desk: HostClient, region: Parkstad, client_for: Browser
) -> None:
    clerk = client_for(region.heerlen.tenant, region.heerlen.clerk)

    assert clerk.get("/beheer/verrekening/").status_code == 403
    assert "/beheer/verrekening/" not in text(clerk.get("/beheer/"))


def test_a_run_of_another_region_is_not_here(desk: HostClient) -> None:
    assert desk.get("/verrekening/rondes/987654/").status_code == 404
