"""The code on the till's screen is the code, module by module."""

import re

import segno

from currency.web.qr import QUIET_ZONE, qr_code

URL = "http://heerlen.localhost:8000/b/HE7K2M9Q/"


def test_the_drawing_has_every_dark_module_once_and_no_other():
    drawn = qr_code(URL)
    dark = [
        (int(row), int(column) + step)
        for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn.path)
        for step in range(int(length))
    ]

    matrix = segno.make(URL, error="m", micro=False).matrix
    expected = {
        (row + QUIET_ZONE, column + QUIET_ZONE)
        for row, modules in enumerate(matrix)
        for column, is_dark in enumerate(modules)
        if is_dark
    }
    assert len(dark) == len(set(dark))
    assert set(dark) == expected
    assert drawn.size == len(matrix) + 2 * QUIET_ZONE
