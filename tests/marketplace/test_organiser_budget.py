"""What an organiser may promise in a month: judged before publication, given back if unused."""

from functools import partial

import pytest

from currency.limit_errors import OrganiserBudgetReached
from currency.models import Counter
from currency.queries.organisers import organiser_budget
from currency.rules.document import Rewards
from marketplace.models import Klus
from marketplace.services.approvals import reject_proof
from marketplace.services.klussen import cancel_klus, close_klus, publish_klus
from marketplace.services.sign_ups import mark_no_show
from tests.marketplace.cast import DAY, END, NOW, Town
from tests.marketplace.test_services_approvals import new_rules
from tests.settlement.cast import at_once


def promised(town: Town) -> int:
    return organiser_budget(town.organiser.party_id, NOW).promised


def limit(most: int) -> None:
    new_rules(rewards=Rewards(organiser_per_month=most))


def test_publishing_counts_all_places(town: Town) -> None:
    town.klus(places=3, moments=2)

    assert promised(town) == 3_000
    assert organiser_budget(town.organiser.party_id, NOW).left is None


def test_above_the_month_nothing_is_published_and_nothing_reserved(town: Town) -> None:
    limit(2_500)
    town.klus(places=4)
    klus = town.draft(places=2)

    with pytest.raises(OrganiserBudgetReached) as refused:
        publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW)

    assert refused.value.facts == {"amount": 1_000, "left": 500, "period": "2026-11"}
    assert "10,00" in refused.value.detail
    assert "november 2026 kun je nog 5,00" in refused.value.detail
    klus.refresh_from_db()
    assert (klus.state, klus.hold_id, town.budget.held) == ("draft", None, 2_000)


def test_a_full_month_fits_to_the_last_and_the_next_month_is_empty(town: Town) -> None:
    limit(2_000)
    town.klus(places=4)
    later = organiser_budget(town.organiser.party_id, NOW + 10 * DAY)

    assert organiser_budget(town.organiser.party_id, NOW).left == 0
    assert (later.promised, later.left) == (0, 2_000)


def test_each_organiser_has_a_month_of_their_own(town: Town) -> None:
    limit(1_000)
    town.klus(places=2)
    klus = town.draft(places=2)
    Klus.objects.filter(id=klus.id).update(organiser=town.checker.party)

    publish_klus(klus_id=klus.id, actor=town.checker, now=NOW)

    assert organiser_budget(town.checker.party_id, NOW).promised == 1_000


def test_what_is_called_off_or_not_used_is_promised_no_longer(town: Town) -> None:
    off, over = town.klus(places=4), town.klus(places=4)
    bad, missed = town.handed_in(over), town.signed_up(over, town.another())

    cancel_klus(klus_id=off.id, actor=town.organiser, reason="Storm", now=NOW)
    assert promised(town) == 2_000
    close_klus(klus_id=over.id, actor=None, now=END + DAY)
    assert promised(town) == 1_000
    reject_proof(sign_up_id=bad.id, actor=town.checker, reason="Nee", now=END)
    mark_no_show(sign_up_id=missed.id, actor=town.organiser, now=END)
    assert promised(town) == 0


def test_what_comes_back_comes_back_in_the_month_it_was_promised(town: Town) -> None:
    klus = town.klus(places=2)
    Klus.objects.filter(id=klus.id).update(published_at=NOW - 30 * DAY)
    Counter.objects.create(
        name="organiser-promised", subject=str(town.organiser.party_id), period="2026-10",
        used=1_000,
    )  # fmt: skip

    cancel_klus(klus_id=klus.id, actor=town.organiser, reason="Storm", now=NOW)

    found = Counter.objects.filter(name="organiser-promised").order_by("period")
    assert list(found.values_list("period", "used")) == [("2026-10", 0), ("2026-11", 1_000)]


def test_of_two_klussen_at_once_one_gets_the_last_of_a_month(committed_town: Town) -> None:
    town = committed_town
    limit(1_500)
    wanted = [town.draft(places=2), town.draft(places=2)]

    answers = at_once(
        town.tenant,
        *[partial(publish_klus, klus_id=k.id, actor=town.organiser, now=NOW) for k in wanted],
    )

    assert sum(isinstance(answer, OrganiserBudgetReached) for answer in answers) == 1
    assert (promised(town), town.budget.held) == (1_000, 1_000)
