"""Many events on a timeline: bars of counts by period, cooperation above the line and conflict below it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.records.rows import Row

from .axis import Axis
from .described import count_of
from .lanes import Columns, DrawnLane, axis_between
from .measure import width
from .palette import Family, load_palette
from .svg import colour, number, tag, words
from .timeline_data import LONGEST, Bin, Lane, bins, undated

if TYPE_CHECKING:
    from .timeline import Drawing

#: Pixels of half a lane, and of the narrowest bar.
HALF, _NARROWEST = 22.0, 5.0
_SIZE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Binned:
    """Lanes with bars, ready to be drawn. families: places in the palette of those that occur; notes: sentences for the caption."""

    lanes: list[DrawnLane]
    place: Columns
    axis: Axis
    families: set[int]
    notes: list[str]
    rows: list[Row]


def draw_bins(ledger: Ledger, filters: Filters, drawing: Drawing) -> Binned:
    """The lanes with bars of one scale."""
    keys = [str(lane.key) for lane in drawing.chosen]
    without = undated(ledger, filters, drawing.by, keys)
    # What is not in a period and has a date lies outside the axis or is told less exactly: one number at the right.
    place = drawing.place(undated=bool(without), earlier=False, later=False)
    axis = axis_between(*drawing.days, place)
    grain = grain_for(axis)
    found = bins(ledger, filters, drawing.by, keys, grain=grain, days=drawing.days)
    by_lane: dict[str, list[Bin]] = defaultdict(list)
    for one in found:
        by_lane[one.lane].append(one)
    highest = max((up + down for up, down in _sums(found).values()), default=1)
    lanes = [
        _lane(lane, by_lane[str(lane.key)], drawing, (axis, grain, highest), without) for lane in drawing.chosen
    ]
    dated = sum(lane.events - lane.undated for lane in drawing.chosen)
    beside = dated - sum(one.events for one in found)
    return Binned(
        lanes=lanes,
        place=place,
        axis=axis,
        families={one.family for one in found} | {family for _, family in without},
        notes=_notes(grain, highest, beside, sum(without.values())),
        rows=_rows(found, grain),
    )


def grain_for(axis: Axis) -> str:
    """The shortest period whose bars are wide enough to be seen."""
    a_day = (axis.right - axis.left) / axis.days
    return next((grain for grain, days in LONGEST.items() if a_day * days >= _NARROWEST), "decade")


def end_of(first: dt.date, grain: str) -> dt.date:
    """The last day of a period that begins on a day.

    >>> end_of(dt.date(2020, 2, 1), "month"), end_of(dt.date(2020, 1, 1), "decade")
    (datetime.date(2020, 2, 29), datetime.date(2029, 12, 31))
    """
    if grain in {"day", "week"}:
        return first + dt.timedelta(days=LONGEST[grain] - 1)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[grain]
    at = first.year * 12 + first.month - 1 + months
    if at // 12 > dt.MAXYEAR:
        return dt.date.max
    return dt.date(at // 12, at % 12 + 1, 1) - dt.timedelta(days=1)


def _sums(found: list[Bin]) -> dict[tuple[str, dt.date], tuple[int, int]]:
    """Events above and below the line by lane and period."""
    sums: dict[tuple[str, dt.date], tuple[int, int]] = {}
    families = load_palette().families
    for one in found:
        up, down = sums.get((one.lane, one.period), (0, 0))
        above = families[one.family].above
        sums[one.lane, one.period] = (up + one.events, down) if above else (up, down + one.events)
    return sums


def _lane(
    lane: Lane,
    found: list[Bin],
    drawing: Drawing,
    scale: tuple[Axis, str, int],
    without: dict[tuple[str, int], int],
) -> DrawnLane:
    key = str(lane.key)
    return DrawnLane(
        name=drawing.name(key),
        count=count_of(lane.events, "event"),
        body=_bars(found, *scale),
        height=2 * HALF + 10,
        undated={family: events for (of, family), events in without.items() if of == key},
        url=drawing.url(key),
    )


def _bars(found: list[Bin], axis: Axis, grain: str, highest: int) -> str:
    """Bars stacked from the line, and the number of the highest one."""
    middle = HALF + 8
    families = load_palette().families
    heights: dict[tuple[dt.date, bool], float] = defaultdict(float)
    counts: dict[tuple[dt.date, bool], int] = defaultdict(int)
    drawn = [tag("path", d=f"M{number(axis.left)} {number(middle)}H{number(axis.right)}", stroke=colour("muted"), stroke_width=0.7)]
    for one in sorted(found, key=lambda one: (one.period, one.family)):
        family = families[one.family]
        left, right = axis.span(one.period, end_of(one.period, grain))
        at = (one.period, family.above)
        high = one.events / highest * 2 * HALF * 0.75
        start = heights[at]
        heights[at] += high
        counts[at] += one.events
        y = middle - start - high if family.above else middle + start
        drawn.append(_bar(one, family, (left, right, y, high), grain))
    return "".join(drawn) + _peak(counts, heights, axis, grain)


def _bar(one: Bin, family: Family, box: tuple[float, float, float, float], grain: str) -> str:
    left, right, y, high = box
    period = str(one.period) if grain == "day" else f"{one.period} to {end_of(one.period, grain)}"
    said = tag("title", words(f"{period} · {family.words}: {one.events:,}"))
    gap = 0.5 if right - left > 3 else 0  # noqa: PLR2004  (pixels)
    return tag("rect", said, x=left + gap, y=y, width=max(right - left - 2 * gap, 0.5), height=max(high, 0.4), fill=colour(family.colour))


def _peak(
    counts: dict[tuple[dt.date, bool], int], heights: dict[tuple[dt.date, bool], float], axis: Axis, grain: str
) -> str:
    if not counts:
        return ""
    period, above = max(counts, key=lambda at: (counts[at], at[0], at[1]))
    left, right = axis.span(period, end_of(period, grain))
    text = f"{counts[period, above]:,}"
    half = width(text, _SIZE) / 2
    x = min(max((left + right) / 2, axis.left + half), axis.right - half)
    high = heights[period, above]
    y = HALF + 8 - high - 3 if above else HALF + 8 + high + 10
    return tag("text", text, x=x, y=y, font_size=_SIZE, text_anchor="middle", fill=colour("ink"))


def _notes(grain: str, highest: int, beside: int, without: int) -> list[str]:
    notes = [
        f"Bars count events by {grain} on one scale, the highest with {highest:,}: cooperation above the line, conflict below; "
        "the number of the highest bar of a lane is beside it."
    ]
    if without:
        notes.append(f"Date unknown: {count_of(without, 'entry', 'entries')}, in the margin.")
    if beside:
        notes.append(f"{count_of(beside, 'entry', 'entries')} told less exactly than the {grain}, or beyond the axis, in no bar.")
    return notes


def _rows(found: list[Bin], grain: str) -> list[Row]:
    families = load_palette().families
    return [
        {"lane": one.lane, "first": one.period, "last": end_of(one.period, grain), "family": families[one.family].words, "events": one.events}
        for one in found
    ]
