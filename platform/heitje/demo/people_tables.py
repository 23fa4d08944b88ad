"""Who lives and works in the demo's towns. None of them exists."""

from typing import Final

from heitje.demo.plans import OfficerPlan, ResidentPlan

TOUR_RESIDENT: Final = "Samira El Amrani"
COORDINATOR: Final = "Joep Smeets"
OPERATOR: Final = "Noor Vaessen"

HEERLEN_OFFICERS: Final = (
    OfficerPlan("Marga Dirks", "manager"),
    OfficerPlan("Wiel Houben", "organiser"),
    OfficerPlan("Ingrid Janssen", "finance"),
    OfficerPlan("Karim Bensaïd", "finance"),
    OfficerPlan("Anja Vroemen", "agreements"),
)
# The first six are offered on the page where a visitor chooses who to be.
HEERLEN_RESIDENTS: Final = (
    ResidentPlan(TOUR_RESIDENT, "Heerlerheide"),
    ResidentPlan("Ron Habets", "Heerlerheide"),
    ResidentPlan("Oksana Kovalenko", "Hoensbroek-Mariagewanden"),
    ResidentPlan("Mehmet Kaya", "Vrieheide"),
    ResidentPlan("Tiny Hermans", "Heksenberg"),
    ResidentPlan("Kofi Mensah", "De Dem"),
    ResidentPlan("Els Janssen", "Heerlerheide"),
    ResidentPlan("Mustafa Yıldız", "Heerlerheide"),
    ResidentPlan("Piotr Kowalski", "Hoensbroek-Mariagewanden"),
    ResidentPlan("Aaliyah Mohammed", "Hoensbroek-Mariagewanden"),
    ResidentPlan("Jan Weijers", "Hoensbroek-Mariagewanden"),
    ResidentPlan("Maria da Silva", "Hoensbroek-Mariagewanden"),
    ResidentPlan("Sjef Lemmens", "Heksenberg"),
    ResidentPlan("Dewi Pattiasina", "Heksenberg"),
    ResidentPlan("Yusuf Abdi", "De Dem"),
    ResidentPlan("Chantal Crutzen", "Passart"),
    ResidentPlan("Lei Boumans", "Passart"),
    ResidentPlan("Rachida Haddou", "Vrieheide"),
    ResidentPlan("Hans Erkens", "Vrieheide"),
    ResidentPlan("Zeynep Demir", "Rennemig-Beersdal"),
    ResidentPlan("Linh Nguyen", "Rennemig-Beersdal"),
    ResidentPlan("Dragan Petrović", "Schelsberg"),
    ResidentPlan("Ahmad Al-Khatib", "Schelsberg"),
    ResidentPlan("Hanna Tesfaye", "Schelsberg"),
    ResidentPlan("Marie-José Frissen", "Nieuw-Einde"),
    ResidentPlan("Bert Schiffelers", "Nieuw-Einde"),
    ResidentPlan("Carmen Ruiz", "Heerlen-Centrum"),
    ResidentPlan("Jordy Vliegen", "Heerlen-Centrum"),
    ResidentPlan("Ellen Quaedvlieg", "Heerlerheide"),
    ResidentPlan("Gita Ramdin", "Heerlen-Centrum"),
    ResidentPlan("Leon Spierts", "Heerlerheide"),
)

SITTARD_OFFICERS: Final = (
    OfficerPlan("Loes Geurts", "manager"),
    OfficerPlan("Peter Nijsten", "organiser"),
    OfficerPlan("Truus Meuffels", "finance"),
    OfficerPlan("Daan Schreurs", "finance"),
    OfficerPlan("Hub Kusters", "agreements"),
)
SITTARD_RESIDENTS: Final = (
    ResidentPlan("Bilal Ouali", "Sanderbout"),
    ResidentPlan("Marij Wolters", "Sittard-Centrum"),
    ResidentPlan("Agnieszka Nowak", "Geleen-Centrum"),
    ResidentPlan("Toon Hendrikx", "Lindenheuvel"),
    ResidentPlan("Shirley Tjon", "Limbrichterveld"),
    ResidentPlan("Farid Rahimi", "Lindenheuvel"),
    ResidentPlan("Jeanne Cremers", "Born"),
)

PARKSTAD_OFFICERS: Final = (
    OfficerPlan("Eline Wetzels", "manager"),
    OfficerPlan("Jos Kockelkorn", "organiser"),
    OfficerPlan("Bram Ploum", "finance"),
    OfficerPlan("Yasmin Öztürk", "finance"),
    OfficerPlan("Rob Souren", "agreements"),
)
PARKSTAD_RESIDENTS: Final = (
    ResidentPlan("Nadia Cherif", "Kerkrade-West"),
    ResidentPlan("Wim Dautzenberg", "Kerkrade-West"),
    ResidentPlan("Ilse Bergmans", "Schaesberg"),
    ResidentPlan("Samuel Osei", "Brunssum-Noord"),
    ResidentPlan("Mia Frijns", "Voerendaal"),
)
