"""The console shows every kind of message in each language, with made-up facts, and counts."""

import pytest
from django.utils import timezone

from tenants.messages.kinds import every_kind
from tenants.messages.services.sending import send_due
from tenants.people.services import grant_role
from tests.marketplace.cast import make_person


@pytest.fixture
def desk(client_for, heerlen_shown):
    """The browser of somebody with a desk."""
    clerk = make_person("Hennie")
    grant_role(person=clerk, code="organiser", actor=None)
    return client_for(heerlen_shown, clerk)


def test_every_kind_stands_in_the_list_with_its_own_page(desk):
    page = desk.get("/beheer/berichten/").content.decode()

    for kind in every_kind():
        path = f"/beheer/berichten/{kind.name}/"
        assert f'href="{path}"' in page
        assert desk.get(path).status_code == 200, kind.name


def test_a_kind_is_shown_in_three_languages(desk):
    page = desk.get("/beheer/berichten/approved/").content.decode()

    assert "Je klus is goedgekeurd" in page
    assert all(f'lang="{code}"' in page for code in ("nl", "en", "de"))
    assert "Zwerfvuil rapen in het park" in page


def test_what_left_the_house_is_counted_and_nobody_is_named(desk, tell, samira):
    now = timezone.now()
    tell(at=now)
    tell(at=now)
    send_due(now=now)

    answer = desk.get("/beheer/berichten/")

    figures = answer.context["figures"]
    assert figures.told["approved"] == 2
    assert figures.deliveries["mail"] == {"sent": 2}
    assert samira.email not in answer.content.decode()


def test_a_kind_that_is_none_is_not_there(desk):
    assert desk.get("/beheer/berichten/verzonnen/").status_code == 404


def test_a_resident_does_not_get_in(client_for, heerlen_shown, samira):
    browser = client_for(heerlen_shown, samira)

    assert browser.get("/beheer/berichten/").status_code == 403
    assert browser.get("/beheer/berichten/approved/").status_code == 403
