"""Movements nobody's payout explains: cover, or no matter of the house, said by a person."""

from uuid import uuid4

import pytest

from currency.errors import AmountNotPositive
from currency.models import Pot
from currency.queries import cover
from settlement import queries
from settlement.errors import EntryNotOpen, IbanInvalid, NotADeposit
from settlement.models import BankEntry, BankFile, TenantBankAccount
from settlement.services.bank_accounts import change_bank_account
from settlement.services.bank_entries import book_as_cover, deposit_by_hand, ignore_entry
from tenants.errors import NotAllowed, NotFound
from tests.settlement.cast import NOW, TOWN_IBAN, Town, shop_iban


def entry(cents: int) -> BankEntry:
    file = BankFile.objects.create(
        kind="camt.053", sha256=uuid4().hex * 2, raw=b"<x/>", state="read", received_at=NOW
    )
    return BankEntry.objects.create(
        file=file, account=TenantBankAccount.objects.get(is_active=True), statement_id="1",
        reference=uuid4().hex, cents=cents, booked_on=NOW.date(), state="unmatched",
    )  # fmt: skip


def test_a_deposit_becomes_cover_once(town: Town) -> None:
    found, before = entry(250_000), cover().euros

    book_as_cover(entry_id=found.id, by=town.alice, now=NOW)
    booked = book_as_cover(entry_id=found.id, by=town.bob, now=NOW)

    assert cover().euros == before + 250_000
    assert (booked.state, booked.decided_by) == (BankEntry.State.BOOKED, town.alice.party_id)
    assert list(queries.unmatched_entries()) == []


def test_money_that_left_is_no_deposit(town: Town) -> None:
    with pytest.raises(NotADeposit):
        book_as_cover(entry_id=entry(-250).id, by=town.alice, now=NOW)


def test_a_movement_is_decided_once(town: Town) -> None:
    found = entry(250)
    ignored = ignore_entry(entry_id=found.id, note="Rente", by=town.alice, now=NOW)

    assert ignored.note == "Rente"
    assert ignore_entry(entry_id=found.id, note="Anders", by=town.bob, now=NOW).note == "Rente"
    with pytest.raises(EntryNotOpen):
        book_as_cover(entry_id=found.id, by=town.alice, now=NOW)


def test_only_who_may_decides(town: Town) -> None:
    found = entry(250)

    for act in (
        lambda: book_as_cover(entry_id=found.id, by=town.clerk, now=NOW),
        lambda: ignore_entry(entry_id=found.id, note="x", by=town.clerk, now=NOW),
        lambda: deposit_by_hand(key=uuid4(), cents=1, by=town.clerk, now=NOW),
        lambda: change_bank_account(iban=TOWN_IBAN, name="x", by=town.clerk, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        book_as_cover(entry_id=0, by=town.alice, now=NOW)


def test_a_deposit_by_hand_counts_once_for_its_key(town: Town) -> None:
    key, before = uuid4(), town.balance(Pot.COVER)

    for _ in range(2):
        deposit_by_hand(key=key, cents=5_000, by=town.alice, now=NOW)

    assert town.balance(Pot.COVER) == before + 5_000
    with pytest.raises(AmountNotPositive):
        deposit_by_hand(key=uuid4(), cents=0, by=town.alice, now=NOW)


def test_changing_the_account_starts_a_new_row_and_keeps_the_old(town: Town) -> None:
    same = change_bank_account(
        iban=f" {TOWN_IBAN.lower()} ", name="Gemeente Heerlen", by=town.alice, now=NOW
    )
    other = change_bank_account(iban=shop_iban(5), name="Gemeente", by=town.alice, now=NOW)

    assert TenantBankAccount.objects.count() == 2
    assert queries.active_bank_account() == other != same
    with pytest.raises(IbanInvalid):
        change_bank_account(iban="NL00BNGH0285000001", name="x", by=town.alice, now=NOW)
