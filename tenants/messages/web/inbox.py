"""Somebody's own messages: all of them, and one."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tenants.errors import NotFound
from tenants.messages.queries import message_of, messages_of, unread_count
from tenants.messages.services.reading import read_every_message, read_message
from tenants.web.steps import person_of

A_PAGE: Final = 20


@login_required
@never_cache
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, the newest first."""
    person = person_of(request)
    context = {
        "page": Paginator(messages_of(person), A_PAGE).get_page(request.GET.get("page")),
        "is_any_unread": unread_count(person) > 0,
    }
    return render(request, "tenants/messages/inbox.html", context)


@login_required
@never_cache
@require_GET
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message; opening it is reading it. Raises NotFound for somebody else's."""
    found = message_of(person_of(request), message_id)
    if found is None:
        raise NotFound
    read_message(message=found, now=timezone.now())
    return render(request, "tenants/messages/message.html", {"letter": found})


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Nothing is new any more."""
    read_every_message(person=person_of(request), now=timezone.now())
    messages.success(request, _("Alles staat op gelezen."))
    return redirect("messages:inbox")
