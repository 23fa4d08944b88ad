"""What must never be false of the life of a klus, met directly in the database."""

from datetime import timedelta

import pytest

from marketplace.models import (
    Klus,
    KlusChecker,
    KlusIdea,
    KlusPolicy,
    PhotoTerm,
    SecondOpinion,
    SignUp,
    WaitingEntry,
    WatchedWork,
)
from tests.marketplace.cast import NOW, Town
from tests.marketplace.guards import change, refused


def waits(town: Town) -> WaitingEntry:
    slot = town.klus().slots.get()
    return WaitingEntry.objects.create(slot=slot, resident=town.resident, since=NOW)


def idea(town: Town) -> KlusIdea:
    return KlusIdea.objects.create(
        proposed_by=town.resident, title="Bankje verven", description="Het bankje op de hoek.",
        category=Klus.Category.REPAIR, made_at=NOW,
    )  # fmt: skip


def opinion(town: Town, klus: Klus) -> SecondOpinion:
    return SecondOpinion.objects.create(
        klus=klus, signals=[], judged="x", question="Mag dit?", asked_by=town.organiser,
        asked_of=town.clerk, asked_at=NOW,
    )  # fmt: skip


def test_nobody_checks_their_own_klus(town: Town) -> None:
    klus = town.draft()
    Klus.objects.filter(id=klus.id).update(made_by=town.organiser)

    mine = {"checked_by": town.organiser, "checked_at": NOW}
    refused("klus_checked_by_another", change(Klus, klus, **mine))
    refused("klus_checked_has_a_checker", change(Klus, klus, state="checked"))


def test_who_signed_off_late_did_sign_off(town: Town) -> None:
    refused("sign_up_late_is_cancelled", change(SignUp, town.signed_up(), is_late=True))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("waiting_placed_with_sign_up", {"state": "placed", "ended_at": NOW}),
        ("waiting_over_has_an_end", {"state": "left"}),
        ("waiting_over_has_an_end", {"ended_at": NOW}),
    ],
)
def test_who_waits_is_never(town: Town, name: str, values: dict[str, object]) -> None:
    refused(name, change(WaitingEntry, waits(town), **values))


def test_nobody_waits_twice_for_one_moment(town: Town) -> None:
    entry = waits(town)

    again = {"slot": entry.slot, "resident": entry.resident, "since": NOW}
    refused("waiting_once_per_slot", lambda: WaitingEntry.objects.create(**again))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("idea_taken_up_with_klus", {"state": "taken-up", "decided_at": NOW}),
        ("idea_decision_has_a_maker", {"state": "declined", "reason": "Te duur"}),
    ],
)
def test_an_idea_is_never(town: Town, name: str, values: dict[str, object]) -> None:
    by = {"decided_by": town.clerk} if "taken" in name else {}
    refused(name, change(KlusIdea, idea(town), **values, **by))


def test_an_idea_is_never_declined_without_a_reason(town: Town) -> None:
    decided = {"state": "declined", "decided_by": town.clerk, "decided_at": NOW}

    refused("idea_declined_says_why", change(KlusIdea, idea(town), **decided))


def test_an_opinion_is_of_another_asked_once_and_says_why(town: Town) -> None:
    klus = town.draft()
    asked = opinion(town, klus)

    refused("opinion_of_another", change(SecondOpinion, asked, asked_of=town.organiser))
    refused("opinion_open_once", lambda: opinion(town, klus))
    refused("opinion_answer_says_why", change(SecondOpinion, asked, state="agreed"))


def test_the_rules_of_klussen_are_one_and_their_bounds_above_nothing(town: Town) -> None:
    KlusPolicy.objects.all().delete()
    policy = KlusPolicy.objects.create(id=1)

    refused("policy_is_one", lambda: KlusPolicy.objects.create(id=2))
    refused("policy_hours_positive", change(KlusPolicy, policy, most_hours_a_week=0))
    refused("policy_weeks_positive", change(KlusPolicy, policy, most_weeks_at_place=0))


def test_what_is_watched_has_a_name(town: Town) -> None:
    refused("watched_names_something", lambda: WatchedWork.objects.create(category="", words=[]))


def test_a_checker_stands_once_with_a_klus(town: Town) -> None:
    named = {
        "klus": town.draft(), "person": town.checker, "named_by": town.clerk.party, "named_at": NOW,
    }  # fmt: skip
    KlusChecker.objects.create(**named)

    refused("klus_checker_once", lambda: KlusChecker.objects.create(**named))


@pytest.mark.parametrize("days", [6, 731])
def test_photos_are_kept_a_week_at_least_and_two_years_at_most(town: Town, days: int) -> None:
    term = {"days": days, "set_by": town.clerk.party, "set_at": NOW + timedelta(days=1)}

    refused("photo_term_in_bounds", lambda: PhotoTerm.objects.create(**term))
