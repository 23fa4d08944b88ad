"""What the draft's world looks like while a replay runs: residents and businesses, in numbers.

It begins as the ledger was and follows the draft from there: a refused payment leaves the coins
with who wanted to pay.
"""

from collections import deque
from typing import Final

# A pot by its number, in every list of four.
POTS: Final = ("earned", "topped-up", "gift", "emergency")
EARNED, TOPPED_UP = 0, 1
# Counters of days lie under the day, those of months under minus the month; a pot's own further on.
A_POT: Final = 1 << 24
# A day: that on which coins are good for the last time; and all that came in up to those coins.
Lot = tuple[int, int]


class Holder:
    """Somebody who has coins: by which rules they have less than they really had, and how much.

    `cause` is the rule that first made a difference to them, in either direction. `used` are the
    draft's counters of paying.
    """

    __slots__ = ("cause", "lost", "number", "used")

    def __init__(self, number: int) -> None:
        self.number = number
        self.cause: str | None = None
        self.lost: dict[str, int] = {}
        self.used: dict[int, int] = {}

    def loses(self, rule: str, amount: int) -> None:
        """By this rule they have so much less; below zero: more."""
        self.lost[rule] = self.lost.get(rule, 0) + amount

    @property
    def worst(self) -> str | None:
        """The rule by which they miss most; None where they miss nothing."""
        rule = max(self.lost, key=self.lost.__getitem__, default=None)
        return rule if rule is not None and self.lost[rule] > 0 else None


class Resident(Holder):
    """One person: what each pot holds, what the draft counts, and how old the coins are.

    `earned` are cents by month (and by minus the year); `bought` and `bonus` minor units topped up
    and got on top by month; `owed_bonus` is the draft's bonus that was not compared yet and
    `bonus_rule` what decides about it. `lots` and `received` tell the age of coins in a pot,
    `lowest` the least it held this month. `taken` is what the draft took by age or by lying still,
    less what was really taken.
    """

    __slots__ = (
        "balances", "bonus", "bonus_rule", "bought", "earned", "lots", "lowest", "month",
        "owed_bonus", "received", "taken",
    )  # fmt: skip

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.balances = [0, 0, 0, 0]
        self.earned: dict[int, int] = {}
        self.bought: dict[int, int] = {}
        self.bonus: dict[int, int] = {}
        self.owed_bonus = 0
        self.bonus_rule = ""
        self.lots: list[deque[Lot]] = [deque(), deque(), deque(), deque()]
        self.received = [0, 0, 0, 0]
        self.lowest = [0, 0, 0, 0]
        self.month = 0
        self.taken: dict[str, int] = {}


class Business(Holder):
    """A shop or an organisation: what it has, and which receipts are still too young to redeem.

    `young` are receipts as (transfer, moment, minor units), the oldest first, `young_sum` what they
    make together less what was given back of them (`given_back`, by transfer). `late` is the rule
    that left coins with the shop for a later redemption.
    """

    __slots__ = ("balance", "category", "given_back", "kind", "late", "young", "young_sum")

    def __init__(self, number: int, kind: str, category: str) -> None:
        super().__init__(number)
        self.kind = kind
        self.category = category
        self.balance = 0
        self.late: str | None = None
        self.young: deque[tuple[int, int, int]] = deque()
        self.young_sum = 0
        self.given_back: dict[int, int] = {}

    def receives(self, transfer: int, at: int, amount: int) -> None:
        """Coins come in; they age from here."""
        self.balance += amount
        self.young.append((transfer, at, amount))
        self.young_sum += amount

    def gives_back(self, transfer: int, amount: int) -> None:
        """Of an earlier receipt a part, or all, goes back; what is young is that much less."""
        self.balance -= amount
        if self.young and transfer >= self.young[0][0]:
            self.given_back[transfer] = self.given_back.get(transfer, 0) + amount
            self.young_sum -= amount

    def grown_up(self, cut_off: int) -> int:
        """What came in up to a moment and is still here. Minor units."""
        young = self.young
        while young and young[0][1] <= cut_off:
            transfer, _, amount = young.popleft()
            self.young_sum -= amount - self.given_back.pop(transfer, 0)
        return max(0, self.balance - self.young_sum)


Party = Resident | Business
# Whose an account is, and which of their pots.
Place = tuple[Party, int]


class Books:
    """Everybody by their accounts, and what became of transfers that went otherwise.

    `refused` are transfers that did not happen under the draft, `instead` how much was moved in the
    place of a reward, `split` what each pot gave in the place of what it really gave.
    """

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self.residents: list[Resident] = []
        self.businesses: list[Business] = []
        self.fees: int | None = None
        self.refused: dict[int, str] = {}
        self.instead: dict[int, int] = {}
        self.split: dict[int, list[tuple[int, int]]] = {}
