"""A transfer as it is read: its legs as plain rows, and what they say together."""

from collections.abc import Sequence

# Transfer, kind, moment (microseconds since 1970), version of the rules, the transfer it undoes or
# gives back of, that one's kind and moment, account, minor units.
Row = tuple[int, str, int, int | None, int | None, str | None, int | None, int, int]


class Moved:
    """One transfer. `legs` are (account, minor units), `amount` what moved in all."""

    __slots__ = ("amount", "at", "kind", "legs", "of", "of_at", "of_kind", "transfer", "version")

    def __init__(self, rows: Sequence[Row]) -> None:
        first = rows[0]
        self.transfer, self.kind, self.at, self.version, self.of = first[:5]
        self.of_kind, self.of_at = first[5:7]
        self.legs = [row[7:] for row in rows]
        self.amount = sum([amount for _, amount in self.legs if amount > 0])
