"""Names and remarks in the signs every bank in SEPA takes.

EPC217-08 ("SEPA Requirements for an Extended Character Set") lets a bank refuse or change what lies
outside the basic Latin set. So it is spelled out here, by a table, and a letter is never lost: an
accent falls away, a letter of its own is spelled ("ß" is "ss"), and what has no spelling shows as a
full stop, as in that paper. Two spaces become one.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

SEPA_SIGNS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ "
)
# Letters that are no other letter with an accent; Unicode takes the accents off all the rest.
LETTERS: Final[Mapping[str, str]] = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "ı": "i", "ĸ": "k",
    "ə": "e", "Ə": "E", "ƒ": "f",
}  # fmt: skip
SIGNS: Final[Mapping[str, str]] = {
    "&": "+", "’": "'", "‘": "'", "‚": "'", "`": "'", '"': "'", "“": "'", "”": "'", "„": "'",
    "«": "'", "»": "'", "–": "-", "—": "-", "‑": "-", "_": "-", "~": "-", "=": "-", "€": "EUR",
    ";": ",", "!": ".", "·": ".", "•": "-", "[": "(", "]": ")", "{": "(", "}": ")", "@": "(at)",
    "\\": "/", "|": "/", "⁄": "/", "×": "x",
}  # fmt: skip
SPELLED: Final[Mapping[str, str]] = {**LETTERS, **SIGNS}
UNKNOWN: Final = "."


def sepa_text(text: str, length: int) -> str:
    """Text in the basic Latin set, its first `length` signs: "Zoë & Çelik" is "Zoe + Celik".

    Never empty, for no bank takes an empty name: nothing is a full stop. EPC: a text neither
    begins nor ends with a slash, and holds no two together.
    """
    spelled = "".join(_spelled(sign) for sign in unicodedata.normalize("NFKD", text))
    one_line = " ".join(spelled.split())
    while "//" in one_line:
        one_line = one_line.replace("//", "/")
    return one_line.lstrip("/ ")[:length].rstrip("/ ") or UNKNOWN


def _spelled(sign: str) -> str:
    if sign in SEPA_SIGNS:
        return sign
    # An accent that stood on a letter, or a sign that is only there to steer the writing.
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return ""
    return " " if not sign.isprintable() else SPELLED.get(sign, UNKNOWN)
