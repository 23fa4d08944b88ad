"""Trying out payment codes on the pages ends soon; paying never does."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as NoValkey

from currency.web.guessing import MOST_BY_ADDRESS, MOST_BY_PERSON
from tests.cast import Town

UNKNOWN = ("/betalen/HR234567/", "/betalen/HR234567/bon/", "/betalen/lees/?code=HR234567",
           "/b/HR234567/")  # fmt: skip


@pytest.fixture
def phone(town: Town, client_for: Callable[..., Client]) -> Client:
    """The browser of a resident with coins."""
    return client_for("heerlen.localhost", town.resident(5_000).person)


def statuses(client: Client, paths: tuple[str, ...], times: int) -> list[int]:
    """How asking for these paths one after the other is answered."""
    return [client.get(paths[number % len(paths)]).status_code for number in range(times)]


def test_somebody_who_tries_out_codes_is_refused_on_every_page(phone: Client) -> None:
    assert set(statuses(phone, UNKNOWN, MOST_BY_PERSON)) == {404}
    assert statuses(phone, UNKNOWN, len(UNKNOWN)) == [429] * len(UNKNOWN)
    assert "Wacht tien minuten" in phone.get(UNKNOWN[0]).content.decode()


def test_paying_many_times_is_not_trying_out(town: Town, phone: Client) -> None:
    shop = town.shop()
    for _ in range(MOST_BY_PERSON + 1):
        path = f"/betalen/{town.asks(shop, 100, at=timezone.now()).code}/"
        assert phone.get(path).status_code == 200
        assert phone.post(path).status_code == 302


def test_another_person_is_not_held_up(
    town: Town, phone: Client, client_for: Callable[..., Client]
) -> None:
    statuses(phone, UNKNOWN, MOST_BY_PERSON)
    with patch("tests.clients.cache.clear"):
        other = client_for("heerlen.localhost", town.resident(100).person)
    assert phone.get(UNKNOWN[0]).status_code == 429
    assert other.get(UNKNOWN[0]).status_code == 404


def test_an_address_without_a_person_has_a_limit_of_its_own(
    town: Town, client_for: Callable[..., Client]
) -> None:
    stranger = client_for("heerlen.localhost")
    assert set(statuses(stranger, ("/b/HR234567/",), MOST_BY_ADDRESS)) == {404}
    assert stranger.get("/b/HR234567/").status_code == 429


def test_without_a_cache_nobody_is_held_up(phone: Client) -> None:
    with patch("currency.web.guessing.cache.add", side_effect=NoValkey):
        assert set(statuses(phone, UNKNOWN, MOST_BY_PERSON + 1)) == {404}
