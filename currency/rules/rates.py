"""Converting between two tenants' coins at a rate that is a fraction. Integers only."""


def to_acceptor(amount: int, *, numerator: int, denominator: int) -> int:
    """What the shop gets for the payer's `amount`: rounded down, so no value appears."""
    return amount * numerator // denominator


def to_issuer(amount: int, *, numerator: int, denominator: int) -> int:
    """What the payer gives for the shop's `amount`: rounded up, against the one who converts."""
    return -(-amount * denominator // numerator)
