"""Paying the same amount every week or month, until it ends or is stopped.

A day's payment is a payment request in the payer's name that is paid at once: it meets the same
rules as any other, is in the statement and can be given back. Its key is the contribution and the
day, so a job that runs twice pays once. A payment that meets a refusal is skipped and told; after
three in a row the contribution stops and says so.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from currency import queries
from currency.errors import KeyReused, PeriodInvalid
from currency.keys import key_for
from currency.models import Contribution
from currency.paying_errors import (
    ContributionDayPast,
    ContributionExists,
    ContributionUnknown,
    PayingYourself,
)
from currency.rules import spending, verdicts
from currency.rules.rhythm import due_after
from currency.services.payments import pay
from currency.services.requests import request_payment
from tenants.errors import Refusal
from tenants.people.models import Party
from tenants.trail.services import audit, tell

MISSED_IN_A_ROW: Final = 3
PAID_AT_ONCE: Final = timedelta(hours=1)


@transaction.atomic
def start_contribution(
    *, key: UUID, payer: Party, payee: Party, amount: int, rhythm: str, starts_on: date,
    ends_on: date | None, at: datetime, description: str = "",
) -> Contribution:  # fmt: skip
    """From `starts_on` on `amount` minor units each week or month, `ends_on` included.

    The same key answers the same contribution. Raises KeyReused, NoRules, PayingYourself,
    ContributionDayPast, PeriodInvalid, MayNotPay and its kinds, AmountNotPositive,
    AmountTooLarge, ContributionExists.
    """
    terms: dict[str, Any] = {
        "payer": payer, "payee": payee, "amount": amount, "rhythm": rhythm,
        "starts_on": starts_on, "ends_on": ends_on, "description": description.strip()[:140],
    }  # fmt: skip
    if earlier := _earlier(key, terms):
        return earlier
    rules = queries.rules_in_force(at).rules
    if payer == payee:
        raise PayingYourself
    _refuse_unless_days(starts_on, ends_on, localdate(at))
    spending.refuse_unless_may_pay(rules, payer.kind, payee.kind)
    verdicts.refuse_unless_amount(amount, maximum=rules.payments.maximum)
    try:
        with transaction.atomic():
            made = Contribution.objects.create(key=key, next_on=starts_on, **terms)
    except IntegrityError as error:
        # Either the same was sent twice at once, or there is one already.
        if earlier := _earlier(key, terms):
            return earlier
        raise ContributionExists from error
    audit(verb="start-contribution", thing="contribution", thing_id=made.id, actor=payer.id,
          amount=amount)  # fmt: skip
    return made


@transaction.atomic
def stop_contribution(*, contribution_id: int, payer: Party, at: datetime) -> Contribution:
    """The payer stops it; twice is once. Raises ContributionUnknown."""
    found = Contribution.objects.select_for_update().filter(id=contribution_id, payer=payer).first()
    if found is None:
        raise ContributionUnknown
    if found.next_on is not None:
        _end(found, at)
        audit(verb="stop-contribution", thing="contribution", thing_id=found.id, actor=payer.id)
    return found


@transaction.atomic
def end_contributions_to(*, payee: Party, at: datetime) -> int:
    """Stop all that is paid to somebody who is no longer there; their payers get a letter."""
    running = Contribution.objects.select_for_update().filter(payee=payee, next_on__isnull=False)
    ended = list(running.order_by("id"))
    for found in ended:
        _end(found, at)
        tell("contribution.ended", contribution=found.id, reason="payee-stopped")
    return len(ended)


def pay_contributions(*, now: datetime, limit: int = 500) -> int:
    """Pay up to `limit` contributions that are due; returns how many were paid or skipped.

    Of what fell due while nobody ran this one day is paid a run. Safe to run twice, and at once.
    """
    today = localdate(now)
    due = list(
        Contribution.objects.filter(next_on__lte=today, payer__person__is_active=True)
        .order_by("next_on", "id")
        .values_list("id", flat=True)[:limit]
    )
    return sum(_pay_one(contribution_id, now, today) for contribution_id in due)


def _earlier(key: UUID, terms: Mapping[str, object]) -> Contribution | None:
    """What this key made before. Raises KeyReused when it asked something else."""
    found = Contribution.objects.filter(key=key).select_related("payer", "payee").first()
    if found and any(getattr(found, name) != value for name, value in terms.items()):
        raise KeyReused
    return found


@transaction.atomic
def _pay_one(contribution_id: int, now: datetime, today: date) -> bool:
    found = (
        Contribution.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("payer", "payee")
        .filter(id=contribution_id, next_on__lte=today)
        .first()
    )
    if found is None or found.next_on is None:
        return False
    try:
        with transaction.atomic():
            _pay_day(found, found.next_on, now)
    except Refusal as refusal:
        _miss(found, refusal, now)
    else:
        found.missed = 0
    _move_on(found, now)
    return True


def _pay_day(found: Contribution, day: date, now: datetime) -> None:
    asked = request_payment(
        key=key_for("contribution", found.id, day.isoformat()),
        payee=found.payee,
        payer=found.payer,
        amount=found.amount,
        desk="",
        actor=found.payer_id,
        at=now,
        description=found.description,
        lifetime=PAID_AT_ONCE,
    )
    pay(code=asked.code, payer=found.payer, at=now)


def _miss(found: Contribution, refusal: Refusal, now: datetime) -> None:
    found.missed += 1
    if found.missed >= MISSED_IN_A_ROW:
        found.stopped_at = now
    kind = "contribution.ended" if found.stopped_at else "contribution.missed"
    tell(kind, contribution=found.id, reason=refusal.code)


def _move_on(found: Contribution, now: datetime) -> None:
    """To the next day, or to the end."""
    assert found.next_on is not None, "it was due"
    following = due_after(found.next_on, starts_on=found.starts_on, rhythm=found.rhythm)
    is_over = found.stopped_at or (found.ends_on is not None and following > found.ends_on)
    found.next_on = None if is_over else following
    found.save(update_fields=["missed", "next_on", "stopped_at"])


def _end(found: Contribution, at: datetime) -> None:
    found.next_on, found.stopped_at = None, at
    found.save(update_fields=["next_on", "stopped_at"])


def _refuse_unless_days(starts_on: date, ends_on: date | None, today: date) -> None:
    if starts_on < today:
        raise ContributionDayPast(field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise PeriodInvalid(field="ends_on")
