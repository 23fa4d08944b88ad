"""A list of market stalls that was read in yesterday: they wait for a second person."""

from datetime import datetime, timedelta
from typing import Final

from currency.keys import key_for
from heitje.demo.place import Place
from marketplace.finding.shop_lists import read_in_shops

NAME: Final = "Weekmarkt Hoensbroek"
# As a spreadsheet saves it. Nobody of these exists.
STALLS: Final = """\
naam;soort;adres;wijk;breedtegraad;lengtegraad;over
Kaaskraam Vaessen;boodschappen;Markt 1, Hoensbroek;Hoensbroek-Mariagewanden;50,92710;5,92120;\
Kaas van de boer en eieren.
Vishandel Noordzee;boodschappen;Markt 3, Hoensbroek;Hoensbroek-Mariagewanden;50,92695;5,92150;\
Verse vis, en kibbeling om mee te nemen.
Stoffen van Ria;kleding en schoenen;Markt 5, Hoensbroek;Hoensbroek-Mariagewanden;50,92680;5,92185;\
Stof aan de meter, knopen en garen.
"""


def read_in_a_market(place: Place, now: datetime) -> None:
    """Three stalls at once, out of one list."""
    read_in_shops(
        key=key_for("demo", "shop-list", NAME), name=NAME, raw=STALLS.encode(),
        actor=place.officer("manager"), now=now - timedelta(days=1),
    )  # fmt: skip
