"""Converting between two tenants' coins at a rate that is a fraction. Integers only.

Every rounding goes against the one who converts, so that no way there and back makes value.
"""


def to_acceptor(amount: int, *, numerator: int, denominator: int) -> int:
    """What the shop gets for the payer's `amount`: rounded down, so no value appears."""
    return amount * numerator // denominator


def to_issuer(amount: int, *, numerator: int, denominator: int) -> int:
    """What the payer gives for the shop's `amount`: rounded up, against the one who converts."""
    return -(-amount * denominator // numerator)


def effective_cap(*bounds: int | None) -> int:
    """The most that all of these bounds allow together; None bounds nothing."""
    return max(0, min(bound for bound in bounds if bound is not None))
