"""Pages of shops as partners: the shop's own desk, and what the console decides about it."""

from typing import Final

from django.urls import path

from marketplace.web import desk_partners, shop_account, shop_desk, shop_people

SHOP: Final = "kassa/winkel/<int:merchant_id>/"
MERCHANT: Final = "beheer/ondernemers/<int:merchant_id>/"
CHANGE: Final = "beheer/ondernemers/rekeningen/<int:change_id>/"

PARTNERS = [
    path("kassa/winkel/", shop_desk.desks, name="shop-desks"),
    path(SHOP, shop_desk.desk, name="shop-desk"),
    path(f"{SHOP}gegevens/", shop_desk.about, name="shop-about"),
    path(f"{SHOP}adres/", shop_desk.own_place, name="shop-place"),
    path(f"{SHOP}vestiging/", shop_desk.branch, name="shop-branch-new"),
    path(f"{SHOP}vestiging/<int:branch_id>/", shop_desk.branch, name="shop-branch"),
    path(f"{SHOP}kassa/", shop_desk.till, name="shop-till-new"),
    path(f"{SHOP}kassa/<int:till_id>/", shop_desk.till, name="shop-till"),
    path(f"{SHOP}aannemen/", shop_desk.accepting, name="shop-accepting"),
    path(f"{SHOP}mensen/", shop_people.people, name="shop-people"),
    path(f"{SHOP}mensen/<int:seat_id>/", shop_people.seat, name="shop-seat"),
    path(f"{SHOP}mensen/<int:seat_id>/weg/", shop_people.farewell, name="shop-farewell"),
    path(
        f"{SHOP}uitnodiging/<int:invitation_id>/intrekken/",
        shop_people.withdraw,
        name="shop-invitation-withdraw",
    ),
    path(f"{SHOP}rekening/", shop_account.account, name="shop-account"),
    path(
        f"{SHOP}rekening/<int:change_id>/intrekken/",
        shop_account.withdraw_account,
        name="shop-account-withdraw",
    ),
    path(f"{SHOP}voorwaarden/", shop_account.terms, name="shop-terms"),
    path("kassa/uitnodiging/<str:token>/", shop_people.invitation, name="invitation"),
    path(MERCHANT, desk_partners.merchant, name="console-merchant"),
    path(f"{MERCHANT}soort/", desk_partners.category, name="console-merchant-category"),
    path(f"{MERCHANT}eigenaar/", desk_partners.invite_owner, name="console-merchant-owner"),
    path("beheer/ondernemers/rekeningen/", desk_partners.accounts, name="console-accounts"),
    path(CHANGE, desk_partners.account, name="console-account"),
    path(f"{CHANGE}af/", desk_partners.decline_account, name="console-account-decline"),
    path("beheer/ondernemers/voorwaarden/", desk_partners.terms, name="console-terms"),
]
