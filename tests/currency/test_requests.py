"""Payment requests: one a key, found by their code, open for a while, stopped by their shop."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency import errors, queries
from currency.models import PaymentRequest, RuleSet
from currency.services import requests
from currency.services.requests import CODE_SIGNS, cancel_request
from tests.cast import NOW, Town

State = PaymentRequest.State
LATER = NOW + timedelta(minutes=1)


def test_a_request_has_a_code_of_its_town_without_signs_that_are_misread(town: Town) -> None:
    asked = town.asks(town.shop(), 750, description=" 2 broden ")

    assert asked.code[:2] == "HE"
    assert len(asked.code) == 8
    assert set(asked.code[2:]) <= set(CODE_SIGNS)
    assert not set("01OIL") & set(CODE_SIGNS)
    assert (asked.amount, asked.description, asked.state) == (750, "2 broden", State.OPEN)
    assert asked.expires_at == NOW + timedelta(minutes=5)


def test_a_typed_code_is_found_however_it_is_typed_and_from_another_town(
    town: Town, abroad: Town
) -> None:
    asked = town.asks(town.shop("Bakker Bart"), 750)
    typed = f" {asked.code[:4].lower()}-{asked.code[4:].lower()} "

    with abroad.here():
        found = queries.payment_request(typed)

    assert (found.id, found.tenant, found.payee) == (asked.id, town.tenant, "Bakker Bart")
    assert found.payee_account == asked.payee_id


@pytest.mark.parametrize(
    "code", ["", "HE", "HE22222", "HE222222", "XX222222", "HE2222222", "00AAAAAA"]
)
def test_an_unknown_code_is_refused(town: Town, code: str) -> None:
    with pytest.raises(errors.RequestUnknown):
        queries.payment_request(code)


def test_the_same_key_answers_the_same_request(town: Town) -> None:
    shop, key = town.shop(), uuid4()

    first = town.asks(shop, 750, key=key)

    assert town.asks(shop, 750, key=key, at=LATER) == first
    assert PaymentRequest.objects.count() == 1


def test_the_same_key_answers_also_when_the_rules_would_refuse_it_by_now(town: Town) -> None:
    shop, key = town.shop(), uuid4()
    first = town.asks(shop, 750, key=key)
    town.rules(payments={"maximum": 500})

    assert town.asks(shop, 750, key=key) == first


@pytest.mark.parametrize("other", [{"amount": 751}, {"desk": "Kassa 2"}, {"description": "Brood"}])
def test_a_key_is_refused_for_another_request(town: Town, other: dict[str, object]) -> None:
    shop, key = town.shop(), uuid4()
    town.asks(shop, 750, key=key)

    with pytest.raises(errors.KeyReused):
        town.asks(**{"shop": shop, "amount": 750, "key": key, **other})


def test_a_key_is_refused_for_another_shop(town: Town) -> None:
    key = uuid4()
    town.asks(town.shop(), 750, key=key)

    with pytest.raises(errors.KeyReused):
        town.asks(town.shop("Slager"), 750, key=key)


def test_a_code_that_was_drawn_before_is_drawn_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = town.shop()
    taken = town.asks(shop, 750).code
    drawn = iter([taken, taken, "HE234567"])
    monkeypatch.setattr(requests, "_draw_code", lambda: next(drawn))

    made = town.asks(shop, 750, description="Brood")

    assert (made.code, made.description) == ("HE234567", "Brood")


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [
        (0, errors.AmountNotPositive),
        (-5, errors.AmountNotPositive),
        (15_001, errors.AmountTooLarge),
    ],
)
def test_what_nobody_may_pay_cannot_be_asked(
    town: Town, amount: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        town.asks(town.shop(), amount)
    assert town.asks(town.shop(), 15_000).amount == 15_000


def test_without_rules_nothing_is_asked(town: Town) -> None:
    before_all_rules = RuleSet.objects.get().starts_at - timedelta(seconds=1)

    with pytest.raises(errors.NoRules):
        town.asks(town.shop(), 750, at=before_all_rules)


def test_a_shop_stops_its_request_once_and_for_all(town: Town) -> None:
    shop = town.shop()
    asked = town.asks(shop, 750)

    for _ in range(2):
        stopped = cancel_request(request_id=asked.id, payee=shop, at=LATER)
        assert stopped.state == State.CANCELLED
    with pytest.raises(errors.RequestCancelled):
        town.pays(town.resident(1_000), asked.code)


def test_a_shop_cannot_stop_what_is_not_its_own(town: Town) -> None:
    asked = town.asks(town.shop(), 750)

    with pytest.raises(errors.RequestUnknown):
        cancel_request(request_id=asked.id, payee=town.shop("Slager"), at=LATER)
    with pytest.raises(errors.RequestUnknown):
        queries.request_of_payee(asked.id, town.shop("Slager"))


def test_what_is_paid_or_past_its_time_cannot_be_stopped(town: Town) -> None:
    shop = town.shop()
    paid, late = town.asks(shop, 100), town.asks(shop, 100)
    town.pays(town.resident(100), paid.code)

    with pytest.raises(errors.RequestPaid):
        cancel_request(request_id=paid.id, payee=shop, at=LATER)
    with pytest.raises(errors.RequestExpired):
        cancel_request(request_id=late.id, payee=shop, at=late.expires_at)


def test_a_till_hears_how_its_request_stands(town: Town) -> None:
    shop = town.shop()
    asked = town.asks(shop, 100)

    def state(**moment: object) -> dict[str, object]:
        return queries.live_state(queries.request_of_payee(asked.id, shop), **moment)  # type: ignore[arg-type]

    assert state(now=NOW) == {"state": "open", "amount": 100, "payer": ""}
    assert state(now=asked.expires_at)["state"] == "expired"
    town.pays(town.resident(100, name="Samira El Idrissi"), asked.code)
    assert state(now=asked.expires_at) == {"state": "paid", "amount": 100, "payer": "Samira I."}
