"""Reads of the currency that pages, API and other rooms share. Amounts in minor units."""

from currency.queries.accounts import (
    PERSONAL_POTS,
    accounts_of,
    balance_of,
    given_back_at,
    names_across,
    open_holds_of,
    purses_of,
    receiving_pot,
    statement,
    total_balance,
)
from currency.queries.covering import Cover, cover, largest_balance, paid_between
from currency.queries.ending import CoinEnd, coin_end
from currency.queries.expiring import Expiring, expiring, notice_to_tell_of, start_of
from currency.queries.figures import Budget, budgets, programmes
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
    Standing,
    forget_rules,
    parsed_rules,
    rule_version,
    rule_versions,
    rules_in_force,
    standings,
    starting_document,
)
from currency.queries.watched import Reading, notice_cents, open_alarms, readings, volume_12m

__all__ = [
    "PERSONAL_POTS",
    "Budget",
    "CoinEnd",
    "Cover",
    "Expiring",
    "OpenRequest",
    "Reading",
    "RulesInForce",
    "Standing",
    "accounts_of",
    "balance_of",
    "budgets",
    "coin_end",
    "cover",
    "expiring",
    "finished_replay",
    "forget_rules",
    "given_back_at",
    "largest_balance",
    "live_state",
    "names_across",
    "notice_cents",
    "notice_to_tell_of",
    "open_alarms",
    "open_holds_of",
    "paid_between",
    "parsed_rules",
    "payer_name",
    "payment_request",
    "plain_code",
    "programmes",
    "purses_of",
    "readings",
    "receiving_pot",
    "request_of_payee",
    "rule_version",
    "rule_versions",
    "rules_in_force",
    "standings",
    "start_of",
    "starting_document",
    "statement",
    "tenant_of_code",
    "total_balance",
    "volume_12m",
]
