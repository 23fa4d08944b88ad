"""PostgreSQL and Valkey from Python wheels, for a machine that has neither.

`services` runs both for as long as somebody uses them; `ensure_environment` does so for a whole
process. A keeper process a server watches who uses it: the last one to leave, even by `kill -9`,
ends it. Data stays in `var/`. Every failure is an EmbeddedError: one sentence that says what to do.
"""

from heitje.embedded.errors import EmbeddedError
from heitje.embedded.running import default_var, ensure_environment, erase, services, trouble

__all__ = ["EmbeddedError", "default_var", "ensure_environment", "erase", "services", "trouble"]
