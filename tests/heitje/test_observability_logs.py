"""What is logged: one line a fact, with tenant and ids, and nothing about people."""

import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from io import StringIO
from uuid import uuid4

import pytest
import structlog
from celery import shared_task
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from heitje.observability.logs import configure_structlog, logging_config
from heitje.observability.middleware import RequestIdMiddleware, method_of
from heitje.observability.scrub import MASK, is_telling, scrub, scrub_text

IBANS = [
    "NL91ABNA0417164300",
    "NL91 ABNA 0417 1643 00",
    "NL91%20ABNA%200417%201643%2000",
    "nl91abna0417164300",
    "be68539007547034",
    "DE89 3704 0044 0532 0130 00",
    "BE68-5390-0754-7034",
    "MT84MALT011000012345MTLCAST001S",
    "NO93 8601 1117 947",
]


@pytest.fixture
def lines() -> Iterator[Callable[[], list[str]]]:
    """What a production process would write to its standard error."""
    written = StringIO()
    config = logging_config(debug=False)
    config["handlers"]["stderr"]["stream"] = written
    root = logging.getLogger()  # noqa: TID251 - the handlers are the library's
    handlers, level = root.handlers[:], root.level
    logging.config.dictConfig(config)
    configure_structlog()
    yield lambda: written.getvalue().splitlines()
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize("iban", IBANS)
def test_an_account_number_is_masked_in_any_country_and_spelling(iban: str):
    assert scrub_text(f"terug naar {iban} gestort") == f"terug naar {MASK} gestort"


def test_ids_pass_even_when_they_look_like_an_account_number():
    ids = ["de89370400440532013000aabbccddee", "550e8400-e29b-41d4-a716-446655440000", uuid4().hex]

    assert [scrub_text(text) for text in ids] == ids


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("brief aan sanne.de-vries+klus@heerlen.example", "sanne"),
        ("GET /?mail=sanne%40heerlen.example", "sanne"),
        ("betaal € 1.250,00", "250"),
        ("EUR 12,50 te weinig", "12"),
        ("saldo 99,95", "99"),
        ("POST /betalen/HL7K3M9P/bon/", "HL7K3M9P"),
        ("Authorization: Bearer abc.def.ghi", "abc"),
        ("https://bank.example/?token=geheim&x=1", "geheim"),
        ("postgresql://heitje:geheim@db.example/heitje", "geheim"),
        ("Key (name)=(Sanne (Sas) de Vries) already exists.", "Vries"),
        ("DETAIL:  Failing row contains (12, Sanne\nde Vries, null).", "Vries"),
    ],
)
def test_free_text_loses_what_points_at_a_person_or_a_sum(text: str, leak: str):
    assert leak not in scrub_text(text)
    assert MASK in scrub_text(text)


def test_a_long_text_without_anything_in_it_is_read_in_no_time():
    text = "a" * 200_000 + " " + "NL12 " * 20_000

    assert len(scrub_text(text)) > 100_000


def test_whatever_stands_under_a_telling_key_is_masked_however_deep():
    scrubbed = scrub({"kind": "payout", "shop": [{"displayName": "Bakker", "payout_cents": 125}]})

    assert scrubbed == {"kind": "payout", "shop": [{"displayName": MASK, "payout_cents": MASK}]}


def test_an_object_is_told_by_its_type_and_never_by_its_own_words():
    class Person:
        def __repr__(self) -> str:
            return "Sanne de Vries"

    assert scrub({"asked": Person(), "raw": b"Sanne"}) == {"asked": "<Person>", "raw": "<bytes>"}


def test_keys_of_operations_stay_readable():
    kept = ("route", "status", "ms", "tenant", "request_id", "outcome", "task", "error_code")

    assert [key for key in kept if is_telling(key)] == []


def test_a_fact_is_one_line_of_json_with_its_tenant(lines: Callable[[], list[str]]):
    structlog.get_logger("heitje.test").info("payout_made", name="Bakker", payout=7)

    fact = json.loads(lines()[-1])
    assert fact["event"] == "payout_made"
    assert fact["level"] == "info"
    assert fact["tenant"]
    assert (fact["name"], fact["payout"]) == (MASK, 7)


def test_a_line_break_in_a_value_cannot_forge_a_second_line(lines: Callable[[], list[str]]):
    before = len(lines())

    structlog.get_logger("heitje.test").warning(
        "odd\nforged", klus='x\r\n{"event": "signed_in"}\u2028\x1b[31m', **{"a\nb": 1}
    )

    assert len(lines()) == before + 1
    fact = json.loads(lines()[-1])
    assert fact["event"] == "odd\\nforged"
    assert "\n" not in fact["klus"]
    assert "\x1b" not in fact["klus"]


def test_a_library_line_is_scrubbed_like_our_own(lines: Callable[[], list[str]]):
    library = logging.getLogger("some.library")  # noqa: TID251 - a library does
    try:
        raise ValueError("rekening NL91ABNA0417164300 van sanne@heerlen.example")
    except ValueError:
        library.exception("mail to %s failed", "sanne@heerlen.example")

    fact = json.loads(lines()[-1])
    assert fact["event"] == f"mail to {MASK} failed"
    assert f"ValueError: rekening {MASK} van {MASK}" in fact["exception"]
    assert "test_observability_logs.py" in fact["exception"]


def answer_of(**headers: str) -> HttpResponse:
    """A request through the middleware alone."""

    def view(request: HttpRequest) -> HttpResponse:
        structlog.get_logger("heitje.test").info("inside")
        return HttpResponse("ok")

    return RequestIdMiddleware(view)(RequestFactory().get("/betalen/HL7K3M9P/", headers=headers))


def test_a_request_keeps_its_well_formed_id_in_answer_and_lines(lines: Callable[[], list[str]]):
    response = answer_of(**{"X-Request-ID": "abc-12345678"})

    inside, answered = (json.loads(line) for line in lines()[-2:])
    assert response["X-Request-ID"] == "abc-12345678"
    assert inside["request_id"] == answered["request_id"] == "abc-12345678"
    assert (answered["event"], answered["status"], answered["route"]) == (
        "request_answered", 200, "none",
    )  # fmt: skip
    assert "HL7K3M9P" not in "".join(lines())


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space", "a\tb-12345678", "é" * 9])
def test_an_ill_formed_request_id_is_replaced(given: str, lines: Callable[[], list[str]]):
    drawn = answer_of(**{"X-Request-ID": given})["X-Request-ID"]

    assert len(drawn) == 32
    assert drawn != given


def test_what_one_request_bound_is_gone_at_the_next(lines: Callable[[], list[str]]):
    answer_of()

    assert structlog.contextvars.get_contextvars() == {}


def test_a_made_up_method_makes_no_series_of_its_own():
    assert method_of(RequestFactory().generic("BREW", "/")) == "other"
    assert method_of(RequestFactory().post("/")) == "POST"


def test_a_line_from_a_task_names_the_task(lines: Callable[[], list[str]]):
    @shared_task(name="test.logging")
    def logging_task() -> None:
        structlog.get_logger("heitje.test").info("inside")

    logging_task.apply(task_id="6f0d8f4e-0000-4000-8000-000000000001")

    (fact,) = (json.loads(line) for line in lines() if '"inside"' in line)
    assert (fact["task"], fact["task_id"]) == (
        "test.logging", "6f0d8f4e-0000-4000-8000-000000000001",
    )  # fmt: skip
