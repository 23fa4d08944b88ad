"""Making rules at the console: begin a draft, fill it in, read in a file, propose, throw away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from currency.models import RuleSet
from currency.queries import rule_version, rule_versions, starting_document
from currency.rule_check import document_in_file
from currency.rule_errors import RulesInvalid
from currency.rule_words import TEMPLATES
from currency.rules.digest import document_digest
from currency.services.rules import (
    change_draft,
    discard_draft,
    draft_rules,
    propose_rules,
)
from marketplace.web.desk_rules.form import RulesForm
from marketplace.web.desk_rules.forms import DraftForm, ImportForm
from marketplace.web.desk_rules.pages import VERSIONS_SHOWN, about
from marketplace.web.desk_rules.words import name_of
from tenants.errors import NotFound, Refusal
from tenants.problems import STATUS
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new draft: of the rules in force, a template or another version."""
    person = person_who_may(request, "propose-rules")
    form = DraftForm(request.POST or None, versions=list(rule_versions()[:VERSIONS_SHOWN]))

    def run() -> HttpResponse:
        now = timezone.now()
        document, based_on = starting_document(now=now, **form.beginning())
        made = draft_rules(
            document=document, based_on=based_on, note=form.cleaned_data["note"],
            actor=person.party_id, now=now,
        )  # fmt: skip
        return redirect("marketplace:console-rules-edit", made.version)

    context = {"templates": TEMPLATES.values()}
    return step(request, "marketplace/console_rules_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def read_in(request: HttpRequest) -> HttpResponse:
    """A draft of a file. Every field at fault is named, and what was sent stays to be mended."""
    person = person_who_may(request, "propose-rules")
    form = ImportForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form, "wrong": []}
    if request.method == "POST" and form.is_valid():
        content = form.content()
        try:
            made = draft_rules(
                document=document_in_file(content), note=form.cleaned_data["note"],
                actor=person.party_id, now=timezone.now(),
            )  # fmt: skip
        except RulesInvalid as refusal:
            shown["wrong"] = [(name_of(path), path, said) for path, said in refusal.wrong.items()]
            typed = {"text": content.decode(errors="replace"), "note": form.cleaned_data["note"]}
            shown["form"] = ImportForm(initial=typed)
        else:
            messages.success(request, _("Ingelezen. Dit is nu een concept."))
            return redirect("marketplace:console-rules-version", made.version)
    status = 422 if request.method == "POST" else 200
    return render(request, "marketplace/console_rules_import.html", shown, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, version: int) -> HttpResponse:
    """Every rule of a draft on one page; what is wrong is said at the rule it is about."""
    person = person_who_may(request, "propose-rules")
    found = _draft(version)
    digest = document_digest(found.document).hex()
    form = RulesForm(
        request.POST if request.method == "POST" else None, document=found.document,
        initial={"note": found.note, "digest": digest},
    )  # fmt: skip
    shown: dict[str, object] = {"form": form, "draft": found, "refusal": None}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_draft(
                    version=version, document=form.document(), note=form.cleaned_data["note"],
                    actor=person.party_id, now=timezone.now(),
                    seen=_read_digest(form.cleaned_data["digest"]),
                )  # fmt: skip
            except RulesInvalid as refusal:
                form.tell(refusal)
            except Refusal as refusal:
                shown["refusal"], status = refusal, STATUS[refusal.kind]
            else:
                messages.success(request, _("Bewaard."))
                return redirect("marketplace:console-rules-version", version)
    return render(request, "marketplace/console_rules_edit.html", shown, status=status)


@login_required
@never_cache
@require_POST
def propose(request: HttpRequest, version: int) -> HttpResponse:
    """Put a draft before a colleague."""
    person = person_who_may(request, "propose-rules")
    found = rule_version(version)

    def run() -> HttpResponse:
        propose_rules(version=version, actor=person.party_id)
        messages.success(request, _("Voorgelegd. Een collega keurt goed."))
        return redirect("marketplace:console-rules-version", version)

    context = about(found, person, timezone.now())
    return step(request, "marketplace/console_rules_version.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, version: int) -> HttpResponse:
    """Asks once more, for a draft does not come back."""
    person = person_who_may(request, "propose-rules")
    found = _draft(version)

    def run() -> HttpResponse:
        discard_draft(version=version, actor=person.party_id)
        messages.success(request, _("Weggegooid."))
        return redirect("marketplace:console-rules")

    context = {"draft": found}
    return step(request, "marketplace/console_rules_discard.html", run, context=context)


def _draft(version: int) -> RuleSet:
    found = rule_version(version)
    if found.state != RuleSet.State.DRAFT:
        raise NotFound
    return found


def _read_digest(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) or None
    except ValueError:
        return None
