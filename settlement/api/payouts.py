"""Payout batches and bank files for the municipality's own systems."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from currency.api.idempotency import IDEMPOTENCY_KEY, idempotency_key
from currency.api.serializers import ProblemOut
from currency.api.views import PROBLEMS, caller
from settlement import queries
from settlement.api.serializers import (
    BankFileIn,
    BankFileOut,
    BatchIn,
    BatchOut,
    BatchWithLinesOut,
    LineOut,
)
from settlement.models import BankFile, PayoutBatch
from settlement.services import batches as services
from settlement.services.bank_files import import_bank_file, refuse_unless_size
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may

REFUSED = {403: ProblemOut, **PROBLEMS}


def asker(request: Request) -> Person:
    """The caller, who may see payouts. Raises NotAllowed."""
    person = caller(request)
    refuse_unless_may(person, "see-payouts")
    return person


class BatchesView(ListAPIView[PayoutBatch]):
    """Payout batches."""

    serializer_class = BatchOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[PayoutBatch]:
        """All batches, newest first."""
        asker(self.request)
        return queries.batches()

    @extend_schema(
        operation_id="listPayoutBatches", tags=["settlement"], responses=BatchOut(many=True)
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """All batches, newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="makePayoutBatch",
        tags=["settlement"],
        request=BatchIn,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: BatchOut, **REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Put a draft together out of everything that can be paid."""
        asked = BatchIn(data=request.data)
        asked.is_valid(raise_exception=True)
        made = services.make_payout_batch(
            key=idempotency_key(request, "make-payout-batch"),
            by=caller(request),
            now=timezone.now(),
            minimum_cents=asked.validated_data["minimum_cents"],
        )
        return Response(BatchOut(made).data, status=201)


class BatchView(APIView):
    """One payout batch."""

    @extend_schema(
        operation_id="getPayoutBatch",
        tags=["settlement"],
        responses={200: BatchWithLinesOut, **REFUSED},
    )
    def get(self, request: Request, batch_id: int) -> Response:
        """The batch with its lines."""
        asker(request)
        found = queries.batch(batch_id)
        lines = list(queries.lines_of(found))
        return Response({**BatchOut(found).data, "lines": LineOut(lines, many=True).data})


class SealView(APIView):
    """Sealing a batch."""

    @extend_schema(
        operation_id="sealPayoutBatch",
        tags=["settlement"],
        request=None,
        responses={200: BatchOut, **REFUSED},
    )
    def post(self, request: Request, batch_id: int) -> Response:
        """Freeze the lines and write the bank file. Sealing twice is sealing once."""
        sealed = services.seal_payout_batch(
            batch_id=batch_id, by=caller(request), now=timezone.now()
        )
        return Response(BatchOut(sealed).data)


class ReleaseView(APIView):
    """Releasing a batch."""

    @extend_schema(
        operation_id="releasePayoutBatch",
        tags=["settlement"],
        request=None,
        responses={200: BatchOut, **REFUSED},
    )
    def post(self, request: Request, batch_id: int) -> Response:
        """A second person lets the sealed file go. Releasing twice is releasing once."""
        released = services.release_payout_batch(
            batch_id=batch_id, by=caller(request), now=timezone.now()
        )
        return Response(BatchOut(released).data)


class FileView(APIView):
    """The sealed bytes of a batch."""

    @extend_schema(
        operation_id="downloadPayoutBatch",
        tags=["settlement"],
        request=None,
        responses={
            (200, "application/xml"): OpenApiResponse(
                OpenApiTypes.BINARY, description="pain.001.001.09, byte for byte as sealed."
            ),
            **REFUSED,
        },
    )
    def post(self, request: Request, batch_id: int) -> HttpResponse:
        """Fetch the file to bring to the bank; the first time the batch counts as sent."""
        found, content = services.download_payout_batch(
            batch_id=batch_id, by=caller(request), now=timezone.now()
        )
        response = HttpResponse(content, content_type="application/xml")
        response["Content-Disposition"] = f'attachment; filename="{found.message_id}.xml"'
        return response


class BankFilesView(ListAPIView[BankFile]):
    """Files from the bank."""

    serializer_class = BankFileOut
    filter_backends = []
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> QuerySet[BankFile]:
        """All files, newest first."""
        asker(self.request)
        return queries.bank_files()

    @extend_schema(operation_id="listBankFiles", tags=["settlement"])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """All files, newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="importBankFile",
        tags=["settlement"],
        request={"multipart/form-data": BankFileIn},
        responses={200: BankFileOut, **REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Read a file; the same bytes again answer what was read the first time."""
        asked = BankFileIn(data=request.data)
        asked.is_valid(raise_exception=True)
        upload = asked.validated_data["file"]
        refuse_unless_size(upload.size)
        found = import_bank_file(raw=upload.read(), by=caller(request), now=timezone.now())
        return Response(BankFileOut(found).data)
