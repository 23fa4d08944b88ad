"""What the bank brings back, and the municipality's own account and cover."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from currency.keys import key_for
from currency.queries import cover
from settlement import errors, queries
from settlement.services.bank_accounts import change_bank_account
from settlement.services.bank_entries import book_as_cover, deposit_by_hand, ignore_entry
from settlement.services.bank_files import import_bank_file, refuse_unless_size
from settlement.web.forms import BankAccountForm, BankFileForm, DepositForm, NoteForm
from tenants.web.steps import person_who_may, step

FILES_SHOWN: Final = 25
# A file keeps the code of why it was not taken; a person reads the sentence.
REFUSED: Final = {
    refusal.code: refusal.sentence
    for refusal in (
        errors.FileOfAnotherAccount,
        errors.FileSumsWrong,
        errors.FileTooLarge,
        errors.FileUnreadable,
        errors.NoBankAccount,
        errors.UnknownBatch,
    )
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def bank_file(request: HttpRequest) -> HttpResponse:
    """Read a file from the bank; the same file again changes nothing."""
    person = person_who_may(request, "import-bank-file")
    form = BankFileForm(request.POST or None, request.FILES or None)

    def run() -> HttpResponse:
        upload = form.cleaned_data["file"]
        refuse_unless_size(upload.size)
        found = import_bank_file(raw=upload.read(), by=person, now=timezone.now())
        messages.success(
            request,
            ngettext("%(count)s regel gelezen.", "%(count)s regels gelezen.", found.line_count)
            % {"count": found.line_count},
        )
        return redirect("settlement:payouts")

    files = [(file, REFUSED.get(file.reason, "")) for file in queries.bank_files()[:FILES_SHOWN]]
    context = {"files": files}
    return step(request, "settlement/bank_file.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Confirm, then set aside what came in."""
    person = person_who_may(request, "deposit-cover")

    def run() -> HttpResponse:
        book_as_cover(entry_id=entry_id, by=person, now=timezone.now())
        messages.success(request, _("Geboekt. De dekking is hoger geworden."))
        return redirect("settlement:payouts")

    context = {"entry": queries.bank_entry(entry_id), "cover": cover()}
    return step(request, "settlement/entry_book.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def ignore(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Say why a movement is no matter of the house."""
    person = person_who_may(request, "import-bank-file")
    form = NoteForm(request.POST or None)

    def run() -> HttpResponse:
        ignore_entry(
            entry_id=entry_id, note=form.cleaned_data["note"], by=person, now=timezone.now()
        )
        return redirect("settlement:payouts")

    context = {"entry": queries.bank_entry(entry_id)}
    return step(request, "settlement/entry_ignore.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def deposit(request: HttpRequest) -> HttpResponse:
    """Set euros aside that came without a bank file."""
    person = person_who_may(request, "deposit-cover")
    form = DepositForm(request.POST or None)

    def run() -> HttpResponse:
        deposit_by_hand(
            key=key_for("deposit-cover", person.party_id, form.used_key()),
            cents=form.cleaned_data["cents"],
            by=person,
            now=timezone.now(),
        )
        messages.success(request, _("Gestort. De dekking is hoger geworden."))
        return redirect("settlement:payouts")

    return step(request, "settlement/deposit.html", run, context={"cover": cover()}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The account payouts are paid from."""
    person = person_who_may(request, "make-payout-batch")
    form = BankAccountForm(request.POST or None)

    def run() -> HttpResponse:
        change_bank_account(by=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Bewaard. Nieuwe batches gaan van deze rekening."))
        return redirect("settlement:payouts")

    context = {"account": queries.active_bank_account()}
    return step(request, "settlement/bank_account.html", run, context=context, form=form)
