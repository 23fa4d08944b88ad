"""Who asks: an app by X-Session-Token (allauth headless), or a browser by its session."""

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from heitje.api.errors import CsrfFailed


class AppSessionAuthentication(XSessionTokenAuthentication):  # type: ignore[misc]
    """The session of an app. It lives in the tenant's schema, so it is nothing elsewhere."""

    def authenticate_header(self, request: object) -> str:
        """A missing sign-in is 401, not 403."""
        return "Session"


class PageSessionAuthentication(SessionAuthentication):
    """The session of a browser on the tenant's own pages; what changes something needs a token."""

    def enforce_csrf(self, request: Request) -> None:
        """Raises CsrfFailed."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise CsrfFailed from error


class AppSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names it."""

    target_class = "heitje.api.authentication.AppSessionAuthentication"
    name = "appSession"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """An API key in a header."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "X-Session-Token",
            "description": "From signing in by a mailed code: `/_allauth/app/v1/`.",
        }


class PageSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    """How the description names it."""

    target_class = "heitje.api.authentication.PageSessionAuthentication"
    name = "pageSession"
