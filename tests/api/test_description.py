"""The description is OpenAPI 3.1, whole, and about the routes that there are."""

from typing import Any

import pytest
from django.core.management import call_command
from openapi_spec_validator import OpenAPIV31SpecValidator

from heitje.api.schema import TELLS, described
from tests.api.cast import PROBLEM_JSON, Api
from tests.api.routes import FACES, Operation, operations

HOSTS = {"tenant": "heerlen.localhost", "region": "regio.localhost"}
ALL = operations()


def of(operation: Operation) -> Any:
    """What the description says of an operation."""
    return described(FACES[operation.face])["paths"][operation.template][operation.method.lower()]


@pytest.mark.parametrize("face", FACES)
def test_each_face_serves_a_valid_description_of_itself_to_anybody(rows: None, face: str):
    response = Api(HOSTS[face]).get("openapi.json")

    schema = response.json()
    assert response.status_code == 200
    assert schema["openapi"] == "3.1.1"
    OpenAPIV31SpecValidator(schema).validate()
    assert schema["paths"] == described(FACES[face])["paths"]


@pytest.mark.parametrize("face", FACES)
def test_making_the_description_warns_of_nothing(face: str, tmp_path: Any):
    call_command(
        "spectacular", urlconf=FACES[face], file=str(tmp_path / "api.json"),
        format="openapi-json", fail_on_warn=True, validate=True,
    )  # fmt: skip


@pytest.mark.parametrize("face", FACES)
def test_what_is_described_is_what_there_is(face: str):
    there = {(one.method, one.template) for one in ALL if one.face == face}

    paths = described(FACES[face])["paths"]
    assert {(m.upper(), path) for path, methods in paths.items() for m in methods} == there


@pytest.mark.parametrize("face", FACES)
def test_every_operation_has_a_name_of_its_own(face: str):
    names = [of(one)["operationId"] for one in ALL if one.face == face]

    assert len(set(names)) == len(names)
    assert all(name[0].islower() and name.isalnum() for name in names)


@pytest.mark.parametrize("operation", ALL, ids=str)
def test_every_operation_tells_what_it_does_and_who_may(operation: Operation):
    told = of(operation)

    tags = {tag["name"] for tag in described(FACES[operation.face])["tags"] if tag["description"]}
    assert len(told["summary"]) > 10
    assert told["description"].startswith(told["summary"])
    assert set(told["tags"]) <= tags
    assert {"appSession": []} in told["security"]
    assert ({} in told["security"]) == operation.is_public
    if not operation.is_public:
        assert told.get("x-permission", "") == operation.permission


@pytest.mark.parametrize("operation", ALL, ids=str)
def test_every_operation_tells_its_problems(operation: Operation):
    told = of(operation)["responses"]

    least = {"406", "429", "500"} | (set() if operation.is_public else {"401", "403"})
    assert least <= set(told)
    for status in set(told) & set(TELLS):
        assert list(told[status]["content"]) == [PROBLEM_JSON]


@pytest.mark.parametrize("operation", ALL, ids=str)
def test_every_view_says_which_permission_each_of_its_methods_takes(operation: Operation):
    if not operation.is_public:
        assert isinstance(operation.permission, str)
