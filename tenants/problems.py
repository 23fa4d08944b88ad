"""The one place where a refusal becomes HTTP: problem+json for programs, a status for pages.

Source: RFC 9457, Problem Details for HTTP APIs.
"""

from typing import Final

from tenants.errors import Kind, Refusal

PROBLEMS_URL: Final = "urn:heitje:problem:"
PROBLEM_JSON: Final = "application/problem+json"

STATUS: Final[dict[Kind, int]] = {
    Kind.INVALID: 422,
    Kind.FORBIDDEN: 403,
    Kind.MISSING: 404,
    Kind.CONFLICT: 409,
    Kind.TOO_MANY: 429,
}


def problem(refusal: Refusal) -> dict[str, object]:
    """RFC 9457 section 3.1 members; `facts` carry numbers in minor units, never a name."""
    fields = {path: [str(one) for one in found] for path, found in refusal.wrong.items()}
    return {
        "type": PROBLEMS_URL + refusal.code,
        "title": str(refusal.sentence),
        **({"detail": refusal.detail} if refusal.detail else {}),
        "status": STATUS[refusal.kind],
        "code": refusal.code,
        "facts": refusal.facts,
        **({"fields": fields} if fields else {}),
    }
