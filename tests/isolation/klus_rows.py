"""One of everything in the life of a klus: somebody who waits, an idea, an opinion."""

from uuid import uuid4

from marketplace.models import Klus, KlusIdea, SecondOpinion, WaitingEntry, WatchedWork
from marketplace.services.ideas import propose_idea
from marketplace.services.opinions import ask_second_opinion
from marketplace.services.waiting_list import join_waiting_list
from tenants.people.models import Person
from tests.marketplace.cast import NOW, Town


def klus_rows(town: Town, chief: Person) -> dict[str, object]:
    """The rows by the names that routes use, all of them the chief's."""
    opinion = _opinion(town, chief)
    return {
        "waiting_id": _waiting(town, chief).id, "idea_id": _idea(chief).id,
        "opinion_id": opinion.id, "watched_id": WatchedWork.objects.get().id,
        "marketplace:console-opinion-withdraw klus_id": opinion.klus_id,
        "marketplace:console-opinion-ask klus_id": opinion.klus_id,
    }  # fmt: skip


def _opinion(town: Town, chief: Person) -> SecondOpinion:
    klus = town.draft()
    WatchedWork.objects.create(name="Geheime tuin", words=["zwerfvuil"])
    asked = ask_second_opinion(
        klus_id=klus.id, actor=town.organiser, asked_of=chief, question="Geheime tuin", now=NOW
    )
    # The other klussen of this town are no such work.
    WatchedWork.objects.update(is_watched=False)
    return asked


def _idea(chief: Person) -> KlusIdea:
    return propose_idea(
        key=uuid4(), resident=chief, title="Geheime tuin", description="Wieden.", category="green",
        neighbourhood=None, place="", now=NOW,
    )  # fmt: skip


def _waiting(town: Town, chief: Person) -> WaitingEntry:
    klus = town.klus(places=1)
    Klus.objects.filter(id=klus.id).update(title="Geheime tuin")
    town.signed_up(klus)
    return join_waiting_list(slot_id=klus.slots.get().id, resident=chief, now=NOW)
