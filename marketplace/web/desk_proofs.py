"""The queue of handed-in work: approve, ask for more, reject."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace import queries
from marketplace.checking import queries as checking
from marketplace.checking.services.checks import own_household
from marketplace.checking.web.outcomes import outcome_of
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.web.desk_forms import ReasonForm
from marketplace.web.desk_reasons import READY, sentence_of
from tenants.errors import Refusal
from tenants.problems import STATUS
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may_somewhere, step

LATE_AFTER: Final = timedelta(days=2)
PROOFS_PER_PAGE: Final = 10
DECIDED_PER_PAGE: Final = 25
TOGETHER_SHOWN: Final = 10
CHOICES: Final = {"vraag": send_back, "af": reject_proof}


@login_required
@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Longest waiting first; on the other tab what was decided."""
    return show_queue(request)


@login_required
@require_POST
def approve(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """The work is good: the reward is paid."""
    person = person_who_may_somewhere(request, "check-proof")
    try:
        found = approve_proof(sign_up_id=sign_up_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return show_queue(request, refusal)
    if found.state != SignUp.State.APPROVED:
        messages.success(request, _("Akkoord. Nu kijkt nog iemand anders."))
        return redirect("marketplace:console-proofs")
    name = found.resident.party.name
    messages.success(request, _("Goedgekeurd. %(name)s heeft de beloning.") % {"name": name})
    return redirect("marketplace:console-proofs")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, sign_up_id: int, choice: str) -> HttpResponse:
    """Ask for something more, or say no; both with a reason that the resident reads."""
    person = person_who_may_somewhere(request, "check-proof")
    found = queries.waiting_sign_up(sign_up_id, person)
    initial = {"reason": sentence_of(choice, request.GET.get("reden", ""))}
    form = ReasonForm(request.POST or None, initial=initial)

    def run() -> HttpResponse:
        CHOICES[choice](
            sign_up_id=sign_up_id,
            actor=person,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        is_question = choice == "vraag"
        messages.success(request, _("Je vraag is gesteld.") if is_question else _("Afgewezen."))
        return redirect("marketplace:console-proofs")

    context = {"sign_up": found, "choice": choice, "ready": READY[choice]}
    return step(request, "marketplace/console_proof_decline.html", run, context=context, form=form)


def show_queue(
    request: HttpRequest, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """The queue, with what was refused above it."""
    person, now = person_who_may_somewhere(request, "check-proof"), timezone.now()
    is_decided = request.GET.get("toon") == "klaar"
    found = queries.decided_sign_ups(person) if is_decided else checking.queue(person)
    per_page = DECIDED_PER_PAGE if is_decided else PROOFS_PER_PAGE
    page = Paginator(found, per_page).get_page(request.GET.get("page"))
    sign_ups = list(page.object_list)
    context = {
        "page": page,
        "sign_ups": sign_ups,
        "is_decided": is_decided,
        "may_set_term": person.may("set-photo-term"),
        "waiting": checking.queue_length(person),
        "late_before": now - LATE_AFTER,
        "asked": "toon=klaar" if is_decided else "",
        "together": [] if is_decided else checking.moments_to_approve(person)[:TOGETHER_SHOWN],
        "batches": checking.batches_to_undo(person, now),
        "left": [(one, outcome_of(one.outcome)) for one in checking.left_by_batches(person, now)],
        "not_mine": {one.id for one in own_household(sign_ups, person)},
        "may_take_second_look": person.may("check-proof"),
        "looks": checking.second_looks().count(),
        "batch_form": KeyForm(),
        "ticked": set(request.POST.getlist("werk")),
        "refusal": refusal,
    }
    status = STATUS[refusal.kind] if refusal else status
    return render(request, "marketplace/console_proofs.html", context, status=status)
