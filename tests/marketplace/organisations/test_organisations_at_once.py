"""Several people at the same moment: an organisation's part is never promised twice."""

from functools import partial

from marketplace.models import Klus
from marketplace.organisations.errors import AllotmentTooSmall
from marketplace.organisations.models import Allotment, Organisation
from marketplace.organisations.services.organisations import approve_organisation
from marketplace.services.klussen import publish_klus
from tenants.people.models import Grant
from tests.marketplace.cast import NOW, Town
from tests.marketplace.organisations.cast import a_club, applied
from tests.settlement.cast import at_once


def of(answers: list[object], kind: type) -> int:
    return sum(isinstance(answer, kind) for answer in answers)


def test_of_six_klussen_at_once_as_many_are_published_as_the_part_is_for(
    committed_town: Town,
) -> None:
    town = committed_town
    club = a_club(town, part=1_500)
    drafts = [club.draft(places=1) for _ in range(6)]

    answers = at_once(
        town.tenant,
        *[partial(publish_klus, klus_id=one.id, actor=club.helper, now=NOW) for one in drafts],
    )

    assert (of(answers, Klus), of(answers, AllotmentTooSmall)) == (3, 3)
    assert Allotment.objects.get().promised == 1_500


def test_let_in_by_several_at_once_it_has_each_role_once(committed_town: Town) -> None:
    town = committed_town
    made = applied(town, town.resident)
    staff = [town.clerk, town.another("manager"), town.another("manager")]

    answers = at_once(
        town.tenant,
        *[partial(approve_organisation, organisation_id=made.id, actor=one, now=NOW)
          for one in staff],
    )  # fmt: skip

    assert of(answers, Organisation) == 3
    assert Grant.objects.filter(within=made.party).count() == 1
