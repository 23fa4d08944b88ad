"""Who may ask what of the API. Imports no view: DRF reads this while it makes its own."""

from collections.abc import Mapping
from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenants.people.models import Person
from tenants.people.services import refuse_unless_may, refuse_unless_may_somewhere


class HoldsPermission(BasePermission):
    """Lets in who may do this; a body is not even read for who may not."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raises NotAllowed."""
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method == "OPTIONS" or not hasattr(view, method.lower()):
            return True  # The view itself answers that it has no such method.
        permission = needed(view, method)
        if permission:
            refuse = refuse_unless_may_somewhere if narrows(view) else refuse_unless_may
            refuse(caller(request), permission)
        return True


def needed(view: object, method: str) -> str:
    """The permission a method takes, "" for none. Raises KeyError where a view forgot to say."""
    needs: Mapping[str, str] = getattr(view, "needs", {})
    return needs[method]


def narrows(view: object) -> bool:
    """Whether a view narrows itself to what the caller may reach."""
    return bool(getattr(view, "narrows", False))


def caller(request: Request) -> Person:
    """The signed-in person; the permission classes let nobody else come here."""
    assert isinstance(request.user, Person)
    return request.user
