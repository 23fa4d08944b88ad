"""The first page: a welcome for passers-by, and one's own balance, next klus and neighbourhood."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.queries import EntriesInOrder, accounts_of, coin_end, expiring
from currency.statements import lines_of
from marketplace import queries
from marketplace.web.cards import cards, place_of
from tenants.web.steps import person_or_none

KLUSSEN_SHOWN: Final = 6
SHOPS_SHOWN: Final = 6
ENTRIES_SHOWN: Final = 4


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Home for who is signed in, welcome for who is not."""
    person = person_or_none(request)
    if person is None:
        return _welcome(request)
    now = timezone.now()
    near = place_of(person)
    klussen = queries.open_klussen(now=now, near=near)
    accounts = list(accounts_of(person.party))
    context = {
        "balance": sum(account.balance for account in accounts),
        "ending": coin_end(now),
        "expiring": expiring(person.party, now),
        "on_its_way": queries.on_its_way(person),
        "next": queries.next_sign_up(person, now=now),
        "cards": cards(klussen[:KLUSSEN_SHOWN], near),
        "open_count": klussen.count(),
        "lines": lines_of(EntriesInOrder(accounts)[:ENTRIES_SHOWN]),
    }
    return render(request, "marketplace/home.html", context)


def _welcome(request: HttpRequest) -> HttpResponse:
    klussen = queries.open_klussen(now=timezone.now())
    shops = queries.merchants_found()
    context = {
        "cards": cards(klussen[:KLUSSEN_SHOWN], None),
        "open_count": klussen.count(),
        "shops": shops[:SHOPS_SHOWN],
        "shop_count": shops.count(),
    }
    return render(request, "marketplace/welcome.html", context)
