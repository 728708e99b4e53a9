"""Every golden story goes the whole path; the figures over all of them never fall."""

from __future__ import annotations

import json

import pytest
from measure import HERE, Count, compare, read_golden

from dateline.pipeline import code_paths
from dateline.records import CodedStory
from dateline.settings import Settings

GOLDEN = read_golden()
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def count(kit) -> Count:
    """The counts over all golden stories."""
    counted = Count()
    by_path = {str(golden.path): golden for golden in GOLDEN}
    for coded in code_paths(list(by_path), Settings(), kit):
        assert isinstance(coded, CodedStory), coded
        compare(by_path[coded.resolved.parsed.split.story.source_id], coded, counted)
    return counted


def test_there_are_at_least_twenty_five_golden_stories() -> None:
    assert len(GOLDEN) >= 25


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_no_figure_over_the_golden_stories_falls_below_its_floor(count: Count, figure: str) -> None:
    reached = count.figures()[figure]
    assert reached >= FLOORS[figure], f"{figure} {reached}, floor {FLOORS[figure]}\n" + "\n".join(count.log)


def test_every_figure_that_is_measured_has_a_floor(count: Count) -> None:
    assert set(count.figures()) == set(FLOORS)
