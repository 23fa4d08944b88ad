"""The isolation matrix: every route, asked by who may not, with rows that are there elsewhere."""

import pytest

from tenants.models import Tenant
from tests.isolation.cast import FullTown, of_the_house, somebody_of
from tests.isolation.routes import ANYBODY, BY_CODE, FACES, PUBLIC, SHARED, routes
from tests.isolation.visits import Visit, browser, carrying, none_is_wrong

DESKS = [("coordinator", "regio.localhost"), ("operator", "beheer.localhost")]


# Of nobody, or of who paid.
NOT_HERS = ("heitje:theme", "heitje:app-icon", "account_*", "currency:receipt", "api-receipt",
            "marketplace:till-pay-receipt", "currency:report*", "api-report*")  # fmt: skip


def knows_the_visitor(visit: Visit) -> bool:
    """It lets in somebody it should take for nobody, or tells of another town."""
    is_let_in = not (visit.is_refused or visit.is_sent_to_sign_in)
    return visit.tells_a_secret or (is_let_in and not visit.route.stands_in(PUBLIC))


def lets_in_anybody(visit: Visit) -> bool:
    """It does more for somebody without a role than is for everybody."""
    return not visit.is_refused and not visit.route.stands_in(PUBLIC, ANYBODY)


def finds_a_row(visit: Visit) -> bool:
    """It has an answer about a row that is not here."""
    is_found = visit.answer.status_code < 400 and visit.route.has_variables
    return visit.tells_a_secret or (is_found and not visit.route.stands_in(BY_CODE, SHARED))


def test_the_lists_of_exceptions_name_only_routes_that_are_there() -> None:
    every = [route for face in FACES for route in routes(face)]

    for name in (*PUBLIC, *ANYBODY, *BY_CODE, *SHARED):
        assert any(route.stands_in((name,)) for route in every), name
    assert not [route for route in every if route.name.endswith("None")]


@pytest.mark.parametrize("face", FACES)
def test_nobody_comes_further_than_the_public_pages(other: FullTown, face: str) -> None:
    none_is_wrong(browser(FACES[face]), face, other.rows, knows_the_visitor)


@pytest.mark.parametrize("face", FACES)
def test_a_session_of_another_town_is_nobody_here(other: FullTown, face: str) -> None:
    at_home = browser(other.tenant, other.chief)
    assert at_home.get("/beheer/").status_code == 200

    none_is_wrong(carrying(at_home, FACES[face]), face, other.rows, knows_the_visitor)


@pytest.mark.parametrize(("role", "host"), DESKS)
def test_a_session_of_the_region_or_of_the_house_is_nobody_in_a_town(
    other: FullTown, role: str, host: str
) -> None:
    desk = browser(host, of_the_house(role))
    assert desk.get("/").status_code == 200

    none_is_wrong(carrying(desk, FACES["tenant"]), "tenant", other.rows, knows_the_visitor)


@pytest.mark.parametrize(("role", "face"), [("coordinator", "operator"), ("operator", "region")])
def test_the_region_and_the_house_do_not_sit_at_each_others_desk(
    other: FullTown, role: str, face: str
) -> None:
    client = browser(FACES[face], of_the_house(role))

    none_is_wrong(client, face, other.rows, lets_in_anybody)


def test_a_resident_sees_nothing_of_the_console_nor_of_somebody_else(full: FullTown) -> None:
    client = browser(full.tenant, somebody_of(full.tenant))

    none_is_wrong(client, "tenant", full.rows, lets_in_anybody)


def test_who_may_everything_at_home_finds_no_row_of_another_town(
    other: FullTown, heerlen: Tenant
) -> None:
    client = browser(heerlen, somebody_of(heerlen, "manager", "organiser", "finance", "agreements"))

    none_is_wrong(client, "tenant", other.rows, finds_a_row)


def test_the_rows_of_the_matrix_are_there_for_who_may_see_them(full: FullTown) -> None:
    """Otherwise every "not found" above would prove nothing."""

    def is_missing(visit: Visit) -> bool:
        is_hers = not visit.route.stands_in(NOT_HERS)
        return visit.route.has_variables and is_hers and visit.answer.status_code == 404

    none_is_wrong(
        browser(full.tenant, full.chief), "tenant", full.rows, is_missing, methods=("get",)
    )
    payer = browser(full.tenant, full.payer)
    for path in ("/betalen/{}/bon/", "/api/v1/payment-requests/{}/receipt"):
        assert payer.get(path.format(full.paid)).status_code == 200
