"""Ten thousand attempts to spend the same coins twice, on many connections: none succeeds."""

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any, NamedTuple

import pytest
from django.db import connection, connections

from currency.models import Account, PaymentRequest, Pot, Transfer
from currency.proof import verify_ledger
from tenants.errors import Refusal
from tenants.models import Tenant
from tenants.people.models import Party
from tests.cast import Town, people_a_town

ATTEMPTS, PAYERS = 10_000, 20
# Each payer has coins for so many payments, and is asked for more than that, again and again.
AFFORDED, ASKED, AMOUNT = 5, 25, 100
PROCESSES, THREADS = 3, 8
REFUSALS = {"insufficient-balance", "request-paid"}
_fork = multiprocessing.get_context("fork")


class Answer(NamedTuple):
    """Who tried which code, and the transfer or the refusal it came to."""

    payer: int
    code: str
    transfer: int | None
    refusal: str


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, committed."""
    return people_a_town(heerlen)


def attempts(payers: int, codes: Sequence[str]) -> list[tuple[int, str]]:
    """All that is tried, in order: a while everybody is at one payer's coins, then at the next."""
    chance, each = Random(7), ATTEMPTS // payers
    return [
        (payer, chance.choice(codes[payer * ASKED : (payer + 1) * ASKED]))
        for payer in range(payers)
        for _ in range(each)
    ]


def try_all(
    town: Town, payers: Sequence[Party], tries: Sequence[tuple[int, str]], answers: Any
) -> None:
    """One process: its threads, each on a connection of its own, take turns at the attempts."""

    def run(number: int) -> list[Answer]:
        try:
            return [attempt(payer, code) for payer, code in tries[number::THREADS]]
        finally:
            connection.close()

    def attempt(payer: int, code: str) -> Answer:
        try:
            return Answer(payer, code, town.pays(payers[payer], code).transfer_id, "")
        except Refusal as refusal:
            return Answer(payer, code, None, refusal.code)

    with ThreadPoolExecutor(THREADS) as pool:
        answers.put([answer for found in pool.map(run, range(THREADS)) for answer in found])


def at_once_in_processes(
    town: Town, payers: Sequence[Party], tries: Sequence[tuple[int, str]]
) -> list[Answer]:
    """Every attempt, by processes that share them."""
    connections.close_all()  # a connection must not be in two processes
    answers = _fork.Queue()
    processes = [
        _fork.Process(
            target=try_all, args=(town, payers, tries[number::PROCESSES], answers), daemon=True
        )
        for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    found = [answer for _ in processes for answer in answers.get(timeout=300)]
    for process in processes:
        process.join(20)
    return found


@pytest.mark.slow
def test_of_ten_thousand_attempts_to_spend_twice_none_succeeds(town: Town) -> None:
    payers = [town.resident(AFFORDED * AMOUNT) for _ in range(PAYERS)]
    shops = [town.shop() for _ in range(5)]
    codes = [town.asks(shops[number % 5], AMOUNT).code for number in range(PAYERS * ASKED)]

    answers = at_once_in_processes(town, payers, attempts(PAYERS, codes))

    assert len(answers) == ATTEMPTS
    assert {answer.refusal for answer in answers} <= {"", *REFUSALS}
    paid = {(answer.payer, answer.code): answer.transfer for answer in answers if answer.transfer}
    assert Counter(payer for payer, _ in paid) == dict.fromkeys(range(PAYERS), AFFORDED)
    assert len(set(paid.values())) == len(paid) == PAYERS * AFFORDED
    with town.here():
        transfers = Transfer.objects.filter(kind=Transfer.Kind.PAYMENT)
        assert set(transfers.values_list("id", flat=True)) == set(paid.values())
        assert PaymentRequest.objects.filter(state="paid").count() == len(paid)
        shops_have = Account.objects.filter(pot=Pot.MERCHANT).values_list("balance", flat=True)
        assert sum(shops_have) == PAYERS * AFFORDED * AMOUNT
    assert [town.balance(payer) for payer in payers] == [0] * PAYERS
    assert verify_ledger("heerlen") == []
