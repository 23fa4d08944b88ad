"""Agreements in the browser: the coordinator proposes, both municipalities answer."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from tenants.models import Agreement
from tenants.people.services import add_person, grant_role
from tenants.services.agreements import approve_agreement, propose_agreement

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
REGION = "regio.localhost"
State = Agreement.State
TERMS = {
    "starts_on": "2026-12-01", "ends_on": "2027-12-01", "cap_outstanding": "2.500,00",
    "cap_payment": "50", "rate_numerator": "1", "rate_denominator": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def somebody(schema, role=""):
    with schema_context(schema):
        person = add_person(email=f"{uuid4()}@stad.example", name="Joep Smeets")
        if role:
            grant_role(person=person, code=role, actor=None)
        return person


@pytest.fixture
def coordinator(heerlen, client_for):
    return client_for(REGION, somebody("public", "coordinator"))


@pytest.fixture
def mayor(heerlen, client_for):
    """Who may say yes for Heerlen."""
    return client_for(heerlen, somebody("heerlen", "agreements"))


@pytest.fixture
def proposed(heerlen, sittard_geleen):
    return propose_agreement(
        region=heerlen.region, issuer=heerlen, acceptor=sittard_geleen,
        starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1), cap_outstanding=100_000,
        cap_payment=5_000, actor=uuid4(), now=NOW,
    )  # fmt: skip


@pytest.fixture
def in_force(proposed):
    for side in (proposed.issuer, proposed.acceptor):
        approve_agreement(agreement_id=proposed.id, tenant=side, actor=uuid4(), now=NOW)
    proposed.refresh_from_db()
    return proposed


REGION_PAGES = ["/", "/verrekening/", "/overeenkomsten/", "/overeenkomsten/nieuw/"]


def test_a_new_region_has_each_page(coordinator):
    for path in REGION_PAGES:
        answer = coordinator.get(path)

        assert answer.status_code == 200, path
        assert "<h1>" in answer.content.decode()


def test_a_region_at_work_has_each_page(coordinator, in_force):
    for path in [*REGION_PAGES, f"/overeenkomsten/{in_force.id}/"]:
        answer = coordinator.get(path)

        assert answer.status_code == 200, path
        assert "verrekening" in path or "Sittard-Geleen" in answer.content.decode()


def test_the_region_is_the_coordinators_alone(heerlen, proposed, client_for):
    passer_by = client_for(REGION)
    nobody = client_for(REGION, somebody("public"))
    operator = client_for(REGION, somebody("public", "operator"))

    for path in [*REGION_PAGES, f"/overeenkomsten/{proposed.id}/", "/verrekening.csv"]:
        assert passer_by.get(path).status_code == 302, path
        assert nobody.get(path).status_code == 403, path
        assert operator.get(path).status_code == 403, path


def test_a_town_has_each_page(mayor, in_force):
    for path in ("", f"{in_force.id}/", f"{in_force.id}/stilleggen/", f"{in_force.id}/akkoord/"):
        answer = mayor.get(f"/beheer/overeenkomsten/{path}")

        assert answer.status_code == 200, path
        assert "Sittard-Geleen" in answer.content.decode()


def test_agreements_are_for_who_may_see_them(heerlen, proposed, client_for):
    resident, manager = somebody("heerlen"), somebody("heerlen", "manager")

    for path in ("", f"{proposed.id}/", f"{proposed.id}/akkoord/", f"{proposed.id}/afwijzen/"):
        address = f"/beheer/overeenkomsten/{path}"
        assert client_for(heerlen).get(address).status_code == 302, path
        assert client_for(heerlen, resident).get(address).status_code == 403, path
        assert client_for(heerlen, manager).get(address).status_code == 403, path


def test_a_third_town_does_not_find_it(parkstad, proposed, client_for):
    client = client_for(parkstad, somebody("parkstad", "agreements"))

    for path in ("", "akkoord/", "afwijzen/", "stilleggen/"):
        assert client.get(f"/beheer/overeenkomsten/{proposed.id}/{path}").status_code == 404
        assert client.get(f"/beheer/overeenkomsten/0/{path}").status_code == 404


def test_the_coordinator_proposes_and_sees_it_wait(coordinator, heerlen, sittard_geleen):
    sides = {"issuer": heerlen.id, "acceptor": sittard_geleen.id}

    answer = coordinator.post("/overeenkomsten/nieuw/", TERMS | sides)

    made = Agreement.objects.get()
    assert answer["location"] == f"/overeenkomsten/{made.id}/"
    assert (made.cap_outstanding, made.cap_payment) == (250_000, 5_000)
    assert "Wacht op beide gemeenten." in coordinator.get("/overeenkomsten/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cap_payment", "-5"), ("cap_payment", "0"), ("cap_payment", "1,005"),
        ("cap_payment", "5.000,00"), ("cap_outstanding", "veel"), ("cap_outstanding", "9" * 40),
        ("ends_on", "2026-12-01"), ("ends_on", "31-31-2026"), ("rate_numerator", "0"),
        ("issuer", "0"), ("acceptor", "x"),
    ],
)  # fmt: skip
def test_what_makes_no_agreement_is_said_at_its_field(
    coordinator, heerlen, sittard_geleen, field, value
):
    form = TERMS | {"issuer": heerlen.id, "acceptor": sittard_geleen.id, field: value}

    answer = coordinator.post("/overeenkomsten/nieuw/", form)

    assert answer.status_code == 422
    assert f"id_{field}_error" in answer.content.decode()
    assert not Agreement.objects.exists()


def test_a_town_agrees_with_itself_on_nothing(coordinator, heerlen):
    form = TERMS | {"issuer": heerlen.id, "acceptor": heerlen.id}

    answer = coordinator.post("/overeenkomsten/nieuw/", form)

    assert answer.status_code == 422
    assert "id_acceptor_error" in answer.content.decode()


def test_a_town_says_yes_and_is_not_asked_again(mayor, proposed):
    address = f"/beheer/overeenkomsten/{proposed.id}/"

    assert mayor.post(address + "akkoord/").status_code == 302
    asked = mayor.get(address + "akkoord/").content.decode()

    proposed.refresh_from_db()
    assert (proposed.state, proposed.issuer_approved_at) == (State.PROPOSED, NOW)
    assert "wacht niet op jullie antwoord" in asked


@pytest.mark.parametrize("step", ["afwijzen", "stilleggen"])
def test_saying_no_needs_a_reason(mayor, proposed, step):
    answer = mayor.post(f"/beheer/overeenkomsten/{proposed.id}/{step}/", {"reason": " "})

    assert answer.status_code == 422
    assert "id_reason_error" in answer.content.decode()


def test_what_is_not_in_force_is_not_stopped(mayor, proposed):
    answer = mayor.post(f"/beheer/overeenkomsten/{proposed.id}/stilleggen/", {"reason": "Te duur"})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


def test_what_is_in_force_stops_at_once(mayor, in_force):
    answer = mayor.post(f"/beheer/overeenkomsten/{in_force.id}/stilleggen/", {"reason": "Te duur"})

    in_force.refresh_from_db()
    assert answer.status_code == 302
    assert (in_force.state, in_force.closed_reason) == (State.SUSPENDED, "Te duur")
