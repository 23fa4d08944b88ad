"""The servers there are, by name."""

from typing import Final

from heitje.embedded.postgres import Postgres
from heitje.embedded.server import Server
from heitje.embedded.valkey import Valkey

SERVERS: Final[dict[str, type[Server]]] = {"postgres": Postgres, "valkey": Valkey}
