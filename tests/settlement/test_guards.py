"""The database refuses what no service does: constraints and triggers, met directly."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from settlement.models import (
    BankEntry,
    BankFile,
    Payout,
    PayoutBatch,
    PayoutPart,
    Redemption,
    TenantBankAccount,
)
from settlement.services.batches import (
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from tests.settlement.cast import NOW, Town


def refused(name: str, act: Callable[[], object]) -> None:
    """The act meets the constraint or trigger of this name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def delete(model: type[Model]) -> None:
    """DELETE as somebody with psql would: past Django's own protection."""
    model._default_manager.all()._raw_delete("default")


@pytest.fixture
def draft(town: Town) -> PayoutBatch:
    town.redeemed(town.open_shop(), 1_000)
    return make_payout_batch(key=uuid4(), by=town.alice, now=NOW)


def test_a_redemption_never_changes(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)

    refused("append-only", lambda: Redemption.objects.update(cents=1))
    refused("append-only", lambda: delete(Redemption))


def test_a_batch_is_released_by_another_than_its_maker(draft: PayoutBatch, town: Town) -> None:
    seal_payout_batch(batch_id=draft.id, by=town.alice, now=NOW)

    refused(
        "batch_released_by_another",
        lambda: PayoutBatch.objects.update(state="released", released_by=town.alice.party_id),
    )
    refused("batch_on_its_way_was_released", lambda: PayoutBatch.objects.update(state="released"))


@pytest.mark.parametrize(
    "change",
    [
        {"file": b"<x/>"},
        {"sha256": "0" * 64},
        {"total_cents": 1},
        {"line_count": 7},
        {"execution_date": "2027-01-04"},
    ],
)
def test_a_sealed_batch_never_changes(
    draft: PayoutBatch, town: Town, change: dict[str, object]
) -> None:
    seal_payout_batch(batch_id=draft.id, by=town.alice, now=NOW)

    refused("append-only", lambda: PayoutBatch.objects.update(**change))


def test_a_batch_only_goes_forward(draft: PayoutBatch, town: Town) -> None:
    refused("append-only", lambda: PayoutBatch.objects.update(state="sent"))
    seal_payout_batch(batch_id=draft.id, by=town.alice, now=NOW)
    release_payout_batch(batch_id=draft.id, by=town.bob, now=NOW)

    refused("append-only", lambda: PayoutBatch.objects.update(state="draft"))
    refused("append-only", lambda: PayoutBatch.objects.update(released_by=uuid4()))
    refused("append-only", lambda: delete(PayoutBatch))


def test_a_sealed_batch_takes_no_more_lines(draft: PayoutBatch, town: Town) -> None:
    other = town.open_shop()
    seal_payout_batch(batch_id=draft.id, by=town.alice, now=NOW)

    refused(
        "takes no more lines",
        lambda: Payout.objects.create(
            batch=draft, merchant=other.party, cents=1, iban="NL00", iban_index="x",
            iban_tail="0000", account_name="x", end_to_end_id="HTJX",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("change", [{"cents": 1}, {"iban_tail": "9999"}, {"account_name": "Ik"}])
def test_a_payout_never_changes_payee_or_amount(
    draft: PayoutBatch, change: dict[str, object]
) -> None:
    refused("append-only", lambda: Payout.objects.update(**change))


def test_a_payout_only_goes_forward(draft: PayoutBatch) -> None:
    refused("append-only", lambda: Payout.objects.update(state="settled"))
    refused("append-only", lambda: delete(Payout))


def test_a_redemption_is_live_in_one_payout_at_most(draft: PayoutBatch, town: Town) -> None:
    part = PayoutPart.objects.get()
    shop = town.open_shop()
    other = Payout.objects.create(
        batch=draft, merchant=shop.party, cents=1, iban="NL00", iban_index="x",
        iban_tail="0000", account_name="x", end_to_end_id="HTJX",
    )  # fmt: skip

    refused(
        "part_live_once",
        lambda: PayoutPart.objects.create(payout=other, redemption=part.redemption),
    )


def test_a_part_that_ended_stays_ended(draft: PayoutBatch) -> None:
    PayoutPart.objects.update(is_live=False)

    refused("append-only", lambda: PayoutPart.objects.update(is_live=True))


def test_amounts_are_positive(draft: PayoutBatch, town: Town) -> None:
    refused(
        "payout_cents_positive",
        lambda: Payout.objects.create(
            batch=draft, merchant=town.open_shop().party, cents=0, iban="NL00", iban_index="x",
            iban_tail="0000", account_name="x", end_to_end_id="HTJX",
        ),
    )  # fmt: skip
    refused("batch_total_positive", lambda: PayoutBatch.objects.update(total_cents=0))


def test_one_bank_account_is_active(town: Town) -> None:
    refused(
        "bank_account_one_active",
        lambda: TenantBankAccount.objects.create(
            iban="NL00", iban_index="x", iban_tail="0000", name="x", bic="BNGHNL2G", since=NOW
        ),
    )


def test_bank_files_and_entries_stay_as_they_came(town: Town) -> None:
    file = BankFile.objects.create(
        kind="camt.053", sha256="a" * 64, raw=b"<x/>", state="read", received_at=NOW
    )
    entry = BankEntry.objects.create(
        file=file, account=TenantBankAccount.objects.get(), statement_id="1", reference="R1",
        cents=500, booked_on=NOW.date(), state="unmatched",
    )  # fmt: skip

    refused("append-only", lambda: BankFile.objects.update(raw=b"<y/>"))
    refused("append-only", lambda: delete(BankFile))
    refused("append-only", lambda: delete(BankEntry))
    refused("append-only", lambda: BankEntry.objects.update(cents=501))
    refused("bank_entry_matched_to_a_payout", lambda: BankEntry.objects.update(state="matched"))
    refused("bank_entry_once", lambda: BankEntry.objects.create(
        file=file, account=entry.account, statement_id="2", reference="R1", cents=1,
        booked_on=NOW.date(), state="unmatched"))  # fmt: skip
    BankEntry.objects.update(state="ignored")
    refused("append-only", lambda: BankEntry.objects.update(state="unmatched"))


def test_an_iban_is_unreadable_in_the_database(draft: PayoutBatch, town: Town) -> None:
    payout = Payout.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT iban FROM settlement_payout")
        stored = bytes(cursor.fetchone()[0])

    assert payout.iban.startswith("NL")
    assert payout.iban.encode() not in stored
