"""Messages are forgotten when their days are over, with what became of them."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from heitje.privacy.forgetting import forget_what_is_over
from tenants.messages.kinds import kind_named
from tenants.messages.models import Delivery, Message
from tenants.messages.services.telling import tell_address

DAY = timedelta(days=1)


def test_a_message_is_kept_for_its_days_and_no_longer(tell):
    now = timezone.now()
    old, kept = (tell(at=now - settings.MESSAGE_DAYS * DAY + more) for more in (-DAY, DAY))

    forget_what_is_over(now=now)

    assert list(Message.objects.all()) == [kept]
    assert not Delivery.objects.filter(message_id=old.id).exists()


def test_an_address_of_nobody_here_is_forgotten_sooner(heerlen_shown):
    now, kind = timezone.now(), kind_named("staff-invited")
    for back in (settings.TOLD_EVENTS_DAYS + 1, 1):
        tell_address(
            address="iemand@voorbeeld.example", kind=kind, path="/", context=kind.example(),
            at=now - back * DAY,
        )  # fmt: skip

    forget_what_is_over(now=now)

    assert Message.objects.count() == 1
