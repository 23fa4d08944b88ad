"""Replays of a version of the rules over the tenant's own transfers."""

from currency.models import Replay, RuleSet
from currency.rules.digest import document_digest


def finished_replay(version: RuleSet) -> Replay | None:
    """The latest finished replay of exactly this document; None when it changed since."""
    done = Replay.objects.filter(
        rules=version, state=Replay.State.DONE, digest=document_digest(version.document)
    )
    return done.order_by("-finished_at", "-id").first()
