"""Clearing runs on the coordinator's host: gross against net, open, put forward, follow, cancel."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from settlement.clearing import run_queries as queries
from settlement.clearing.models import ClearingRun
from settlement.clearing.proposals import Proposal
from settlement.clearing.services import runs as services
from settlement.clearing.web.forms import OpenRunForm, UntilForm
from settlement.clearing.web.picture import flow_picture
from tenants.models import Region
from tenants.web.region_views import asker
from tenants.web.steps import step

State = ClearingRun.State
PROGRESS = (State.DRAFT, State.PROPOSED, State.APPROVED, State.SETTLING, State.CLOSED)


@login_required
@never_cache
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """All runs of the region, newest first."""
    region, person = asker(request, "see-positions")
    context = {
        "region": region,
        "runs": queries.runs_of(region)[:100],
        "waiting": queries.run_in_preparation(region),
        "may_run": person.may("run-clearing"),
    }
    return render(request, "clearing/runs.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What each method would leave to pay; POST makes the draft that was shown."""
    region, person = asker(request, "run-clearing")
    now = timezone.now()
    until = UntilForm(request.GET or None)
    cut_off = until.cut_off(now)
    form = OpenRunForm(request.POST or None, cut_off=cut_off)
    if request.method == "POST" and form.is_valid():
        cut_off = form.cleaned_data["cut_off"]

    def run() -> HttpResponse:
        made = services.open_run(
            region=region,
            method=form.cleaned_data["method"],
            cut_off=form.cleaned_data["cut_off"],
            key=form.used_key(),
            by=person,
            now=now,
        )
        messages.success(request, _("Het concept staat klaar. Kijk het na en leg het voor."))
        return redirect("clearing:run", made.id)

    context = {"region": region, "until": until, "cut_off": cut_off,
               "waiting": queries.run_in_preparation(region),
               **_preview(queries.proposals(region, cut_off))}  # fmt: skip
    return step(request, "clearing/run_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run: how far it is, each payment, and what was owed before."""
    region, person = asker(request, "see-positions")
    found = queries.run_of(region, run_id)
    payments = list(queries.payments_of(found))
    context = {
        "run": found,
        "payments": payments,
        "picture": flow_picture(payments),
        "obligations": queries.obligations_of(found),
        "left_out": queries.left_out_of(found),
        "steps": [(state, state == found.state, _reached(found, state)) for state in PROGRESS],
        "may_propose": person.may("run-clearing") and found.state == State.DRAFT,
        "may_cancel": person.may("run-clearing") and found.is_in_preparation,
    }
    return render(request, "clearing/run.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm, then put it before the towns that pay."""
    region, person = asker(request, "run-clearing")

    def act() -> HttpResponse:
        done = services.propose_run(run_id=run_id, region=region, by=person, now=timezone.now())
        if done.state == State.CLOSED:
            messages.success(request, _("Verrekend. Er hoeft niets betaald te worden."))
        else:
            messages.success(request, _("De ronde ligt bij de gemeenten die betalen."))
        return redirect("clearing:run", run_id)

    return step(request, "clearing/run_propose.html", act, context=_run(region, run_id))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm, then call it off."""
    region, person = asker(request, "run-clearing")

    def act() -> HttpResponse:
        services.cancel_run(run_id=run_id, region=region, by=person, now=timezone.now())
        messages.success(request, _("Ingetrokken. De betalingen tellen mee in een volgende ronde."))
        return redirect("clearing:run", run_id)

    return step(request, "clearing/run_cancel.html", act, context=_run(region, run_id))


def _run(region: Region, run_id: int) -> dict[str, object]:
    found = queries.run_of(region, run_id)
    return {"run": found, "payments": queries.payments_of(found)}


def _reached(found: ClearingRun, state: State) -> bool:
    """Whether the run has come as far as this state."""
    if found.state == State.CANCELLED:
        return state == State.DRAFT
    return PROGRESS.index(State(found.state)) >= PROGRESS.index(state)


def _preview(proposals: Mapping[str, Proposal]) -> dict[str, object]:
    """Gross against net by each method, and what each town gets or pays in the end."""
    one = next(iter(proposals.values()))
    nets = sorted(one.nets.items(), key=lambda town: -town[1])
    most = max((abs(cents) for _, cents in nets), default=0) or 1
    return {
        "gross_cents": one.gross_cents,
        "flow_count": len(one.flows),
        "methods": [
            {"method": ClearingRun.Method(method), "net_cents": proposal.net_cents,
             "payments": len(proposal.payments), "saved": _saved(proposal)}
            for method, proposal in proposals.items()
        ],
        "left_out": one.left_out,
        # Each with the left end and the length of its bar; the middle of the scale is nothing.
        "nets": [(one.tenants[town], cents, min(cents, 0), abs(cents)) for town, cents in nets],
        "scale": {"left": -most, "width": 2 * most},
    }  # fmt: skip


def _saved(proposal: Proposal) -> int:
    """How many per cent less money moves, rounded down."""
    gross = proposal.gross_cents
    return (gross - proposal.net_cents) * 100 // gross if gross else 0
