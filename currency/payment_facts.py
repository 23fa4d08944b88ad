"""All that paying a request must know, in one SELECT: this is the busiest read of the house.

Asked one by one through the ORM the same takes five times the work of the processor. The names in
`payment_facts.sql` carry their schema, so that a request of another town needs no switch to it, and
the statement is prepared once for each pair of towns.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db import connection

from currency.errors import NoRules, RequestUnknown
from currency.queries import (
    OpenRequest,
    RulesInForce,
    parsed_rules,
    plain_code,
    tenant_of_code,
)
from currency.receipts import pots_text
from tenants.people.models import Party
from tenants.prepared import one_row
from tenants.schema import current_schema

ASKED: Final = (
    "id", "code", "payee", "payee_party", "payee_account", "amount", "description", "expires_at",
    "state", "payer", "payee_kind", "payee_category",
)  # fmt: skip
HERE: Final = Path(__file__).parent
FACTS: Final = (HERE / "payment_facts.sql").read_text(encoding="utf-8")
FACTS_ABROAD: Final = (HERE / "payment_facts_abroad.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Purse:
    """One pot of the payer: of each of its accounts the id and what is free to spend there.

    Minor units. Only a busy shop's pot has more accounts than one.
    """

    accounts: Sequence[tuple[int, int]]

    @property
    def available(self) -> int:
        """What is free to spend in the pot."""
        return sum(available for _, available in self.accounts)

    def giving(self, amount: int) -> Sequence[tuple[int, int]]:
        """Which of its accounts gives how much of an amount that is available."""
        parts, left = [], amount
        for account_id, available in self.accounts:
            part = min(left, available)
            if part > 0:
                parts.append((account_id, part))
                left -= part
        return parts


@dataclass(frozen=True)
class PaymentFacts:
    """A request, its payer's purses by pot, and by which rules both sides judge.

    `home` is the payer's schema. `is_own_shop`: payer and payee are one, or one of them owns the
    other. The two clearing accounts are None where they were never opened.
    """

    asked: OpenRequest
    home: str
    purses: Mapping[str, Purse]
    is_own_shop: bool
    rules_here: RulesInForce | None
    rules_there: RulesInForce | None
    clearing_here_id: int | None
    clearing_there_id: int | None

    @property
    def is_abroad(self) -> bool:
        """Whether the request was made in another town than the payer's."""
        return self.asked.tenant.schema_name != self.home

    @property
    def rules(self) -> RulesInForce:
        """The rules of the payer's own town. Raises NoRules."""
        if self.rules_here is None:
            raise NoRules
        return self.rules_here

    @property
    def shop_rules(self) -> RulesInForce:
        """The rules of the shop's town. Raises NoRules."""
        if self.rules_there is None:
            raise NoRules
        return self.rules_there


def payment_facts(*, code: str, payer: Party, at: datetime) -> PaymentFacts:
    """What paying this code means for this payer, who lives in the current schema.

    Raises RequestUnknown.
    """
    plain, home = plain_code(code), current_schema()
    tenant = tenant_of_code(plain)
    shop = tenant.schema_name
    row = one_row(
        _statement(home, shop),
        {"code": plain, "payer": payer.id, "at": at, "pots": pots_text(payer.kind),
         "home_schema": home, "shop_schema": shop},
    )  # fmt: skip
    if row is None:
        raise RequestUnknown
    purses, is_own_shop, *more = row[len(ASKED) :]
    asked = OpenRequest(tenant=tenant, **dict(zip(ASKED, row, strict=False)))
    rules_here = _rules(home, *more[:3])
    rules_there, clearing = rules_here, (None, None)
    if shop != home:
        rules_there, clearing = _rules(shop, *more[3:6]), (more[6], more[7])
    return PaymentFacts(
        asked=asked,
        home=home,
        purses=_purses(json.loads(purses or "[]")),
        is_own_shop=is_own_shop or asked.payee_party == payer.id,
        rules_here=rules_here,
        rules_there=rules_there,
        clearing_here_id=clearing[0],
        clearing_there_id=clearing[1],
    )


def _purses(rows: Iterable[tuple[str, int, int]]) -> Mapping[str, Purse]:
    accounts: dict[str, list[tuple[int, int]]] = {}
    for pot, account_id, available in rows:
        accounts.setdefault(pot, []).append((account_id, available))
    return {pot: Purse(found) for pot, found in accounts.items()}


@lru_cache(maxsize=1_000)
def _statement(home: str, shop: str) -> str:
    """The one SELECT for a payer of one town and a shop of the same or another."""
    quote = connection.ops.quote_name
    schemas = {"home": quote(home), "shop": quote(shop)}
    if home == shop:
        return FACTS.format(**schemas)
    facts, abroad = FACTS.format(**schemas), FACTS_ABROAD.format(**schemas)
    return f"SELECT * FROM ({facts}) facts CROSS JOIN ({abroad}) abroad"  # noqa: S608 - quoted


def _rules(
    schema: str, version_id: int | None, version: int, approved_at: datetime | None
) -> RulesInForce | None:
    if version_id is None:
        return None
    return RulesInForce(version_id, version, parsed_rules(schema, version_id, approved_at))
