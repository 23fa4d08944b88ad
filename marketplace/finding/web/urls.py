"""Addresses of the maps; they stand among the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.finding.web import maps

FINDING: Final = [
    path("kaart.json", maps.drawing, name="map-drawing"),
    path("klussen/kaart.json", maps.klus_spots, name="klussen-map"),
    path("winkels/kaart.json", maps.shop_spots, name="shops-map"),
]
