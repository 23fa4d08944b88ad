"""Klussen: finding one, and for who organises them making, publishing, closing, calling off."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation, query
from currency.api.permissions import caller
from currency.queries import organiser_budget
from marketplace import queries
from marketplace.api.serializers import (
    KlusIn,
    KlusOut,
    KlusQuery,
    OrganiserBudgetOut,
    ParticipantOut,
    ReasonIn,
)
from marketplace.models import Klus
from marketplace.queries import KlusFilter
from marketplace.rules.moments import Moment
from marketplace.services.klussen import cancel_klus, close_klus, create_klus, publish_klus

TAG: Final = "klussen"


class KlussenView(ApiView):
    """Open klussen, and making one."""

    needs = {"GET": "", "POST": "publish-klus"}

    @operation("listKlussen", TAG, query=[KlusQuery], answers=KlusOut(many=True))
    def get(self, request: Request) -> Response:
        """Open klussen with a free place: soonest first, or nearest to a point.

        Where the words stand nowhere, what looks most like them comes first.
        """
        asked = query(request, KlusQuery)
        near = asked.pop("near", None)
        asked["neighbourhood_id"] = asked.pop("neighbourhood", None)
        found = queries.open_klussen(now=timezone.now(), narrow=KlusFilter(**asked), near=near)
        return self.page(request, found.and_slots(), KlusOut)

    @operation("createKlus", TAG, asks=KlusIn, answers=KlusOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """A draft; nothing is reserved yet."""
        told = body(request, KlusIn)
        with once(request) as key:
            made = created(request, key, told)
        return Response(KlusOut(made).data, status=201)


class OrganiserBudgetView(ApiView):
    """What may still be promised."""

    needs = {"GET": "publish-klus"}

    @operation("getOrganiserBudget", TAG, answers=OrganiserBudgetOut)
    def get(self, request: Request) -> Response:
        """What the caller promised this month, and the most the rules allow."""
        found = organiser_budget(caller(request).party_id, timezone.now())
        return Response(OrganiserBudgetOut(found).data)


class RegisterView(ApiView):
    """All klussen, for who organises them."""

    needs = {"GET": "publish-klus"}
    narrows = True

    @operation("listAllKlussen", TAG, answers=KlusOut(many=True))
    def get(self, request: Request) -> Response:
        """All klussen in whatever state, newest first."""
        return self.page(request, _shown(queries.klussen_of_console(caller(request))), KlusOut)


class KlusView(ApiView):
    """One klus."""

    needs = {"GET": ""}

    @operation("getKlus", TAG, answers=KlusOut)
    def get(self, request: Request, klus_id: int) -> Response:
        """A klus that is open, or that the caller has to do with."""
        return Response(KlusOut(queries.klus_seen_by(caller(request), klus_id)).data)


class ParticipantsView(ApiView):
    """Who comes."""

    needs = {"GET": "publish-klus"}
    narrows = True

    @operation("listParticipants", TAG, answers=ParticipantOut(many=True))
    def get(self, request: Request, klus_id: int) -> Response:
        """Who takes part in a klus, by moment and name."""
        klus = queries.klus_run_by(caller(request), klus_id)
        found = queries.sign_ups_of_klus(klus).select_related("slot__klus")
        return self.page(request, found, ParticipantOut)


class PublishView(ApiView):
    """Putting a klus up."""

    needs = {"POST": "publish-klus"}
    narrows = True

    @operation("publishKlus", TAG, answers=KlusOut)
    def post(self, request: Request, klus_id: int) -> Response:
        """Open it to residents: places times reward are set aside. Twice is once."""
        return _done(publish_klus, request, klus_id)


class CloseView(ApiView):
    """Closing a klus."""

    needs = {"POST": "publish-klus"}
    narrows = True

    @operation("closeKlus", TAG, answers=KlusOut)
    def post(self, request: Request, klus_id: int) -> Response:
        """Take nobody more; what is not promised goes back to the budget."""
        return _done(close_klus, request, klus_id)


class CancelView(ApiView):
    """Calling a klus off."""

    needs = {"POST": "publish-klus"}
    narrows = True

    @operation("cancelKlus", TAG, asks=ReasonIn, answers=KlusOut)
    def post(self, request: Request, klus_id: int) -> Response:
        """Call it off: who signed up is told why, and what was reserved is given back."""
        return _done(cancel_klus, request, klus_id, **body(request, ReasonIn))


def created(request: Request, key: UUID, asked: Mapping[str, Any]) -> Klus:
    """The draft that a message asks for."""
    told = dict(asked)
    moments = [Moment(**moment) for moment in told.pop("moments")]
    point = (told.pop("latitude"), told.pop("longitude"))
    return create_klus(
        key=key,
        actor=caller(request),
        moments=moments,
        point=point if None not in point else None,
        now=timezone.now(),
        **told,
    )


def _done(command: Callable[..., Klus], request: Request, klus_id: int, **told: Any) -> Response:
    done = command(klus_id=klus_id, actor=caller(request), now=timezone.now(), **told)
    return Response(KlusOut(done).data)


def _shown(klussen: QuerySet[Klus]) -> QuerySet[Klus]:
    return klussen.prefetch_related("slots")
