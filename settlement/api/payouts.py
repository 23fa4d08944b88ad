"""Payout batches for the municipality's own systems: make, seal, release, hand over, call off."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.files import Xml, file_answer
from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from settlement import queries
from settlement.api.serializers import (
    BatchIn,
    BatchOut,
    BatchWithLinesOut,
    LineOut,
    PayablesOut,
)
from settlement.models import PayoutBatch
from settlement.services import batches as services
from settlement.services.delivery import deliver_payout_batch

TAG: Final = "payouts"
PAIN: Final = {
    (200, "application/xml"): OpenApiResponse(
        OpenApiTypes.BINARY, description="pain.001.001.09, byte for byte as sealed."
    )
}


class PayablesView(ApiView):
    """What is owed."""

    needs = {"GET": "see-payouts"}

    @operation("listPayables", TAG, answers=PayablesOut)
    def get(self, request: Request) -> Response:
        """What every shop is owed and not yet in a batch, by name."""
        return Response(PayablesOut({"payables": queries.payables()}).data)


class BatchesView(ApiView):
    """Payout batches."""

    needs = {"GET": "see-payouts", "POST": "make-payout-batch"}

    @operation("listPayoutBatches", TAG, answers=BatchOut(many=True))
    def get(self, request: Request) -> Response:
        """All batches, newest first."""
        return self.page(request, queries.batches(), BatchOut)

    @operation("makePayoutBatch", TAG, asks=BatchIn, answers=BatchOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Put a draft together out of everything that can be paid."""
        asked = body(request, BatchIn)
        with once(request) as key:
            made = services.make_payout_batch(
                key=key, by=caller(request), now=timezone.now(), **asked
            )
        return Response(BatchOut(made).data, status=201)


class BatchView(ApiView):
    """One payout batch."""

    needs = {"GET": "see-payouts"}

    @operation("getPayoutBatch", TAG, answers=BatchWithLinesOut)
    def get(self, request: Request, batch_id: int) -> Response:
        """The batch with its lines."""
        found = queries.batch(batch_id)
        lines = list(queries.lines_of(found))
        return Response({**BatchOut(found).data, "lines": LineOut(lines, many=True).data})


class SealView(ApiView):
    """Sealing a batch."""

    needs = {"POST": "make-payout-batch"}

    @operation("sealPayoutBatch", TAG, answers=BatchOut)
    def post(self, request: Request, batch_id: int) -> Response:
        """Freeze the lines and write the bank file. Sealing twice is sealing once."""
        return _done(services.seal_payout_batch, request, batch_id)


class ReleaseView(ApiView):
    """Releasing a batch."""

    needs = {"POST": "release-payout-batch"}

    @operation("releasePayoutBatch", TAG, answers=BatchOut)
    def post(self, request: Request, batch_id: int) -> Response:
        """A second person lets the sealed file go. Releasing twice is releasing once."""
        return _done(services.release_payout_batch, request, batch_id)


class DeliverView(ApiView):
    """Handing a batch to the bank."""

    needs = {"POST": "release-payout-batch"}

    @operation("deliverPayoutBatch", TAG, answers=BatchOut)
    def post(self, request: Request, batch_id: int) -> Response:
        """Hand a released batch to the connected bank; one that is there stays as it is."""
        return _done(deliver_payout_batch, request, batch_id)


class CancelView(ApiView):
    """Calling a batch off."""

    needs = {"POST": "make-payout-batch"}

    @operation("cancelPayoutBatch", TAG, answers=BatchOut)
    def post(self, request: Request, batch_id: int) -> Response:
        """Call off a batch that never went to the bank; its claims wait for another.

        Twice is once.
        """
        return _done(services.cancel_payout_batch, request, batch_id)


class FileView(ApiView):
    """The sealed bytes of a batch."""

    needs = {"POST": "release-payout-batch"}
    renderer_classes = [Xml]

    @operation("downloadPayoutBatch", TAG, answers=PAIN)
    def post(self, request: Request, batch_id: int) -> Response:
        """Fetch the file to bring to the bank; the first time the batch counts as sent."""
        found, content = services.download_payout_batch(
            batch_id=batch_id, by=caller(request), now=timezone.now()
        )
        return file_answer(content, f"{found.message_id}.xml", is_download=True)


class LeaveOutView(ApiView):
    """Leaving a line out."""

    needs = {"POST": "make-payout-batch"}

    @operation("leaveOutPayout", TAG, answers=BatchOut)
    def post(self, request: Request, payout_id: UUID) -> Response:
        """Take one line out of a draft; the shop's claim waits for another batch.

        Leaving out the last line calls the batch off. Twice is once.
        """
        left = services.leave_out_payout(
            payout_id=payout_id, by=caller(request), now=timezone.now()
        )
        return Response(BatchOut(left).data)


def _done(command: Callable[..., PayoutBatch], request: Request, batch_id: int) -> Response:
    done = command(batch_id=batch_id, by=caller(request), now=timezone.now())
    return Response(BatchOut(done).data)
