"""What residents get: rewards, gifts, and coins they buy with the bonus on them."""

from currency.replay import earning
from currency.replay.judge import Judge
from currency.replay.report import Effect
from currency.replay.rows import Moved
from currency.replay.state import Resident


class Incoming(Judge):
    """Judges what comes in, and lets it come or not."""

    def rewarded(self, moved: Moved) -> None:
        """A reward: refused, of another size, or as it was."""
        found = self._receiver(moved)
        if found is None:
            return
        resident, pot, amount, day, month = found
        judged = earning.judge_reward(self.terms, resident, amount, day, month)
        if not judged.amount:
            assert judged.rule is not None, "a reward is refused by a rule"
            self._refused(judged.rule, moved, amount, resident, day)
            return
        if judged.rule is not None:
            more = judged.amount - amount
            self.books.instead[moved.transfer] = judged.amount
            self.differs(Effect.EARNED, judged.rule, moved, more, resident, day)
            resident.loses(judged.rule, -more)
        earning.count_reward(self.terms, resident, judged.amount, month)
        self.add(resident, pot, moved, judged.amount, day)

    def given(self, moved: Moved) -> None:
        """A gift, from the municipality or from a list."""
        found = self._receiver(moved)
        if found is None:
            return
        resident, pot, amount, day, _ = found
        rule = earning.gift_rule(self.terms, resident, pot, amount, day)
        if rule is not None:
            self._refused(rule, moved, amount, resident, day)
            return
        self.add(resident, pot, moved, amount, day)

    def topped_up(self, moved: Moved) -> None:
        """Coins somebody bought; a bonus may follow as a transfer of its own."""
        found = self._receiver(moved)
        if found is None:
            return
        resident, pot, amount, day, month = found
        self._forgone_bonus(resident, moved.transfer, day)
        rule = earning.top_up_rule(self.terms, resident, amount, day, month)
        if rule is not None:
            resident.bonus_rule = rule
            self._refused(rule, moved, amount, resident, day)
            return
        resident.bought[month] = resident.bought.get(month, 0) + amount
        self.add(resident, pot, moved, amount, day)
        bonus, resident.bonus_rule = earning.bonus_for(self.terms, resident, amount, month)
        if bonus:
            resident.bonus[month] = resident.bonus.get(month, 0) + bonus
            resident.owed_bonus = bonus
            self.add(resident, pot, moved, bonus, day)

    def bonus(self, moved: Moved) -> None:
        """The bonus that was really given: the draft's own came with the top-up."""
        found = self._receiver(moved)
        if found is None:
            return
        resident, _, amount, day, _ = found
        more, resident.owed_bonus = resident.owed_bonus - amount, 0
        if more:
            rule = resident.bonus_rule or "top_up.bonus_bp"
            self.differs(Effect.EARNED, rule, moved, more, resident, day)
            resident.loses(rule, -more)

    def ends(self, day: int) -> None:
        """Bonuses of the draft that nobody really got."""
        for resident in self.books.residents:
            self._forgone_bonus(resident, 0, day)

    def _receiver(self, moved: Moved) -> tuple[Resident, int, int, int, int] | None:
        """Who received, in which pot, how much, on which day and in which month."""
        for account, amount in moved.legs:
            place = self.books.places.get(account) if amount > 0 else None
            if place is not None and isinstance(place[0], Resident):
                day = self.days.of(moved.at)
                self.today(place[0], day)
                return place[0], place[1], amount, day, self.days.month(day)
        self._as_it_was(moved)
        return None

    def _as_it_was(self, moved: Moved) -> None:
        """Nobody of the residents: a business got or gave it, and no rule of the draft is asked."""
        day = self.days.of(moved.at)
        for account, amount in moved.legs:
            place = self.books.places.get(account)
            if place is not None and amount > 0:
                self.add(*place, moved, amount, day)
            elif place is not None:
                self.take(*place, -amount)

    def _refused(self, rule: str, moved: Moved, amount: int, resident: Resident, day: int) -> None:
        self.books.refused[moved.transfer] = rule
        self.differs(Effect.REFUSED, rule, moved, amount, resident, day)
        resident.loses(rule, amount)

    def _forgone_bonus(self, resident: Resident, transfer: int, day: int) -> None:
        """The draft's bonus on an earlier top-up, where really none was given."""
        if resident.owed_bonus:
            self.findings.add(
                Effect.EARNED, resident.bonus_rule, transfer=transfer, day=day, kind="bonus",
                amount=resident.owed_bonus, party=resident.number,
            )  # fmt: skip
            resident.cause = resident.cause or resident.bonus_rule
            resident.owed_bonus = 0
