"""Commands about the secret address of a resident's agenda: make it, renew it, put it away."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from marketplace.planning.models import AgendaAddress
from tenants.people.models import Person
from tenants.trail.services import audit


def digest_of(secret: str) -> str:
    """What finds an address by its secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def renew_agenda(*, person: Person, now: datetime) -> AgendaAddress:
    """A new address; whoever reads at the old one finds nothing there any more."""
    secret = secrets.token_urlsafe(32)
    made, _ = AgendaAddress.objects.update_or_create(
        person=person,
        defaults={"secret": secret, "digest": digest_of(secret), "made_at": now},
    )
    audit(verb="renew-agenda", thing="agenda", thing_id=made.id, actor=person.party_id)
    return made


@transaction.atomic
def put_agenda_away(*, person: Person) -> None:
    """No address any more. Twice is once."""
    if AgendaAddress.objects.filter(person=person).delete()[0]:
        audit(verb="put-agenda-away", thing="agenda", thing_id=person.id, actor=person.party_id)
