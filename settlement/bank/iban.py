"""Account numbers: as typed, whether they can exist (ISO 13616, mod 97), and their bank's BIC."""

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException


def plain_iban(text: str) -> str:
    """A typed account number without spaces, in capitals."""
    return "".join(text.split()).upper()


def is_iban(text: str) -> bool:
    """Whether length, structure and check digits fit; it may still be nobody's."""
    try:
        IBAN(plain_iban(text))
    except SchwiftyException:
        return False
    return True


def bic_of(text: str) -> str:
    """The BIC of the bank that keeps an account; "" where the directory does not know it."""
    try:
        found = IBAN(plain_iban(text)).bic
    except SchwiftyException:
        return ""
    return str(found) if found else ""
