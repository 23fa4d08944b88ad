"""The codes on stickers and reservations: eight signs that nobody mixes up, a D or an R first."""

import re
import secrets
from typing import Final

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ITEM: Final = "D"
RESERVATION: Final = "R"
LENGTH: Final = 8
READ: Final = re.compile(rf"(?:^|/)([{ITEM}{RESERVATION}][{SIGNS}]{{{LENGTH - 1}}})/?(?:[?#]|$)")


def new_code(first: str) -> str:
    """A code that nobody can guess: 31 to the seventh."""
    return first + "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))


def code_in(text: str) -> str:
    """The code in what was scanned or typed; "" where there is none."""
    plain = "".join(text.split()).upper()
    found = READ.search(plain) or READ.search(plain.replace("-", ""))
    return found[1] if found else ""
