"""A timeline: lanes by pair of countries, actor, issue or process, with single events or, where they are many, counts by period."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.query.filters import EVERYTHING, check_filters

from .days import Days, core_days, extent, is_stretched
from .described import count_of, name_of, pair_name, source_line, subject, subtitle
from .frame import Frame, empty, framed, inner_width
from .lanes import Columns, Drawn, columns, draw_lanes
from .picture import Picture, PictureOptions
from .timeline_bins import draw_bins, end_of, grain_for
from .timeline_data import Counts, check_lanes, counts, single_events
from .timeline_marks import draw_marks, fits
from .timeline_processes import process_timeline

#: Lanes without a limit, and events that are drawn one by one.
LANES, SINGLE = 12, 400
#: Pixels of the axis that periods are chosen for; the real one may be a little shorter or longer.
_AXIS = 640.0
#: A lane's noun, and what is shown.
_WORDS = {
    "dyad": ("pair", "Events by pair of countries"),
    "actor": ("actor", "Events by country or organisation"),
    "issue": ("issue", "Events by issue"),
}
_TITLES = {
    "dyad": "Who dealt with whom, and when",
    "actor": "Who acted, and when",
    "issue": "What it was about, and when",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What all forms of a timeline draw from. days: first and last day on the axis."""

    by: str
    counts: Counts
    days: Days
    options: PictureOptions

    def name(self, key: str) -> str:
        """The name of a lane."""
        return lane_name(self.by, key)

    def url(self, key: str) -> str | None:
        """Where the name of a lane leads to."""
        return self.options.url(self.by, key)

    def place(self, *, undated: bool, earlier: bool, later: bool) -> Columns:
        """The columns of the picture."""
        names = [self.name(lane.key) for lane in self.counts.lanes]
        return columns(inner_width(self.options), names, undated=undated, earlier=earlier, later=later)


def timeline(
    ledger: Ledger,
    filters: Filters = EVERYTHING,
    *,
    by: str = "dyad",
    options: PictureOptions | None = None,
) -> Picture:
    """Events on an axis of time; by: dyad, actor (country or organisation), issue or process.

    Every lane has the name of what it stands for and its number of events; an event of several pairs is in the lane of each. What
    is told to the week, month or year is a bar of that length; what has no date is counted in a margin. More than 400 events
    are counted by period: cooperation above the line, conflict below. Process lanes have the states as spans (by the filters of
    `processes`).
    Raises UsageError for an unknown `by` or a filter that the query does not know.
    """
    chosen = options or PictureOptions()
    if by == "process":
        return process_timeline(ledger, filters, chosen)
    check_lanes(by)
    check_filters(filters, KNOWN, "a timeline")
    asked = dataclasses.replace(filters, sort=None, limit=None)
    total, overall = extent(ledger, asked)
    source, title = source_line(ledger, asked, total), _title(asked, by)
    limit = chosen.limit or filters.limit or LANES
    days, counted = _days(ledger, asked, by, (overall, limit))
    if not counted.lanes:
        return empty(title, subtitle(asked, None, shown=_WORDS[by][1]), source, chosen)
    drawing = Drawing(by=by, counts=counted, days=days, options=chosen)
    drawn = _drawn(ledger, asked, drawing)
    body, height = draw_lanes(drawn.lanes, drawn.place, drawn.axis)
    return framed(
        Frame(
            title=title,
            subtitle=subtitle(asked, days, shown=_WORDS[by][1]),
            body=body,
            height=height,
            items=drawn.items,
            notes=[*drawn.notes, *_left_out(counted, by)],
            source=source,
            description=_description(drawing, total),
            rows=drawn.rows,
        ),
        chosen,
    )


def lane_name(by: str, key: str) -> str:
    """The name of a lane: a pair, a country or an issue in words.

    >>> lane_name("dyad", "KOR-PRK"), lane_name("issue", "arms-control")
    ('South Korea – North Korea', 'arms control')
    """
    if by == "dyad":
        return pair_name(key)
    return name_of(key) if by == "actor" else key.replace("-", " ")


def _drawn(ledger: Ledger, filters: Filters, drawing: Drawing) -> Drawn:
    """Single events where they are few and have room, else bars."""
    if sum(lane.events for lane in drawing.counts.lanes) <= SINGLE:
        rows = single_events(ledger, filters, drawing.by, [lane.key for lane in drawing.counts.lanes])
        if fits(rows, drawing):
            return draw_marks(rows, drawing)
    return draw_bins(drawing)


def _days(ledger: Ledger, filters: Filters, by: str, asked: tuple[Days | None, int]) -> tuple[Days, Counts]:
    """The days on the axis, and the counts for it: days asked for, else all, without the few that would stretch it out of shape.

    Counts are made anew, by shorter periods, where the axis was cut.
    """
    overall, limit = asked
    days = _asked_days(filters, overall)
    while True:
        counted = counts(ledger, filters, by, grain=grain_for(days, _AXIS), limit=limit)
        begun: Counter[dt.date] = Counter()
        for lane in counted.lanes:
            for one in lane.bins:
                if one.period <= days[1] and end_of(one.period, counted.grain) >= days[0]:
                    begun[max(one.period, days[0])] += one.events
        core = core_days(sorted(begun.items()))
        if filters.since or filters.until or core is None:
            return days, counted
        days = (max(days[0], min(begun)), days[1])
        cut = (max(core[0], days[0]), min(end_of(core[1], counted.grain), days[1]))
        if not is_stretched(days, cut):
            return days, counted
        days = cut


def _asked_days(filters: Filters, overall: Days | None) -> Days:
    """First and last day: those asked for, else of the events, else any."""
    middle = filters.since or filters.until or filters.as_of or filters.known_on or dt.date(2000, 1, 1)
    first, last = overall or (middle, middle)
    first, last = filters.since or first, filters.until or last
    return (first, last) if first <= last else (last, first)


def _title(filters: Filters, by: str) -> str:
    who = subject(filters)
    return f"{who}: a timeline" if who else _TITLES[by]


def _left_out(counted: Counts, by: str) -> list[str]:
    """What is not drawn, in sentences."""
    noun, notes = _WORDS[by][0], []
    if counted.others:
        others = count_of(counted.others, noun)
        notes.append(f"Not drawn: {others} more with {count_of(counted.of_others, 'event')} in all.")
    if counted.laneless:
        be = "is" if counted.laneless == 1 else "are"
        notes.append(f"{count_of(counted.laneless, 'event')} with no {noun} told {be} in no lane.")
    if len(counted.lanes) > 1:
        notes.append(f"An event of several {noun}s is in the lane of each.")
    return notes


def _description(drawing: Drawing, total: int) -> str:
    fullest = ", ".join(f"{drawing.name(lane.key)} ({lane.events:,})" for lane in drawing.counts.lanes[:5])
    first, last = drawing.days
    return f"Timeline of {count_of(total, 'event')} from {first} to {last}. Lanes with the most events: {fullest}."
