"""Processes on a timeline: talks, lines, measures and agreements, the state of each as a span of colour with its word."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.query import Filters, processes
from dateline.query.filters import check_filters
from dateline.query.processes import KNOWN, known_on
from dateline.records.rows import Row

from .axis import Axis
from .described import count_of, day, process_source, subject, subtitle
from .frame import Frame, empty, framed, inner_width
from .lanes import DrawnLane, axis_between, columns, draw_lanes
from .lettering import Style, lettered
from .marks import LegendItem
from .measure import width
from .palette import load_palette
from .picture import Picture, PictureOptions
from .svg import Value, colour, linked, number, tag, words

LANES = 14
#: Pixels of a span, its word, and the row below it for words that a span is too short for.
_HIGH, _SIZE, _BELOW = 20.0, 11.0, 15.0
_SPANS = """
SELECT process_id, state, since, entered, until, open FROM process_states
WHERE process_id IN (SELECT unnest(?)) AND {known} AND {begun} ORDER BY process_id, place"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A state of a process. entered: None where only "before" is told; since: as told, in EDTF; open: the process is not over."""

    state: str
    since: str | None
    entered: dt.date | None
    until: dt.date | None
    open: bool

    @property
    def stage(self) -> str:
        """Its colour: a state in which the process lives on is not over, such as an agreement that is concluded."""
        stage = load_palette().stage_of.get(self.state, "running")
        return "running" if stage == "over" and self.open else stage


def process_timeline(ledger: Ledger, filters: Filters, options: PictureOptions) -> Picture:
    """Processes that fit the filters, those that changed last first in the choice, those that began first on top."""
    check_filters(filters, KNOWN, "a timeline of processes")
    room = options.limit or filters.limit or LANES
    found = processes(ledger, dataclasses.replace(filters, limit=room + 1)).rows()
    kept = found[:room]
    source, last = process_source(ledger, filters, len(kept))
    who = subject(filters)
    title = f"{who}: talks, lines, measures and agreements" if who else "Talks, lines, measures and agreements"
    shown = "State of each process"
    if not kept:
        return empty(title, subtitle(filters, None, shown=shown), source, options)
    spans = _spans(ledger, filters, [row["process_id"] for row in kept])
    days = _days(spans, filters, last)
    kept.sort(key=lambda row: (_begin(spans[row["process_id"]], days[0]), row["name"], row["process_id"]))
    place = columns(
        inner_width(options), [_wide(row["name"]) for row in kept], undated=False, earlier=False, later=False
    )
    axis = axis_between(*days, place)
    lanes = [_lane(row, spans[row["process_id"]], (axis, days[1]), options) for row in kept]
    body, height = draw_lanes(lanes, place, axis)
    return framed(
        Frame(
            title=title,
            subtitle=subtitle(filters, days, shown=shown),
            body=body,
            height=height,
            items=_items(spans),
            notes=_notes(spans, days[1], more=len(found) > room),
            source=source,
            description=f"States of {count_of(len(kept), 'process', 'processes')} until {day(days[1])}: "
            + "; ".join(f"{row['name']}: {row['state']}" for row in kept)
            + ".",
            rows=_rows(kept, spans),
        ),
        options,
    )


def _spans(ledger: Ledger, filters: Filters, ids: list[str]) -> dict[str, list[Span]]:
    begun = "coalesce(entered <= ?, true)" if filters.as_of else "TRUE"
    rows = ledger.tuples(
        _SPANS.format(known=known_on(filters), begun=begun), [ids, *([filters.as_of] if filters.as_of else [])]
    )
    found: dict[str, list[Span]] = defaultdict(list)
    for process_id, *fields in rows:
        found[process_id].append(Span(**dict(zip(("state", "since", "entered", "until", "open"), fields, strict=True))))
    return found


def _days(spans: dict[str, list[Span]], filters: Filters, last: dt.date | None) -> tuple[dt.date, dt.date]:
    """From the first change to the day asked about, else the last day that the ledger knows."""
    entered = [span.entered for states in spans.values() for span in states if span.entered]
    end = filters.as_of or filters.known_on or last or max(entered, default=dt.date(2000, 1, 1))
    end = max([end, *entered]) if not filters.as_of else end
    start = min([*entered, end])
    return start, end if end > start else start + dt.timedelta(days=1)


def _begin(states: list[Span], first: dt.date) -> dt.date:
    return next((span.entered for span in states if span.entered), first)


def _wide(name: str) -> str:
    """Names of processes are long; two lines will do."""
    return name[: max(len(name) // 2 + 8, 20)]


def _lane(row: Row, states: list[Span], until: tuple[Axis, dt.date], options: PictureOptions) -> DrawnLane:
    axis, end = until
    drawn, low, below = [], 0.0, False
    for span in states:
        left, right = _extent(span, axis, end)
        drawn.append(_box(span, left, right))
        wide = width(span.state, _SIZE) * 1.05
        if right - left >= wide + 8:
            drawn.append(_word(span.state, left + 5, _HIGH / 2 + 4))
        elif left >= low and left + wide <= axis.right:
            drawn.append(_word(span.state, left, _HIGH + 12))
            low, below = left + wide + 6, True
        elif right - wide >= low:
            drawn.append(_word(span.state, right - wide, _HIGH + 12))
            low, below = right + 6, True
    parties = ", ".join(row["parties"])
    return DrawnLane(
        name=row["name"],
        count=f"{row['kind']}{' · ' if parties else ''}{parties}",
        body=linked(tag("g", "".join(drawn)), options.url("process", row["process_id"])),
        height=_HIGH + (_BELOW if below else 0),
        undated={},
        url=options.url("process", row["process_id"]),
    )


def _extent(span: Span, axis: Axis, end: dt.date) -> tuple[float, float]:
    """From where to where a state is drawn. One that is over takes no more room than its word."""
    left = axis.x(span.entered) if span.entered else axis.left
    right = axis.x(span.until) if span.until else axis.span(end, end)[1]
    if span.stage == "over" and span.until is None:
        right = min(right, left + width(span.state, _SIZE) * 1.05 + 12)
    return left, max(right, left + 3)


def _box(span: Span, left: float, right: float) -> str:
    since = span.since or (str(span.entered) if span.entered else "a day not told")
    said = tag("title", words(f"{span.state} since {since}{f', until {span.until}' if span.until else ''}"))
    dashed = None if span.entered else "3 2"
    look: dict[str, Value] = {
        "fill": colour(span.stage),
        "stroke": colour("muted"),
        "stroke_width": 0.8,
        "stroke_dasharray": dashed,
    }
    if span.stage == "over" and span.until is None:
        # Open at the right: it stays over, and its box is only as long as its word.
        edge = f"M{number(right)} 0H{number(left)}V{number(_HIGH)}H{number(right)}"
        return tag("path", said, d=edge, **look)
    return tag("rect", said, x=left, y=0, width=right - left, height=_HIGH, rx=2, **look)


def _word(text: str, x: float, y: float) -> str:
    return lettered(text, x, y, Style(size=_SIZE))


def _items(spans: dict[str, list[Span]]) -> list[LegendItem]:
    used = {span.stage for states in spans.values() for span in states}
    sign: dict[str, Value] = {
        "x": 0,
        "y": -6,
        "width": 18,
        "height": 12,
        "rx": 2,
        "stroke": colour("muted"),
        "stroke_width": 0.8,
    }
    return [
        LegendItem(sign=tag("rect", fill=colour(stage), **sign), words=said, room=18)
        for stage, said in load_palette().stage_words.items()
        if stage in used
    ]


def _notes(spans: dict[str, list[Span]], end: dt.date, *, more: bool) -> list[str]:
    notes = [f"Each span is the state from the day on which it surely had begun; the last one holds until {day(end)}."]
    if any(span.stage == "over" and span.until is None for states in spans.values() for span in states):
        notes.append("One that is over stays so: it is drawn no longer than its word, and open at the right.")
    if any(span.entered is None for states in spans.values() for span in states):
        notes.append("A broken outline: the text does not tell when it began.")
    if more:
        notes.append("Those that changed last are drawn; there are more.")
    return notes


def _rows(kept: list[Row], spans: dict[str, list[Span]]) -> list[Row]:
    return [
        {
            "process_id": row["process_id"], "name": row["name"], "kind": row["kind"], "parties": row["parties"],
            "state": span.state, "since": span.since, "first": span.entered, "until": span.until,
        }
        for row in kept
        for span in spans[row["process_id"]]
    ]  # fmt: skip
