"""Lanes of a timeline: names at the left (above in a narrow picture), bodies on one axis, margins for what has no day on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records.rows import Row

from .axis import Axis, draw_axis, ticks
from .lettering import Style, lettered
from .marks import LegendItem, mark
from .measure import shortened, width, wrapped
from .palette import load_palette
from .statuses import LOOKS
from .svg import colour, linked, number, tag

#: A picture narrower than this has the names of lanes above them.
NARROW = 600
NAME, COUNT = 12.0, 11.0
_UNDATED, _EARLIER, _LATER = 84.0, 30.0, 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Pixels of the columns: names, what is earlier than the axis, the axis, what is later, what has no date."""

    room: float
    names: float
    axis: tuple[float, float]
    undated: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLane:
    """A lane ready to be put in its place. body: markup in pixels of the axis, from 0 down; undated: number by family and look.

    earlier, later: how many begin before or after the axis. url: where the name leads to.
    """

    name: str
    count: str
    body: str
    height: float
    undated: dict[tuple[int, int], int]
    earlier: int = 0
    later: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Lanes ready to be drawn. notes: sentences for the caption; rows: the data drawn."""

    lanes: list[DrawnLane]
    place: Columns
    axis: Axis
    items: list[LegendItem]
    notes: list[str]
    rows: list[Row]


def columns(room: float, names: list[str], *, undated: bool, earlier: bool, later: bool) -> Columns:
    """The columns that lanes with these names need."""
    left = 0.0
    if room >= NARROW:
        widest = max((width(name, NAME, bold=True) for name in names), default=0) + 14
        left = min(widest, max(room * 0.24, 130))
    right = room - (_UNDATED if undated else 0) - (_LATER if later else 0)
    return Columns(
        room=room, names=left, axis=(left + (_EARLIER if earlier else 4), right - 4), undated=_UNDATED if undated else 0
    )


def draw_lanes(drawn: list[DrawnLane], place: Columns, axis: Axis) -> tuple[str, float]:
    """All lanes from top to bottom over the lines of the axis, and their height."""
    top, parts, above = 0.0, [], place.names == 0
    heads = 24.0 if place.undated else 8.0
    top = heads
    for number_of, lane in enumerate(drawn):
        name, taken = _name(lane, place, above=above)
        start = taken if above else 0.0
        height = max(lane.height + start, taken, start + 16 * -(-len(lane.undated) // 2)) + 10
        band = tag("rect", x=0, y=0, width=place.room, height=height, fill=colour("band")) if number_of % 2 == 0 else ""
        body = tag("g", lane.body, transform=f"translate(0 {number(start + 5)})")
        margins = _margins(lane, place, start + 5 + lane.height / 2)
        undated = _undated(lane, place, start + 5)
        parts.append((top, band, tag("g", name, transform="translate(0 5)") + body + margins + undated))
        top += height
    bands = "".join(_down(band, at) for at, band, _ in parts)
    bodies = "".join(_down(body, at) for at, _, body in parts)
    head = ""
    if place.undated:
        x = place.room - place.undated
        head = lettered("date unknown", x + 8, heads - 8, Style(size=COUNT, ink="muted"))
        head += tag(
            "path", d=f"M{number(x)} {number(heads - 18)}V{number(top)}", stroke=colour("grid"), stroke_dasharray="2 3"
        )
    return bands + draw_axis(axis, ticks(axis), heads, top) + head + bodies, top + 36


def _name(lane: DrawnLane, place: Columns, *, above: bool) -> tuple[str, float]:
    """The name and its number of events, and the pixels they take."""
    room = place.room - place.undated - 8 if above else place.names - 12
    if above:
        name = shortened(lane.name, NAME, room - width(lane.count, COUNT) - 10, bold=True)
        at = width(name, NAME, bold=True) * 1.04 + 8
        count = lettered(lane.count, at + 4, 12, Style(size=COUNT, ink="muted"))
        return linked(_bold(name, 12), lane.url) + count, 20.0
    lines = wrapped(lane.name, NAME, room, bold=True)[:3]
    drawn = "".join(_bold(line, 12 + 15 * at) for at, line in enumerate(lines))
    last = 12 + 15 * len(lines)
    count = lettered(shortened(lane.count, COUNT, room + 8), 4, last, Style(size=COUNT, ink="muted"))
    return linked(drawn, lane.url) + count, last + 4.0


def _bold(text: str, y: float) -> str:
    return lettered(text, 4, y, Style(size=NAME, bold=True))


def _margins(lane: DrawnLane, place: Columns, middle: float) -> str:
    drawn = ""
    if lane.earlier:
        drawn += lettered(
            f"← {_short(lane.earlier)}", place.axis[0] - 5, middle + 4, Style(size=COUNT, ink="muted", anchor="end")
        )
    if lane.later:
        drawn += lettered(f"{_short(lane.later)} →", place.axis[1] + 5, middle + 4, Style(size=COUNT, ink="muted"))
    return drawn


def _undated(lane: DrawnLane, place: Columns, top: float) -> str:
    """Marks with numbers, two in a row."""
    drawn, families = [], load_palette().families
    for at, ((family, look), events) in enumerate(sorted(lane.undated.items())):
        x, y = place.room - place.undated + 14 + 36 * (at % 2), top + 9 + 16 * (at // 2)
        drawn.append(mark(families[family], x, y, 4.5, LOOKS[look]))
        drawn.append(lettered(_short(events), x + 8, y + 4, Style(size=COUNT)))
    return "".join(drawn)


def _short(events: int) -> str:
    """A number in at most four characters.

    >>> _short(870), _short(23_400)
    ('870', '23k')
    """
    return str(events) if events < 10_000 else f"{events // 1000}k"  # noqa: PLR2004  (five digits)


def _down(markup: str, by: float) -> str:
    return tag("g", markup, transform=f"translate(0 {number(by)})") if markup else ""


def axis_between(first: dt.date, last: dt.date, place: Columns) -> Axis:
    """The axis, some days wider than its data so that nothing stands on its edges."""
    days = last.toordinal() - first.toordinal() + 1
    more = max(round(days * 0.02), 1 if days > 1 else 2)
    start = max(first.toordinal() - more, 1)
    end = min(last.toordinal() + more, dt.date.max.toordinal())
    return Axis(
        first=dt.date.fromordinal(start), last=dt.date.fromordinal(end), left=place.axis[0], right=place.axis[1]
    )
