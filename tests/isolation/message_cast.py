"""A message and a browser of somebody."""

from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from marketplace.models import Klus
from tenants.messages.channels.push_key import encoded
from tenants.messages.kinds import kind_named
from tenants.messages.models import Device
from tenants.messages.services.telling import tell_person
from tenants.people.models import Person


def message_rows(chief: Person) -> dict[str, object]:
    """The rows by the names that routes use."""
    return {
        "message_id": _message(chief), "device_id": _device(chief),
        "name": "approved",
    }  # fmt: skip


def _message(chief: Person) -> int:
    kind = kind_named("approved")
    assert kind is not None
    told = tell_person(
        person=chief, kind=kind, path="/", context={"klus": Klus(title="Geheime tuin", reward=100)}
    )
    assert told is not None
    return told.id


def _device(chief: Person) -> int:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    made = Device.objects.create(
        person=chief, digest=uuid4().hex, endpoint="https://push.example/x", name="Geheime tuin",
        public_key=encoded(point), secret=encoded(uuid4().bytes),
    )  # fmt: skip
    return made.id
