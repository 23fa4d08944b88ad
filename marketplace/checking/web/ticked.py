"""Making a batch of what was chosen on a page, and going back to that page."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from marketplace.checking.services.batches import approve_batch
from tenants.people.models import Person
from tenants.web.key_form import KeyForm


def approve_ticked(
    request: HttpRequest, sign_up_ids: Sequence[int], person: Person
) -> HttpResponse:
    """A batch of this work; sent twice with one key it is one. Raises as `approve_batch`."""
    form = KeyForm(request.POST)
    made = approve_batch(
        key=form.used_key() if form.is_valid() else uuid4(), sign_up_ids=sign_up_ids,
        actor=person, now=timezone.now(),
    )  # fmt: skip
    count = made.items.count()
    told = ngettext(
        "%(count)s klus goedgekeurd. Je kunt dit tien minuten lang terugdraaien.",
        "%(count)s klussen goedgekeurd. Je kunt dit tien minuten lang terugdraaien.", count,
    )  # fmt: skip
    messages.success(request, told % {"count": count})
    return redirect(next_page(request))


def next_page(request: HttpRequest) -> str:
    """Back to the page that sent the form; the queue unless it is one of ours."""
    asked = request.POST.get("next", "")
    is_ours = asked.startswith("/beheer/") and url_has_allowed_host_and_scheme(asked, None)
    return asked if is_ours else reverse("marketplace:console-proofs")
