"""Addresses of maps and of lists of shops; they stand among the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.finding.web import desk_lists, maps

FINDING: Final = [
    path("kaart.json", maps.drawing, name="map-drawing"),
    path("klussen/kaart.json", maps.klus_spots, name="klussen-map"),
    path("winkels/kaart.json", maps.shop_spots, name="shops-map"),
    path("beheer/winkellijsten/", desk_lists.lists, name="console-shop-lists"),
    path("beheer/winkellijsten/nieuw/", desk_lists.new, name="console-shop-list-new"),
    path("beheer/winkellijsten/voorbeeld.csv", desk_lists.example, name="console-shop-list-csv"),
    path("beheer/winkellijsten/<int:shop_list_id>/", desk_lists.one, name="console-shop-list"),
]
