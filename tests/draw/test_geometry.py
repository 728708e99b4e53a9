"""Where things stand in a picture: properties that hold for any data."""

import datetime as dt
import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.draw.axis import Axis, _extent, ticks
from dateline.draw.days import core_days
from dateline.draw.measure import shortened, width, wrapped
from dateline.draw.network_data import Edge
from dateline.draw.network_layout import layout
from dateline.draw.placing import Anchor, Box, labels_of, rows_of
from dateline.draw.timeline_bins import end_of, grain_for
from dateline.draw.world import load_seats, load_world, project, view_of

DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2100, 12, 31))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=40)
PLACES = st.floats(0, 800, allow_nan=False)


@given(st.lists(st.tuples(PLACES, st.floats(0, 90)), max_size=40))
def test_nothing_in_a_row_touches_its_neighbour(found):
    extents = [(left, left + wide) for left, wide in found]
    rows = rows_of(extents, gap=2)
    for at, row in enumerate(rows):
        for other in range(at):
            if rows[other] == row:
                (a, b), (c, d) = extents[at], extents[other]
                assert b + 2 <= c or d + 2 <= a


@given(st.lists(st.tuples(PLACES, PLACES, st.floats(1, 30), WORDS), max_size=25))
def test_labels_lie_in_the_frame_on_no_label_and_on_no_other_mark(found):
    anchors = [Anchor(x=x, y=y, radius=radius, label=label) for x, y, radius, label in found]
    frame = Box(0, 0, 800, 800)
    placed = labels_of(anchors, frame, 11, short=["XYZ"] * len(anchors))
    boxes = [label.box for label in placed.values()]
    assert all(box.within(frame) for box in boxes)
    assert not any(one.touches(other) for at, one in enumerate(boxes) for other in boxes[:at])
    for at, label in placed.items():
        for other, anchor in enumerate(anchors):
            mark = Box(
                anchor.x - anchor.radius, anchor.y - anchor.radius, anchor.x + anchor.radius, anchor.y + anchor.radius
            )
            assert other == at or not label.box.touches(mark)


@given(DAYS, DAYS, st.floats(200, 3000))
def test_ticks_rise_lie_on_the_axis_and_their_labels_do_not_touch(one, other, room):
    axis = Axis(first=min(one, other), last=max(one, other), left=40, right=40 + room)
    found = ticks(axis)
    assert found
    assert all(axis.first <= tick.day <= axis.last and axis.left <= tick.x <= axis.right for tick in found)
    for before, after in pairwise(found):
        assert before.day < after.day
        assert before.x < after.x
        assert _extent(axis, before)[1] <= _extent(axis, after)[0]


@given(DAYS, DAYS, DAYS, st.integers(0, 400))
def test_a_span_is_as_wide_as_its_days(one, other, first, more):
    axis = Axis(first=min(one, other), last=max(one, other), left=0, right=500)
    last = first + dt.timedelta(days=more)
    left, right = axis.span(first, last)
    assert 0 <= left <= right <= 500
    if axis.first <= first and last <= axis.last:
        assert abs((right - left) - 500 * (more + 1) / axis.days) < 1e-6


@given(DAYS, st.integers(0, 40_000), st.floats(100, 2000))
def test_periods_of_bars_are_wide_enough_to_be_seen_or_the_longest(first, days, room):
    last = min(first + dt.timedelta(days=days), dt.date(2150, 1, 1))
    grain = grain_for((first, last), room)
    assert end_of(first.replace(month=1, day=1), grain) >= first.replace(month=1, day=1)
    assert (
        grain == "decade"
        or room / ((last - first).days + 1) * {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[grain] >= 5
    )


@given(st.lists(st.tuples(DAYS, st.integers(1, 50)), min_size=1, max_size=40, unique_by=lambda one: one[0]))
def test_most_days_leave_out_a_twentieth_or_three_of_a_few(found):
    begun = sorted(found)
    total = sum(events for _, events in begun)
    first, last = core_days(begun)
    outside = sum(events for day, events in begun if not first <= day <= last)
    assert outside <= max(total // 20, min(3, total // 4))


@given(WORDS, st.floats(20, 400))
def test_words_fit_the_room_they_are_broken_into(text, room):
    assert all(width(one, 12) <= room for one in wrapped(text, 12, room))
    assert width(shortened(text, 12, room), 12) <= room


@given(
    st.lists(st.tuples(st.sampled_from("ABCDEFGHIJ"), st.sampled_from("KLMNOPQRST"), st.integers(1, 99)), max_size=30)
)
def test_nodes_lie_in_the_frame_and_the_same_graph_has_the_same_places(found):
    edges = [Edge(one=a, other=b, forward=n, backward=0, mutual=0, conflict=0) for a, b, n in found]
    nodes = sorted({node for edge in edges for node in (edge.one, edge.other)})
    radii = dict.fromkeys(nodes, 6.0)
    places = layout(nodes, edges, radii, (700, 450))
    assert places == layout(nodes, edges, radii, (700, 450))
    assert set(places) == set(nodes)
    assert all(6 <= x <= 694 and 6 <= y <= 444 for x, y in places.values())


@given(st.lists(st.tuples(st.floats(-56, 80), st.floats(-179, 179)), min_size=1, max_size=12), st.integers(320, 2000))
def test_places_lie_on_the_map_that_is_drawn_for_them(found, width_of_map):
    points = [project(lat, lon) for lat, lon in found]
    view = view_of(points, width_of_map)
    wide, high = view.size
    assert all(0 <= x <= wide for x, _ in map(view.at, points))
    assert all(-high * 0.05 <= y <= high * 1.05 for _, y in map(view.at, points))


def test_outlines_lie_within_the_world_and_no_line_crosses_it_from_edge_to_edge():
    edge = project(0, 180)[0]
    for line in [*load_world().land, *load_world().borders]:
        assert all(abs(x) <= edge + 1e-6 for x, _ in line)
        steps = [abs(b[0] - a[0]) for a, b in pairwise(line)]
        assert max(steps, default=0) < edge / 2


def test_equal_earth_keeps_areas_true():
    def area(lat):
        wide = (project(lat, 1)[0] + project(lat + 1, 1)[0]) / 2
        true = math.sin(math.radians(lat + 1)) - math.sin(math.radians(lat))
        return wide * (project(lat, 0)[1] - project(lat + 1, 0)[1]) / true

    areas = [area(lat) for lat in range(-80, 80, 10)]
    assert max(areas) / min(areas) < 1.001


def test_states_have_points_on_the_globe():
    seats = load_seats()
    assert len(seats) > 190
    assert all(-90 <= seat.lat <= 90 and -180 <= seat.lon <= 180 for seat in seats.values())
    assert {seat.kind for seat in seats.values()} == {"capital", "centre", "seat"}
