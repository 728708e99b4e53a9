"""Single events on a timeline: a mark for a day, a bar for what is told less exactly, words beside it where there is room."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records.rows import Row

from .axis import Axis
from .described import count_of, name_of
from .lanes import Columns, Drawn, DrawnLane, axis_between
from .lettering import Side, Style, lettered
from .marks import family_items, mark, status_items
from .measure import width
from .palette import load_palette
from .placing import rows_of
from .svg import colour, linked, tag, words

if TYPE_CHECKING:
    from .timeline import Drawing

RADIUS, ROW, LABEL = 5.0, 18.0, 11.0
#: Rows that a lane may have; more are counted instead.
DEEPEST = 14
_LABELLED = 9
_GAP = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An event on the axis: from where to where it may lie, and its words."""

    row: Row
    left: float
    right: float
    label: str

    @property
    def middle(self) -> float:
        """Where the mark stands."""
        return (self.left + self.right) / 2

    @property
    def is_range(self) -> bool:
        """Told less exactly than a day."""
        return bool(self.row["last"] and self.row["last"] > self.row["first"])

    def extent(self, *, labelled: bool) -> tuple[float, float]:
        """From where to where it takes room in its row."""
        left, right = min(self.left, self.middle - RADIUS - 1), max(self.right, self.middle + RADIUS + 1)
        return left, right + (4 + width(self.label, LABEL) * 1.05 if labelled else 0)


def fits(rows: list[Row], drawing: Drawing) -> bool:
    """Whether every lane has room for its events one by one."""
    place, axis = _place(rows, drawing)
    depths = (
        _depth([item.extent(labelled=False) for item in items])
        for items in _items(rows, axis, place, drawing.by).values()
    )
    return all(depth <= DEEPEST for depth in depths)


def draw_marks(rows: list[Row], drawing: Drawing) -> Drawn:
    """The lanes with a mark for every event that has a day."""
    place, axis = _place(rows, drawing)
    items = _items(rows, axis, place, drawing.by)
    by_lane: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_lane[row["lane"]].append(row)
    lanes = []
    for lane in drawing.counts.lanes:
        key = lane.key
        body, height = _draw_lane(items[key], place, drawing)
        told = by_lane[key]
        lanes.append(
            DrawnLane(
                name=drawing.name(key),
                count=count_of(lane.events, "event"),
                body=body,
                height=height,
                undated=_undated(told),
                earlier=sum(_is_before(row, drawing.days[0]) for row in told),
                later=sum(_is_after(row, drawing.days[1]) for row in told),
                url=drawing.url(key),
            )
        )
    signs = [*family_items({row["act"] for row in rows}), *status_items({row["status"] for row in rows})]
    return Drawn(lanes=lanes, place=place, axis=axis, items=signs, notes=_notes(rows, drawing), rows=rows)


def _place(rows: list[Row], drawing: Drawing) -> tuple[Columns, Axis]:
    first, last = drawing.days
    place = drawing.place(
        undated=any(row["first"] is None for row in rows),
        earlier=any(_is_before(row, first) for row in rows),
        later=any(_is_after(row, last) for row in rows),
    )
    return place, axis_between(first, last, place)


def _is_before(row: Row, day: dt.date) -> bool:
    return bool(row["first"] and (row["last"] or row["first"]) < day)


def _is_after(row: Row, day: dt.date) -> bool:
    return bool(row["first"] and row["first"] > day)


def _items(rows: list[Row], axis: Axis, place: Columns, by: str) -> dict[str, list[Item]]:
    """The events of each lane that lie on the axis."""
    found: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        if row["first"] is None or (row["last"] or row["first"]) < axis.first or row["first"] > axis.last:
            continue
        left, right = axis.span(row["first"], row["last"] or row["first"])
        edge = RADIUS + 1
        if right - left < 2 * edge:
            middle = min(max((left + right) / 2, place.axis[0] + edge), place.axis[1] - edge)
            shift = middle - (left + right) / 2
            left, right = left + shift, right + shift
        found[row["lane"]].append(Item(row=row, left=left, right=right, label=_label(row, by)))
    return found


def _label(row: Row, by: str) -> str:
    """A few words: what it was, and where, or with whom."""
    palette = load_palette()
    what = (
        palette.channels.get(row["channel"] or "unknown", "contact") if row["act"] == "CONSULT" else row["act"].lower()
    )
    if by == "dyad":
        return f"{what}, {row['place']}" if row["place"] else what
    others = [code for code in row["countries"] if code != row["lane"]]
    return f"{what}: {', '.join(others[:3])}" if others else what


def _depth(extents: list[tuple[float, float]]) -> int:
    return max(rows_of(extents, _GAP), default=-1) + 1


def _draw_lane(items: list[Item], place: Columns, drawing: Drawing) -> tuple[str, float]:
    """The marks of a lane and its height; all have words if there is room for all, else those that have room."""
    plain = [item.extent(labelled=False) for item in items]
    full = [_kept_in(item, place) for item in items]
    labelled = _depth(full) <= max(_LABELLED, _depth(plain))
    rows = rows_of(full if labelled else plain, _GAP)
    drawn = []
    for at, item in enumerate(items):
        y = rows[at] * ROW + ROW / 2
        has_room = labelled or _is_free(at, plain, rows, place, item)
        drawn.append(_draw_item(item, y, _label_x(item, place) if has_room else None, drawing))
    return "".join(drawn), max(max(rows, default=0) + 1, 2 if place.names else 1) * ROW


def _kept_in(item: Item, place: Columns) -> tuple[float, float]:
    """The extent with words: to the right of the mark, to the left where the axis ends."""
    left, right = item.extent(labelled=False)
    wide = 4 + width(item.label, LABEL) * 1.05
    return (left, right + wide) if right + wide <= place.axis[1] else (max(left - wide, place.axis[0]), right)


def _label_x(item: Item, place: Columns) -> tuple[float, Side]:
    left, right = item.extent(labelled=False)
    wide = 4 + width(item.label, LABEL) * 1.05
    return (right + 4, "start") if right + wide <= place.axis[1] else (left - 4, "end")


def _is_free(at: int, extents: list[tuple[float, float]], rows: list[int], place: Columns, item: Item) -> bool:
    """Whether the words at the right of a mark touch nothing in its row."""
    end = extents[at][1] + 4 + width(item.label, LABEL) * 1.05
    if end > place.axis[1]:
        return False
    return not any(
        rows[other] == rows[at] and other != at and extents[at][0] <= extents[other][0] < end + _GAP
        for other in range(len(rows))
    )


def _draw_item(item: Item, y: float, label: tuple[float, Side] | None, drawing: Drawing) -> str:
    palette, row = load_palette(), item.row
    family, status = palette.family_of(row["act"]), palette.statuses.get(row["status"], "full")
    drawn = tag("title", words(told(row)))
    if item.is_range:
        ink = colour(family.colour)
        wide = max(item.right - item.left, 1)
        drawn += tag(
            "rect",
            x=item.left,
            y=y - 3,
            width=wide,
            height=6,
            rx=3,
            fill=ink,
            fill_opacity=0.25,
            stroke=ink,
            stroke_width=0.8,
        )
    drawn += mark(family, item.middle, y, RADIUS, status)
    if label:
        x, anchor = label
        drawn += lettered(item.label, x, y + 4, Style(size=LABEL, anchor=anchor))
    return linked(tag("g", drawn), drawing.options.url("event", row["event_id"]))


def told(row: Row) -> str:
    """An event in words, for the tip of its mark."""
    first, last = row["first"], row["last"] or row["first"]
    when = "date unknown" if first is None else str(first) if first == last else f"{first} to {last}"
    who = ", ".join(name_of(code) for code in row["countries"])
    return f"{when} · {row['act']}, {row['status'].replace('_', ' ')} · {who} · {row['sentence']}"


def _undated(rows: list[Row]) -> dict[int, int]:
    palette = load_palette()
    places = [palette.families.index(palette.family_of(row["act"])) for row in rows if row["first"] is None]
    return dict(Counter(places))


def _notes(rows: list[Row], drawing: Drawing) -> list[str]:
    """What the reader has to know of days: unknown ones, ranges, those beyond the axis."""
    notes = []
    events = {row["event_id"]: row for row in rows}.values()
    if unknown := sum(row["first"] is None for row in events):
        notes.append(f"Date unknown: {count_of(unknown, 'event')}, in the margin.")
    if any(row["first"] and row["last"] and row["last"] > row["first"] for row in events):
        notes.append("A bar covers the days on which it can have been: the text tells no single day.")
    beyond = sum(_is_before(row, drawing.days[0]) or _is_after(row, drawing.days[1]) for row in events)
    if beyond:
        notes.append(f"{count_of(beyond, 'event')} before or after the axis, at the arrows.")
    return notes
