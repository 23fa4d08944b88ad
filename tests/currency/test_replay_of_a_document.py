"""A replay belongs to the document it was made of, whatever the order of its fields."""

from datetime import timedelta
from uuid import uuid4

from currency.models import Replay, RuleSet
from currency.queries import finished_replay
from currency.rules.digest import document_digest
from currency.rules.document import Rules
from tests.cast import NOW, Town


def replay_of(version: RuleSet, **more: object) -> Replay:
    values: dict[str, object] = {
        "rules": version, "digest": document_digest(version.document), "months": 3,
        "state": Replay.State.DONE, "asked_by": uuid4(), "asked_at": NOW, "finished_at": NOW,
        **more,
    }  # fmt: skip
    return Replay.objects.create(**values)


def test_the_order_of_fields_does_not_count_and_every_value_does() -> None:
    document = Rules().model_dump(mode="json")
    turned = dict(reversed(document.items()))
    other = {**document, "abroad": {**document["abroad"], "spend": False}}

    assert document_digest(turned) == document_digest(document)
    assert document_digest(other) != document_digest(document)
    assert len(document_digest({})) == 32


def test_only_a_finished_replay_of_this_very_document_counts(town: Town) -> None:
    version = RuleSet.objects.get()
    replay_of(version, state=Replay.State.RUNNING, finished_at=None)
    assert finished_replay(version) is None

    replay_of(version)
    latest = replay_of(version, finished_at=NOW + timedelta(hours=1))

    assert finished_replay(version) == latest
    version.document = {**version.document, "format": 2}
    assert finished_replay(version) is None
