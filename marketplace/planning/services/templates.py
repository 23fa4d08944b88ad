"""Commands about patterns: keep a klus as one, put one away, and make a klus from another."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone

from currency.errors import KeyReused
from currency.models import Programme
from marketplace.models import Klus, Slot
from marketplace.planning.errors import TemplateNameTaken
from marketplace.planning.models import Template
from marketplace.queries import klus_seen_by
from marketplace.rules.moments import Moment, refuse_unless_moments
from marketplace.rules.standing import refuse_unless_standing
from marketplace.services.copies import copied, pattern_of
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit


@transaction.atomic
def keep_template(*, klus_id: int, name: str, actor: Person, now: datetime) -> Template:
    """Keep what this klus says under a name. Raises NotAllowed, NotFound, TemplateNameTaken."""
    refuse_unless_may(actor, "publish-klus")
    klus = klus_seen_by(actor, klus_id)
    try:
        with transaction.atomic():
            pattern = pattern_of(klus, by=actor, now=now)
            made = Template.objects.create(
                name=name.strip(), pattern=pattern, made_by=actor, made_at=now
            )
    except IntegrityError as error:
        raise TemplateNameTaken from error
    audit(verb="keep-template", thing="template", thing_id=made.id, actor=actor.party_id,
          klus=klus.id)  # fmt: skip
    return made


@transaction.atomic
def put_template_away(*, template_id: int, actor: Person) -> None:
    """Nobody copies from it any more; what was made from it stays. Raises NotAllowed, NotFound."""
    refuse_unless_may(actor, "publish-klus")
    found = Template.objects.select_for_update().filter(id=template_id).first()
    if found is None:
        raise NotFound
    pattern = found.pattern
    found.delete()
    pattern.delete()
    audit(verb="put-template-away", thing="template", thing_id=template_id, actor=actor.party_id)


@transaction.atomic
def copy_klus(
    *, key: UUID, klus_id: int, actor: Person, title: str, programme: Programme,
    moments: Sequence[Moment], now: datetime,
) -> Klus:  # fmt: skip
    """A draft like another klus or a pattern, at its own moments. The same key: the same klus.

    Raises NotAllowed, NotFound, KlusWithoutSlots, MomentInvalid, StandingTooLong, KeyReused.
    """
    refuse_unless_may(actor, "publish-klus")
    klus = klus_seen_by(actor, klus_id)
    refuse_unless_moments(moments)
    if klus.is_standing:
        refuse_unless_standing(moments, is_group=klus.is_group, zone=get_default_timezone())
    name = title.strip()
    earlier = Klus.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.title, earlier.programme_id) != (name, programme.id):
            raise KeyReused
        return earlier
    changed = {"title": name, "programme_id": programme.id, "organiser_id": actor.party_id}
    made = copied(klus, by=actor, now=now, key=key, changed=changed)
    Slot.objects.bulk_create(Slot(klus=made, **vars(moment)) for moment in moments)
    audit(verb="copy-klus", thing="klus", thing_id=made.id, actor=actor.party_id, source=klus.id)
    return made
