"""The shops of the demo's towns. None of them exists."""

from typing import Final

from heitje.demo.plans import ShopPlan

BAKERY: Final = "Bakkerij Wiertz"
BIKE_SHOP: Final = "Fietsenmaker Jo"
CAFE: Final = "Café De Kroon"
GREENGROCER: Final = "Groente en Fruit Yılmaz"
ICE_CREAM: Final = "IJssalon Toscana"
# The bank says that this shop's account is closed.
CLOSED_ACCOUNT: Final = "IJzerwaren Ritzen"
# One of this shop's payouts comes back days later.
COMES_BACK: Final = "Naaiatelier Draad en Naald"

HEERLEN_SHOPS: Final = (
    ShopPlan(
        BAKERY, "grocery", "Huub Wiertz", "Heerlerheide", "Corneliusplein 14, Heerlen",
        "di-vr 7.30-17.30, za 7.30-16.00", ("2,40", "3,15", "4,20", "5,60", "7,50"),
        "Brood, broodjes en vlaai uit eigen oven. Brood van gisteren kost de helft.",
        staff=("Fatima Aksoy",), tills=("Kassa 1", "Kassa 2"), weight=9,
    ),
    ShopPlan(
        CAFE, "food", "Lia Starmans", "Heerlerheide", "Ganzeweide 62, Heerlen",
        "wo-vr 11.00-23.00, za-zo 10.00-23.00", ("2,80", "5,60", "7,50", "12,00"),
        "Koffie, soep en een warme hap. Op zondag is er bingo in de zaal.",
        bank="INGB", weight=6,
    ),
    ShopPlan(
        BIKE_SHOP, "bike", "Jo Crombach", "Heksenberg", "Heksenberg 8, Heerlen",
        "ma-vr 9.00-18.00, za 9.00-15.00", ("6,50", "9,00", "12,50", "18,00"),
        "Band plakken terwijl je wacht. Ook tweedehands fietsen voor kinderen.", weight=3,
    ),
    ShopPlan(
        GREENGROCER, "grocery", "Emine Yılmaz", "Hoensbroek-Mariagewanden",
        "Kouvenderstraat 91, Hoensbroek", "ma-za 8.30-18.00",
        ("1,90", "3,25", "4,80", "6,40", "9,80"),
        "Groente en fruit, noten, olijven en Turks brood.",
        tills=("Kassa 1", "Marktkraam"), bank="INGB", weight=9,
    ),
    ShopPlan(
        "Tweede Leven Kleding", "clothes", "Sandra Boosten", "Heerlen-Centrum",
        "Saroleastraat 33, Heerlen", "di-za 10.00-17.30", ("4,00", "6,00", "8,50", "15,00"),
        "Gedragen kleding die nog jaren mee kan. Breng ook je eigen kleding langs.", weight=4,
    ),
    ShopPlan(
        "Kapsalon Nadia", "care", "Nadia El Idrissi", "De Dem", "Akerstraat-Noord 210, Hoensbroek",
        "di-za 9.00-17.30", ("12,50", "17,50", "22,00"),
        "Knippen voor iedereen, ook zonder afspraak. Kinderen onder de 10 betalen minder.",
        bank="ABNA", weight=3,
    ),
    ShopPlan(
        "Bloemen van Annelies", "home", "Annelies Cordewener", "Heerlen-Centrum",
        "Promenade 7, Heerlen", "ma-za 9.00-17.30", ("3,95", "7,95", "12,00"),
        "Boeketten, planten en potgrond. Een bosje van de dag is er al voor 4 heitjes.", weight=3,
    ),
    ShopPlan(
        "Buurtwinkel De Heksenketel", "grocery", "Theo Palmen", "Heksenberg",
        "Hei-Grindelweg 40, Heerlen", "ma-za 8.00-20.00, zo 10.00-16.00",
        ("1,45", "2,75", "4,10", "6,90", "8,20"),
        "De kleine winkel om de hoek: melk, koffie, beleg en een praatje.", bank="INGB", weight=8,
    ),
    ShopPlan(
        "Lunchroom De Kompel", "food", "Guido Lux", "Heerlen-Centrum", "Bongerd 18, Heerlen",
        "di-zo 9.30-17.00", ("3,10", "5,20", "8,75", "11,50"),
        "Ontbijt en lunch naast het plein. De muur hangt vol foto’s uit de mijntijd.",
        tills=("Kassa 1", "Terras"), weight=5,
    ),
    ShopPlan(
        "Slagerij Daelen", "grocery", "Marcel Daelen", "Vrieheide", "Vrieheidestraat 21, Heerlen",
        "di-vr 8.30-18.00, za 8.00-16.00", ("3,60", "5,40", "7,80", "10,50"),
        "Vlees en soep van eigen makelij. Dinsdag is gehaktdag.", weight=5,
    ),
    ShopPlan(
        "Boekhandel De Bladwijzer", "leisure", "Petra Hollanders", "Heerlen-Centrum",
        "Dr. Poelsstraat 5, Heerlen", "di-za 9.30-17.30", ("2,50", "4,95", "9,95", "14,50"),
        "Nieuwe en gelezen boeken, kaarten en puzzels.", bank="ABNA", weight=2,
    ),
    ShopPlan(
        "Sportcafé De Aanloop", "leisure", "Remco Sijstermans", "Passart", "Passartweg 60, Heerlen",
        "ma-vr 15.00-22.30, za-zo 10.00-20.00", ("2,20", "3,50", "6,00"),
        "Bij de velden. Je kunt hier ook een half uur zwemmen of badmintonnen betalen.", weight=3,
    ),
    ShopPlan(
        CLOSED_ACCOUNT, "home", "Frans Ritzen", "Rennemig-Beersdal", "Beersdalweg 102, Heerlen",
        "ma-vr 8.30-18.00, za 9.00-16.00", ("2,95", "5,75", "9,40", "13,20"),
        "Schroeven per stuk, verf op kleur en sleutels terwijl je wacht.", weight=4,
    ),
    ShopPlan(
        COMES_BACK, "clothes", "Soraya Ghorbani", "Schelsberg", "Schelsberg 44, Heerlen",
        "di-vr 10.00-17.00, za 10.00-14.00", ("5,00", "7,50", "10,00"),
        "Broeken korter, ritsen nieuw en gordijnen op maat.", bank="INGB", weight=3,
    ),
    ShopPlan(
        "Wereldkeuken Asmara", "food", "Selam Haile", "Schelsberg", "Sittarderweg 130, Heerlen",
        "wo-zo 12.00-21.00", ("6,50", "9,50"),
        "Eritrees eten om af te halen. Elke woensdag een daghap voor een kleine prijs.",
        waits=True,
    ),
)  # fmt: skip

SITTARD_SHOPS: Final = (
    ShopPlan(
        "Bakkerij Op de Hoek", "grocery", "Ger Dohmen", "Sittard-Centrum", "Markt 9, Sittard",
        "ma-za 7.30-17.30", ("2,50", "3,80", "5,20", "6,75"),
        "Brood met zuurdesem en op vrijdag rijstevlaai.", staff=("Kim Ubachs",), weight=8,
    ),
    ShopPlan(
        ICE_CREAM, "food", "Paola Ricci", "Sittard-Centrum", "Rosmolenstraat 4, Sittard",
        "wo-zo 12.00-21.00", ("2,00", "3,50", "6,00"),
        "IJs van verse melk. In de winter wafels en warme chocolademelk.", bank="INGB", weight=6,
    ),
    ShopPlan(
        "Fietspunt Geleen", "bike", "Ruud Bovens", "Geleen-Centrum", "Raadhuisstraat 51, Geleen",
        "ma-vr 9.00-18.00, za 9.00-16.00", ("7,00", "11,00", "16,50"),
        "Stalling, reparatie en verhuur naast het station.", weight=3,
    ),
    ShopPlan(
        "Toko Lestari", "grocery", "Ratna Soeprapto", "Lindenheuvel", "Bloemenmarkt 12, Geleen",
        "di-za 10.00-18.30", ("3,25", "5,50", "8,90"),
        "Kruiden, rijst en elke dag vers gekookt eten.", weight=6,
    ),
    ShopPlan(
        "Kringwinkel De Loods", "home", "Michel Janssen", "Born", "Kasteelweg 3, Born",
        "wo-za 10.00-17.00", ("2,00", "5,00", "10,00", "15,00"),
        "Meubels, serviesgoed en gereedschap die een tweede ronde verdienen.", weight=4,
    ),
    ShopPlan(
        "Kapper Haarfijn", "care", "Esther Vranken", "Sanderbout", "Sanderboutlaan 8, Sittard",
        "di-za 9.00-17.30", ("12,50", "18,00"),
        "Knippen, wassen en een kop koffie.", bank="INGB", weight=2,
    ),
)  # fmt: skip

PARKSTAD_SHOPS: Final = (
    ShopPlan(
        "Streekwinkel Het Plateau", "grocery", "Ans Vankan", "Voerendaal",
        "Raadhuisplein 6, Voerendaal", "di-za 9.00-17.30", ("2,60", "4,40", "7,20", "9,90"),
        "Appels, stroop, eieren en kaas van boeren uit de buurt.", weight=6,
    ),
    ShopPlan(
        "Eetcafé De Schacht", "food", "Luc Meijs", "Kerkrade-West", "Akerstraat 77, Kerkrade",
        "wo-zo 11.00-22.00", ("3,00", "6,50", "9,75"),
        "Gewone Limburgse kost en elke donderdag een daghap.", bank="INGB", weight=5,
    ),
    ShopPlan(
        "Speelgoedhuis Kiekeboe", "leisure", "Monique Schoonbrood", "Schaesberg",
        "Hoofdstraat 30, Landgraaf", "di-za 10.00-17.30", ("3,50", "7,95", "12,50"),
        "Speelgoed om te kopen en om te lenen.", weight=3,
    ),
    ShopPlan(
        "Doe-het-zelf Brunssum", "home", "Harrie Gielen", "Brunssum-Noord",
        "Kerkstraat 112, Brunssum", "ma-vr 8.30-18.00, za 9.00-16.00", ("3,20", "6,80", "11,40"),
        "Verf, hout en gereedschap. Je kunt hier ook gereedschap huren.", weight=3,
    ),
)  # fmt: skip
