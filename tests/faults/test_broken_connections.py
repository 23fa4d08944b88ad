"""A connection that breaks in the middle of a payment: it stands once, or not at all."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from currency import errors
from currency.models import Account, Pot, Transfer
from currency.proof import verify_ledger
from currency.services import payments
from tenants.models import Agreement, Tenant
from tests.cast import Town, agree, people_a_town
from tests.processes import happens


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed."""
    return people_a_town(heerlen)


@pytest.fixture
def abroad(town: Town, sittard_geleen: Tenant) -> Town:
    """The other town, where Heerlen's coins are good."""
    other = people_a_town(sittard_geleen)
    agree(town, other)
    return other


@contextmanager
def another_connection() -> Iterator[Callable[..., object]]:
    """Runs one statement after another on a connection of its own."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:

            def run(statement: str, *parameters: object) -> object:
                cursor.execute(statement, parameters)
                return cursor.fetchone() if cursor.description else None

            yield run
    finally:
        own.close()


def kill(backend: int) -> None:
    """End one session of the server, as a crash of its process would."""
    with another_connection() as run:
        assert run("SELECT pg_terminate_backend(%s, 5000)", backend) == (True,)


def my_backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def breaks_after_posting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session is gone between the posting and the answer to the payer, once."""

    def break_once(schema_name: str, request_id: object) -> None:
        monkeypatch.undo()
        kill(my_backend())
        raise OperationalError

    monkeypatch.setattr(payments.live, "announce", break_once)


def test_asking_again_after_the_answer_was_lost_gives_the_receipt(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira, shop = town.resident(1_000), town.shop()
    code = town.asks(shop, 600).code
    breaks_after_posting(monkeypatch)

    with pytest.raises(OperationalError):
        town.pays(samira, code)
    connection.close()
    receipt = town.pays(samira, code)

    assert (receipt.paid, receipt.balance_after) == (600, 400)
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (400, 600)
    assert verify_ledger("heerlen") == []


def test_in_another_town_too_and_the_agreement_is_used_once(
    town: Town, abroad: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira, code = town.resident(1_000), abroad.asks(abroad.shop(), 600).code
    breaks_after_posting(monkeypatch)

    with pytest.raises(OperationalError):
        town.pays(samira, code)
    connection.close()
    receipt = town.pays(samira, code)

    assert receipt.balance_after == town.balance(samira) == 400
    assert (town.owed_to(abroad), Agreement.objects.get().used) == (600, 600)


@contextmanager
def held_up(account: int) -> Iterator[None]:
    """Somebody else has locked an account of Heerlen."""
    with another_connection() as run:
        run("BEGIN")
        run("SELECT id FROM heerlen.currency_account WHERE id = %s FOR UPDATE", account)
        yield
        run("ROLLBACK")


def waits_for_a_lock(backend: int) -> bool:
    with another_connection() as run:
        return run(
            "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'",
            backend,
        ) == (1,)


def test_a_session_that_breaks_while_it_posts_leaves_nothing(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    code = town.asks(shop, 600).code
    backend: list[int] = []
    has_begun = threading.Event()

    def pay() -> object:
        backend.append(my_backend())
        has_begun.set()
        try:
            return town.pays(samira, code)
        except OperationalError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, held_up(town.account(shop, Pot.MERCHANT)):
        answer = pool.submit(pay)
        assert has_begun.wait(10)
        assert happens(lambda: waits_for_a_lock(backend[0]), 10)
        kill(backend[0])
        assert isinstance(answer.result(10), OperationalError)

    with town.here():
        assert not Transfer.objects.filter(kind="payment").exists()
    assert town.pays(samira, code).balance_after == 400


def test_a_payment_that_waits_too_long_moves_nothing_and_can_be_made_later(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    code = town.asks(shop, 600).code

    with held_up(town.account(shop, Pot.MERCHANT)), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 100")
        with pytest.raises(OperationalError, match="lock timeout"):
            town.pays(samira, code)

    with town.here():
        assert not Transfer.objects.filter(kind="payment").exists()
    assert town.pays(samira, code).balance_after == 400


def test_a_refusal_leaves_the_connection_good_for_the_next_payer(town: Town) -> None:
    samira, shop = town.resident(100), town.shop()

    with pytest.raises(errors.InsufficientBalance):
        town.pays(samira, town.asks(shop, 101).code)
    assert town.pays(samira, town.asks(shop, 100).code).balance_after == 0
    with town.here():
        assert Account.objects.get(id=town.account(samira, Pot.EARNED)).last_seq == 2
