"""The refusals of what shops offer: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class DealSoldOut(Refusal):
    """Every place of the deal is given, or kept for somebody who pays right now."""

    code = "deal-sold-out"
    kind = Kind.CONFLICT
    sentence = _("Deze actie is op. Er is niets betaald.")


class DealNotRunning(Refusal):
    """The deal has not begun, is over, or was stopped."""

    code = "deal-not-running"
    kind = Kind.CONFLICT
    sentence = _("Deze actie loopt nu niet.")


class DealInvalid(Refusal):
    """The terms of a deal contradict each other. Facts: field."""

    code = "deal-invalid"
    kind = Kind.INVALID
    sentence = _("Deze actie klopt niet. Kijk naar de dagen en het aantal.")


class DealTooSmall(Refusal):
    """More of the deal was given than its new number. Facts: given."""

    code = "deal-too-small"
    kind = Kind.CONFLICT
    sentence = _("Er zijn er al meer weggegeven. Kies een hoger aantal, of stop de actie.")


class DealAmountMissing(Refusal):
    """The deal has no price of its own: the till says how much."""

    code = "deal-amount-missing"
    kind = Kind.INVALID
    sentence = _("Vul in hoeveel de klant betaalt.")


class ClaimTooOld(Refusal):
    """What was given is taken back on the day itself alone, and a paid one by a refund."""

    code = "claim-too-old"
    kind = Kind.CONFLICT
    sentence = _("Dit kun je niet meer terugdraaien.")


class PartTooLarge(Refusal):
    """The shop takes a smaller part of a bill in coins. Facts: most (minor units)."""

    code = "part-too-large"
    kind = Kind.CONFLICT
    sentence = _("Zoveel van de rekening neemt deze winkel niet aan. Kies een lager bedrag.")


class OriginInvalid(Refusal):
    """Not the address of a web site that may be named in a policy."""

    code = "origin-invalid"
    kind = Kind.INVALID
    sentence = _("Schrijf het adres zo: https://www.voorbeeld.nl, zonder iets erachter.")
