"""Forgetting in time: each night, in each tenant, what the register gave a number of days."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from heitje.privacy.register import REGISTER
from marketplace.buurtdeals.services.nightly import forget_contacts
from marketplace.klusbox.services.overdue import forget_borrowers
from marketplace.services.photos_kept import forget_photos
from marketplace.services.shop_staff import forget_invitations
from tenants.messages.services.reading import forget_letters_to_addresses, forget_messages
from tenants.trail.services import forget_told


def forget_what_is_over(*, now: datetime) -> Mapping[str, int]:
    """Forget in the tenant the connection looks at; returns how much of each was forgotten.

    Safe to run twice; what was missed last night is forgotten tonight.
    """
    terms = {one.code: one.days_now for one in REGISTER}
    before = {code: now - timedelta(days=days) for code, days in terms.items() if days is not None}
    return {
        "photos": forget_photos(before=before["photos"]),
        "lending": forget_borrowers(before=before["lending"]),
        "letters": forget_told(before=before["letters"])
        + forget_letters_to_addresses(before=before["letters"]),
        "messages": forget_messages(before=before["messages"]),
        "buurtdeals": forget_contacts(before=before["buurtdeals"]),
        "invitations": forget_invitations(before=before["shop-staff"]),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "guessing": sum(
            model.objects.filter(attempt_time__lt=before["guessing"]).delete()[0]
            for model in (AccessAttempt, AccessFailureLog, AccessLog)
        ),
    }
