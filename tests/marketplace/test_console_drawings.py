"""What the console draws and lists, worked out without a database."""

from datetime import timedelta

import pytest

from marketplace.models import Klus, SignUp, Slot
from marketplace.web.chart import line_chart
from marketplace.web.desk_moments import moment_rows
from tests.marketplace.cast import END, NOW, START

MINUTE = timedelta(minutes=1)


def test_both_lines_stand_on_one_scale():
    chart = line_chart([0, 500, 1_000], [0, 250, 500], [46, 47, 48])

    first = [int(point.split(",")[1]) for point in chart.first.split()]
    second = [int(point.split(",")[1]) for point in chart.second.split()]
    floor = chart.grid[0].at
    assert first == sorted(first, reverse=True)
    assert floor - second[2] == (floor - first[2]) // 2
    assert (chart.grid[0].value, chart.grid[-1].value) == (0, 1_000)
    assert [mark.value for mark in chart.marks] == [46, 47, 48]
    assert chart.ground.endswith(f",{floor}")


@pytest.mark.parametrize("values", [[], [0], [0, 0, 0], [1], [10**15, 1]])
def test_strange_series_draw_too(values):
    chart = line_chart(values, values, list(range(len(values))))

    assert chart.is_empty == (not any(values))
    for point in chart.first.split():
        x, y = (int(number) for number in point.split(","))
        assert 0 <= x <= chart.width
        assert 0 <= y <= chart.height


def guest(state, now):
    slot = Slot(id=1, starts_at=START, ends_at=END, places=2, klus=Klus(title="Vegen"))
    (moment,) = moment_rows([slot], [SignUp(id=1, slot=slot, state=state)], now=now)
    (found,) = moment.guests
    return found.may_be_present, found.may_be_missed


@pytest.mark.parametrize(
    ("state", "now", "buttons"),
    [
        ("signed-up", NOW, (False, False)),
        ("signed-up", START - 31 * MINUTE, (False, False)),
        ("signed-up", START - 30 * MINUTE, (True, False)),
        ("signed-up", END, (True, True)),
        ("checked-in", START, (False, False)),
        ("checked-in", END, (False, True)),
        ("handed-in", END, (False, False)),
        ("approved", END, (False, False)),
        ("no-show", END, (False, False)),
    ],
)
def test_a_row_has_the_buttons_of_its_state_and_hour(state, now, buttons):
    assert guest(state, now) == buttons
