"""The klusbox in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from marketplace.klusbox.api import borrowing, desk

BOX: Final = "klusboxes/<int:box_id>"
RESERVATION: Final = "reservations/<int:reservation_id>"
LOAN: Final = "loans/<int:loan_id>"

urlpatterns = [
    path("klusboxes", borrowing.BoxesView.as_view(), name="api-klusboxes"),
    path("klusboxes/items", desk.ItemsView.as_view(), name="api-klusbox-items"),
    path(f"{BOX}/offers", borrowing.OffersView.as_view(), name="api-klusbox-offers"),
    path(f"{BOX}/reservations", borrowing.ReserveView.as_view(), name="api-reserve"),
    path("reservations", borrowing.ReservationsView.as_view(), name="api-reservations"),
    path(RESERVATION, borrowing.ReservationView.as_view(), name="api-reservation"),
    path(f"{RESERVATION}/cancel", borrowing.CancelView.as_view(), name="api-cancel-reservation"),
    path(f"{RESERVATION}/hand-out", desk.HandOutView.as_view(), name="api-hand-out-reservation"),
    path(f"{LOAN}/take-back", desk.TakeBackView.as_view(), name="api-take-back"),
    path(f"{LOAN}/broken", borrowing.BrokenView.as_view(), name="api-report-broken"),
]
