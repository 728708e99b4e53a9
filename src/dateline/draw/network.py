"""Who deals with whom: actors as circles, their events as lines, at all times or period by period in small pictures."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.query.filters import EVERYTHING, check_filters
from dateline.records.rows import Row

from .days import most_days
from .described import count_of, name_of, source_line, subject, subtitle
from .frame import Frame, empty, framed, inner_width
from .lettering import Style, lettered
from .marks import LegendItem
from .network_data import LAST_PERIODS, PERSONS, Edge, Periods, Ties, check_period, ties, ties_by_period
from .network_draw import DOTS, Graph, draw_graph, node_radius
from .network_layout import Point, layout
from .palette import load_palette
from .picture import Picture, PictureOptions
from .statuses import apart
from .svg import colour, number, tag

#: Actors without a limit, lines at most, and lines in a small picture.
NODES, EDGES, PANEL_EDGES = 24, 80, 30
_PANEL = 210.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is drawn of the ties of all times: the actors with the most events, and the lines between them."""

    nodes: list[str]
    edges: list[Edge]
    unit: str

    def name(self, node: str) -> str:
        """The name of a node."""
        return name_of(node) if self.unit == "country" else node.partition("\n")[2]


def network(
    ledger: Ledger,
    filters: Filters = EVERYTHING,
    *,
    by: str | None = None,
    unit: str = "country",
    options: PictureOptions | None = None,
) -> Picture:
    """Who deals with whom. unit: country (organisations too) or person; by: year, quarter or month, a small picture for each.

    A circle's area is the number of events of the actor that happened, a line's width that of the pair; an arrow goes from who acts
    to who is acted upon, where that is more than half of what the line is drawn of; a broken line: more than half of that is
    conflict. A dotted line is drawn of what has not happened. The actors with the most events are drawn, 24 without a limit; the
    caption counts what is left out. Raises UsageError for an unknown unit or period, or a filter that events do not know.
    """
    look = options or PictureOptions()
    check_filters(filters, KNOWN, "a network")
    asked = dataclasses.replace(filters, sort=None, limit=None)
    check_period(by)
    overall = ties(ledger, asked, unit=unit)
    total, days = most_days(ledger, asked)
    source, title = source_line(ledger, asked, total), _title(asked, unit)
    shown = f"Events between {'countries and organisations' if unit == 'country' else 'persons'}{f', by {by}' if by else ''}"
    said = subtitle(asked, days, shown=shown)
    chosen = _choose(overall, look.limit or filters.limit or NODES, unit)
    if not chosen.edges:
        return empty(title, said, source, look)
    periods = ties_by_period(ledger, asked, by, chosen.nodes, unit=unit) if by else None
    body, height, drawn = _panels(chosen, periods.ties, by, look) if periods and by else _single(chosen, overall, look)
    lines = [edge for one in periods.ties for edge in one.edges] if periods else chosen.edges
    notes = [
        *apart(overall.looks[1], overall.looks[2], drawn="as no part of a line's width"),
        *_left_out(overall, chosen, total),
        *(_of_panels(periods, by) if periods and by else []),
    ]
    return framed(
        Frame(
            title=title, subtitle=said, body=body, height=height, items=_items(lines), notes=notes, source=source,
            description=_description(chosen), rows=drawn,
        ),
        look,
    )  # fmt: skip


def _choose(overall: Ties, limit: int, unit: str) -> Chosen:
    """The actors with the most events in pairs, and the lines between them; actors without a line are left out."""
    weights: dict[str, int] = {}
    for edge in overall.edges:
        for node in (edge.one, edge.other):
            weights[node] = weights.get(node, 0) + edge.events
    most = sorted(weights, key=lambda node: (-weights[node], node))[:limit]
    kept = set(most)
    edges = [edge for edge in overall.edges if edge.one in kept and edge.other in kept][:EDGES]
    linked = {node for edge in edges for node in (edge.one, edge.other)}
    return Chosen(nodes=[node for node in most if node in linked], edges=edges, unit=unit)


def _single(chosen: Chosen, overall: Ties, options: PictureOptions) -> tuple[str, float, list[Row]]:
    room = inner_width(options)
    size = (room, max(min(room * 0.62, 640.0), 320.0))
    most = max(overall.happened[node] for node in chosen.nodes)
    widest = max(edge.happened for edge in chosen.edges)
    radii = {node: node_radius(overall.happened[node], most, largest=min(26.0, room / 24)) for node in chosen.nodes}
    places = layout(chosen.nodes, chosen.edges, radii, size)
    graph = Graph(places=places, radii=radii, ties=overall, edges=chosen.edges, size=size, small=False, most=widest)
    names = {node: chosen.name(node) for node in chosen.nodes}
    return draw_graph(graph, names, options, kind=_kind(chosen)), size[1], _rows(chosen, chosen.edges, None)


def _panels(chosen: Chosen, periods: list[Ties], by: str, options: PictureOptions) -> tuple[str, float, list[Row]]:
    """Small pictures in rows; every actor has the same place in all of them."""
    room = inner_width(options)
    across = max(int(room // _PANEL), 1)
    wide = room / across
    size = (wide - 12, (wide - 12) * 0.8)
    most = max((ties.happened[node] for ties in periods for node in chosen.nodes), default=1)
    widest = max((edge.happened for ties in periods for edge in ties.edges[:PANEL_EDGES]), default=1)
    middle = dict.fromkeys(chosen.nodes, 5.0)
    places = layout(chosen.nodes, chosen.edges, middle, size)
    drawn, rows = [], []
    for at, of_period in enumerate(periods):
        edges = of_period.edges[:PANEL_EDGES]
        markup = _panel(chosen, of_period, edges, (places, size, (most, widest)), options)
        x, y = (at % across) * wide, (at // across) * (size[1] + 34)
        head = lettered(period_name(of_period.period, by), 2, 14, Style(size=12, bold=True))
        ground = tag("rect", x=0, y=22, width=size[0], height=size[1], fill=colour("band"), rx=3)
        body = tag("g", markup, transform="translate(0 22)")
        drawn.append(tag("g", head + ground + body, transform=f"translate({number(x)} {number(y)})"))
        rows += _rows(chosen, edges, of_period.period)
    return "".join(drawn), -(-len(periods) // across) * (size[1] + 34), rows


def _panel(
    chosen: Chosen,
    of_period: Ties,
    edges: list[Edge],
    frame: tuple[dict[str, Point], tuple[float, float], tuple[int, int]],
    options: PictureOptions,
) -> str:
    """One small picture. frame: the places of the actors, pixels, and the most events of a circle and of a line in all of them."""
    places, size, (most, widest) = frame
    linked = {node for edge in edges for node in (edge.one, edge.other)}
    radii = {
        node: node_radius(of_period.happened[node], most, largest=9) if node in linked else 1.5 for node in chosen.nodes
    }
    graph = Graph(places=places, radii=radii, ties=of_period, edges=edges, size=size, small=True, most=widest)
    names = {node: _short(chosen, node) if node in linked else "" for node in chosen.nodes}
    return draw_graph(graph, names, options, kind=_kind(chosen))


def period_name(day: dt.date | None, by: str) -> str:
    """A period as a heading.

    >>> period_name(dt.date(2020, 4, 1), "quarter"), period_name(dt.date(2020, 4, 1), "month")
    ('2020, 2nd quarter', 'Apr 2020')
    """
    if day is None:
        return ""
    if by == "quarter":
        return f"{day.year}, {('1st', '2nd', '3rd', '4th')[(day.month - 1) // 3]} quarter"
    return f"{load_palette().month_of(day)} {day.year}" if by == "month" else str(day.year)


def _short(chosen: Chosen, node: str) -> str:
    """A label for small pictures: the code, or the last of the names."""
    return node if chosen.unit == "country" else chosen.name(node).rpartition(" ")[2]


def _kind(chosen: Chosen) -> str:
    return "dyad" if chosen.unit == "country" else "person"


def _title(filters: Filters, unit: str) -> str:
    who = subject(filters)
    return (
        f"{who}: who deals with whom"
        if who
        else "Who deals with whom"
        if unit == "country"
        else "Which persons deal with whom"
    )


def _items(edges: list[Edge]) -> list[LegendItem]:
    ink = colour("contact")
    line = tag("path", d="M0 0H22", stroke=ink, stroke_width=3)
    items = [LegendItem(sign=line, words="the more events that happened, the wider", room=22)]
    if any(edge.is_of_conflict for edge in edges):
        broken = tag("path", d="M0 0H22", stroke=colour("dispute"), stroke_width=3, stroke_dasharray="5 3")
        items.append(LegendItem(sign=broken, words="mostly conflict", room=22))
    if any(edge.toward for edge in edges):
        arrow = tag("path", d="M0 0H16", stroke=ink, stroke_width=1.5) + tag("path", d="M22 0L14 -4V4Z", fill=ink)
        items.append(LegendItem(sign=arrow, words="mostly one towards the other", room=22))
    if any(not edge.happened for edge in edges):
        dots = tag("path", d="M1 0H22", stroke=ink, stroke_width=2, stroke_dasharray=DOTS, stroke_linecap="round")
        items.append(
            LegendItem(
                sign=dots,
                words="nothing happened (so a hollow circle): planned, possible, called off or denied",
                room=22,
            )
        )
    return items


def _left_out(overall: Ties, chosen: Chosen, total: int) -> list[str]:
    kept, drawn = set(chosen.nodes), {(edge.one, edge.other) for edge in chosen.edges}
    others = [edge for edge in overall.edges if (edge.one, edge.other) not in drawn]
    notes = ["An event of several pairs is in the line of each."]
    if others:
        nodes = {node for edge in overall.edges for node in (edge.one, edge.other)} - kept
        notes.insert(
            0,
            f"Not drawn: {count_of(len(nodes), 'actor')} with fewer events, and {count_of(len(others), 'pair')} "
            f"with {count_of(sum(edge.events for edge in others), 'event')}.",
        )
    country = chosen.unit == "country"
    if alone := total - overall.looks.total():
        be, sides = "is" if alone == 1 else "are", "countries or organisations" if country else "of these persons"
        notes.append(f"{count_of(alone, 'event')} with fewer than two {sides} {be} in no line.")
    if not country:
        notes.append(f"Pairs are looked for among the {PERSONS} persons with the most events.")
    return notes


def _of_panels(periods: Periods, by: str) -> list[str]:
    notes = [
        f"Every actor has the same place in all pictures, with {PANEL_EDGES} lines at most; circles count events with one another.",
        "Lines and circles have one scale in all of them. Periods without a line have no picture.",
    ]
    if none := periods.periodless:
        notes.append(
            f"Of unknown date, or told less exactly than the {by}, and in no picture: {count_of(none, 'event')}."
        )
    if periods.earlier:
        notes.append(f"The last {LAST_PERIODS} periods are drawn; before them: {count_of(periods.earlier, 'event')}.")
    return notes


def _description(chosen: Chosen) -> str:
    told = "; ".join(
        f"{chosen.name(edge.one)} and {chosen.name(edge.other)}: {edge.events:,}" for edge in chosen.edges[:8]
    )
    return f"Network of {count_of(len(chosen.nodes), 'actor')} and {count_of(len(chosen.edges), 'pair')}. Most events: {told}."


def _rows(chosen: Chosen, edges: list[Edge], period: dt.date | None) -> list[Row]:
    rows: list[Row] = []
    for edge in edges:
        row: Row = {"one": chosen.name(edge.one), "other": chosen.name(edge.other)}
        if chosen.unit == "country":
            row |= {"dyad": f"{edge.one}-{edge.other}"}
        if period:
            row |= {"period": period}
        rows.append(
            row
            | {
                "events": edge.events,
                "one_to_other": edge.forward,
                "other_to_one": edge.backward,
                "mutual": edge.mutual,
                "conflict": edge.conflict,
                "planned_or_possible": edge.ahead,
                "came_to_nothing": edge.nothing,
            }
        )
    return rows
