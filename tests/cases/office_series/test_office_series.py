"""Series with changes of office: what the ledger knows of the holders never gets worse."""

from __future__ import annotations

from functools import cache

import pytest

from cases.office_series.measure import FIGURES, measure, rate, series

#: Reached with the rules as they are; see README.md. The floors only rise.
FLOORS = {
    "dev": {"held": 0.88, "named": 0.88, "offices": 0.88},
    "held": {"held": 0.77, "named": 0.85, "offices": 0.78},
}


@pytest.fixture(scope="module")
def counted(kit):
    """The counts over a half, made once."""
    return cache(lambda half: measure(series(half), kit))


def test_there_are_sixteen_blind_series():
    assert len([folder for folder in series() if int(folder.name[:2]) <= 16]) == 16


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("half", ["dev", "held"])
def test_no_figure_over_the_series_falls_below_its_floor(counted, half, figure):
    n, _ = counted(half)
    assert rate(n, figure) >= FLOORS[half][figure]
