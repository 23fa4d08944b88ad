"""Sums and words as a spreadsheet reads them."""


def coins_plain(amount: int) -> str:
    """Minor units with a decimal comma and without grouping: -750 is "-7,50"."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 100)
    return f"{sign}{whole},{rest:02d}"


def plain_cell(text: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
