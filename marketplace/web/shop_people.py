"""The people of a shop: who works there, asking somebody, taking an invitation, farewell."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.models import Merchant
from marketplace.queries import partners
from marketplace.services import shop_staff
from marketplace.web.partner_forms import DutyForm, InviteForm
from tenants.errors import NotFound
from tenants.people.models import Seat
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """Who works here, who is asked, and asking one more."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id, partners.KEEPERS)
    is_owner = partners.duty_of(person, shop) in partners.OWNERS
    duties = [Seat.Duty.STAFF, Seat.Duty.LEAD, Seat.Duty.OWNER] if is_owner else [Seat.Duty.STAFF]
    form = InviteForm(request.POST or None, duties=list(duties))

    def run() -> HttpResponse:
        made = shop_staff.invite_staff(
            merchant_id=shop.id, actor=person, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("De uitnodiging is weg naar %(mail)s.") % {"mail": made.email})
        return redirect("marketplace:shop-people", shop.id)

    now = timezone.now()
    context = {
        "shop": shop,
        "is_owner": is_owner,
        "seats": partners.people_of(shop),
        "invitations": [(one, one.is_over(now)) for one in partners.invitations_of(shop)],
    }
    return step(request, "marketplace/shop_people.html", run, context=context, form=form)


@login_required
@require_POST
def withdraw(request: HttpRequest, merchant_id: int, invitation_id: int) -> HttpResponse:
    """The link in the letter leads nowhere any more; asking again is one form away."""
    shop_staff.withdraw_invitation(
        merchant_id=merchant_id, invitation_id=invitation_id, actor=person_of(request),
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("marketplace:shop-people", merchant_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, merchant_id: int, seat_id: int) -> HttpResponse:
    """Another duty for somebody of the shop; for its owners."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id, partners.OWNERS)
    found = partners.seat_of(shop, seat_id)
    form = DutyForm(request.POST or None, initial={"duty": found.duty})

    def run() -> HttpResponse:
        shop_staff.change_duty(
            merchant_id=shop.id, seat_id=found.id, duty=form.cleaned_data["duty"], actor=person
        )
        messages.success(request, _("Bewaard."))
        return _back(shop, is_self=found.person_id == person.id)

    context = {"shop": shop, "seat": found}
    return step(request, "marketplace/shop_seat.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def farewell(request: HttpRequest, merchant_id: int, seat_id: int) -> HttpResponse:
    """Somebody works here no longer, after a question; one's own seat is everybody's to give up."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id)
    found = partners.seat_of(shop, seat_id)
    is_self = found.person_id == person.id
    if not is_self and partners.duty_of(person, shop) not in partners.KEEPERS:
        raise NotFound

    def run() -> HttpResponse:
        shop_staff.say_farewell(merchant_id=shop.id, seat_id=found.id, actor=person)
        messages.success(
            request, _("%(name)s staat niet meer op de lijst.") % {"name": found.person.name}
        )
        return redirect("marketplace:home") if is_self else _back(shop)

    context = {"shop": shop, "seat": found, "is_self": is_self}
    return step(request, "marketplace/shop_farewell.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is asked to do, and a button to say yes."""
    found, person = shop_staff.read_link(token), person_of(request)
    shop_staff.refuse_unless_for(found, person, timezone.now())

    def run() -> HttpResponse:
        shop_staff.take_invitation(word=token, actor=person, now=timezone.now())
        messages.success(request, _("Welkom bij %(name)s.") % {"name": found.merchant.name})
        return redirect("marketplace:shop-desk", found.merchant_id)

    context = {"invitation": found, "shop": found.merchant, "nav": ()}
    return step(request, "marketplace/shop_invitation.html", run, context=context)


def _back(shop: Merchant, *, is_self: bool = False) -> HttpResponse:
    """Where the list is, or the desk for who may see the list no longer."""
    return redirect(f"marketplace:shop-{'desk' if is_self else 'people'}", shop.id)
