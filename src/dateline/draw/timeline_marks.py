"""Single events on a timeline: a mark for a day, a bar for what is told less exactly, words beside it where there is room."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records.rows import Row
from dateline.show.days import day_words

from .axis import Axis
from .described import count_of, name_of
from .lanes import Columns, Drawn, DrawnLane, axis_between
from .lettering import Side, Style, lettered
from .marks import LegendItem, family_items, mark, status_items
from .measure import width
from .palette import load_palette
from .placing import rows_of
from .statuses import LOOKS
from .svg import Value, colour, linked, path_of, tag, words

if TYPE_CHECKING:
    from .timeline import Drawing

RADIUS, ROW, LABEL = 5.0, 18.0, 11.0
#: Rows that a lane may have; more are counted instead.
DEEPEST = 14
_LABELLED = 9
#: Pixels of the bar of what is told less exactly, and of the arrow where it is cut.
_THICK, _TIP = 8.0, 6.0
_GAP = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An event on the axis: from where to where it may lie, its words, and whether it goes on to the left and right of the axis."""

    row: Row
    left: float
    right: float
    label: str
    cut: tuple[bool, bool]

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
        edge = 3 if self.is_range else RADIUS + 1
        left, right = min(self.left, self.middle - edge), max(self.right, self.middle + edge)
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
    if any(item.is_range for lane in items.values() for item in lane):
        ink: dict[str, Value] = {"fill": colour("muted"), "fill_opacity": 0.25, "stroke": colour("muted")}
        bar = tag("rect", x=0, y=-4, width=22, height=_THICK, rx=3, stroke_width=0.9, **ink)
        signs.append(LegendItem(sign=bar, words="one of these days", room=22))
    return Drawn(lanes=lanes, place=place, axis=axis, items=signs, notes=_notes(rows, drawing, axis), rows=rows)


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
        cut = (row["first"] < axis.first, (row["last"] or row["first"]) > axis.last)
        if right - left < 2 * edge and not any(cut):
            middle = min(max((left + right) / 2, place.axis[0] + edge), place.axis[1] - edge)
            shift = middle - (left + right) / 2
            left, right = left + shift, right + shift
        found[row["lane"]].append(Item(row=row, left=left, right=right, label=_label(row, by), cut=cut))
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
    if right + wide <= place.axis[1]:
        return right + 4, "start"
    # Where there is room on neither side, the bar is long enough for its words.
    return (left - 4, "end") if left - wide >= place.axis[0] else (item.left + _TIP + 4, "start")


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
        drawn += _range(item, y, colour(family.colour), status)
    else:
        drawn += mark(family, item.middle, y, RADIUS, status)
    if label:
        x, anchor = label
        drawn += lettered(item.label, x, y + 4, Style(size=LABEL, anchor=anchor))
    return linked(tag("g", drawn), drawing.options.url("event", row["event_id"]))


def _range(item: Item, y: float, ink: str, status: str) -> str:
    """A bar over the days on which it can have been, with no mark on any; where the axis cuts it, it ends in an arrow."""
    full = status == "full"
    look: dict[str, Value] = {
        "fill": ink if full else colour("paper"),
        "fill_opacity": 0.25 if full else 0.8,
        "stroke": ink,
        "stroke_width": 0.9,
        "stroke_dasharray": None if full else "3 2",
    }
    left, right = item.left, max(item.right, item.left + 1)
    if any(item.cut):
        tips = [min(_TIP, (right - left) / 2) if cut else 0 for cut in item.cut]
        top, foot = y - _THICK / 2, y + _THICK / 2
        over, under = [(left + tips[0], top), (right - tips[1], top)], [(right - tips[1], foot), (left + tips[0], foot)]
        drawn = tag(
            "path", d=path_of([*over, (right, y), *under, (left, y)], closed=True), stroke_linejoin="round", **look
        )
    else:
        drawn = tag(
            "rect", x=left, y=y - _THICK / 2, width=right - left, height=_THICK, rx=min(2.0, (right - left) / 2), **look
        )
    if status == "crossed":
        middle, reach = (left + right) / 2, _THICK * 0.75
        cross = [(middle - reach / 2, y + reach), (middle + reach / 2, y - reach)]
        drawn += tag("path", d=path_of(cross), stroke=ink, stroke_width=1.6)
    return drawn


def told(row: Row) -> str:
    """An event in words, for the tip of its mark."""
    when = day_words({"first": row["first"], "last": row["last"] or row["first"]}, "date unknown")
    who = ", ".join(name_of(code) for code in row["countries"])
    return f"{when} · {row['act']}, {row['status'].replace('_', ' ')} · {who} · {row['sentence']}"


def _undated(rows: list[Row]) -> dict[tuple[int, int], int]:
    palette = load_palette()
    return dict(
        Counter(
            (
                palette.families.index(palette.family_of(row["act"])),
                LOOKS.index(palette.statuses.get(row["status"], "full")),
            )
            for row in rows
            if row["first"] is None
        )
    )


def _notes(rows: list[Row], drawing: Drawing, axis: Axis) -> list[str]:
    """What the reader has to know of days: unknown ones, ranges, those beyond the axis."""
    notes = []
    events = {row["event_id"]: row for row in rows}.values()
    if unknown := sum(row["first"] is None for row in events):
        notes.append(f"Date unknown: {count_of(unknown, 'event')}, in the margin.")
    if any(row["first"] and row["last"] and row["last"] > row["first"] for row in events):
        notes.append("A bar covers the days on which it can have been: the text tells no single day.")
    first, last = axis.first, axis.last
    cut = [row for row in events if row["first"] and row["first"] <= last and (row["last"] or row["first"]) >= first]
    cut = [row for row in cut if row["first"] < first or (row["last"] or row["first"]) > last]
    if cut:
        notes.append(f"One that goes on before or after the axis ends in an arrow: {count_of(len(cut), 'event')}.")
    beyond = sum(_is_before(row, drawing.days[0]) or _is_after(row, drawing.days[1]) for row in events)
    if beyond:
        notes.append(f"{count_of(beyond, 'event')} before or after the axis, at the arrows.")
    return notes
