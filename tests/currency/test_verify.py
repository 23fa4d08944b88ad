"""The proof finds each kind of tampering by somebody who may do anything in the database."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from currency.models import Account, Hold, Pot, Transfer
from currency.proof import PROMISES, verify_ledger
from currency.services.holds import place_hold
from currency.services.posting import Leg
from currency.services.refunds import refund
from currency.services.reversals import reverse_transfer
from tests.cast import NOW, SOMEBODY, Town, judge_now

CHECKS = {
    "currency_account": ("account_covers_its_floor",),
    "currency_hold": ("hold_never_over_captured", "hold_closed_when_empty"),
    "currency_entry": ("currency_entry_pkey",),
    "currency_paymentrequest": ("request_paid_by_a_transfer",),
    "currency_transfer": (),
}


@pytest.fixture
def lived(town: Town) -> Town:
    """A town in which all sorts of things happened; its ledger is sound."""
    samira, piet, shop = town.resident(5_000), town.resident(300), town.shop()
    town.pays(samira, town.asks(shop, 700).code)
    town.pays(piet, town.asks(shop, 200).code)
    town.asks(shop, 100)
    lost = town.move(town.account(samira, Pot.EARNED), town.account(piet, Pot.EARNED), 50)
    reverse_transfer(transfer_id=lost.id, reason="Verkeerd", actor=SOMEBODY, at=NOW)
    budget = town.account(town.programme.party, Pot.PROGRAMME)
    hold = place_hold(key=uuid4(), account_id=budget, amount=1_000, at=NOW)
    legs = (Leg(budget, -400), Leg(town.account(samira, Pot.EARNED), 400))
    town.post(kind=Transfer.Kind.REWARD, legs=legs, hold_id=hold.id)
    place_hold(key=uuid4(), account_id=budget, amount=250, at=NOW)
    assert verify_ledger("heerlen") == []
    return town


@pytest.fixture
def tamper(lived: Town) -> Callable[..., None]:
    """Run a statement as the owner of the tables, past every trigger and check."""

    def tampering(statement: str, *parameters: object) -> None:
        judge_now()
        with connection.cursor() as cursor:
            for table, checks in CHECKS.items():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                for check in checks:
                    cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {check}")
            cursor.execute(statement, parameters)
            assert cursor.rowcount == 1, "the tampering hit one row"

    return tampering


def findings() -> dict[str, str]:
    return {finding.promise: finding.row for finding in verify_ledger("heerlen")}


def test_an_amount_that_was_changed(tamper: Callable[..., None]) -> None:
    made = Transfer.objects.filter(kind="payment").earliest("id")
    tamper(
        "UPDATE currency_entry SET amount = amount - 1 WHERE transfer_id = %s AND amount < 0",
        made.id,
    )

    found = findings()
    assert found["the entries of a transfer sum to zero in each unit"] == (
        f"transfer {made.id}, coin off by -1"
    )
    assert "each entry carries the balance its amount leads to" in found


def test_a_transfer_without_entries(tamper: Callable[..., None]) -> None:
    tamper(
        "INSERT INTO currency_transfer (key, digest, kind, at, facts)"
        " VALUES (gen_random_uuid(), '\\x00', 'gift', now(), '{}')"
    )

    made = Transfer.objects.latest("id")
    assert findings() == {"a transfer has at least two entries": f"transfer {made.id} has 0"}


def test_an_entry_that_was_taken_out_of_the_middle(lived: Town, tamper) -> None:
    account = lived.account(lived.programme.party, Pot.PROGRAMME)
    tamper("DELETE FROM currency_entry WHERE account_id = %s AND seq = 2", account)

    found = findings()
    assert found["the entries of an account are numbered without a gap"] == (
        f"account {account} after entry 1"
    )
    assert "the entries of a transfer sum to zero in each unit" in found


def test_the_last_entry_that_was_taken_away(lived: Town, tamper) -> None:
    account = Account.objects.get(id=lived.account(lived.programme.party, Pot.PROGRAMME))
    tamper(
        "DELETE FROM currency_entry WHERE account_id = %s AND seq = %s",
        account.id, account.last_seq,
    )  # fmt: skip

    assert findings()["an account's balance and number are those of its last entry"] == (
        f"account {account.id}"
    )


def test_a_running_balance_that_was_changed(lived: Town, tamper) -> None:
    account = lived.account(None, Pot.ISSUED)
    tamper(
        "UPDATE currency_entry SET balance_after = balance_after + 1"
        " WHERE account_id = %s AND seq = 1",
        account,
    )

    assert findings()["each entry carries the balance its amount leads to"] == (
        f"account {account} entry 1"
    )


def test_a_balance_that_was_changed(lived: Town, tamper) -> None:
    account = lived.account(None, Pot.ISSUED)
    tamper("UPDATE currency_account SET balance = balance + 1 WHERE id = %s", account)

    assert findings() == {
        "an account's balance and number are those of its last entry": f"account {account}"
    }


def test_a_floor_that_was_raised_above_the_balance(lived: Town, tamper) -> None:
    account = lived.account(lived.programme.party, Pot.PROGRAMME)
    tamper("UPDATE currency_account SET floor = balance + 1 WHERE id = %s", account)

    assert findings() == {"no balance is below its floor and what is held": f"account {account}"}


def test_coins_that_are_held_by_no_hold(lived: Town, tamper) -> None:
    account = Account.objects.get(id=lived.account(lived.programme.party, Pot.PROGRAMME))
    assert account.held == 850
    tamper("UPDATE currency_account SET held = held - 1 WHERE id = %s", account.id)

    assert findings() == {
        "what is held is the sum of the open holds": f"account {account.id} holds 849"
    }


def test_a_hold_that_says_it_was_used_more_than_it_was(lived: Town, tamper) -> None:
    hold = Hold.objects.get(captured=400)
    tamper(
        "UPDATE currency_hold SET captured = captured + 1, released = -1 WHERE id = %s", hold.id
    )  # the sum stays, so that only this shows
    assert "hold_never_over_captured" in CHECKS["currency_hold"]

    assert findings() == {"a hold's captures are the transfers that name it": f"hold {hold.id}"}


def test_a_request_that_points_at_another_payment(lived: Town, tamper) -> None:
    first, second = Transfer.objects.filter(kind="payment").order_by("id")
    tamper("UPDATE currency_paymentrequest SET transfer_id = NULL, state = 'open'"
           " WHERE transfer_id = %s", second.id)  # fmt: skip
    tamper("UPDATE currency_paymentrequest SET transfer_id = %s WHERE transfer_id = %s",
           second.id, first.id)  # fmt: skip

    assert findings() == {
        "a paid request stands with the transfer that has its key": f"request {first.key}",
        "a payment stands with the request whose key it has": f"transfer {first.id}",
    }


def test_a_request_that_was_opened_again_to_be_paid_twice(tamper) -> None:
    paid = Transfer.objects.filter(kind="payment").earliest("id")
    tamper(
        "UPDATE currency_paymentrequest SET transfer_id = NULL, state = 'open' WHERE id = %s",
        paid.key,
    )

    assert findings() == {
        "a payment stands with the request whose key it has": f"transfer {paid.id}"
    }


def test_a_reversal_that_gives_back_to_somebody_else(lived: Town, tamper) -> None:
    given_back = Transfer.objects.get(kind="reversal")
    account = lived.account(lived.resident(1), Pot.EARNED)
    tamper(
        "UPDATE currency_entry SET account_id = %s, seq = 2 WHERE transfer_id = %s AND amount > 0",
        account, given_back.id,
    )  # fmt: skip

    assert findings()["a reversal is the mirror image of what it reverses"] == (
        f"transfer {given_back.id}"
    )


def test_a_refund_that_is_said_to_be_of_another_payment(lived: Town, tamper) -> None:
    large, small = Transfer.objects.filter(kind="payment").order_by("id")
    made = refund(
        key=uuid4(), transfer_id=large.id, amount=300, reason="", actor=SOMEBODY, at=NOW
    )  # fmt: skip
    assert findings() == {}
    tamper(
        "UPDATE currency_transfer SET refunds_id = %s WHERE id = %s", small.id, made.id
    )  # fmt: skip

    assert findings() == {"no pot gets more back of a payment than it gave": f"transfer {small.id}"}


def test_each_promise_has_its_test_above() -> None:
    assert len(PROMISES) == 12


def test_another_town_is_proved_by_its_own_books(lived: Town, tamper, abroad: Town) -> None:
    tamper("UPDATE currency_account SET balance = balance + 1 WHERE pot = 'issued'")

    assert verify_ledger("sittard_geleen") == []
    assert len(verify_ledger("heerlen")) == 1
