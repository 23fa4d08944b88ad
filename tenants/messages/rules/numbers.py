"""Mobile numbers as people type them, in the one form networks know (ITU-T E.164)."""

import re
from typing import Final

# Mobile ranges of the Netherlands, and of the two countries around the corner.
MOBILE: Final = re.compile(r"\+(316[1-5]\d{7}|3168\d{7}|324\d{8}|491[567]\d{8,9})")


def mobile_number(text: str) -> str | None:
    """ "06 - 12 34 56 78" is "+31612345678"; None for what is no mobile number of the region."""
    plain = re.sub(r"[\s().\-/]", "", text)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    elif plain.startswith("06"):
        plain = f"+31{plain[1:]}"
    plain = plain.replace("+310", "+31", 1)
    return plain if MOBILE.fullmatch(plain) and plain.isascii() else None
