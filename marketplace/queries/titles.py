"""What a reward was for: the marketplace's word in the currency's statements."""

from collections.abc import Sequence

from currency.models import Transfer
from marketplace.models import SignUp


def titles_of(transfers: Sequence[Transfer]) -> dict[int, str]:
    """The title of the klus behind each reward, by transfer; one query, none without rewards."""
    rewards = [found.id for found in transfers if found.kind == Transfer.Kind.REWARD]
    if not rewards:
        return {}
    found = SignUp.objects.filter(transfer_id__in=rewards)
    return {transfer: title for transfer, title in found.values_list(
        "transfer_id", "slot__klus__title"
    ) if transfer is not None}  # fmt: skip
