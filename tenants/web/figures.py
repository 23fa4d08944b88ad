"""Sums and words as a spreadsheet reads them, and sums of euros within a sentence."""

from decimal import Decimal

from django.utils import formats


def coins_plain(amount: int) -> str:
    """Minor units with a decimal comma and without grouping: -750 is "-7,50"."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 100)
    return f"{sign}{whole},{rest:02d}"


def plain_cell(text: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def euros_said(cents: int) -> str:
    """Cents as the reader's language writes euros: "€ 7,50"."""
    return f"€\u00a0{coins_said(cents)}"


def coins_said(amount: int) -> str:
    """Minor units as the reader's language writes sums: "1.007,50"."""
    return str(
        formats.number_format(
            Decimal(amount).scaleb(-2), decimal_pos=2, use_l10n=True, force_grouping=True
        )
    )
