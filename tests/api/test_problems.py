"""Every error is a whole problem (RFC 9457), in the reader's language, and tells no secrets."""

import json
from typing import Any

import pytest
from django.utils.translation import override

from currency.api.coins import BalanceView
from currency.errors import RequestUnknown
from heitje.api.problems import MISTAKES
from tenants.models import Tenant
from tests.api.acts import a_budget, a_key, a_klus, fund
from tests.api.cast import Api, Town, make_person, refused

CSRF = {"enforce_csrf_checks": True}


def test_a_message_that_is_no_json_is_malformed(town: Town):
    for sent in ("{", "nee", '{"a": NaN}', "\xff", "[" * 100_000, '{"a": ' + "9" * 5000 + "}"):
        response = town.manager.ask(
            "POST", "programmes", data=sent.encode("latin-1"), content_type="application/json"
        )
        refused(response, 400, "malformed")


def test_a_message_that_is_no_object_is_invalid(town: Town):
    for sent in ([], "tekst", 3, None, True):
        refused(town.manager.post("programmes", [sent]), 422, "invalid")


def test_each_field_at_fault_is_named(town: Town):
    body = refused(
        town.manager.post("programmes", a_budget(ends_on="morgen", name="")), 422, "invalid"
    )

    assert set(body["fields"]) == {"ends_on", "name"}


def test_a_field_deep_in_a_message_is_named_by_its_place(town: Town):
    sent = a_klus(fund(town), moments=[{"starts_at": "nooit", "ends_at": None, "places": 1}])

    body = refused(town.organiser.post("klussen", sent, key=a_key()), 422, "invalid")

    assert set(body["fields"]["moments"]["0"]) == {"starts_at", "ends_at"}


def test_a_field_nobody_knows_is_refused(town: Town):
    body = refused(town.manager.post("programmes", a_budget(end_on="2030-01-01")), 422, "invalid")

    assert list(body["fields"]) == ["end_on"]


def test_an_address_that_leads_nowhere_is_a_problem_on_every_host(rows: None):
    for host in ("heerlen.localhost", "regio.localhost", "beheer.localhost", "localhost"):
        for path in ("geen", "balance/", "klussen/7/", "../v2/balance", "../"):
            for method in ("GET", "POST", "DELETE"):
                refused(Api(host).ask(method, path), 404, "not-found")


def test_a_method_an_address_has_not_is_refused_with_those_it_has(town: Town):
    response = town.resident.ask("DELETE", "balance")

    refused(response, 405, "method-not-allowed")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    refused(town.resident.ask("OPTIONS", "balance"), 405, "method-not-allowed")


def test_an_answer_in_a_form_we_have_not_is_refused(town: Town):
    refused(town.resident.get("balance", accept="text/html"), 406, "not-acceptable")
    assert town.resident.get("balance", accept="application/json").status_code == 200


def test_a_message_of_another_kind_is_refused(town: Town):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        response = town.manager.ask("POST", "programmes", data="a=b", content_type=kind)
        refused(response, 415, "unsupported-media-type")


def test_a_message_above_the_bound_is_not_read(town: Town, settings: Any):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    sent = json.dumps({"name": "x" * 1000})

    response = town.manager.ask("POST", "programmes", data=sent, content_type="application/json")

    refused(response, 413, "too-large")


def test_a_form_with_too_many_parts_is_refused(town: Town, settings: Any):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2

    refused(town.finance.upload("bank-files", a="1", b="2", c="3"), 400, "malformed")


def test_a_page_there_is_not_is_not_found(town: Town):
    for page in ("2", "0", "-1", "een", "9" * 30):
        refused(town.resident.get("klussen", page=page), 404, "not-found")


def test_a_page_is_never_longer_than_the_bound(town: Town):
    assert town.resident.get("klussen", page_size=100_000).json()["results"] == []


@pytest.mark.parametrize(
    "asked", [{"category": "geen"}, {"day": "gisteren"}, {"neighbourhood": "x"}, {"text": "a\0"}]
)
def test_a_list_narrowed_by_nonsense_is_refused(town: Town, asked: dict[str, str]):
    body = refused(town.resident.get("klussen", **asked), 422, "invalid")

    assert list(body["fields"]) == list(asked)


def test_a_browser_needs_the_token_of_its_page_to_change_anything(heerlen: Tenant):
    page = Api(heerlen)
    page.browser.handler.enforce_csrf_checks = True
    page.browser.sign_in(make_person(heerlen, "resident"))

    assert page.get("balance").status_code == 200
    refused(page.post("payment-requests/HE222222/pay"), 403, "csrf-failed")


def test_a_fault_tells_nothing_of_itself(town: Town, monkeypatch: pytest.MonkeyPatch):
    def broken(*args: object) -> None:
        raise RuntimeError("wachtwoord van de database")

    monkeypatch.setattr(BalanceView, "get", broken)
    town.resident.browser.raise_request_exception = False

    response = town.resident.get("balance")

    refused(response, 500, "server-error")
    assert b"wachtwoord" not in response.content


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_sentence_comes_in_the_language_of_the_reader(town: Town, language: str):
    unknown = town.resident.ask("GET", "payment-requests/HE222222", language=language)
    nobody = Api(town.tenant).ask("GET", "balance", language=language)

    with override(language):
        assert refused(unknown, 404, "request-unknown")["title"] == str(RequestUnknown.sentence)
        assert refused(nobody, 401, "not-authenticated")["title"] == str(
            MISTAKES["not-authenticated"][1]
        )


def test_the_words_of_a_field_come_in_the_language_of_the_reader(town: Town):
    told = {
        language: refused(
            town.manager.ask(
                "POST", "programmes", data="{}", content_type="application/json", language=language
            ),
            422, "invalid",
        )["fields"]["name"][0]
        for language in ("nl", "en", "de")
    }  # fmt: skip

    assert len(set(told.values())) == 3


def test_no_cache_may_keep_an_answer(town: Town):
    for response in (
        town.resident.get("balance"),
        town.resident.get("geen"),
        town.resident.get(""),
    ):
        assert response["Cache-Control"] == "private, no-store"


def test_a_fault_before_any_view_is_a_problem_too(town: Town, monkeypatch: pytest.MonkeyPatch):
    def broken(*args: object) -> None:
        raise RuntimeError("wachtwoord van de database")

    monkeypatch.setattr("heitje.refusals.RefusalMiddleware.__call__", broken)
    program = town.resident
    program.browser.raise_request_exception = False
    program.browser.handler.load_middleware()

    refused(program.get("balance"), 500, "server-error")


def test_a_host_nobody_named_is_no_town(rows: None):
    response = Api("nergens.localhost").get("balance")

    assert (response.status_code, response["Content-Type"][:9]) == (404, "text/html")
