"""A volunteer's limits over the towns of a region: no names, and never past the last euro."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from currency.limit_errors import VolunteerLimitReached
from currency.models import Counter, RuleSet, VolunteerRoom
from currency.queries import rules_in_force
from currency.queries.volunteers import volunteer_meter
from currency.rules.document import NORM_2025, Rules, Volunteers
from currency.services.reversals import reverse_transfer
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof
from marketplace.services.sign_ups import cancel_sign_up, sign_up
from tenants.models import Tenant, VolunteerCount
from tenants.people.models import Person
from tenants.people.services import add_person
from tenants.pseudonyms import pseudonyms_of
from tests.cast import at_once
from tests.marketplace.cast import END, NOW, Town, people_a_town

MAIL = "samira@town.example"


class Place:
    """A town in which Samira lives or works, with limits of its own."""

    def __init__(self, tenant: Tenant, month: int = 800, *, across: bool = True) -> None:
        self.tenant = tenant
        with schema_context(tenant.schema_name):
            self.town: Town = people_a_town(tenant)
            self.samira: Person = add_person(email=MAIL.title(), name="Samira")
            norm = NORM_2025.model_copy(update={"month": month})
            limits = Volunteers(norms=(norm,), across_region=across)
            version = rules_in_force(NOW).version + 1
            RuleSet.objects.create(
                version=version, document=Rules(volunteers=limits).model_dump(mode="json"),
                state="approved", starts_at=NOW, approved_at=NOW, proposed_by=uuid4(),
                approved_by=uuid4(),
            )  # fmt: skip
            self.slots = [self.town.klus().slots.get().id for _ in range(2)]

    def signs_up(self, slot: int = 0) -> SignUp:
        with schema_context(self.tenant.schema_name):
            return sign_up(slot_id=self.slots[slot], resident=self.samira, now=NOW)

    def cancels(self, found: SignUp) -> None:
        with schema_context(self.tenant.schema_name):
            cancel_sign_up(sign_up_id=found.id, actor=self.samira, now=NOW)

    def room(self) -> int:
        with schema_context(self.tenant.schema_name):
            meter = volunteer_meter(self.samira, NOW)
            assert meter is not None
            return meter.month.room


def counted(period: str = "2026-11") -> list[int]:
    return list(VolunteerCount.objects.filter(period=period).values_list("cents", flat=True))


def test_what_is_taken_in_one_town_counts_in_the_other(
    heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    here, there = Place(heerlen), Place(sittard_geleen)
    first = here.signs_up()

    with pytest.raises(VolunteerLimitReached) as refused:
        there.signs_up()
    assert refused.value.facts["room"] == 300
    assert (there.room(), here.room(), counted()) == (300, 300, [500])

    here.cancels(first)
    there.signs_up()
    assert (there.room(), counted()) == (300, [500])


def test_a_town_that_counts_alone_tells_and_hears_nothing(
    heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    here, alone = Place(heerlen), Place(sittard_geleen, across=False)
    here.signs_up()

    alone.signs_up()

    assert counted() == [500]
    assert (here.room(), alone.room()) == (300, 300)


def test_a_refusal_in_the_region_takes_nothing_here(
    heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    here, there = Place(heerlen), Place(sittard_geleen)
    here.signs_up()

    with pytest.raises(VolunteerLimitReached):
        there.signs_up()

    with schema_context(sittard_geleen.schema_name):
        assert VolunteerRoom.objects.count() == 0
        assert not Counter.objects.filter(name="volunteer-cents").exists()


def test_the_shared_table_says_neither_who_nor_where(
    heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    for tenant in (heerlen, sittard_geleen):
        Place(tenant, month=2_000).signs_up()

    rows = VolunteerCount.objects.filter(period="2026")
    assert [row.cents for row in rows] == [1_000]
    columns = {field.column for field in VolunteerCount._meta.fields}
    assert columns == {"id", "region_id", "pseudonym", "period", "cents"}
    shown = str(list(VolunteerCount.objects.values()))
    assert MAIL not in shown.lower()
    assert "heerlen" not in shown


def test_what_a_town_took_itself_stands_in_its_own_schema_alone(
    heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    Place(heerlen).signs_up()

    with schema_context(sittard_geleen.schema_name):
        assert VolunteerRoom.objects.count() == 0
    with schema_context(heerlen.schema_name):
        assert VolunteerRoom.objects.get().pseudonym == VolunteerCount.objects.first().pseudonym
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.currency_volunteerroom')")
        assert cursor.fetchone() == (None,)


def test_a_pseudonym_is_keyed_and_differs_by_region() -> None:
    (name,) = pseudonyms_of(MAIL, region_id=1)

    assert pseudonyms_of(f"  {MAIL.upper()} ", region_id=1) == [name]
    assert pseudonyms_of(MAIL, region_id=2) != [name]
    assert pseudonyms_of("ander@town.example", region_id=1) != [name]


def test_a_changed_secret_forgets_nothing_that_was_counted(heerlen: Tenant, settings) -> None:
    here = Place(heerlen)
    here.signs_up()
    with schema_context(heerlen.schema_name):
        Counter.objects.all().delete()

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of fifty signs, for this test alone. " * 2

    with pytest.raises(VolunteerLimitReached):
        here.signs_up(1)
    assert here.room() == 300


def test_who_changes_mail_address_is_still_the_same_volunteer(heerlen: Tenant) -> None:
    here = Place(heerlen)
    here.signs_up()
    with schema_context(heerlen.schema_name):
        Counter.objects.all().delete()
        Person.objects.filter(id=here.samira.id).update(email="nieuw@town.example")
        here.samira.refresh_from_db()

    with pytest.raises(VolunteerLimitReached):
        here.signs_up(1)


def test_of_two_sign_ups_at_once_one_gets_the_last_euros(committed: None, heerlen: Tenant) -> None:
    here = Place(heerlen)

    answers = at_once(partial(here.signs_up, 0), partial(here.signs_up, 1))

    assert sum(isinstance(answer, SignUp) for answer in answers) == 1
    assert sum(isinstance(answer, VolunteerLimitReached) for answer in answers) == 1
    assert counted() == [500]


def test_of_two_towns_at_once_one_gets_the_last_euros(
    committed: None, heerlen: Tenant, sittard_geleen: Tenant
) -> None:
    here, there = Place(heerlen), Place(sittard_geleen)

    answers = at_once(here.signs_up, there.signs_up, partial(here.signs_up, 1))

    assert sum(isinstance(answer, SignUp) for answer in answers) == 1
    assert sum(isinstance(answer, VolunteerLimitReached) for answer in answers) == 2
    assert (counted(), counted("2026")) == ([500], [500])


def test_a_town_that_goes_on_alone_pays_what_it_reserved_and_keeps_the_count_right(
    heerlen: Tenant,
) -> None:
    here = Place(heerlen)
    with schema_context(heerlen.schema_name):
        found = here.town.handed_in(person=here.samira)
        VolunteerCount.objects.update(cents=5_000)
        limits = Volunteers(across_region=False)
        RuleSet.objects.create(
            version=9, document=Rules(volunteers=limits).model_dump(mode="json"),
            state="approved", starts_at=END, approved_at=NOW, proposed_by=uuid4(),
            approved_by=uuid4(),
        )  # fmt: skip

        done = approve_proof(sign_up_id=found.id, actor=here.town.checker, now=END)
        assert counted() == [5_000]
        reverse_transfer(
            transfer_id=done.transfer_id, reason="Fout", actor=here.town.clerk.party_id, at=END
        )

    assert counted() == [4_500]
