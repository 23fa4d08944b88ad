"""Lists of who gets coins: those that were put forward, and what a list would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import Lower

from currency.hand_out_list import ListLine, WrongLine, read_list, wrong
from currency.models import Account, HandOut, HandOutLine, Pot
from currency.queries.accounts import PERSONAL_POTS
from currency.queries.rules import rules_in_force
from currency.rules.document import Rules
from tenants.people.models import Person

GIVEN_POTS: Final = (Pot.GIFT, Pot.EMERGENCY)
MOST_NUMBER: Final = 2**63 - 1


@dataclass(frozen=True)
class CheckedLine:
    """A line of a list with the person it means. Minor units."""

    number: int
    person: Person
    amount: int


@dataclass(frozen=True)
class CheckedList:
    """What a list would do: every line that is right, every line that is wrong, the sum."""

    lines: Sequence[CheckedLine]
    wrong: Sequence[WrongLine]

    @property
    def total(self) -> int:
        """Minor units of the lines that are right."""
        return sum(line.amount for line in self.lines)


def hand_outs() -> QuerySet[HandOut]:
    """All lists that were put forward, the newest first."""
    return HandOut.objects.select_related("programme").order_by("-proposed_at", "-id")


def lines_of(hand_out: HandOut) -> QuerySet[HandOutLine]:
    """The lines of a list with who they are for, in the order of the list."""
    return hand_out.lines.select_related("party__person").order_by("number")


def line_of_transfer(transfer_id: int) -> HandOutLine:
    """The line that a transfer of a list stands for, with the person. Raises DoesNotExist."""
    return HandOutLine.objects.select_related("hand_out", "party__person").get(
        transfer_id=transfer_id
    )


def checked_list(*, raw: bytes, pot: Pot, giver: UUID, at: datetime) -> CheckedList:
    """Judge a list without doing anything. Four queries, however long it is.

    Raises ListUnreadable, NoRules.
    """
    read, faults = read_list(raw)
    rules = rules_in_force(at).rules
    people = _people(line.who for line in read)
    balances = balances_of([person.party_id for person in people.values()])
    seen: set[UUID] = set()
    right: list[CheckedLine] = []
    for line in read:
        person = people.get(line.who.lower())
        code = _fault(line, person, giver, seen, balances, rules, pot)
        if code or person is None:
            faults.append(wrong(line.number, code))
        else:
            seen.add(person.party_id)
            right.append(CheckedLine(line.number, person, line.amount))
    return CheckedList(right, sorted(faults, key=lambda fault: fault.number))


def balances_of(parties: Iterable[UUID]) -> Mapping[UUID, Mapping[str, int]]:
    """What each party has in each personal pot, in minor units."""
    rows = (
        Account.objects.filter(holder_id__in=list(parties), pot__in=PERSONAL_POTS)
        .values_list("holder_id", "pot")
        .annotate(total=Sum("balance"))
    )
    found: dict[UUID, dict[str, int]] = {}
    for holder, pot, total in rows:
        found.setdefault(holder, {})[pot] = total
    return found


def too_full(has: Mapping[str, int], amount: int, rules: Rules, pot: Pot) -> str:
    """Why this much more would be too much for somebody: "balance-full", "pot-full" or ""."""
    if sum(has.values()) + amount > rules.pots.maximum_balance:
        return "balance-full"
    own = rules.pots.of(pot).maximum_balance
    return "pot-full" if own is not None and has.get(pot, 0) + amount > own else ""


def _fault(
    line: ListLine, person: Person | None, giver: UUID, seen: set[UUID],
    balances: Mapping[UUID, Mapping[str, int]], rules: Rules, pot: Pot,
) -> str:  # fmt: skip
    if person is None:
        return "unknown-person"
    if person.party_id in seen:
        return "twice"
    if person.party_id == giver:
        return "self"
    return too_full(balances.get(person.party_id, {}), line.amount, rules, pot)


def _people(words: Iterable[str]) -> dict[str, Person]:
    """Active people by what a list calls them, in lower case: a mail address or a number."""
    asked = {word.lower() for word in words}
    numbers = {
        int(word) for word in asked
        if word.isascii() and word.isdigit() and int(word) <= MOST_NUMBER
    }  # fmt: skip
    everybody = Person.objects.filter(is_active=True).annotate(mail=Lower("email"))
    found = {person.email.lower(): person for person in everybody.filter(mail__in=asked)}
    for person in everybody.filter(id__in=numbers):
        found[str(person.id)] = person
    return {word: found[word] for word in asked if word in found}
