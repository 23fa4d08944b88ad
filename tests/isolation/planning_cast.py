"""Rows of what comes back: a series, a pattern, an agenda's address, buurtdeals."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from marketplace.buurtdeals.services import drafts
from marketplace.buurtdeals.services.deals import sign_deal
from marketplace.models import Klus
from marketplace.planning.services.agenda import renew_agenda
from marketplace.planning.services.series import start_series
from marketplace.planning.services.templates import keep_template
from tenants.people.models import Person


def planned_rows(klus: Klus, chief: Person) -> dict[str, object]:
    """Their ids by the names that routes use."""
    now = timezone.now()
    series = start_series(
        key=uuid4(), klus_id=klus.id, actor=chief, rule="FREQ=WEEKLY", places=1, now=now,
        starts_on=timezone.localdate(now), begins_at=now.time(),
    )  # fmt: skip
    kept = keep_template(klus_id=klus.id, name="Geheime tuin", actor=chief, now=now)
    return {
        "series_id": series.id, "template_id": kept.id,
        "secret": renew_agenda(person=chief, now=now).secret, **_buurtdeals(klus, chief),
    }  # fmt: skip


def _buurtdeals(klus: Klus, chief: Person) -> dict[str, object]:
    day, now = timezone.localdate(), timezone.now()
    terms = drafts.DealTerms(
        title="Geheime tuin", place="Geheime tuin", starts_on=day, review_on=day, work="Rapen",
        ends_on=day + timedelta(days=9), residents="Stille Samira", contact="Stille Samira",
        reach="Stille Samira",
    )  # fmt: skip
    asked = {"terms": terms, "gifts": [drafts.Gift("Zakken", 1)], "actor": chief, "now": now}
    first, second = (drafts.make_deal(key=uuid4(), **asked) for _ in range(2))
    rows = [
        drafts.add_deal_klus(
            deal_id=deal.id, klus_id=klus.id, rule="FREQ=WEEKLY", begins_at=now.time(), places=1,
            actor=chief, now=now,
        )
        for deal in (first, second)
    ]  # fmt: skip
    signed = sign_deal(deal_id=first.id, signer="S", signed_on=day, actor=chief, now=now)
    return {
        "buurtdeal_id": signed.id, "deal_klus_id": rows[1].id,
        "hand_over_id": signed.hand_overs.get().id,
    }  # fmt: skip
