"""What a bank's reason code means, in a sentence for the people of finance and the shop.

ISO 20022 ExternalStatusReason1Code (pain.002) and ExternalReturnReason1Code (camt, pacs.004): one
table, for the codes they share mean the same. Finance sees the code beside the sentence.
"""

from collections.abc import Mapping
from typing import Final


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for translation; whoever shows it translates it."""
    return sentence


SENTENCES: Final[Mapping[str, str]] = {
    "AB05": gettext_noop("De andere bank antwoordde niet op tijd."),
    "AB06": gettext_noop("De andere bank antwoordde niet op tijd."),
    "AC01": gettext_noop("Dit rekeningnummer bestaat niet."),
    "AC03": gettext_noop("Dit rekeningnummer bestaat niet."),
    "AC04": gettext_noop("Deze rekening is gesloten."),
    "AC06": gettext_noop("Deze rekening is geblokkeerd."),
    "AC13": gettext_noop("Naar dit soort rekening kan de bank niet betalen."),
    "AG01": gettext_noop("Naar deze rekening mag de bank niet betalen."),
    "AG02": gettext_noop("De bank kent deze opdracht niet."),
    "AM02": gettext_noop("Het bedrag is hoger dan de bank toestaat."),
    "AM03": gettext_noop("Deze rekening is niet in euro."),
    "AM04": gettext_noop("Er stond niet genoeg geld op de rekening van de gemeente."),
    "AM05": gettext_noop("De bank had deze betaling al."),
    "AM09": gettext_noop("Het bedrag klopt niet."),
    "AM10": gettext_noop("Het totaal van het bestand klopt niet."),
    "AM18": gettext_noop("Het aantal betalingen in het bestand klopt niet."),
    "BE01": gettext_noop("De naam hoort niet bij dit rekeningnummer."),
    "BE04": gettext_noop("Het adres van de ontvanger ontbreekt of klopt niet."),
    "BE05": gettext_noop("De bank kent de afzender van het bestand niet."),
    "CNOR": gettext_noop("De bank van de ontvanger doet niet mee."),
    "CUST": gettext_noop("De betaling is op verzoek gestopt."),
    "DNOR": gettext_noop("De bank van de gemeente doet niet mee."),
    "DT01": gettext_noop("De betaaldatum klopt niet."),
    "DUPL": gettext_noop("De bank had dit bestand al."),
    "ED05": gettext_noop("De afwikkeling tussen de banken is mislukt."),
    "FF01": gettext_noop("De bank kan het bestand niet lezen."),
    "FOCR": gettext_noop("De betaling is teruggehaald."),
    "FR01": gettext_noop("De bank vermoedt fraude."),
    "MD07": gettext_noop("De ontvanger is overleden."),
    "MS02": gettext_noop("De ontvanger wilde de betaling niet."),
    "MS03": gettext_noop("De bank geeft geen reden."),
    "RC01": gettext_noop("De bank van de ontvanger is niet gevonden."),
    "RC07": gettext_noop("De bank van de ontvanger is niet gevonden."),
    "RR01": gettext_noop("De bank mist gegevens over wie betaalt."),
    "RR02": gettext_noop("De bank mist gegevens over wie betaalt."),
    "RR03": gettext_noop("De bank mist gegevens over de ontvanger."),
    "RR04": gettext_noop("De bank mag deze betaling niet doen van de wet."),
    "TECH": gettext_noop("Er ging iets mis bij de bank."),
    "TM01": gettext_noop("Het bestand kwam te laat op de dag."),
}
OTHERWISE: Final = gettext_noop("De bank voerde de betaling niet uit.")


def sentence_of(reason: str) -> str:
    """The Dutch sentence for a reason code; a plain one for a code that is not in the table."""
    return SENTENCES.get(reason.upper(), OTHERWISE)
