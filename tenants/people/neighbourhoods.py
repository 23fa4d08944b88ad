"""Commands about the neighbourhoods of a town as CBS names them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tenants.people.cbs_file import Buurt
from tenants.people.models import Neighbourhood


@dataclass(frozen=True)
class Difference:
    """What a file would do: names that come, that change, and that the file does not know."""

    added: Sequence[str]
    changed: Sequence[str]
    kept: Sequence[str]


@transaction.atomic
def keep_buurten(found: Sequence[Buurt], *, is_trial: bool = False) -> Difference:
    """Make the town's neighbourhoods those of the file; what it does not know stays as it is.

    One is known by its code, or by its name while the file has no code that stands with it. A name
    that is taken comes with its code behind it. With `is_trial` nothing is written.
    """
    twice = {name for name, count in Counter(one.name for one in found).items() if count > 1}
    rows = list(Neighbourhood.objects.select_for_update().order_by("id"))
    by_code = {row.cbs_code: row for row in rows if row.cbs_code}
    by_name = {row.name: row for row in rows}
    codes = {one.code for one in found}
    added, changed, met = [], [], set()
    for one in found:
        name = f"{one.name} ({one.code})" if one.name in twice else one.name
        row = by_code.get(one.code)
        if row is None and name in by_name and by_name[name].cbs_code not in codes:
            row = by_name[name]
        if name in by_name and by_name[name] is not row:
            name = f"{one.name} ({one.code})"
        if row is None:
            row = Neighbourhood()
            added.append(name)
        else:
            met.add(row.id)
        told = (name, one.code, one.latitude, one.longitude)
        if row.id and (row.name, row.cbs_code, row.latitude, row.longitude) != told:
            changed.append(name)
        row.name, row.cbs_code, row.latitude, row.longitude = told
        if not is_trial:
            row.save()
    return Difference(added, changed, [row.name for row in rows if row.id not in met])
