"""A document of rules, read and judged: rules, or every field that cannot be so with the reason."""

import json
from collections.abc import Mapping
from typing import Final

import pydantic
import pydantic_core
from django.utils.functional import Promise

from currency.rule_errors import RulesInvalid
from currency.rule_words import CONTRADICTIONS, mistake_in
from currency.rules.contradictions import contradictions
from currency.rules.document import Rules

WHOLE_DOCUMENT: Final = "document"


def checked_rules(document: Mapping[str, object]) -> Rules:
    """The document as rules. Raises RulesInvalid with every field at fault.

    Strict: a sum is a whole number, never "5" or 5.0 or true.
    """
    wrong: dict[str, list[str | Promise]] = {}
    try:
        rules = Rules.model_validate_json(json.dumps(document, default=str), strict=True)
    except pydantic.ValidationError as error:
        for found in error.errors(include_url=False):
            path = ".".join(str(part) for part in found["loc"]) or WHOLE_DOCUMENT
            wrong.setdefault(path, []).append(mistake_in(found))
        raise RulesInvalid(wrong) from error
    for contradiction in contradictions(rules):
        wrong.setdefault(contradiction.field, []).append(CONTRADICTIONS[contradiction.code])
    if wrong:
        raise RulesInvalid(wrong)
    return rules


def document_in_file(content: bytes) -> dict[str, object]:
    """The document that a file holds, not judged yet. Raises RulesInvalid when it is no object."""
    try:
        found = pydantic_core.from_json(content, allow_inf_nan=False)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise RulesInvalid({WHOLE_DOCUMENT: [CONTRADICTIONS["not-json"]]})
    return found
