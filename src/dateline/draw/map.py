"""Where it happened: places as circles on an equal-area map, and lines between capitals for contacts of which no place is told."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from functools import lru_cache

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.query.filters import EVERYTHING, check_filters
from dateline.records.rows import Row

from .days import most_days
from .described import count_of, name_of, source_line, subject, subtitle
from .frame import Frame, empty, framed, inner_width
from .lettering import Style, lettered
from .map_data import Spot, Whereabouts, whereabouts
from .marks import LegendItem
from .network_data import Edge
from .network_draw import DOTS
from .picture import Picture, PictureOptions
from .placing import Anchor, Box, labels_of
from .statuses import apart, told_apart
from .svg import Value, colour, linked, number, path_of, tag, words
from .world import View, load_seats, load_world, outlines, project, view_of

#: Places and lines without a limit, the largest circle, and the names beside circles.
SPOTS, ARCS, _LARGEST, _SIZE = 150, 40, 26.0, 11.0
_BORDERS = (
    "Borders as in Natural Earth (1:110m), which draws who holds the land, not who claims it. "
    "Equal Earth projection: areas are true."
)


def map_(ledger: Ledger, filters: Filters = EVERYTHING, *, options: PictureOptions | None = None) -> Picture:
    """Where events were. A circle's area is the number of events at a place; a broken rim: more than half are conflict.

    The filled part of a circle is what happened, the hollow rest what was planned, possible, called off or denied. A square is a
    country that the text tells as the place, at its middle.
    Contacts between countries of which no place is told are lines between capitals (seats of organisations), as the caption says;
    what else has no place is counted there. 150 places and 40 lines without a limit. Raises UsageError for a filter that events do
    not know.
    """
    look = options or PictureOptions()
    check_filters(filters, KNOWN, "a map")
    asked = dataclasses.replace(filters, sort=None, limit=None)
    found = whereabouts(ledger, asked)
    total, days = most_days(ledger, asked)
    source, who = source_line(ledger, asked, total), subject(asked)
    title = f"{who}: where it happened" if who else "Where it happened"
    said = subtitle(asked, days, shown="Events by place")
    limit = look.limit or filters.limit
    spots = [spot for spot in found.spots if spot.lat is not None][: limit or SPOTS]
    arcs = found.arcs[: limit or ARCS]
    if not spots and not arcs:
        return empty(title, said, source, look)
    view = view_of([*map(_place, spots), *(point for arc in arcs for point in _ends(arc))], inner_width(look))
    inner = (
        _ground(view)
        + _arcs(arcs, view, look)
        + _circles(spots, view, look, [view.at(end) for arc in arcs for end in _ends(arc)])
    )
    return framed(
        Frame(
            title=title, subtitle=said, body=_clipped(inner, view), height=view.size[1], items=_items(spots, arcs),
            notes=_notes(found, spots, arcs), source=source, description=_description(spots, arcs), rows=_rows(spots, arcs),
        ),
        look,
    )  # fmt: skip


def _place(spot: Spot) -> tuple[float, float]:
    return project(spot.lat or 0.0, spot.lon or 0.0)


def _ends(arc: Edge) -> list[tuple[float, float]]:
    seats = load_seats()
    return [project(seats[code].lat, seats[code].lon) for code in (arc.one, arc.other)]


def _clipped(inner: str, view: View) -> str:
    """The map cut at its frame."""
    name = f"map-{hashlib.sha256(inner.encode()).hexdigest()[:8]}"
    frame = tag("rect", x=0, y=0, width=view.size[0], height=view.size[1], rx=3)
    return tag("clipPath", frame, id=name) + tag("g", inner, clip_path=f"url(#{name})")


@lru_cache(maxsize=8)
def _ground(view: View) -> str:
    """Sea, land and borders: the same for all pictures of one part of the world, mostly of all of it."""
    world = load_world()
    sea = tag("rect", x=0, y=0, width=view.size[0], height=view.size[1], fill=colour("sea"))
    land = "".join(path_of(line, closed=True) for line in outlines(world.land, view))
    borders = "".join(path_of(line) for line in outlines(world.borders, view))
    return (
        sea
        + tag("path", d=land, fill=colour("land"))
        + tag("path", d=borders, fill="none", stroke=colour("border"), stroke_width=0.9)
    )


def _radius(events: int, most: int) -> float:
    return max(min(_LARGEST, 7 * math.sqrt(most)) * math.sqrt(events / most), 3.0)


def _arcs(arcs: list[Edge], view: View, options: PictureOptions) -> str:
    """Lines that bend to the north, so that one does not hide another."""
    most = max([arc.happened for arc in arcs] + [1])
    drawn = []
    for arc in reversed(arcs):
        (x1, y1), (x2, y2) = (view.at(end) for end in _ends(arc))
        bend = min(0.22 * math.hypot(x2 - x1, y2 - y1), view.size[1] * 0.35)
        middle = ((x1 + x2) / 2, (y1 + y2) / 2 - bend)
        curve = f"M{number(x1)} {number(y1)}Q{number(middle[0])} {number(middle[1])} {number(x2)} {number(y2)}"
        said = tag(
            "title",
            words(
                f"{name_of(arc.one)} and {name_of(arc.other)}: {count_of(arc.events, 'contact')} of which no place is told"
                f"{told_apart(arc.ahead, arc.nothing)}"
            ),
        )
        look: dict[str, Value] = {
            "stroke": colour("help"),
            "stroke_width": max(7 * arc.happened / most, 0.9) if arc.happened else 1.8,
            "stroke_dasharray": None if arc.happened else DOTS,
            "stroke_opacity": 0.6 if arc.happened else 0.9,
            "stroke_linecap": "round",
        }
        ends = "".join(tag("circle", cx=x, cy=y, r=2, fill=colour("help")) for x, y in ((x1, y1), (x2, y2)))
        drawn.append(
            linked(
                tag("g", said, tag("path", d=curve, fill="none", **look), ends),
                options.url("dyad", f"{arc.one}-{arc.other}"),
            )
        )
    return "".join(drawn)


def _circles(spots: list[Spot], view: View, options: PictureOptions, ends: list[tuple[float, float]]) -> str:
    """Circles and squares, the large ones below, and names of as many as find room, the large ones first; none on ends of lines."""
    most = max((spot.events for spot in spots), default=1)
    drawn, anchors = [], []
    for spot in spots:
        x, y = view.at(_place(spot))
        radius = _radius(spot.events, most)
        country = f", {name_of(spot.country)}" if spot.country and name_of(spot.country) != spot.name else ""
        told = f"{spot.name}{country}: {count_of(spot.events, 'event')}, {spot.conflict:,} of conflict"
        told += told_apart(spot.ahead, spot.nothing)
        marked = _marked(spot, (x, y), radius, _radius(spot.happened, most) if spot.happened else 0)
        drawn.append(linked(tag("g", tag("title", words(told)), marked), options.url("place", spot.name)))
        anchors.append(Anchor(x=x, y=y, radius=radius, label=spot.name))
    return "".join(drawn) + _labels(anchors, view, [Box(x - 3, y - 3, x + 3, y + 3) for x, y in ends])


def _marked(spot: Spot, at: tuple[float, float], radius: float, inner: float) -> str:
    """The filled part that happened, and around it the hollow rest, if any."""
    conflict = spot.conflict * 2 > spot.events
    ink = colour("dispute" if conflict else "contact")
    rim: dict[str, Value] = {"stroke": ink, "stroke_width": 1.4, "stroke_dasharray": "3 2" if conflict else None}
    if spot.happened == spot.events:
        return _form(spot, at, radius, fill=ink, fill_opacity=0.45, **rim)
    hollow = _form(spot, at, radius, fill=colour("paper"), fill_opacity=0.6, **rim)
    return hollow + (_form(spot, at, inner, fill=ink, fill_opacity=0.45) if inner else "")


def _form(spot: Spot, at: tuple[float, float], radius: float, **look: Value) -> str:
    """A circle, or for a country a square of the same area."""
    x, y = at
    if not spot.is_country:
        return tag("circle", cx=x, cy=y, r=radius, **look)
    half = radius * math.sqrt(math.pi) / 2
    return tag("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **look)


def _labels(anchors: list[Anchor], view: View, ends: list[Box]) -> str:
    placed = labels_of(anchors[:60], Box(0, 0, *view.size), _SIZE, avoid=ends)
    style = Style(size=_SIZE, rim="land")
    return "".join(lettered(label.text, label.x, label.y, style) for label in placed.values())


def _items(spots: list[Spot], arcs: list[Edge]) -> list[LegendItem]:
    items = []
    if spots:
        most = spots[0].events
        size = min(_radius(most, most), 9.0)
        ink = colour("contact")
        sign = tag("circle", cx=9, cy=0, r=size, fill=ink, fill_opacity=0.45, stroke=ink, stroke_width=1.4)
        items.append(
            LegendItem(sign=sign, words=f"events at a place, the area is their number; the largest {most:,}", room=18)
        )
    if any(spot.conflict * 2 > spot.events for spot in spots):
        ink = colour("dispute")
        sign = tag(
            "circle", cx=9, cy=0, r=7, fill=ink, fill_opacity=0.45, stroke=ink, stroke_width=1.4, stroke_dasharray="3 2"
        )
        items.append(LegendItem(sign=sign, words="mostly conflict", room=18))
    if any(spot.happened < spot.events for spot in spots):
        sign = tag("circle", cx=9, cy=0, r=7, fill=colour("paper"), stroke=colour("contact"), stroke_width=1.4)
        items.append(LegendItem(sign=sign, words="hollow: planned, possible, called off or denied", room=18))
    if any(spot.is_country for spot in spots):
        ink = colour("contact")
        sign = tag("rect", x=3, y=-6, width=12, height=12, fill=ink, fill_opacity=0.45, stroke=ink, stroke_width=1.4)
        items.append(LegendItem(sign=sign, words="country, told as the place", room=18))
    if any(arc.happened for arc in arcs):
        sign = tag("path", d="M0 3Q11 -8 22 3", fill="none", stroke=colour("help"), stroke_width=2.5)
        items.append(LegendItem(sign=sign, words="contacts of which no place is told, between capitals", room=22))
    if any(not arc.happened for arc in arcs):
        look: dict[str, Value] = {"stroke": colour("help"), "stroke_width": 2, "stroke_dasharray": DOTS}
        sign = tag("path", d="M1 3Q11 -8 22 3", fill="none", stroke_linecap="round", **look)
        items.append(LegendItem(sign=sign, words="the same, but none of them happened", room=22))
    return items


def _notes(found: Whereabouts, spots: list[Spot], arcs: list[Edge]) -> list[str]:
    notes = apart(sum(s.ahead for s in spots), sum(s.nothing for s in spots), drawn="hollow")
    if told := [spot for spot in spots if spot.is_country]:
        events, be = count_of(sum(s.events for s in told), "event"), "stands" if len(told) == 1 else "stand"
        countries = count_of(len(told), "country", "countries")
        notes.append(f"{countries} told as the place of {events} {be} as a square in the middle of the land.")
    pointless = [spot for spot in found.spots if spot.lat is None]
    others = found.spots[len(spots) :] if not pointless else [s for s in found.spots if s.lat is not None][len(spots) :]
    if others:
        notes.append(
            f"Not drawn: {count_of(len(others), 'place')} with {count_of(sum(s.events for s in others), 'event')}."
        )
    if pointless:
        notes.append(f"Places without a known point: {count_of(sum(s.events for s in pointless), 'event')}.")
    if found.placeless:
        drawn = f"{len(arcs):,} of {len(found.arcs):,} pairs" if len(arcs) < len(found.arcs) else "lines"
        of_them = told_apart(found.ahead, found.nothing)
        notes.append(
            f"No place told: {count_of(found.placeless, 'contact')} between countries{of_them} "
            f"({drawn}, from capital to capital; as wide as the number that happened)."
        )
    if found.unseated:
        notes.append(
            f"In no line, because fewer than two of the sides have a known capital: {count_of(found.unseated, 'contact')}."
        )
    if found.elsewhere:
        notes.append(f"On no map, because no place is told: {count_of(found.elsewhere, 'other event')}.")
    return [*notes, _BORDERS]


def _description(spots: list[Spot], arcs: list[Edge]) -> str:
    places = "; ".join(f"{spot.name}: {spot.events:,}" for spot in spots[:8])
    lines = "; ".join(f"{name_of(arc.one)} and {name_of(arc.other)}: {arc.events:,}" for arc in arcs[:5])
    said = f"Map of {count_of(len(spots), 'place')}." + (f" Most events: {places}." if places else "")
    return said + (f" Contacts of which no place is told: {lines}." if lines else "")


def _rows(spots: list[Spot], arcs: list[Edge]) -> list[Row]:
    places: list[Row] = [
        {
            "place": s.name,
            "country": s.country,
            "lat": s.lat,
            "lon": s.lon,
            "events": s.events,
            "conflict": s.conflict,
            "planned_or_possible": s.ahead,
            "came_to_nothing": s.nothing,
            "told_as": "country" if s.is_country else "place",
        }
        for s in spots
    ]
    return places + [
        {
            "place": None,
            "country": f"{arc.one}-{arc.other}",
            "lat": None,
            "lon": None,
            "events": arc.events,
            "conflict": arc.conflict,
            "planned_or_possible": arc.ahead,
            "came_to_nothing": arc.nothing,
            "told_as": None,
        }
        for arc in arcs
    ]
