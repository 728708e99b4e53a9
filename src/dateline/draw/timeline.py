"""A timeline: lanes by pair of countries, actor, issue or process, with single events or, where they are many, counts by period."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.query.filters import EVERYTHING, check_filters
from dateline.records.rows import Row

from .described import count_of, name_of, pair_name, picked, source_line, subject, subtitle
from .frame import Frame, empty, framed, inner_width
from .lanes import Columns, columns, draw_lanes
from .marks import family_items, status_items
from .palette import load_palette
from .picture import Picture, PictureOptions
from .timeline_bins import Binned, draw_bins
from .timeline_data import Lane, lanes, most_days, single_events
from .timeline_marks import draw_marks, fits
from .timeline_processes import process_timeline

#: Lanes without a limit, and events that are drawn one by one.
LANES, SINGLE = 12, 400
#: An axis is cut where a few events would stretch it to more than so many times the days of all others.
_STRETCH = 3
_WORDS = {"dyad": ("pair", "who with whom"), "actor": ("actor", "by country or organisation"), "issue": ("issue", "by issue")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What all forms of a timeline draw from. days: first and last day on the axis."""

    by: str
    chosen: list[Lane]
    days: tuple[dt.date, dt.date]
    options: PictureOptions

    def name(self, key: str) -> str:
        """The name of a lane."""
        return {"dyad": pair_name, "actor": name_of}.get(self.by, lambda issue: issue.replace("-", " "))(key)

    def url(self, key: str) -> str | None:
        """Where the name of a lane leads to."""
        return self.options.url(self.by, key)

    def place(self, *, undated: bool, earlier: bool, later: bool) -> Columns:
        """The columns of the picture."""
        names = [self.name(str(lane.key)) for lane in self.chosen]
        return columns(inner_width(self.options), names, undated=undated, earlier=earlier, later=later)


def timeline(
    ledger: Ledger,
    filters: Filters = EVERYTHING,
    *,
    by: str = "dyad",
    options: PictureOptions | None = None,
) -> Picture:
    """Events on an axis of time; by: dyad, actor (country or organisation), issue or process.

    Every lane has the name of what it stands for and its number of events; an event of several pairs is in the lane of each. What is
    told to the week, month or year is a bar of that length; what has no date is counted in a margin. More than 400 events are
    counted by period: cooperation above the line, conflict below. Process lanes have the states as spans (filters of `processes`).
    Raises UsageError for an unknown `by` or a filter that the query does not know.
    """
    chosen = options or PictureOptions()
    if by == "process":
        return process_timeline(ledger, filters, chosen)
    check_filters(filters, KNOWN, "a timeline")
    asked = dataclasses.replace(filters, sort=None, limit=None)
    found = lanes(ledger, asked, by)
    kept = [lane for lane in found if lane.key is not None][: chosen.limit or filters.limit or LANES]
    total = _total(ledger, asked)
    source = source_line(ledger, asked, total)
    title = _title(asked, by)
    if not kept:
        return empty(title, subtitle(asked, (None, None), shown=_shown(by)), source, chosen)
    rows = (
        single_events(ledger, asked, by, [str(lane.key) for lane in kept])
        if sum(lane.events for lane in kept) <= SINGLE
        else []
    )
    drawing = Drawing(by=by, chosen=kept, days=_days(ledger, asked, by, kept), options=chosen)
    body, notes, items, data = _body(ledger, asked, drawing, rows)
    return framed(
        Frame(
            title=title,
            subtitle=subtitle(asked, drawing.days, shown=_shown(by)),
            body=body[0],
            height=body[1],
            items=items,
            notes=[*notes, *_left_out(found, kept, by)],
            source=source,
            description=_description(drawing, total),
            rows=data,
        ),
        chosen,
    )


def _body(
    ledger: Ledger, filters: Filters, drawing: Drawing, rows: list[Row]
) -> tuple[tuple[str, float], list[str], list, list[Row]]:  # type: ignore[type-arg]
    """Markup and height, sentences of the caption, items of the legend, and the data drawn."""
    if rows and fits(rows, drawing):
        marks = draw_marks(rows, drawing)
        acts, statuses = {row["act"] for row in rows}, {row["status"] for row in rows}
        body = draw_lanes(marks.lanes, marks.place, marks.axis)
        return body, marks.notes, [*family_items(acts), *status_items(statuses)], rows
    binned: Binned = draw_bins(ledger, filters, drawing)
    palette = load_palette()
    acts = {palette.families[at].types[0] for at in binned.families}
    return draw_lanes(binned.lanes, binned.place, binned.axis), binned.notes, family_items(acts), binned.rows


def _days(ledger: Ledger, filters: Filters, by: str, kept: list[Lane]) -> tuple[dt.date, dt.date]:
    """The days on the axis: those asked for, else all, without the few that would stretch it out of shape."""
    firsts = [lane.first for lane in kept if lane.first]
    lasts = [lane.last for lane in kept if lane.last]
    if not firsts:
        middle = filters.since or filters.until or filters.as_of or filters.known_on or dt.date(2000, 1, 1)
        return filters.since or middle, max(filters.until or middle, filters.since or middle)
    first, last = min(firsts), max(lasts)
    core = most_days(ledger, filters, by, [str(lane.key) for lane in kept])
    if core and (last - first).days > _STRETCH * ((core[1] - core[0]).days + 30):
        first, last = max(first, core[0]), min(last, core[1])
    first, last = filters.since or first, filters.until or last
    return (first, last) if first <= last else (last, first)


def _total(ledger: Ledger, filters: Filters) -> int:
    sql, parameters = picked(filters, "count(*)")
    ((events,),) = ledger.tuples(sql, parameters)
    return int(events)


def _title(filters: Filters, by: str) -> str:
    who = subject(filters)
    return f"{who}: a timeline" if who else {"dyad": "Who dealt with whom, and when", "actor": "Who acted, and when"}.get(by, "What it was about, and when")


def _shown(by: str) -> str:
    return f"Events {_WORDS[by][1]}" if by == "dyad" else f"Events {_WORDS[by][1]}"


def _left_out(found: list[Lane], kept: list[Lane], by: str) -> list[str]:
    """What is not drawn, in sentences."""
    noun, notes = _WORDS[by][0], []
    others = [lane for lane in found if lane.key is not None and lane not in kept]
    if others:
        events = sum(lane.events for lane in others)
        notes.append(f"Not drawn: {count_of(len(others), noun)} more with {count_of(events, 'event')} in all.")
    if nameless := sum(lane.events for lane in found if lane.key is None):
        notes.append(f"{count_of(nameless, 'event')} with no {noun} told {'is' if nameless == 1 else 'are'} in no lane.")
    if any(lane.events for lane in kept) and len(kept) > 1 and by != "issue":
        notes.append(f"An event of several {noun}s is in the lane of each.")
    return notes


def _description(drawing: Drawing, total: int) -> str:
    fullest = ", ".join(f"{drawing.name(str(lane.key))} ({lane.events:,})" for lane in drawing.chosen[:5])
    first, last = drawing.days
    return f"Timeline of {count_of(total, 'event')} from {first} to {last}. Lanes with the most events: {fullest}."
