"""What planning tells people: a time of a series could not be put up."""

from collections.abc import Mapping

from django.utils import timezone

from marketplace.planning.letters import letter_of_held_back
from marketplace.planning.queries import held_back
from tenants.trail.services import tells


@tells("series.held-back")
def tell_what_is_held_back(facts: Mapping[str, object]) -> None:
    """To whoever made the series, with what still waits by now; to nobody once it is put up."""
    found = held_back(int(str(facts["series"])), now=timezone.now())
    if found and found[0].series.made_by.is_active:
        letter_of_held_back(found).send()
