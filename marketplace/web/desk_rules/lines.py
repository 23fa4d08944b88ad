"""Every rule of the document: where it stands, under which heading, and what it is called."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from marketplace.models import Merchant
from marketplace.web.desk_rules.choices import Choice, Order, Some
from marketplace.web.desk_rules.counts import Checkers, Hours, Times, WalkMinutes
from marketplace.web.desk_rules.kinds import (
    NO_LIMIT,
    Cents,
    Coins,
    Day,
    Days,
    Number,
    Percent,
    Seconds,
    Text,
    Told,
    Word,
    YesNo,
)
from marketplace.web.desk_rules.norms import Norms

POTS: Final[Mapping[str, Text]] = {
    "emergency": _("noodsteun"),
    "gift": _("wat gekregen is"),
    "topped-up": _("wat zelf gekocht is"),
    "earned": _("wat verdiend is"),
}
RHYTHMS: Final[Mapping[str, Text]] = {
    "weekly": _("elke week"),
    "monthly": _("elke maand"),
    "on-request": _("als de winkel erom vraagt"),
}
SPLITS: Final[Mapping[str, Text]] = {
    "alike": _("iedereen evenveel"),
    "by-time": _("naar de tijd dat iemand er was"),
}
BASES: Final[Mapping[str, Text]] = {"hour": _("per uur"), "klus": _("per klus")}
EXPIRIES: Final[Mapping[str, Text]] = {
    "never": _("nooit"),
    "months": _("een aantal maanden na ontvangst"),
    "date": _("op een vaste dag"),
}
LIMIT: Final = Coins(is_optional=True, unset=NO_LIMIT)
AS_NOW: Final = _("zoals het nu is")


class Heading(NamedTuple):
    """A part of the rules: its anchor on a page, its title and what it is about."""

    anchor: str
    title: Text
    about: Text = ""


class RuleLine(NamedTuple):
    """One rule: its path in the document, its heading, its kind and its words."""

    path: str
    heading: Heading
    label: Text
    kind: Told
    help: Text = ""

    @property
    def name(self) -> str:
        """The name of its control."""
        return self.path.replace(".", "-")

    def value(self, document: Any) -> Any:
        """What a document's JSON, or the rules themselves, say here."""
        for part in self.path.split("."):
            document = document[part] if isinstance(document, dict) else getattr(document, part)
        return document


COIN: Final = Heading("munt", _("De munt"), _("Laat leeg wat niet verandert."))
REWARDS: Final = Heading("belonen", _("Wat een klus oplevert"))
CHECKING: Final = Heading(
    "nakijken", _("Nakijken"),
    _("Niemand kijkt werk na van zichzelf of van iemand uit hetzelfde huishouden."),
)  # fmt: skip
FAIRNESS: Final = Heading("eerlijk", _("Klussen eerlijk verdelen"))
VOLUNTEERS: Final = Heading(
    "vrijwilligers", _("Vrijwilligers"),
    _("Wat iemand als vrijwilliger onbelast mag krijgen, bij alle organisaties samen."),
)  # fmt: skip
PAYING: Final = Heading(
    "wie-betaalt-wie", _("Wie mag wie betalen?"),
    _("Een inwoner mag altijd een winkel of een organisatie betalen."),
)  # fmt: skip
PAYMENTS: Final = Heading("betalen", _("Betalen"))
CARDS: Final = Heading(
    "kaarten", _("Kaarten voor wie geen telefoon heeft"),
    _("Een kaart op papier met een code en een pincode, om mee te betalen aan elke kassa."),
)  # fmt: skip
BALANCE: Final = Heading(
    "potjes", _("Potjes van een inwoner"),
    _("Munten staan in potjes, naar waar ze vandaan komen. Een potje dat je niet kiest, kan niemand"
      " uitgeven."),
)  # fmt: skip
DEMURRAGE: Final = Heading(
    "krimp", _("Krimp van wat blijft liggen"),
    _("Elke eerste van de maand gaat er een deel af van wat er de hele maand lag."),
)  # fmt: skip
REDEMPTION: Final = Heading("inwisselen", _("Als een winkel euro’s wil"))
REFUNDS: Final = Heading("terugbetalen", _("Terugbetalen en melden"))
TOP_UP: Final = Heading("opwaarderen", _("Zelf munten kopen"))
ABROAD: Final = Heading(
    "elders", _("Over de grens van de gemeente"),
    _("Altijd binnen de afspraken die je gemeente met anderen heeft."),
)  # fmt: skip
WIND_DOWN: Final = Heading(
    "afbouwen", _("Stoppen met de munt"), _("Vul alle drie de dagen in, of geen.")
)
POT_HEADINGS: Final[Mapping[str, Heading]] = {
    "earned": Heading("verdiend", _("Potje: verdiend")),
    "topped_up": Heading("gekocht", _("Potje: zelf gekocht")),
    "gift": Heading("gekregen", _("Potje: gekregen")),
    "emergency": Heading("noodsteun", _("Potje: noodsteun")),
}


def _pot_lines(pot: str, heading: Heading) -> Sequence[RuleLine]:
    path = f"pots.{pot}"
    return (
        RuleLine(f"{path}.maximum_payment", heading, _("Hoogste betaling in een keer"), LIMIT,
                 _("Laat leeg als dit potje geen eigen grens heeft.")),
        RuleLine(f"{path}.maximum_per_day", heading, _("Hoogste bedrag per dag"), LIMIT),
        RuleLine(f"{path}.maximum_per_month", heading, _("Hoogste bedrag per maand"), LIMIT),
        RuleLine(f"{path}.maximum_balance", heading, _("Hoogste saldo in dit potje"), LIMIT),
        RuleLine(f"{path}.categories", heading, _("Alleen geldig bij deze winkels"),
                 Some(choices=dict(Merchant.Category.choices), unset=_("alle winkels")),
                 _("Kies je niets, dan is het potje overal geldig.")),
        RuleLine(f"{path}.abroad", heading, _("Ook geldig in andere gemeenten"), YesNo()),
        RuleLine(f"{path}.expiry.kind", heading, _("Wanneer verlopen munten?"),
                 Choice(choices=EXPIRIES)),
        RuleLine(f"{path}.expiry.months", heading, _("Na hoeveel maanden?"),
                 Number(unit=_("maanden"), is_optional=True),
                 _("Alleen als munten na een aantal maanden verlopen.")),
        RuleLine(f"{path}.expiry.on", heading, _("Op welke dag?"), Day(unset=""),
                 _("Alleen als munten op een vaste dag verlopen.")),
    )  # fmt: skip


LINES: Final[Sequence[RuleLine]] = (
    RuleLine("coin.singular", COIN, _("Eén munt heet"), Word(unset=AS_NOW),
             _("Bijvoorbeeld: heitje.")),
    RuleLine("coin.plural", COIN, _("Meer munten heten"), Word(unset=AS_NOW),
             _("Bijvoorbeeld: heitjes.")),
    RuleLine("coin.value_cents", COIN, _("Een munt is waard"),
             Cents(is_optional=True, unset=AS_NOW),
             _("Dit kan alleen veranderen voor de eerste munt is uitgegeven.")),
    RuleLine("rewards.enabled", REWARDS, _("Inwoners verdienen munten met klussen"), YesNo(),
             _("Zet dit uit als je munten alleen uitdeelt of verkoopt.")),
    RuleLine("rewards.basis", REWARDS, _("Reken voor een nieuwe klus"), Choice(choices=BASES)),
    RuleLine("rewards.per_hour", REWARDS, _("Gewone beloning voor een uur"), Coins(),
             _("Hiermee rekenen we voor wie een nieuwe klus maakt.")),
    RuleLine("rewards.per_klus", REWARDS, _("Gewone beloning voor een klus"), Coins(),
             _("Hiermee rekenen we als je per klus beloont.")),
    RuleLine("rewards.minimum", REWARDS, _("Minste beloning voor een klus"), Coins(),
             _("Minder mag een klus niet geven.")),
    RuleLine("rewards.maximum", REWARDS, _("Hoogste beloning voor een klus"), Coins(),
             _("Meer mag een klus niet geven.")),
    RuleLine("rewards.group_split", REWARDS, _("Verdeel een groepsbeloning"),
             Choice(choices=SPLITS)),
    RuleLine("rewards.organiser_per_month", REWARDS,
             _("Hoogste bedrag dat een organisator per maand belooft"), LIMIT,
             _("Laat leeg voor geen grens.")),
    RuleLine("checking.checkers", CHECKING, _("Zoveel mensen keuren werk goed"),
             Checkers(), _("Van 1 tot 3. De beloning komt als de laatste akkoord is.")),
    RuleLine("checking.several_from", CHECKING, _("Meer dan één alleen bij beloningen vanaf"),
             Coins(is_optional=True, unset=_("elke beloning")),
             _("Laat leeg om het bij elke klus zo te doen.")),
    RuleLine("checking.second_look_days", CHECKING,
             _("Zo lang kan iemand vragen om een tweede blik"), Days(),
             _("Na een afwijzing. Dan kijkt een andere collega. 0 is: dat kan niet.")),
    RuleLine("fairness.times_same_klus", FAIRNESS, _("Zo vaak mag iemand dezelfde klus doen"),
             Times(is_optional=True, unset=NO_LIMIT), _("Laat leeg voor geen grens.")),
    RuleLine("fairness.first_timers_hours", FAIRNESS,
             _("Zo lang is een nieuwe klus eerst voor wie nog nooit meedeed"), Hours(),
             _("Nadat hij open staat. 0 is: meteen voor iedereen.")),
    RuleLine("fairness.walk_minutes", FAIRNESS, _("Een lijst met klussen begint binnen"),
             WalkMinutes(), _("Verder weg kijken kan een inwoner altijd.")),
    RuleLine("volunteers.applies", VOLUNTEERS, _("Houd de grenzen van de wet aan"), YesNo()),
    RuleLine("volunteers.across_region", VOLUNTEERS, _("Tel ook mee wat iemand in de regio krijgt"),
             YesNo(), _("Andere gemeenten zien daarbij niet wie het is.")),
    RuleLine("volunteers.norms", VOLUNTEERS, _("Normen"), Norms()),
    RuleLine("paying.resident_to_resident", PAYING, _("Inwoners mogen elkaar betalen"), YesNo()),
    RuleLine("paying.shop_to_shop", PAYING, _("Winkels mogen elkaar betalen"), YesNo()),
    RuleLine("paying.shop_to_resident", PAYING, _("Een winkel mag een inwoner betalen"), YesNo()),
    RuleLine("payments.maximum", PAYMENTS, _("Hoogste betaling in een keer"), Coins(),
             _("Een kassa kan niet meer dan dit vragen.")),
    RuleLine("payments.maximum_per_day", PAYMENTS, _("Hoogste bedrag dat iemand per dag betaalt"),
             Coins(), _("Daarna kan een inwoner pas morgen weer betalen.")),
    RuleLine("payments.maximum_per_month", PAYMENTS,
             _("Hoogste bedrag dat iemand per maand betaalt"), LIMIT,
             _("Laat leeg voor geen grens.")),
    RuleLine("payments.request_lifetime_s", PAYMENTS, _("Zo lang blijft een betaalverzoek geldig"),
             Seconds(), _("Aan de kassa. Van 30 seconden tot een dag.")),
    RuleLine("payments.personal_request_lifetime_days", PAYMENTS,
             _("Zo lang blijft een verzoek aan een persoon geldig"), Days(),
             _("Van 1 tot 60 dagen.")),
    RuleLine("cards.enabled", CARDS, _("Inwoners kunnen met een kaart betalen"), YesNo()),
    RuleLine("cards.pin_above", CARDS, _("Boven dit bedrag is de pincode nodig"),
             Coins(may_be_zero=True), _("0 is: altijd een pincode.")),
    RuleLine("cards.without_pin_per_day", CARDS,
             _("Zoveel kan een kaart per dag betalen zonder pincode"), Coins(may_be_zero=True),
             _("Daarboven vraagt de kassa de pincode, ook bij een klein bedrag.")),
    RuleLine("pots.order", BALANCE, _("Bij betalen gaat eraf"), Order(choices=POTS)),
    RuleLine("pots.maximum_balance", BALANCE, _("Hoogste saldo van een inwoner"), Coins(),
             _("Is iemands saldo vol, dan wacht een beloning.")),
    *(line for pot, heading in POT_HEADINGS.items() for line in _pot_lines(pot, heading)),
    RuleLine("demurrage.share_bp", DEMURRAGE, _("Deel dat er elke maand af gaat"),
             Percent(most=20), _("0 is geen krimp.")),
    RuleLine("demurrage.above", DEMURRAGE, _("Alleen over wat iemand heeft boven"),
             Coins(may_be_zero=True)),
    RuleLine("demurrage.pots", DEMURRAGE, _("Uit deze potjes"),
             Some(choices=POTS, unset=_("geen enkel potje"))),
    RuleLine("redemption.holding_days", REDEMPTION, _("Zo lang wacht een ontvangst op uitbetaling"),
             Days(), _("In die dagen kan een winkel nog terugbetalen. Hoogstens 90.")),
    RuleLine("redemption.fee_bp", REDEMPTION, _("Kosten van inwisselen"), Percent(most=20),
             _("Dit deel krijgt een winkel niet in euro’s.")),
    RuleLine("redemption.minimum", REDEMPTION, _("Minste bedrag om in te wisselen"),
             Coins(may_be_zero=True)),
    RuleLine("redemption.rhythm", REDEMPTION, _("Inwisselen gebeurt"), Choice(choices=RHYTHMS)),
    RuleLine("refunds.partial", REFUNDS, _("Een winkel mag een deel terugbetalen"), YesNo()),
    RuleLine("refunds.shop_maximum", REFUNDS, _("Hoogste bedrag dat een winkel zelf terugbetaalt"),
             LIMIT, _("Daarboven doet de gemeente het.")),
    RuleLine("refunds.dispute_days", REFUNDS, _("Zo lang kan een inwoner een betaling melden"),
             Days()),
    RuleLine("top_up.enabled", TOP_UP, _("Inwoners mogen munten kopen"), YesNo()),
    RuleLine("top_up.minimum", TOP_UP, _("Minste bedrag in een keer"), Coins()),
    RuleLine("top_up.maximum", TOP_UP, _("Hoogste bedrag in een keer"), Coins()),
    RuleLine("top_up.maximum_per_month", TOP_UP, _("Hoogste bedrag per maand"), Coins()),
    RuleLine("top_up.bonus_bp", TOP_UP, _("Bonus die erbij komt"), Percent(),
             _("0 is geen bonus.")),
    RuleLine("top_up.bonus_maximum_per_month", TOP_UP, _("Hoogste bonus per maand"),
             Coins(may_be_zero=True)),
    RuleLine("abroad.spend", ABROAD, _("Inwoners mogen elders betalen"), YesNo()),
    RuleLine("abroad.accept", ABROAD, _("Winkels hier nemen munten van anderen aan"), YesNo()),
    RuleLine("abroad.maximum_payment", ABROAD, _("Hoogste betaling elders in een keer"), LIMIT,
             _("Laat leeg voor dezelfde grens als hier.")),
    RuleLine("wind_down.last_earning_on", WIND_DOWN, _("Laatste dag om te verdienen"), Day()),
    RuleLine("wind_down.last_spending_on", WIND_DOWN, _("Laatste dag om uit te geven"), Day()),
    RuleLine("wind_down.last_redemption_on", WIND_DOWN, _("Laatste dag om in te wisselen"), Day()),
)  # fmt: skip


def line_of(path: str) -> RuleLine | None:
    """The rule that a path ("pots.order.0") is in; None for what the document does not know."""
    return next(
        (line for line in LINES if path == line.path or path.startswith(f"{line.path}.")), None
    )
