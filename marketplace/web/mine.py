"""One's own klussen: what comes, beginning, handing in, saying no."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.queries import volunteer_meter
from marketplace import queries
from marketplace.checking.queries import may_look_again
from marketplace.checking.web.ways import is_by_code, way_of
from marketplace.models import SignUp
from marketplace.photos import MAXIMUM_BYTES
from marketplace.queries.changes import changes_for
from marketplace.queries.waiting import own_waiting
from marketplace.rules.attendance import may_check_in
from marketplace.rules.transitions import SIGN_UP, Hat, Verb, verbs_of
from marketplace.services.sign_ups import cancel_sign_up, check_in, hand_in_proof, is_late_now
from marketplace.web.change_words import change_lines
from marketplace.web.forms import ProofForm, SignOffForm
from marketplace.web.stepper import dots
from tenants.errors import Refusal
from tenants.problems import STATUS
from tenants.web.steps import person_of, step

PAST_PER_PAGE: Final = 20
COMING: Final = (SignUp.State.SIGNED_UP, SignUp.State.CHECKED_IN)
PHOTO_CACHE_S: Final = 3600


@login_required
@never_cache
@require_GET
def my_klussen(request: HttpRequest) -> HttpResponse:
    """What comes, and on the other tab what was."""
    person = person_of(request)
    is_past = request.GET.get("toon") == "geweest"
    found = queries.past_sign_ups(person) if is_past else queries.coming_sign_ups(person)
    page = Paginator(found, PAST_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "sign_ups": list(page.object_list),
        "is_past": is_past,
        "waiting": [] if is_past else list(own_waiting(person, now=timezone.now())),
        "tab": "toon=geweest" if is_past else "",
        "meter": None if is_past else volunteer_meter(person, timezone.now()),
    }
    return render(request, "marketplace/my_klussen.html", context)


@login_required
@never_cache
@require_GET
def my_klus(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """Where one stands with a klus, and what there is to do now."""
    return _shown(request, sign_up_id, ProofForm())


@login_required
@require_POST
def begin(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """The work begins."""
    try:
        check_in(sign_up_id=sign_up_id, actor=person_of(request), now=timezone.now())
    except Refusal as refusal:
        return _shown(request, sign_up_id, ProofForm(), refusal)
    messages.success(request, _("Je bent begonnen. Succes!"))
    return redirect("marketplace:my-klus", sign_up_id)


@login_required
@require_POST
def hand_in(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """Send the photo in."""
    form = ProofForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, sign_up_id, form, status=422)
    try:
        hand_in_proof(
            sign_up_id=sign_up_id,
            resident=person_of(request),
            photo=form.cleaned_data["photo"].read(),
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
    except Refusal as refusal:
        return _shown(request, sign_up_id, form, refusal)
    messages.success(request, _("Je foto is binnen. Wij kijken de klus na."))
    return redirect("marketplace:my-klus", sign_up_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """Saying no, after a question."""
    person = person_of(request)
    mine, now = queries.own_sign_up(person, sign_up_id), timezone.now()
    form = SignOffForm(request.POST if request.method == "POST" else None)

    def run() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        cancel_sign_up(sign_up_id=mine.id, actor=person, now=now, reason=reason)
        messages.success(request, _("Je bent afgemeld. Jouw plek is weer vrij."))
        return redirect("marketplace:my-klussen")

    context = {"sign_up": mine, "is_late": is_late_now(mine, now)}
    return step(request, "marketplace/cancel.html", run, context=context, form=form)


@login_required
@require_GET
def photo(request: HttpRequest, proof_id: int) -> FileResponse:
    """A photo of the work, for its maker and for who checks it. Nobody else knows it is there."""
    proof = queries.proof_seen_by(person_of(request), proof_id)
    response = FileResponse(
        proof.photo.open("rb"), content_type="image/jpeg", filename=f"bewijs-{proof.id}.jpg"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={PHOTO_CACHE_S}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _shown(
    request: HttpRequest,
    sign_up_id: int,
    form: ProofForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    mine = queries.own_sign_up(person_of(request), sign_up_id)
    verbs = verbs_of(SIGN_UP, mine.state, {Hat.RESIDENT})
    context = {
        "sign_up": mine,
        "klus": mine.slot.klus,
        "dots": dots(mine),
        "form": form,
        "refusal": refusal,
        "is_time": Verb.CHECK_IN in verbs and _is_time(mine) and not is_by_code(mine),
        "waits_for_its_day": Verb.CHECK_IN in verbs and not _is_time(mine),
        "may_hand_in": Verb.HAND_IN in verbs,
        "may_cancel": Verb.CANCEL in verbs,
        "photo_maximum": MAXIMUM_BYTES,
        "changes": change_lines(changes_for(mine)) if mine.state in COMING else [],
        "proof": next(iter(mine.proofs.all()), None),
        "may_look_again": may_look_again(mine, timezone.now()),
        **way_of(mine, verbs),
    }
    if refusal is not None:
        status = STATUS[refusal.kind]
    return render(request, "marketplace/my_klus.html", context, status=status)


def _is_time(mine: SignUp) -> bool:
    return may_check_in(
        starts_at=mine.slot.starts_at,
        ends_at=mine.slot.ends_at,
        now=timezone.now(),
        zone=timezone.get_default_timezone(),
    )
