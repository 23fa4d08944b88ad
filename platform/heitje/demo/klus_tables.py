"""The klussen of Heerlen. Each text says what you do, with whom, and what is there for you."""

from typing import Final

from heitje.demo.plans import KlusPlan

K = KlusPlan
TODAY: Final = "Zwerfafval prikken, op jouw moment"
WATER: Final = "Plantenbakken water geven"
LITTER: Final = "Samen het Corneliusplein schoonmaken"
COFFEE: Final = "Koffie schenken in de buurtkamer"
WALKING: Final = "Wandelen met ouderen"
PAINTING: Final = "De buurtkamer verven"
BOOKS: Final = "Boeken sorteren voor de minibieb"
GARDEN: Final = "Werken in de buurtmoestuin"
PARK_DAY: Final = "Grote schoonmaak in het park"

HEERLEN_KLUSSEN: Final = (
    K("weekly", "Heerlerheide", "litter", LITTER, "za 10.00", 120, 11, 5,
      "Corneliusplein, bij de kerk",
      "We maken met een groepje het plein en de straten eromheen schoon. Je krijgt een grijper, "
      "handschoenen en een hesje. Na afloop is er koffie."),
    K("weekly", "Hoensbroek-Mariagewanden", "green", GARDEN, "wo 9.30", 120, 10, 4,
      "Moestuin achter de school",
      "Wieden, zaaien en oogsten met andere buurtbewoners. Je hoeft er niets van te weten. "
      "Wat rijp is, mag je voor een deel meenemen."),
    K("weekly", "Heksenberg", "together", COFFEE, "di 10.00", 120, 8, 3,
      "Buurtkamer Heksenberg",
      "Je zet koffie, dekt de tafels en maakt een praatje met wie binnenkomt. Veel bezoekers "
      "wonen alleen en kijken de hele week uit naar deze ochtend.",
      suits=("indoors",), languages=("en", "tr")),
    K("weekly", "De Dem", "indoors", "Kleding sorteren in de ruilwinkel", "do 13.00", 150, 12, 3,
      "Ruilwinkel De Dem",
      "Wij krijgen elke week zakken vol kleding. Jij legt de goede kleding op maat en haalt eruit "
      "wat stuk is. Er is altijd iemand bij die het je uitlegt.",
      suits=("indoors", "sitting"), languages=("ar", "en")),
    K("weekly", "Passart", "repair", "Fietsen opknappen met kinderen", "wo 14.00", 120, 11, 3,
      "Werkplaats Passart",
      "Kinderen leren hier hoe ze een band plakken en een rem stellen. Jij helpt ze daarbij. "
      "Gereedschap en onderdelen zijn er.",
      suits=("indoors", "child")),
    K("weekly", "Heerlen-Centrum", "together", WALKING, "do 10.30", 90, 8, 4,
      "Ingang Aambos",
      "Je loopt een uur mee met bewoners van het woonzorgcentrum. Rustig tempo, veel verhalen. "
      "Wie dat wil, duwt een rolstoel."),
    K("weekly", "Vrieheide", "litter", "Stoepen en goten vegen", "ma 9.30", 90, 8, 4,
      "Winkelplein Vrieheide",
      "We vegen samen de stoepen rond het winkelplein. Bezems, een kar en zakken staan klaar. "
      "De gemeente haalt het vuil dezelfde dag op."),
    K("weekly", "Rennemig-Beersdal", "green", WATER, "vr 9.00", 60, 5, 3,
      "Beersdalweg, bij de bushalte",
      "De bakken langs de weg hebben elke week water nodig. Je haalt de gieters bij de klusbox en "
      "loopt de route met z’n tweeën of drieën."),
    K("past", "Schelsberg", "litter", "Het tunneltje schoonboenen", "za 9.30", 150, 14, 4,
      "Tunnel Schelsbergstraat",
      "De muren van het tunneltje zaten vol viltstift en stickers. We boenen ze schoon met water "
      "en een zachte zeep. Trek oude kleren aan."),
    K("past", "Nieuw-Einde", "repair", "Speeltuin nakijken en vastzetten", "za 10.00", 180, 15, 4,
      "Speeltuin Nieuw-Einde",
      "Losse planken vastzetten, schommels smeren en het zand omspitten. Een timmerman uit de "
      "buurt is erbij."),
    K("past", "Heerlerheide", "repair", PAINTING, "vr 9.00", 180, 15, 4,
      "Buurtkamer aan de Ganzeweide",
      "De grote zaal krijgt een nieuwe kleur. We schuren, plakken af en verven in twee ploegen. "
      "Voor een broodje wordt gezorgd."),
    K("past", "Hoensbroek-Mariagewanden", "green", "Takken ruimen rond de kerk", "di 13.00",
      120, 10, 5,
      "Kerkplein Mariagewanden",
      "Na de storm ligt er veel hout op de paden. We maken er stapels van. De gemeente rijdt het "
      "later weg."),
    K("past", "De Dem", "indoors", "Een schuur leegruimen", "wo 13.30", 120, 11, 3,
      "Akerstraat-Noord",
      "Mevrouw Hendriks gaat kleiner wonen. Haar schuur moet leeg. Wij dragen de spullen naar "
      "buiten, zij zegt wat blijft."),
    K("past", "Heksenberg", "together", "Het buurtfeest opbouwen", "za 9.00", 180, 15, 6,
      "Veldje achter de flat",
      "Tafels neerzetten, slingers ophangen en het podium helpen dragen. Daarna kun je blijven "
      "voor het feest."),
    K("past", "Vrieheide", "green", "Een tuin opknappen voor een buurvrouw", "do 9.30", 150, 12, 3,
      "Vrieheidestraat",
      "Zij kan zelf niet meer bukken. Wij snoeien de heg en halen het onkruid tussen de tegels "
      "weg. Zij zorgt voor soep."),
    K("past", "Heerlen-Centrum", "repair", "Sjouwen voor de weggeefkast", "ma 13.00", 90, 8, 3,
      "Raadhuisplein, bij de weggeefkast",
      "Een school geeft veertig dozen met boeken en spellen weg. Wij brengen ze met de bakfiets "
      "naar de weggeefkast."),
    K("past", "Rennemig-Beersdal", "green", "Onkruid weg bij de bomen", "wo 10.00", 120, 10, 4,
      "Beersdalweg",
      "Rond de jonge bomen groeit het onkruid hard. We halen het weg en leggen er houtsnippers "
      "voor in de plaats."),
    K("past", "Schelsberg", "indoors", BOOKS, "di 14.00", 90, 8, 3,
      "Buurthuis Schelsberg",
      "We kiezen welke boeken in de minibieb komen en plakken er een sticker in. Na afloop mag je "
      "er één uitzoeken."),
    K("coming", "Heerlerheide", "together", "Samen koken voor de buurt", "do 15.30", 150, 12, 4,
      "Keuken van de buurtkamer, Ganzeweide",
      "We koken voor veertig mensen. De een snijdt, de ander roert of dekt de tafels. Je eet "
      "natuurlijk zelf mee.",
      suits=("indoors",), languages=("tr", "ar")),
    K("coming", "Heerlerheide", "green", "Hagen knippen in de Ganzeweide", "za 13.00", 120, 11, 4,
      "Ganzeweide, bij nummer 40",
      "De hagen hangen over de stoep. Mensen met een kinderwagen kunnen er niet langs. Wij knippen "
      "ze recht. Iemand van de groenploeg is erbij."),
    K("coming", "Hoensbroek-Mariagewanden", "litter", PARK_DAY, "zo 11.00", 150, 14, 8,
      "Ingang park, bij de vijver",
      "Met zoveel mogelijk buren maken we het hele park schoon. Ook kinderen zijn welkom. Om half "
      "twee staat er soep klaar.",
      suits=("child",), languages=("en", "de", "pl")),
    K("coming", "Hoensbroek-Mariagewanden", "indoors", "De fietsenkelder opruimen", "ma 10.00",
      120, 11, 3,
      "Flat Mariagewanden, ingang C",
      "In de kelder staan tientallen fietsen die van niemand meer zijn. We zetten ze buiten en "
      "vegen de vloer."),
    K("coming", "De Dem", "together", "Taalmaatje op het terras", "wo 10.30", 60, 5, 4,
      "Buurthuis De Dem",
      "Je praat een uur Nederlands met iemand die de taal leert. Over het weer, de kinderen of "
      "het nieuws. Geduld is het enige dat je nodig hebt.",
      suits=("sitting",), languages=("en", "ar", "uk")),
    K("coming", "De Dem", "repair", "Bankjes schuren en lakken", "vr 13.00", 150, 13, 4,
      "Plantsoen De Dem",
      "Vier bankjes zijn grijs en ruw geworden. We schuren ze en zetten ze in de lak. Bij regen "
      "doen we het een week later."),
    K("coming", "Heksenberg", "green", "Bloembakken vullen", "di 13.30", 90, 8, 4,
      "Pleintje Heksenberg",
      "De bakken op het plein zijn leeg. We vullen ze met aarde en planten. De planten zijn een "
      "gift van een kweker."),
    K("coming", "Passart", "litter", "Blikjes en flesjes langs het bospad", "za 9.30", 90, 8, 5,
      "Parkeerplaats bosrand Passart",
      "Langs het pad ligt veel blik. We lopen een ronde van drie kilometer en halen alles weg. "
      "Statiegeld gaat naar de speeltuin."),
    K("coming", "Rennemig-Beersdal", "together", "Spelletjesmiddag begeleiden", "wo 14.30",
      120, 9, 3,
      "Buurthuis Beersdal",
      "Twintig kinderen spelen hier elke woensdag bordspellen. Jij legt de regels uit en ziet dat "
      "iedereen mee kan doen.",
      suits=("sitting", "indoors", "child")),
    K("coming", "Schelsberg", "indoors", "Dozen inpakken voor een verhuizing", "vr 10.00",
      120, 11, 2,
      "Schelsberg 12",
      "Meneer Timmers verhuist naar een woning zonder trap. Hij kan zelf niet tillen. Wij pakken "
      "de keuken en de boeken in."),
    K("coming", "Nieuw-Einde", "green", "Het pluktuintje wieden", "ma 14.00", 90, 8, 4,
      "Nieuw-Einde, hoek Kampstraat",
      "Het tuintje is van iedereen. We wieden en binden de struiken op, zodat er straks weer "
      "geplukt kan worden."),
    K("coming", "Heerlen-Centrum", "repair", "Kapotte lampen melden en tellen", "ma 19.30",
      60, 5, 4,
      "Station, uitgang Centrum",
      "We lopen na donker een ronde en schrijven op welke lampen stuk zijn. De gemeente maakt ze "
      "binnen twee weken."),
    K("coming", "Vrieheide", "together", "Boodschappen doen met buren", "vr 10.30", 90, 8, 3,
      "Winkelplein Vrieheide",
      "Je gaat mee met iemand die slecht ter been is. Jij duwt de kar en draagt de tas tot in de "
      "keuken."),
    K("full", "Heerlerheide", "repair", "Buurtkamer: rekken in elkaar zetten", "di 10.00",
      120, 11, 3,
      "Buurtkamer aan de Ganzeweide",
      "De nieuwe rekken zijn er. Met z’n drieën zetten we ze in elkaar. Een schroevendraaier is "
      "alles wat je nodig hebt, en die hebben wij."),
    K("full", "Heksenberg", "litter", "Putten en roosters vrijmaken", "do 9.00", 90, 8, 2,
      "Hei-Grindelweg",
      "Bladeren en zand zitten in de putten. Wij scheppen ze leeg, zodat het water weg kan bij een "
      "flinke bui."),
    K("full", "Heerlen-Centrum", "together", "Gastvrouw of gastheer bij de open dag", "za 12.30",
      150, 12, 4,
      "Raadhuisplein",
      "Je ontvangt bezoekers en wijst ze de weg. Je krijgt een naamkaartje en een rondleiding "
      "vooraf."),
    K("full", "De Dem", "green", "Gras maaien op het trapveld", "wo 13.00", 90, 8, 2,
      "Trapveld De Dem",
      "Twee mensen maaien het veld, zodat de kinderen weer kunnen voetballen. Maaiers staan in de "
      "klusbox."),
    K("today", "Heerlerheide", "litter", TODAY, "ma 8.00", 60, 5, 12,
      "Overal in Heerlerheide",
      "Kies zelf wanneer je vandaag een uur door de wijk loopt. Grijper en zak haal je bij de "
      "klusbox op het Corneliusplein. Maak een foto van wat je hebt opgeruimd."),
    K("draft", "Passart", "green", "Een heg planten langs het veld", "za 10.00", 150, 13, 6,
      "Sportveld Passart",
      "We planten een haag van vijftig meter. De planten komen nog. Zodra de datum zeker is, kun "
      "je je opgeven."),
    K("draft", "Nieuw-Einde", "together", "Hulp bij de bingoavond", "vr 19.00", 150, 10, 3,
      "Zaal Nieuw-Einde",
      "Kaarten uitdelen, prijzen klaarzetten en na afloop de stoelen terugzetten."),
    K("draft", "Schelsberg", "repair", "Een muur schilderen met jongeren", "za 11.00", 180, 15, 8,
      "Zijgevel buurthuis Schelsberg",
      "Een kunstenaar maakt met jongeren een schildering op de gevel. Wij helpen met gronden en "
      "met de steiger."),
    K("cancelled", "Vrieheide", "green", "Bomen water geven", "di 18.30", 60, 5, 4,
      "Vrieheidestraat",
      "De jonge bomen staan droog. We geven ze elk twee gieters water."),
)  # fmt: skip
