"""Which web address may be named as one that shows our pages inside its own. Pure.

Source: Content Security Policy Level 3, host-source; nothing but scheme, host and port, so that no
typed text can add a directive.
"""

import re
from typing import Final

ORIGIN: Final = re.compile(
    r"(?:https://|http://(?=localhost(?::|$)|[a-z0-9-]+\.localhost(?::|$)))"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?::[0-9]{1,5})?"
)
LONGEST: Final = 200


def plain_origin(text: str) -> str | None:
    """The address as a policy names it ("https://www.town.example"); None where it is none."""
    found = text.strip().lower().rstrip("/")
    if len(found) > LONGEST or not ORIGIN.fullmatch(found):
        return None
    return found
