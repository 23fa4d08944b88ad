"""Photos of one town are nothing in another: not by an address, not by a path, not by an id."""

from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tests.isolation.cast import FullTown, somebody_of
from tests.isolation.visits import browser

ADDRESSES = (
    "/bestanden/{name}", "/bestanden/sittard_geleen/{name}", "/media/{name}", "/static/{name}",
    "/static/../media/sittard_geleen/{name}", "/static/%2e%2e/media/sittard_geleen/{name}",
    "/{name}",
)  # fmt: skip


def test_each_town_keeps_its_photos_in_a_folder_of_its_own(other: FullTown, media: Path) -> None:
    kept = [path for path in media.rglob("*") if path.is_file()]

    assert media / "sittard_geleen" / other.photo in kept
    assert {path.relative_to(media).parts[0] for path in kept} == {"sittard_geleen"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_leads_to_a_photo(other: FullTown, heerlen: Tenant, address: str) -> None:
    path = address.format(name=other.photo)

    for client in (browser(heerlen), browser(other.tenant), browser(other.tenant, other.chief)):
        assert client.get(path).status_code == 404


def test_a_photo_is_shown_at_home_to_who_may_see_it_and_nowhere_else(
    other: FullTown, heerlen: Tenant
) -> None:
    path = f"/bewijs/{other.rows['proof_id']}/"
    checker = browser(heerlen, somebody_of(heerlen, "organiser"))

    at_home = browser(other.tenant, other.chief).get(path)

    assert (at_home.status_code, at_home["Content-Type"]) == (200, "image/jpeg")
    assert at_home["Cache-Control"].startswith("private")
    assert checker.get(path).status_code == 404
    assert browser(other.tenant, somebody_of(other.tenant)).get(path).status_code == 404


def test_a_name_from_another_town_opens_nothing_here(other: FullTown, heerlen: Tenant) -> None:
    with schema_context(heerlen.schema_name):
        assert not default_storage.exists(other.photo)
        for name in (f"../sittard_geleen/{other.photo}", f"/sittard_geleen/{other.photo}"):
            with pytest.raises(SuspiciousFileOperation):
                default_storage.open(name)
        with pytest.raises(SuspiciousFileOperation):
            default_storage.save("../sittard_geleen/x.jpg", ContentFile(b"x"))
