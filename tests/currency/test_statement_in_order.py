"""A statement by page: every entry once, newest first, over one account and over several."""

import pytest

from currency.models import Entry, Pot
from currency.queries import EntriesInOrder, accounts_of
from tenants.people.models import Party
from tests.cast import Town


@pytest.fixture
def samira(town: Town) -> Party:
    """Somebody whose coins came and went in two pots, by turns."""
    samira, shop = town.resident(1_000), town.shop()
    earned, gift = town.account(samira, Pot.EARNED), town.account(samira, Pot.GIFT)
    town.give(samira, 500, pot=Pot.GIFT)
    for number in range(1, 6):
        town.move(earned, town.account(shop, Pot.MERCHANT), number)
        town.move(gift, town.account(shop, Pot.MERCHANT), 10 * number)
    return samira


def amounts(entries: list[Entry]) -> list[int]:
    return [entry.amount for entry in entries]


def test_an_account_is_told_from_its_newest_entry_to_its_first(town: Town, samira: Party) -> None:
    with town.here():
        found = EntriesInOrder(accounts_of(samira, [Pot.EARNED]))

        assert found.count() == len(found) == 6
        assert amounts(found[0:6]) == [-5, -4, -3, -2, -1, 1_000]
        assert amounts(found[4:50]) == [-1, 1_000]
        assert amounts(found[6:7]) == []


@pytest.mark.parametrize("size", [1, 4, 5, 100])
def test_pages_over_two_pots_have_every_entry_once_in_the_order_posted(
    size: int, town: Town, samira: Party
) -> None:
    with town.here():
        found = EntriesInOrder(accounts_of(samira))
        pages = [found[start : start + size] for start in range(0, found.count(), size)]

    told = [entry for page in pages for entry in page]
    assert amounts(told) == [-50, -5, -40, -4, -30, -3, -20, -2, -10, -1, 500, 1_000]
    assert [entry.transfer_id for entry in told] == sorted(
        (entry.transfer_id for entry in told), reverse=True
    )


def test_who_never_had_a_coin_has_an_empty_statement(town: Town) -> None:
    with town.here():
        nobody = EntriesInOrder(accounts_of(town.resident()))

        assert (nobody.count(), nobody[0:25]) == (0, [])
