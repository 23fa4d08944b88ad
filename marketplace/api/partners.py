"""Shops as partners: their places and people, a pause, what they agree to, another account."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace.api.partner_serializers import (
    AcceptanceOut,
    AccountChangeOut,
    AccountDeclineIn,
    AccountIn,
    BranchChangeIn,
    BranchIn,
    BranchOut,
    CategoryIn,
    InvitationIn,
    InvitationOut,
    PauseIn,
    PauseOut,
    PlaceIn,
    StaffOut,
    TermsIn,
    TermsOut,
    TillChangeIn,
)
from marketplace.api.shop_serializers import MerchantOut, RegisteredOut, TillOut
from marketplace.queries import partners
from marketplace.services import account_changes, places, shop_staff, shop_terms
from marketplace.services.merchants import categorise_merchant
from tenants.errors import NotFound

TAG: Final = "shop partners"


class PlaceView(ApiView):
    """The shop's own place."""

    needs = {"PUT": ""}

    @operation("changeShopPlace", TAG, asks=PlaceIn, answers=MerchantOut)
    def put(self, request: Request, merchant_id: int) -> Response:
        """Where the shop stands itself and when it is open; for its owners and leads."""
        place = places.Place(**body(request, PlaceIn))
        done = places.change_own_place(merchant_id=merchant_id, place=place, actor=caller(request))
        return Response(MerchantOut(done).data)


class BranchesView(ApiView):
    """The shop's other places."""

    needs = {"GET": "", "POST": ""}

    @operation("listBranches", TAG, answers=BranchOut(many=True))
    def get(self, request: Request, merchant_id: int) -> Response:
        """The places of the caller's shop besides its own, by name."""
        shop = partners.own_shop(caller(request), merchant_id)
        return self.page(request, shop.branches.select_related("neighbourhood"), BranchOut)

    @operation("addBranch", TAG, asks=BranchIn, answers=BranchOut, status=201)
    def post(self, request: Request, merchant_id: int) -> Response:
        """One more place; a name the shop has already is refused."""
        asked = body(request, BranchIn)
        name = asked.pop("name")
        made = places.add_branch(
            merchant_id=merchant_id, name=name, place=places.Place(**asked), actor=caller(request)
        )
        return Response(BranchOut(made).data, status=201)


class BranchView(ApiView):
    """One of the shop's other places."""

    needs = {"PUT": ""}

    @operation("changeBranch", TAG, asks=BranchChangeIn, answers=BranchOut)
    def put(self, request: Request, merchant_id: int, branch_id: int) -> Response:
        """Another name, place or hours; of a branch that closes the tills are put away."""
        asked = body(request, BranchChangeIn)
        name, is_open = asked.pop("name"), asked.pop("is_open")
        done = places.change_branch(
            merchant_id=merchant_id, branch_id=branch_id, name=name, is_open=is_open,
            place=places.Place(**asked), actor=caller(request),
        )  # fmt: skip
        return Response(BranchOut(done).data)


class TillView(ApiView):
    """One till of a shop."""

    needs = {"PUT": ""}

    @operation("changeTill", TAG, asks=TillChangeIn, answers=TillOut)
    def put(self, request: Request, merchant_id: int, till_id: int) -> Response:
        """Another name or place of a till, or away with it."""
        done = places.change_till(
            merchant_id=merchant_id, till_id=till_id, actor=caller(request),
            **body(request, TillChangeIn),
        )  # fmt: skip
        return Response(TillOut(done).data)


class PauseView(ApiView):
    """Taking nothing for a while."""

    needs = {"POST": ""}

    @operation("pauseMerchant", TAG, asks=PauseIn, answers=PauseOut)
    def post(self, request: Request, merchant_id: int) -> Response:
        """The shop's tills ask nothing for a while. Again changes the note."""
        note = body(request, PauseIn)["note"]
        done = places.pause_merchant(
            merchant_id=merchant_id, note=note, actor=caller(request), now=timezone.now()
        )
        return Response(PauseOut(done).data)


class ResumeView(ApiView):
    """Taking coins again."""

    needs = {"POST": ""}

    @operation("resumeMerchant", TAG, answers=PauseOut)
    def post(self, request: Request, merchant_id: int) -> Response:
        """The tills ask again. Twice is once."""
        done = places.resume_merchant(merchant_id=merchant_id, actor=caller(request))
        return Response(PauseOut(done).data)


class CategoryView(ApiView):
    """What kind of shop it is."""

    needs = {"POST": "approve-merchant"}

    @operation("categoriseMerchant", TAG, asks=CategoryIn, answers=RegisteredOut)
    def post(self, request: Request, merchant_id: int) -> Response:
        """Staff says what kind of shop it is; coins for some kinds alone follow."""
        done = categorise_merchant(
            merchant_id=merchant_id, actor=caller(request), **body(request, CategoryIn)
        )
        return Response(RegisteredOut(done).data)


class StaffView(ApiView):
    """The people of a shop."""

    needs = {"GET": ""}

    @operation("listShopStaff", TAG, answers=StaffOut(many=True))
    def get(self, request: Request, merchant_id: int) -> Response:
        """Who works for the shop, by name; for its owners and leads."""
        shop = partners.own_shop(caller(request), merchant_id, partners.KEEPERS)
        return self.page(request, partners.people_of(shop), StaffOut)


class InvitationsView(ApiView):
    """Asking people to work for the shop."""

    needs = {"GET": "", "POST": ""}

    @operation("listInvitations", TAG, answers=InvitationOut(many=True))
    def get(self, request: Request, merchant_id: int) -> Response:
        """Invitations nobody took yet, newest first."""
        shop = partners.own_shop(caller(request), merchant_id, partners.KEEPERS)
        return self.page(request, partners.invitations_of(shop), InvitationOut)

    @operation("inviteStaff", TAG, asks=InvitationIn, answers=InvitationOut, status=201)
    def post(self, request: Request, merchant_id: int) -> Response:
        """Ask somebody by mail, for a week. Asking again ends the link of before."""
        made = shop_staff.invite_staff(
            merchant_id=merchant_id, actor=caller(request), now=timezone.now(),
            **body(request, InvitationIn),
        )  # fmt: skip
        return Response(InvitationOut(made).data, status=201)


class AccountChangesView(ApiView):
    """Another account for a shop's euros."""

    needs = {"GET": "", "POST": ""}

    @operation("listAccountChanges", TAG, answers=AccountChangeOut(many=True))
    def get(self, request: Request, merchant_id: int) -> Response:
        """All changes of the caller's own shop, newest first."""
        shop = partners.own_shop(caller(request), merchant_id, partners.OWNERS)
        return self.page(request, shop.account_changes.order_by("-id"), AccountChangeOut)

    @operation(
        "askAccountChange", TAG,
        asks=AccountIn, answers=AccountChangeOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request, merchant_id: int) -> Response:
        """Ask for the euros elsewhere: used after a second person and a waiting time."""
        asked = body(request, AccountIn)
        with once(request) as key:
            made = account_changes.ask_account_change(
                key=key, merchant_id=merchant_id, actor=caller(request), now=timezone.now(),
                **asked,
            )  # fmt: skip
        return Response(AccountChangeOut(made).data, status=201)


class WaitingChangesView(ApiView):
    """Other accounts that wait."""

    needs = {"GET": "see-merchants"}

    @operation("listWaitingAccountChanges", TAG, answers=AccountChangeOut(many=True))
    def get(self, request: Request) -> Response:
        """Of all shops, those that wait for a second person first."""
        return self.page(request, partners.changes_of_console(), AccountChangeOut)


class ApproveChangeView(ApiView):
    """A second person's yes."""

    needs = {"POST": "approve-account-change"}

    @operation("approveAccountChange", TAG, answers=AccountChangeOut)
    def post(self, request: Request, change_id: int) -> Response:
        """The account is the shop's own; used when the waiting time is over. Twice is once."""
        done = account_changes.approve_account_change(
            change_id=change_id, actor=caller(request), now=timezone.now()
        )
        return Response(AccountChangeOut(done).data)


class DeclineChangeView(ApiView):
    """A second person's no."""

    needs = {"POST": "approve-account-change"}

    @operation("declineAccountChange", TAG, asks=AccountDeclineIn, answers=AccountChangeOut)
    def post(self, request: Request, change_id: int) -> Response:
        """The account will not be used; also after a colleague's yes. Twice is once."""
        done = account_changes.decline_account_change(
            change_id=change_id, actor=caller(request), now=timezone.now(),
            **body(request, AccountDeclineIn),
        )  # fmt: skip
        return Response(AccountChangeOut(done).data)


class WithdrawChangeView(ApiView):
    """Calling it off."""

    needs = {"POST": ""}

    @operation("withdrawAccountChange", TAG, answers=AccountChangeOut)
    def post(self, request: Request, change_id: int) -> Response:
        """Any owner of the shop calls it off while it waits. Twice is once."""
        done = account_changes.withdraw_account_change(
            change_id=change_id, actor=caller(request), now=timezone.now()
        )
        return Response(AccountChangeOut(done).data)


class TermsView(ApiView):
    """The terms for shops."""

    needs = {"GET": ""}

    @operation("getShopTerms", TAG, answers=TermsOut)
    def get(self, request: Request) -> Response:
        """The version that holds now; 404 where the municipality has none."""
        terms = partners.current_terms()
        if terms is None:
            raise NotFound
        return Response(TermsOut(terms).data)


class AcceptTermsView(ApiView):
    """Agreeing to them."""

    needs = {"POST": ""}

    @operation("acceptShopTerms", TAG, asks=TermsIn, answers=AcceptanceOut)
    def post(self, request: Request, merchant_id: int) -> Response:
        """An owner agrees to the version that holds. Twice is once."""
        done = shop_terms.accept_terms(
            merchant_id=merchant_id, actor=caller(request), now=timezone.now(),
            **body(request, TermsIn),
        )  # fmt: skip
        return Response(AcceptanceOut(done).data)
