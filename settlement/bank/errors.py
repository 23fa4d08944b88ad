# ruff: noqa: N818 - each is named after what was found
"""What a bank file can be refused for. `settlement.services` tells people in Dutch.

Each refusal has a stable `code`, for logs and tests; `why` is for a developer's eyes and never
holds an account number or a name.
"""

from typing import ClassVar


class BankFileError(Exception):
    """A file from the bank that cannot be read."""

    code: ClassVar[str] = "unreadable"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class FileEmpty(BankFileError):
    """Nothing is in it."""

    code = "empty"


class FileTooLarge(BankFileError):
    """It is larger than the house reads."""

    code = "too-large"


class NotWellFormed(BankFileError):
    """It is no XML, or breaks off."""

    code = "not-well-formed"


class DoctypeRefused(BankFileError):
    """It brings a document type: no bank writes one, entities and bombs do."""

    code = "doctype"


class TooDeep(BankFileError):
    """Its elements stand deeper in one another than those of any bank message."""

    code = "too-deep"


class SumsWrong(BankFileError):
    """The balances and movements of a statement do not lead to one another."""

    code = "sums-wrong"


class SchemeViolated(BankFileError):
    """A file we wrote does not fit the published scheme: nothing may leave the house."""

    code = "scheme-violated"


class LinesRefused(SchemeViolated):
    """What we were to write no bank may carry out. `reason` says which rule."""

    code = "lines-refused"

    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason = reason
