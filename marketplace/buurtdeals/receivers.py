"""What buurtdeals tell people: the day to look back comes near."""

from collections.abc import Mapping

from django.urls import reverse

from marketplace.buurtdeals.queries import deal_to_tell_of
from marketplace.web.letters import letter
from tenants.trail.services import tells


@tells("buurtdeal.review")
def tell_of_a_review(facts: Mapping[str, object]) -> None:
    """To whoever looks after the deal, unless both sides looked back already."""
    deal = deal_to_tell_of(int(str(facts["deal"])))
    if deal is not None and deal.looked_after_by.is_active:
        path = reverse("marketplace:console-buurtdeal", args=[deal.id])
        letter(deal.looked_after_by, "deal-review", path=path, context={"deal": deal}).send()
