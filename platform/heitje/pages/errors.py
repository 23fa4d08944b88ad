"""Pages for what went wrong before any view could answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stood open too long, or came from elsewhere: nothing happened."""
    return render(request, "csrf.html", status=403)
