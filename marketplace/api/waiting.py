"""The waiting list: joining, one's own places on it, leaving; and a reward in part."""

from typing import Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import MOST, ApiView, body, operation
from currency.api.permissions import caller
from marketplace import queries
from marketplace.api.serializers import SignUpOut
from marketplace.models import WaitingEntry
from marketplace.queries.waiting import own_entry, own_waiting
from marketplace.services.approvals import approve_partly
from marketplace.services.waiting_list import join_waiting_list, leave_waiting_list

TAG: Final = "klussen"


class WaitingEntryOut(serializers.Serializer[object]):
    """Waiting for a place at a moment that is full."""

    id = serializers.IntegerField()
    klus = serializers.IntegerField(source="slot.klus_id")
    title = serializers.CharField(source="slot.klus.title")
    slot = serializers.IntegerField(source="slot_id")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    since = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=WaitingEntry.State.values)
    sign_up = serializers.IntegerField(
        source="sign_up_id", allow_null=True, help_text="The place that came."
    )


class PartlyIn(serializers.Serializer[object]):
    """A part of the reward, and why not all of it; the resident reads it."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, less than the reward."
    )
    reason = serializers.CharField(max_length=300, allow_blank=True)


class JoinView(ApiView):
    """Joining the list."""

    needs = {"POST": ""}

    @operation("joinWaitingList", TAG, answers=WaitingEntryOut, status=201)
    def post(self, request: Request, slot_id: int) -> Response:
        """Wait for a place at a moment that is full. Twice is once.

        A place that comes free goes to who waits longest, who is told.
        """
        made = join_waiting_list(slot_id=slot_id, resident=caller(request), now=timezone.now())
        return Response(WaitingEntryOut(made).data, status=201)


class WaitingListView(ApiView):
    """One's own places."""

    needs = {"GET": ""}

    @operation("listWaiting", TAG, answers=WaitingEntryOut(many=True))
    def get(self, request: Request) -> Response:
        """Where the caller waits for a place, soonest first."""
        found = own_waiting(caller(request), now=timezone.now())
        return self.page(request, found, WaitingEntryOut)


class LeaveView(ApiView):
    """Leaving the list."""

    needs = {"POST": ""}

    @operation("leaveWaitingList", TAG, answers=WaitingEntryOut)
    def post(self, request: Request, waiting_id: int) -> Response:
        """Wait no longer. Twice is once."""
        found = own_entry(caller(request), waiting_id)
        done = leave_waiting_list(waiting_id=found.id, actor=caller(request), now=timezone.now())
        return Response(WaitingEntryOut(done).data)


class ApprovePartlyView(ApiView):
    """Rewarding a part."""

    needs = {"POST": "check-proof"}

    @operation("approvePartly", "approvals", asks=PartlyIn, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """A part of the work was done: that part is paid, the rest goes back to the budget."""
        done = approve_partly(
            sign_up_id=queries.sign_up_seen_by(caller(request), sign_up_id).id,
            actor=caller(request),
            now=timezone.now(),
            **body(request, PartlyIn),
        )
        return Response(SignUpOut(done).data)
