"""Two programs with one key at the same moment: one command, one answer twice."""

import pytest
from django_tenants.utils import tenant_context

from currency.api.models import CommandKey
from currency.models import Transfer
from tests.api.acts import a_key, a_klus, fund
from tests.api.cast import Api, Town, told
from tests.cast import at_once

pytestmark = pytest.mark.usefixtures("committed")


def twice(town: Town) -> list[Api]:
    """Two programs of the same manager."""
    return [Api(town.tenant, town.person("manager")) for _ in range(2)]


def test_coins_are_issued_once_by_two_at_the_same_time(town: Town):
    programme, key = fund(town), a_key()

    path, sent = f"programmes/{programme}/fund", {"amount": 700}
    answers = at_once(*(lambda one=one: one.post(path, sent, key=key) for one in twice(town)))

    first, second = (told(answer, 201) for answer in answers)
    assert first["transfer"] == second["transfer"]
    with tenant_context(town.tenant):
        assert Transfer.objects.filter(kind=Transfer.Kind.ISSUE).count() == 2
        assert CommandKey.objects.count() == 3


def test_one_key_for_two_things_at_the_same_time_does_one(town: Town):
    programme, key = fund(town), a_key()

    path = f"programmes/{programme}/fund"
    answers = at_once(
        *(
            lambda one=one, amount=amount: one.post(path, {"amount": amount}, key=key)
            for one, amount in zip(twice(town), (300, 400), strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    with tenant_context(town.tenant):
        assert Transfer.objects.filter(kind=Transfer.Kind.ISSUE).count() == 2


def test_a_klus_is_made_once_by_two_at_the_same_time(town: Town):
    programme, key = fund(town), a_key()
    sent = a_klus(programme)
    makers = [Api(town.tenant, town.person("organiser")) for _ in range(2)]

    answers = at_once(*(lambda one=one: one.post("klussen", sent, key=key) for one in makers))

    assert len({told(answer, 201)["id"] for answer in answers}) == 1
