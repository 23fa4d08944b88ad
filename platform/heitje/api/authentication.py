"""App builders sign in by mailed code and carry the session in X-Session-Token (allauth headless)."""

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class AppSessionAuthentication(XSessionTokenAuthentication):  # type: ignore[misc]
    """The session of an app. It lives in the tenant's schema, so it is nothing elsewhere."""

    def authenticate_header(self, request: object) -> str:
        """A missing sign-in is 401, not 403."""
        return "Session"


class AppSessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names it."""

    target_class = "heitje.api.authentication.AppSessionAuthentication"
    name = "appSession"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """An API key in a header."""
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
