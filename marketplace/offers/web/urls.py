"""Pages of what shops offer: for everybody, at the till, at the console."""

from django.urls import path

from marketplace.offers.web import desk_embed, prints, public, till_deals, till_page

app_name = "offers"

urlpatterns = [
    path("acties/", public.deals, name="deals"),
    path("kassa/acties/", till_deals.deals, name="till-deals"),
    path("kassa/acties/nieuw/", till_deals.new, name="till-deal-new"),
    path("kassa/acties/<int:deal_id>/", till_deals.give, name="till-deal-give"),
    path("kassa/acties/<int:deal_id>/wijzig/", till_deals.change, name="till-deal-change"),
    path("kassa/acties/<int:deal_id>/stop/", till_deals.stop, name="till-deal-stop"),
    path("kassa/acties/plek/<int:place_id>/terug/", till_deals.take_back, name="till-deal-back"),
    path("kassa/deels/", till_page.part, name="till-part"),
    path("kassa/pagina/", till_page.page, name="till-page"),
    path("kassa/raamsticker.pdf", prints.sticker, name="till-sticker"),
    path("kassa/poster.pdf", prints.poster, name="till-poster"),
    path("beheer/inbedden/", desk_embed.embedding, name="console-embedding"),
    path("beheer/inbedden/<int:host_id>/weg/", desk_embed.end, name="console-embedding-end"),
]
