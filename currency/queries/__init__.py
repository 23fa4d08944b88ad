"""Reads of the currency that pages, API and other rooms share. Amounts in minor units."""

from currency.queries.accounts import (
    PERSONAL_POTS,
    accounts_of,
    balance_of,
    given_back_at,
    names_across,
    open_holds_of,
    statement,
    total_balance,
)
from currency.queries.expiring import Expiring, expiring, start_of
from currency.queries.figures import (
    Budget,
    Cover,
    budgets,
    cover,
    programmes,
)
from currency.queries.replays import finished_replay
from currency.queries.requests import (
    OpenRequest,
    live_state,
    payer_name,
    payment_request,
    plain_code,
    request_of_payee,
    tenant_of_code,
)
from currency.queries.rules import (
    RulesInForce,
    forget_rules,
    parsed_rules,
    rule_versions,
    rules_in_force,
)

__all__ = [
    "PERSONAL_POTS",
    "Budget",
    "Cover",
    "Expiring",
    "OpenRequest",
    "RulesInForce",
    "accounts_of",
    "balance_of",
    "budgets",
    "cover",
    "expiring",
    "finished_replay",
    "forget_rules",
    "given_back_at",
    "live_state",
    "names_across",
    "open_holds_of",
    "parsed_rules",
    "payer_name",
    "payment_request",
    "plain_code",
    "programmes",
    "request_of_payee",
    "rule_versions",
    "rules_in_force",
    "start_of",
    "statement",
    "tenant_of_code",
    "total_balance",
]
