"""What a new tenant's ledger starts with: the house's accounts and a first version of the rules."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from currency.keys import key_for
from currency.models import Pot, RuleSet
from currency.rules.templates import AS_USUAL, TEMPLATES
from currency.services.accounts import house_account
from tenants.services import tenant_created

HOUSE_POTS = (Pot.ISSUED, Pot.REDEEMED, Pot.FEES, Pot.EXPIRED, Pot.BANK, Pot.COVER)


@receiver(tenant_created)
@transaction.atomic
def open_the_ledger(*, template: str = AS_USUAL, **kwargs: Any) -> None:
    """Runs in the new tenant's schema, with the template its rules start from; safe to repeat."""
    for pot in HOUSE_POTS:
        house_account(pot)
    now = timezone.now()
    RuleSet.objects.get_or_create(
        version=1,
        defaults={
            "document": TEMPLATES[template].model_dump(mode="json"),
            "state": RuleSet.State.APPROVED,
            "starts_at": now.replace(year=now.year - 1, month=1, day=1),
            "approved_at": now,
            "proposed_by": key_for("house", "template"),
            "approved_by": key_for("house", "installation"),
        },
    )
