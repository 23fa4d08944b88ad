"""How sending can end other than well. What is kept of it is a code, never an address."""


class NotSent(Exception):  # noqa: N818 - it says what happened
    """Nothing has been taken over by anybody; `reason` is a code of at most 60 characters."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:60]


class TryLater(NotSent):
    """It may work later: nobody answered, or the other side is busy. `after_s` is what it asked."""

    def __init__(self, reason: str, *, after_s: int = 0) -> None:
        super().__init__(reason)
        self.after_s = after_s


class Refused(NotSent):
    """It will never work this way."""


class Gone(NotSent):
    """The place is not there any more: it is forgotten."""
