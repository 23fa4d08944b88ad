"""Every kind of message at the console: what it says in each language, and how many leave."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tenants.errors import NotFound
from tenants.messages.channels import open_channels
from tenants.messages.kinds import Kind, every_kind, kind_named
from tenants.messages.models import Sort
from tenants.messages.queries import figures_of
from tenants.messages.words import Words, words_of
from tenants.web.steps import person_who_may

DAYS: Final = 30


@dataclass(frozen=True)
class Shown:
    """A kind in the list."""

    kind: Kind
    sort: str | Promise
    subject: str
    told: int


@dataclass(frozen=True)
class Told:
    """The words of a kind in one language."""

    code: str
    language: str | Promise
    words: Words


@login_required
@never_cache
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """All kinds, with how often each was told; and what of the last month left the house."""
    person_who_may(request, "see-console")
    figures = figures_of(since=timezone.now() - timedelta(days=DAYS))
    language = get_language() or settings.LANGUAGE_CODE
    rows = [
        Shown(one, Sort(one.sort).label, _words(one, language).subject, figures.told[one.name])
        for one in every_kind()
    ]
    context = {"rows": rows, "figures": figures, "days": DAYS, "channels": open_channels()}
    return render(request, "tenants/messages/console.html", context)


@login_required
@never_cache
@require_GET
def kind(request: HttpRequest, name: str) -> HttpResponse:
    """One kind, with made-up facts, in every language there is. Raises NotFound."""
    person_who_may(request, "see-console")
    found = kind_named(name)
    if found is None:
        raise NotFound
    told = [Told(code, label, _words(found, code)) for code, label in settings.LANGUAGES]
    context = {"kind": found, "sort": Sort(found.sort).label, "told": told}
    return render(request, "tenants/messages/console_kind.html", context)


def _words(kind: Kind, language: str) -> Words:
    return words_of(kind.template, kind.example(), language=language)
