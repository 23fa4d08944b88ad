"""The database refuses what no service does: constraints and triggers, met directly."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from currency.models import (
    Account,
    Counter,
    Entry,
    Hold,
    PaymentRequest,
    Pot,
    Programme,
    RuleSet,
    Transfer,
)
from currency.services.holds import place_hold
from tenants.models import Tenant
from tenants.schema import look_at, look_at_public
from tests.cast import NOW, Town, judge_now


def refused(name: str, act: Callable[[], object]) -> None:
    """The act meets the constraint or trigger of this name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def delete(model: type[Model]) -> None:
    """DELETE as somebody with psql would: past Django's own protection."""
    model._default_manager.all()._raw_delete("default")


def run(statement: str) -> None:
    """A statement past the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def moved(town: Town) -> Transfer:
    """A transfer between two residents."""
    source = town.account(town.resident(500), Pot.EARNED)
    return town.move(source, town.account(town.resident(), Pot.EARNED), 100)


@pytest.mark.parametrize("change", [{"kind": "reward"}, {"facts": {}}, {"actor": None}])
def test_a_transfer_never_changes(moved: Transfer, change: dict[str, object]) -> None:
    refused("append-only", lambda: Transfer.objects.filter(id=moved.id).update(**change))


@pytest.mark.parametrize("change", [{"amount": 1}, {"balance_after": 1}, {"seq": 99}])
def test_an_entry_never_changes(moved: Transfer, change: dict[str, object]) -> None:
    refused("append-only", lambda: Entry.objects.filter(transfer=moved).update(**change))


@pytest.mark.parametrize("model", [Entry, Transfer])
def test_nothing_is_taken_out_of_the_ledger(moved: Transfer, model: type[Model]) -> None:
    judge_now()  # a table with something to be judged at commit cannot be emptied anyway

    refused("append-only", lambda: delete(model))
    refused("append-only", lambda: run(f"TRUNCATE {model._meta.db_table} CASCADE"))


def add_entry(transfer: Transfer, amount: int) -> None:
    """An entry past the posting function, with a number that is free."""
    account = Account.objects.get(id=transfer.entries.order_by("amount")[0].account_id)
    Entry.objects.create(
        account=account, seq=account.last_seq + 1, transfer=transfer, amount=amount,
        balance_after=account.balance + amount,
    )  # fmt: skip


def test_an_entry_that_unbalances_its_transfer_is_refused_at_commit(moved: Transfer) -> None:
    def act() -> None:
        add_entry(moved, 1)
        judge_now()

    refused("does not sum to zero", act)


def test_it_is_refused_also_when_another_tenant_is_looked_at_by_then(
    moved: Transfer, sittard_geleen: Tenant
) -> None:
    def act() -> None:
        add_entry(moved, 1)
        look_at(sittard_geleen)
        judge_now()

    refused("does not sum to zero", act)


def test_it_is_refused_also_when_public_is_looked_at_by_then(moved: Transfer) -> None:
    def act() -> None:
        add_entry(moved, -1)
        look_at_public()
        judge_now()

    refused("does not sum to zero", act)


def test_an_entry_moves_something(moved: Transfer) -> None:
    refused("entry_moves_something", lambda: add_entry(moved, 0))


def test_an_account_keeps_what_is_held_and_its_floor(town: Town) -> None:
    account = Account.objects.filter(id=town.account(town.resident(500), Pot.EARNED))

    refused("account_covers_its_floor", lambda: account.update(balance=-1))
    refused("account_covers_its_floor", lambda: account.update(held=501))
    refused("account_covers_its_floor", lambda: account.update(floor=501))
    refused("account_held_not_negative", lambda: account.update(held=-1))


def test_accounts_without_a_floor_may_go_below_zero(town: Town) -> None:
    issued = Account.objects.get(id=town.account(None, Pot.ISSUED))

    assert issued.floor is None
    assert issued.balance == -900_000


def test_there_is_one_account_for_a_holder_and_a_purpose(town: Town) -> None:
    samira = town.resident(500)

    refused("account_one_per_pot", lambda: Account.objects.create(holder=samira, pot=Pot.EARNED))


def test_a_key_stands_once(moved: Transfer) -> None:
    refused(
        "currency_transfer_key",
        lambda: Transfer.objects.create(key=moved.key, digest=b"x", kind="gift", at=NOW),
    )


def test_a_transfer_is_reversed_once(moved: Transfer) -> None:
    def reverse() -> None:
        Transfer.objects.create(key=uuid4(), digest=b"x", kind="reversal", at=NOW, reverses=moved)

    reverse()
    refused("currency_transfer_reverses_id", reverse)


def test_a_hold_is_positive_and_never_given_out_twice(town: Town) -> None:
    placed = place_hold(
        key=uuid4(), account_id=town.account(town.resident(500), Pot.EARNED), amount=300, at=NOW
    )
    hold = Hold.objects.filter(id=placed.id)

    refused("hold_amount_positive", lambda: hold.update(amount=0))
    refused("hold_never_over_captured", lambda: hold.update(captured=200, released=101))
    refused("hold_never_over_captured", lambda: hold.update(captured=-1))
    refused("hold_never_over_captured", lambda: hold.update(released=-1))
    refused("hold_closed_when_empty", lambda: hold.update(state="closed", captured=299))


def test_approved_rules_are_final(town: Town) -> None:
    version = RuleSet.objects.filter(id=town.rules().id)

    refused("append-only", lambda: version.update(document={}))
    refused("append-only", lambda: version.update(starts_at=NOW))
    refused("append-only", lambda: version.update(state="draft"))
    refused("append-only", lambda: version._raw_delete("default"))


def test_rules_need_another_person_and_a_start(town: Town) -> None:
    one = uuid4()
    proposed = RuleSet.objects.create(version=9, document={}, state="proposed", proposed_by=one)
    version = RuleSet.objects.filter(id=proposed.id)

    refused("rules_approved_by_another", lambda: version.update(approved_by=one))
    refused("rules_approved_with_start", lambda: version.update(state="approved", starts_at=NOW))
    refused(
        "rules_approved_with_start", lambda: version.update(state="approved", approved_by=uuid4())
    )
    refused("currency_ruleset_version", lambda: RuleSet.objects.create(version=9, document={}))


def test_a_request_is_paid_exactly_with_a_transfer(town: Town, moved: Transfer) -> None:
    request = PaymentRequest.objects.filter(id=town.asks(town.shop(), 100).id)

    refused("request_paid_by_a_transfer", lambda: request.update(state="paid"))
    refused("request_paid_by_a_transfer", lambda: request.update(transfer=moved))
    refused("request_paid_by_a_transfer", lambda: request.update(state="cancelled", transfer=moved))


def test_a_request_asks_something_for_some_time(town: Town) -> None:
    request = PaymentRequest.objects.filter(id=town.asks(town.shop(), 100).id)

    refused("request_amount_positive", lambda: request.update(amount=0))
    refused("request_expires_later", lambda: request.update(expires_at=NOW))
    refused("request_expires_later", lambda: request.update(expires_at=NOW - timedelta(days=1)))


def test_a_transfer_pays_one_request(town: Town, moved: Transfer) -> None:
    shop = town.shop()
    one, other = (PaymentRequest.objects.filter(id=town.asks(shop, 100).id) for _ in range(2))
    one.update(state="paid", transfer=moved)

    refused("currency_paymentrequest_transfer", lambda: other.update(state="paid", transfer=moved))


def test_a_counter_counts_upward_from_zero_and_once_a_period(town: Town) -> None:
    day = {"name": "per-day", "subject": "x", "period": "2026-11-24"}
    Counter.objects.create(**day, used=5)

    refused("counter_not_negative", lambda: Counter.objects.update(used=-1))
    refused("counter_one_per_period", lambda: Counter.objects.create(**day))


def test_a_programme_ends_after_its_start_and_has_a_name_of_its_own(town: Town) -> None:
    programme = Programme.objects.filter(id=town.programme.id)

    refused(
        "programme_ends_after_start",
        lambda: programme.update(starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 1)),
    )
    refused(
        "currency_programme_name",
        lambda: Programme.objects.create(
            party=town.resident(), name=town.programme.name, starts_on=date(2026, 1, 1),
            ends_on=date(2027, 1, 1),
        ),
    )  # fmt: skip
