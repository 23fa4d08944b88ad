"""Cards for people without a phone: at the till, at the desk, and for their holder."""

from django.urls import path

from marketplace.web import desk_cards, my_card, till_cards

CARDS = [
    path("kaart/", till_cards.about, name="card-about"),
    path("mijn-kaart/", my_card.cards, name="my-cards"),
    path("mijn-kaart/<int:card_id>/blokkeer/", my_card.block, name="my-card-block"),
    path("kassa/verzoek/<uuid:request_id>/kaart/", till_cards.pay, name="till-card"),
    path("kassa/kaart/", till_cards.balance, name="till-card-balance"),
    path("beheer/kaarten/", desk_cards.cards, name="console-cards"),
    path("beheer/kaarten/nieuw/", desk_cards.new, name="console-card-new"),
    path("beheer/kaarten/<int:card_id>/", desk_cards.card, name="console-card"),
    path("beheer/kaarten/<int:card_id>/print/", desk_cards.print_card, name="console-card-print"),
    path("beheer/kaarten/<int:card_id>/blokkeer/", desk_cards.block, name="console-card-block"),
    path("beheer/kaarten/<int:card_id>/vervang/", desk_cards.replace, name="console-card-replace"),
]
