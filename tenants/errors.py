"""Refusals: expected answers of "no", each with a stable code and one sentence a person can read.

A refusal knows nothing of HTTP; `tenants.problems` maps it. A bug is never a refusal.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What sort of "no" it is; `tenants.problems` gives each its HTTP status."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    CONFLICT = "conflict"
    TOO_MANY = "too-many"


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A command said no. `facts` hold numbers and codes, never a name, a mail or an IBAN.

    `wrong` says for each field at fault, by its path, what is wrong with it.
    """

    code: ClassVar[str] = "refused"
    kind: ClassVar[Kind] = Kind.CONFLICT
    sentence: ClassVar[str | Promise] = _("Dit kan nu niet.")
    wrong: Mapping[str, Sequence[str | Promise]] = MappingProxyType({})

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def detail(self) -> str:
        """What the sentence cannot say because it differs from case to case; mostly nothing."""
        return ""


class NotAllowed(Refusal):
    """The person lacks the permission. Facts: permission."""

    code = "not-allowed"
    kind = Kind.FORBIDDEN
    sentence = _("Je hebt hier geen toestemming voor. Vraag het aan je gemeente.")


class NeedsSecondPerson(Refusal):
    """Four eyes: the same person may not do both halves."""

    code = "needs-second-person"
    kind = Kind.FORBIDDEN
    sentence = _("Dit moet iemand anders doen dan degene die het heeft klaargezet.")


class NotFound(Refusal):
    """What was asked for is not here, or not for this person to see."""

    code = "not-found"
    kind = Kind.MISSING
    sentence = _("Dit is er niet (meer).")


class HostTaken(Refusal):
    """A host name already leads to another tenant. Facts: host."""

    code = "host-taken"
    kind = Kind.CONFLICT
    sentence = _("Dit webadres is al in gebruik.")


class SchemaNameInvalid(Refusal):
    """A schema name is lower case letters, digits and underscores. Facts: schema_name."""

    code = "schema-name-invalid"
    kind = Kind.INVALID
    sentence = _("Gebruik voor de technische naam alleen kleine letters, cijfers en _.")


class AgreementInvalid(Refusal):
    """The terms contradict each other. Facts: field."""

    code = "agreement-invalid"
    kind = Kind.INVALID
    sentence = _("Deze afspraken kloppen niet. Kijk naar de data, de koers en het plafond.")


class AgreementNotOpen(Refusal):
    """The agreement is not in a state in which this can be done. Facts: state."""

    code = "agreement-not-open"
    kind = Kind.CONFLICT
    sentence = _("Deze overeenkomst is al afgehandeld of geldt niet meer.")


class AgreementExists(Refusal):
    """There is already an agreement in force for this pair and direction."""

    code = "agreement-exists"
    kind = Kind.CONFLICT
    sentence = _("Er geldt al een overeenkomst in deze richting. Stop die eerst.")
