"""Approving what was ticked in the queue, and taking it back within ten minutes."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.checking import queries
from marketplace.checking.services.batches import undo_batch
from marketplace.checking.web.outcomes import outcome_of
from marketplace.checking.web.ticked import approve_ticked, next_page
from marketplace.web.desk_proofs import show_queue
from tenants.errors import Refusal
from tenants.problems import STATUS
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may_somewhere

PER_PAGE: Final = 10
LONGEST_ID: Final = 18


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """One's own batches; a POST makes one of what was ticked."""
    person = person_who_may_somewhere(request, "check-proof")
    if request.method == "GET":
        return _shown(request)
    if not KeyForm(request.POST).is_valid():
        return show_queue(request, status=422)
    try:
        return approve_ticked(request, _ticked(request), person)
    except Refusal as refusal:
        return show_queue(request, refusal)


@login_required
@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take it back."""
    person = person_who_may_somewhere(request, "check-proof")
    try:
        undo_batch(batch_id=batch_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return _shown(request, refusal)
    messages.success(request, _("Teruggedraaid. De klussen staan weer bij het nakijken."))
    return redirect(next_page(request))


def _shown(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    person, now = person_who_may_somewhere(request, "check-proof"), timezone.now()
    page = Paginator(queries.batches_of(person), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            batch,
            [(item, outcome_of(item.outcome)) for item in batch.items.all()],
            batch.undone_at is None and batch.settled_at is None and batch.due_at > now,
        )
        for batch in page.object_list
    ]
    context = {"page": page, "rows": rows, "refusal": refusal}
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "checking/batches.html", context, status=status)


def _ticked(request: HttpRequest) -> list[int]:
    found = request.POST.getlist("werk")
    return [int(one) for one in found if one.isdecimal() and len(one) <= LONGEST_ID]
