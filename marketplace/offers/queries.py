"""Reads of what shops offer, shared by pages and API."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from currency.models import PaymentRequest
from marketplace.models import Merchant
from marketplace.offers.models import Deal, DealPlace, EmbedHost, ShopPage
from tenants.errors import NotFound

OVER = (PaymentRequest.State.CANCELLED, PaymentRequest.State.DECLINED)


def page_of(merchant_id: int) -> ShopPage:
    """What a shop tells on its page; an empty one where it told nothing."""
    found = ShopPage.objects.filter(merchant_id=merchant_id).first()
    return found or ShopPage(merchant_id=merchant_id)


def _taken(now: datetime) -> Q:
    """Places that are given, or kept for somebody who can still pay."""
    request = "places__request"
    lapsed = Q(**{f"{request}__state__in": OVER}) | Q(
        **{f"{request}__state": PaymentRequest.State.OPEN, f"{request}__expires_at__lte": now}
    )
    return Q(places__key__isnull=False) & (Q(**{request: None}) | ~lapsed)


def deals_of(merchant_id: int, *, now: datetime) -> QuerySet[Deal]:
    """All deals of a shop, the last to end first, each with `taken` and `left`."""
    return _counted(Deal.objects.filter(merchant_id=merchant_id), now).order_by("-ends_on", "-id")


def running_deals(*, on: date, now: datetime) -> QuerySet[Deal]:
    """Deals of today, not given out, in shops where the coin is good; first to end first."""
    found = Deal.objects.filter(
        stopped_at=None, starts_on__lte=on, ends_on__gte=on,
        merchant__state=Merchant.State.APPROVED,
    )  # fmt: skip
    return (
        _counted(found, now)
        .filter(Q(left__gt=0))
        .select_related("merchant")
        .defer("merchant__iban")
        .order_by("ends_on", "id")
    )


def deals_by_shop(merchants: Iterable[int], *, on: date, now: datetime) -> Mapping[int, list[Deal]]:
    """The running deals of these shops, in one query."""
    found: dict[int, list[Deal]] = {}
    for deal in running_deals(on=on, now=now).filter(merchant_id__in=list(merchants)):
        found.setdefault(deal.merchant_id, []).append(deal)
    return found


def deal_of(merchant_id: int, deal_id: int, *, now: datetime) -> Deal:
    """A deal of this shop. Raises NotFound."""
    found = deals_of(merchant_id, now=now).filter(id=deal_id).first()
    if found is None:
        raise NotFound
    return found


def given_since(deal: Deal, *, since: datetime) -> QuerySet[DealPlace]:
    """What was given of a deal since then, the newest first."""
    return (
        deal.places.filter(given_at__gte=since)
        .select_related("till", "request")
        .order_by("-given_at")
    )


def embed_hosts() -> QuerySet[EmbedHost]:
    """The web sites that may show the shops, by address."""
    return EmbedHost.objects.order_by("origin")


def _counted(deals: QuerySet[Deal], now: datetime) -> QuerySet[Deal]:
    return deals.annotate(taken=Count("places", filter=_taken(now))).annotate(
        left=F("number") - F("taken")
    )
