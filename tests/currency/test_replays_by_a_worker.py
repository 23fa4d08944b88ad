"""A replay over the real broker, by a real worker, in the town it was asked in."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import Replay, RuleSet
from currency.replay import Report
from currency.rules.document import Rules
from currency.services.replays import start_replay
from tenants.models import Tenant
from tests.cast import Town, people_a_town
from tests.currency.replay_cast import pays
from tests.processes import happens
from tests.worker import a_worker


@pytest.fixture
def town(committed: None, heerlen: Tenant) -> Town:
    """Heerlen, whose rows are committed."""
    return people_a_town(heerlen)


def asked(town: Town) -> Replay:
    document = Rules.model_validate({"payments": {"maximum": 500}}).model_dump(mode="json")
    with town.here():
        draft = RuleSet.objects.create(version=90, document=document)
        return start_replay(version=draft.version, months=6, actor=uuid4(), now=timezone.now())


def is_done(town: Town, found: Replay) -> bool:
    with town.here():
        found.refresh_from_db()
    return found.state == Replay.State.DONE


@pytest.mark.slow
def test_a_worker_replays_what_was_asked(town: Town, tmp_path: Path) -> None:
    pays(town, town.resident(2_000), town.shop(), 900, timezone.now())
    with a_worker(tmp_path / "worker.log"):
        found = asked(town)

        assert happens(lambda: is_done(town, found), within_s=90)

    assert (found.seen, found.total) == (2, 2)
    (difference,) = Report.model_validate(found.report).differences
    assert (difference.rule, difference.count, difference.amount) == ("payments.maximum", 1, 900)
