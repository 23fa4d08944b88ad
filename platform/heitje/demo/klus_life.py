"""What else becomes of klussen in Heerlen: ideas, waiting, changes, and second opinions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from currency.keys import key_for
from heitje.demo import klus_tables
from heitje.demo.people_tables import TOUR_RESIDENT
from heitje.demo.place import Place
from heitje.demo.plans import minor
from heitje.demo.timeline import Timeline, moment
from heitje.demo.work import Work
from marketplace.models import Klus
from marketplace.rules.moments import Moment
from marketplace.services.ideas import decline_idea, propose_idea, take_up_idea
from marketplace.services.klus_changes import change_klus
from marketplace.services.klus_checks import check_klus
from marketplace.services.klussen import create_klus, publish_klus
from marketplace.services.opinions import answer_second_opinion, ask_second_opinion
from marketplace.services.overdue import finish_klussen
from marketplace.services.policy import change_policy, keep_watched_work
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from marketplace.services.waiting_list import join_waiting_list
from tenants.people.models import Person

# Name, why, category, words, whether it is watched.
WATCHED: Final = (
    ("Onderhoud van openbaar groen", "Dit doet de groenploeg. Daar werken mensen voor hun loon.",
     "green", ("heg", "snoei", "maai"), True),
    ("Schoonmaak van gebouwen", "Hiervoor huurt de gemeente een bedrijf in.",
     "", ("dweil", "ramen zemen", "toiletten"), True),
    ("Zorg aan huis", "Zorg is een vak.", "together", ("wassen en aankleden", "medicijn"), True),
    ("Post en pakjes rondbrengen", "", "", ("rondbrengen", "bezorg"), False),
)  # fmt: skip
# Title, text, category, neighbourhood, place.
IDEAS: Final = (
    ("Een boekenruil bij de bushalte", "Er staat een lege kast bij de halte. Met een likje verf "
     "wordt het een plek om boeken te ruilen.", "repair", "Heerlerheide", "Bushalte Ganzeweide"),
    ("Samen zwerfvuil rapen op zondag", "Na het weekend ligt er veel bij de skatebaan. Ik wil dat "
     "wel met anderen opruimen, maar niet alleen.", "litter", "Passart", "Skatebaan Passart"),
    ("Geveltuintjes in onze straat", "Bij veel huizen kan er één rij tegels uit. Dan komen er "
     "bloemen en blijft het koeler.", "green", "Schelsberg", "Schelsbergstraat"),
    ("Een zebrapad schilderen", "Auto’s rijden hier te hard. Een zebrapad kunnen we zelf verven.",
     "repair", "De Dem", "Voor het buurthuis"),
)  # fmt: skip
NO_ZEBRA: Final = (
    "Bedankt voor je idee. Een zebrapad mag alleen de wegbeheerder maken. We hebben jouw melding "
    "doorgegeven."
)
HEDGE: Final = "Een heg planten langs het veld"
BINGO: Final = "Hulp bij de bingoavond"
FULL: Final = ("Gras maaien op het trapveld", "Buurtkamer: rekken in elkaar zetten")
OPEN_DAY: Final = "Gastvrouw of gastheer bij de open dag"
LATE: Final = "Mijn zoontje heeft koorts. Ik kan hem niet alleen laten."


@dataclass
class _Life:
    place: Place
    works: dict[str, Work]
    timeline: Timeline

    @property
    def organiser(self) -> Person:
        return self.place.officer("organiser")

    def set_rules(self, _at: datetime) -> None:
        """The town decides what looks like paid work."""
        manager = self.place.officer("manager")
        change_policy(
            actor=manager, late_hours=24, needs_check=False, most_hours_a_week=60,
            most_weeks_at_place=40,
        )  # fmt: skip
        for name, why, category, words, is_watched in WATCHED:
            keep_watched_work(
                actor=manager, watched_id=None, name=name, why=why, category=category,
                words=words, is_watched=is_watched,
            )  # fmt: skip

    def propose(self, at: datetime) -> None:
        """Residents have ideas; one becomes a klus, one does not, two wait."""
        people = [one for one in self.place.residents if one.name != TOUR_RESIDENT]
        made = []
        for number, (title, text, category, area, where) in enumerate(IDEAS):
            resident = self.place.resident(TOUR_RESIDENT) if number == 0 else people[number]
            made.append(
                propose_idea(
                    key=key_for("demo", "idea", title),
                    resident=resident,
                    title=title,
                    description=text,
                    category=category,
                    place=where,
                    neighbourhood=self.place.areas[area],
                    now=at + timedelta(minutes=number),
                )
            )
        later = at + timedelta(hours=20)
        gardens, zebra = made[2], made[3]
        take_up_idea(
            idea_id=gardens.id, actor=self.organiser, now=later,
            make=lambda: self._draft(gardens.title, gardens.description, "Schelsberg", later, 9),
        )  # fmt: skip
        decline_idea(idea_id=zebra.id, actor=self.organiser, reason=NO_ZEBRA, now=later)

    def judge(self, at: datetime) -> None:
        """One klus that looks like paid work may open, one may not, and one is asked about."""
        board, manager = self.place.officer("agreements"), self.place.officer("manager")
        once = self._draft(
            "De heg van het hertenkamp knippen", "Eén keer per jaar knippen we met buren de heg "
            "rond het hertenkamp. Daarna eten we soep.", "Heerlerheide", at, 12,
        )  # fmt: skip
        weekly = self._draft(
            "Rozen snoeien bij het raadhuis", "We snoeien de rozen voor het raadhuis, elke week "
            "een stuk.", "Heerlen-Centrum", at, 10,
        )  # fmt: skip
        asked = (
            (once, board, "Dit is een dag in het jaar, met de buren. De groenploeg doet dit niet.",
             True, "Akkoord. Het hertenkamp is van de buurt en niet van de gemeente."),
            (weekly, manager, "Vrijwilligers willen graag helpen bij het raadhuis.",
             False, "Dit perk staat in het rooster van de groenploeg. Dat is betaald werk."),
        )  # fmt: skip
        for klus, who, question, agrees, reason in asked:
            made = ask_second_opinion(
                klus_id=klus.id, actor=self.organiser, asked_of=who, question=question, now=at
            )
            answer_second_opinion(
                opinion_id=made.id, actor=who, agrees=agrees, reason=reason,
                now=at + timedelta(hours=5),
            )  # fmt: skip
        publish_klus(klus_id=once.id, actor=self.organiser, now=at + timedelta(hours=6))

    def ask(self, at: datetime) -> None:
        """A draft waits for the board, and another was checked by a colleague."""
        hedge, bingo = self.works[HEDGE].klus, self.works[BINGO].klus
        assert hedge is not None, "drafts are made days before"
        assert bingo is not None, "drafts are made days before"
        ask_second_opinion(
            klus_id=hedge.id, actor=self.organiser, asked_of=self.place.officer("agreements"),
            question="Kinderen van de school planten mee. Vragen we hiervoor anders een hovenier?",
            now=at,
        )  # fmt: skip
        check_klus(klus_id=bingo.id, actor=self.place.officer("manager"), now=at)

    def change(self, at: datetime) -> None:
        """A klus that people signed up for gathers somewhere else."""
        klus = self.works[klus_tables.PARK_DAY].klus
        assert klus is not None, "it was published days before"
        change_klus(
            klus_id=klus.id, actor=self.organiser, now=at,
            fields={"place": "Ingang park, bij de muziekkiosk"},
        )  # fmt: skip

    def wait(self, at: datetime) -> None:
        """What is full has a waiting list."""
        samira = self.place.resident(TOUR_RESIDENT)
        self._join(OPEN_DAY, [samira], at)
        for title in FULL:
            there = {person.id for people in self.works[title].taken.values() for person in people}
            free = [one for one in self.place.residents if one.id not in there and one != samira]
            self._join(title, free[-2:], at)

    def finish(self, _at: datetime) -> None:
        """What is closed and answered is finished."""
        finish_klussen()

    def _join(self, title: str, people: list[Person], at: datetime) -> None:
        work = self.works[title]
        slot = work.slot(work.starts[0])
        for number, person in enumerate(people):
            if slot.free < 1:
                join_waiting_list(
                    slot_id=slot.id, resident=person, now=at + timedelta(seconds=number)
                )

    def _draft(self, title: str, text: str, area: str, at: datetime, days: int) -> Klus:
        start = moment(self.timeline.today + timedelta(days=days), "13.30")
        return create_klus(
            key=key_for("demo", "klus", title), actor=self.organiser, title=title,
            description=text, category=Klus.Category.GREEN,
            programme=self.place.programmes[area], place=area, reward=minor(8),
            duration_minutes=120, moments=[Moment(start, start + timedelta(hours=2), 4)],
            neighbourhood=self.place.areas[area], point=self.place.plan.area(area).point,
            organiser=self.place.organisations["green"], now=at,
        )  # fmt: skip


def plan_klus_life(place: Place, works: dict[str, Work], timeline: Timeline) -> None:
    """Put all of it in the last days before now, when every klus has been shown."""
    life, now = _Life(place, works, timeline), timeline.now
    timeline.add(now - timedelta(days=4), place, life.set_rules)
    timeline.add(now - timedelta(days=3), place, life.propose)
    timeline.add(now - timedelta(days=2), place, life.judge)
    timeline.add(now - timedelta(hours=30), place, life.ask)
    timeline.add(now - timedelta(minutes=12), place, life.change)
    timeline.add(now - timedelta(minutes=10), place, life.wait)
    timeline.add(now, place, life.finish)
    _plan_late_sign_off(place, works[klus_tables.LITTER], timeline)


def _plan_late_sign_off(place: Place, work: Work, timeline: Timeline) -> None:
    """Somebody could not come to the last moment that was, and said so hours before it."""
    past = [start for start in work.starts if start < timeline.now and work.room(start)]
    start = past[-1]
    there = work.taken.get(start, [])
    person = next(one for one in reversed(place.residents) if one not in there)
    ids: list[int] = []

    def join(at: datetime) -> None:
        ids.append(sign_up(slot_id=work.slot(start).id, resident=person, now=at).id)

    def leave(at: datetime) -> None:
        cancel_sign_up(sign_up_id=ids[0], actor=person, now=at, reason=LATE)

    timeline.add(start - timedelta(hours=70), place, join)
    timeline.add(start - timedelta(hours=3), place, leave)
