"""Finding work good: never that of one's own household, and by as many people as the rules say."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, F

from currency.queries import rules_in_force
from currency.rules.checking import checkers_for
from marketplace.checking.errors import SameHousehold
from marketplace.checking.models import Check
from marketplace.errors import SelfApproval
from marketplace.models import SignUp
from tenants.households.queries import housemates, lived_together
from tenants.people.models import Person
from tenants.trail.services import audit_each


def refuse_unless_impartial(found: SignUp, actor: Person) -> None:
    """Raises SelfApproval, SameHousehold."""
    if found.resident_id == actor.id:
        raise SelfApproval
    if lived_together(actor, found.resident, since=found.signed_up_at):
        raise SameHousehold


def own_household(sign_ups: Iterable[SignUp], actor: Person) -> list[SignUp]:
    """Of these, what this person may not judge: their own, and that of who they live with."""
    found = list(sign_ups)
    if not found:
        return []
    mates = housemates(actor, since=min(one.signed_up_at for one in found))
    return [one for one in found if one.resident_id == actor.id or one.resident_id in mates]


def find_good(
    sign_ups: Sequence[SignUp], shares: Mapping[int, int], actor: Person, now: datetime, how: str
) -> list[SignUp]:
    """Note that this person finds this work good; answers what enough people now find good.

    The sign-ups are locked by the caller, so two people at once are counted one after the other.
    `shares` is what each would give, in minor units. Twice by one person is once.
    """
    rules = rules_in_force(now).rules.checking
    Check.objects.bulk_create(
        (Check(sign_up=one, checker=actor, round_at=round_of(one), how=how, at=now)
         for one in sign_ups),
        ignore_conflicts=True,
    )  # fmt: skip
    good = _counted(sign_ups)
    enough = [one for one in sign_ups if good.get(one.id, 0) >= checkers_for(rules, shares[one.id])]
    more = [one.id for one in sign_ups if one not in enough]
    audit_each(verb="agree-proof", thing="sign-up", thing_ids=more, actor=actor.party_id)
    return enough


def _counted(sign_ups: Sequence[SignUp]) -> dict[int, int]:
    this_round = Check.objects.filter(sign_up__in=sign_ups, round_at=F("sign_up__handed_in_at"))
    rows = this_round.order_by().values("sign_up").annotate(good=Count("id"))
    return {row["sign_up"]: row["good"] for row in rows}


def round_of(found: SignUp) -> datetime:
    """When the work was handed in as it is looked at now."""
    assert found.handed_in_at is not None, "what is checked was handed in"
    return found.handed_in_at
