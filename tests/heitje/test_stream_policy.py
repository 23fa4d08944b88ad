"""Which pages may reach the event stream, by their Content-Security-Policy."""

import pytest
from django_tenants.utils import schema_context

from tests.marketplace.cast import people_a_town
from tests.marketplace.till_cast import open_shop

STREAM = "http://heerlen.localhost:8001"


@pytest.fixture
def till(heerlen, client_for):
    with schema_context(heerlen.schema_name):
        return client_for(heerlen, open_shop(people_a_town(heerlen)).owner)


def connects_to(answer):
    """The sources of connect-src."""
    for directive in answer["Content-Security-Policy"].split(";"):
        name, *sources = directive.split()
        if name == "connect-src":
            return sources
    return []


def test_pages_of_the_till_may_listen_to_the_stream_and_no_further(till, settings):
    settings.STREAM_PORT = 8001

    assert connects_to(till.get("/kassa/")) == ["'self'", STREAM]


def test_other_pages_may_not(till):
    assert connects_to(till.get("/winkels/")) == ["'self'"]
    assert connects_to(till.get("/kassa")) == ["'self'"]


def test_behind_an_ingress_the_stream_is_the_pages_own_origin(till, settings):
    settings.STREAM_SAME_ORIGIN = True

    assert connects_to(till.get("/kassa/")) == ["'self'"]


def test_nothing_else_of_the_policy_is_looser(till):
    policy = till.get("/kassa/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
