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
def counts(kit) -> dict[str, Count]:
    """The counts over the first golden stories and over those written blind."""
    counted = {"first": Count(), "blind": Count()}
    by_path = {str(golden.path): golden for golden in GOLDEN}
    for coded in code_paths(list(by_path), Settings(), kit):
        assert isinstance(coded, CodedStory), coded
        golden = by_path[coded.resolved.parsed.split.story.source_id]
        compare(golden, coded, counted["blind" if golden.blind else "first"])
    return counted


def test_there_are_sixty_golden_stories_and_half_of_them_were_written_blind() -> None:
    assert len(GOLDEN) >= 60
    assert sum(golden.blind for golden in GOLDEN) >= 30


@pytest.mark.parametrize(("group", "figure"), [(group, figure) for group in FLOORS for figure in sorted(FLOORS[group])])
def test_no_figure_over_the_golden_stories_falls_below_its_floor(
    counts: dict[str, Count], group: str, figure: str
) -> None:
    reached = counts[group].figures()[figure]
    log = [
        line for line in counts[group].log if group == "first" or int(line[:4]) % 2
    ]  # of held stories nobody reads errors
    assert reached >= FLOORS[group][figure], f"{figure} {reached}, floor {FLOORS[group][figure]}\n" + "\n".join(log)


def test_every_figure_that_is_measured_has_a_floor(counts: dict[str, Count]) -> None:
    for group, count in counts.items():
        assert set(count.figures()) == set(FLOORS[group])
