"""A letter that is ready to be sent: who, what, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tenants.messages.kinds import Kind
from tenants.messages.models import Message
from tenants.messages.services.telling import tell_address, tell_person
from tenants.people.models import Person


@dataclass(frozen=True)
class Letter:
    """One kind of message to one person, or to whoever reads a mail address."""

    to: Person | str
    kind: Kind
    path: str
    context: Mapping[str, object]

    def send(self, key: str = "", at: datetime | None = None) -> Message | None:
        """Tell it, once. Without a key it is once for the event that is being told."""
        if isinstance(self.to, str):
            return tell_address(
                address=self.to, kind=self.kind, path=self.path, context=self.context, key=key,
                at=at,
            )  # fmt: skip
        return tell_person(
            person=self.to, kind=self.kind, path=self.path, context=self.context, key=key, at=at
        )
