"""The JSON Schema of a document of rules, as it is published. Source: JSON Schema 2020-12."""

from typing import Any, Final

from currency.rules.document import Rules

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MEDIA_TYPE: Final = "application/schema+json"


def json_schema() -> dict[str, Any]:
    """What a file of rules may hold. A field left out has its default."""
    schema = Rules.model_json_schema()
    return {"$schema": DIALECT, "$id": "urn:heitje:rules:1", **schema, "title": "Rules of a coin"}
