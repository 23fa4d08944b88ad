"""Payments out of a resident's pots, or out of a business, at home and abroad."""

from currency.replay import paying
from currency.replay.judge import Judge
from currency.replay.paying import Part
from currency.replay.report import Effect
from currency.replay.rows import Moved
from currency.replay.state import Party, Resident


class Outgoing(Judge):
    """Judges payments, and lets them happen or not."""

    def paid(self, moved: Moved) -> None:
        """A payment: refused, short, or made, perhaps out of other pots."""
        places = self.books.places
        payer: Party | None = None
        payee: Party | None = None
        payee_pot = 0
        parts: list[Part] = []
        for account, amount in moved.legs:
            place = places.get(account)
            if place is None:
                continue
            if amount < 0:
                payer, pot = place
                parts.append((pot, -amount))
            else:
                payee, payee_pot = place
        if payer is None:
            return
        day = self.days.of(moved.at)
        self.today(payer, day)
        given = self._judged(moved, payer, payee, parts, day)
        if given is None:
            self._misses(payee, moved)
            return
        paying.count(self.terms, payer, moved.amount, given, day, self.days.month(day))
        for pot, part in given:
            self.take(payer, pot, part)
        if payee is not None:
            self.today(payee, day)
            self.add(payee, payee_pot, moved, moved.amount, day)

    def _judged(
        self, moved: Moved, payer: Party, payee: Party | None, parts: list[Part], day: int
    ) -> list[Part] | None:
        """What each pot gives under the draft; None where the payment is not made."""
        terms, amount, month = self.terms, moved.amount, self.days.month(day)
        rule = paying.refusing_rule(terms, moved.kind, payer, payee, amount, day)
        if rule is not None:
            self._not_made(Effect.REFUSED, rule, moved, payer, day)
            return None
        if isinstance(payer, Resident):
            given, held_back = paying.spread(terms, payer, amount, payee, day, month)
            short = amount - sum([part for _, part in given])
        else:
            given, held_back = parts, None
            short = max(0, amount - payer.balance)
        if short:
            made = self._short(moved, payer, parts, held_back, day)
            if made is None:
                return None
            given = made
        rule = paying.counted_rule(terms, payer, amount, day, month)
        if rule is not None:
            self._not_made(Effect.REFUSED, rule, moved, payer, day)
            return None
        if len(given) > 1 or given != parts:
            self._compare(moved, payer, parts, given, held_back, day)
        return given

    def _short(
        self, moved: Moved, payer: Party, parts: list[Part], held_back: str | None, day: int
    ) -> list[Part] | None:
        """Too little: a rule keeps coins back, or took them earlier.

        Where neither did, the ledger knew coins that the replay does not; it was paid as it was.
        """
        if held_back is not None:
            self._not_made(Effect.REFUSED, held_back, moved, payer, day)
            return None
        if isinstance(payer, Resident) and sum(payer.balances) >= moved.amount:
            self._not_made(Effect.REFUSED, "pots.order", moved, payer, day)
            return None
        if payer.worst is not None:
            self._not_made(Effect.SHORT, payer.worst, moved, payer, day)
            return None
        return parts

    def _not_made(self, effect: Effect, rule: str, moved: Moved, payer: Party, day: int) -> None:
        self.books.refused[moved.transfer] = rule
        self.differs(effect, rule, moved, moved.amount, payer, day)
        payer.loses(rule, -moved.amount)

    def _misses(self, payee: Party | None, moved: Moved) -> None:
        """Who would have received the payment does not."""
        if payee is not None:
            rule = self.books.refused[moved.transfer]
            payee.cause = payee.cause or rule
            payee.loses(rule, moved.amount)

    def _compare(
        self, moved: Moved, payer: Party, parts: list[Part], given: list[Part],
        held_back: str | None, day: int,
    ) -> None:  # fmt: skip
        """Paid, but perhaps out of other pots than it really was."""
        really = dict(parts)
        elsewhere = sum([max(0, part - really.get(pot, 0)) for pot, part in given])
        if not elsewhere:
            return
        self.books.split[moved.transfer] = given
        rule = held_back or payer.cause or "pots.order"
        self.differs(Effect.OTHER_POT, rule, moved, elsewhere, payer, day)
