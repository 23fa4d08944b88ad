"""Lists of shops at the console: looked at line by line, read in, let in by a second person."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.finding.shop_checks import checked_shops, listed_shops, shop_list, shop_lists
from marketplace.finding.shop_file import COLUMNS, MOST_BYTES
from marketplace.finding.shop_lists import approve_shop_list, read_in_shops
from marketplace.models import Merchant
from tenants.errors import Refusal
from tenants.problems import STATUS
from tenants.web.key_form import KeyForm
from tenants.web.spreadsheet import spreadsheet, text_of
from tenants.web.steps import person_who_may, step

A_PAGE: Final = 50
FAULTS_SHOWN: Final = 100
NEW: Final = "marketplace/console_shop_list_new.html"
EXAMPLE: Final = (
    "Bakkerij Voorbeeld", "boodschappen", "Markt 1, Voorbeeldstad", "", "50,88820", "5,97950",
    "", "", "", "Brood en vlaai", "bakker@voorbeeld.example",
)  # fmt: skip


class ShopListForm(KeyForm):
    """A list, by file or typed."""

    name = forms.CharField(
        label=gettext_lazy("Naam van de lijst"), max_length=120,
        help_text=gettext_lazy("Bijvoorbeeld: centrum, november."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Bestand"), required=False,
        help_text=gettext_lazy("CSV of GeoJSON, hoogstens 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.geojson,text/csv,application/json"}),
    )  # fmt: skip
    rows = forms.CharField(
        label=gettext_lazy("Of plak hier de lijst"), required=False, strip=False,
        max_length=MOST_BYTES, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One list: a file goes before what was typed."""
        found = super().clean() or self.cleaned_data
        if not found.get("file") and not (found.get("rows") or "").strip() and not self.errors:
            self.add_error("file", _("Kies een bestand of plak de lijst."))
        if found.get("file") and found["file"].size > MOST_BYTES:
            self.add_error("file", _("Dit bestand is te groot: hoogstens 2 MB."))
        return found

    def raw(self) -> bytes:
        """The bytes of the list."""
        file = self.cleaned_data.get("file")
        typed: str = self.cleaned_data.get("rows") or ""
        return bytes(file.read()) if file else typed.encode()


@login_required
@never_cache
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list that was read in, the newest first."""
    person_who_may(request, "approve-merchant")
    page = Paginator(shop_lists(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page}
    return render(request, "marketplace/console_shop_lists.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A list is read and shown, line by line; only a second tap reads it in."""
    person = person_who_may(request, "approve-merchant")
    form = ShopListForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form, "columns": [names[0] for names in COLUMNS.values()]}
    if request.method != "POST" or not form.is_valid():
        return render(request, NEW, shown, status=200 if request.method != "POST" else 422)
    raw = form.raw()
    try:
        if "zeker" in request.POST:
            made = read_in_shops(key=form.used_key(), name=form.cleaned_data["name"], raw=raw,
                                 actor=person, now=timezone.now())  # fmt: skip
            messages.success(request, _("De winkels staan klaar. Een collega moet ze toelaten."))
            return redirect("marketplace:console-shop-list", made.id)
        found = checked_shops(raw)
    except Refusal as refusal:
        return render(request, NEW, {**shown, "refusal": refusal}, status=STATUS[refusal.kind])
    shown |= {"found": found, "faults": found.wrong[:FAULTS_SHOWN], "told": text_of(raw)}
    return render(request, NEW, shown, status=422 if found.wrong else 200)


@login_required
@never_cache
@require_GET
def example(request: HttpRequest) -> HttpResponse:
    """An empty list with its columns and one line to write over."""
    person_who_may(request, "approve-merchant")
    return spreadsheet("winkels", [names[0] for names in COLUMNS.values()], [EXAMPLE])


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, shop_list_id: int) -> HttpResponse:
    """One list with its shops; on POST a second person lets in those that are ready."""
    person = person_who_may(request, "approve-merchant")
    found = shop_list(shop_list_id)

    def run() -> HttpResponse:
        approved, waiting = approve_shop_list(list_id=found.id, actor=person, now=timezone.now())
        told = {"approved": approved, "waiting": waiting}
        messages.success(request, _("Toegelaten: %(approved)d. Nog niet: %(waiting)d.") % told)
        return redirect("marketplace:console-shop-list", found.id)

    context = {
        "list": found,
        "page": Paginator(listed_shops(found), A_PAGE).get_page(request.GET.get("page")),
        "waiting": listed_shops(found).filter(merchant__state=Merchant.State.APPLIED).count(),
        "may_let_in": found.read_by_id != person.id,
    }
    return step(request, "marketplace/console_shop_list.html", run, context=context)
