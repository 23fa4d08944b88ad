"""At the desk: handing out on a reservation, taking back, and lending to who stands there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.klusbox.codes import code_in
from marketplace.klusbox.models import Item, Loan, Reservation
from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.queries import lending
from marketplace.klusbox.services.lending import hand_out, lend_now, report_lost, take_back
from marketplace.klusbox.services.moving import PERMISSION
from marketplace.klusbox.services.reserving import cancel_reservation
from marketplace.klusbox.web.desk import scan_page
from marketplace.klusbox.web.forms import BackForm, LendForm
from tenants.errors import NotFound, Refusal
from tenants.people.models import Person
from tenants.problems import STATUS
from tenants.web.steps import person_who_may, step

TEMPLATE = "klusbox/desk_reservation.html"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def reservation(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """What was set aside for whom; tick or scan what is given out."""
    person = person_who_may(request, PERMISSION)
    found = lending.reservation(reservation_id)
    if request.method != "POST":
        return _shown(request, found)
    chosen = [int(one) for one in request.POST.getlist("ding") if one.isdecimal()][:50]
    if not chosen:
        return _shown(request, found, is_empty=True)
    try:
        done = hand_out(reservation_id=found.id, item_ids=chosen, actor=person, now=timezone.now())
    except Refusal as refusal:
        return _shown(request, found, refusal)
    numbers = ", ".join(str(loan.item.number) for loan in done)
    messages.success(request, _("Uitgegeven: nummer %(numbers)s.") % {"numbers": numbers})
    return redirect("klusbox:desk-reservation", found.id)


@login_required
@require_GET
def scan(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """The camera, for things of this reservation."""
    person_who_may(request, PERMISSION)
    return _camera(request, lending.reservation(reservation_id))


@login_required
@require_GET
def read(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """The thing that was scanned, ready to be given out."""
    person_who_may(request, PERMISSION)
    found = lending.reservation(reservation_id)
    if not request.GET:
        return redirect("klusbox:reservation-scan", found.id)
    try:
        item = stock.item_of_code(code_in(request.GET.get("qr") or request.GET.get("code") or ""))
    except NotFound as refusal:
        return _camera(request, found, refusal)
    return redirect(f"{reverse('klusbox:desk-reservation', args=[found.id])}?ding={item.id}")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Somebody called: they do not come."""
    person = person_who_may(request, PERMISSION)
    found = lending.reservation(reservation_id)

    def run() -> HttpResponse:
        cancel_reservation(reservation_id=found.id, actor=person, now=timezone.now())
        messages.success(request, _("Afgezegd. Een ander kan het nu lenen."))
        return redirect("klusbox:desk")

    return step(request, "klusbox/desk_cancel.html", run, context={"reservation": found})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, item_id: int) -> HttpResponse:
    """It comes back: whole, broken, or not at all."""
    person = person_who_may(request, PERMISSION)
    item = stock.item(item_id)
    loan = item.loan
    if loan is None:
        messages.info(request, _("Dit is al terug."))
        return redirect("klusbox:desk-item", item.id)
    initial = {"condition": "stuk" if loan.reported else "heel", "note": loan.reported}
    form = BackForm(request.POST or None, initial=initial)

    def run() -> HttpResponse:
        _take_in(loan, form, person)
        messages.success(request, _("Nummer %(number)s is verwerkt.") % {"number": item.number})
        if lending.has_live(lending.reservation(loan.reservation_id)):
            return redirect("klusbox:desk-reservation", loan.reservation_id)
        return redirect("klusbox:desk")

    context = {"item": item, "loan": loan, "now": timezone.now()}
    return step(request, "klusbox/desk_back.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def lend(request: HttpRequest, item_id: int) -> HttpResponse:
    """Somebody stands here without a reservation."""
    person, now = person_who_may(request, PERMISSION), timezone.now()
    item = stock.item(item_id)
    form = LendForm(request.POST or None, now=now)

    def run() -> HttpResponse:
        assert form.person is not None, "a valid form knows who it is"
        lend_now(
            key=form.used_key(), item_id=item.id, person=form.person,
            ends_at=form.cleaned_data["until"], actor=person, now=now,
        )  # fmt: skip
        messages.success(request, _("Uitgeleend aan %(name)s.") % {"name": form.person.name})
        return redirect("klusbox:desk-item", item.id)

    return step(request, "klusbox/desk_lend.html", run, context={"item": item}, form=form)


def _take_in(loan: Loan, form: BackForm, actor: Person) -> None:
    told = {"loan_id": loan.id, "note": form.cleaned_data["note"], "actor": actor}
    condition, now = form.cleaned_data["condition"], timezone.now()
    if condition == "kwijt":
        report_lost(now=now, **told)
    else:
        take_back(is_broken=condition == "stuk", now=now, **told)


def _shown(
    request: HttpRequest, found: Reservation, refusal: Refusal | None = None, *,
    is_empty: bool = False,
) -> HttpResponse:  # fmt: skip
    loans = list(found.loans.all())
    scanned = request.GET.get("ding", "")
    item = (
        Item.objects.filter(id=int(scanned[:18])).select_related("kind").first()
        if scanned.isdecimal() else None
    )  # fmt: skip
    context = {
        "reservation": found,
        "loans": loans,
        "waiting": [loan for loan in loans if loan.state == Loan.State.RESERVED],
        "scanned": item,
        "now": timezone.now(),
        "refusal": refusal,
        "is_empty": is_empty,
    }
    status = STATUS[refusal.kind] if refusal else 422 if is_empty else 200
    return render(request, TEMPLATE, context, status=status)


def _camera(
    request: HttpRequest, found: Reservation, refusal: Refusal | None = None
) -> HttpResponse:
    return scan_page(
        request,
        read=reverse("klusbox:reservation-read", args=[found.id]),
        back=reverse("klusbox:desk-reservation", args=[found.id]),
        refusal=refusal,
    )
