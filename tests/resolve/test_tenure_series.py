"""Short series on holders of offices: what the ledger knows of them, on a day as known on a day, never gets worse."""

from functools import cache

import pytest

from cases.tenure_series.measure import FIGURES, measure, read_cases

#: Right answers by table and figure; first run of the blind table, before any repair: held 59, offices 31, named 4.
FLOORS = {
    "blind": {"held": 75, "offices": 42, "named": 8},
    "told": {"held": 26, "offices": 15, "named": 0},
}


@pytest.fixture(scope="module")
def counted(kit):
    """The counts over a table, made once."""
    return cache(lambda table: measure(table, kit))


def test_there_are_fifty_cases_and_half_of_them_were_written_blind():
    assert len(read_cases("blind")) >= 25
    assert len(read_cases("blind")) + len(read_cases("told")) >= 50


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("table", list(FLOORS))
def test_no_figure_over_the_short_series_falls_below_its_floor(counted, table, figure):
    n, log = counted(table)
    assert n[figure] >= FLOORS[table][figure], "\n".join(log)
