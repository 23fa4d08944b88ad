"""The klussen of a deal as people say them."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.buurtdeals.models import DealKlus
from marketplace.buurtdeals.queries import SeasonKlus
from marketplace.planning.web.words import rule_words


@dataclass(frozen=True)
class SeasonRow:
    """A klus of the deal, how often in words, how many times, and the most it gives."""

    row: DealKlus
    words: str
    times: int
    most: int


def with_words(found: Sequence[SeasonKlus]) -> list[SeasonRow]:
    """The same with words."""
    return [
        SeasonRow(
            one.row,
            rule_words(
                one.row.rule,
                is_standing=one.row.pattern.is_standing,
                starts_on=one.row.deal.starts_on,
            ),
            one.times,
            one.most,
        )
        for one in found
    ]
