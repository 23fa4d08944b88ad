"""Replays of a version of the rules over the tenant's own transfers."""

from django.db.models import QuerySet

from currency.models import Replay, RuleSet
from currency.rules.digest import document_digest


def finished_replay(version: RuleSet) -> Replay | None:
    """The latest finished replay of exactly this document; None when it changed since."""
    done = Replay.objects.filter(
        rules=version, state=Replay.State.DONE, digest=document_digest(version.document)
    )
    return done.order_by("-finished_at", "-id").first()


def newest_replay(version: RuleSet) -> Replay | None:
    """The replay of exactly this document that was asked last, however it stands."""
    return replays_of(version).filter(digest=document_digest(version.document)).first()


def replays_of(version: RuleSet) -> QuerySet[Replay]:
    """All replays of a version, also of what it said before; the newest first."""
    return Replay.objects.filter(rules=version).order_by("-asked_at", "-id")


def is_current(found: Replay) -> bool:
    """Whether its version still says what was replayed."""
    return document_digest(found.rules.document) == bytes(found.digest)
