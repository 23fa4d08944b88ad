"""The three tenants of the demo and their region.

Places are real and lie within some hundred metres of where they are said to be; municipality codes
are those of CBS, the neighbourhood numbers after them are the demo's own.
"""

from typing import Final

from heitje.demo import klus_tables, klus_tables_elsewhere, people_tables, shop_tables
from heitje.demo.plans import AreaPlan, TownPlan

A = AreaPlan
REGION: Final = ("parkstad", "Parkstad", "regio")

HEERLEN: Final = TownPlan(
    schema="heerlen",
    name="Heerlen",
    code="HE",
    label="heerlen",
    coin=("heitje", "heitjes"),
    colors=("#0b5a5e", "#f2a541"),
    tagline="Samen maken we de buurt schoon, heel en gezellig.",
    phone="14 045",
    mail="heerlen.example",
    account=1,
    cover=24_400,
    organisations={
        "litter": "Wijkploeg Schoon en Heel",
        "green": "Groenploeg Noord",
        "together": "Buurtkamers Heerlen",
        "indoors": "Ruilwinkel De Dem",
        "repair": "Klusdienst Noord",
    },
    rules={},
    later_rules=(
        {
            "payments": {"maximum": 12_500, "maximum_per_day": 25_000},
            "cards": {"enabled": True, "pin_above": 1_000, "without_pin_per_day": 2_000},
            "pots": {"gift": {"expiry": {"kind": "months", "months": 1}}},
        },
        {
            "payments": {"maximum": 10_000, "maximum_per_day": 20_000},
            "redemption": {"holding_days": 5, "minimum": 500},
            "checking": {"checkers": 2, "several_from": 2_500},
            "fairness": {"times_same_klus": 12, "first_timers_hours": 24},
        },
    ),
    areas=(
        A("Heerlerheide", "BU09170301", "50.91310", "5.96090", 3_600),
        A("Heksenberg", "BU09170302", "50.91660", "5.98450", 2_800),
        A("Passart", "BU09170303", "50.91420", "5.94380", 2_000),
        A("Rennemig-Beersdal", "BU09170304", "50.90720", "5.95560", 1_800),
        A("Schelsberg", "BU09170305", "50.90380", "5.97370", 1_800),
        A("Nieuw-Einde", "BU09170306", "50.91980", "5.95740", 1_600),
        A("Vrieheide", "BU09170307", "50.92020", "5.94720", 2_600),
        A("Hoensbroek-Mariagewanden", "BU09170201", "50.92730", "5.92030", 3_200),
        A("De Dem", "BU09170202", "50.91830", "5.92540", 2_400),
        A("Heerlen-Centrum", "BU09170101", "50.88820", "5.97980", 2_200),
    ),
    officers=people_tables.HEERLEN_OFFICERS,
    residents=people_tables.HEERLEN_RESIDENTS,
    shops=shop_tables.HEERLEN_SHOPS,
    klussen=klus_tables.HEERLEN_KLUSSEN,
    waiting=8,
    payments_a_day=6,
)

SITTARD_GELEEN: Final = TownPlan(
    schema="sittard_geleen",
    name="Sittard-Geleen",
    code="SG",
    label="sittard-geleen",
    coin=("zitter", "zitters"),
    colors=("#8a2346", "#e8b04a"),
    tagline="Wat jij doet voor de buurt, krijg je terug in de stad.",
    phone="14 046",
    mail="sittard-geleen.example",
    account=2,
    cover=7_500,
    organisations={
        "litter": "Stadsploeg Sittard",
        "green": "Groen Sittard-Geleen",
        "together": "Wijksteunpunten",
        "indoors": "De Bewaarders",
        "repair": "Repaircafé Sanderbout",
    },
    rules={
        "rewards": {"per_hour": 550, "minimum": 300, "maximum": 3_000},
        "payments": {"maximum": 7_500, "maximum_per_day": 10_000, "request_lifetime_s": 180},
        "pots": {"maximum_balance": 25_000},
        "redemption": {"holding_days": 14, "minimum": 1_000, "rhythm": "weekly"},
    },
    later_rules=({"redemption": {"holding_days": 10, "minimum": 2_500}},),
    areas=(
        A("Sittard-Centrum", "BU18830101", "50.99930", "5.86930", 1_600),
        A("Limbrichterveld", "BU18830102", "51.00530", "5.85560", 1_000),
        A("Sanderbout", "BU18830103", "50.99130", "5.86130", 1_200),
        A("Geleen-Centrum", "BU18830201", "50.97390", "5.82830", 1_000),
        A("Lindenheuvel", "BU18830202", "50.97960", "5.81470", 1_400),
        A("Born", "BU18830301", "51.03180", "5.80910", 1_000),
    ),
    officers=people_tables.SITTARD_OFFICERS,
    residents=people_tables.SITTARD_RESIDENTS,
    shops=shop_tables.SITTARD_SHOPS,
    klussen=klus_tables_elsewhere.SITTARD_KLUSSEN,
    waiting=3,
    payments_a_day=2,
)

PARKSTAD: Final = TownPlan(
    schema="parkstad",
    name="Parkstad",
    code="PA",
    label="parkstad",
    coin=("parkmunt", "parkmunten"),
    colors=("#2b3f94", "#5fbf9b"),
    tagline="Eén munt voor klussen in de hele regio.",
    phone="14 045",
    mail="parkstad.example",
    account=3,
    cover=5_150,
    organisations={
        "litter": "Vrienden van de heide",
        "green": "Landschapsploeg Parkstad",
        "together": "Wandelnet Parkstad",
        "indoors": "Streekarchief",
        "repair": "Werkplaats Parkstad",
    },
    rules={
        "rewards": {"per_hour": 500, "minimum": 500, "maximum": 2_500},
        "payments": {"maximum": 5_000, "maximum_per_day": 7_500},
        "pots": {"maximum_balance": 15_000},
        "redemption": {"holding_days": 3, "fee_bp": 100, "rhythm": "on-request"},
    },
    later_rules=({"payments": {"maximum": 7_500, "maximum_per_day": 10_000}},),
    areas=(
        A("Kerkrade-West", "BU09280201", "50.87490", "6.03470", 1_300),
        A("Schaesberg", "BU08820101", "50.89910", "6.01390", 1_300),
        A("Brunssum-Noord", "BU08990301", "50.95270", "5.96990", 1_300),
        A("Voerendaal", "BU09860101", "50.88030", "5.93010", 1_000),
    ),
    officers=people_tables.PARKSTAD_OFFICERS,
    residents=people_tables.PARKSTAD_RESIDENTS,
    shops=shop_tables.PARKSTAD_SHOPS,
    klussen=klus_tables_elsewhere.PARKSTAD_KLUSSEN,
    waiting=2,
    payments_a_day=1,
)

TOWNS: Final = (HEERLEN, SITTARD_GELEEN, PARKSTAD)
