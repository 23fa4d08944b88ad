"""Pages of the klusbox on a tenant's host."""

from django.urls import path

from marketplace.klusbox.web import (
    desk,
    desk_boxes,
    desk_counts,
    desk_items,
    desk_lending,
    reserving,
    resident,
    stickers,
)

app_name = "klusbox"

BOX = "beheer/klusbox/box/<int:box_id>"
ITEM = "beheer/klusbox/ding/<int:item_id>"
RESERVATION = "beheer/klusbox/reservering/<int:reservation_id>"

RESIDENT = [
    path("klusbox/", reserving.boxes, name="boxes"),
    path("klusbox/<int:box_id>/", reserving.box, name="box"),
    path("klusbox/<int:box_id>/reserveer/", reserving.reserve_things, name="reserve"),
    path("klusbox/foto/<int:item_id>/", stickers.photo, name="photo"),
    path("klusbox/d/<str:code>/", stickers.item, name="item-code"),
    path("klusbox/r/<str:code>/", stickers.reservation, name="reservation-code"),
    path("klusbox/mijn/", resident.mine, name="mine"),
    path("klusbox/mijn/<int:reservation_id>/", resident.one, name="reservation"),
    path("klusbox/mijn/<int:reservation_id>/afzeggen/", resident.cancel, name="cancel"),
    path("klusbox/mijn/ding/<int:loan_id>/stuk/", resident.broken, name="broken"),
]
DESK = [
    path("beheer/klusbox/", desk.overview, name="desk"),
    path("beheer/klusbox/scan/", desk.scan, name="scan"),
    path("beheer/klusbox/lees/", desk.read, name="read"),
    path("beheer/klusbox/spullen.csv", desk.items_csv, name="items-csv"),
    path("beheer/klusbox/box/nieuw/", desk_boxes.new, name="box-new"),
    path(f"{BOX}/", desk_boxes.box, name="desk-box"),
    path(f"{BOX}/wijzig/", desk_boxes.edit, name="box-edit"),
    path(f"{BOX}/erbij/", desk_boxes.add, name="box-add"),
    path(f"{BOX}/stickers/", desk_boxes.stickers, name="box-stickers"),
    path(f"{BOX}/tellen/", desk_counts.count, name="box-count"),
    path("beheer/klusbox/telling/<int:count_id>/", desk_counts.result, name="count"),
    path(f"{RESERVATION}/", desk_lending.reservation, name="desk-reservation"),
    path(f"{RESERVATION}/scan/", desk_lending.scan, name="reservation-scan"),
    path(f"{RESERVATION}/lees/", desk_lending.read, name="reservation-read"),
    path(f"{RESERVATION}/afzeggen/", desk_lending.cancel, name="desk-cancel"),
    path(f"{ITEM}/", desk_items.item, name="desk-item"),
    path(f"{ITEM}/terug/", desk_lending.back, name="item-back"),
    path(f"{ITEM}/uitlenen/", desk_lending.lend, name="item-lend"),
    path(f"{ITEM}/verplaats/", desk_items.move, name="item-move"),
    path(f"{ITEM}/foto/", desk_items.picture, name="item-picture"),
    *(
        path(f"{ITEM}/{word}/", desk_items.act, {"word": word}, name=f"item-{word}")
        for word in desk_items.ACTS
    ),
]
urlpatterns = [*RESIDENT, *DESK]
