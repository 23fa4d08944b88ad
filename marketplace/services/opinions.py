"""Commands about second opinions on klussen that look like paid work: ask, answer, take back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from marketplace.errors import ReasonMissing, StepNotPossible
from marketplace.guard_errors import (
    ChangeNeedsOpinion,
    NotAnAdviser,
    NothingToJudge,
    OpinionOpen,
    SecondOpinionNeeded,
)
from marketplace.models import Klus, SecondOpinion
from marketplace.queries.guard import (
    GIVE,
    digest_of_klus,
    is_agreed,
    open_opinion,
    signals_of,
)
from marketplace.rules.displacement import Signal, as_kept
from marketplace.rules.transitions import OPINION, Hat, Verb, next_state
from marketplace.services.hats import hats_of
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell

ASKABLE = (Klus.State.DRAFT, Klus.State.CHECKED)


def refuse_unless_agreed(klus: Klus) -> None:
    """A klus that looks like paid work is published once somebody agreed to it as it is.

    Raises SecondOpinionNeeded.
    """
    found = signals_of(klus)
    if found and not is_agreed(klus, found, as_it_is=True):
        raise SecondOpinionNeeded(signals=_codes(found))


def refuse_unless_still_agreed(klus: Klus) -> None:
    """An open klus may be changed, as far as somebody agreed. Raises ChangeNeedsOpinion."""
    found = signals_of(klus)
    if found and not is_agreed(klus, found, as_it_is=False):
        raise ChangeNeedsOpinion(signals=_codes(found))


@transaction.atomic
def ask_second_opinion(
    *, klus_id: int, actor: Person, asked_of: Person, question: str, now: datetime
) -> SecondOpinion:
    """Ask a colleague by name whether this may be a klus. The same question twice is once.

    Raises NotFound, NotAllowed, StepNotPossible, NothingToJudge, NotAnAdviser, OpinionOpen,
    ReasonMissing.
    """
    klus = _locked_klus(klus_id)
    refuse_unless_may(actor, "publish-klus", within=klus.organiser_id)
    if klus.state not in ASKABLE:
        raise StepNotPossible(state=klus.state, verb=Verb.ASK_OPINION.value)
    found = signals_of(klus)
    if not found:
        raise NothingToJudge
    if asked_of.id in (actor.id, klus.made_by_id) or not asked_of.may(GIVE):
        raise NotAnAdviser
    if not question.strip():
        raise ReasonMissing
    earlier = open_opinion(klus)
    if earlier is not None:
        if (earlier.asked_of_id, earlier.asked_by_id) != (asked_of.id, actor.id):
            raise OpinionOpen
        return earlier
    made = SecondOpinion.objects.create(
        klus=klus, signals=as_kept(found), judged=digest_of_klus(klus), asked_by=actor,
        asked_of=asked_of, question=question.strip()[:500], asked_at=now,
    )  # fmt: skip
    audit(verb="ask-second-opinion", thing="klus", thing_id=klus.id, actor=actor.party_id,
          opinion=made.id, signals=_codes(found))  # fmt: skip
    tell("opinion.asked", opinion=made.id)
    return made


@transaction.atomic
def answer_second_opinion(
    *, opinion_id: int, actor: Person, agrees: bool, reason: str, now: datetime
) -> SecondOpinion:
    """Yes or no, and why; by who was asked alone. The same answer twice is once.

    Raises NotAllowed, NotFound, StepNotPossible, ReasonMissing.
    """
    refuse_unless_may(actor, GIVE)
    found = _locked(opinion_id)
    verb = Verb.AGREE if agrees else Verb.DISAGREE
    hats = {Hat.ADVISER} if found.asked_of_id == actor.id else set()
    said = SecondOpinion.State.AGREED if agrees else SecondOpinion.State.AGAINST
    if found.state == said and hats:
        return found
    found.state = next_state(OPINION, found.state, verb, hats)
    if not reason.strip():
        raise ReasonMissing
    found.reason, found.answered_at = reason.strip()[:500], now
    found.save(update_fields=["state", "reason", "answered_at"])
    audit(verb=verb.value, thing="klus", thing_id=found.klus_id, actor=actor.party_id,
          opinion=found.id)  # fmt: skip
    tell("opinion.answered", opinion=found.id)
    return found


@transaction.atomic
def withdraw_second_opinion(*, opinion_id: int, actor: Person) -> SecondOpinion:
    """Take the question back; twice is once. Raises NotFound, StepNotPossible, NotAllowed."""
    found = _locked(opinion_id)
    hats = hats_of(actor, klus=found.klus)
    if found.state == SecondOpinion.State.WITHDRAWN and Hat.ORGANISER in hats:
        return found
    found.state = next_state(OPINION, found.state, Verb.TAKE_BACK, hats)
    found.save(update_fields=["state"])
    audit(verb=Verb.TAKE_BACK.value, thing="klus", thing_id=found.klus_id, actor=actor.party_id,
          opinion=found.id)  # fmt: skip
    return found


def drop_open_opinion(klus: Klus) -> None:
    """The klus is no longer what was asked about; the caller has locked it."""
    found = klus.opinions.filter(state=SecondOpinion.State.ASKED).select_for_update().first()
    if found is not None:
        found.state = next_state(OPINION, found.state, Verb.TAKE_BACK, {Hat.HOUSE})
        found.save(update_fields=["state"])


def _codes(found: Sequence[Signal]) -> list[str]:
    return sorted({one.code for one in found})


def _locked_klus(klus_id: int) -> Klus:
    klus = Klus.objects.select_for_update(of=("self",)).filter(id=klus_id).first()
    if klus is None:
        raise NotFound
    return klus


def _locked(opinion_id: int) -> SecondOpinion:
    """The klus first, as everywhere: an answer and a change of the klus do not cross."""
    klus_id = SecondOpinion.objects.filter(id=opinion_id).values_list("klus_id", flat=True).first()
    if klus_id is None:
        raise NotFound
    _locked_klus(klus_id)
    found = SecondOpinion.objects.select_for_update(of=("self",)).select_related("klus")
    return found.get(id=opinion_id)
