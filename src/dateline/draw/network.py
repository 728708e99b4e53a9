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
from .network_data import LAST_PERIODS, Edge, Ties, check_period, ties, ties_by_period
from .network_draw import Graph, draw_graph, node_radius
from .network_layout import Point, layout
from .picture import Picture, PictureOptions
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

    A circle's area is the number of events of the actor, a line's width that of the pair; an arrow goes from who acts to who is
    acted upon, where that is more than half of the pair's events; a broken line: more than half are conflict. The
    actors with the most events are drawn, 24 without a limit; the caption counts what is left out. Raises UsageError for an
    unknown unit or period, or a filter that events do not know.
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
    periods = ties_by_period(ledger, asked, by, chosen.nodes, unit=unit) if by else []
    body, height, drawn = _panels(chosen, periods, by, look) if by else _single(chosen, overall, look)
    lines = [*chosen.edges, *_panel_edges(chosen, periods)]
    notes = [*_left_out(overall, chosen), *_of_panels(_with_lines(chosen, periods), by)]
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
    most = max(overall.nodes[node] for node in chosen.nodes)
    radii = {node: node_radius(overall.nodes[node], most, largest=min(26.0, room / 24)) for node in chosen.nodes}
    places = layout(chosen.nodes, chosen.edges, radii, size)
    graph = Graph(places=places, radii=radii, ties=overall, edges=chosen.edges, size=size, small=False)
    names = {node: chosen.name(node) for node in chosen.nodes}
    return draw_graph(graph, names, options, kind=_kind(chosen)), size[1], _rows(chosen, chosen.edges, None)


def _panels(chosen: Chosen, periods: list[Ties], by: str, options: PictureOptions) -> tuple[str, float, list[Row]]:
    """Small pictures in rows; every actor has the same place in all of them."""
    room = inner_width(options)
    across = max(int(room // _PANEL), 1)
    wide = room / across
    size = (wide - 12, (wide - 12) * 0.8)
    shown = _with_lines(chosen, periods)
    most = max((ties.nodes[node] for ties in shown for node in chosen.nodes), default=1)
    middle = dict.fromkeys(chosen.nodes, 5.0)
    places = layout(chosen.nodes, chosen.edges, middle, size)
    drawn, rows = [], []
    for at, of_period in enumerate(shown):
        kept = set(chosen.nodes)
        edges = [edge for edge in of_period.edges if edge.one in kept and edge.other in kept][:PANEL_EDGES]
        markup = _panel(chosen, of_period, edges, (places, size, most), options)
        x, y = (at % across) * wide, (at // across) * (size[1] + 34)
        head = lettered(period_name(of_period.period, by), 2, 14, Style(size=12, bold=True))
        ground = tag("rect", x=0, y=22, width=size[0], height=size[1], fill=colour("band"), rx=3)
        body = tag("g", markup, transform="translate(0 22)")
        drawn.append(tag("g", head + ground + body, transform=f"translate({number(x)} {number(y)})"))
        rows += _rows(chosen, edges, of_period.period)
    return "".join(drawn), -(-len(shown) // across) * (size[1] + 34), rows


def _panel_edges(chosen: Chosen, periods: list[Ties]) -> list[Edge]:
    kept = set(chosen.nodes)
    return [edge for ties in periods for edge in ties.edges if edge.one in kept and edge.other in kept]


def _with_lines(chosen: Chosen, periods: list[Ties]) -> list[Ties]:
    """The periods in which two of the chosen actors have an event."""
    kept = set(chosen.nodes)
    return [ties for ties in periods if any(edge.one in kept and edge.other in kept for edge in ties.edges)]


def _panel(
    chosen: Chosen,
    of_period: Ties,
    edges: list[Edge],
    frame: tuple[dict[str, Point], tuple[float, float], int],
    options: PictureOptions,
) -> str:
    places, size, most = frame
    linked = {node for edge in edges for node in (edge.one, edge.other)}
    radii = {
        node: node_radius(of_period.nodes[node], most, largest=9) if node in linked else 1.5 for node in chosen.nodes
    }
    graph = Graph(places=places, radii=radii, ties=of_period, edges=edges, size=size, small=True)
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
    return f"{day:%b} {day.year}" if by == "month" else str(day.year)


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
    items = [LegendItem(sign=line, words="the more events, the wider", room=22)]
    if any(edge.conflict * 2 > edge.events for edge in edges):
        broken = tag("path", d="M0 0H22", stroke=colour("dispute"), stroke_width=3, stroke_dasharray="5 3")
        items.append(LegendItem(sign=broken, words="mostly conflict", room=22))
    if any(max(edge.forward, edge.backward) * 2 > edge.events for edge in edges):
        arrow = tag("path", d="M0 0H16", stroke=ink, stroke_width=1.5) + tag("path", d="M22 0L14 -4V4Z", fill=ink)
        items.append(LegendItem(sign=arrow, words="mostly one towards the other", room=22))
    return items


def _left_out(overall: Ties, chosen: Chosen) -> list[str]:
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
    return notes


def _of_panels(periods: list[Ties], by: str | None) -> list[str]:
    if not by:
        return []
    notes = [
        f"Every actor has the same place in all pictures, with {PANEL_EDGES} lines at most; circles count events with one another.",
        f"Events of unknown date, or told less exactly than the {by}, are in none. Periods without a line have no picture.",
    ]
    if len(periods) == LAST_PERIODS:
        notes.append(f"The last {LAST_PERIODS} periods are drawn.")
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
            }
        )
    return rows
