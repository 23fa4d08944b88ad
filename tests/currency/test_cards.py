"""Cards: what is printed, who makes them, and that out of use is at once and for good."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from currency.card_codes import number_in, pin_digest, printed_code
from currency.card_errors import (
    CardBlocked,
    CardForYourself,
    CardInUse,
    CardOfAnotherTown,
    CardReplaced,
    CardsOff,
    CardUnknown,
)
from currency.errors import KeyReused
from currency.models import Card
from currency.services.cards import block_card, issue_card, print_pin, replace_card
from tenants.errors import NotAllowed, NotFound
from tenants.schema import look_at
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.cast import NOW, Town
from tests.currency.card_cast import Cards, a_desk


@pytest.fixture
def desk(town: Town) -> Cards:
    return a_desk(town)


def test_a_printed_code_is_read_however_it_is_typed(desk: Cards) -> None:
    held = desk.issued()
    groups = " ".join(held.code[at : at + 6] for at in (0, 6, 12))

    for typed in (held.code, groups, held.code.lower(), f"http://x.example/kaart/#{held.code}"):
        assert number_in(typed) == held.card.number


def test_a_number_without_our_signature_is_no_card(desk: Cards) -> None:
    held = desk.issued()
    other = "2" if held.code[-1] != "2" else "3"

    for code in (held.card.number, held.code[:-1] + other, held.code + "A", "", "x" * 500):
        with pytest.raises(CardUnknown):
            number_in(code)


def test_a_card_is_good_in_its_own_town_alone(desk: Cards, abroad: Town) -> None:
    held = desk.issued()
    look_at(abroad.tenant)

    with pytest.raises(CardOfAnotherTown):
        number_in(held.code)
    # The same number signed elsewhere has another signature.
    assert printed_code(held.card.number) != held.code


def test_what_was_printed_under_an_earlier_secret_stays_good(desk: Cards, settings) -> None:
    held = desk.issued()
    earlier = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [earlier]

    assert number_in(held.code) == held.card.number
    assert desk.pays(held, desk.town.asks(desk.town.shop(), 1_500), held.pin).paid == 1_500

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CardUnknown):
        number_in(held.code)


def test_the_pin_stands_nowhere(desk: Cards) -> None:
    held = desk.issued()
    held.card.refresh_from_db()

    assert held.pin.encode() not in bytes(held.card.pin_digest)
    assert bytes(held.card.pin_digest) == pin_digest(held.card.number, held.pin)
    assert all(held.pin not in str(event.facts) for event in AuditEvent.objects.all())


def test_the_same_key_prints_the_same_pin_and_another_a_new_one(desk: Cards) -> None:
    card, key = desk.issued().card, uuid4()

    pins = [print_pin(key=key, card_id=card.id, actor=desk.clerk, at=NOW)[1] for _ in range(2)]
    others = {
        print_pin(key=uuid4(), card_id=card.id, actor=desk.clerk, at=NOW)[1] for _ in range(4)
    }

    assert pins[0] == pins[1]
    assert len(others | {pins[0]}) > 1
    assert AuditEvent.objects.filter(verb="print-pin").count() == 6


def test_a_holder_has_one_card_in_use(desk: Cards) -> None:
    held = desk.issued()
    person = held.holder.person

    with pytest.raises(CardInUse):
        issue_card(key=uuid4(), holder=person, actor=desk.clerk, at=NOW)
    again = issue_card(key=held.card.key, holder=person, actor=desk.clerk, at=NOW)

    assert again.id == held.card.id
    with pytest.raises(KeyReused):
        issue_card(key=held.card.key, holder=desk.town.resident().person, actor=desk.clerk, at=NOW)


def test_who_makes_cards_makes_none_for_oneself(desk: Cards) -> None:
    resident = desk.town.resident().person

    with pytest.raises(CardForYourself):
        issue_card(key=uuid4(), holder=desk.clerk, actor=desk.clerk, at=NOW)
    with pytest.raises(NotAllowed):
        issue_card(key=uuid4(), holder=desk.clerk, actor=resident, at=NOW)


def test_without_cards_in_the_rules_none_is_made(town: Town) -> None:
    desk = a_desk(town, enabled=False)

    with pytest.raises(CardsOff):
        desk.issued()


def test_a_holder_blocks_their_own_card_and_nobody_else_s(desk: Cards) -> None:
    held, stranger = desk.issued(), desk.town.resident().person
    with pytest.raises(NotFound):
        block_card(card_id=held.card.id, actor=stranger, reason="lost", at=NOW)

    for _ in range(2):
        block_card(card_id=held.card.id, actor=held.holder.person, reason="lost", at=NOW)

    assert AuditEvent.objects.filter(verb="block-card").count() == 1
    assert OutboxEvent.objects.filter(kind="card.blocked").count() == 1
    with pytest.raises(CardBlocked):
        print_pin(key=uuid4(), card_id=held.card.id, actor=desk.clerk, at=NOW)


def test_a_new_card_takes_the_place_of_the_old_one_and_its_coins_stay(desk: Cards) -> None:
    held = desk.issued(coins=5_000)
    block_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW)

    made = [
        replace_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW)
        for _ in range(2)
    ]

    assert made[0].id == made[1].id
    assert Card.objects.get(id=held.card.id).state == "replaced"
    new = desk.printed(made[0])
    assert new.code != held.code
    assert desk.pays(new, desk.town.asks(desk.town.shop(), 4_900), new.pin).paid == 4_900
    with pytest.raises(CardReplaced):
        block_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW)


def refused(name: str, act) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    cause = error.value.__cause__
    assert name in (cause.diag.constraint_name or str(cause))


def test_the_database_itself_holds_what_is_true_of_a_card(desk: Cards) -> None:
    held = desk.issued()
    block_card(card_id=held.card.id, actor=desk.clerk, reason="lost", at=NOW)
    one, other = Card.objects.filter(id=held.card.id), desk.issued().card

    def change(**values):
        return lambda: one.update(**values)

    refused("append-only", change(state="active", closed_at=None, closed_by=None))
    refused("append-only", change(number="HE23456789"))
    refused("append-only", one.delete)
    refused("card_few_wrong_pins", change(wrong_pins=4))
    refused("card_closed_by_somebody", change(closed_at=None))
    refused("card_replaced_by_another", change(replaced_by=other))
    double = {"key": uuid4(), "made_by": uuid4(), "made_at": NOW}
    refused("card_number_ten_signs", lambda: Card.objects.create(
        **double, number="he", holder=held.holder))  # fmt: skip
    refused("card_in_use_once", lambda: Card.objects.create(
        **double, number="HE23456789", holder=other.holder))  # fmt: skip
