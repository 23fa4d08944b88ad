"""The ledger's model: two towns in plain Python, which say what each step must lead to.

A step answers the code of the refusal it must meet, or "" and then the books have changed.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

FUNDED, DEPOSITED = 900_000, 1_000_000
EARNED, GIFT = 2_000, 500  # what each resident begins with
PAYMENT_MAXIMUM, DAY_MAXIMUM, BALANCE_MAXIMUM = 1_000, 1_400, 3_000
CAP_PAYMENT, CAP_OUTSTANDING = 900, 1_500
RATE = (3, 2)  # the acceptor's minor units over the issuer's


@dataclass
class Purse:
    """What one resident has, and what they paid by day."""

    earned: int = EARNED
    gift: int = GIFT
    paid: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.earned + self.gift

    def take(self, amount: int) -> tuple[int, int]:
        """Gifts first; answers what each pot gave."""
        gift = min(self.gift, amount)
        self.gift -= gift
        self.earned -= amount - gift
        return gift, amount - gift


@dataclass
class Book:
    """One town: where its coins are, in minor units."""

    budget: int = FUNDED - 2 * (EARNED + GIFT)
    issued: int = FUNDED
    cover: int = DEPOSITED
    redeemed: int = 0
    clearing: int = 0
    payable: list[int] = field(default_factory=lambda: [0, 0])
    shops: list[int] = field(default_factory=lambda: [0, 0])
    purses: list[Purse] = field(default_factory=lambda: [Purse(), Purse()])
    holds: list[int] = field(default_factory=list)

    @property
    def free(self) -> int:
        return self.budget - sum(self.holds)

    @property
    def room(self) -> int:
        """Coins that may still be issued; those of another town are covered there."""
        coins = self.budget + sum(self.shops) + sum(purse.total for purse in self.purses)
        return max(0, self.cover - coins - self.clearing)

    @property
    def pots(self) -> Counter[str]:
        """What stands on all accounts of a purpose together."""
        return Counter({
            "issued": -self.issued, "programme": self.budget, "redeemed": self.redeemed,
            "earned": sum(purse.earned for purse in self.purses),
            "gift": sum(purse.gift for purse in self.purses),
            "merchant": sum(self.shops), "clearing": self.clearing,
            "bank": -DEPOSITED, "cover": self.cover, "payable": sum(self.payable),
        })  # fmt: skip

    def fund(self, amount: int) -> str:
        if amount > self.room:
            return "cover-too-small"
        self.budget += amount
        self.issued += amount
        return ""

    def hold(self, amount: int) -> str:
        if amount > self.free:
            return "insufficient-balance"
        self.holds.append(amount)
        return ""

    def reward(self, hold: int, resident: int, amount: int) -> str:
        if self.purses[resident].total + amount > BALANCE_MAXIMUM:
            return "balance-full"
        if amount > self.holds[hold]:
            return "hold-too-small"
        self.holds[hold] -= amount
        self.budget -= amount
        self.purses[resident].earned += amount
        return ""

    def reward_run(self, hold: int, amounts: list[int]) -> str:
        """Each resident gets their amount, but those whose balance would be full."""
        due = [
            0 if purse.total + amount > BALANCE_MAXIMUM else amount
            for purse, amount in zip(self.purses, amounts, strict=True)
        ]
        if sum(due) > self.holds[hold]:
            return "hold-too-small"
        self.holds[hold] -= sum(due)
        self.budget -= sum(due)
        for purse, amount in zip(self.purses, due, strict=True):
            purse.earned += amount
        return ""

    def redeem(self, shop: int, amount: int) -> str:
        if amount > self.shops[shop]:
            return "insufficient-balance"
        self.shops[shop] -= amount
        self.redeemed += amount
        self.cover -= amount
        self.payable[shop] += amount
        return ""


@dataclass
class Asked:
    """A payment request of a shop, or of a resident; `payer` once it is paid.

    `parts` (gift, earned) are what each pot gave, `back` what each got back since.
    """

    town: int
    payee: int
    amount: int
    code: str
    expires_at: datetime
    is_of_a_person: bool = False
    state: str = "open"
    payer: tuple[int, int] | None = None
    parts: tuple[int, int] = (0, 0)
    back: tuple[int, int] = (0, 0)
    day: str = ""
    is_reversed: bool = False


@dataclass
class Books:
    """Both towns, their agreements (by issuer) and everything that was asked."""

    towns: list[Book] = field(default_factory=lambda: [Book(), Book()])
    used: list[int] = field(default_factory=lambda: [0, 0])
    asked: list[Asked] = field(default_factory=list)

    def price(self, asked: Asked, home: int) -> int:
        """In the payer's coin, rounded up. The second town's rate is the first one's reverse."""
        if asked.town == home:
            return asked.amount
        numerator, denominator = RATE if home == 0 else RATE[::-1]
        return -(-asked.amount * denominator // numerator)

    def pay(self, asked: Asked, home: int, resident: int, now: datetime) -> str:
        """Somebody of a town pays; the same one again is no refusal and changes nothing."""
        if asked.payer == (home, resident):
            return ""
        refusal = self._refusal(asked, home, resident, now)
        if refusal:
            return refusal
        amount, purse, day = self.price(asked, home), self.towns[home].purses[resident], f"{now:%F}"
        asked.parts = purse.take(amount)
        purse.paid[day] = purse.paid.get(day, 0) + amount
        asked.state, asked.payer, asked.day = "paid", (home, resident), day
        self._receive(asked, asked.amount)
        if asked.town != home:
            self.used[home] += amount
            self.towns[home].clearing += amount
            self.towns[asked.town].clearing -= asked.amount
        return ""

    def _receive(self, asked: Asked, amount: int) -> None:
        """A negative amount goes back."""
        book = self.towns[asked.town]
        if asked.is_of_a_person:
            book.purses[asked.payee].earned += amount
        else:
            book.shops[asked.payee] += amount

    def _has(self, asked: Asked) -> int:
        book = self.towns[asked.town]
        return book.purses[asked.payee].earned if asked.is_of_a_person else book.shops[asked.payee]

    def _refusal(self, asked: Asked, home: int, resident: int, now: datetime) -> str:
        amount, purse = self.price(asked, home), self.towns[home].purses[resident]
        is_abroad = asked.town != home
        checks = {
            "request-paid": asked.state == "paid",
            "request-cancelled": asked.state == "cancelled",
            "request-expired": asked.expires_at <= now,
            "coins-not-accepted": is_abroad and asked.is_of_a_person,
            "paying-yourself": asked.is_of_a_person
            and (home, resident) == (asked.town, asked.payee),
            "agreement-payment-too-large": is_abroad and amount > CAP_PAYMENT,
            "agreement-cap-reached": is_abroad and self.used[home] + amount > CAP_OUTSTANDING,
            "amount-too-large": amount > PAYMENT_MAXIMUM,
            "receiver-full": asked.is_of_a_person
            and self.towns[asked.town].purses[asked.payee].total + amount > BALANCE_MAXIMUM,
            "insufficient-balance": amount > purse.total,
            "over-limit": purse.paid.get(f"{now:%F}", 0) + amount > DAY_MAXIMUM,
        }
        return next((code for code, holds in checks.items() if holds), "")

    def cancel(self, asked: Asked, now: datetime) -> str:
        if asked.state == "paid":
            return "request-paid"
        if asked.state == "open":
            if asked.expires_at <= now:
                return "request-expired"
            asked.state = "cancelled"
        return ""

    def reverse(self, asked: Asked) -> str:
        """A payment is given back as a whole; twice is once."""
        assert asked.payer is not None
        if asked.town != asked.payer[0]:
            return "not-reversible"
        if asked.is_reversed:
            return ""
        if sum(asked.back):
            return "partly-refunded"
        if self._has(asked) < asked.amount:
            return "refund-not-covered"
        self._give_back(asked, *asked.parts)
        asked.is_reversed = True
        return ""

    def refund(self, asked: Asked, amount: int) -> str:
        """A part of a payment is given back: first to what was drawn last."""
        assert asked.payer is not None
        if asked.town != asked.payer[0]:
            return "not-refundable"
        if amount > asked.amount - sum(asked.back):
            return "refund-too-large"
        if self._has(asked) < amount:
            return "refund-not-covered"
        earned = min(amount, asked.parts[1] - asked.back[1])
        self._give_back(asked, amount - earned, earned)
        return ""

    def _give_back(self, asked: Asked, gift: int, earned: int) -> None:
        assert asked.payer is not None
        home, resident = asked.payer
        self._receive(asked, -gift - earned)
        purse = self.towns[home].purses[resident]
        purse.gift += gift
        purse.earned += earned
        purse.paid[asked.day] -= gift + earned
        asked.back = (asked.back[0] + gift, asked.back[1] + earned)
