"""When a phone may ring, which ways a message takes, which addresses and numbers are good."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.messages.rules.browsers import browser_name
from tenants.messages.rules.endpoints import is_public_https
from tenants.messages.rules.numbers import mobile_number
from tenants.messages.rules.quiet import WALL, first_loud_moment, is_quiet
from tenants.messages.rules.ways import is_wanted

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [((21, 59), False), ((22, 0), True), ((3, 0), True), ((6, 59), True), ((7, 0), False)],
)
def test_hours_over_midnight_are_those_of_the_dutch_clock(clock, quiet):
    at = datetime(2026, 7, 1, *clock, tzinfo=WALL)

    assert is_quiet(at.astimezone(UTC), starts=time(22), ends=time(7)) is quiet


@pytest.mark.parametrize(
    ("at", "loud"),
    [
        ("2026-11-24T22:30+01:00", "2026-11-25T07:00+01:00"),
        ("2026-11-25T02:00+01:00", "2026-11-25T07:00+01:00"),
        ("2026-11-25T12:00+01:00", "2026-11-25T12:00+01:00"),
        # The nights on which the clock is moved.
        ("2026-03-28T23:00+01:00", "2026-03-29T07:00+02:00"),
        ("2026-10-24T23:00+02:00", "2026-10-25T07:00+01:00"),
    ],
)
def test_what_comes_in_the_quiet_hours_comes_when_they_end(at, loud):
    found = first_loud_moment(datetime.fromisoformat(at), starts=time(22), ends=time(7))

    assert found == datetime.fromisoformat(loud)


@given(MOMENTS, TIMES, TIMES)
def test_the_first_loud_moment_is_not_quiet_and_within_a_day(at, starts, ends):
    found = first_loud_moment(at, starts=starts, ends=ends)

    assert at <= found <= at + timedelta(hours=25)
    assert not is_quiet(found, starts=starts, ends=ends) or starts == ends


def test_mail_and_notifications_come_by_themselves_and_text_messages_when_asked():
    assert [is_wanted("work", way, {}) for way in ("mail", "push", "sms")] == [True, True, False]
    assert is_wanted("work", "sms", {("work", "sms"): True})
    assert not is_wanted("work", "mail", {("work", "mail"): False})


def test_safety_goes_by_mail_whatever_was_said():
    assert is_wanted("safety", "mail", {("safety", "mail"): False})


@pytest.mark.parametrize(
    "address",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com:443/wpush/v2/abc",
    ],
)
def test_a_push_address_of_the_public_internet_is_taken(address):
    assert is_public_https(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://push.nl/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/x",
        "https://2130706433/x", "https://0x7f.1/x", "https://127.1/x", "https://localhost/x",
        "https://db.internal/x", "https://printer.local/x", "https://heerlen.localhost./x",
        "https://push.nl:8443/x", "https://me:pw@push.nl/x", "https://push.nl:99999/x",
        "ftp://push.nl/x", "javascript:alert(1)", "", "https:///x", "https://push.nl/\n",
        "https://püsh.nl/x", "https://push.nl/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_an_address_inside_or_by_another_way_is_not(address):
    assert not is_public_https(address)


@given(st.text())
def test_no_address_breaks_the_rule(address):
    assert is_public_https(address) in (True, False)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("06 12 34 56 78", "+31612345678"), ("06-12345678", "+31612345678"),
        ("+31 6 1234 5678", "+31612345678"), ("0031612345678", "+31612345678"),
        ("+31 (0)6 12345678", "+31612345678"), ("+32 470 12 34 56", "+32470123456"),
        ("+49 151 23456789", "+4915123456789"), ("045 560 50 40", None), ("0612", None),
        ("0906-0101", None), ("+31612345678; rm", None), ("٠٦١٢٣٤٥٦٧٨", None), ("", None),
    ],
)  # fmt: skip
def test_a_mobile_number_is_read_in_any_way_people_write_it(typed, known):
    assert mobile_number(typed) == known


@given(st.text())
def test_no_text_breaks_the_reading_of_a_number(text):
    found = mobile_number(text)

    assert found is None or found[1:].isascii()


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Mozilla/5.0 (Android 15; Mobile) Gecko/140.0 Firefox/140.0", "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(told, name):
    assert browser_name(told) == name
