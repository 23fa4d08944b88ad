"""A resident's household: whose work they never check."""

from typing import Any, Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from tenants.attempts import count_wrong, refuse_above
from tenants.households.errors import HouseholdUnknown, NoHousehold, TooManyHouseholdCodes
from tenants.households.models import Membership
from tenants.households.queries import home_of, people_at
from tenants.households.services import (
    join_household,
    leave_household,
    renew_household_code,
    start_household,
)
from tenants.people.models import Person

TAG: Final = "klussen"
ATTEMPTS: Final = "household"


class HouseholdOut(serializers.Serializer[object]):
    """Who lives with the caller, and the code for who joins."""

    people = serializers.ListField(child=serializers.CharField(), help_text="Names.")
    code = serializers.CharField()
    code_until = serializers.DateTimeField()


class HouseholdCodeIn(serializers.Serializer[object]):
    """The code of a household."""

    code = serializers.CharField(max_length=20)


class HouseholdView(ApiView):
    """One's own household."""

    needs = {"GET": "", "POST": "", "DELETE": ""}

    @operation("getHousehold", TAG, answers=HouseholdOut)
    def get(self, request: Request) -> Response:
        """The caller's household; `no-household` for who never said."""
        home = home_of(caller(request))
        if home is None:
            raise NoHousehold
        return Response(_told(home))

    @operation("startHousehold", TAG, answers=HouseholdOut)
    def post(self, request: Request) -> Response:
        """Start a household; its code is for who lives with the caller."""
        return Response(_told(start_household(person=caller(request), now=timezone.now())))

    @operation("leaveHousehold", TAG, answers={204: None}, status=204)
    def delete(self, request: Request) -> Response:
        """Live there no more. Work of the time together is still not judged by one another."""
        leave_household(person=caller(request), now=timezone.now())
        return Response(status=204)


class JoinView(ApiView):
    """Joining."""

    needs = {"POST": ""}

    @operation("joinHousehold", TAG, asks=HouseholdCodeIn, answers=HouseholdOut)
    def post(self, request: Request) -> Response:
        """Join the household of this code. Twice is once."""
        person, code = caller(request), body(request, HouseholdCodeIn)["code"]
        return Response(_told(_joined(person, code)))


class CodeView(ApiView):
    """A new code."""

    needs = {"POST": ""}

    @operation("renewHouseholdCode", TAG, answers=HouseholdOut)
    def post(self, request: Request) -> Response:
        """A new code; the earlier one is good for nothing."""
        person = caller(request)
        renew_household_code(person=person, now=timezone.now())
        home = home_of(person)
        assert home is not None, "renewing needs a home"
        return Response(_told(home))


def _joined(person: Person, code: str) -> Membership:
    refuse_above(ATTEMPTS, person.id, TooManyHouseholdCodes)
    try:
        return join_household(code=code, person=person, now=timezone.now())
    except HouseholdUnknown:
        count_wrong(ATTEMPTS, person.id)
        raise


def _told(home: Membership) -> Any:
    return HouseholdOut({
        "people": [one.person.name for one in people_at(home)],
        "code": home.household.code,
        "code_until": home.household.code_until,
    }).data  # fmt: skip
