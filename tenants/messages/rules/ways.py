"""Which ways a message takes, from what somebody said and what the house does by itself."""

from collections.abc import Mapping
from typing import Final

# By mail and on a phone that was switched on for it; a text message costs money: only when asked.
HABITS: Final[Mapping[str, bool]] = {"mail": True, "push": True, "sms": False}
# These make a sound, so they keep the quiet hours.
LOUD: Final = frozenset({"push", "sms"})
# What somebody must hear of, for their own safety, always goes by mail.
ALWAYS: Final = frozenset({("safety", "mail")})


def is_wanted(sort: str, channel: str, said: Mapping[tuple[str, str], bool]) -> bool:
    """Whether a message of this sort goes this way; `said` is by sort and channel."""
    if (sort, channel) in ALWAYS:
        return True
    return said.get((sort, channel), HABITS[channel])
