"""What businesses get: coins of other towns' residents, and euros for their coins."""

from currency.replay.judge import Judge
from currency.replay.redeeming import judge_redemption
from currency.replay.report import Effect
from currency.replay.rows import Moved
from currency.replay.state import Business


class Shops(Judge):
    """Judges receipts from abroad and redemptions."""

    def received_abroad(self, moved: Moved) -> None:
        """Somebody of another town paid here."""
        for account, amount in moved.legs:
            place = self.books.places.get(account)
            if place is None or amount < 0:
                continue
            party, pot = place
            day = self.days.of(moved.at)
            if not self.terms.rules.abroad.accept:
                self.books.refused[moved.transfer] = "abroad.accept"
                self.differs(Effect.REFUSED, "abroad.accept", moved, amount, party, day)
                party.loses("abroad.accept", amount)
            else:
                self.add(party, pot, moved, amount, day)

    def redeemed(self, moved: Moved) -> None:
        """A shop's coins became euros: as many as the draft would have made of them."""
        shop, coins, fee = self._redeeming(moved)
        if shop is None:
            return
        day = self.days.of(moved.at)
        judged = judge_redemption(self.terms, shop, real=coins, at=moved.at, day=day)
        is_same = shop.cause is None and moved.version in self.terms.same_redemption
        if is_same and judged.rule != "wind_down.last_redemption_on":
            # What was old enough and still stayed was held for a reason the ledger knows.
            shop.balance -= coins
            return
        shop.balance -= judged.coins
        rule = judged.rule
        if judged.coins > coins:
            rule = shop.late or rule
        elif judged.coins < coins:
            shop.late = rule
        # Two differences, each by a rule of its own: how many coins, and what is kept of them.
        share = fee * judged.coins // coins
        self._pays(rule, judged.coins - coins + fee - share, moved, shop, day)
        self._pays("redemption.fee_bp", share - judged.fee, moved, shop, day)

    def _pays(self, rule: str, amount: int, moved: Moved, shop: Business, day: int) -> None:
        """So much more is paid out than was; below zero: less."""
        if amount:
            self.findings.add(
                Effect.PAID, rule, transfer=moved.transfer, day=day, kind=moved.kind,
                amount=amount, party=shop.number,
            )  # fmt: skip
            shop.cause = shop.cause or rule

    def _redeeming(self, moved: Moved) -> tuple[Business | None, int, int]:
        """The shop, its coins, and the fee among them."""
        shop, coins, fee = None, 0, 0
        for account, amount in moved.legs:
            place = self.books.places.get(account)
            if account == self.books.fees:
                fee = amount
            elif place is not None and isinstance(place[0], Business) and amount < 0:
                shop, coins = place[0], coins - amount
        return shop, coins, fee
