"""Mistakes of form that DRF has no word for. What they tell a person stands in `problems`."""

from rest_framework import status
from rest_framework.exceptions import APIException, PermissionDenied


class BodyTooLarge(APIException):
    """More was sent than a message of the API ever holds."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too-large"


class CsrfFailed(PermissionDenied):
    """A browser's session without the token that its pages carry."""

    default_code = "csrf-failed"
