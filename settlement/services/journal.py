"""How the municipality's own books call things: numbers, names, cost centres, tax number."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from currency.models import Programme
from settlement.errors import NumberTwice
from settlement.journal.chart import USUAL, Position
from settlement.models import Administration, CostCentre, LedgerCode
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit


class Code(NamedTuple):
    """A number and a name in the municipality's books."""

    number: str
    name: str


@transaction.atomic
def keep_chart(
    *, codes: Mapping[Position, Code], centres: Mapping[int, str], tax_number: str, by: Person
) -> None:
    """Use these from now on, also for exports of earlier days: what was booked does not change.

    `centres` are cost centres by programme id, "" for none. Raises NotAllowed, NumberTwice.
    """
    refuse_unless_may(by, "deposit-cover")
    usual = {position: Code(one.number, one.name) for position, one in USUAL.items()}
    chosen = {**usual, **codes}
    number, times = Counter(code.number for code in chosen.values()).most_common(1)[0]
    if times > 1:
        raise NumberTwice(number=number)
    LedgerCode.objects.all().delete()
    LedgerCode.objects.bulk_create(
        LedgerCode(position=position.value, number=code.number, name=code.name)
        for position, code in codes.items()
        if code != usual[position]
    )
    CostCentre.objects.all().delete()
    known = set(Programme.objects.values_list("id", flat=True))
    CostCentre.objects.bulk_create(
        CostCentre(programme_id=programme_id, code=code)
        for programme_id, code in centres.items()
        if code and programme_id in known
    )
    Administration.objects.update_or_create(is_only=True, defaults={"tax_number": tax_number})
    audit(verb="keep-chart", thing="chart", thing_id=1, actor=by.party_id)
