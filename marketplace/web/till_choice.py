"""Which till this screen is: chosen once, kept for as long as one is signed in."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace import queries
from marketplace.errors import NoTill
from marketplace.models import Till
from marketplace.services.places import add_till
from marketplace.web.forms import TillNameForm
from tenants.people.queries import owns
from tenants.web.steps import person_of, step

CHOSEN_TILL: Final = "till"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose one of one's own tills; an owner may add one."""
    person = person_of(request)
    tills = list(queries.tills_of(person))
    if not tills:
        raise NoTill
    form = TillNameForm(request.POST if "name" in request.POST else None)
    if request.method == "POST" and "till" in request.POST:
        wanted = request.POST["till"]
        found = next((each for each in tills if str(each.id) == wanted), None)
        if found is None:
            raise NoTill
        request.session[CHOSEN_TILL] = found.id
        return redirect("marketplace:till")
    chosen = chosen_till(request)
    shop = (chosen or tills[0]).merchant

    def run() -> HttpResponse:
        made = add_till(merchant_id=shop.id, name=form.cleaned_data["name"], actor=person)
        request.session[CHOSEN_TILL] = made.id
        return redirect("marketplace:till")

    context = {
        "till": chosen,
        "tills": tills,
        "shop": shop,
        "has_shops": len({each.merchant_id for each in tills}) > 1,
        "is_owner": owns(person_party=person.party_id, party=shop.party_id),
    }
    return step(request, "marketplace/till_choose.html", run, context=context, form=form)


def chosen_till(request: HttpRequest) -> Till | None:
    """The till of this screen: the one chosen, or the only one. Raises NoTill without any."""
    tills = list(queries.tills_of(person_of(request)))
    if not tills:
        raise NoTill
    wanted = request.session.get(CHOSEN_TILL)
    found = next((each for each in tills if each.id == wanted), None)
    return found or (tills[0] if len(tills) == 1 else None)


def till_or_refuse(request: HttpRequest) -> Till:
    """The chosen till, or any of the same person's where none was chosen yet. Raises NoTill."""
    return chosen_till(request) or queries.tills_of(person_of(request))[0]
