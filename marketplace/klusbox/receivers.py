"""What the klusbox tells people, when the outbox says that it happened."""

from collections.abc import Mapping

from django.utils import timezone

from marketplace.klusbox.letters import letter_of_dropped, letter_of_late
from marketplace.klusbox.queries.lending import dropped_to_tell_of, late_to_tell_of
from tenants.trail.services import tells


@tells("klusbox.late")
def tell_who_is_late(facts: Mapping[str, object]) -> None:
    """To the borrower, as long as something is still out."""
    loans = late_to_tell_of(int(str(facts["reservation"])), timezone.now())
    if loans:
        letter_of_late(loans).send()


@tells("klusbox.dropped")
def tell_who_has_to_do_without(facts: Mapping[str, object]) -> None:
    """To who was promised a thing that is not there."""
    loan = dropped_to_tell_of(int(str(facts["loan"])))
    if loan is not None:
        letter_of_dropped(loan).send()
