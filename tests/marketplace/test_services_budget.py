"""No order of steps loses or makes a coin: what is kept aside is always what is promised."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.proof import verify_ledger
from marketplace.models import Klus, SignUp, Slot
from marketplace.rules.transitions import SIGN_UP, Hat, Verb, verbs_of
from marketplace.services.approvals import approve_partly, approve_proof, reject_proof, send_back
from marketplace.services.klussen import cancel_klus, close_klus
from marketplace.services.overdue import close_past_klussen, mark_missed
from marketplace.services.sign_ups import cancel_sign_up, check_in, mark_no_show, sign_up
from tenants.errors import Refusal
from tests.marketplace.cast import BUDGET, DAY, END, NOW, START, Town, a_photo, kept, promised

PEOPLE = 4
LATER = END + timedelta(days=8)


class Play:
    """A klus of two moments and some people; each act is tried, a refusal is a fine answer."""

    def __init__(self, town: Town, places: int, reward: int) -> None:
        self.town = town
        self.people = [town.another() for _ in range(PEOPLE)]
        self.klus = town.klus(places=places, reward=reward, moments=2)
        self.slots = list(self.klus.slots.values_list("id", flat=True))

    def newest(self, who: int) -> SignUp | None:
        return SignUp.objects.filter(resident=self.people[who]).order_by("-id").first()

    def act(self, who: int, number: int) -> None:
        """Mostly a step the table knows from here, sometimes any step, seldom one for the klus."""
        found = self.newest(who)
        try:
            if number >= 95:
                HOUSE[number - 95](self.klus, self.town)
            elif found is None or found.state in ("cancelled", "approved", "partly"):
                slot = self.slots[(who + number) % 2]
                sign_up(slot_id=slot, resident=self.people[who], now=NOW)
            else:
                possible = sorted(verbs_of(SIGN_UP, found.state, set(Hat))) if number < 70 else []
                verbs = possible or sorted(PERSONAL)
                PERSONAL[verbs[number % len(verbs)]](found, self.town)
        except Refusal:
            pass

    def check(self) -> None:
        """What must hold after each act, in the klus, in its places and in the budget."""
        assert kept(self.klus) == promised(self.klus)
        for slot in Slot.objects.filter(klus=self.klus):
            assert slot.taken == slot.sign_ups.exclude(state="cancelled").count()
        given = SignUp.objects.filter(slot__klus=self.klus).aggregate(sum=Sum("reward"))["sum"]
        account = self.town.budget
        assert account.balance == BUDGET - (given or 0)
        assert account.held == kept(self.klus)
        given = sum(self.town.coins_of(person) for person in self.people)
        assert account.balance + given == BUDGET


PERSONAL = {
    Verb.CANCEL: lambda found, town: cancel_sign_up(
        sign_up_id=found.id, actor=found.resident, now=NOW
    ),
    Verb.SIGN_OFF_LATE: lambda found, town: cancel_sign_up(
        sign_up_id=found.id, actor=found.resident, now=START - timedelta(hours=2)
    ),
    Verb.CHECK_IN: lambda found, town: check_in(
        sign_up_id=found.id, actor=town.organiser, now=START + DAY
    ),
    Verb.HAND_IN: lambda found, town: town.hand_in(found, a_photo(size=(8, 8))),
    Verb.APPROVE: lambda found, town: approve_proof(
        sign_up_id=found.id, actor=town.checker, now=END
    ),
    Verb.APPROVE_PARTLY: lambda found, town: approve_partly(
        sign_up_id=found.id,
        actor=town.checker,
        amount=found.slot.klus.reward // 3,
        reason="De helft",
        now=END,
    ),
    Verb.SEND_BACK: lambda found, town: send_back(
        sign_up_id=found.id, actor=town.checker, reason="?", now=END
    ),
    Verb.REJECT: lambda found, town: reject_proof(
        sign_up_id=found.id, actor=town.checker, reason="Nee", now=END
    ),
    Verb.MISS: lambda found, town: mark_no_show(
        sign_up_id=found.id, actor=town.organiser, now=END + DAY
    ),
}
HOUSE = (
    lambda klus, town: close_klus(klus_id=klus.id, actor=town.organiser, now=END),
    lambda klus, town: close_klus(klus_id=klus.id, actor=town.organiser, now=LATER),
    lambda klus, town: cancel_klus(klus_id=klus.id, actor=town.organiser, reason="Storm", now=NOW),
    lambda klus, town: close_past_klussen(now=END + 2 * DAY),
    lambda klus, town: mark_missed(now=LATER),
)
ACTS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, 99)), min_size=8, max_size=24)


@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(places=st.integers(1, 3), reward=st.integers(100, 5_000), acts=ACTS)
def test_in_whatever_order_things_happen_the_budget_is_right(
    town: Town, places: int, reward: int, acts: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        play = Play(town, places, reward)
        for who, number in acts:
            play.act(who, number)
            play.check()
        _end_well(play)
        transaction.set_rollback(True)


def _end_well(play: Play) -> None:
    """Once the clock has run and every promise is decided, nothing is kept aside any more."""
    close_past_klussen(now=LATER)
    mark_missed(now=LATER + DAY)
    for who in range(PEOPLE):
        for verb in (Verb.HAND_IN, Verb.REJECT, Verb.MISS):
            for found in SignUp.objects.filter(resident=play.people[who]):
                try:
                    PERSONAL[verb](found, play.town)
                except Refusal:
                    continue
    play.check()
    assert Klus.objects.get(id=play.klus.id).state != "published"
    assert (kept(play.klus), play.town.budget.held) == (0, 0)
    assert verify_ledger(play.town.tenant.schema_name) == []
