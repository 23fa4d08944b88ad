"""The draft's world on the first day of a replay: as the ledger had it then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.timezone import localdate

from currency.replay import reading
from currency.replay.ageing import Ageing
from currency.replay.days import Days
from currency.replay.reading import Opening, Window
from currency.replay.state import POTS, Books, Business, Party, Place, Resident
from currency.replay.terms import Terms

BUSINESS_POTS: Final = ("merchant", "organisation")
FEES: Final = "fees"


@dataclass(frozen=True)
class Start:
    """Where a replay begins: its transfers, and the moment before which everything is history."""

    window: Window
    since: datetime


def open_books(books: Books, start: Start, terms: Terms, days: Days, ageing: Ageing) -> None:
    """Fill the books: everybody, what they had when the window begins, and how old it was."""
    openings = reading.openings(start.window, [*POTS, *BUSINESS_POTS, FEES])
    holders: dict[object, Party] = {}
    for opening in openings:
        if opening.pot == FEES:
            books.fees = opening.account
            continue
        party = holders.get(opening.holder)
        if party is None:
            party = holders[opening.holder] = _party(opening, len(holders))
            _keep(books, party)
        books.places[opening.account] = _opened(party, opening)
    month = days.month(localdate(start.since).toordinal())
    for resident in books.residents:
        resident.month = month - 1
    _young_receipts(start, terms, books)
    _earned_this_year(start, terms, books)
    if ageing.is_needed:
        _ages(start, openings, books, ageing)


def _party(opening: Opening, number: int) -> Party:
    if opening.pot in POTS:
        return Resident(number)
    return Business(number, opening.kind, opening.category)


def _keep(books: Books, party: Party) -> None:
    if isinstance(party, Resident):
        books.residents.append(party)
    else:
        books.businesses.append(party)


def _opened(party: Party, opening: Opening) -> Place:
    """The place of an account; a shop's slots are one balance."""
    if isinstance(party, Business):
        party.balance += opening.balance
        return party, 0
    pot = POTS.index(opening.pot)
    party.balances[pot] += opening.balance
    return party, pot


def _young_receipts(start: Start, terms: Terms, books: Books) -> None:
    after = start.since - timedelta(days=terms.rules.redemption.holding_days)
    for account, transfer, at, amount in reading.young_before(start.window, after):
        party, _ = books.places[account]
        if isinstance(party, Business):
            party.young.append((transfer, at, amount))
            party.young_sum += amount


def _earned_this_year(start: Start, terms: Terms, books: Books) -> None:
    """What the law counts by calendar year began before the window."""
    if not terms.rules.volunteers.applies:
        return
    year = localdate(start.since).year
    new_year = _midnight(date(year, 1, 1))
    earned = reading.rewarded_cents_before(start.window, new_year, terms.coin_cents)
    for account, cents in earned.items():
        party, _ = books.places[account]
        if isinstance(party, Resident):
            party.earned[-year] = cents


def _ages(start: Start, openings: Sequence[Opening], books: Books, ageing: Ageing) -> None:
    """When what is in the pots came in, and the least they held in the month before."""
    until = localdate(start.since)
    month_before = _midnight((until.replace(day=1) - timedelta(days=1)).replace(day=1))
    expiring = [POTS[pot] for pot in ageing.expiring]
    received = reading.received_before(start.window, expiring, timezone.get_default_timezone_name())
    fading = [POTS[pot] for pot in ageing.fading]
    lowest = reading.lowest_between(start.window, fading, month_before, start.since)
    for opening in openings:
        party, pot = books.places.get(opening.account, (None, 0))
        if isinstance(party, Resident):
            account = opening.account
            ageing.begin(party, pot, received.get(account, ()), lowest.get(account))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), timezone.get_default_timezone())
