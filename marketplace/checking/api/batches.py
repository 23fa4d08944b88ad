"""Approving much in one go, with ten minutes to take it back."""

from typing import Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import MOST, ApiView, body, operation
from currency.api.permissions import caller
from marketplace.checking import queries
from marketplace.checking.services.batches import approve_batch, undo_batch

TAG: Final = "approvals"


class ApprovalBatchIn(serializers.Serializer[object]):
    """What is good."""

    sign_ups = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST), max_length=200
    )


class ApprovalBatchItemOut(serializers.Serializer[object]):
    """One piece of work of a batch."""

    sign_up = serializers.IntegerField(source="sign_up_id")
    outcome = serializers.CharField(
        help_text="Empty until the batch counts; then approved, agreed (another still looks),"
        " changed (handed in again since) or the code of the problem."
    )


class ApprovalBatchOut(serializers.Serializer[object]):
    """What was approved in one go."""

    id = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="Until then it can be undone; then it is paid.")
    undone_at = serializers.DateTimeField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)
    items = ApprovalBatchItemOut(many=True, source="items.all")


class BatchesView(ApiView):
    """One's own batches."""

    needs = {"GET": "check-proof", "POST": "check-proof"}

    @operation("listApprovalBatches", TAG, answers=ApprovalBatchOut(many=True))
    def get(self, request: Request) -> Response:
        """What the caller approved in one go, newest first."""
        return self.page(request, queries.batches_of(caller(request)), ApprovalBatchOut)

    @operation(
        "approveBatch",
        TAG,
        asks=ApprovalBatchIn,
        answers=ApprovalBatchOut,
        status=201,
        is_keyed=True,
    )
    def post(self, request: Request) -> Response:
        """All of this is good. Nothing is paid for ten minutes, and until then it can be undone.

        Work that waits no more, of the caller's household or of a group is left out.
        """
        asked = body(request, ApprovalBatchIn)
        with once(request) as key:
            made = approve_batch(
                key=key, sign_up_ids=asked["sign_ups"], actor=caller(request), now=timezone.now()
            )
        return Response(ApprovalBatchOut(made).data, status=201)


class UndoView(ApiView):
    """Taking back."""

    needs = {"POST": "check-proof"}

    @operation("undoApprovalBatch", TAG, answers=ApprovalBatchOut)
    def post(self, request: Request, batch_id: int) -> Response:
        """Take a batch back within its ten minutes. Twice is once."""
        done = undo_batch(batch_id=batch_id, actor=caller(request), now=timezone.now())
        return Response(ApprovalBatchOut(done).data)
