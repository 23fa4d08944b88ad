"""Klussen and taking part in them."""

from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from currency.api.idempotency import IDEMPOTENCY_KEY, idempotency_key
from currency.api.serializers import ProblemOut
from currency.api.views import caller
from marketplace import queries
from marketplace.api.serializers import KlusIn, KlusOut, ProofIn, ProofOut, SignUpOut
from marketplace.errors import PhotoTooLarge
from marketplace.models import Klus, SignUp
from marketplace.photos import MAXIMUM_BYTES
from marketplace.queries import KlusFilter
from marketplace.rules.moments import Moment
from marketplace.services.klussen import create_klus, publish_klus
from marketplace.services.sign_ups import cancel_sign_up, check_in, hand_in_proof, sign_up
from marketplace.web.forms import KlusFilterForm

TAGS: Final = ["klussen"]
REFUSED: Final = {403: ProblemOut, 404: ProblemOut, 409: ProblemOut, 422: ProblemOut}
FILTERS: Final = [
    OpenApiParameter("text", OpenApiTypes.STR, description="Words in the title, text or place."),
    OpenApiParameter("category", OpenApiTypes.STR, enum=list(Klus.Category.values)),
    OpenApiParameter("neighbourhood", OpenApiTypes.INT, description="The neighbourhood's id."),
    OpenApiParameter("day", OpenApiTypes.DATE),
]


class KlussenView(ListAPIView[Klus]):
    """Open klussen, and making one."""

    serializer_class = KlusOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Klus]:
        """What still takes people, soonest first."""
        if getattr(self, "swagger_fake_view", False):
            return Klus.objects.none()
        form = KlusFilterForm(self.request.query_params)
        narrow: KlusFilter = form.chosen()
        return queries.open_klussen(now=timezone.now(), narrow=narrow).prefetch_related("slots")

    @extend_schema(operation_id="listKlussen", tags=TAGS, parameters=FILTERS)
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Open klussen with a free place, soonest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="createKlus", tags=TAGS, request=KlusIn, parameters=[IDEMPOTENCY_KEY],
        responses={201: KlusOut, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A draft; nothing is reserved yet."""
        asked = KlusIn(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        moments = [Moment(**moment) for moment in told.pop("moments")]
        made = create_klus(
            key=idempotency_key(request, "create-klus"),
            actor=caller(request),
            moments=moments,
            now=timezone.now(),
            **told,
        )
        return Response(KlusOut(made).data, status=201)


class KlusView(APIView):
    """One klus."""

    @extend_schema(operation_id="getKlus", tags=TAGS, responses={200: KlusOut, 404: ProblemOut})
    def get(self, request: Request, klus_id: int) -> Response:
        """A klus that is open, or that the caller has to do with."""
        return Response(KlusOut(queries.klus_seen_by(caller(request), klus_id)).data)


class PublicationView(APIView):
    """Putting a klus up."""

    @extend_schema(
        operation_id="publishKlus", tags=TAGS, request=None, responses={200: KlusOut, **REFUSED}
    )
    def post(self, request: Request, klus_id: int) -> Response:
        """Open it to residents: places times reward are set aside. Twice is once."""
        done = publish_klus(klus_id=klus_id, actor=caller(request), now=timezone.now())
        return Response(KlusOut(done).data)


class PlaceView(APIView):
    """Taking a place."""

    @extend_schema(
        operation_id="signUp", tags=TAGS, request=None, responses={201: SignUpOut, **REFUSED}
    )
    def post(self, request: Request, slot_id: int) -> Response:
        """Take a place at this moment."""
        made = sign_up(slot_id=slot_id, resident=caller(request), now=timezone.now())
        return Response(SignUpOut(made).data, status=201)


@extend_schema(operation_id="listSignUps", tags=TAGS)
class SignUpsView(ListAPIView[SignUp]):
    """The caller's own sign-ups that are not over, soonest first."""

    serializer_class = SignUpOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[SignUp]:
        """The caller's own; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return SignUp.objects.none()
        return queries.coming_sign_ups(caller(self.request))


class CheckInView(APIView):
    """Beginning."""

    @extend_schema(
        operation_id="checkIn", tags=TAGS, request=None, responses={200: SignUpOut, **REFUSED}
    )
    def post(self, request: Request, sign_up_id: int) -> Response:
        """The work begins: the resident on the day itself, or an organiser."""
        done = check_in(sign_up_id=sign_up_id, actor=caller(request), now=timezone.now())
        return Response(SignUpOut(done).data)


class CancellationView(APIView):
    """Saying no."""

    @extend_schema(
        operation_id="cancelSignUp", tags=TAGS, request=None, responses={200: SignUpOut, **REFUSED}
    )
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Give the place back. Twice is once."""
        done = cancel_sign_up(sign_up_id=sign_up_id, actor=caller(request), now=timezone.now())
        return Response(SignUpOut(done).data)


class ProofView(APIView):
    """Showing the work."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="handInProof", tags=TAGS, request={"multipart/form-data": ProofIn},
        responses={201: ProofOut, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Hand in a photo. The same photo twice is one proof."""
        asked = ProofIn(data=request.data)
        asked.is_valid(raise_exception=True)
        photo = asked.validated_data["photo"]
        if photo.size > MAXIMUM_BYTES:
            raise PhotoTooLarge(maximum=MAXIMUM_BYTES)
        made = hand_in_proof(
            sign_up_id=sign_up_id,
            resident=caller(request),
            photo=photo.read(),
            note=asked.validated_data["note"],
            now=timezone.now(),
        )
        return Response(ProofOut(made).data, status=201)
