"""One PostgreSQL and one Valkey a run, three towns in it, and browsers to visit them with.

`heerlen`, `sittard_geleen` and `parkstad` are rolled back after each test. A test that asks for
`committed` too has a database of its own, whose rows are committed: for several connections.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

# Before Django reads its settings. DJANGO_SETTINGS_MODULE stands here and not in pyproject.toml
# because pytest-django reads that before any conftest.
os.environ["HEITJE_TEST"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "heitje.settings"
os.environ["HEITJE_VAR"] = str(
    Path(__file__).parents[1] / "var" / os.environ.get("HEITJE_TEST_NAME", "test")
)

from heitje.embedded import ensure_environment

ensure_environment(durable=False)
# Where collected files would stand: pages find theirs in the rooms, and would warn of its absence.
Path(os.environ["HEITJE_VAR"], "static").mkdir(exist_ok=True)
django.setup()

# A busy machine must not fail a property: what is slow is told by `make bench`.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")

from currency.queries import forget_rules  # noqa: E402 - needs what stands above, as all below
from heitje.hosts import forget_hosts  # noqa: E402
from tenants.models import Tenant  # noqa: E402
from tenants.queries import forget_codes, tenant_by_schema  # noqa: E402
from tenants.schema import look_at_public  # noqa: E402
from tests import clients, database  # noqa: E402


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The database that all tests share; each rolls back what it wrote."""
    with django_db_blocker.unblock():
        database.drop_leftovers()
        with database.a_copy():
            yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of the test's own, whose rows are committed."""
    with django_db_blocker.unblock(), database.a_copy():
        yield


@pytest.fixture
def rows(request: pytest.FixtureRequest) -> None:
    """Rows may be written: committed where the test asks for that, otherwise rolled back."""
    request.getfixturevalue("committed" if "committed" in request.fixturenames else "db")


@pytest.fixture
def heerlen(rows: None) -> Tenant:
    """The town most tests play in."""
    return tenant_by_schema("heerlen")


@pytest.fixture
def sittard_geleen(rows: None) -> Tenant:
    """The other town."""
    return tenant_by_schema("sittard_geleen")


@pytest.fixture
def parkstad(rows: None) -> Tenant:
    """A third one, that has agreed nothing with anybody."""
    return tenant_by_schema("parkstad")


@pytest.fixture
def client_for(rows: None) -> Callable[..., clients.HostClient]:
    """`client_for(heerlen, person)` or `client_for("beheer.localhost")`."""
    return clients.client_for


@pytest.fixture(autouse=True)
def _as_if_just_started() -> Iterator[None]:
    """What a process keeps of hosts, rules and the schema it looks at is of one test alone."""
    for begin_anew in (forget_hosts, forget_codes, forget_rules, look_at_public):
        begin_anew()
    yield
    look_at_public()
