"""Many events on a timeline: bars of counts by period, cooperation above the line and conflict below it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.records.rows import Row

from .axis import Axis
from .days import Days
from .described import count_of
from .lanes import Drawn, DrawnLane, axis_between
from .lettering import Style, lettered
from .marks import LegendItem, family_items
from .measure import width
from .palette import Family, load_palette
from .statuses import LOOKS, apart
from .svg import Value, colour, number, tag, words
from .timeline_data import LONGEST, Bin, Lane

if TYPE_CHECKING:
    from .timeline import Drawing

#: Pixels of the highest bars above and below the line together, of the numbers over and under them, and of the narrowest bar.
HIGH, _NUMBER, _NARROWEST = 44.0, 12.0, 5.0
_SIZE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The axis, the period of a bar, and the most events above and below the line, by which all lanes are drawn."""

    axis: Axis
    grain: str
    above: int
    below: int

    def pixels(self, events: int) -> float:
        """The height of a bar."""
        return HIGH * events / max(self.above + self.below, 1)

    @property
    def line(self) -> float:
        """Where the line is."""
        return _NUMBER + self.pixels(self.above)


def draw_bins(drawing: Drawing) -> Drawn:
    """The lanes with bars of one scale."""
    lanes, (first, last) = drawing.counts.lanes, drawing.days
    undated = any(lane.undated for lane in lanes)
    earlier = any(
        one.period < first for lane in lanes for one in lane.bins if end_of(one.period, drawing.counts.grain) < first
    )
    later = any(one.period > last for lane in lanes for one in lane.bins)
    place = drawing.place(undated=undated, earlier=earlier, later=later)
    axis = axis_between(first, last, place)
    sums = [both for lane in lanes for both in _sums(_on_axis(lane, drawing)).values()]
    scale = Scale(
        axis=axis,
        grain=drawing.counts.grain,
        above=max((up for up, _ in sums), default=0),
        below=max((down for _, down in sums), default=0),
    )
    used = {one.family for lane in lanes for one in lane.bins} | {at[0] for lane in lanes for at in lane.undated}
    return Drawn(
        lanes=[_lane(lane, drawing, scale) for lane in lanes],
        place=place,
        axis=axis,
        items=[*family_items({load_palette().families[at].types[0] for at in used}), *_hollow_item(lanes)],
        notes=_notes(lanes, drawing, scale),
        rows=[row for lane in lanes for row in _rows(lane, drawing.counts.grain)],
    )


def grain_for(days: Days, room: float) -> str:
    """The shortest period whose bars are wide enough to be seen, where these days have so many pixels.

    >>> grain_for((dt.date(2020, 1, 1), dt.date(2020, 12, 31)), 640)
    'week'
    """
    a_day = room / ((days[1] - days[0]).days + 1)
    return next((grain for grain, longest in LONGEST.items() if a_day * longest >= _NARROWEST), "decade")


@lru_cache(4096)
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


def _on_axis(lane: Lane, drawing: Drawing) -> list[Bin]:
    first, last = drawing.days
    return [one for one in lane.bins if one.period <= last and end_of(one.period, drawing.counts.grain) >= first]


def _sums(found: list[Bin]) -> dict[dt.date, tuple[int, int]]:
    """Events above and below the line by period."""
    sums: dict[dt.date, tuple[int, int]] = {}
    families = load_palette().families
    for one in found:
        up, down = sums.get(one.period, (0, 0))
        sums[one.period] = (up + one.events, down) if families[one.family].above else (up, down + one.events)
    return sums


def _lane(lane: Lane, drawing: Drawing, scale: Scale) -> DrawnLane:
    first, last = drawing.days
    return DrawnLane(
        name=drawing.name(lane.key),
        count=count_of(lane.events, "event"),
        body=_bars(_on_axis(lane, drawing), scale),
        height=HIGH + 2 * _NUMBER,
        undated=lane.undated,
        earlier=sum(one.events for one in lane.bins if end_of(one.period, scale.grain) < first),
        later=sum(one.events for one in lane.bins if one.period > last),
        url=drawing.url(lane.key),
    )


def _bars(found: list[Bin], scale: Scale) -> str:
    """Bars stacked from the line, and the number of the highest one."""
    axis, families = scale.axis, load_palette().families
    counts: dict[tuple[dt.date, bool], int] = defaultdict(int)
    line = tag(
        "path",
        d=f"M{number(axis.left)} {number(scale.line)}H{number(axis.right)}",
        stroke=colour("muted"),
        stroke_width=0.7,
    )
    drawn = []
    for one in sorted(found, key=lambda one: (one.period, one.look > 0, one.family)):
        family = families[one.family]
        left, right = axis.span(one.period, end_of(one.period, scale.grain))
        at = (one.period, family.above)
        start, high = scale.pixels(counts[at]), scale.pixels(one.events)
        counts[at] += one.events
        y = scale.line - start - high if family.above else scale.line + start
        drawn.append(_bar(one, family, (left, right, y, high), scale.grain))
    return "".join(drawn) + line + _peak(counts, scale)


def _bar(one: Bin, family: Family, box: tuple[float, float, float, float], grain: str) -> str:
    left, right, y, high = box
    period = str(one.period) if grain == "day" else f"{one.period} to {end_of(one.period, grain)}"
    status = f", {load_palette().status_words[LOOKS[one.look]]}" if one.look else ""
    said = tag("title", words(f"{period} · {family.words}{status}: {one.events:,}"))
    gap = 0.5 if right - left > 3 else 0  # noqa: PLR2004  (pixels)
    wide, ink = max(right - left - 2 * gap, 0.5), colour(family.colour)
    if not one.look:
        return tag("rect", said, x=left + gap, y=y, width=wide, height=max(high, 0.4), fill=ink)
    # The outline of a hollow bar lies within it, so that it takes no more room than its number.
    line = min(1.0, wide / 3, high / 3)
    inner: dict[str, Value] = {
        "x": left + gap + line / 2,
        "y": y + line / 2,
        "width": wide - line,
        "height": max(high - line, 0.2),
    }
    return tag("rect", said, **inner, fill=colour("paper"), stroke=ink, stroke_width=max(line, 0.2))


def _hollow_item(lanes: list[Lane]) -> list[LegendItem]:
    """What hollow parts of bars are, where there are any."""
    if not any(one.look for lane in lanes for one in lane.bins):
        return []
    sign = tag("rect", x=1, y=-6, width=9, height=12, fill=colour("paper"), stroke=colour("muted"), stroke_width=1)
    return [LegendItem(sign=sign, words="hollow: planned, possible, called off or denied")]


def _peak(counts: dict[tuple[dt.date, bool], int], scale: Scale) -> str:
    """The number of the highest bar of a lane, above or below it."""
    if not counts:
        return ""
    period, above = max(counts, key=lambda at: (counts[at], at[1], at[0]))
    left, right = scale.axis.span(period, end_of(period, scale.grain))
    text = f"{counts[period, above]:,}"
    half = width(text, _SIZE) / 2
    x = min(max((left + right) / 2, scale.axis.left + half), scale.axis.right - half)
    high = scale.pixels(counts[period, above])
    y = scale.line - high - 3 if above else scale.line + high + 10
    return lettered(text, x, y, Style(size=_SIZE, anchor="middle"))


def _notes(lanes: list[Lane], drawing: Drawing, scale: Scale) -> list[str]:
    highest = max(scale.above, scale.below)
    notes = [
        f"Bars count events by {scale.grain} on one scale, the highest {highest:,}: cooperation above the line, conflict below.",
        "Each lane has the number of its highest bar.",
    ]
    told = [(one.look, one.events) for lane in lanes for one in lane.bins]
    told += [(look, events) for lane in lanes for (_, look), events in lane.undated.items()]
    ahead, nothing = (sum(events for look, events in told if look == at) for at in (1, 2))
    notes += apart(ahead, nothing, drawn="hollow")
    if undated := sum(sum(lane.undated.values()) for lane in lanes):
        notes.append(f"Date unknown: {undated:,}, in the margin.")
    if coarse := sum(lane.coarse for lane in lanes):
        notes.append(f"Told less exactly than the {scale.grain}, and in no bar: {coarse:,}.")
    on_axis = sum(one.events for lane in lanes for one in _on_axis(lane, drawing))
    if beyond := sum(one.events for lane in lanes for one in lane.bins) - on_axis:
        notes.append(f"Before or after the axis, at the arrows: {beyond:,}.")
    return notes


def _rows(lane: Lane, grain: str) -> list[Row]:
    """The bars as data; what has no bar has a row without days."""
    families, said = load_palette().families, load_palette().status_words
    rows: list[Row] = [
        {
            "lane": lane.key,
            "first": one.period,
            "last": end_of(one.period, grain),
            "family": families[one.family].words,
            "status": said[LOOKS[one.look]],
            "events": one.events,
        }
        for one in lane.bins
    ]
    for (family, look), events in lane.undated.items():
        rows.append(
            {"lane": lane.key, "first": None, "last": None, "family": families[family].words, "status": said[LOOKS[look]],
             "events": events}
        )  # fmt: skip
    return rows
