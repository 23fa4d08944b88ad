"""What a bank file can be refused for. `settlement.services` tells people in Dutch."""


class BankFileError(Exception):
    """A file that cannot be read; `why` is for a developer's eyes and holds no account number."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SumsWrong(BankFileError):  # noqa: N818 - it says what was found
    """The balances and movements of a statement do not lead to one another."""


class SchemeViolated(BankFileError):  # noqa: N818 - it says what was found
    """A file we wrote does not fit the published scheme: nothing may leave the house."""
