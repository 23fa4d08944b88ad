"""Sealed days: chained, made once, and any change to a sealed day is found, also by a stranger."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from currency.models import DaySeal
from currency.proof import SEALED, verify_ledger
from currency.seals import NOTHING_BEFORE, Content, broken_seal, days_to_seal, seal_of
from currency.services.seals import seal_days
from tenants.models import Tenant
from tenants.schema import looking_at
from tests.cast import Town, judge_now

SCRIPT = Path(__file__).parents[2] / "docs/operations/check_chain.py"


@pytest.fixture
def sealed(town: Town) -> Town:
    """A town with a payment, whose day and the two after it are sealed."""
    town.pays(town.resident(5_000), town.asks(town.shop(), 700).code)
    assert seal_days(now=timezone.now() + timedelta(days=3)) >= 3
    return town


def tampered(statement: str, table: str) -> str | None:
    """What the proof finds after the owner of the tables changed a row past every guard."""
    judge_now()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        assert cursor.rowcount >= 1, "the tampering hit something"
    return {found.promise: found.row for found in verify_ledger("heerlen")}.get(SEALED)


def checked(tmp_path: Path, *chains: list[dict[str, object]]) -> tuple[int, str]:
    """How the stand-alone script ends on these chains, and what it says."""
    files = []
    for number, chain in enumerate(chains):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps({"seals": chain}))
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, *files], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


def test_each_seal_follows_from_the_one_before_it(sealed: Town) -> None:
    previous = NOTHING_BEFORE
    for seal in DaySeal.objects.order_by("day"):
        content = Content(seal.transfers, seal.entries, bytes(seal.content))
        assert bytes(seal.previous) == previous
        previous = seal_of(previous=previous, day=seal.day, content=content)
        assert bytes(seal.digest) == previous
    assert broken_seal() is None


def test_the_day_that_still_runs_is_not_sealed(town: Town) -> None:
    town.resident(100)
    assert timezone.localdate() not in days_to_seal(timezone.now())
    assert timezone.localdate() in days_to_seal(timezone.now() + timedelta(days=1))


def test_sealing_twice_seals_once(sealed: Town) -> None:
    before = DaySeal.objects.count()
    assert seal_days(now=timezone.now() + timedelta(days=3)) == 0
    assert DaySeal.objects.count() == before


def test_a_day_without_transfers_is_sealed_too(sealed: Town) -> None:
    last = DaySeal.objects.latest("day")
    assert (last.transfers, last.entries) == (0, 0)


def test_a_ledger_without_transfers_has_nothing_to_seal(heerlen: Tenant) -> None:
    with looking_at(heerlen.schema_name):
        assert seal_days(now=timezone.now() + timedelta(days=3)) == 0
        assert broken_seal() is None


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE currency_transfer SET facts = '{\"x\": 1}'", "currency_transfer"),
        ("UPDATE currency_transfer SET actor = NULL WHERE actor IS NOT NULL", "currency_transfer"),
        ("UPDATE currency_transfer SET posted_at = now() + interval '2 days'", "currency_transfer"),
        ("UPDATE currency_entry SET amount = amount * 2", "currency_entry"),
        ("UPDATE currency_dayseal SET transfers = transfers + 1", "currency_dayseal"),
        ("UPDATE currency_dayseal SET content = sha256(content)", "currency_dayseal"),
        ("DELETE FROM currency_dayseal WHERE day = current_date + 1", "currency_dayseal"),
    ],
)
def test_a_change_to_a_sealed_day_is_found(sealed: Town, statement: str, table: str) -> None:
    assert tampered(statement, table) is not None


@pytest.mark.parametrize(
    "verb",
    [
        "UPDATE currency_dayseal SET entries = 0",
        "DELETE FROM currency_dayseal",
        "TRUNCATE currency_dayseal",
    ],
)
def test_a_seal_cannot_be_changed(sealed: Town, verb: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_the_published_chain_is_checked_without_the_house(
    sealed: Town, client_for: Callable[..., Client], tmp_path: Path
) -> None:
    chain = client_for("heerlen.localhost").get("/api/v1/seals").json()["seals"]
    assert checked(tmp_path, chain, chain[:-1]) == (0, f"OK: {len(chain)} days")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda chain: chain[0].update(entries=1), "does not follow"),
        (lambda chain: chain[-1].update(content="00" * 32), "does not follow"),
        (lambda chain: chain.pop(1), "is missing"),
    ],
)
def test_the_script_finds_a_chain_that_was_changed(
    sealed: Town, client_for: Callable[..., Client], tmp_path: Path,
    change: Callable[[list[dict[str, object]]], object], says: str,
) -> None:  # fmt: skip
    chain = client_for("heerlen.localhost").get("/api/v1/seals").json()["seals"]
    change(chain)
    code, told = checked(tmp_path, chain)
    assert (code, says in told) == (1, True), told


def test_the_script_finds_a_chain_that_was_made_anew(
    sealed: Town, client_for: Callable[..., Client], tmp_path: Path
) -> None:
    chain = client_for("heerlen.localhost").get("/api/v1/seals").json()["seals"]
    kept = [{**seal, "digest": "11" * 32} for seal in chain]
    code, told = checked(tmp_path, chain, kept)
    assert (code, "kept copy" in told) == (1, True), told
