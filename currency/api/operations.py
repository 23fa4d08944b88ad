"""How an operation of the API is written: who may, what it asks, what it answers, told once.

The description (OpenAPI) is made of the same words, so the two cannot differ.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from currency.api.idempotency import IDEMPOTENCY_KEY

Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found", bound=Model, covariant=True)
# What the database can hold; how much is allowed is for the rules to say.
MOST: Final = 2**53 - 1


class InOrder(Protocol[Found]):
    """Rows that are not a queryset, to be counted and sliced all the same."""

    def count(self) -> int:
        """How many there are."""

    def __getitem__(self, part: slice) -> Sequence[Found]:
        """Those from `part.start` up to `part.stop`."""


class ApiView(APIView):
    """The operations on one path.

    `needs` says for each method which permission it takes, "" for anybody who signed in. A method
    without a line there is a fault: nobody gets in by being forgotten.
    """

    needs: ClassVar[Mapping[str, str]] = {}
    # Whether what it answers and does is narrowed to the things of parties for which the caller has
    # the permission: then it lets in who has it for some party only.
    narrows: ClassVar[bool] = False
    pagination_class: ClassVar[Any] = api_settings.DEFAULT_PAGINATION_CLASS  # told as a string

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """No cache keeps an answer: it is one caller's, and the token stands in no Vary."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.setdefault("Cache-Control", "private, no-store")
        return answer

    def page(
        self,
        request: Request,
        rows: QuerySet[Row] | InOrder[Row],
        shape: type[Serializer[Any]],
        told: Callable[[Sequence[Row]], Sequence[object]] = lambda rows: rows,
    ) -> Response:
        """The page of these rows that was asked for; `told` may say more of a page's rows."""
        pages = self.pagination_class()
        found = pages.paginate_queryset(rows, request, view=self)
        answer: Response = pages.get_paginated_response(shape(told(found), many=True).data)
        return answer


def operation(
    name: str, tag: str, *,
    answers: Any, status: int = 200,
    asks: type[BaseSerializer[Any]] | Mapping[str, type[BaseSerializer[Any]]] | None = None,
    query: Sequence[Any] = (), is_keyed: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # fmt: skip
    """Describe a method of a view. Its docstring is what a reader gets to see.

    `answers` is the shape of the answer (or responses as drf-spectacular writes them), `asks` of
    the body, `query` of the parameters; `is_keyed` asks for an Idempotency-Key.
    """
    describe: Callable[[Callable[..., Any]], Callable[..., Any]] = extend_schema(
        operation_id=name,
        tags=[tag],
        request=asks,
        responses=answers if isinstance(answers, dict) else {status: answers},
        parameters=[*query, *([IDEMPOTENCY_KEY] if is_keyed else [])],
    )
    return describe


def body(request: Request, shape: type[Serializer[Any]]) -> dict[str, Any]:
    """What was sent, in this shape. Raises ValidationError, also for a field nobody knows."""
    asked = shape(data=request.data)
    if isinstance(request.data, Mapping):
        unknown = sorted(set(request.data) - set(asked.fields))
        if unknown:
            raise ValidationError({name: [_("Dit veld kennen we niet.")] for name in unknown})
    asked.is_valid(raise_exception=True)
    found: dict[str, Any] = dict(asked.validated_data)
    return found


def query(request: Request, shape: type[Serializer[Any]]) -> dict[str, Any]:
    """What the address asks, in this shape. Raises ValidationError."""
    asked = shape(data=request.query_params)
    asked.is_valid(raise_exception=True)
    found: dict[str, Any] = dict(asked.validated_data)
    return found
