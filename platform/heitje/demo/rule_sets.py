"""The rules of the towns: in force from the start, changed once since, and one that waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from currency.queries import rules_in_force
from currency.rules.document import Rules
from currency.services.replays import run_replay, start_replay
from currency.services.rules import approve_rules, draft_rules, propose_rules
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline

RULES_AFTER: Final = timedelta(days=30)
PROPOSED_AFTER: Final = timedelta(days=4)
DRAFTED_AFTER: Final = timedelta(days=2)
MONTHS: Final = 3
WAITS_BECAUSE: Final = "Na overleg met de winkeliers in het centrum."
DRAFT_BECAUSE: Final = "Wat als verdiende munten na een jaar verlopen?"
DRAFT: Final = {"pots": {"earned": {"expiry": {"kind": "months", "months": 12}}}}

Sections = Mapping[str, Mapping[str, object]]


def make_rules(place: Place, at: datetime, now: datetime) -> None:
    """The town's own rules in force from the start, and one change since."""
    manager, finance = place.officer("manager").party_id, place.officer("finance").party_id
    document = Rules().model_dump(mode="json")
    start = at - timedelta(days=1)
    for change in (place.plan.rules, *place.plan.later_rules[:-1]):
        document = _changed(document, change)
        if change:
            version = _propose(document, manager, start)
            approve_rules(version=version, actor=finance, starts_at=start, now=start)
        start = now - RULES_AFTER


def plan_rules(places: Mapping[str, Place], timeline: Timeline) -> None:
    """Each town has a change that waits for a second person, and Heerlen a draft besides."""
    for place in places.values():
        waits = partial(_let_wait, place)
        timeline.add(timeline.now - PROPOSED_AFTER, place, waits)
    heerlen = places["HE"]
    timeline.add(timeline.now - DRAFTED_AFTER, heerlen, partial(_let_be_drafted, heerlen))


def _let_wait(place: Place, at: datetime) -> None:
    """The last of the town's changes, proposed."""
    document = rules_in_force(at).rules.model_dump(mode="json")
    changed = _changed(document, place.plan.later_rules[-1])
    _propose(changed, place.officer("manager").party_id, at, WAITS_BECAUSE)


def _let_be_drafted(place: Place, at: datetime) -> None:
    """A draft that was replayed over what happened in the town."""
    document = rules_in_force(at).rules.model_dump(mode="json")
    _draft(_changed(document, DRAFT), place.officer("manager").party_id, at, DRAFT_BECAUSE)


def _propose(document: dict[str, object], manager: UUID, at: datetime, note: str = "") -> int:
    version = _draft(document, manager, at, note)
    return propose_rules(version=version, actor=manager).version


def _draft(document: dict[str, object], manager: UUID, at: datetime, note: str) -> int:
    """A draft and its replay; while the demo is built there is no worker yet."""
    based_on = rules_in_force(at).version
    made = draft_rules(document=document, actor=manager, now=at, based_on=based_on, note=note)
    asked = start_replay(
        version=made.version, months=MONTHS, actor=manager, now=at, by_worker=False
    )
    run_replay(replay_id=asked.id, clock=lambda: at)
    return made.version


def _changed(document: Mapping[str, object], change: Sections) -> dict[str, object]:
    changed = dict(document)
    for section, values in change.items():
        earlier = document[section]
        assert isinstance(earlier, dict)
        changed[section] = {**earlier, **values}
    return changed
