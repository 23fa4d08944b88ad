"""Each page of the console: shown to who may, full or empty, and to nobody else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tenants.utils import schema_context

from tests.marketplace.cast import END, make_person
from tests.marketplace.console_cast import busy

# Each page with a role that may see it.
LISTS = {
    "/beheer/": "manager",
    "/beheer/klussen/": "organiser",
    "/beheer/klussen/?stand=draft&zoek=park": "organiser",
    "/beheer/klussen/nieuw/": "organiser",
    "/beheer/nakijken/": "organiser",
    "/beheer/nakijken/?toon=klaar": "manager",
    "/beheer/budgetten/": "finance",
    "/beheer/budgetten/nieuw/": "manager",
    "/beheer/dekking/": "finance",
    "/beheer/bewijs/": "finance",
    "/beheer/opwaarderen/": "finance",
    "/beheer/uitdelen/": "finance",
    "/beheer/uitdelen/nieuw/": "manager",
    "/beheer/ondernemers/": "finance",
    "/beheer/regels/": "finance",
    "/beheer/regels/nieuw/": "manager",
}
THINGS = {
    "/beheer/klussen/{busy.klus.id}/": "organiser",
    "/beheer/klussen/{busy.draft.id}/": "organiser",
    "/beheer/klussen/{busy.klus.id}/sluit/": "organiser",
    "/beheer/klussen/{busy.klus.id}/afgelast/": "organiser",
    "/beheer/nakijken/moment/{busy.waiting.slot_id}/goed/": "organiser",
    "/beheer/nakijken/{busy.waiting.id}/vraag/": "organiser",
    "/beheer/nakijken/{busy.waiting.id}/af/": "organiser",
    "/beheer/budgetten/{town.programme.id}/erbij/": "manager",
    "/beheer/ondernemers/{busy.applied.id}/goed/": "manager",
    "/beheer/ondernemers/{busy.applied.id}/stop/": "manager",
    "/beheer/ondernemers/{busy.approved.id}/stop/": "manager",
    "/beheer/regels/{busy.proposal.version}/goed/": "finance",
}
PAGES = LISTS | THINGS
STEPS = [
    "/beheer/klussen/{busy.draft.id}/open/",
    "/beheer/klussen/{busy.klus.id}/wie/{busy.waiting.id}/",
    "/beheer/nakijken/{busy.waiting.id}/goed/",
]


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """The pages live just after the work of the cast."""
    monkeypatch.setattr(timezone, "now", lambda: END)


@pytest.fixture
def full(town):
    return busy(town)


@pytest.fixture
def paths(town, full):
    """Every page with the role that may see it."""
    return {path.format(busy=full, town=town): role for path, role in PAGES.items()}


@pytest.fixture
def steps(full):
    return [path.format(busy=full) for path in STEPS]


def test_a_new_town_has_each_page_with_a_word_for_nothing(heerlen, client_for):
    with schema_context(heerlen.schema_name):
        people = {role: make_person("nieuw", role) for role in set(LISTS.values())}

        for path, role in LISTS.items():
            answer = client_for(heerlen, people[role]).get(path)

            assert answer.status_code == 200, path
            assert "<h1>" in answer.content.decode()


def test_a_busy_town_has_each_page(town, paths, client_for):
    people = {role: make_person("collega", role) for role in set(PAGES.values())}

    for path, role in paths.items():
        answer = client_for(town.tenant, people[role]).get(path)

        assert answer.status_code == 200, path
        assert "<h1" in answer.content.decode()


def test_nobody_is_asked_to_sign_in(town, paths, client_for):
    passer_by = client_for(town.tenant)

    for path in paths:
        answer = passer_by.get(path)

        assert answer.status_code == 302, path
        assert "/inloggen/" in answer["location"]


def test_a_resident_is_refused(town, paths, steps, client_for):
    resident = client_for(town.tenant, town.resident)

    for path in paths:
        answer = resident.get(path)
        assert answer.status_code == 403, path
        assert "Zwerfvuil" not in answer.content.decode()
    for path in steps:
        assert resident.post(path).status_code == 403, path


def test_a_session_of_another_town_is_no_session_here(
    town, paths, steps, client_for, sittard_geleen
):
    with schema_context(sittard_geleen.schema_name):
        client = client_for(sittard_geleen, make_person("daar", "manager"))
    client.defaults["HTTP_HOST"] = client_for(town.tenant).host

    for path in [*paths, *steps]:
        answer = client.post(path)

        assert answer.status_code in {302, 405}, path
        assert "/inloggen/" in answer.get("location", "/inloggen/")


def test_what_is_not_there_is_not_found(town, client_for):
    clerk = client_for(town.tenant, town.clerk)

    for path in THINGS:
        if "version" not in path:
            answer = clerk.get(re.sub("{.*?}", "0", path))
            assert answer.status_code == 404, path


def test_a_version_that_waits_for_nobody_is_not_found(town, client_for):
    finance = client_for(town.tenant, make_person("fien", "finance"))

    assert finance.get("/beheer/regels/1/goed/").status_code == 404
    assert finance.get("/beheer/regels/99/goed/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/beheer/", "/beheer/nakijken/", "/beheer/klussen/", "/beheer/klussen/{}/"]
)
def test_more_of_it_costs_no_more_queries(town, client_for, path):
    klus = town.klus(places=9)
    client = client_for(town.tenant, town.clerk)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(path.format(klus.id)).status_code == 200
        return len(found)

    for _ in range(2):
        town.handed_in(klus, town.another())
    few = queries()
    for _ in range(3):
        town.handed_in(klus, town.another())
        town.draft()

    assert queries() <= few


def test_the_menu_says_where_one_is_and_how_much_waits(town, full, client_for):
    client = client_for(town.tenant, town.checker)

    def place(path, url):
        menu = client.get(path).content.decode().split('<nav class="nav"')[1]
        return menu.split(f'href="{url}"')[1].split("</a>")[0]

    assert place("/beheer/klussen/", "/beheer/klussen/").startswith(' aria-current="page"')
    assert place(f"/beheer/klussen/{full.klus.id}/", "/beheer/klussen/").startswith(
        ' aria-current="true"'
    )
    assert "aria-current" not in place("/beheer/klussen/", "/beheer/")
    assert ">2<" in place("/beheer/klussen/", "/beheer/nakijken/")
