"""The page about the API: made of the description, in the reader's language, without a script."""

from html import unescape

import pytest
from django.utils.translation import override

from heitje.api.reference import parts, problems
from heitje.api.schema import described
from tenants.errors import Refusal
from tests.api.routes import FACES
from tests.api.test_description import HOSTS
from tests.clients import client_for


@pytest.mark.parametrize("face", FACES)
def test_every_operation_stands_on_the_page_of_its_face(rows: None, face: str):
    page = client_for(HOSTS[face]).get("/api/v1/docs/").content.decode()

    paths = described(FACES[face])["paths"]
    for one in (one for methods in paths.values() for one in methods.values()):
        assert f'id="{one["operationId"]}"' in page
        assert one["summary"].replace("`", "") in unescape(page)


def test_the_page_is_for_everybody_in_their_language(rows: None):
    client = client_for("heerlen.localhost")

    for language in ("nl", "en", "de"):
        response = client.get("/api/v1/docs/", headers={"Accept-Language": language})
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()
        with override(language):
            assert str(Refusal.sentence)


def test_the_page_tells_the_fields_of_messages():
    told = {one.id: one for part in parts(described(FACES["tenant"])) for one in part.operations}

    asked = told["requestPayment"]
    assert [field.name for field in asked.parameters] == ["Idempotency-Key", "till_id"]
    assert [(field.name, field.is_required) for field in asked.asks] == [
        ("amount", True), ("description", False),
    ]  # fmt: skip
    assert "pay_url" in [field.name for field in asked.answers]
    # Of a list, the fields of its rows.
    assert "slots" in [field.name for field in told["listKlussen"].answers]
    assert told["getTenant"].is_public
    assert told["fundProgramme"].permission == "fund-programme"


def test_every_problem_is_told_once_with_a_status_and_a_sentence():
    found = problems()

    codes = [code for code, _, _ in found]
    assert len(codes) == len(set(codes)) > 80
    assert codes == sorted(codes)
    for _, status, sentence in found:
        assert status in (400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500)
        assert str(sentence).endswith((".", "?"))
