"""Celery entry points of the currency; each runs in the tenant it was sent for."""

from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from currency.errors import NoRules
from currency.services import (
    alarms,
    book_checks,
    budgets,
    coin,
    contributions,
    cover_days,
    demurrage,
    end_notices,
    expiry,
    expiry_notices,
    holds,
    replays,
    seals,
)
from currency.services import wind_down as ending


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def lapse_holds() -> int:
    """Give back up to 500 holds whose term is over; returns how many. Beat calls it each minute."""
    return holds.lapse_holds(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=580, time_limit=600)
def replay_rules(replay_id: int) -> bool:
    """Replay a version of the rules that somebody asked for; whether it was done."""
    return replays.run_replay(replay_id=replay_id, clock=timezone.now)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def seal_days() -> int:
    """Seal the days that are over; returns how many. Beat calls it each night."""
    return seals.seal_days(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=560, time_limit=600)
def expire_coins() -> int:
    """Take what is past its last day; returns of how many accounts. Beat calls it each night."""
    return _unless_no_rules(expiry.expire_coins)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def tell_of_expiry() -> int:
    """Announce what will expire; returns how many were told. Beat calls it each morning."""
    return _unless_no_rules(expiry_notices.tell_of_expiry)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def keep_cover_days() -> int:
    """Keep the cover of the sealed days, and look at what is watched; returns how many days.

    Beat calls it each night after the seals.
    """
    kept = cover_days.keep_cover_days(now=timezone.now())
    alarms.watch_figures(now=timezone.now())
    return kept


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def watch_figures() -> int:
    """Look at what is watched; returns how many alarms are new. Beat calls it each hour."""
    return alarms.watch_figures(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=560, time_limit=600)
def take_demurrage() -> int:
    """Take what lay still last month; returns of how many accounts. Beat calls it on the first."""
    return _unless_no_rules(demurrage.take_demurrage)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def name_the_coin() -> bool:
    """Give the town the words of rules that came in force. Beat calls it every five minutes."""
    return coin.name_the_coin(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=3_400, time_limit=3_500)
def check_books(check_id: int) -> bool:
    """Check all the books, as somebody asked; returns whether it was still to be done."""
    return book_checks.run_book_check(check_id=check_id, clock=timezone.now)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def tell_of_the_end() -> int:
    """Tell all what of the coin ends; returns how many letters. Beat calls it each morning."""
    return end_notices.tell_of_the_end(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=560, time_limit=600)
def wind_down() -> int:
    """Empty what a coin that ended left; returns how many accounts. Beat calls it each night."""
    return _unless_no_rules(ending.wind_down)


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=60)
def return_budgets() -> int:
    """Take back what is left of budgets that are over; returns of how many. Each night by beat."""
    return budgets.return_budgets(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, soft_time_limit=280)
def pay_contributions() -> int:
    """Pay up to 500 contributions that are due; returns how many. Beat calls it each hour."""
    return contributions.pay_contributions(now=timezone.now())


def _unless_no_rules(act: Callable[..., int]) -> int:
    """A town whose first rules do not hold yet has nothing to do."""
    try:
        return act(now=timezone.now())
    except NoRules:
        return 0
