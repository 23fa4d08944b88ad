"""A town in which every page of the console has something to show, and who may see which."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from currency.models import RuleSet
from currency.queries import rules_in_force
from marketplace.models import Klus, Merchant, SignUp
from marketplace.services.approvals import reject_proof, send_back
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from tests.cast import proposed
from tests.marketplace.cast import END, NOW, Town, a_photo, make_person


@dataclass(frozen=True)
class Busy:
    """What stands in a town where everything happens."""

    draft: Klus
    klus: Klus
    waiting: SignUp
    rejected: SignUp
    applied: Merchant
    approved: Merchant
    proposal: RuleSet


def busy(town: Town) -> Busy:
    """Klussen in each state, work that waits and that was decided, shops, a proposal of rules."""
    klus = town.klus(places=6)
    waiting = town.handed_in(klus, town.another())
    again = town.handed_in(klus, town.another())
    send_back(sign_up_id=again.id, actor=town.checker, reason="Te donker", now=END)
    town.hand_in(again, a_photo("blue"))
    rejected = town.handed_in(klus, town.another())
    reject_proof(sign_up_id=rejected.id, actor=town.checker, reason="Niet gedaan", now=END)
    town.approved(klus, town.another())
    town.signed_up(klus, town.another())
    return Busy(
        draft=town.draft(),
        klus=klus,
        waiting=waiting,
        rejected=rejected,
        applied=shop("Fietsenmaker Janssen"),
        approved=approve_merchant(
            merchant_id=shop("Bakkerij Wiertz").id, actor=town.clerk, now=NOW
        ),
        proposal=proposal(town),
    )


def shop(name: str) -> Merchant:
    """A shop that asks to take part."""
    details = ShopDetails(name=name, category="bike", about="Fietsen en banden")
    return apply_merchant(key=uuid4(), details=details, owner=make_person("baas"), now=NOW)


def proposal(town: Town, **rewards: int) -> RuleSet:
    """Other rewards, put before a colleague by the clerk."""
    document: dict[str, Any] = rules_in_force(NOW).rules.model_dump(mode="json")
    document["rewards"] |= rewards or {"per_hour": 650}
    return proposed(document, town.clerk.party_id)


def klus_fields(town: Town, **other: object) -> dict[str, object]:
    """A filled-in form of a new klus."""
    return {
        "key": uuid4(), "title": "Bladeren harken", "description": "In het park.",
        "category": "green", "programme": town.programme.id, "place": "Burgerplein",
        "reward": "7,50", "minutes": 90, "day_1": "2026-11-28", "start_1": "10:00",
        "places_1": 4,
    } | other  # fmt: skip
