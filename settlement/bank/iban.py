"""Account numbers: as typed, whether they can exist (ISO 13616, mod 97), and their bank's BIC."""

from enum import StrEnum

from schwifty import IBAN
from schwifty.exceptions import (
    InvalidChecksumDigits,
    InvalidCountryCode,
    InvalidLength,
    SchwiftyException,
)


class IbanProblem(StrEnum):
    """Why a text is no account number that euros can be sent to."""

    EMPTY = "empty"
    COUNTRY = "country"
    LENGTH = "length"
    STRUCTURE = "structure"
    CHECK_DIGITS = "check-digits"
    OUTSIDE_SEPA = "outside-sepa"


def plain_iban(text: str) -> str:
    """A typed account number without spaces, in capitals."""
    return "".join(text.split()).upper()


def problem_of(text: str) -> IbanProblem | None:
    """What is wrong with a typed account number; None when a SEPA payment can go to it."""
    plain = plain_iban(text)
    if not plain:
        return IbanProblem.EMPTY
    try:
        iban = IBAN(plain)
    except InvalidCountryCode:
        return IbanProblem.COUNTRY
    except InvalidLength:
        return IbanProblem.LENGTH
    except InvalidChecksumDigits:
        return IbanProblem.CHECK_DIGITS
    except SchwiftyException:
        return IbanProblem.STRUCTURE
    return None if iban.in_sepa_zone else IbanProblem.OUTSIDE_SEPA


def is_iban(text: str) -> bool:
    """Whether a SEPA payment can go to it: form, check digits and country fit.

    It may still be nobody's.
    """
    return problem_of(text) is None


def bic_of(text: str) -> str:
    """The BIC of the bank that keeps an account; "" where the directory does not know it."""
    try:
        found = IBAN(plain_iban(text)).bic
    except SchwiftyException:
        return ""
    return str(found) if found else ""


def masked_iban(text: str) -> str:
    """Country and last two signs, enough to recognise: "NL.. .... .... .... 00"."""
    plain = plain_iban(text)
    dotted = plain[:2] + "." * (len(plain) - 4) + plain[-2:] if len(plain) > 4 else "...."
    return " ".join(dotted[at : at + 4] for at in range(0, len(dotted), 4))
