"""What the rules say of the coin itself, put on the town: its words, and its value once.

The words are the town's from the moment a version that names them is in force. A value that changes
would change what every coin, receipt and agreement was worth: it is set before the first coin only.
"""

from datetime import datetime
from typing import Final

from currency import queries
from currency.errors import NoRules
from currency.models import Account, Pot, Transfer
from currency.rule_errors import RulesInvalid
from currency.rule_words import CONTRADICTIONS
from currency.rules.document import Rules
from currency.services.accounts import house_account
from tenants.queries import current_tenant
from tenants.services.tenants import describe_coin

# What brings the first coins into being.
ISSUING: Final = (Transfer.Kind.ISSUE, Transfer.Kind.TOP_UP)


def name_the_coin(*, now: datetime) -> bool:
    """Give the town the words of the version in force; says whether they changed. Repeatable."""
    try:
        coin = queries.rules_in_force(now).rules.coin
    except NoRules:
        return False
    if coin.singular is None or coin.plural is None:
        return False
    return describe_coin(current_tenant(), singular=coin.singular, plural=coin.plural)


def refuse_changed_value(rules: Rules) -> None:
    """Once a coin was issued its value stays. Raises RulesInvalid."""
    value = rules.coin.value_cents
    if value is None or value == current_tenant().coin_value_cents:
        return
    if Transfer.objects.filter(kind__in=ISSUING).exists():
        raise _wrong("coin-value-in-use")


def set_first_value(rules: Rules, *, starts_at: datetime, now: datetime) -> None:
    """Set the value of a coin that nobody has yet, by a version that starts at once.

    The cover account is locked, as issuing coins does: no coin slips in between. Raises
    RulesInvalid.
    """
    tenant, value = current_tenant(), rules.coin.value_cents
    if value is None or value == tenant.coin_value_cents:
        return
    Account.objects.select_for_update().get(id=house_account(Pot.COVER).id)
    refuse_changed_value(rules)
    if starts_at > now:
        raise _wrong("coin-value-later")
    describe_coin(tenant, value_cents=value)


def _wrong(code: str) -> RulesInvalid:
    return RulesInvalid({"coin.value_cents": [CONTRADICTIONS[code]]})
