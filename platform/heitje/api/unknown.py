"""Addresses under /api/ that lead nowhere."""

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from currency.api.operations import ApiView


@extend_schema(exclude=True)
class UnknownView(ApiView):
    """Not there, told as every problem of the API is; also for who did not sign in."""

    authentication_classes = []
    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Whatever the method."""
        super().initial(request, *args, **kwargs)
        raise NotFound
