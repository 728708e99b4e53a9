"""Every series of dated stories goes into a ledger, and all that it should say is asked of it, at every date."""

from __future__ import annotations

import json

import pytest
from series_measure import Tally, measure
from series_run import HERE, Asked, code_series, read_series

from dateline import api, query
from dateline.ledger import Ledger
from dateline.settings import Settings

SERIES = read_series()
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tallies(kit, tmp_path_factory) -> dict[str, Tally]:
    """The tallies over the series that were developed with, and over those that are held."""
    tallied = {"developed": Tally(), "held": Tally()}
    for series in SERIES:
        ledger = tmp_path_factory.mktemp("series") / f"{series.name}.dateline"
        code_series(series, kit, ledger)
        with Ledger.open(ledger, read_only=True) as opened:
            measure(series, Asked(opened), tallied["held" if series.held else "developed"])
    return tallied


def test_there_are_fifteen_series_and_half_of_them_are_held() -> None:
    assert len(SERIES) >= 15
    assert sum(series.held for series in SERIES) >= len(SERIES) // 2


@pytest.mark.parametrize(("group", "figure"), [(group, figure) for group in FLOORS for figure in sorted(FLOORS[group])])
def test_no_figure_over_the_series_falls_below_its_floor(tallies: dict[str, Tally], group: str, figure: str) -> None:
    reached = tallies[group].figures()[figure]
    log = [line for line in tallies[group].log if group == "developed" and line.startswith(figure)]
    assert reached >= FLOORS[group][figure], f"{figure} {reached}, floor {FLOORS[group][figure]}\n" + "\n".join(log)


def test_every_kind_of_expectation_has_a_floor(tallies: dict[str, Tally]) -> None:
    for group, tally in tallies.items():
        assert set(tally.figures()) == set(FLOORS[group])


def test_a_ledger_does_not_depend_on_the_order_in_which_its_stories_arrive(kit, tmp_path) -> None:
    series = next(one for one in SERIES if one.name.startswith("05"))
    answers = []
    for order in (series.files, series.files[::-1]):
        ledger = tmp_path / f"{order[0]}.dateline"
        for name in order:
            list(api.code_into([str(series.path / name)], Settings(), ledger, kit))
        with Ledger.open(ledger, read_only=True) as opened:
            answers.append({ask: _plain(getattr(query, ask)(opened).rows()) for ask in _ASKED})
    assert answers[0] == answers[1]


_ASKED = ("events", "contacts", "claims", "offices", "processes", "plans", "stories")


def _plain(rows: list[dict]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)
