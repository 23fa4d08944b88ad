"""A new bank for a new town: mock-bank in a thread of this process, its data in one file.

While the demo runs, the bank is a process of its own on the same file (heitje.supervisor).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from mockbank.server import Config, make_server

from heitje.demo.bank import BankDesk
from heitje.supervisor.children import BANK_ZONE, HOST


@contextmanager
def new_bank(file: Path, *, clock: datetime) -> Iterator[BankDesk]:
    """A bank in a thread of this process, without any memory, that believes it is `clock`."""
    for kept in file.parent.glob(f"{file.name}*"):
        kept.unlink()
    starts = timezone.localtime(clock).strftime("%Y-%m-%dT%H:%M")
    usual = {"host": HOST, "port": 0, "quiet": True, "timezone": BANK_ZONE}
    server = make_server(Config(db_path=str(file), clock=starts, **usual))
    quick = {"poll_interval": 0.02}
    serving = threading.Thread(target=server.serve_forever, kwargs=quick, daemon=True)
    serving.start()
    try:
        yield BankDesk(f"http://{HOST}:{server.server_address[1]}")
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
