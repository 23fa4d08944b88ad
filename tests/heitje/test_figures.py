"""Sums, lengths and days as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from heitje.figures import clock_text, day_text, euro_text, length_text, sum_text

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0"),
        (5, "0,05"),
        (750, "7,50"),
        (1200, "12"),
        (-420, "−4,20"),
        (128_400_05, "128.400,05"),
    ],
)
def test_a_sum_has_a_comma_points_and_a_real_minus(amount, shown):
    with translation.override("nl"):
        assert sum_text(amount, exact=False) == shown


def test_an_exact_sum_always_has_two_decimals():
    with translation.override("nl"):
        assert sum_text(1200, exact=True) == "12,00"


def test_english_readers_get_their_own_marks():
    with translation.override("en"):
        assert sum_text(128_400_05, exact=True) == "128,400.05"


@pytest.mark.parametrize(
    ("cents", "shown"), [(750, "€\u00a07,50"), (-100, "−\u00a0€\u00a01,00"), (0, "€\u00a00,00")]
)
def test_euros_have_their_sign_and_a_space_that_does_not_break(cents, shown):
    with translation.override("nl"):
        assert euro_text(cents) == shown


def test_the_clock_is_the_towns_own():
    with translation.override("nl"):
        assert clock_text(datetime(2026, 11, 25, 8, 5, tzinfo=UTC)) == "9.05 uur"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(1, "1 minuut"), (45, "45 minuten"), (60, "1 uur"), (150, "2,5 uur"), (90, "1,5 uur")],
)
def test_a_length_is_told_in_minutes_or_hours(minutes, shown):
    with translation.override("nl"):
        assert length_text(minutes) == shown


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (TODAY, "vandaag"),
        (date(2026, 11, 26), "morgen"),
        (date(2026, 11, 24), "gisteren"),
        (date(2026, 11, 28), "zaterdag 28 november"),
        (date(2025, 11, 28), "28 november 2025"),
        # Eleven at night in London is tomorrow in Heerlen.
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "morgen"),
    ],
)
def test_a_day_is_said_as_people_say_it(when, shown):
    with translation.override("nl"):
        assert day_text(when, today=TODAY) == shown
