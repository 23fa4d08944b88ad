"""Who sends a task sends it to the house's own broker, from a page as from a worker."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# A process that never names heitje.celery, and a thread that did not start Django: as a page's.
LOOK = """
import threading, django
django.setup()
from celery import current_app
from django.conf import settings
found = []
thread = threading.Thread(target=lambda: found.append(current_app.main))
thread.start(); thread.join()
assert current_app.conf.broker_url == settings.BROKER_URL, current_app.conf.broker_url
print(*found)
"""


def test_a_page_sends_tasks_to_our_own_broker() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": "platform:."},
    )  # fmt: skip

    assert done.stdout.split() == ["heitje"], done.stderr
