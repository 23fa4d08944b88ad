"""Payout batches at the municipality: put together, seal, release, hand over, follow."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.keys import key_for
from currency.queries import cover
from settlement import queries
from settlement.models import Payout, PayoutBatch
from settlement.services import batches as services
from settlement.services.delivery import awaits_delivery, deliver_payout_batch
from settlement.web.forms import MakeBatchForm
from tenants.people.models import Person
from tenants.people.queries import names_by_party
from tenants.web.steps import person_who_may, step

State = PayoutBatch.State


@login_required
@never_cache
@require_GET
def payouts(request: HttpRequest) -> HttpResponse:
    """What is owed, the batches, what the bank says that nobody has explained yet."""
    person = person_who_may(request, "see-payouts")
    return render(request, "settlement/payouts.html", _overview(person, MakeBatchForm()))


@login_required
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Put a draft together; nothing is final before it is sealed."""
    person = person_who_may(request, "make-payout-batch")
    form = MakeBatchForm(request.POST)

    def run() -> HttpResponse:
        batch = services.make_payout_batch(
            key=key_for("make-payout-batch", person.party_id, form.used_key()),
            by=person,
            now=timezone.now(),
            minimum_cents=form.cleaned_data["minimum_cents"] or 1,
        )
        return redirect("settlement:batch", batch.id)

    return step(request, "settlement/payouts.html", run, context=_overview(person, form), form=form)


@login_required
@never_cache
@require_GET
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch: its lines, how far it is, and the step this person may take now."""
    person = person_who_may(request, "see-payouts")
    found = queries.batch(batch_id)
    return render(request, "settlement/batch.html", _batch_page(found, person))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Confirm, then freeze."""
    person = person_who_may(request, "make-payout-batch")

    def run() -> HttpResponse:
        services.seal_payout_batch(batch_id=batch_id, by=person, now=timezone.now())
        messages.success(request, _("Vastgezet. Een collega kan de batch nu vrijgeven."))
        return redirect("settlement:batch", batch_id)

    return step(request, "settlement/batch_seal.html", run, context=_batch(batch_id, person))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A second person looks, then lets the file go."""
    person = person_who_may(request, "release-payout-batch")

    def run() -> HttpResponse:
        services.release_payout_batch(batch_id=batch_id, by=person, now=timezone.now())
        messages.success(request, _("Vrijgegeven. Breng het bestand nu naar de bank."))
        return redirect("settlement:batch", batch_id)

    return step(request, "settlement/batch_release.html", run, context=_batch(batch_id, person))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Confirm, then call the batch off."""
    person = person_who_may(request, "make-payout-batch")

    def run() -> HttpResponse:
        services.cancel_payout_batch(batch_id=batch_id, by=person, now=timezone.now())
        messages.success(request, _("Ingetrokken. De bedragen staan weer klaar."))
        return redirect("settlement:payouts")

    return step(request, "settlement/batch_cancel.html", run, context=_batch(batch_id, person))


@login_required
@never_cache
@require_POST
def leave_out(request: HttpRequest, payout_id: UUID) -> HttpResponse:
    """Take one line out of a draft."""
    person = person_who_may(request, "make-payout-batch")
    left = services.leave_out_payout(payout_id=payout_id, by=person, now=timezone.now())
    messages.success(request, _("Weggelaten. Dit bedrag gaat mee in een volgende batch."))
    if left.state == State.CANCELLED:
        return redirect("settlement:payouts")
    return redirect("settlement:batch", left.id)


@login_required
@never_cache
@require_POST
def download(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The sealed bytes as a file; who fetched it when stands in the trail."""
    person = person_who_may(request, "release-payout-batch")
    found, content = services.download_payout_batch(
        batch_id=batch_id, by=person, now=timezone.now()
    )
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{found.message_id}.xml"'
    return response


@login_required
@never_cache
@require_POST
def deliver(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Hand the file to the connected bank."""
    person = person_who_may(request, "release-payout-batch")
    found = queries.batch(batch_id)

    def run() -> HttpResponse:
        deliver_payout_batch(batch_id=batch_id, by=person, now=timezone.now())
        messages.success(request, _("De bank heeft het bestand."))
        return redirect("settlement:batch", batch_id)

    return step(request, "settlement/batch.html", run, context=_batch_page(found, person))


def _overview(person: Person, form: MakeBatchForm) -> dict[str, object]:
    owed = queries.payables()
    return {
        "form": form,
        "may_make": person.may("make-payout-batch"),
        "may_import": person.may("import-bank-file"),
        "may_deposit": person.may("deposit-cover"),
        "account": queries.active_bank_account(),
        "cover": cover(),
        "payables": owed,
        "payable_cents": sum(one.cents for one in owed if not one.hold),
        "held_cents": sum(one.cents for one in owed if one.hold),
        "batches": queries.batches()[:25],
        "silent": list(queries.silent_batches(timezone.now())),
        "unmatched": list(queries.unmatched_entries()[:50]),
        "files": queries.bank_files()[:5],
    }


def _batch(batch_id: int, person: Person) -> dict[str, object]:
    found = queries.batch(batch_id)
    return {
        "batch": found,
        "lines": queries.lines_of(found),
        "is_own": found.made_by == person.party_id,
    }


def _batch_page(found: PayoutBatch, person: Person) -> dict[str, object]:
    may_make, may_release = person.may("make-payout-batch"), person.may("release-payout-batch")
    is_released = found.state in services.HANDED_OVER
    names = names_by_party([found.made_by, found.released_by])
    return {
        "batch": found,
        "maker": names.get(found.made_by, ""),
        "releaser": names.get(found.released_by, ""),
        "may_import": person.may("import-bank-file"),
        "lines": queries.lines_of(found),
        "steps": [(state, state == found.state, _reached(found, state)) for state in PROGRESS],
        "outcomes": [
            (Payout.State(state).label, count, cents)
            for state, (count, cents) in queries.states_of(found).items()
        ],
        "may_seal": may_make and found.state == State.DRAFT,
        "may_leave_out": may_make and found.state == State.DRAFT,
        "may_cancel": may_make and found.state in (State.DRAFT, State.SEALED, State.RELEASED),
        "may_release": may_release
        and found.state == State.SEALED
        and found.made_by != person.party_id,
        "needs_another": found.state == State.SEALED and found.made_by == person.party_id,
        "may_download": may_release and is_released,
        "may_deliver": may_release and awaits_delivery(found),
    }


PROGRESS = (State.DRAFT, State.SEALED, State.RELEASED, State.SENT, State.CLOSED)


def _reached(found: PayoutBatch, state: State) -> bool:
    """Whether the batch has come as far as this state."""
    if found.state == State.CANCELLED:
        return state == State.DRAFT
    return PROGRESS.index(State(found.state)) >= PROGRESS.index(state)
