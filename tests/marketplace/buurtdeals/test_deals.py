"""A buurtdeal: agreed in a draft, signed once, and then its klussen and hand-overs stand."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from currency.errors import KeyReused
from marketplace.buurtdeals.errors import (
    DealDays,
    DealEmpty,
    DealNotDraft,
    DealOver,
    GivenInvalid,
    HandOverTooEarly,
    MaterialInvalid,
    SignerMissing,
)
from marketplace.buurtdeals.models import Buurtdeal, DealKlus, HandOver, HandOverLine, Material
from marketplace.buurtdeals.queries import open_klussen_of, season
from marketplace.buurtdeals.services.deals import hand_over, review_deal, sign_deal, stop_deal
from marketplace.buurtdeals.services.drafts import (
    Gift,
    add_deal_klus,
    change_deal,
    follow_deal,
    make_deal,
    remove_deal_klus,
)
from marketplace.buurtdeals.services.nightly import end_deals, forget_contacts, tell_reviews
from marketplace.errors import StepNotPossible
from marketplace.models import Klus
from marketplace.planning.errors import RecurrenceInvalid, RecurrenceNever
from marketplace.planning.models import Series
from marketplace.planning.services.nightly import make_all_due
from tenants.errors import NotAllowed
from tenants.messages.models import Message
from tenants.trail.services import relay_outbox
from tests.cast import at_once
from tests.marketplace.buurtdeals.cast import FIRST, LAST, REVIEW, a_draft, signed, terms
from tests.marketplace.cast import NOW, REWARD, Town

IN_SEASON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def open_of(deal: Buurtdeal) -> int:
    found = Klus.objects.filter(occurrence__series__deal_klus__deal=deal, state="published")
    return found.count()


def test_signing_begins_the_klussen_and_writes_down_the_hand_overs(town: Town) -> None:
    deal = signed(town)

    series = Series.objects.get(deal_klus__deal=deal)
    assert (series.starts_on, series.made_by, series.places) == (FIRST, town.organiser, 2)
    assert series.rule.endswith("UNTIL=20270331T235959")
    assert open_of(deal) == 3  # 2, 9 and 16 December: four weeks ahead
    assert town.budget.held == 3 * 2 * REWARD
    assert [one.due_on for one in deal.hand_overs.all()] == [
        FIRST, date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1),
    ]  # fmt: skip
    lines = HandOverLine.objects.order_by("hand_over__due_on", "id")
    assert [(one.material.name, one.number) for one in lines] == [
        ("Grijpers", 6), ("Vuilniszakken", 40), *[("Vuilniszakken", 40)] * 3,
    ]  # fmt: skip


def test_no_klus_comes_back_after_the_season(town: Town) -> None:
    deal = signed(town)

    for day in range(0, 200, 7):
        make_all_due(now=NOW + day * DAY)

    assert Series.objects.get().state == "ended"
    assert Series.objects.get().occurrences.last().starts_at.date() == LAST
    assert season(deal)[0].times == Series.objects.get().occurrences.count() == 18
    assert season(deal)[0].most == 18 * 2 * REWARD


def test_signing_twice_or_by_two_at_once_is_signing_once(committed_town: Town) -> None:
    town = committed_town
    deal, schema = a_draft(town), town.tenant.schema_name

    def sign() -> object:
        with schema_context(schema):
            return sign_deal(deal_id=deal.id, signer="Truus", signed_on=NOW.date(),
                             actor=town.clerk, now=NOW).state  # fmt: skip

    assert at_once(sign, sign) == ["signed", "signed"]
    assert sign() == "signed"
    assert (Series.objects.count(), HandOver.objects.count(), open_of(deal)) == (1, 4, 3)


def test_what_the_budget_does_not_cover_waits_and_its_keeper_is_told(town: Town) -> None:
    deal = a_draft(town)
    DealKlus.objects.update(places=80)

    sign_deal(deal_id=deal.id, signer="Truus", signed_on=NOW.date(), actor=town.clerk, now=NOW)
    relay_outbox(now=timezone.now())

    assert open_of(deal) == 2
    assert Message.objects.get(kind="held-back").person == town.organiser


@pytest.mark.parametrize(
    ("signer", "at", "refusal"),
    [(" ", NOW, SignerMissing), ("Truus", datetime(2027, 4, 1, tzinfo=UTC), DealOver)],
)
def test_a_deal_is_not_signed_by_nobody_or_after_its_season(town, signer, at, refusal) -> None:
    with pytest.raises(refusal):
        sign_deal(deal_id=a_draft(town).id, signer=signer, signed_on=NOW.date(),
                  actor=town.clerk, now=at)  # fmt: skip


def test_an_empty_deal_is_not_signed_and_an_organiser_signs_for_no_municipality(town) -> None:
    deal = make_deal(key=uuid4(), terms=terms(), gifts=(), actor=town.organiser, now=NOW)
    with pytest.raises(DealEmpty):
        sign_deal(deal_id=deal.id, signer="Truus", signed_on=NOW.date(), actor=town.clerk, now=NOW)
    with pytest.raises(NotAllowed):
        sign_deal(deal_id=deal.id, signer="Truus", signed_on=NOW.date(), actor=town.organiser,
                  now=NOW)  # fmt: skip
    with pytest.raises(NotAllowed):
        make_deal(key=uuid4(), terms=terms(), gifts=(), actor=town.resident, now=NOW)


@pytest.mark.parametrize(
    "days",
    [{"ends_on": FIRST}, {"ends_on": date(2027, 12, 3)}, {"review_on": date(2026, 11, 30)},
     {"review_on": date(2027, 4, 1)}],
)  # fmt: skip
def test_days_that_do_not_fit_are_refused(town: Town, days) -> None:
    with pytest.raises(DealDays):
        make_deal(key=uuid4(), terms=terms(**days), gifts=(), actor=town.organiser, now=NOW)


@pytest.mark.parametrize("gift", [Gift("", 1), Gift("Zakken", 0), Gift("Zakken", 1_001)])
def test_material_without_a_name_or_a_number_is_refused(town: Town, gift) -> None:
    with pytest.raises(MaterialInvalid):
        make_deal(key=uuid4(), terms=terms(), gifts=[gift], actor=town.organiser, now=NOW)


def test_a_draft_is_changed_and_what_was_signed_is_not(town: Town) -> None:
    deal = a_draft(town)
    change_deal(deal_id=deal.id, terms=terms(title="Anders"), gifts=[Gift("Bezems", 2)],
                actor=town.organiser)  # fmt: skip
    deal.refresh_from_db()
    assert (deal.title, deal.materials.get().name) == ("Anders", "Bezems")
    sign_deal(deal_id=deal.id, signer="Truus", signed_on=NOW.date(), actor=town.clerk, now=NOW)

    with pytest.raises(DealNotDraft):
        change_deal(deal_id=deal.id, terms=terms(), gifts=(), actor=town.organiser)
    with pytest.raises(DealNotDraft):
        remove_deal_klus(deal_klus_id=deal.klussen.get().id, actor=town.organiser)


def test_a_klus_of_a_draft_is_taken_out_again_and_a_wrong_one_never_gets_in(town: Town) -> None:
    deal = a_draft(town)
    klus, asked = town.draft(), {"begins_at": time(10), "places": 1, "now": NOW}

    remove_deal_klus(deal_klus_id=deal.klussen.get().id, actor=town.organiser)
    for rule, refusal in (
        ("FREQ=WEEKLY;COUNT=3", RecurrenceInvalid),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", RecurrenceNever),
    ):
        with pytest.raises(refusal):
            add_deal_klus(deal_id=deal.id, klus_id=klus.id, rule=rule, actor=town.organiser,
                          **asked)  # fmt: skip

    assert not deal.klussen.exists()
    assert not Klus.objects.filter(state="pattern").exists()


def test_a_klus_begins_on_a_whole_minute(town: Town) -> None:
    deal = a_draft(town)

    added = add_deal_klus(
        deal_id=deal.id, klus_id=town.draft().id, rule="FREQ=WEEKLY", places=1, now=NOW,
        begins_at=time(10, 15, 42, 7), actor=town.organiser,
    )  # fmt: skip

    assert added.begins_at == time(10, 15)


def test_material_is_handed_over_once_counted_and_not_too_early(town: Town) -> None:
    first, second, *_ = signed(town).hand_overs.all()
    numbers = {line.id: 5 for line in first.lines.all()}
    asked = {"note": " Een grijper stuk ", "actor": town.organiser}

    for wrong in ({}, dict.fromkeys(numbers, -1), dict.fromkeys(numbers, 1_001)):
        with pytest.raises(GivenInvalid):
            hand_over(hand_over_id=first.id, given=wrong, now=IN_SEASON, **asked)
    done = hand_over(hand_over_id=first.id, given=numbers, now=IN_SEASON, **asked)
    again = hand_over(hand_over_id=first.id, given=dict.fromkeys(numbers, 9),
                      now=IN_SEASON + DAY, **asked)  # fmt: skip

    assert (done.note, again.given_at) == ("Een grijper stuk", IN_SEASON)
    assert [line.given for line in first.lines.all()] == [5, 5]
    with pytest.raises(HandOverTooEarly):
        hand_over(hand_over_id=second.id, given={second.lines.get().id: 40}, now=IN_SEASON,
                  **asked)  # fmt: skip


def test_a_deal_that_stops_brings_nothing_back_and_gives_nothing(town: Town) -> None:
    deal = signed(town)

    for _ in range(2):
        stop_deal(deal_id=deal.id, actor=town.organiser, now=NOW)

    assert Series.objects.get().state == "stopped"
    assert open_of(deal) == 3  # what is open stays
    with pytest.raises(StepNotPossible):
        hand_over(hand_over_id=deal.hand_overs.first().id, given={}, note="", now=IN_SEASON,
                  actor=town.organiser)  # fmt: skip


def test_it_ends_by_itself_on_the_day_after_and_can_still_be_looked_back_on(town: Town) -> None:
    deal = signed(town)
    last_evening = datetime(2027, 3, 31, 22, 59, tzinfo=timezone.get_default_timezone())

    assert end_deals(now=last_evening) == 0
    assert [end_deals(now=last_evening + DAY) for _ in range(2)] == [1, 0]
    review_deal(deal_id=deal.id, outcome="go-on", review="Fijn", actor=town.organiser, now=NOW)

    deal.refresh_from_db()
    assert (deal.state, deal.outcome) == ("ended", "go-on")
    with pytest.raises(StepNotPossible):
        review_deal(deal_id=a_draft(town).id, outcome="go-on", review="", actor=town.organiser,
                    now=NOW)  # fmt: skip


def test_its_keeper_is_told_two_weeks_before_the_review_and_once(town: Town) -> None:
    signed(town)
    soon = datetime(2027, 2, 17, 9, 0, tzinfo=UTC)

    assert [tell_reviews(now=soon - DAY), tell_reviews(now=soon), tell_reviews(now=soon)] == [
        0, 1, 0,
    ]  # fmt: skip
    relay_outbox(now=timezone.now())
    message = Message.objects.get(kind="deal-review")
    assert message.person == town.organiser
    assert "3 maart" in message.text


def test_the_next_season_begins_the_day_after_with_all_that_was_agreed(town: Town) -> None:
    deal = signed(town)

    later = follow_deal(deal_id=deal.id, actor=town.organiser, now=NOW)

    assert follow_deal(deal_id=deal.id, actor=town.organiser, now=NOW) == later
    assert (later.starts_on, later.state) == (LAST + DAY, "draft")
    assert later.ends_on - later.starts_on == LAST - FIRST
    assert later.review_on - later.starts_on == REVIEW - FIRST
    assert later.materials.count() == 2
    assert later.klussen.get().rule == deal.klussen.get().rule


def test_the_same_key_is_the_same_deal_and_something_else_is_refused(town: Town) -> None:
    key = uuid4()
    asked = {"key": key, "gifts": (), "actor": town.organiser, "now": NOW}

    assert make_deal(terms=terms(), **asked) == make_deal(terms=terms(), **asked)
    with pytest.raises(KeyReused):
        make_deal(terms=terms(title="Iets anders"), **asked)


def test_who_spoke_for_the_residents_is_forgotten_a_year_after(town: Town) -> None:
    deal = signed(town)
    assert forget_contacts(before=datetime(2027, 3, 31, 12, tzinfo=UTC)) == 0
    assert forget_contacts(before=datetime(2027, 4, 1, 12, tzinfo=UTC)) == 1
    assert forget_contacts(before=datetime(2027, 4, 1, 12, tzinfo=UTC)) == 0

    deal.refresh_from_db()
    assert (deal.contact, deal.reach) == ("", "")


def test_what_must_never_be_is_kept_by_the_database(town: Town) -> None:
    deal, draft = signed(town), a_draft(town)
    hand = deal.hand_overs.first()
    acts = {
        "buurtdeal_lasts": lambda: _set(draft, ends_on=FIRST, review_on=FIRST),
        "buurtdeal_review_in_season": lambda: _set(draft, review_on=LAST + DAY),
        "buurtdeal_runs_signed": lambda: _set(draft, state="signed"),
        "buurtdeal_reviewed_with_outcome": lambda: _set(draft, outcome="end"),
        "material_at_least_one": lambda: Material.objects.update(number=0),
        "deal_klus_has_places": lambda: DealKlus.objects.update(places=0),
        "hand_over_once_a_day": lambda: HandOver.objects.create(deal=deal, due_on=FIRST),
        "hand_over_given_by_somebody": lambda: _set(hand, given_at=NOW),
        "hand_over_line_once": lambda: HandOverLine.objects.create(
            hand_over=hand, material=hand.lines.first().material, number=1
        ),
    }
    for name, act in acts.items():
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            act()
        assert error.value.__cause__.diag.constraint_name == name
    models = apps.get_app_config("buurtdeals").get_models()
    assert set(acts) == {one.name for model in models for one in model._meta.constraints}


def test_another_town_has_none_of_it(town: Town, sittard_geleen) -> None:
    deal = signed(town)
    assert open_klussen_of(deal, now=NOW)

    with schema_context(sittard_geleen.schema_name):
        assert not Buurtdeal.objects.exists()
        assert (end_deals(now=NOW + 999 * DAY), tell_reviews(now=NOW + 99 * DAY)) == (0, 0)


def _set(row, **values) -> None:
    type(row).objects.filter(id=row.id).update(**values)
