"""Taking personal data and sums out of whatever leaves the house: logs and error reports.

Whatever stands under a telling key is masked; in free text account numbers, mail addresses, sums,
payment codes, tokens and rows of tables are. A name in free text cannot be recognised: that is why
facts are logged under keys, and why error reports carry no message at all.
"""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Final
from uuid import UUID

MASK: Final = "[weg]"
DEEPEST: Final = 12
SHORTEST_IBAN: Final = 15
TELLING_KEYS: Final = re.compile(
    r"name|naam|mail|iban|amount|bedrag|cents|minor|balance|saldo|address|adres|phone|telefoon|token"
    r"|secret|password|cookie|authori[sz]ation|session|csrf|code|memo|description|omschrijving"
    r"|note|body|query.string|straat|birth|geboorte|bsn|remote.addr|latitude|longitude"
    r"|\b(?:pin|otp|qr|to|ip|dsn|price|prijs|reward|fee|held|available|room|paid|received)\b",
    re.IGNORECASE,
)
SAFE_KEYS: Final = frozenset(
    {
        "event_name", "logger_name", "route_name", "schema_name", "task_name", "hostname",
        "server_name", "filename", "module_name", "status_code", "exit_code", "error_code",
        "refusal_code", "code_name", "name_of_check", "queue_name",
    }
)  # fmt: skip

_GAP = r"(?:%20|[ .+_\u00a0\u202f-])?"
# ISO 13616: two letters, two check digits, up to 30 signs, often written in groups of four. A
# random id in hexadecimal may look like one, so ids are found first and let through.
_ID_OR_IBAN: Final = re.compile(
    r"(?P<id>\b[0-9a-f]{32}\b|\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b)"
    rf"|\b[A-Z]{{2}}\d{{2}}(?:{_GAP}[A-Z0-9]{{4}}){{2,7}}(?:{_GAP}[A-Z0-9]{{1,3}})?\b"
    rf"|(?P<low>\b[A-Za-z]{{2}}\d{{2}}(?:{_GAP}[A-Za-z0-9]{{4}}){{2,7}}"
    rf"(?:{_GAP}[A-Za-z0-9]{{1,3}})?\b)"
)
_SIGNS: Final = re.compile(r"%20|[^A-Za-z0-9]")
_MASKED: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # PostgreSQL tells the row that broke a constraint.
        (r"(?<=Failing row contains )\(.*?\)\.(?=\s|$)", re.DOTALL),
        (r"(?<=\)=)\(.*?\)(?= (?:already|is not|is still|conflicts|$))|(?<=\)=)\([^)]*\)", 0),
        (r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", 0),
        (r"(?<=://)[^/\s@]{1,256}(?=@)", 0),
        (r"(?<=\bBearer )\S+", re.IGNORECASE),
        (r"(?<=\bBasic )\S+", re.IGNORECASE),
        (r"\b(?:token|sessionid|csrftoken|password|secret|sleutel|pin)=[^\s&;]+", re.IGNORECASE),
        (r"(?:€|\bEUR|\bEuro)\s?-?\d[\d.,]*", re.IGNORECASE),
        (r"-?\b\d[\d.]*,\d{2}\b(?! ?ms)", 0),
        (r"(?<=/b/)[A-Za-z0-9-]{4,12}|(?<=/betalen/)(?!lees/)[A-Za-z0-9-]{4,12}", 0),
    )
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def scrub_text(text: str) -> str:
    """Mask personal data in free text, and keep it on one line (log injection)."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), mask_text(text))


def mask_text(text: str) -> str:
    """Mask personal data in free text, and leave its lines as they are."""
    text = _ID_OR_IBAN.sub(_mask_iban, text)
    for pattern in _MASKED:
        text = pattern.sub(MASK, text)
    return text


def scrub(value: object, *, depth: int = 0) -> object:
    """The same structure without personal data. Deeper than `DEEPEST` levels is masked whole.

    Objects are told by their type alone: what they say of themselves may be a name.
    """
    if depth > DEEPEST:
        return MASK
    if isinstance(value, str):
        return scrub_text(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {
            scrub_text(str(key)): MASK if is_telling(str(key)) else scrub(inner, depth=depth + 1)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(inner, depth=depth + 1) for inner in value]
    if isinstance(value, Enum):
        return scrub(value.value, depth=depth + 1)
    if isinstance(value, UUID | date | time | timedelta | Decimal | PurePath):
        return scrub_text(str(value))
    return f"<{type(value).__name__}>"


def is_telling(key: str) -> bool:
    """Whether what stands under this key is about a person, a sum or a secret."""
    # An underscore is part of a word to \b, and here it is what parts words.
    return key not in SAFE_KEYS and bool(TELLING_KEYS.search(key.replace("_", " ")))


def _mask_iban(found: re.Match[str]) -> str:
    text = found[0]
    if found["id"]:
        return text
    if not found["low"]:
        return MASK
    # In small letters only what adds up is an account number; the word behind it may stick to it.
    for end in range(len(text), SHORTEST_IBAN - 1, -1):
        if text[end - 1].isalnum() and _adds_up(text[:end]):
            return MASK + text[end:]
    return text


def _adds_up(text: str) -> bool:
    """Whether the check digits are right (ISO 7064, mod 97-10)."""
    signs = _SIGNS.sub("", text).upper()
    number = "".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])
    return len(signs) >= SHORTEST_IBAN and int(number) % 97 == 1
