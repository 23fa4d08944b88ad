"""Klussen that take people: found by what is asked, in order, and read a page at a time.

A page of thousands costs what a page of twenty does: one query finds the numbers of all of them in
order, a second reads the few that are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Sum, prefetch_related_objects

from marketplace.models import Klus, Slot
from marketplace.queries.near import apart, is_within
from marketplace.queries.words import likest_first, ways_to_find, words_of

Point = tuple[Decimal, Decimal]
SHORT: Final = ("title", "place")
LONG: Final = "description"


@dataclass(frozen=True)
class KlusFilter:
    """How a resident narrows the list; empty means everything.

    `within` is a point and how many metres from there; what has no place on the map stays.
    """

    neighbourhood_id: int | None = None
    category: str = ""
    day: date | None = None
    text: str = ""
    most_minutes: int | None = None
    suits: Sequence[str] = ()
    language: str = ""
    within: tuple[Point, int] | None = None


@dataclass(frozen=True)
class OpenKlussen:
    """Open klussen in order, to be counted and sliced; each comes with its neighbourhood.

    What is read is annotated with `next_start`, `next_end` and `free_places` over the moments that
    still take people. `with_slots` reads all moments too.
    """

    now: datetime
    narrow: KlusFilter
    near: Point | None = None
    with_slots: bool = False

    @property
    def is_guess(self) -> bool:
        """Whether the words stand nowhere, and this is what looks like them."""
        return self._found[2]

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of all of them, in order."""
        return self._found[0]

    def and_slots(self) -> "OpenKlussen":
        """The same, each with its moments."""
        return replace(self, with_slots=True)

    def matching(self) -> QuerySet[Klus]:
        """All of them as rows, to count or to group."""
        asked = self._found[1] if words_of(self.narrow.text) else Q()
        return self._klussen(asked)

    def count(self) -> int:
        """How many there are."""
        return len(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Klus]:
        return iter(self[:])

    def __getitem__(self, part: slice) -> list[Klus]:
        """The klussen from `part.start` up to `part.stop` of the order."""
        return self.rows(self.ids[part])

    def rows(self, wanted: Sequence[int]) -> list[Klus]:
        """The klussen with these numbers, in the order given."""
        takes = _takes(self.now, self.narrow.day, slot="slots__", klus="")
        found = (
            Klus.objects.filter(id__in=wanted)
            .annotate(
                next_start=Min("slots__starts_at", filter=takes),
                next_end=Min("slots__ends_at", filter=takes),
                free_places=Sum(F("slots__places") - F("slots__taken"), filter=takes),
            )
            .select_related("neighbourhood")
            .in_bulk()
        )
        shown: list[Klus] = [found[klus_id] for klus_id in wanted if klus_id in found]
        if self.with_slots:
            prefetch_related_objects(shown, "slots")
        return shown

    @cached_property
    def _found(self) -> tuple[list[int], Q, bool]:
        for asked, is_guess in ways_to_find(self.narrow.text, short=SHORT, long=LONG):
            ids = self._alike(asked) if is_guess else self._in_order(asked)
            if ids:
                return self._first_of_each_series(ids), asked, is_guess
        return [], Q(), False

    def _first_of_each_series(self, ids: list[int]) -> list[int]:
        """Of what comes back the first time alone, unless one day is asked for."""
        if self.narrow.day is not None:
            return ids
        known, first = set(ids), dict[int, int]()
        times = Klus.objects.filter(state=Klus.State.PUBLISHED, occurrence__isnull=False)
        for klus_id, series in times.order_by("occurrence__starts_at", "id").values_list(
            "id", "occurrence__series_id"
        ):
            if klus_id in known and first.setdefault(series, klus_id) != klus_id:
                known.discard(klus_id)
        return [one for one in ids if one in known]

    def _alike(self, asked: Q) -> list[int]:
        found = likest_first(self._klussen(asked), self.narrow.text, SHORT[0])
        return list(found.values_list("id", flat=True))

    def _in_order(self, asked: Q) -> list[int]:
        if self.near is not None:
            nearest = self._klussen(asked).order_by(apart(self.near), "id")
            return list(nearest.values_list("id", flat=True))
        # From the moments' side: their index knows which of them still take people.
        takes = _takes(self.now, self.narrow.day)
        soonest = (
            Slot.objects.filter(takes, klus__in=_published(self.narrow).filter(asked))
            .values("klus_id")
            .annotate(begins=Min("starts_at"))
            .order_by("begins", "klus_id")
        )
        return list(soonest.values_list("klus_id", flat=True))

    def _klussen(self, asked: Q) -> QuerySet[Klus]:
        takes = _takes(self.now, self.narrow.day)
        moments = Slot.objects.filter(takes, klus=OuterRef("id"))
        return _published(self.narrow).filter(asked, Exists(moments)).order_by("id")


def open_klussen(
    *, now: datetime, narrow: KlusFilter | None = None, near: Point | None = None
) -> OpenKlussen:
    """Published klussen with a free place to come: soonest first, or nearest where we know where.

    Where the words of a search stand nowhere, what looks most like them comes first.
    """
    return OpenKlussen(now=now, narrow=narrow or KlusFilter(), near=near)


def _published(chosen: KlusFilter) -> QuerySet[Klus]:
    """What is asked of the klus itself, but for its words."""
    found = Klus.objects.filter(state=Klus.State.PUBLISHED)
    if chosen.neighbourhood_id:
        found = found.filter(neighbourhood_id=chosen.neighbourhood_id)
    if chosen.category:
        found = found.filter(category=chosen.category)
    if chosen.most_minutes:
        found = found.filter(duration_minutes__lte=chosen.most_minutes)
    if chosen.suits:
        found = found.filter(suits__contains=list(chosen.suits))
    if chosen.language:
        found = found.filter(languages__contains=[chosen.language])
    if chosen.within:
        found = found.filter(is_within(*chosen.within))
    return found


def _takes(now: datetime, day: date | None, *, slot: str = "", klus: str = "klus__") -> Q:
    """What is asked of a moment: it is to come or stands, on this day, and has room."""
    stands = Q((f"{klus}is_standing", True))
    # That it has not ended goes without saying, but the index of moments with room is by their end.
    takes = Q((f"{slot}ends_at__gt", now), (f"{slot}taken__lt", F(f"{slot}places")))
    takes &= stands | Q((f"{slot}starts_at__gt", now))
    if day is None:
        return takes
    during = Q((f"{slot}starts_at__date__lte", day), (f"{slot}ends_at__date__gte", day))
    return takes & (Q((f"{slot}starts_at__date", day)) | (stands & during))
