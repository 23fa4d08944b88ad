"""Pages of buurtdeals; they stand with those of the marketplace."""

from typing import Final

from django.urls import path

from marketplace.buurtdeals.web import desk, desk_klussen, hand_overs, public

ALL: Final = "beheer/buurtdeals/"
DEAL: Final = f"{ALL}<int:buurtdeal_id>/"
BUURTDEALS = [
    path("buurtdeals/", public.deals, name="buurtdeals"),
    path("buurtdeals/<int:buurtdeal_id>/", public.deal, name="buurtdeal"),
    path(ALL, desk.deals, name="console-buurtdeals"),
    path(f"{ALL}nieuw/", desk.new, name="console-buurtdeal-new"),
    path(f"{ALL}overdracht/<int:hand_over_id>/", hand_overs.give, name="console-hand-over"),
    path(
        f"{ALL}klus-weg/<int:deal_klus_id>/",
        desk_klussen.remove,
        name="console-buurtdeal-klus-away",
    ),
    *(
        path(f"{DEAL}{end}", view, name=f"console-buurtdeal{name}")
        for end, view, name in (
            ("", desk.deal, ""),
            ("wijzig/", desk.change, "-change"),
            ("teken/", desk.sign, "-sign"),
            ("terugblik/", desk.review, "-review"),
            ("stop/", desk.stop, "-stop"),
            ("vervolg/", desk.follow, "-follow"),
            ("blad.pdf", hand_overs.sheet, "-sheet"),
            ("klus/", desk_klussen.choose, "-choose"),
            ("klus/<int:klus_id>/", desk_klussen.add, "-klus"),
        )
    ),
]
